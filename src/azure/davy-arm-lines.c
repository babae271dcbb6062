/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-lines.h"

#include "azure/davy-arm-activity-private.h"
#include "azure/davy-arm-readers.h"

static const char *
read_text (const DavyJson *object, const char *name)
{
  return davy_json_is_object (object) ? davy_json_string (object, name, DAVY_JSON_OPTIONAL) : NULL;
}

/* Each type keeps the size of its machines in a place of its own (`wire-contract.md` 3.5). A SKU
 * with a capacity is a scale set's; that of a disk or an address is no size of a machine. */
static const char *
read_size (const DavyJson *item)
{
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson inner = davy_json_member (&properties, "properties");
  DavyJson hardware = davy_json_member (&properties, "hardwareProfile");
  DavyJson sku = davy_json_member (item, "sku");
  DavyJson capacity = davy_json_member (&sku, "capacity");
  const char *size = read_text (&hardware, "vmSize");

  if (size == NULL)
    size = read_text (&properties, "vmSize");
  if (size == NULL)
    size = read_text (&inner, "vmSize");
  if (size == NULL && davy_json_exists (&capacity))
    size = read_text (&sku, "name");

  return size;
}

static void
read_site_cb (const DavyJson *element, gpointer data)
{
  DavyJson item = *element;
  const char *id = read_text (&item, "id");
  DavyArmSite *self;

  if (id == NULL)
    return;

  self = g_new0 (DavyArmSite, 1);
  self->id = g_strdup (id);
  self->region = g_strdup (read_text (&item, "location"));
  self->size = g_strdup (read_size (&item));
  self->created = davy_json_time (&item, "createdTime", DAVY_JSON_OPTIONAL);
  g_ptr_array_add (data, self);
}

static void
read_activity_cb (const DavyJson *element, gpointer data)
{
  g_ptr_array_add (data, davy_arm_activity_read (element));
}

/**
 * davy_arm_site_free:
 * @self: (transfer full) (nullable): a site
 *
 * Frees it.
 */
void
davy_arm_site_free (DavyArmSite *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->region);
  g_free (self->size);
  g_free (self);
}

/**
 * davy_arm_activities_from_lines:
 * @lines: the `raw` of events, one a line
 * @error: what is wrong with @lines
 *
 * Returns: (transfer full) (nullable) (element-type DavyArmActivity): the events
 */
GPtrArray *
davy_arm_activities_from_lines (GBytes *lines, GError **error)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_activity_free);

  return davy_json_visit_lines (lines, read_activity_cb, events, error) ? g_steal_pointer (&events)
                                                                        : NULL;
}

/**
 * davy_arm_sites_from_lines:
 * @lines: resources as lists and full reads show them, one a line; the same may come twice
 * @error: what is wrong with @lines
 *
 * Returns: (transfer full) (nullable) (element-type DavyArmSite): where they are
 */
GPtrArray *
davy_arm_sites_from_lines (GBytes *lines, GError **error)
{
  g_autoptr (GPtrArray) sites =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_site_free);

  return davy_json_visit_lines (lines, read_site_cb, sites, error) ? g_steal_pointer (&sites)
                                                                   : NULL;
}
