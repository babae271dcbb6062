/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-origin.h"

/* From the activity log to an account that a person can read: the events of an operation are one
 * operation, the operations of a correlation id one act, and the like acts of one caller in a row
 * one deed. */

/* A pause after which the same is done anew. */
#define PAUSE DAVY_TIME_HOUR
/* What is seen in the first days of a log may have been there before it begins. */
#define SETTLING (7 * DAVY_TIME_DAY)

/* --- acts ---------------------------------------------------------------------------------- */

typedef struct
{
  const DavyArmActivityOperation *leader; /* the most telling of its operations */
  DavyDeedKind kind;
  DavyTime first;
  DavyTime last;
  GPtrArray *operations;
} Act;

static void
act_free (gpointer data)
{
  Act *self = data;

  g_ptr_array_unref (self->operations);
  g_free (self);
}

static void
act_add (Act *self, DavyArmActivityOperation *operation)
{
  DavyDeedKind kind = davy_deed_kind_from_operation (operation->name);

  if (self->leader == NULL || kind < self->kind)
    {
      self->leader = operation;
      self->kind = kind;
    }
  if (self->first == DAVY_TIME_UNSET)
    self->first = operation->first;
  self->last = MAX (self->last, operation->last);
  g_ptr_array_add (self->operations, operation);
}

/* Returns: (element-type Act): the oldest first */
static GPtrArray *
find_acts (GPtrArray *operations)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func (act_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < operations->len; i++)
    {
      DavyArmActivityOperation *operation = g_ptr_array_index (operations, i);
      const char *id = operation->correlation_id;
      Act *act = id != NULL ? g_hash_table_lookup (known, id) : NULL;

      if (act == NULL)
        {
          act = g_new0 (Act, 1);
          act->operations = g_ptr_array_new ();
          g_ptr_array_add (acts, act);
          if (id != NULL)
            g_hash_table_insert (known, (gpointer) id, act);
        }
      act_add (act, operation);
    }

  return acts;
}

/* --- deeds --------------------------------------------------------------------------------- */

static void
deed_free (gpointer data)
{
  DavyDeed *self = data;

  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->acts);
  g_ptr_array_unref (self->operations);
  g_ptr_array_unref (self->resources);
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->sizes);
  g_free (self);
}

static DavyDeed *
deed_new (const Act *act)
{
  DavyDeed *self = g_new0 (DavyDeed, 1);

  self->kind = act->kind;
  self->caller = act->leader->caller;
  self->ip = act->leader->ip;
  self->first = act->first;
  self->names = g_ptr_array_new ();
  self->acts = g_ptr_array_new ();
  self->operations = g_ptr_array_new ();
  self->resources = g_ptr_array_new ();
  self->regions = g_ptr_array_new ();
  self->sizes = g_ptr_array_new ();

  return self;
}

/* Deeds of the same key are the same deed unless there was a pause. */
static char *
dup_deed_key (const Act *act)
{
  const DavyArmActivityOperation *leader = act->leader;
  g_autofree char *key =
      g_strdup_printf ("%d\n%s\n%s", act->kind, leader->caller != NULL ? leader->caller : "",
                       leader->ip != NULL ? leader->ip : "");

  return g_ascii_strdown (key, -1);
}

static void
deed_add (DavyDeed *self, const Act *act)
{
  self->last = MAX (self->last, act->last);
  if (act->leader->correlation_id != NULL)
    g_ptr_array_add (self->acts, (gpointer) act->leader->correlation_id);
  g_ptr_array_extend (self->operations, act->operations, NULL, NULL);
}

static void
find_deeds (DavyOrigin *self)
{
  g_autoptr (GPtrArray) acts = find_acts (self->operations);
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < acts->len; i++)
    {
      const Act *act = g_ptr_array_index (acts, i);
      g_autofree char *key = dup_deed_key (act);
      DavyDeed *deed = g_hash_table_lookup (last, key);

      if (deed == NULL || act->first - deed->last > PAUSE)
        {
          deed = deed_new (act);
          g_ptr_array_add (self->deeds, deed);
          g_hash_table_insert (last, g_steal_pointer (&key), deed);
        }
      deed_add (deed, act);
    }
}

