/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define SUBSCRIPTION(id)   "/pc/v1/customers/" FABRIKAM "/subscriptions/" id
#define ENTITLEMENT(azure) SUBSCRIPTION (PLAN) "/azureEntitlements/" azure
#define COMPROMISE         "{\"cancellationReason\":\"compromise\"}"

static void
assert_status (Client *client, const char *azure, const char *status)
{
  g_autofree char *path = g_strconcat (ENTITLEMENT (""), azure, NULL);

  g_assert_cmpuint (client_get (client, path), ==, 200);
  assert_json (client, "status", status);
}

static void
sign_in (Client *client)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
}

static void
test_cancel (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (PRODUCTION) "/cancel", COMPROMISE), ==,
                    200);
  assert_json (client, "status", "active"); /* not yet */
  davy_emulator_advance (client->emulator, 9 * DAVY_TIME_MINUTE);
  assert_status (client, PRODUCTION, "active");
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  assert_status (client, PRODUCTION, "inactive");

  /* Azure Resource Manager sees it as well */
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  g_assert_cmpuint (client_get (client, "/arm/subscriptions/" PRODUCTION "?api-version=2021-01-01"),
                    ==, 200);
  assert_json (client, "state", "Disabled");
}

static void
test_cancel_accepted (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (PRODUCTION) "/cancel", COMPROMISE), ==,
                    202);
  g_assert_cmpuint (g_bytes_get_size (client->body), ==, 0);
  davy_emulator_advance (client->emulator, 30 * DAVY_TIME_SECOND);
  assert_status (client, PRODUCTION, "inactive");
}

static void
test_cancel_refused (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (PRODUCTION) "/cancel",
                                      "{\"cancellationReason\":\"unpaid\"}"),
                    ==, 400);
  assert_json (client, "code", "900307");
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (PRODUCTION) "/cancel", "{}"), ==, 400);
  assert_json (client, "code", "800002");
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (SILENT) "/cancel", COMPROMISE), ==, 400);
  assert_json (client, "code", "800096");
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (FABRIKAM) "/cancel", COMPROMISE), ==,
                    404);

  client_post_json (client, ENTITLEMENT (PRODUCTION) "/cancel", COMPROMISE);
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (PRODUCTION) "/cancel", COMPROMISE), ==,
                    409);
  assert_json (client, "code", "800082");
}

static void
test_cancel_role (Client *client, gconstpointer unused)
{
  client_use_token (client, "zoe@northwind.example", PARTNER_API, NULL);
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (PRODUCTION) "/cancel", COMPROMISE), ==,
                    403);
  assert_json (client, "code", "900150");
  g_assert_cmpuint (client_post_json (client, ENTITLEMENT (SILENT) "/reactivate", ""), ==, 403);
}

static void
test_reactivate (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_send (client, "POST", ENTITLEMENT (SILENT) "/reactivate", NULL, NULL),
                    ==, 202);
  assert_status (client, SILENT, "inactive");
  davy_emulator_advance (client->emulator, 10 * DAVY_TIME_MINUTE);
  assert_status (client, SILENT, "active");
  g_assert_cmpuint (client_send (client, "POST", ENTITLEMENT (SILENT) "/reactivate", NULL, NULL),
                    ==, 400);
  assert_json (client, "code", "900337");
}

static void
test_attacker (Client *client, gconstpointer unused)
{
  sign_in (client);
  client_post_json (client, ENTITLEMENT (CLOSED) "/cancel", COMPROMISE);
  davy_emulator_advance (client->emulator, 10 * DAVY_TIME_MINUTE);
  assert_status (client, CLOSED, "inactive");
  davy_emulator_advance (client->emulator, 30 * DAVY_TIME_MINUTE);
  assert_status (client, CLOSED, "active");
}

/* What GET answered, with another status, as text. */
static char *
dup_changed (Client *client, const char *path, const char *status, char **etag)
{
  g_assert_cmpuint (client_get (client, path), ==, 200);
  *etag = client_json (client, "attributes.etag");
  json_object_set_string_member (json_node_get_object (client->json), "status", status);

  return json_to_string (client->json, FALSE);
}

static guint
patch (Client *client, const char *path, const char *status)
{
  g_autofree char *etag = NULL;
  g_autofree char *body = dup_changed (client, path, status, &etag);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", etag);

  if (*etag != '\0')
    client_add_header (client, "If-Match", quoted);

  return client_patch_json (client, path, body);
}

static void
test_suspend_legacy (Client *client, gconstpointer unused)
{
  g_autofree char *old = NULL, *newer = NULL;

  sign_in (client);
  client_get (client, SUBSCRIPTION (LEGACY));
  old = client_json (client, "attributes.etag");
  g_assert_cmpuint (patch (client, SUBSCRIPTION (LEGACY), "suspended"), ==, 200);
  assert_json (client, "status", "suspended");
  newer = client_json (client, "attributes.etag");
  g_assert_cmpstr (old, !=, newer);

  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  client_get (client, "/arm/subscriptions/" LEGACY_AZURE "?api-version=2021-01-01");
  assert_json (client, "state", "Disabled");

  sign_in (client);
  g_assert_cmpuint (patch (client, SUBSCRIPTION (LEGACY), "active"), ==, 200);
  assert_json (client, "status", "active");
}

