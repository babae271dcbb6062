/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-account-signer.h"
#include "account/davy-step-up.h"
#include "davy-test-world.h"
#include "net/davy-http.h"

/* The whole way against the emulator's login, Partner Center and Resource Manager. */

#define FABRIKAM "20000000-0000-4000-8000-000000000001" /* has consented */
#define CONTOSO  "20000000-0000-4000-8000-000000000002" /* has not */
#define SHOP     "40000000-0000-4000-8000-00000000000b" /* a subscription of Fabrikam's */

static DavyResponse *
ask (DavyTestWorld *world,
     DavyService service,
     const char *tenant_id,
     const char *path,
     GError **error)
{
  g_autoptr (DavySigner) signer = davy_account_create_signer (world->account, service, tenant_id);
  g_autofree char *uri = g_strconcat (davy_endpoints_get (world->endpoints, service), path, NULL);
  g_autoptr (DavyRequest) request = davy_request_new ("GET", uri);
  DavyHttp *http = davy_account_get_http (world->account);
  g_autoptr (GAsyncResult) result = NULL;

  davy_request_set_signer (request, signer);
  davy_http_send_async (http, request, NULL, davy_test_keep_result, &result);

  return davy_http_send_finish (http, davy_test_wait_result (&result), error);
}

static void
assert_answered (DavyTestWorld *world, DavyService service, const char *tenant_id, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyResponse) response = ask (world, service, tenant_id, path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (davy_response_get_status (response), ==, 200);
}

static void
assert_refused (DavyTestWorld *world,
                DavyService service,
                const char *tenant_id,
                const char *path,
                DavyError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (world, service, tenant_id, path, &error));
  g_assert_error (error, DAVY_ERROR, (int) code);
}

static void
set_up (DavyTestWorld *world, gconstpointer user)
{
  davy_test_world_begin (world, user);
}

static void
tear_down (DavyTestWorld *world, gconstpointer user)
{
  davy_test_world_end (world);
}

static void
test_services (DavyTestWorld *world, gconstpointer user)
{
  assert_answered (world, DAVY_SERVICE_PARTNER, NULL, "/v1/customers?size=2");
  assert_answered (world, DAVY_SERVICE_RESOURCE_MANAGER, FABRIKAM,
                   "/subscriptions/" SHOP "?api-version=2020-01-01");
  /* A token of the partner's own tenant is good for nothing there. */
  assert_refused (world, DAVY_SERVICE_RESOURCE_MANAGER, NULL,
                  "/subscriptions/" SHOP "?api-version=2020-01-01", DAVY_ERROR_SIGNED_OUT);
}

static void
test_no_consent (DavyTestWorld *world, gconstpointer user)
{
  assert_refused (world, DAVY_SERVICE_RESOURCE_MANAGER, CONTOSO, "/subscriptions",
                  DAVY_ERROR_CONSENT);
  g_assert_cmpint (davy_account_get_state (world->account), ==, DAVY_ACCOUNT_SIGNED_IN);
  assert_answered (world, DAVY_SERVICE_PARTNER, NULL, "/v1/customers?size=2");
}

static void
test_no_second_factor (DavyTestWorld *world, gconstpointer user)
{
  assert_refused (world, DAVY_SERVICE_PARTNER, NULL, "/v1/customers?size=2", DAVY_ERROR_MFA);
}

static void
test_expired_token (DavyTestWorld *world, gconstpointer user)
{
  davy_test_world_spoil (world, "GET /pc/v1/customers x1 expired-token");
  davy_test_clock_advance (DAVY_TIME_MINUTE);
  assert_answered (world, DAVY_SERVICE_PARTNER, NULL, "/v1/customers?size=2");
  g_assert_cmpuint (davy_test_world_count (world, "GET", "/v1/customers"), ==, 2);
  g_assert_cmpuint (davy_test_world_count (world, "POST", "/oauth2/v2.0/token"), ==, 2);
}