/* --- where and how large ------------------------------------------------------------------- */

static void
add_once (GPtrArray *texts, const char *text)
{
  if (text == NULL)
    return;
  for (guint i = 0; i < texts->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (texts, i), text) == 0)
      return;
  g_ptr_array_add (texts, (gpointer) text);
}

static const DavyArmSite *
find_site (const DavyOrigin *self, const char *resource_id)
{
  g_autofree char *key = resource_id != NULL ? g_ascii_strdown (resource_id, -1) : NULL;

  return key != NULL ? g_hash_table_lookup (self->sites_by_id, key) : NULL;
}

static void
locate_deed (const DavyOrigin *self, DavyDeed *deed)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < deed->operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (deed->operations, i);
      const DavyArmSite *site = find_site (self, operation->resource_id);

      if (davy_deed_kind_from_operation (operation->name) != deed->kind)
        continue;
      if (davy_arm_activity_operation_has_failed (operation))
        {
          deed->n_failed++;
          continue;
        }
      add_once (deed->names, operation->name);
      if (operation->resource_id != NULL &&
          g_hash_table_add (seen, g_ascii_strdown (operation->resource_id, -1)))
        g_ptr_array_add (deed->resources, (gpointer) operation->resource_id);
      if (site != NULL)
        {
          add_once (deed->regions, site->region);
          add_once (deed->sizes, site->size);
        }
    }
}

/* A full read of a resource knows its size, the list when it was made. */
static void
take_sites (DavyOrigin *self)
{
  for (guint i = 0; i < self->sites->len; i++)
    {
      DavyArmSite *site = g_ptr_array_index (self->sites, i);
      g_autofree char *key = g_ascii_strdown (site->id, -1);
      DavyArmSite *known = g_hash_table_lookup (self->sites_by_id, key);

      if (known == NULL)
        {
          g_hash_table_insert (self->sites_by_id, g_steal_pointer (&key), site);
          continue;
        }
      if (known->size == NULL)
        known->size = g_strdup (site->size);
      if (known->region == NULL)
        known->region = g_strdup (site->region);
      if (known->created == DAVY_TIME_UNSET)
        known->created = site->created;
    }
}

/* --- what is new --------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *callers; /* lower case → DavyOriginCaller; the origin has them */
  GHashTable *regions; /* lower case */
  GHashTable *sizes;
  DavyTime settled; /* what is first seen from here on is new */
} Seen;

static gboolean
add_seen (GHashTable *seen, const char *text)
{
  return text != NULL && g_hash_table_add (seen, g_ascii_strdown (text, -1));
}

/* What stands there and was made before the log begins was there before. */
static void
see_what_was_there (const DavyOrigin *self, Seen *seen)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sites_by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const DavyArmSite *site = value;

      if (site->created != DAVY_TIME_UNSET && site->created < seen->settled)
        {
          add_seen (seen->regions, site->region);
          add_seen (seen->sizes, site->size);
        }
    }
}

static void
caller_free (gpointer data)
{
  DavyOriginCaller *self = data;

  g_free (self->delegated_id);
  g_ptr_array_unref (self->ips);
  g_free (self);
}

static DavyOriginCaller *
see_caller (DavyOrigin *self, Seen *seen, const DavyDeed *deed)
{
  g_autofree char *key = g_ascii_strdown (deed->caller, -1);
  DavyOriginCaller *caller = g_hash_table_lookup (seen->callers, key);

  if (caller != NULL)
    return caller;

  caller = g_new0 (DavyOriginCaller, 1);
  caller->name = deed->caller;
  caller->is_id = g_uuid_string_is_valid (deed->caller);
  caller->delegated_id = davy_caller_dup_delegated_id (deed->caller);
  caller->ips = g_ptr_array_new ();
  caller->first = deed->first;
  caller->is_new = deed->first >= seen->settled;
  g_ptr_array_add (self->callers, caller);
  g_hash_table_insert (seen->callers, g_steal_pointer (&key), caller);

  return caller;
}

