/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-providers.h"

#include <string.h>

/* Resource providers with the versions of their interfaces (`wire-contract.md` 3.2). As with
 * Azure, previews stand among the others, and many types have no default version. */

#define LOCATIONS                                                                               \
  "West Europe", "North Europe", "Germany West Central", "France Central", "Switzerland North", \
      "UK South", "East US", "East US 2", "South Central US", "West US 3", "Korea Central",     \
      "Brazil South", "Australia East", "Southeast Asia"

typedef struct
{
  const char *namespace;
  const char *type;
  const char *versions; /* newest first */
  const char *preferred;
} ResourceType;

static const char *const locations[] = { LOCATIONS };

#define COMPUTE                                                                              \
  "2026-03-01 2025-11-01 2025-04-01 2024-11-01 2024-07-01 2024-03-01 2023-09-01 2023-07-01 " \
  "2023-03-01 2022-11-01 2022-08-01 2021-11-01 2021-07-01"
#define DISKS "2025-01-02 2024-03-02 2023-10-02 2023-04-02 2023-01-02 2022-07-02 2021-12-01"
#define NETWORK \
  "2025-05-01 2025-01-01 2024-10-01 2024-07-01 2024-05-01 2024-01-01 2023-11-01 2023-09-01"
#define SUPPORT "2025-06-01-preview 2024-04-01 2023-06-01-preview 2022-09-01-preview 2020-04-01"
#define COST                                                                                         \
  "2025-03-01 2024-08-01 2024-01-01 2023-11-01 2023-08-01 2023-03-01 2022-10-01 2022-10-01-preview " \
  "2021-10-01 2019-11-01"
#define LEARNING                                                                                  \
  "2025-07-01-preview 2025-06-01 2024-10-01 2024-07-01-preview 2024-04-01 2023-10-01 2023-04-01 " \
  "2022-10-01 2022-05-01"

