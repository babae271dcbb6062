/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-stop-access.h"

#include <string.h>

#include "azure/davy-arm-activity.h"
#include "triage/davy-origin.h"

/* Whose roles may have to be taken away before anything is stopped (`playbook.md` C.3, 7a):
 * otherwise the machines return as fast as they are stopped. */

typedef struct
{
  const char *caller;
  gboolean made_compute;
} Actor;

/* Who acted, by the object id that roles name them by, in lower case. */
static GHashTable *
find_actors (GPtrArray *activities, DavyTime since)
{
  GHashTable *actors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < activities->len; i++)
    {
      const DavyArmActivity *activity = g_ptr_array_index (activities, i);
      const char *id = activity->principal_id;
      g_autofree char *key = NULL;
      Actor *actor;

      if (id == NULL && activity->caller_is_id)
        id = activity->caller;
      if (id == NULL)
        continue;
      key = g_ascii_strdown (id, -1);
      actor = g_hash_table_lookup (actors, key);
      if (actor == NULL)
        {
          actor = g_new0 (Actor, 1);
          actor->caller = activity->caller;
          g_hash_table_insert (actors, g_steal_pointer (&key), actor);
        }
      actor->made_compute |=
          activity->time >= since && activity->operation != NULL &&
          g_str_has_suffix (activity->operation, "/write") &&
          davy_deed_kind_computes (davy_deed_kind_from_operation (activity->operation));
    }

  return actors;
}

static const Actor *
find_actor (GHashTable *actors, const char *principal_id)
{
  g_autofree char *key = principal_id != NULL ? g_ascii_strdown (principal_id, -1) : NULL;

  return key != NULL ? g_hash_table_lookup (actors, key) : NULL;
}

/* A person may have marked the name in the log or the id itself. */
static DavyCallerMark
find_mark (GVariant *marks, const Actor *actor, const char *principal_id)
{
  DavyCallerMark mark =
      actor != NULL ? davy_caller_marks_get (marks, actor->caller) : DAVY_CALLER_UNMARKED;

  return mark != DAVY_CALLER_UNMARKED ? mark : davy_caller_marks_get (marks, principal_id);
}

static DavyStopAccess *
access_new (const DavyArmRoleAssignment *assignment,
            GHashTable *actors,
            GVariant *marks,
            DavyTime since)
{
  DavyStopAccess *self = g_new0 (DavyStopAccess, 1);
  const Actor *actor = find_actor (actors, assignment->principal_id);
  const Actor *giver = find_actor (actors, assignment->created_by);

  self->assignment = assignment;
  self->caller = actor != NULL ? actor->caller : NULL;
  self->made_compute = actor != NULL && actor->made_compute;
  self->mark = find_mark (marks, actor, assignment->principal_id);
  self->by_hostile = find_mark (marks, giver, assignment->created_by) == DAVY_CALLER_HOSTILE;
  self->is_new = assignment->created != DAVY_TIME_UNSET && assignment->created >= since;
  self->proposed =
      self->mark == DAVY_CALLER_HOSTILE || (self->by_hostile && self->mark == DAVY_CALLER_UNMARKED);

  return self;
}

/* Those whom somebody knows keep what they have. */
static gboolean
is_suspect (const DavyStopAccess *access)
{
  if (access->mark != DAVY_CALLER_UNMARKED)
    return access->mark == DAVY_CALLER_HOSTILE;

  return access->by_hostile || access->is_new || access->made_compute;
}

static int
compare_accesses (gconstpointer a, gconstpointer b)
{
  const DavyStopAccess *one = *(const DavyStopAccess *const *) a;
  const DavyStopAccess *other = *(const DavyStopAccess *const *) b;

  if (one->proposed != other->proposed)
    return one->proposed ? -1 : 1;
  if (one->made_compute != other->made_compute)
    return one->made_compute ? -1 : 1;
  if (one->assignment->created != other->assignment->created)
    return one->assignment->created > other->assignment->created ? -1 : 1;

  return strcmp (one->assignment->id, other->assignment->id);
}

/**
 * davy_stop_accesses_find:
 * @assignments: (element-type DavyArmRoleAssignment): all roles on the subscription
 * @activities: (element-type DavyArmActivity): what was done there
 * @marks: (nullable): who the callers are, as davy_case_dup_caller_marks() gives it
 * @since: when the misuse began at the earliest
 *
 * Finds the roles of those who may have brought the machines: who is marked hostile, who made
 * machines since @since, who was given a role since @since, and whom somebody hostile gave one.
 * Whoever is marked as somebody known is not among them.
 *
 * Returns: (transfer full) (element-type DavyStopAccess): those that are proposed first; they point
 *   into @assignments and @activities
 */
GPtrArray *
davy_stop_accesses_find (GPtrArray *assignments,
                         GPtrArray *activities,
                         GVariant *marks,
                         DavyTime since)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) actors = find_actors (activities, since);

  for (guint i = 0; i < assignments->len; i++)
    {
      g_autofree DavyStopAccess *access =
          access_new (g_ptr_array_index (assignments, i), actors, marks, since);

      if (is_suspect (access))
        g_ptr_array_add (found, g_steal_pointer (&access));
    }
  g_ptr_array_sort (found, compare_accesses);

  return found;
}
