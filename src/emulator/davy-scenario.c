/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/davy-scenario.h"

#include "core/davy-error.h"
#include "emulator/login-errors.h"
#include "emulator/scenario-alerts.h"
#include "emulator/scenario-audit.h"
#include "emulator/scenario-customers.h"
#include "emulator/scenario-reader.h"
#include "emulator/scenario-records.h"
#include "emulator/scenario-service-requests.h"

#define SCHEMA_VERSION 1
#define ADMIN_AGENTS   "a0000000-0000-4000-8000-0000000000ad"

static void
user_free (gpointer data)
{
  DavyDemoUser *self = data;

  g_free (self->user_name);
  g_free (self->password);
  g_free (self->display_name);
  g_free (self->object_id);
  g_free (self->role);
  g_free (self->azure_role);
  g_free (self);
}

static void
read_partner (DavyScenario *self, const DavyJson *root)
{
  static const char *const vettings[] = { "none", "pending", "authorized", "rejected", NULL };
  DavyJson json = davy_json_member (root, "partner");

  davy_demo_expect_members (&json, "tenantId", "name", "domain", "country", "mpnId", "city",
                            "postalCode", "address", "email", "phone", "website", "vetting",
                            "adminAgents", NULL);
  davy_demo_expect_word (&json, "vetting", vettings);
  self->tenant_id = g_strdup (davy_json_string (&json, "tenantId", DAVY_JSON_REQUIRED));
  self->name = g_strdup (davy_json_string (&json, "name", DAVY_JSON_REQUIRED));
  self->domain = g_strdup (davy_json_string (&json, "domain", DAVY_JSON_REQUIRED));
  self->country = davy_demo_read_string (&json, "country", "DE");
  self->mpn_id = davy_demo_read_string (&json, "mpnId", "");
  self->city = davy_demo_read_string (&json, "city", "Hamburg");
  self->postal_code = davy_demo_read_string (&json, "postalCode", "20095");
  self->address = davy_demo_read_string (&json, "address", "Lampenweg 1");
  self->email = davy_demo_read_string (&json, "email", NULL);
  if (self->email == NULL)
    self->email = g_strconcat ("support@", self->domain, NULL);
  self->phone = davy_demo_read_string (&json, "phone", NULL);
  self->website = davy_demo_read_string (&json, "website", NULL);
  self->vetting = davy_demo_read_string (&json, "vetting", "authorized");
  self->admin_agents = davy_demo_read_string (&json, "adminAgents", ADMIN_AGENTS);
}

static void
read_users (DavyScenario *self, const DavyJson *root)
{
  static const char *const roles[] = { "admin-agent", "security-reader", "none", NULL };
  static const char *const azure_roles[] = { "Owner", "Reader", "none", NULL };
  DavyJson list = davy_json_member (root, "users");
  guint n_users = davy_json_length (&list, DAVY_JSON_REQUIRED);

  for (guint i = 0; i < n_users; i++)
    {
      DavyJson json = davy_json_element (&list, i);
      DavyDemoUser *user = g_new0 (DavyDemoUser, 1);

      g_ptr_array_add (self->users, user);
      davy_demo_expect_members (&json, "userName", "password", "displayName", "objectId", "role",
                                "mfa", "globalAdmin", "azureRole", "refreshError", NULL);
      davy_demo_expect_word (&json, "role", roles);
      davy_demo_expect_word (&json, "azureRole", azure_roles);
      user->user_name = g_strdup (davy_json_string (&json, "userName", DAVY_JSON_REQUIRED));
      user->password = g_strdup (davy_json_string (&json, "password", DAVY_JSON_REQUIRED));
      user->display_name = g_strdup (davy_json_string (&json, "displayName", DAVY_JSON_REQUIRED));
      user->object_id = g_strdup (davy_json_string (&json, "objectId", DAVY_JSON_REQUIRED));
      user->role = davy_demo_read_string (&json, "role", "admin-agent");
      user->azure_role = davy_demo_read_string (&json, "azureRole", "Owner");
      user->mfa = davy_demo_read_boolean (&json, "mfa", TRUE);
      user->global_admin = davy_demo_read_boolean (&json, "globalAdmin", TRUE);
      user->refresh_error = davy_demo_read_login_error (&json, "refreshError", 0);
    }
}