static const ResourceType types[] = {
  { "Microsoft.Compute", "virtualMachines", COMPUTE, NULL },
  { "Microsoft.Compute", "virtualMachines/extensions", COMPUTE, NULL },
  { "Microsoft.Compute", "virtualMachineScaleSets", COMPUTE, NULL },
  { "Microsoft.Compute", "virtualMachineScaleSets/virtualMachines", COMPUTE, NULL },
  { "Microsoft.Compute", "disks", DISKS, NULL },
  { "Microsoft.Compute", "snapshots", DISKS, NULL },
  { "Microsoft.Compute", "images", COMPUTE, NULL },
  { "Microsoft.Compute", "sshPublicKeys", COMPUTE, NULL },
  { "Microsoft.Compute", "locations", COMPUTE " " DISKS, NULL },
  { "Microsoft.Compute", "locations/usages", COMPUTE, NULL },
  { "Microsoft.Network", "virtualNetworks", NETWORK, "2020-03-01" },
  { "Microsoft.Network", "networkInterfaces", NETWORK, "2020-03-01" },
  { "Microsoft.Network", "publicIPAddresses", NETWORK, "2020-03-01" },
  { "Microsoft.Network", "networkSecurityGroups", NETWORK, "2020-03-01" },
  { "Microsoft.Network", "locations", NETWORK, NULL },
  { "Microsoft.Storage", "storageAccounts",
    "2025-01-01 2024-01-01 2023-05-01 2023-01-01 2022-09-01 2021-09-01", NULL },
  { "Microsoft.Batch", "batchAccounts", "2024-07-01 2024-02-01 2023-11-01 2023-05-01 2022-10-01",
    NULL },
  { "Microsoft.Batch", "batchAccounts/pools",
    "2024-07-01 2024-02-01 2023-11-01 2023-05-01 2022-10-01", NULL },
  { "Microsoft.Batch", "locations", "2024-07-01 2024-02-01 2023-11-01 2023-05-01 2022-10-01",
    NULL },
  { "Microsoft.MachineLearningServices", "workspaces", LEARNING, NULL },
  { "Microsoft.MachineLearningServices", "workspaces/computes", LEARNING, NULL },
  { "Microsoft.MachineLearningServices", "locations", LEARNING, NULL },
  { "Microsoft.ContainerInstance", "containerGroups",
    "2024-11-01-preview 2024-10-01-preview 2023-05-01 2022-09-01 2021-10-01", "2021-10-01" },
  { "Microsoft.ContainerInstance", "locations",
    "2024-11-01-preview 2024-10-01-preview 2023-05-01 2022-09-01 2021-10-01", NULL },
  { "Microsoft.ContainerService", "managedClusters",
    "2026-04-01 2026-02-02-preview 2025-10-01 2025-07-02-preview 2025-05-01 2025-02-01 2024-09-01 "
    "2024-05-01 2023-11-01 2023-08-01",
    NULL },
  { "Microsoft.ContainerService", "locations",
    "2026-04-01 2025-10-01 2025-05-01 2025-02-01 2024-09-01 2024-05-01 2023-11-01 2023-08-01",
    NULL },
  { "Microsoft.RecoveryServices", "vaults", "2024-10-01 2024-04-01 2023-08-01 2023-02-01", NULL },
  { "Microsoft.Web", "sites", "2024-11-01 2024-04-01 2023-12-01 2022-09-01", NULL },
  { "Microsoft.Sql", "servers", "2024-11-01-preview 2023-08-01 2021-11-01", NULL },
  { "Microsoft.Sql", "servers/databases", "2024-11-01-preview 2023-08-01 2021-11-01", NULL },
  { "Microsoft.Insights", "autoscaleSettings",
    "2022-10-01 2021-05-01-preview 2015-04-01 2014-04-01", "2015-04-01" },
  { "Microsoft.Insights", "eventtypes", "2017-03-01-preview 2015-04-01 2014-04-01", NULL },
  { "Microsoft.Authorization", "locks", "2020-05-01 2017-04-01 2016-09-01 2015-01-01",
    "2016-09-01" },
  { "Microsoft.Authorization", "roleAssignments",
    "2022-04-01 2020-10-01-preview 2020-04-01-preview 2018-09-01-preview 2015-07-01", NULL },
  { "Microsoft.Authorization", "roleDefinitions",
    "2022-05-01-preview 2022-04-01 2018-07-01 2018-01-01-preview 2015-07-01", NULL },
  { "Microsoft.Authorization", "permissions",
    "2022-05-01-preview 2022-04-01 2018-07-01 2018-01-01-preview 2015-07-01", NULL },
  { "Microsoft.CostManagement", "query", COST, NULL },
  { "Microsoft.Billing", "billingAccounts", COST, NULL },
  { "Microsoft.Support", "supportTickets", SUPPORT, NULL },
  { "Microsoft.Support", "services", SUPPORT, NULL },
  { "Microsoft.Support", "checkNameAvailability", SUPPORT, NULL },
  { "Microsoft.Support", "operationResults", SUPPORT, NULL },
};

static const char resources_versions[] =
    "2025-04-01 2025-03-01 2024-11-01 2024-07-01 2024-03-01 2023-07-01 2022-12-01 2022-09-01 "
    "2021-04-01 2021-01-01 2020-10-01 2020-06-01 2020-01-01 2019-10-01 2019-06-01 2018-05-01 "
    "2016-06-01";

static gboolean
has_version (const char *versions, const char *version)
{
  g_auto (GStrv) list = g_strsplit (versions, " ", -1);

  return g_strv_contains ((const char *const *) list, version);
}

static const char *
below_namespace (const ResourceType *row, const char *type)
{
  gsize length = strlen (row->namespace);

  return g_ascii_strncasecmp (row->namespace, type, length) == 0 && type[length] == '/'
             ? type + length + 1
             : NULL;
}

/* The row that says most about a type; an action belongs to what it is done to. */
static const ResourceType *
find_type (const char *type, gboolean *known_namespace)
{
  const ResourceType *best = NULL;

  *known_namespace = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const char *below = below_namespace (&types[i], type);

      if (below == NULL)
        continue;
      *known_namespace = TRUE;
      if (davy_scope_contains (types[i].type, below) &&
          (best == NULL || strlen (types[i].type) > strlen (best->type)))
        best = &types[i];
    }

  return best;
}

static char *
list_versions (const char *versions)
{
  g_auto (GStrv) list = g_strsplit (versions, " ", -1);

  return g_strjoinv (", ", list);
}

