/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-account-signer.h"
#include "account/davy-accounts-private.h"
#include "davy-test-keyring.h"
#include "davy-test-server.h"
#include "davy-test.h"

#define APPLICATION_ID "00000000-0000-4000-8000-00000000da5e"
#define OWN_TENANT     "11111111-0000-4000-8000-000000000001"
#define CUSTOMER       "22222222-0000-4000-8000-000000000002"

typedef struct
{
  DavyTestServer *server;
  DavyAccounts *accounts;
  DavyAccount *account;
} Fixture;

static DavyAccounts *
make_accounts (Fixture *fixture)
{
  g_autofree char *base = davy_test_server_dup_uri (fixture->server, "");
  g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_below (base);

  return davy_accounts_new (endpoints, g_test_get_path (), APPLICATION_ID);
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

  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  tokens.expires = davy_time_now () + DAVY_TIME_HOUR;
  fixture->server = davy_test_server_new ();
  fixture->accounts = make_accounts (fixture);
  fixture->account = g_object_ref (davy_accounts_take (fixture->accounts, NULL, &tokens, FALSE));
}

static gboolean
is_alone (gpointer object)
{
  return ((GObject *) object)->ref_count == 1;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->accounts);
  g_assert_true (davy_test_spin_until (is_alone, fixture->account)); /* the keyring may be told */
  g_assert_finalize_object (g_steal_pointer (&fixture->account));
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static void
answer_tokens (Fixture *fixture, const char *access, const char *refresh)
{
  g_autofree char *member =
      refresh != NULL ? g_strdup_printf (",\"refresh_token\":\"%s\"", refresh) : NULL;
  g_autofree char *body = g_strdup_printf (
      "{\"token_type\":\"Bearer\",\"expires_in\":\"3599\",\"access_token\":\"%s\"%s}", access,
      member != NULL ? member : "");

  davy_test_server_answer (fixture->server, 200, "application/json", body);
}

static void
answer_error (Fixture *fixture, const char *word, guint number, const char *more)
{
  g_autofree char *body = g_strdup_printf (
      "{\"error\":\"%s\",\"error_description\":\"AADSTS%u: Refused.\",\"error_codes\":[%u]%s}",
      word, number, number, more);

  davy_test_server_answer (fixture->server, 400, "application/json", body);
}

static void
ask (Fixture *fixture,
     DavyService service,
     const char *tenant,
     gboolean renew,
     GAsyncResult **result)
{
  davy_account_get_token_async (fixture->account, service, tenant, renew, NULL,
                                davy_test_keep_result, result);
}

static char *
get_token (Fixture *fixture,
           DavyService service,
           const char *tenant,
           gboolean renew,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ask (fixture, service, tenant, renew, &result);

  return davy_account_get_token_finish (fixture->account, davy_test_wait_result (&result), error);
}

