/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-activity.h"

/* From events to operations. Azure writes one event when it starts something, one when it has
 * accepted it and one at the end, all with the same ids (`wire-contract.md` 3.6). One correlation
 * id may span many operations (a template that was deployed), so that the operation id tells them
 * apart.
 */

static DavyArmActivityOperation *
operation_new (void)
{
  DavyArmActivityOperation *operation = g_new0 (DavyArmActivityOperation, 1);

  operation->events = g_ptr_array_new ();

  return operation;
}

/* Returns: (transfer full) (nullable): what the events of an operation have in common; NULL for an
 * event that stands alone */
static char *
dup_key (const DavyArmActivity *event)
{
  const char *operation = event->operation_id != NULL ? event->operation_id : event->operation;
  g_autofree char *key = NULL;

  if (event->correlation_id == NULL && event->operation_id == NULL)
    return NULL;

  key = g_strconcat (event->correlation_id != NULL ? event->correlation_id : "", "\n",
                     operation != NULL ? operation : "", NULL);

  return g_ascii_strdown (key, -1);
}

/* How far an event is from the beginning, for those of the same moment. */
static guint
rank_status (const char *status)
{
  static const char *const order[] = { "Started", "Accepted" };

  for (guint i = 0; status != NULL && i < G_N_ELEMENTS (order); i++)
    if (g_ascii_strcasecmp (status, order[i]) == 0)
      return i + 1;

  return status != NULL ? G_N_ELEMENTS (order) + 1 : 0;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const DavyArmActivity *first = *(DavyArmActivity *const *) a;
  const DavyArmActivity *second = *(DavyArmActivity *const *) b;

  if (first->time != second->time)
    return first->time < second->time ? -1 : 1;

  return (int) rank_status (first->status) - (int) rank_status (second->status);
}

static int
compare_operations (gconstpointer a, gconstpointer b)
{
  const DavyArmActivityOperation *first = *(DavyArmActivityOperation *const *) a;
  const DavyArmActivityOperation *second = *(DavyArmActivityOperation *const *) b;

  return (first->first > second->first) - (first->first < second->first);
}

/* A name is worth more than the number of its bearer. */
static void
take_caller (DavyArmActivityOperation *operation, const DavyArmActivity *event)
{
  if (event->caller != NULL &&
      (operation->caller == NULL || (operation->caller_is_id && !event->caller_is_id)))
    {
      operation->caller = event->caller;
      operation->caller_is_id = event->caller_is_id;
    }
}

static void
summarise (DavyArmActivityOperation *operation)
{
  g_ptr_array_sort (operation->events, compare_events);
  for (guint i = 0; i < operation->events->len; i++)
    {
      const DavyArmActivity *event = g_ptr_array_index (operation->events, i);

      if (operation->first == DAVY_TIME_UNSET)
        operation->first = event->time;
      if (event->time != DAVY_TIME_UNSET)
        operation->last = event->time;
      if (event->status != NULL)
        operation->status = event->status;
      if (operation->correlation_id == NULL)
        operation->correlation_id = event->correlation_id;
      if (operation->name == NULL)
        operation->name = event->operation;
      if (operation->ip == NULL)
        operation->ip = event->ip;
      if (operation->resource_id == NULL)
        operation->resource_id = event->resource_id;
      take_caller (operation, event);
    }
}

/**
 * davy_arm_activity_operation_free:
 * @self: (transfer full) (nullable): an operation
 *
 * Frees an operation, but not its events.
 */
void
davy_arm_activity_operation_free (DavyArmActivityOperation *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->events);
  g_free (self);
}

/**
 * davy_arm_activity_operation_has_failed:
 * @self: an operation
 *
 * Returns: whether its last event says that it came to nothing
 */
gboolean
davy_arm_activity_operation_has_failed (const DavyArmActivityOperation *self)
{
  return self->status != NULL && g_ascii_strcasecmp (self->status, "Failed") == 0;
}

/**
 * davy_arm_activities_group:
 * @activities: (element-type DavyArmActivity): events in any order, which must outlive the result
 *
 * Tells which events belong to the same operation.
 *
 * Returns: (transfer full) (element-type DavyArmActivityOperation): the operations, the oldest
 * first
 */
GPtrArray *
davy_arm_activities_group (GPtrArray *activities)
{
  GPtrArray *operations =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_activity_operation_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < activities->len; i++)
    {
      DavyArmActivity *event = g_ptr_array_index (activities, i);
      g_autofree char *key = dup_key (event);
      DavyArmActivityOperation *operation = key != NULL ? g_hash_table_lookup (known, key) : NULL;

      if (operation == NULL)
        {
          operation = operation_new ();
          g_ptr_array_add (operations, operation);
          if (key != NULL)
            g_hash_table_insert (known, g_steal_pointer (&key), operation);
        }
      g_ptr_array_add (operation->events, event);
    }

  for (guint i = 0; i < operations->len; i++)
    summarise (g_ptr_array_index (operations, i));
  g_ptr_array_sort (operations, compare_operations);

  return operations;
}
