/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-compute-commands.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-compute-kinds.h"

/* Stopping what computes by Azure's own command line: the requests that
 * davy_arm_client_stop_compute_async() sends, through `az rest`, which puts the cloud's Resource
 * Manager before a path and signs in. Source: https://learn.microsoft.com/cli/azure/reference-index
 * (az rest), https://learn.microsoft.com/cli/azure/monitor/autoscale. */

/* What scales the set by itself goes first, or the machines come back. */
static void
append_autoscale (GString *command, const DavyCompute *compute)
{
  g_autoptr (DavyArmId) id = davy_arm_id_parse (compute->id, NULL);
  g_autofree char *query = NULL;
  g_autofree char *quoted_query = NULL;
  g_autofree char *group = NULL;
  g_autofree char *subscription = NULL;

  if (id == NULL || id->group == NULL)
    return;

  query = g_strdup_printf ("[?ends_with(targetResourceUri, '/%s')].id", id->name);
  quoted_query = g_shell_quote (query);
  group = g_shell_quote (id->group);
  subscription = g_shell_quote (id->subscription_id);
  g_string_append_printf (command,
                          "az monitor autoscale list --subscription %s --resource-group %s \\\n"
                          "    --query %s --output tsv |\n"
                          "  xargs --no-run-if-empty az resource update "
                          "--set properties.enabled=false --ids\n",
                          subscription, group, quoted_query);
}

/**
 * davy_compute_dup_command:
 * @self: something that computes
 *
 * Returns: (transfer full) (nullable): lines for a shell in which `az` is signed in, which stop it;
 *   %NULL when nothing stops it
 */
char *
davy_compute_dup_command (const DavyCompute *self)
{
  const DavyComputeWay *way = davy_compute_kind_get_way (self->kind);
  g_autoptr (GString) command = g_string_new (NULL);
  g_autofree char *method = NULL;
  g_autofree char *path = NULL;
  g_autofree char *url = NULL;
  g_autofree char *quoted = NULL;

  if (way->stop_method == NULL || self->obstacle != DAVY_OBSTACLE_NONE)
    return NULL;
  path = davy_arm_id_dup_path (self->id, NULL);
  if (path == NULL)
    return NULL;

  if (self->kind == DAVY_COMPUTE_SCALE_SET && self->may_grow)
    append_autoscale (command, self);
  method = g_ascii_strdown (way->stop_method, -1);
  url = g_strdup_printf ("%s%s?api-version=%s", path, way->stop_suffix, way->api_version);
  quoted = g_shell_quote (url);
  g_string_append_printf (command, "az rest --method %s --url %s", method, quoted);
  if (way->stop_body != NULL)
    g_string_append_printf (command, " \\\n    --body '%s'", way->stop_body);
  g_string_append_c (command, '\n');

  return g_string_free (g_steal_pointer (&command), FALSE);
}
