/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-origin.h"

#include <string.h>

/* What an operation of the activity log means, and who somebody is whom it names. */

#define DELEGATED_PREFIX "user_"
#define GUID_LENGTH      36

static const struct
{
  const char *pattern; /* with `*` for any part of it */
  DavyDeedKind kind;
} kinds[] = {
  { "microsoft.compute/virtualmachines/write", DAVY_DEED_MACHINE },
  { "microsoft.compute/virtualmachinescalesets/write", DAVY_DEED_SCALE_SET },
  { "microsoft.machinelearningservices/workspaces/computes/write", DAVY_DEED_ML_COMPUTE },
  { "microsoft.batch/batchaccounts/pools/write", DAVY_DEED_BATCH_POOL },
  { "microsoft.containerinstance/containergroups/write", DAVY_DEED_CONTAINERS },
  { "microsoft.containerservice/managedclusters/write", DAVY_DEED_KUBERNETES },
  { "microsoft.containerservice/managedclusters/agentpools/write", DAVY_DEED_KUBERNETES },
  { "microsoft.compute/virtualmachines/runcommand*/action", DAVY_DEED_RUN_COMMAND },
  { "microsoft.compute/virtualmachines/runcommands/write", DAVY_DEED_RUN_COMMAND },
  { "microsoft.authorization/elevateaccess/action", DAVY_DEED_ELEVATION },
  { "microsoft.authorization/roleassignments/write", DAVY_DEED_ROLE },
  { "microsoft.quota/*/write", DAVY_DEED_QUOTA },
  { "microsoft.capacity/*/servicelimits/write", DAVY_DEED_QUOTA },
  { "microsoft.authorization/locks/write", DAVY_DEED_LOCK },
  { "microsoft.authorization/locks/delete", DAVY_DEED_UNLOCK },
  { "microsoft.insights/diagnosticsettings/delete", DAVY_DEED_SILENCING },
  { "*/register/action", DAVY_DEED_PROVIDER },
  { "microsoft.resources/deployments/write", DAVY_DEED_DEPLOYMENT },
  { "*/write", DAVY_DEED_WRITE },
  { "*/delete", DAVY_DEED_DELETE },
};

/**
 * davy_deed_kind_from_operation:
 * @operation: (nullable): the name of an operation; letter case means nothing
 *
 * Returns: what it means
 */
DavyDeedKind
davy_deed_kind_from_operation (const char *operation)
{
  g_autofree char *lower = operation != NULL ? g_ascii_strdown (operation, -1) : NULL;

  for (gsize i = 0; lower != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_pattern_match_simple (kinds[i].pattern, lower))
      return kinds[i].kind;

  return DAVY_DEED_ACTION;
}

/**
 * davy_deed_kind_computes:
 * @kind: what was done
 *
 * Returns: whether something that computes was created or changed by it
 */
gboolean
davy_deed_kind_computes (DavyDeedKind kind)
{
  return kind <= DAVY_DEED_KUBERNETES;
}

/**
 * davy_caller_dup_delegated_id:
 * @caller: somebody in the activity log
 *
 * Who acts by granular delegated rights is logged as `user_{object id}@{domain}`, the object id
 * being that in the partner's own directory, with or without hyphens.
 *
 * Returns: (transfer full) (nullable): the object id, lower case with hyphens; %NULL for everybody
 *   else
 */
char *
davy_caller_dup_delegated_id (const char *caller)
{
  g_autofree char *lower = g_ascii_strdown (caller, -1);
  const char *at = strchr (lower, '@');
  g_autoptr (GString) id = NULL;

  if (!g_str_has_prefix (lower, DELEGATED_PREFIX) || at == NULL)
    return NULL;

  id = g_string_new (NULL);
  for (const char *c = lower + strlen (DELEGATED_PREFIX); c < at; c++)
    {
      if (*c == '-')
        continue;
      if (id->len == 8 || id->len == 13 || id->len == 18 || id->len == 23)
        g_string_append_c (id, '-');
      g_string_append_c (id, *c);
    }

  return id->len == GUID_LENGTH && g_uuid_string_is_valid (id->str) ? g_strdup (id->str) : NULL;
}