static void
test_claims (DavyTestWorld *world, gconstpointer user)
{
  g_autoptr (DavySignIn) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyAccount) same = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (world, "GET /pc/v1/customers x1 claims={\"access_token\":{\"x\":null}}");
  g_assert_null (ask (world, DAVY_SERVICE_PARTNER, NULL, "/v1/customers?size=2", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);

  again = davy_sign_in_new (world->accounts, world->account, davy_error_get_fault (error)->claims);
  g_clear_error (&error);
  g_object_set_data (G_OBJECT (again), "user", (gpointer) DAVY_TEST_ADA);
  g_signal_connect (again, "notify::uri", G_CALLBACK (davy_test_world_visit_cb), world);
  davy_sign_in_browser_async (again, NULL, davy_test_keep_result, &result);
  same = davy_sign_in_finish (again, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_true (same == world->account);
  g_assert_nonnull (strstr (davy_sign_in_get_uri (again), "claims=%7B%22access_token"));
  assert_answered (world, DAVY_SERVICE_PARTNER, NULL, "/v1/customers?size=2");
}

/* The person proves it at the page of the customer's tenant. */
static void
prove_cb (DavyStepUp *step_up, const char *uri, DavyTestWorld *world)
{
  const char *text = "user=ada%40northwind.example&password=lamp&decision=accept";
  g_autoptr (GBytes) form = g_bytes_new_static (text, strlen (text));
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
  soup_session_send_and_read_async (world->browser, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static gboolean
step_up_cb (DavyTestWorld *world, DavyStepUp *step_up)
{
  g_assert_cmpstr (davy_step_up_get_tenant_id (step_up), ==, FABRIKAM);
  g_signal_connect (step_up, "open-uri", G_CALLBACK (prove_cb), world);
  davy_step_up_browser_async (step_up, NULL, NULL, NULL);

  return TRUE;
}

/* A change goes on once the proof is given, sent twice under a request id each. */
static void
test_step_up (DavyTestWorld *world, gconstpointer user)
{
  g_autoptr (DavySigner) signer =
      davy_account_create_signer (world->account, DAVY_SERVICE_RESOURCE_MANAGER, FABRIKAM);
  g_autofree char *uri =
      g_strconcat (davy_endpoints_get (world->endpoints, DAVY_SERVICE_RESOURCE_MANAGER),
                   "/subscriptions/" SHOP "/resourcegroups/none?api-version=2021-04-01", NULL);
  g_autoptr (DavyRequest) request = davy_request_new ("DELETE", uri);
  DavyHttp *http = davy_account_get_http (world->account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (world, "DELETE /arm/** x1 claims={\"access_token\":{\"x\":null}}");
  g_signal_connect_swapped (world->accounts, "step-up", G_CALLBACK (step_up_cb), world);
  davy_request_set_signer (request, signer);
  davy_http_send_async (http, request, NULL, davy_test_keep_result, &result);
  g_assert_null (davy_http_send_finish (http, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND); /* there is no such group */
  g_assert_cmpuint (davy_test_world_count (world, "DELETE", "/resourcegroups/none"), ==, 2);
  g_assert_cmpuint (davy_test_world_count (world, "GET", FABRIKAM "/oauth2/v2.0/authorize") +
                        davy_test_world_count (world, "POST", FABRIKAM "/oauth2/v2.0/authorize"),
                    >=, 1);
}

static void
enter_code_cb (DavySignIn *sign_in, GParamSpec *pspec, DavyTestWorld *world)
{
  g_autofree char *text =
      g_strdup_printf ("code=%s&user=luc%%40northwind.example&password=lamp&decision=accept",
                       davy_sign_in_get_user_code (sign_in));
  g_autoptr (GBytes) form = g_bytes_new (text, strlen (text));
  g_autoptr (SoupMessage) message =
      soup_message_new ("POST", davy_sign_in_get_verification_uri (sign_in));

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
  soup_session_send_and_read_async (world->browser, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static void
test_device (DavyTestWorld *world, gconstpointer user)
{
  g_autoptr (DavySignIn) sign_in = davy_sign_in_new (world->accounts, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyAccount) luc = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (sign_in, "notify::user-code", G_CALLBACK (enter_code_cb), world);
  davy_sign_in_device_async (sign_in, NULL, davy_test_keep_result, &result);
  while (result == NULL)
    {
      /* The pause between two questions, once the code was entered. */
      if (davy_test_clock_next () == DAVY_TIME_SECOND &&
          davy_test_world_count (world, "POST", "/login/device?") > 0)
        davy_test_clock_advance (DAVY_TIME_SECOND);
      g_main_context_iteration (NULL, FALSE);
    }
  luc = davy_sign_in_finish (sign_in, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (davy_account_get_username (luc), ==, DAVY_TEST_LUC);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (world->accounts)), ==, 2);
}

#define ADD(path, user, function) \
  g_test_add (path, DavyTestWorld, user, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);

  ADD ("/account/login/each-service-takes-its-token", DAVY_TEST_ADA, test_services);
  ADD ("/account/login/a-tenant-without-consent-refuses-alone", DAVY_TEST_ADA, test_no_consent);
  ADD ("/account/login/a-missing-second-factor-is-named", DAVY_TEST_MIA, test_no_second_factor);
  ADD ("/account/login/an-expired-token-is-renewed-unseen", DAVY_TEST_ADA, test_expired_token);
  ADD ("/account/login/a-challenge-is-met-in-the-browser", DAVY_TEST_ADA, test_claims);
  ADD ("/account/login/a-change-goes-on-after-one-more-proof", DAVY_TEST_ADA, test_step_up);
  ADD ("/account/login/a-code-signs-in-a-second-person", DAVY_TEST_ADA, test_device);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