static void
assert_token (Fixture *fixture,
              DavyService service,
              const char *tenant,
              gboolean renew,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = get_token (fixture, service, tenant, renew, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

static void
assert_sent (Fixture *fixture, guint index, const char *field, const char *expected)
{
  g_autofree char *value =
      davy_test_request_dup_field (davy_test_server_get_request (fixture->server, index), field);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  assert_token (fixture, DAVY_SERVICE_PARTNER, NULL, FALSE, "access-of-sign-in");
  assert_token (fixture, DAVY_SERVICE_PARTNER, OWN_TENANT, FALSE, "access-of-sign-in");
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

static void
test_other_service (Fixture *fixture, gconstpointer data)
{
  answer_tokens (fixture, "access-arm", "refresh-2");
  assert_token (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, "access-arm");
  assert_token (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, "access-arm");

  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
  g_assert_cmpstr (davy_test_server_get_request (fixture->server, 0)->path, ==,
                   "/login/" CUSTOMER "/oauth2/v2.0/token");
  assert_sent (fixture, 0, "grant_type", "refresh_token");
  assert_sent (fixture, 0, "client_id", APPLICATION_ID);
  assert_sent (fixture, 0, "refresh_token", "refresh-1");
  assert_sent (fixture, 0, "scope",
               "https://management.azure.com/user_impersonation offline_access");
}

static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_advance (DAVY_TIME_MINUTE);
  davy_test_clock_set_back (DAVY_TIME_HOUR);
  answer_tokens (fixture, "access-2", NULL);
  assert_token (fixture, DAVY_SERVICE_PARTNER, NULL, TRUE, "access-2");
}

static void
test_expired (Fixture *fixture, gconstpointer data)
{
  answer_tokens (fixture, "access-2", NULL);
  davy_test_clock_advance (58 * DAVY_TIME_MINUTE);
  assert_token (fixture, DAVY_SERVICE_PARTNER, NULL, FALSE, "access-2");
}

static void
test_one_in_flight (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[5] = { NULL };

  answer_tokens (fixture, "access-arm", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    ask (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, i % 2 == 0, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *token = davy_account_get_token_finish (
          fixture->account, davy_test_wait_result (&results[i]), NULL);

      g_assert_cmpstr (token, ==, "access-arm");
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);

  /* Those who were refused with the old one and ask late. */
  assert_token (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, TRUE, "access-arm");
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);

  davy_test_clock_advance (DAVY_TIME_MINUTE);
  answer_tokens (fixture, "access-arm-2", NULL);
  assert_token (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, TRUE, "access-arm-2");
}

static void
test_rotation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccounts) next_start = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  answer_tokens (fixture, "access-a", "refresh-2");
  answer_tokens (fixture, "access-b", NULL);
  answer_tokens (fixture, "access-c", "refresh-3");
  answer_tokens (fixture, "access-d", NULL);
  assert_token (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, "access-a");
  assert_token (fixture, DAVY_SERVICE_GRAPH, CUSTOMER, FALSE, "access-b");
  assert_token (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, "access-c");
  assert_sent (fixture, 1, "refresh_token", "refresh-2");
  assert_sent (fixture, 2, "refresh_token", "refresh-2");

  /* The next start finds the last one, even if it comes at once. */
  next_start = make_accounts (fixture);
  g_clear_object (&fixture->accounts);
  g_assert_true (davy_test_spin_until (is_alone, fixture->account));
  davy_accounts_load_async (next_start, NULL, davy_test_keep_result, &result);
  g_assert_true (davy_accounts_load_finish (next_start, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (next_start)), ==, 1);
  g_clear_object (&fixture->account);
  fixture->account = g_list_model_get_item (G_LIST_MODEL (next_start), 0);
  g_assert_cmpstr (davy_account_get_username (fixture->account), ==, "anna@northwind.example");
  g_assert_cmpint (davy_account_get_state (fixture->account), ==, DAVY_ACCOUNT_SIGNED_IN);
  assert_token (fixture, DAVY_SERVICE_PARTNER, NULL, FALSE, "access-d");
  assert_sent (fixture, 3, "refresh_token", "refresh-3");
}

static void
note_state (GObject *account, GParamSpec *pspec, guint *notified)
{
  (*notified)++;
}

