/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-stop-script.h"

#include "azure/davy-compute-commands.h"

/* The ways round: where Davylamp has no consent or no rights, the Azure command line and the portal
 * may let the person in all the same. */

/* As Microsoft's command line calls the clouds; the global one needs no word. */
static const struct
{
  const char *cloud;
  const char *name;
} names[] = {
  { "us-government", "AzureUSGovernment" },
  { "us-government-dod", "AzureUSGovernment" },
  { "china", "AzureChinaCloud" },
};

/* Nothing is known of what runs: at least the machines are found by the script itself. */
static void
append_all_machines (GString *script, const char *azure_id)
{
  g_autofree char *subscription = g_shell_quote (azure_id);

  g_string_append_printf (script,
                          "az vm list --subscription %s --query '[].id' --output tsv |\n"
                          "  xargs --no-run-if-empty az vm deallocate --no-wait --ids\n",
                          subscription);
}

/* What the person may not do here, the person may do there. */
static gboolean
is_worth_trying (const DavyStopItem *item)
{
  return item->ability == DAVY_STOP_READY || item->ability == DAVY_STOP_NO_RIGHT;
}

static void
append_plan (GString *script, const DavyStopPlan *plan)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      const DavyStopItem *item = g_ptr_array_index (plan->items, i);
      g_autofree char *command =
          is_worth_trying (item) ? davy_compute_dup_command (item->compute) : NULL;

      if (command != NULL)
        g_string_append (script, command);
    }
}

/**
 * davy_stop_script_make:
 * @cloud: the cloud of the customer
 * @customer_tenant_id: the customer's tenant
 * @azure_id: one of its Azure subscriptions
 * @plan: (nullable): what runs there; %NULL when it could not be read
 *
 * Returns: (transfer full): commands that stop and release what the plan lists, or every machine of
 *   the subscription, without the consent that Davylamp would need
 */
char *
davy_stop_script_make (const char *cloud,
                       const char *customer_tenant_id,
                       const char *azure_id,
                       const DavyStopPlan *plan)
{
  g_autoptr (GString) script = g_string_new (NULL);
  g_autofree char *tenant = g_shell_quote (customer_tenant_id);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].cloud, cloud) == 0)
      g_string_append_printf (script, "az cloud set --name %s\n", names[i].name);
  g_string_append_printf (script, "az login --tenant %s\n", tenant);
  if (plan != NULL)
    append_plan (script, plan);
  else
    append_all_machines (script, azure_id);

  return g_string_free (g_steal_pointer (&script), FALSE);
}

/**
 * davy_stop_dup_portal_uri:
 * @portal: the address of the cloud's Azure portal
 * @customer_tenant_id: the customer's tenant
 * @id: the id of something in Azure
 *
 * Returns: (transfer full): the address of its page in the portal, in the customer's tenant
 */
char *
davy_stop_dup_portal_uri (const char *portal, const char *customer_tenant_id, const char *id)
{
  g_autofree char *tenant = g_uri_escape_string (customer_tenant_id, NULL, FALSE);
  g_autofree char *path = g_uri_escape_string (id, "/", FALSE);

  return g_strdup_printf ("%s/%s/#@%s/resource%s/overview", portal, tenant, tenant, path);
}
