/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-step-up.h"

#include "account/davy-account-signer.h"
#include "account/davy-accounts-private.h"
#include "core/davy-random.h"
#include "davy-test-keyring.h"
#include "davy-test-server.h"
#include "davy-test.h"

/* A change in a customer's tenant that is refused until the person proves who they are. */

#define APPLICATION_ID "00000000-0000-4000-8000-00000000da5e"
#define OWN_TENANT     "11111111-0000-4000-8000-000000000001"
#define CUSTOMER       "22222222-0000-4000-8000-000000000002"
#define CLAIMS         "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}"

typedef struct
{
  DavyTestServer *server;
  DavyAccounts *accounts;
  DavyAccount *account;
  DavySigner *signer;
  DavyHttp *browser;
  DavyStepUp *step_up; /* nullable: that somebody was asked to lead through */
  guint n_asked;
  GHashTable *asked; /* nullable: the fields of the page that the browser was to open */
  char *page;        /* nullable */
} Fixture;

static gboolean
step_up_cb (Fixture *fixture, DavyStepUp *step_up)
{
  fixture->n_asked++;
  g_set_object (&fixture->step_up, step_up);

  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  DavyOauthTokens tokens = {
    .access_token = (char *) "access-of-sign-in",
    .refresh_token = (char *) "refresh-1",
    .account_id = (char *) "oid." OWN_TENANT,
    .username = (char *) "anna@northwind.example",
    .tenant_id = (char *) OWN_TENANT,
  };
  g_autofree char *base = NULL;
  g_autoptr (DavyEndpoints) endpoints = NULL;

  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  tokens.expires = davy_time_now () + DAVY_TIME_HOUR;
  fixture->server = davy_test_server_new ();
  base = davy_test_server_dup_uri (fixture->server, "");
  endpoints = davy_endpoints_new_below (base);
  fixture->accounts = davy_accounts_new (endpoints, g_test_get_path (), APPLICATION_ID);
  fixture->account = g_object_ref (davy_accounts_take (fixture->accounts, NULL, &tokens, TRUE));
  fixture->signer =
      davy_account_create_signer (fixture->account, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER);
  fixture->browser = davy_http_new ();
  if (data == NULL)
    g_signal_connect_swapped (fixture->accounts, "step-up", G_CALLBACK (step_up_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->asked, g_hash_table_unref);
  g_clear_pointer (&fixture->page, g_free);
  g_clear_object (&fixture->browser);
  g_clear_object (&fixture->signer);
  if (fixture->step_up != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->step_up));
  g_clear_object (&fixture->accounts);
  g_assert_finalize_object (g_steal_pointer (&fixture->account));
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static void
answer_tokens (Fixture *fixture, const char *access, const char *username)
{
  g_autofree char *claims = g_strdup_printf (
      "{\"oid\":\"oid\",\"tid\":\"" CUSTOMER "\",\"preferred_username\":\"%s\"}", username);
  g_autofree char *payload = davy_base64url ((const guint8 *) claims, strlen (claims));
  g_autofree char *body =
      g_strdup_printf ("{\"expires_in\":3599,\"access_token\":\"%s\",\"id_token\":\"e30.%s.sig\","
                       "\"refresh_token\":\"refresh-2\"}",
                       access, payload);

  davy_test_server_answer (fixture->server, 200, "application/json", body);
}

static void
answer_challenge (Fixture *fixture)
{
  g_autofree char *claims = g_base64_encode ((const guchar *) CLAIMS, strlen (CLAIMS));
  g_autofree char *header =
      g_strdup_printf ("Bearer error=\"insufficient_claims\", claims=\"%s\"", claims);

  davy_test_server_answer (
      fixture->server, 401, "application/json",
      "{\"error\":{\"code\":\"RequestDisallowedByAzure\",\"message\":\"MFA\"}}");
  davy_test_server_add_header (fixture->server, "WWW-Authenticate", header);
}

static void
change (Fixture *fixture, GCancellable *cancellable, GAsyncResult **result)
{
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, "/arm/vm/deallocate");
  g_autoptr (DavyRequest) request = davy_request_new ("POST", uri);

  davy_request_set_signer (request, fixture->signer);
  davy_http_send_async (davy_account_get_http (fixture->account), request, cancellable,
                        davy_test_keep_result, result);
}

static DavyResponse *
changed (Fixture *fixture, GAsyncResult **result, GError **error)
{
  return davy_http_send_finish (davy_account_get_http (fixture->account),
                                davy_test_wait_result (result), error);
}

static gboolean
is_asked (gpointer data)
{
  return ((Fixture *) data)->step_up != NULL;
}

static void
open_uri_cb (DavyStepUp *step_up, const char *uri, Fixture *fixture)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);

  g_free (fixture->page);
  fixture->page = g_strdup (g_uri_get_path (parsed));
  g_clear_pointer (&fixture->asked, g_hash_table_unref);
  fixture->asked = g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_NONE, NULL);
}

