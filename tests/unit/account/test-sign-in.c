/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-sign-in.h"

#include <json-glib/json-glib.h>

#include "core/davy-error.h"
#include "core/davy-random.h"
#include "davy-test-keyring.h"
#include "davy-test-server.h"
#include "davy-test.h"
#include "net/davy-http.h"

#define APPLICATION_ID "00000000-0000-4000-8000-00000000da5e"
#define TENANT         "11111111-0000-4000-8000-000000000001"

typedef struct
{
  DavyTestServer *server;
  DavyAccounts *accounts;
  DavySignIn *sign_in;
  DavyHttp *browser;
  GCancellable *cancellable;
  GAsyncResult *result;
  GHashTable *asked; /* the fields of the page that the browser was to open */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *base = NULL;
  g_autoptr (DavyEndpoints) endpoints = NULL;

  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  fixture->server = davy_test_server_new ();
  base = davy_test_server_dup_uri (fixture->server, "");
  endpoints = davy_endpoints_new_below (base);
  fixture->accounts = davy_accounts_new (endpoints, g_test_get_path (), APPLICATION_ID);
  fixture->sign_in = davy_sign_in_new (fixture->accounts, NULL, NULL);
  fixture->browser = davy_http_new ();
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  g_assert_finalize_object (g_steal_pointer (&fixture->sign_in));
  g_clear_object (&fixture->accounts);
  g_clear_object (&fixture->browser);
  g_clear_object (&fixture->cancellable);
  g_clear_pointer (&fixture->asked, g_hash_table_unref);
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static void
open_uri_cb (DavySignIn *sign_in, const char *uri, Fixture *fixture)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);

  g_assert_cmpstr (uri, ==, davy_sign_in_get_uri (sign_in));
  g_clear_pointer (&fixture->asked, g_hash_table_unref);
  fixture->asked = g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_NONE, NULL);
  g_assert_nonnull (fixture->asked);
}

static const char *
asked (Fixture *fixture, const char *field)
{
  return g_hash_table_lookup (fixture->asked, field);
}

static void
begin_in_browser (Fixture *fixture)
{
  g_signal_connect (fixture->sign_in, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  davy_sign_in_browser_async (fixture->sign_in, fixture->cancellable, davy_test_keep_result,
                              &fixture->result);
}

/* What the browser does after the person has answered. */
static void
redirect (Fixture *fixture, const char *fields)
{
  g_autofree char *uri = g_strdup_printf ("%s?%s&state=%s", asked (fixture, "redirect_uri"), fields,
                                          asked (fixture, "state"));
  g_autoptr (DavyRequest) request = davy_request_new ("GET", uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyResponse) response = NULL;

  davy_http_send_async (fixture->browser, request, NULL, davy_test_keep_result, &result);
  response = davy_http_send_finish (fixture->browser, davy_test_wait_result (&result), NULL);
  g_assert_nonnull (response);
}

static void
answer_tokens (Fixture *fixture, const char *oid, gboolean with_refresh_token)
{
  g_autofree char *claims = g_strdup_printf (
      "{\"oid\":\"%s\",\"tid\":\"" TENANT "\",\"preferred_username\":\"anna@northwind.example\"}",
      oid);
  g_autofree char *payload = davy_base64url ((const guint8 *) claims, strlen (claims));
  g_autofree char *body = g_strdup_printf (
      "{\"expires_in\":3599,\"access_token\":\"access\",\"id_token\":\"e30.%s.sig\"%s}", payload,
      with_refresh_token ? ",\"refresh_token\":\"refresh\"" : "");

  davy_test_server_answer (fixture->server, 200, "application/json", body);
}

static void
answer_error (Fixture *fixture, const char *word, guint number)
{
  g_autofree char *body =
      g_strdup_printf ("{\"error\":\"%s\",\"error_description\":\"AADSTS%u: No.\"}", word, number);

  davy_test_server_answer (fixture->server, 400, "application/json", body);
}

static DavyAccount *
finish (Fixture *fixture, GError **error)
{
  DavyAccount *account =
      davy_sign_in_finish (fixture->sign_in, davy_test_wait_result (&fixture->result), error);

  g_clear_object (&fixture->result);

  return account;
}

static void
assert_fails (Fixture *fixture, DavyError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (finish (fixture, &error));
  g_assert_error (error, DAVY_ERROR, (int) code);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 0);
}

static char *
sent (Fixture *fixture, guint index, const char *field)
{
  return davy_test_request_dup_field (davy_test_server_get_request (fixture->server, index), field);
}

