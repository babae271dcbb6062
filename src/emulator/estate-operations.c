/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/estate-operations.h"

#include "core/davy-random.h"
#include "emulator/demo-json.h"
#include "emulator/estate-ties.h"

/* What takes a while in a subscription. Nothing runs by itself: whoever asks lets everything
 * happen first that is due by then. */

/**
 * davy_operation_free:
 * @operation: (transfer full) (type DavyOperation): an operation
 */
void
davy_operation_free (gpointer operation)
{
  DavyOperation *self = operation;

  g_clear_pointer (&self->kept, json_object_unref);
  g_clear_pointer (&self->shown, json_object_unref);
  g_free (self->id);
  g_free (self->target);
  g_free (self->deed);
  g_free (self->correlation_id);
  g_free (self);
}

/**
 * davy_operation_start:
 * @estate: where
 * @deed: what is done, for the log
 * @target: what becomes different by it
 * @now: the moment
 * @takes: microseconds until it is over
 *
 * Returns: (transfer none): an operation that will succeed, and that does nothing yet
 */
DavyOperation *
davy_operation_start (DavyEstate *estate,
                      const DavyDeed *deed,
                      const char *target,
                      DavyTime now,
                      gint64 takes)
{
  DavyOperation *self = g_new0 (DavyOperation, 1);

  self->id = davy_random_uuid ();
  self->target = g_strdup (target);
  self->started = now;
  self->due = now + takes;
  self->ending = "Succeeded";
  self->deed = g_strdup (deed->operation);
  self->correlation_id = g_strdup (deed->correlation_id);
  self->caller = deed->caller;
  g_ptr_array_add (estate->operations, self);
  davy_estate_log (estate, deed, now, "Started", 0);
  davy_estate_log (estate, deed, now, "Accepted", 202);

  return self;
}

/**
 * davy_estate_find_operation:
 * @self: an estate
 * @id: of an operation
 *
 * Returns: (transfer none) (nullable): the operation
 */
DavyOperation *
davy_estate_find_operation (DavyEstate *self, const char *id)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      DavyOperation *operation = g_ptr_array_index (self->operations, i);

      if (!operation->quiet && g_str_equal (operation->id, id))
        return operation;
    }

  return NULL;
}

/**
 * davy_estate_find_running:
 * @self: an estate
 * @target: a resource's id, or a group's
 *
 * Returns: (transfer none) (nullable): what is being done to it
 */
DavyOperation *
davy_estate_find_running (DavyEstate *self, const char *target)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      DavyOperation *operation = g_ptr_array_index (self->operations, i);

      if (!operation->over && !operation->quiet &&
          g_ascii_strcasecmp (operation->target, target) == 0)
        return operation;
    }

  return NULL;
}

static void
settle_state (DavyEstate *estate, const DavyOperation *self)
{
  DavyEstateResource *resource = davy_estate_find_resource (estate, self->target);

  if (resource != NULL)
    json_object_set_string_member (davy_estate_resource_get_properties (resource),
                                   "provisioningState", self->ending);
}

static void
end (DavyEstate *estate, DavyOperation *self)
{
  DavyDeed deed = { self->deed, self->target, self->correlation_id, self->caller };

  self->over = TRUE;
  if (!self->quiet)
    settle_state (estate, self);
  if (g_str_equal (self->ending, "Succeeded") && self->finish != NULL)
    self->finish (estate, self);
  if (self->quiet)
    return;
  if (g_str_equal (self->ending, "Succeeded"))
    davy_estate_log (estate, &deed, self->due, "Succeeded", 0);
  else
    davy_estate_log (estate, &deed, self->due, "Failed", 409)->error = g_strdup (self->error_code);
}

/**
 * davy_estate_settle:
 * @self: an estate
 * @now: the moment
 *
 * Lets happen what is due by now, in its order.
 */
void
davy_estate_settle (DavyEstate *self, DavyTime now)
{
  DavyOperation *next;

  do
    {
      next = NULL;
      for (guint i = 0; i < self->operations->len; i++)
        {
          DavyOperation *operation = g_ptr_array_index (self->operations, i);

          if (!operation->over && operation->due <= now &&
              (next == NULL || operation->due < next->due))
            next = operation;
        }
      if (next != NULL)
        end (self, next);
    }
  while (next != NULL);
}

/* Resource Manager tries again what failed in a region, and so makes what was deleted anew. */
static void
come_back (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *resource;

  if (davy_estate_find_resource (estate, self->target) != NULL)
    return;

  resource =
      davy_estate_add_resource (estate, self->target, g_steal_pointer (&self->kept), self->created);
  resource->changed = self->due;
  resource->creator = self->creator;
  if (self->power != NULL)
    davy_estate_resource_set_power (estate, resource, self->power, self->due);
  else if (estate->usage != NULL)
    davy_demo_usage_resume (estate->usage, resource->id, self->due);
  davy_estate_tie (estate);
}

static DavyOperation *
plan (DavyEstate *estate,
      const char *target,
      DavyTime due,
      void (*finish_it) (DavyEstate *estate, DavyOperation *self))
{
  DavyOperation *self = g_new0 (DavyOperation, 1);

  self->target = g_strdup (target);
  self->due = due;
  self->ending = "Succeeded";
  self->quiet = TRUE;
  self->finish = finish_it;
  g_ptr_array_add (estate->operations, self);

  return self;
}

/**
 * davy_operation_plan:
 * @estate: where
 * @target: a resource's id
 * @due: when
 * @finish: what happens then
 *
 * Lets something happen later that nobody asked for and that no client sees as an operation.
 */
void
davy_operation_plan (DavyEstate *estate,
                     const char *target,
                     DavyTime due,
                     void (*finish) (DavyEstate *estate, DavyOperation *self))
{
  plan (estate, target, due, finish);
}

static void
plan_return (DavyEstate *estate, const DavyEstateResource *resource, DavyTime gone)
{
  DavyOperation *self = plan (estate, resource->id, gone + resource->returns, come_back);

  self->power = resource->power != NULL ? "running" : NULL;
  self->kept = davy_demo_copy_object (resource->body);
  self->created = self->due;
  self->creator = resource->creator;
}

/**
 * davy_operation_delete:
 * @estate: where
 * @self: an operation whose target is a resource
 *
 * Takes the resource away; as a `finish`.
 */
void
davy_operation_delete (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *resource = davy_estate_find_resource (estate, self->target);

  if (resource == NULL)
    return;
  if (resource->returns > 0)
    plan_return (estate, resource, self->due);
  davy_estate_remove_resource (estate, resource, self->due);
}

/**
 * davy_operation_delete_group:
 * @estate: where
 * @self: an operation whose target is a resource group
 *
 * Takes the group away with all that is in it; as a `finish`.
 */
void
davy_operation_delete_group (DavyEstate *estate, DavyOperation *self)
{
  g_autofree char *name = g_path_get_basename (self->target);

  for (guint i = 0; i < estate->resources->len; i++)
    {
      const DavyEstateResource *resource = g_ptr_array_index (estate->resources, i);

      if (resource->returns > 0 && davy_scope_contains (self->target, resource->id))
        plan_return (estate, resource, self->due);
    }
  davy_estate_remove_group (estate, name, self->due);
}

/**
 * davy_operation_set_power:
 * @estate: where
 * @self: an operation with a power, whose target is a resource
 *
 * The resource is running, or not; as a `finish`.
 */
void
davy_operation_set_power (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *resource = davy_estate_find_resource (estate, self->target);

  if (resource != NULL)
    davy_estate_resource_set_power (estate, resource, self->power, self->due);
}
