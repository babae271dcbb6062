/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/estate.h"

#include <string.h>

#include "emulator/demo-json.h"
#include "emulator/estate-log.h"
#include "emulator/estate-operations.h"
#include "emulator/estate-ties.h"

static void
caller_free (gpointer data)
{
  DavyEstateCaller *self = data;

  g_free (self->name);
  g_free (self->object_id);
  g_free (self->app_id);
  g_free (self->ip);
  g_free (self);
}

static void
group_free (gpointer data)
{
  DavyEstateGroup *self = data;

  g_free (self->name);
  g_free (self->location);
  g_clear_pointer (&self->tags, json_object_unref);
  g_free (self);
}

static void
resource_free (gpointer data)
{
  DavyEstateResource *self = data;

  g_free (self->id);
  g_free (self->group);
  g_free (self->type);
  g_free (self->name);
  g_free (self->power);
  g_free (self->ending);
  json_object_unref (self->body);
  g_free (self);
}

static void
lock_free (gpointer data)
{
  DavyEstateLock *self = data;

  g_free (self->scope);
  g_free (self->name);
  g_free (self->level);
  g_free (self->notes);
  g_free (self);
}

static void
quota_free (gpointer data)
{
  DavyEstateQuota *self = data;

  g_free (self->region);
  g_free (self->name);
  g_free (self);
}

/**
 * davy_estate_new:
 * @subscription_id: of the Azure subscription
 * @usage: (nullable) (transfer none): what is metered in it; it must outlive the estate
 *
 * Returns: (transfer full): a subscription in which nothing stands
 */
DavyEstate *
davy_estate_new (const char *subscription_id, DavyDemoUsage *usage)
{
  DavyEstate *self = g_new0 (DavyEstate, 1);

  self->id = g_strconcat ("/subscriptions/", subscription_id, NULL);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->resources = g_ptr_array_new_with_free_func (resource_free);
  self->locks = g_ptr_array_new_with_free_func (lock_free);
  self->assignments = g_ptr_array_new_with_free_func (davy_estate_assignment_free);
  self->callers = g_ptr_array_new_with_free_func (caller_free);
  self->events = g_ptr_array_new_with_free_func (davy_estate_event_free);
  self->operations = g_ptr_array_new_with_free_func (davy_operation_free);
  self->tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->quotas = g_ptr_array_new_with_free_func (quota_free);
  self->usage = usage;
  self->support_plan = TRUE;
  self->cost_visible = TRUE;

  return self;
}

/**
 * davy_estate_free:
 * @self: (transfer full): an estate
 */
void
davy_estate_free (DavyEstate *self)
{
  g_ptr_array_unref (self->operations);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->resources);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->locks);
  g_ptr_array_unref (self->assignments);
  g_ptr_array_unref (self->tickets);
  g_ptr_array_unref (self->quotas);
  g_ptr_array_unref (self->callers);
  g_free (self->id);
  g_free (self);
}

/**
 * davy_estate_find_caller:
 * @self: an estate
 * @name: a user principal name, or a service principal's object id
 *
 * Returns: (transfer none) (nullable): who is known by it
 */
DavyEstateCaller *
davy_estate_find_caller (DavyEstate *self, const char *name)
{
  for (guint i = 0; i < self->callers->len; i++)
    {
      DavyEstateCaller *caller = g_ptr_array_index (self->callers, i);

      if (g_ascii_strcasecmp (caller->name, name) == 0)
        return caller;
    }

  return NULL;
}

/**
 * davy_estate_add_caller:
 * @self: an estate
 * @name: a user principal name, or a service principal's object id
 * @object_id: (nullable): in the tenant
 * @app_id: (nullable): of a service principal
 * @ip: (nullable): where from
 *
 * Returns: (transfer none): somebody who acts in this estate
 */
DavyEstateCaller *
davy_estate_add_caller (DavyEstate *self,
                        const char *name,
                        const char *object_id,
                        const char *app_id,
                        const char *ip)
{
  DavyEstateCaller *caller = g_new0 (DavyEstateCaller, 1);

  caller->name = g_strdup (name);
  caller->object_id = g_strdup (object_id);
  caller->app_id = g_strdup (app_id);
  caller->ip = g_strdup (ip);
  g_ptr_array_add (self->callers, caller);

  return caller;
}

/**
 * davy_estate_find_group:
 * @self: an estate
 * @name: of a resource group, without regard to case
 *
 * Returns: (transfer none) (nullable): the group
 */
DavyEstateGroup *
davy_estate_find_group (DavyEstate *self, const char *name)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      DavyEstateGroup *group = g_ptr_array_index (self->groups, i);

      if (g_ascii_strcasecmp (group->name, name) == 0)
        return group;
    }

  return NULL;
}

/**
 * davy_estate_add_group:
 * @self: an estate
 * @name: of a resource group that is not there yet
 * @location: where
 *
 * Returns: (transfer none): the group
 */
DavyEstateGroup *
davy_estate_add_group (DavyEstate *self, const char *name, const char *location)
{
  DavyEstateGroup *group = g_new0 (DavyEstateGroup, 1);

  group->name = g_strdup (name);
  group->location = g_strdup (location);
  g_ptr_array_add (self->groups, group);

  return group;
}