static void
test_browser (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *verifier = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *code = NULL;
  g_autofree char *redirect_uri = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *digest_hex = NULL;
  guint8 digest[32];

  begin_in_browser (fixture);
  g_assert_cmpstr (asked (fixture, "client_id"), ==, APPLICATION_ID);
  g_assert_cmpstr (asked (fixture, "response_type"), ==, "code");
  g_assert_cmpstr (asked (fixture, "code_challenge_method"), ==, "S256");
  g_assert_cmpstr (asked (fixture, "prompt"), ==, "select_account");
  g_assert_nonnull (strstr (asked (fixture, "scope"),
                            "https://api.partnercenter.microsoft.com/user_impersonation"));
  g_assert_nonnull (strstr (asked (fixture, "scope"), "offline_access"));
  g_assert_true (g_str_has_prefix (asked (fixture, "redirect_uri"), "http://localhost:"));
  g_assert_true (g_str_has_suffix (asked (fixture, "redirect_uri"), "/"));
  g_assert_cmpuint (strlen (asked (fixture, "state")), ==, 43);

  answer_tokens (fixture, "oid", TRUE);
  redirect (fixture, "code=the%2Fcode");
  account = finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (davy_account_get_id (account), ==, "oid." TENANT);
  g_assert_cmpstr (davy_account_get_username (account), ==, "anna@northwind.example");
  g_assert_cmpstr (davy_account_get_tenant_id (account), ==, TENANT);
  g_assert_cmpint (davy_account_get_state (account), ==, DAVY_ACCOUNT_SIGNED_IN);
  g_assert_false (davy_account_is_memory_only (account));
  g_assert_true (davy_accounts_find (fixture->accounts, "oid." TENANT) == account);

  g_assert_cmpstr (davy_test_server_get_request (fixture->server, 0)->path, ==,
                   "/login/organizations/oauth2/v2.0/token");
  code = sent (fixture, 0, "code");
  redirect_uri = sent (fixture, 0, "redirect_uri");
  verifier = sent (fixture, 0, "code_verifier");
  scope = sent (fixture, 0, "scope");
  g_assert_cmpstr (code, ==, "the/code");
  g_assert_cmpstr (redirect_uri, ==, asked (fixture, "redirect_uri"));
  g_assert_null (strstr (scope, "management.azure.com"));
  g_assert_cmpuint (strlen (verifier), >=, 43);
  digest_hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, verifier, -1);
  for (guint i = 0; i < sizeof digest; i++)
    digest[i] = (guint8) (g_ascii_xdigit_value (digest_hex[2 * i]) * 16 +
                          g_ascii_xdigit_value (digest_hex[2 * i + 1]));
  challenge = davy_base64url (digest, sizeof digest);
  g_assert_cmpstr (challenge, ==, asked (fixture, "code_challenge"));
}

static void
test_kept_for_next_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccount) account = NULL;
  g_autoptr (DavyAccounts) next_start = davy_accounts_new (
      davy_accounts_get_endpoints (fixture->accounts, NULL), g_test_get_path (), APPLICATION_ID);
  g_autoptr (GAsyncResult) load = NULL;

  begin_in_browser (fixture);
  answer_tokens (fixture, "oid", TRUE);
  redirect (fixture, "code=x");
  account = finish (fixture, NULL);
  davy_accounts_load_async (next_start, NULL, davy_test_keep_result, &load);
  g_assert_true (davy_accounts_load_finish (next_start, davy_test_wait_result (&load), NULL));
  g_assert_nonnull (davy_accounts_find (next_start, davy_account_get_id (account)));
}

static void
test_two_accounts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccount) anna = NULL;
  g_autoptr (DavyAccount) bert = NULL;

  begin_in_browser (fixture);
  answer_tokens (fixture, "oid-a", TRUE);
  redirect (fixture, "code=x");
  anna = finish (fixture, NULL);

  g_clear_object (&fixture->sign_in);
  fixture->sign_in = davy_sign_in_new (fixture->accounts, NULL, NULL);
  begin_in_browser (fixture);
  answer_tokens (fixture, "oid-b", TRUE);
  redirect (fixture, "code=y");
  bert = finish (fixture, NULL);

  g_assert_cmpstr (davy_account_get_id (anna), !=, davy_account_get_id (bert));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 2);
}