static void
test_stale (Client *client, gconstpointer unused)
{
  g_autofree char *etag = NULL, *body = NULL;

  sign_in (client);
  body = dup_changed (client, SUBSCRIPTION (LEGACY), "suspended", &etag);
  g_assert_cmpuint (patch (client, SUBSCRIPTION (LEGACY), "active"), ==, 200);
  client_add_header (client, "If-Match", etag); /* bare is fine, but it is an old one */
  g_assert_cmpuint (client_patch_json (client, SUBSCRIPTION (LEGACY), body), ==, 400);
  assert_json (client, "code", "2055");
  g_assert_cmpuint (client_patch_json (client, SUBSCRIPTION (LEGACY), body), ==, 400);
  assert_json (client, "code", "2055");
}

static void
test_whole_body (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (patch (client, SUBSCRIPTION (LICENCE), "suspended"), ==, 200);
  assert_json (client, "autoRenewEnabled", "true");
  assert_json (client, "scheduledNextTermInstructions.quantity", "10");

  g_assert_cmpuint (client_patch_json (client, SUBSCRIPTION (LICENCE), "{\"Status\":\"active\"}"),
                    ==, 200);
  assert_json (client, "autoRenewEnabled", "false");
  assert_json (client, "scheduledNextTermInstructions", "");
}

static void
test_plan (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (patch (client, SUBSCRIPTION (PLAN), "suspended"), ==, 403);
  assert_json (client, "code", "900115");

  client_post_json (client, ENTITLEMENT (PRODUCTION) "/cancel", COMPROMISE);
  client_post_json (client, ENTITLEMENT (CLOSED) "/cancel", COMPROMISE);
  g_assert_cmpuint (patch (client, SUBSCRIPTION (PLAN), "suspended"), ==, 403); /* not yet */
  davy_emulator_advance (client->emulator, 10 * DAVY_TIME_MINUTE);
  g_assert_cmpuint (patch (client, SUBSCRIPTION (PLAN), "suspended"), ==, 200);
  g_assert_cmpuint (client_send (client, "POST", ENTITLEMENT (SILENT) "/reactivate", NULL, NULL),
                    ==, 403);
  assert_json (client, "code", "900335");

  /* Nor does somebody in the customer's tenant, who does it otherwise half an hour later. */
  davy_emulator_advance (client->emulator, 30 * DAVY_TIME_MINUTE);
  assert_status (client, CLOSED, "inactive");
  g_assert_cmpuint (patch (client, SUBSCRIPTION (PLAN), "active"), ==, 200);
  g_assert_cmpuint (client_send (client, "POST", ENTITLEMENT (CLOSED) "/reactivate", NULL, NULL),
                    ==, 202);
  davy_emulator_advance (client->emulator, 10 * DAVY_TIME_MINUTE);
  assert_status (client, CLOSED, "active");
}

static void
test_pending (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_patch_json (client,
                                       "/pc/v1/customers/" FOURTH_COFFEE "/subscriptions/" BUSY,
                                       "{\"status\":\"suspended\"}"),
                    ==, 409);
  assert_json (client, "code", "900278");
}

static void
test_patch_refused (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_patch_json (client, SUBSCRIPTION (LICENCE), "{}"), ==, 400);
  assert_json (client, "code", "800002");
  g_assert_cmpuint (client_patch_json (client,
                                       "/pc/v1/customers/" FOURTH_COFFEE "/subscriptions/" EXPIRED,
                                       "{\"status\":\"active\"}"),
                    ==, 400);
  assert_json (client, "code", "800040");
  client_use_token (client, "luc@northwind.example", PARTNER_API, NULL);
  g_assert_cmpuint (patch (client, SUBSCRIPTION (LICENCE), "suspended"), ==, 403);
}

static void
test_patch_accepted (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (patch (client, SUBSCRIPTION (LICENCE), "suspended"), ==, 202);
  g_assert_cmpstr (client_header (client, "Location"), ==,
                   "/v1/customers/" FABRIKAM "/subscriptions/" LICENCE);
  client_get (client, SUBSCRIPTION (LICENCE));
  assert_json (client, "status", "suspended");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client ("/emulator/entitlements/cancelled-one-turns-later", test_cancel);
  test_client_behaving ("/emulator/entitlements/cancellation-may-be-accepted-only",
                        "{\"cancelAccepted\": true, \"entitlementDelay\": \"30s\"}",
                        test_cancel_accepted);
  test_client ("/emulator/entitlements/wrong-cancellation-is-refused", test_cancel_refused);
  test_client ("/emulator/entitlements/takes-a-global-administrator", test_cancel_role);
  test_client ("/emulator/entitlements/reactivated-one-turns-later", test_reactivate);
  test_client ("/emulator/entitlements/attacker-brings-one-back", test_attacker);
  test_client ("/emulator/subscriptions/legacy-one-is-suspended", test_suspend_legacy);
  test_client ("/emulator/subscriptions/old-etag-is-refused", test_stale);
  test_client ("/emulator/subscriptions/what-is-left-out-is-reset", test_whole_body);
  test_client ("/emulator/subscriptions/plan-with-active-ones-stays", test_plan);
  test_client ("/emulator/subscriptions/pending-operation-forbids-another", test_pending);
  test_client ("/emulator/subscriptions/wrong-change-is-refused", test_patch_refused);
  test_client_behaving ("/emulator/subscriptions/change-may-be-accepted-only",
                        "{\"patchAccepted\": true}", test_patch_accepted);
  return g_test_run ();
}