/**
 * davy_estate_find_resource:
 * @self: an estate
 * @id: of a resource, without regard to case
 *
 * Returns: (transfer none) (nullable): the resource
 */
DavyEstateResource *
davy_estate_find_resource (DavyEstate *self, const char *id)
{
  for (guint i = 0; i < self->resources->len; i++)
    {
      DavyEstateResource *resource = g_ptr_array_index (self->resources, i);

      if (g_ascii_strcasecmp (resource->id, id) == 0)
        return resource;
    }

  return NULL;
}

/* "/subscriptions/…/resourceGroups/G/providers/N/t1/n1/t2/n2": group, type and name of it */
static void
take_apart (DavyEstateResource *resource)
{
  g_auto (GStrv) parts = g_strsplit (resource->id, "/", -1);
  guint n_parts = g_strv_length (parts);
  g_autoptr (GString) type = g_string_new (n_parts > 6 ? parts[6] : "");

  for (guint i = 7; i < n_parts; i += 2)
    g_string_append_printf (type, "/%s", parts[i]);
  resource->group = g_strdup (n_parts > 4 ? parts[4] : "");
  resource->name = g_strdup (parts[n_parts - 1]);
  resource->type = g_string_free (g_steal_pointer (&type), FALSE);
}

/**
 * davy_estate_add_resource:
 * @self: an estate
 * @id: below a resource group; nothing has it yet
 * @body: (transfer full): what a GET shows beside id, name and type
 * @now: when it is made
 *
 * Returns: (transfer none): the resource; its group is there too
 */
DavyEstateResource *
davy_estate_add_resource (DavyEstate *self, const char *id, JsonObject *body, DavyTime now)
{
  DavyEstateResource *resource = g_new0 (DavyEstateResource, 1);

  resource->id = g_strdup (id);
  take_apart (resource);
  resource->body = body;
  resource->created = now;
  resource->changed = now;
  resource->takes = -1;
  if (davy_estate_resource_computes (resource))
    resource->power = g_strdup ("running");
  if (davy_estate_find_group (self, resource->group) == NULL)
    davy_estate_add_group (self, resource->group, davy_estate_resource_get_location (resource))
        ->created = now;
  g_ptr_array_add (self->resources, resource);

  return resource;
}

/**
 * davy_scope_contains:
 * @scope: a subscription, a group or a resource
 * @id: of something
 *
 * Returns: whether it is the scope or below it
 */
gboolean
davy_scope_contains (const char *scope, const char *id)
{
  gsize length = strlen (scope);

  return g_ascii_strncasecmp (scope, id, length) == 0 && (id[length] == '/' || id[length] == '\0');
}

static void
forget_scope (DavyEstate *self, const char *scope)
{
  for (guint i = self->locks->len; i > 0; i--)
    {
      const DavyEstateLock *lock = g_ptr_array_index (self->locks, i - 1);

      if (davy_scope_contains (scope, lock->scope))
        g_ptr_array_remove_index (self->locks, i - 1);
    }
  for (guint i = self->assignments->len; i > 0; i--)
    {
      const DavyEstateAssignment *assignment = g_ptr_array_index (self->assignments, i - 1);

      if (davy_scope_contains (scope, assignment->scope))
        g_ptr_array_remove_index (self->assignments, i - 1);
    }
}

/**
 * davy_estate_remove_resource:
 * @self: an estate
 * @resource: (transfer full): what goes, with its children, locks and role assignments
 * @now: when; it is no longer metered
 */
void
davy_estate_remove_resource (DavyEstate *self, DavyEstateResource *resource, DavyTime now)
{
  g_autofree char *scope = g_strdup (resource->id);

  for (guint i = self->resources->len; i > 0; i--)
    {
      const DavyEstateResource *below = g_ptr_array_index (self->resources, i - 1);

      if (!davy_scope_contains (scope, below->id))
        continue;
      if (self->usage != NULL)
        davy_demo_usage_halt (self->usage, below->id, now);
      g_ptr_array_remove_index (self->resources, i - 1);
    }
  forget_scope (self, scope);
  davy_estate_tie (self);
}

/**
 * davy_estate_remove_group:
 * @self: an estate
 * @name: of a resource group, which goes with all that is in it
 * @now: when; what is metered in it is so no longer
 */
void
davy_estate_remove_group (DavyEstate *self, const char *name, DavyTime now)
{
  DavyEstateGroup *group = davy_estate_find_group (self, name);
  g_autofree char *scope = g_strdup_printf ("%s/resourceGroups/%s", self->id, name);

  for (guint i = self->resources->len; i > 0; i--)
    {
      const DavyEstateResource *resource = g_ptr_array_index (self->resources, i - 1);

      if (!davy_scope_contains (scope, resource->id))
        continue;
      if (self->usage != NULL)
        davy_demo_usage_halt (self->usage, resource->id, now);
      g_ptr_array_remove_index (self->resources, i - 1);
    }
  forget_scope (self, scope);
  if (self->usage != NULL)
    davy_demo_usage_halt (self->usage, scope, now);
  if (group != NULL)
    g_ptr_array_remove (self->groups, group);
  davy_estate_tie (self);
}