static void
test_ended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint notified = 0;

  g_signal_connect (fixture->account, "notify::state", G_CALLBACK (note_state), &notified);
  answer_error (fixture, "invalid_grant", 700082, "");
  g_assert_null (get_token (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "AADSTS700082");
  g_assert_cmpint (davy_account_get_state (fixture->account), ==, DAVY_ACCOUNT_NEEDS_SIGN_IN);
  g_assert_cmpuint (notified, ==, 1);

  g_clear_error (&error);
  g_assert_null (get_token (fixture, DAVY_SERVICE_PARTNER, NULL, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_customer_refuses (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *word;
    guint number;
    DavyError code;
  } table[] = {
    { "invalid_grant", 65001, DAVY_ERROR_CONSENT },
    { "unauthorized_client", 700016, DAVY_ERROR_CONSENT },
    { "invalid_resource", 650052, DAVY_ERROR_CONSENT },
    { "invalid_grant", 50076, DAVY_ERROR_MFA },
    { "invalid_grant", 50020, DAVY_ERROR_REFUSED },
    { "invalid_request", 900144, DAVY_ERROR_REJECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      answer_error (fixture, table[i].word, table[i].number, "");
      g_assert_null (get_token (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, &error));
      g_assert_error (error, DAVY_ERROR, (int) table[i].code);
      g_assert_cmpint (davy_account_get_state (fixture->account), ==, DAVY_ACCOUNT_SIGNED_IN);
    }
}

static void
test_claims (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_error (fixture, "interaction_required", 50076,
                ",\"suberror\":\"basic_action\",\"claims\":\"{\\\"access_token\\\":{}}\"");
  g_assert_null (get_token (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
  g_assert_cmpstr (davy_error_get_fault (error)->claims, ==, "{\"access_token\":{}}");
}

static void
test_bad_answers (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
  } table[] = {
    { 200, "{}" },
    { 200, "[]" },
    { 200, "{\"access_token\":\"x\"}" },
    { 200, "{\"access_token\":7,\"expires_in\":\"soon\"}" },
    { 400, "{}" },
    { 400, "<p>Bad request</p>" },
    { 200, "<p>Hello</p>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      davy_test_server_answer (fixture->server, table[i].status,
                               *table[i].body == '<' ? "text/html" : "application/json",
                               table[i].body);
      g_assert_null (get_token (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
      g_assert_cmpint (davy_account_get_state (fixture->account), ==, DAVY_ACCOUNT_SIGNED_IN);
    }
}

static gboolean
was_asked (gpointer server)
{
  return davy_test_server_count (server) > 0;
}

static gboolean
is_backing_off (gpointer data)
{
  return davy_test_clock_next () > 0 && davy_test_clock_next () < DAVY_TIME_MINUTE;
}

static void
test_cancelled_waiter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) impatient = NULL;
  g_autoptr (GAsyncResult) patient = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_SILENCE);
  answer_tokens (fixture, "access-graph", NULL);
  davy_account_get_token_async (fixture->account, DAVY_SERVICE_GRAPH, NULL, FALSE, cancellable,
                                davy_test_keep_result, &impatient);
  ask (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, &patient);
  g_assert_true (davy_test_spin_until (was_asked, fixture->server));
  g_cancellable_cancel (cancellable);
  g_assert_null (
      davy_account_get_token_finish (fixture->account, davy_test_wait_result (&impatient), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (patient);

  davy_test_clock_advance (DAVY_TIME_MINUTE);
  g_assert_true (davy_test_spin_until (is_backing_off, NULL));
  davy_test_clock_advance (DAVY_TIME_SECOND);
  token = davy_account_get_token_finish (fixture->account, davy_test_wait_result (&patient), NULL);
  g_assert_cmpstr (token, ==, "access-graph");
}

static void
test_sign_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccounts) next_start = make_accounts (fixture);
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GAsyncResult) load = NULL;
  g_autoptr (GError) error = NULL;

  answer_tokens (fixture, "access-graph", "refresh-2");
  assert_token (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, "access-graph");
  davy_accounts_sign_out_async (fixture->accounts, fixture->account, NULL, davy_test_keep_result,
                                &out);
  g_assert_true (
      davy_accounts_sign_out_finish (fixture->accounts, davy_test_wait_result (&out), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 0);
  g_assert_cmpint (davy_account_get_state (fixture->account), ==, DAVY_ACCOUNT_SIGNED_OUT);
  g_assert_null (get_token (fixture, DAVY_SERVICE_PARTNER, NULL, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  g_clear_error (&error);

  davy_accounts_load_async (next_start, NULL, davy_test_keep_result, &load);
  g_assert_true (davy_accounts_load_finish (next_start, davy_test_wait_result (&load), &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (next_start)), ==, 0);
}

/* Also of those who were not taken up at this start. */
static void
test_forget (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccounts) other_start = make_accounts (fixture);
  g_autoptr (DavyAccounts) next_start = make_accounts (fixture);
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GAsyncResult) load = NULL;
  g_autoptr (GError) error = NULL;

  answer_tokens (fixture, "access-graph", NULL); /* nothing is still being kept */
  assert_token (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, "access-graph");
  davy_accounts_forget_async (other_start, NULL, davy_test_keep_result, &out);
  g_assert_true (davy_accounts_forget_finish (other_start, davy_test_wait_result (&out), &error));
  g_assert_no_error (error);

  davy_accounts_load_async (next_start, NULL, davy_test_keep_result, &load);
  g_assert_true (davy_accounts_load_finish (next_start, davy_test_wait_result (&load), &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (next_start)), ==, 0);
}

static void
test_sign_out_under_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) token = NULL;
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GError) error = NULL;

  answer_tokens (fixture, "access-graph", "refresh-2");
  ask (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, &token);
  davy_accounts_sign_out_async (fixture->accounts, fixture->account, NULL, davy_test_keep_result,
                                &out);
  g_assert_null (
      davy_account_get_token_finish (fixture->account, davy_test_wait_result (&token), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  davy_test_wait_result (&out);
}

static void
test_signed_in_meanwhile (Fixture *fixture, gconstpointer data)
{
  DavyOauthTokens tokens = {
    .access_token = (char *) "access-of-second",
    .refresh_token = (char *) "refresh-of-second",
    .account_id = (char *) "oid." OWN_TENANT,
    .username = (char *) "anna@northwind.example",
    .tenant_id = (char *) OWN_TENANT,
    .expires = davy_time_now () + DAVY_TIME_HOUR,
  };
  g_autoptr (GAsyncResult) late = NULL;
  g_autofree char *token = NULL;

  answer_tokens (fixture, "access-late", "refresh-late");
  answer_tokens (fixture, "access-graph", NULL);
  ask (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, &late);
  davy_accounts_take (fixture->accounts, NULL, &tokens, FALSE);
  token = davy_account_get_token_finish (fixture->account, davy_test_wait_result (&late), NULL);
  g_assert_cmpstr (token, ==, "access-late");

  assert_token (fixture, DAVY_SERVICE_GRAPH, NULL, FALSE, "access-graph");
  assert_sent (fixture, 1, "refresh_token", "refresh-of-second");
}

static void
test_signer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySigner) signer =
      davy_account_create_signer (fixture->account, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER);
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, "/arm/subscriptions");
  g_autoptr (DavyRequest) request = davy_request_new ("GET", uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  answer_tokens (fixture, "access-arm", NULL);
  davy_test_server_answer (fixture->server, 200, NULL, "");
  davy_request_set_signer (request, signer);
  davy_http_send_async (davy_account_get_http (fixture->account), request, NULL,
                        davy_test_keep_result, &result);
  response = davy_http_send_finish (davy_account_get_http (fixture->account),
                                    davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (davy_test_server_get_request (fixture->server, 1)->headers,
                                        "authorization"),
                   ==, "Bearer access-arm");
}