static void
visit_browser (Fixture *fixture, GAsyncResult **result)
{
  g_assert_true (davy_test_spin_until (is_asked, fixture));
  g_signal_connect (fixture->step_up, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  davy_step_up_browser_async (fixture->step_up, NULL, davy_test_keep_result, result);
}

static void
redirect (Fixture *fixture, const char *fields)
{
  g_autofree char *uri = g_strdup_printf (
      "%s?%s&state=%s", (char *) g_hash_table_lookup (fixture->asked, "redirect_uri"), fields,
      (char *) g_hash_table_lookup (fixture->asked, "state"));
  g_autoptr (DavyRequest) request = davy_request_new ("GET", uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyResponse) response = NULL;

  davy_http_send_async (fixture->browser, request, NULL, davy_test_keep_result, &result);
  response = davy_http_send_finish (fixture->browser, davy_test_wait_result (&result), NULL);
  g_assert_nonnull (response);
}

/* The first token, then the refusal. */
static void
begin (Fixture *fixture, GCancellable *cancellable, GAsyncResult **result)
{
  answer_tokens (fixture, "access-plain", "anna@northwind.example");
  answer_challenge (fixture);
  change (fixture, cancellable, result);
}

static const char *
sent_token (Fixture *fixture, guint index)
{
  return g_hash_table_lookup (davy_test_server_get_request (fixture->server, index)->headers,
                              "authorization");
}

static void
test_proven (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) proof = NULL;
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *scope = NULL;

  begin (fixture, NULL, &result);
  visit_browser (fixture, &proof);
  g_assert_cmpstr (fixture->page, ==, "/login/" CUSTOMER "/oauth2/v2.0/authorize");
  g_assert_cmpstr (g_hash_table_lookup (fixture->asked, "claims"), ==, CLAIMS);
  g_assert_cmpstr (g_hash_table_lookup (fixture->asked, "login_hint"), ==,
                   "anna@northwind.example");
  g_assert_cmpstr (davy_step_up_get_tenant_id (fixture->step_up), ==, CUSTOMER);

  answer_tokens (fixture, "access-proven", "anna@northwind.example");
  davy_test_server_answer (fixture->server, 202, NULL, "");
  redirect (fixture, "code=c");
  g_assert_true (davy_step_up_finish (fixture->step_up, davy_test_wait_result (&proof), &error));
  response = changed (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_true (davy_step_up_is_over (fixture->step_up));
  g_assert_cmpstr (davy_test_server_get_request (fixture->server, 2)->path, ==,
                   "/login/" CUSTOMER "/oauth2/v2.0/token");
  scope = davy_test_request_dup_field (davy_test_server_get_request (fixture->server, 2), "scope");
  g_assert_cmpstr (scope, ==,
                   "https://management.azure.com/user_impersonation openid profile "
                   "offline_access");
  g_assert_cmpstr (sent_token (fixture, 1), ==, "Bearer access-plain");
  g_assert_cmpstr (sent_token (fixture, 3), ==, "Bearer access-proven");
}

/* What remembers the proof is what the next token of any tenant comes of. */
static void
test_refresh_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) proof = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (DavyResponse) response = NULL;
  g_autofree char *token = NULL;
  g_autofree char *sent = NULL;

  begin (fixture, NULL, &result);
  visit_browser (fixture, &proof);
  answer_tokens (fixture, "access-proven", "ANNA_northwind.example#EXT#@fabrikam.example");
  davy_test_server_answer (fixture->server, 202, NULL, "");
  redirect (fixture, "code=c");
  response = changed (fixture, &result, NULL);
  g_assert_nonnull (response);

  answer_tokens (fixture, "access-graph", "anna@northwind.example");
  davy_account_get_token_async (fixture->account, DAVY_SERVICE_GRAPH, NULL, FALSE, NULL,
                                davy_test_keep_result, &other);
  token = davy_account_get_token_finish (fixture->account, davy_test_wait_result (&other), NULL);
  g_assert_cmpstr (token, ==, "access-graph");
  sent = davy_test_request_dup_field (davy_test_server_get_request (fixture->server, 4),
                                      "refresh_token");
  g_assert_cmpstr (sent, ==, "refresh-2");
}

static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, NULL, &result);
  g_assert_true (davy_test_spin_until (is_asked, fixture));
  davy_step_up_give_up (fixture->step_up);
  g_assert_null (changed (fixture, &result, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
}

static void
test_too_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, NULL, &result);
  g_assert_true (davy_test_spin_until (is_asked, fixture));
  davy_test_clock_advance (11 * DAVY_TIME_MINUTE);
  g_assert_null (changed (fixture, &result, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
  g_assert_true (davy_step_up_is_over (fixture->step_up));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) proof = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, NULL, &result);
  visit_browser (fixture, &proof);
  redirect (fixture, "error=access_denied&error_description=AADSTS53003%3A+Blocked");
  g_assert_false (davy_step_up_finish (fixture->step_up, davy_test_wait_result (&proof), &error));
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "AADSTS53003");
  g_assert_false (davy_step_up_is_over (fixture->step_up)); /* another attempt may follow */

  g_clear_error (&error);
  davy_step_up_give_up (fixture->step_up);
  g_assert_null (changed (fixture, &result, &error));
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "AADSTS53003");
}