static gboolean
mentions (JsonNode *node, const char *id)
{
  if (node == NULL)
    return FALSE;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *below;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &below))
        if (mentions (below, id))
          return TRUE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (mentions (json_array_get_element (array, i), id))
          return TRUE;
    }

  return json_node_get_value_type (node) == G_TYPE_STRING &&
         davy_scope_contains (id, json_node_get_string (node));
}

/**
 * davy_estate_find_holder:
 * @self: an estate
 * @held: a resource
 * @holder_type: how the type of what may hold it begins
 *
 * Returns: (transfer none) (nullable): another that cannot do without it, as a machine cannot
 *   without its disk
 */
DavyEstateResource *
davy_estate_find_holder (DavyEstate *self, const DavyEstateResource *held, const char *holder_type)
{
  for (guint i = 0; i < self->resources->len; i++)
    {
      DavyEstateResource *holder = g_ptr_array_index (self->resources, i);

      if (g_ascii_strncasecmp (holder->type, holder_type, strlen (holder_type)) == 0 &&
          !davy_scope_contains (held->id, holder->id) &&
          mentions (json_object_get_member (holder->body, "properties"), held->id))
        return holder;
    }

  return NULL;
}

/**
 * davy_estate_add_lock:
 * @self: an estate
 * @scope: what it is on
 * @name: its name there
 * @level: `CanNotDelete` or `ReadOnly`
 *
 * Returns: (transfer none): a lock
 */
DavyEstateLock *
davy_estate_add_lock (DavyEstate *self, const char *scope, const char *name, const char *level)
{
  DavyEstateLock *lock = g_new0 (DavyEstateLock, 1);

  lock->scope = g_strdup (scope);
  lock->name = g_strdup (name);
  lock->level = g_strdup (level);
  g_ptr_array_add (self->locks, lock);

  return lock;
}

/**
 * davy_estate_describe_locks:
 * @self: an estate
 * @scope: what is to be changed
 * @deleting: whether it is to be deleted, with what is below it
 *
 * Returns: (transfer full) (nullable): the scopes whose locks forbid it, quoted; %NULL when none
 *   does
 */
char *
davy_estate_describe_locks (DavyEstate *self, const char *scope, gboolean deleting)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->locks->len; i++)
    {
      const DavyEstateLock *lock = g_ptr_array_index (self->locks, i);
      g_autofree char *quoted = g_strdup_printf ("'%s'", lock->scope);

      if (!davy_scope_contains (lock->scope, scope) &&
          !(deleting && davy_scope_contains (scope, lock->scope)))
        continue;
      if (!deleting && !g_str_equal (lock->level, "ReadOnly"))
        continue;
      if (strstr (text->str, quoted) == NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", quoted);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * davy_estate_resource_computes:
 * @self: a resource
 *
 * Returns: whether it can be turned on and off
 */
gboolean
davy_estate_resource_computes (const DavyEstateResource *self)
{
  static const char *const types[] = { "Microsoft.Compute/virtualMachines",
                                       "Microsoft.Compute/virtualMachineScaleSets",
                                       "Microsoft.ContainerInstance/containerGroups",
                                       "Microsoft.ContainerService/managedClusters" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (types[i], self->type) == 0)
      return TRUE;

  return FALSE;
}

/**
 * davy_estate_resource_get_location:
 * @self: a resource
 *
 * Returns: where it is
 */
const char *
davy_estate_resource_get_location (const DavyEstateResource *self)
{
  const char *location = davy_demo_get_string (self->body, "location");

  return location != NULL ? location : "global";
}

/**
 * davy_estate_resource_get_properties:
 * @self: a resource
 *
 * Returns: (transfer none): its properties, to be looked at or changed
 */
JsonObject *
davy_estate_resource_get_properties (DavyEstateResource *self)
{
  if (davy_demo_get_object (self->body, "properties") == NULL)
    json_object_set_object_member (self->body, "properties", json_object_new ());

  return davy_demo_get_object (self->body, "properties");
}

/**
 * davy_estate_resource_set_power:
 * @estate: where it stands
 * @self: something that computes
 * @power: `running`, `deallocated`, `stopped`, …
 * @now: since when; what is deallocated costs nothing, nor does a container group or a cluster that
 *   is stopped, while a machine that is merely stopped does
 */
void
davy_estate_resource_set_power (DavyEstate *estate,
                                DavyEstateResource *self,
                                const char *power,
                                DavyTime now)
{
  g_free (self->power);
  self->power = g_strdup (power);
  if (estate->usage == NULL)
    return;

  if (g_str_equal (power, "deallocated") ||
      (g_str_equal (power, "stopped") &&
       g_ascii_strncasecmp (self->type, "Microsoft.Compute/", strlen ("Microsoft.Compute/")) != 0))
    davy_demo_usage_halt (estate->usage, self->id, now);
  else if (g_str_equal (power, "running"))
    davy_demo_usage_resume (estate->usage, self->id, now);
}
