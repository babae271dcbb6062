/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/estate-roles.h"

/* Roles of Azure and what they allow (`wire-contract.md` 3.10). */

static const DavyRole roles[] = {
  { "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "*", "" },
  { "b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", "*",
    "Microsoft.Authorization/*/Delete Microsoft.Authorization/*/Write "
    "Microsoft.Authorization/elevateAccess/Action Microsoft.Blueprint/blueprintAssignments/write "
    "Microsoft.Blueprint/blueprintAssignments/delete" },
  { "acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "*/read", "" },
  { "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator",
    "*/read Microsoft.Authorization/* Microsoft.Support/*", "" },
  { "9980e02c-c2be-4d73-94e8-173b1dc7cf3c", "Virtual Machine Contributor",
    "Microsoft.Authorization/*/read Microsoft.Compute/virtualMachines/* "
    "Microsoft.Compute/virtualMachineScaleSets/* Microsoft.Compute/disks/write "
    "Microsoft.Compute/disks/read Microsoft.Compute/disks/delete "
    "Microsoft.Network/networkInterfaces/* Microsoft.Resources/subscriptions/resourceGroups/read",
    "" },
  { "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e", "Support Request Contributor",
    "Microsoft.Authorization/*/read Microsoft.Resources/subscriptions/resourceGroups/read "
    "Microsoft.Support/*",
    "" },
  { "72fafb9e-0641-4937-9268-a91bfd8191a3", "Cost Management Reader",
    "Microsoft.Authorization/*/read Microsoft.Consumption/*/read Microsoft.CostManagement/*/read "
    "Microsoft.CostManagement/query/action Microsoft.Resources/subscriptions/read",
    "" },
  { "43d0d8ad-25c7-4714-9337-8ba259a9fe05", "Monitoring Reader", "*/read", "" },
};

/**
 * davy_role_find:
 * @name_or_id: `Owner`, or the last part of a role definition's id
 *
 * Returns: (nullable): the role
 */
const DavyRole *
davy_role_find (const char *name_or_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_ascii_strcasecmp (roles[i].name, name_or_id) == 0 ||
        g_ascii_strcasecmp (roles[i].id, name_or_id) == 0)
      return &roles[i];

  return NULL;
}

/**
 * davy_role_at:
 * @index: from 0 on
 *
 * Returns: (nullable): a role, %NULL behind the last
 */
const DavyRole *
davy_role_at (guint index)
{
  return index < G_N_ELEMENTS (roles) ? &roles[index] : NULL;
}

static gboolean
matches (const char *patterns, const char *action)
{
  g_autofree char *folded = g_ascii_strdown (patterns, -1);
  g_auto (GStrv) list = g_strsplit (folded, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (g_pattern_match_simple (list[i], action))
      return TRUE;

  return FALSE;
}

/**
 * davy_role_permits:
 * @role: a role
 * @action: such as `Microsoft.Compute/virtualMachines/deallocate/action`, without regard to case
 *
 * Returns: whether somebody with the role may do it
 */
gboolean
davy_role_permits (const DavyRole *role, const char *action)
{
  g_autofree char *folded = g_ascii_strdown (action, -1);

  return matches (role->actions, folded) && !matches (role->not_actions, folded);
}

static JsonArray *
split (const char *patterns)
{
  JsonArray *array = json_array_new ();
  g_auto (GStrv) list = g_strsplit (patterns, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] != '\0')
      json_array_add_string_element (array, list[i]);

  return array;
}

/**
 * davy_role_build_permission:
 * @role: a role
 *
 * Returns: (transfer full): what it allows, as Azure writes it
 */
JsonObject *
davy_role_build_permission (const DavyRole *role)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "actions", split (role->actions));
  json_object_set_array_member (object, "notActions", split (role->not_actions));
  json_object_set_array_member (object, "dataActions", json_array_new ());
  json_object_set_array_member (object, "notDataActions", json_array_new ());

  return object;
}

/**
 * davy_estate_assignment_free:
 * @assignment: (transfer full) (type DavyEstateAssignment): who may do what
 */
void
davy_estate_assignment_free (gpointer assignment)
{
  DavyEstateAssignment *self = assignment;

  g_free (self->scope);
  g_free (self->name);
  g_free (self->principal_id);
  g_free (self->principal_type);
  g_free (self->created_by);
  g_free (self);
}
