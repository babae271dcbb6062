/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ready/davy-ready-script.h"

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

/**
 * davy_ready_script_make:
 * @cloud: the cloud of the customer
 * @customer_tenant_id: the customer's tenant
 * @azure_id: one of its Azure subscriptions
 *
 * Returns: (transfer full): commands that stop and release every machine of the subscription,
 *   without the consent that Davylamp would need
 */
char *
davy_ready_script_make (const char *cloud, const char *customer_tenant_id, const char *azure_id)
{
  g_autoptr (GString) script = g_string_new (NULL);
  g_autofree char *tenant = g_shell_quote (customer_tenant_id);
  g_autofree char *subscription = g_shell_quote (azure_id);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].cloud, cloud) == 0)
      g_string_append_printf (script, "az cloud set --name %s\n", names[i].name);
  g_string_append_printf (script, "az login --tenant %s\n", tenant);
  g_string_append_printf (script,
                          "az vm list --subscription %s --query '[].id' --output tsv |\n"
                          "  xargs --no-run-if-empty az vm deallocate --no-wait --ids\n",
                          subscription);

  return g_string_free (g_steal_pointer (&script), FALSE);
}