static void
test_explained (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *payload;
    DavyError code;
  } table[] = {
    { "{\"amr\":[\"pwd\"]}", DAVY_ERROR_MFA },
    { "{\"amr\":[\"pwd\",\"mfa\"]}", DAVY_ERROR_SIGNED_OUT },
    { "{\"aud\":\"x\"}", DAVY_ERROR_SIGNED_OUT },
    { "nonsense", DAVY_ERROR_SIGNED_OUT },
  };
  g_autoptr (DavySigner) signer =
      davy_account_create_signer (fixture->account, DAVY_SERVICE_PARTNER, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *payload =
          g_base64_encode ((const guchar *) table[i].payload, strlen (table[i].payload));
      g_autofree char *token = g_strdup_printf ("e30.%s.sig", payload);

      g_assert_cmpint (davy_signer_explain (signer, token), ==, table[i].code);
    }
  g_assert_cmpint (davy_signer_explain (signer, "opaque"), ==, DAVY_ERROR_SIGNED_OUT);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

/* What was on its way when the person gave a proof was made without it. */
static void
test_proof_overtakes (Fixture *fixture, gconstpointer data)
{
  DavyOauthTokens proven = { .access_token = (char *) "access-of-proof",
                             .refresh_token = (char *) "refresh-of-proof",
                             .expires = davy_time_now () + DAVY_TIME_HOUR };
  g_autoptr (GAsyncResult) early = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  answer_tokens (fixture, "access-of-before", "refresh-of-before");
  ask (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, &early);
  davy_account_take_proof (fixture->account, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, &proven,
                           &error);
  g_assert_no_error (error);
  assert_token (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, "access-of-proof");

  token = davy_account_get_token_finish (fixture->account, davy_test_wait_result (&early), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-of-before");
  assert_token (fixture, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, "access-of-proof");
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/account/account/a-good-token-is-kept", test_kept);
  ADD ("/account/account/each-service-and-tenant-has-its-token", test_other_service);
  ADD ("/account/account/a-token-is-renewed-before-it-ends", test_expired);
  ADD ("/account/account/a-refused-token-is-renewed-though-the-clock-was-set-back",
       test_clock_set_back);
  ADD ("/account/account/one-refresh-serves-all-who-wait", test_one_in_flight);
  ADD ("/account/account/a-rotated-token-is-there-at-the-next-start", test_rotation);
  ADD ("/account/account/an-ended-sign-in-is-told", test_ended);
  ADD ("/account/account/a-customers-refusal-does-not-sign-out", test_customer_refuses);
  ADD ("/account/account/a-claims-challenge-is-told", test_claims);
  ADD ("/account/account/answers-that-are-not-tokens-are-errors", test_bad_answers);
  ADD ("/account/account/who-gives-up-does-not-stop-the-others", test_cancelled_waiter);
  ADD ("/account/account/signing-out-wipes-memory-and-keyring", test_sign_out);
  ADD ("/account/account/forgetting-all-wipes-the-keyring", test_forget);
  ADD ("/account/account/signing-out-ends-what-is-under-way", test_sign_out_under_way);
  ADD ("/account/account/a-newer-sign-in-is-not-overwritten", test_signed_in_meanwhile);
  ADD ("/account/account/a-proof-overtakes-what-is-under-way", test_proof_overtakes);
  ADD ("/account/signer/requests-carry-the-token", test_signer);
  ADD ("/account/signer/a-missing-second-factor-is-seen-in-the-token", test_explained);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