static void
test_again_with_claims (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccount) account = NULL;
  g_autoptr (DavyAccount) same = NULL;

  begin_in_browser (fixture);
  answer_tokens (fixture, "oid", TRUE);
  redirect (fixture, "code=x");
  account = finish (fixture, NULL);

  g_clear_object (&fixture->sign_in);
  fixture->sign_in = davy_sign_in_new (fixture->accounts, account, "{\"access_token\":{}}");
  begin_in_browser (fixture);
  g_assert_cmpstr (asked (fixture, "claims"), ==, "{\"access_token\":{}}");
  g_assert_cmpstr (asked (fixture, "login_hint"), ==, "anna@northwind.example");
  g_assert_nonnull (strstr (davy_sign_in_get_uri (fixture->sign_in), "/login/" TENANT "/"));
  answer_tokens (fixture, "oid", TRUE);
  redirect (fixture, "code=y");
  same = finish (fixture, NULL);
  g_assert_true (same == account);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 1);
}

static void
test_refused_in_browser (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  begin_in_browser (fixture);
  redirect (fixture, "error=access_denied&error_description=AADSTS65004%3A+Declined.");
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONSENT);
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "AADSTS65004");
  sentence = davy_sign_in_dup_sentence (error);
  g_assert_cmpstr (sentence, ==, davy_sign_in_get_remedy (65004));
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

static void
test_code_refused (Fixture *fixture, gconstpointer data)
{
  begin_in_browser (fixture);
  answer_error (fixture, "invalid_client", 7000218);
  redirect (fixture, "code=x");
  assert_fails (fixture, DAVY_ERROR_REJECTED);
}

static void
test_incomplete_tokens (Fixture *fixture, gconstpointer data)
{
  begin_in_browser (fixture);
  answer_tokens (fixture, "oid", FALSE);
  redirect (fixture, "code=x");
  assert_fails (fixture, DAVY_ERROR_WIRE);
}

static void
test_no_identity (Fixture *fixture, gconstpointer data)
{
  static const char *const id_tokens[] = { "", "nonsense", "e30.e30.sig", "e30.!!.sig" };

  for (guint i = 0; i < G_N_ELEMENTS (id_tokens); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"expires_in\":3599,\"access_token\":\"a\",\"refresh_token\":\"r\",\"id_token\":\"%s\"}",
          id_tokens[i]);

      g_clear_object (&fixture->sign_in);
      fixture->sign_in = davy_sign_in_new (fixture->accounts, NULL, NULL);
      begin_in_browser (fixture);
      davy_test_server_answer (fixture->server, 200, "application/json", body);
      redirect (fixture, "code=x");
      assert_fails (fixture, DAVY_ERROR_WIRE);
    }
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin_in_browser (fixture);
  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_application_id (Fixture *fixture, gconstpointer data)
{
  g_assert_true (davy_application_id_check (APPLICATION_ID, NULL));
  g_assert_false (davy_application_id_check ("", NULL));
  g_assert_false (davy_application_id_check (NULL, NULL));
  g_assert_false (davy_application_id_check ("0000-da5e", NULL));
  g_assert_false (davy_application_id_check (APPLICATION_ID "\n", NULL));

  davy_accounts_set_application_id (fixture->accounts, NULL, "");
  begin_in_browser (fixture);
  assert_fails (fixture, DAVY_ERROR_INPUT);
  g_assert_null (fixture->asked);
  davy_sign_in_device_async (fixture->sign_in, NULL, davy_test_keep_result, &fixture->result);
  assert_fails (fixture, DAVY_ERROR_INPUT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

static void
answer_device_code (Fixture *fixture, const char *uri)
{
  g_autofree char *body = g_strdup_printf (
      "{\"device_code\":\"secret\",\"user_code\":\"ABCD-EFGH\",\"verification_uri\":\"%s\","
      "\"expires_in\":60,\"interval\":5,\"message\":\"…\"}",
      uri);

  davy_test_server_answer (fixture->server, 200, "application/json", body);
}

static gboolean
is_pausing (gpointer data)
{
  return davy_test_clock_next () > 0 && davy_test_clock_next () < DAVY_TIME_MINUTE;
}

static void
pass_pause (gint64 seconds)
{
  g_assert_true (davy_test_spin_until (is_pausing, NULL));
  g_assert_cmpint (davy_test_clock_next (), ==, seconds * DAVY_TIME_SECOND);
  davy_test_clock_advance (seconds * DAVY_TIME_SECOND);
}

static void
begin_on_device (Fixture *fixture)
{
  davy_sign_in_device_async (fixture->sign_in, fixture->cancellable, davy_test_keep_result,
                             &fixture->result);
}

static void
test_device (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccount) account = NULL;
  g_autofree char *device_code = NULL;
  g_autofree char *grant = NULL;

  answer_device_code (fixture, "https://login.example/device");
  answer_error (fixture, "authorization_pending", 70016);
  answer_error (fixture, "slow_down", 0);
  answer_tokens (fixture, "oid", TRUE);
  begin_on_device (fixture);
  g_assert_true (davy_test_spin_until (is_pausing, NULL));
  g_assert_cmpstr (davy_sign_in_get_user_code (fixture->sign_in), ==, "ABCD-EFGH");
  g_assert_cmpstr (davy_sign_in_get_verification_uri (fixture->sign_in), ==,
                   "https://login.example/device");
  pass_pause (5);
  pass_pause (5);
  pass_pause (10);
  account = finish (fixture, NULL);
  g_assert_cmpstr (davy_account_get_id (account), ==, "oid." TENANT);
  g_assert_cmpstr (davy_test_server_get_request (fixture->server, 0)->path, ==,
                   "/login/organizations/oauth2/v2.0/devicecode");
  device_code = sent (fixture, 3, "device_code");
  grant = sent (fixture, 3, "grant_type");
  g_assert_cmpstr (device_code, ==, "secret");
  g_assert_cmpstr (grant, ==, "urn:ietf:params:oauth:grant-type:device_code");
}

static void
test_device_declined (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_device_code (fixture, "https://login.example/device");
  answer_error (fixture, "authorization_declined", 0);
  begin_on_device (fixture);
  pass_pause (5);
  g_assert_null (finish (fixture, &error));
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "authorization_declined");
}