static void
mark_firsts (DavyOrigin *self, Seen *seen, DavyDeed *deed)
{
  gboolean is_late = deed->first >= seen->settled;

  if (deed->caller != NULL)
    {
      DavyOriginCaller *caller = see_caller (self, seen, deed);

      if (caller->n_deeds++ == 0 && caller->is_new)
        deed->firsts |= DAVY_FIRST_CALLER;
      caller->last = MAX (caller->last, deed->last);
      caller->makes_compute |= davy_deed_kind_computes (deed->kind) && deed->resources->len > 0;
      add_once (caller->ips, deed->ip);
    }
  for (guint i = 0; i < deed->regions->len; i++)
    if (add_seen (seen->regions, g_ptr_array_index (deed->regions, i)) && is_late)
      deed->firsts |= DAVY_FIRST_REGION;
  for (guint i = 0; i < deed->sizes->len; i++)
    if (add_seen (seen->sizes, g_ptr_array_index (deed->sizes, i)) && is_late)
      deed->firsts |= DAVY_FIRST_SIZE;
  if (deed->kind == DAVY_DEED_ROLE)
    deed->firsts |= DAVY_FIRST_ROLE;
}

static int
compare_callers (gconstpointer a, gconstpointer b)
{
  const DavyOriginCaller *first = *(DavyOriginCaller *const *) a;
  const DavyOriginCaller *second = *(DavyOriginCaller *const *) b;

  return (first->first < second->first) - (first->first > second->first);
}

static void
find_firsts (DavyOrigin *self, DavyTime since)
{
  g_autoptr (GHashTable) callers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) regions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Seen seen = { callers, regions, sizes, since + SETTLING };

  see_what_was_there (self, &seen);
  for (guint i = 0; i < self->deeds->len; i++)
    mark_firsts (self, &seen, g_ptr_array_index (self->deeds, i));
  g_ptr_array_sort (self->callers, compare_callers);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_origin_new:
 * @activities: (element-type DavyArmActivity): the subscription's activity log, in any order
 * @records: (nullable) (element-type DavyAuditRecord): what was done at Partner Center
 * @sites: (nullable) (element-type DavyArmSite): what stands in the subscription
 * @since: from when on @activities was asked for
 *
 * Makes an account of the logs (playbook.md F.5).
 *
 * Returns: (transfer full): the account
 */
DavyOrigin *
davy_origin_new (GPtrArray *activities, GPtrArray *records, GPtrArray *sites, DavyTime since)
{
  DavyOrigin *self = g_new0 (DavyOrigin, 1);

  self->activities = g_ptr_array_ref (activities);
  self->records = records != NULL ? g_ptr_array_ref (records) : NULL;
  self->sites = sites != NULL ? g_ptr_array_ref (sites) : g_ptr_array_new ();
  self->sites_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->operations = davy_arm_activities_group (activities);
  self->deeds = g_ptr_array_new_with_free_func (deed_free);
  self->callers = g_ptr_array_new_with_free_func (caller_free);

  take_sites (self);
  find_deeds (self);
  for (guint i = 0; i < self->deeds->len; i++)
    locate_deed (self, g_ptr_array_index (self->deeds, i));
  find_firsts (self, since);

  return self;
}

/**
 * davy_origin_free:
 * @self: (transfer full) (nullable): an account
 *
 * Frees it.
 */
void
davy_origin_free (DavyOrigin *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->deeds);
  g_ptr_array_unref (self->callers);
  g_ptr_array_unref (self->operations);
  g_hash_table_unref (self->sites_by_id);
  g_ptr_array_unref (self->sites);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_ptr_array_unref (self->activities);
  g_free (self);
}