static gboolean
check_provided (DavyArmCall *self, const char *version)
{
  gboolean known_namespace;
  const ResourceType *type = find_type (self->type, &known_namespace);
  g_autofree char *versions = NULL;
  g_auto (GStrv) parts = g_strsplit (self->type, "/", 2);

  if (type != NULL && has_version (type->versions, version))
    return TRUE;

  if (!known_namespace)
    davy_arm_refuse (self, SOUP_STATUS_NOT_FOUND, "InvalidResourceNamespace",
                     "The resource namespace '%s' is invalid.", parts[0]);
  else if (type == NULL)
    davy_arm_refuse (self, SOUP_STATUS_NOT_FOUND, "InvalidResourceType",
                     "The resource type '%s' could not be found in the namespace '%s' for api "
                     "version '%s'.",
                     parts[1], parts[0], version);
  else
    {
      versions = list_versions (type->versions);
      davy_arm_refuse (self, SOUP_STATUS_BAD_REQUEST, "NoRegisteredProviderFound",
                       "No registered resource provider found for location 'westeurope' and API "
                       "version '%s' for type '%s'. The supported api-versions are '%s'. The "
                       "supported locations are ', westeurope, northeurope, eastus2'.",
                       version, type->type, versions);
    }
  return FALSE;
}

/**
 * davy_arm_call_check_version:
 * @self: a call
 *
 * Refuses a call whose `api-version` is missing or is none of its type's.
 *
 * Returns: whether it may pass
 */
gboolean
davy_arm_call_check_version (DavyArmCall *self)
{
  const char *version = davy_exchange_get_query (self->exchange, "api-version");
  g_autofree char *versions = NULL;

  if (version == NULL || *version == '\0')
    {
      davy_arm_refuse (self, SOUP_STATUS_BAD_REQUEST, "MissingApiVersionParameter",
                       "The api-version query parameter (?api-version=) is required for all "
                       "requests.");
      return FALSE;
    }
  /* Where an operation has come to is asked in the version that it was begun with. */
  if (g_str_has_suffix (self->type, "operations") ||
      g_str_has_suffix (self->type, "operationresults"))
    return TRUE;
  if (strchr (self->type, '/') != NULL)
    return check_provided (self, version);
  if (has_version (resources_versions, version))
    return TRUE;

  versions = list_versions (resources_versions);
  davy_arm_refuse (self, SOUP_STATUS_BAD_REQUEST, "InvalidApiVersionParameter",
                   "The api-version '%s' is invalid. The supported versions are '%s'.", version,
                   versions);
  return FALSE;
}

static JsonObject *
build_type (const ResourceType *type)
{
  JsonObject *object = davy_demo_object ("resourceType", type->type, NULL);
  JsonArray *places = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (locations); i++)
    json_array_add_string_element (places, locations[i]);
  json_object_set_array_member (object, "locations", places);
  json_object_set_array_member (object, "apiVersions", davy_demo_words (type->versions));
  if (type->preferred != NULL)
    json_object_set_string_member (object, "defaultApiVersion", type->preferred);
  json_object_set_string_member (object, "capabilities", "CrossResourceGroupResourceMove");

  return object;
}

static JsonObject *
build_provider (DavyArmCall *call, const char *namespace)
{
  JsonArray *list = json_array_new ();
  g_autofree char *id = g_strdup_printf ("%s/providers/%s", call->scope, namespace);
  JsonObject *object =
      davy_demo_object ("id", id, "namespace", namespace, "registrationPolicy",
                        "RegistrationRequired", "registrationState", "Registered", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].namespace, namespace))
      json_array_add_object_element (list, build_type (&types[i]));
  json_object_set_array_member (object, "resourceTypes", list);

  return object;
}

static void
answer_providers (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (i == 0 || !g_str_equal (types[i].namespace, types[i - 1].namespace))
      json_array_add_object_element (list, build_provider (call, types[i].namespace));
  davy_arm_answer_list (call, list);
}

static void
answer_provider (DavyArmCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (types[i].namespace, call->name) == 0)
      {
        davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK,
                                     build_provider (call, types[i].namespace));
        return;
      }

  davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "InvalidResourceNamespace",
                   "The resource namespace '%s' is invalid.", call->name);
}

const DavyArmRoute davy_arm_provider_routes[] = {
  { "GET", "providers", DAVY_ARM_TENANT, answer_providers },
  { "GET", "providers", DAVY_ARM_ONE | DAVY_ARM_TENANT, answer_provider },
  { 0 },
};
