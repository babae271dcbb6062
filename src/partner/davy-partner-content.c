/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-content.h"

/* A page of a list, in the thread that parses it. */

typedef struct
{
  DavyPartnerContent *content;
  const DavyPartnerRecord *record;
} Visit;

static DavyPartnerContent *
content_new (const DavyPartnerRecord *record)
{
  DavyPartnerContent *self = g_new0 (DavyPartnerContent, 1);

  self->records = g_ptr_array_new_with_free_func (record->free);

  return self;
}

static void
visit_element (const DavyJson *element, gpointer data)
{
  const Visit *visit = data;
  DavyPartnerContent *content = visit->content;
  g_autoptr (GError) error = NULL;
  DavyJson item = *element;
  gpointer read;

  content->length++;
  item.sink = &error;
  if (!davy_json_is_object (&item))
    davy_json_fail (&item, "is not an object");
  read = visit->record->read (&item);
  if (error == NULL)
    {
      g_ptr_array_add (content->records, read);
      return;
    }

  visit->record->free (read);
  if (content->unreadable == NULL)
    content->unreadable = g_steal_pointer (&error);
}

/* Partner Center calls it items, Graph value. */
static const char *
find_list_name (const DavyJson *root)
{
  DavyJson value = davy_json_member (root, "value");

  return davy_json_is_array (&value) ? "value" : "items";
}

/* The list is taken out of the tree, so that what is large goes in this thread. */
static gboolean
visit_collection (const Visit *visit, GBytes *body, GError **error)
{
  JsonNode *root = visit->content->rest = davy_json_parse (body, error);
  g_autoptr (GError) unreadable = NULL;
  DavyJson json = davy_json_root (root, &unreadable);
  const char *name;
  DavyJson list;
  guint length;

  if (root == NULL)
    return FALSE;

  name = find_list_name (&json);
  list = davy_json_member (&json, name);
  length = davy_json_length (&list, DAVY_JSON_REQUIRED);
  if (unreadable != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unreadable));
      return FALSE;
    }
  for (guint i = 0; i < length; i++)
    {
      DavyJson element = davy_json_element (&list, i);

      visit_element (&element, (gpointer) visit);
    }
  json_object_remove_member (json_node_get_object (root), name);

  return TRUE;
}

/* --- within the room ----------------------------------------------------------------------- */

void
davy_partner_content_free (DavyPartnerContent *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_error (&self->unreadable);
  g_clear_pointer (&self->rest, json_node_unref);
  g_free (self);
}

/* A #DavyBodyReader */
DavyPartnerContent *
davy_partner_content_read (GBytes *body, const DavyPartnerRecord *record, GError **error)
{
  g_autoptr (DavyPartnerContent) self = content_new (record);
  const Visit visit = { self, record };
  gboolean is_read;

  if (davy_json_holds_array (body))
    is_read = davy_json_visit_elements (body, visit_element, (gpointer) &visit, error);
  else
    is_read = visit_collection (&visit, body, error);

  return is_read ? g_steal_pointer (&self) : NULL;
}