static void
test_device_expired (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  answer_device_code (fixture, "https://login.example/device");
  for (guint i = 0; i < 11; i++)
    answer_error (fixture, "authorization_pending", 70016);
  begin_on_device (fixture);
  for (guint i = 0; i < 12; i++)
    pass_pause (5);
  g_assert_null (finish (fixture, &error));
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "expired_token");
  sentence = davy_sign_in_dup_sentence (error);
  g_assert_nonnull (strstr (sentence, "Get a new one"));
}

static void
test_device_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_device_code (fixture, "https://login.example/device");
  begin_on_device (fixture);
  g_assert_true (davy_test_spin_until (is_pausing, NULL));
  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_device_bad_answer (Fixture *fixture, gconstpointer data)
{
  answer_device_code (fixture, "http://login.example/device");
  begin_on_device (fixture);
  assert_fails (fixture, DAVY_ERROR_FOREIGN_LINK);

  davy_test_server_answer (fixture->server, 200, "application/json", "{}");
  begin_on_device (fixture);
  assert_fails (fixture, DAVY_ERROR_WIRE);

  answer_error (fixture, "invalid_request", 700016);
  begin_on_device (fixture);
  assert_fails (fixture, DAVY_ERROR_CONSENT);
}

static void
test_remedies (void)
{
  static const guint numbers[] = { 53000, 53003, 50158, 700016, 7000218, 65001 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_nonnull (davy_sign_in_get_remedy (numbers[i]));
  g_assert_null (davy_sign_in_get_remedy (1));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/account/sign-in/browser/the-code-is-redeemed-with-its-verifier", test_browser);
  ADD ("/account/sign-in/browser/the-next-start-knows-the-account", test_kept_for_next_start);
  ADD ("/account/sign-in/browser/two-people-are-two-accounts", test_two_accounts);
  ADD ("/account/sign-in/browser/claims-lead-back-to-it", test_again_with_claims);
  ADD ("/account/sign-in/browser/a-refusal-there-is-told", test_refused_in_browser);
  ADD ("/account/sign-in/browser/a-refused-code-is-told", test_code_refused);
  ADD ("/account/sign-in/browser/a-refresh-token-is-needed", test_incomplete_tokens);
  ADD ("/account/sign-in/browser/an-identity-is-needed", test_no_identity);
  ADD ("/account/sign-in/browser/waiting-can-be-cancelled", test_cancelled);
  ADD ("/account/sign-in/the-application-id-is-checked-first", test_application_id);
  ADD ("/account/sign-in/device/pending-and-slow-down-are-waited-for", test_device);
  ADD ("/account/sign-in/device/declined-ends-it", test_device_declined);
  ADD ("/account/sign-in/device/a-code-expires", test_device_expired);
  ADD ("/account/sign-in/device/waiting-can-be-cancelled", test_device_cancelled);
  ADD ("/account/sign-in/device/bad-answers-are-errors", test_device_bad_answer);
  g_test_add_func ("/account/sign-in/known-numbers-have-a-remedy", test_remedies);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