static DavyScenario *
scenario_read (JsonNode *node, GError **error)
{
  g_autoptr (DavyScenario) self = g_new0 (DavyScenario, 1);
  g_autoptr (GError) wire_error = NULL;
  DavyJson root = davy_json_root (node, &wire_error);
  DavyJson behaviour = davy_json_member (&root, "behaviour");

  g_atomic_ref_count_init (&self->ref_count);
  self->users = g_ptr_array_new_with_free_func (user_free);
  self->resellers = g_ptr_array_new_with_free_func (davy_demo_reseller_free);
  self->customers = g_ptr_array_new_with_free_func (davy_demo_customer_free);
  self->alerts = g_ptr_array_new_with_free_func (davy_demo_alert_free);
  self->requests = g_ptr_array_new_with_free_func (davy_demo_service_request_free);
  self->audit = g_ptr_array_new_with_free_func (davy_demo_audit_free);

  davy_demo_expect_members (&root, "version", "partner", "behaviour", "users", "resellers",
                            "customers", "alerts", "audit", "serviceRequests", NULL);
  if (davy_json_integer (&root, "version", DAVY_JSON_REQUIRED) != SCHEMA_VERSION)
    davy_json_fail (&root, "version must be %d", SCHEMA_VERSION);
  read_partner (self, &root);
  davy_demo_behaviour_read (&self->behaviour, &behaviour);
  read_users (self, &root);
  davy_demo_read_resellers (self, &root);
  davy_demo_read_customers (self, &root);
  davy_demo_read_alerts (self, &root);
  davy_demo_read_audit (self, &root);
  davy_demo_read_service_requests (self, &root);

  if (wire_error == NULL && davy_scenario_check (self, &wire_error))
    return g_steal_pointer (&self);

  g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s", wire_error->message);
  return NULL;
}

/**
 * davy_scenario_load_bytes:
 * @bytes: a scenario
 * @error: %DAVY_ERROR_INPUT; the message names the path in the file (`customers[3].country`)
 *
 * Returns: (transfer full): the scenario; its times count from now
 */
DavyScenario *
davy_scenario_load_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) node = davy_json_parse (bytes, error);

  return node != NULL ? scenario_read (node, error) : NULL;
}

/**
 * davy_scenario_load:
 * @path: a file
 * @error: a #GFileError, or as davy_scenario_load_bytes() with the file's name before it
 *
 * Returns: (transfer full): the scenario; its times count from now
 */
DavyScenario *
davy_scenario_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  DavyScenario *self;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;

  bytes = g_bytes_new_take (contents, length);
  self = davy_scenario_load_bytes (bytes, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);

  return self;
}

/**
 * davy_scenario_ref:
 * @self: a scenario
 *
 * Returns: (transfer full): the same; references may be taken and dropped on any thread
 */
DavyScenario *
davy_scenario_ref (DavyScenario *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * davy_scenario_unref:
 * @self: (transfer full): a scenario
 */
void
davy_scenario_unref (DavyScenario *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  davy_demo_behaviour_clear (&self->behaviour);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->audit);
  g_ptr_array_unref (self->alerts);
  g_ptr_array_unref (self->customers);
  g_ptr_array_unref (self->resellers);
  g_ptr_array_unref (self->users);
  g_free (self->tenant_id);
  g_free (self->name);
  g_free (self->domain);
  g_free (self->country);
  g_free (self->mpn_id);
  g_free (self->city);
  g_free (self->postal_code);
  g_free (self->address);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->website);
  g_free (self->vetting);
  g_free (self->admin_agents);
  g_free (self);
}