static void
test_somebody_else (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) proof = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, NULL, &result);
  visit_browser (fixture, &proof);
  answer_tokens (fixture, "access-of-bert", "bert@northwind.example");
  redirect (fixture, "code=c");
  g_assert_false (davy_step_up_finish (fixture->step_up, davy_test_wait_result (&proof), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "bert@northwind.example"));

  davy_step_up_give_up (fixture->step_up);
  g_clear_error (&error);
  g_assert_null (changed (fixture, &result, &error));
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 3); /* no change with it */
}

static gboolean
has_two (gpointer data)
{
  return davy_test_server_count (data) == 3;
}

static void
test_one_for_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) proof = NULL;
  g_autoptr (DavyResponse) one = NULL;
  g_autoptr (DavyResponse) other = NULL;

  begin (fixture, NULL, &first);
  answer_challenge (fixture);
  change (fixture, NULL, &second);
  g_assert_true (davy_test_spin_until (has_two, fixture->server));
  visit_browser (fixture, &proof);
  answer_tokens (fixture, "access-proven", "anna@northwind.example");
  davy_test_server_answer (fixture->server, 202, NULL, "");
  davy_test_server_answer (fixture->server, 202, NULL, "");
  redirect (fixture, "code=c");
  one = changed (fixture, &first, NULL);
  other = changed (fixture, &second, NULL);
  g_assert_true (one != NULL && other != NULL);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, cancellable, &result);
  g_assert_true (davy_test_spin_until (is_asked, fixture));
  g_cancellable_cancel (cancellable);
  g_assert_null (changed (fixture, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (davy_step_up_is_over (fixture->step_up));
}

static void
test_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, NULL, &result);
  g_assert_true (davy_test_spin_until (is_asked, fixture));
  davy_accounts_sign_out_async (fixture->accounts, fixture->account, NULL, davy_test_keep_result,
                                &out);
  g_assert_true (davy_step_up_is_over (fixture->step_up));
  g_assert_null (changed (fixture, &result, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
  davy_test_wait_result (&out);
}

static void
test_nobody_leads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, NULL, &result);
  g_assert_null (changed (fixture, &result, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
}

static void
test_device (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) proof = NULL;
  g_autoptr (DavyResponse) response = NULL;
  g_autofree char *claims = NULL;

  begin (fixture, NULL, &result);
  g_assert_true (davy_test_spin_until (is_asked, fixture));
  davy_test_server_answer (fixture->server, 200, "application/json",
                           "{\"device_code\":\"d\",\"user_code\":\"ABCD-EFGH\",\"expires_in\":900,"
                           "\"interval\":5,\"verification_uri\":\"https://login.example/device\"}");
  answer_tokens (fixture, "access-proven", "anna@northwind.example");
  davy_test_server_answer (fixture->server, 202, NULL, "");
  davy_step_up_device_async (fixture->step_up, NULL, davy_test_keep_result, &proof);
  while (result == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      if (davy_test_clock_next () > 0 && davy_step_up_get_user_code (fixture->step_up) != NULL)
        davy_test_clock_advance (5 * DAVY_TIME_SECOND);
    }
  response = changed (fixture, &result, NULL);
  g_assert_nonnull (response);
  g_assert_cmpstr (davy_step_up_get_user_code (fixture->step_up), ==, "ABCD-EFGH");
  g_assert_cmpstr (davy_test_server_get_request (fixture->server, 2)->path, ==,
                   "/login/" CUSTOMER "/oauth2/v2.0/devicecode");
  claims =
      davy_test_request_dup_field (davy_test_server_get_request (fixture->server, 2), "claims");
  g_assert_cmpstr (claims, ==, CLAIMS);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/account/step-up/the-browser-at-the-customers-tenant-lets-the-change-go-on", test_proven);
  ADD ("/account/step-up/the-refresh-token-of-the-proof-is-kept", test_refresh_token);
  ADD ("/account/step-up/giving-up-ends-the-change-unsent", test_given_up);
  ADD ("/account/step-up/taking-too-long-ends-it", test_too_long);
  ADD ("/account/step-up/a-refusal-is-told-and-another-attempt-may-follow", test_refused);
  ADD ("/account/step-up/the-proof-of-somebody-else-is-not-taken", test_somebody_else);
  ADD ("/account/step-up/one-proof-serves-all-who-wait", test_one_for_all);
  ADD ("/account/step-up/whoever-gives-up-waiting-ends-it", test_cancelled);
  ADD ("/account/step-up/signing-out-ends-it", test_signed_out);
  g_test_add ("/account/step-up/without-anybody-to-lead-it-is-told", Fixture, "nobody", set_up,
              test_nobody_leads, tear_down);
  ADD ("/account/step-up/a-code-on-another-device-does-as-well", test_device);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
