/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-sign-in.h"
#include "core/davy-error.h"
#include "core/davy-random.h"
#include "davy-test-keyring.h"
#include "davy-test-server.h"
#include "davy-test.h"

/* A sign-in where there is no keyring: the person stays signed in until the program closes. */

typedef struct
{
  DavyTestServer *server;
  DavyAccounts *accounts;
  DavySignIn *sign_in;
} Fixture;

static gboolean
is_pausing (gpointer data)
{
  return davy_test_clock_next () == 5 * DAVY_TIME_SECOND;
}

static void
assert_no_keyring (Fixture *fixture, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (davy_sign_in_finish (fixture->sign_in, davy_test_wait_result (result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT);
  g_clear_object (result);
}

/* Comes as far as the keyring. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *claims = "{\"oid\":\"oid\",\"tid\":\"tid\",\"preferred_username\":\"a@n.example\"}";
  g_autofree char *payload = davy_base64url ((const guint8 *) claims, strlen (claims));
  g_autofree char *body = g_strdup_printf ("{\"expires_in\":3599,\"access_token\":\"access\","
                                           "\"refresh_token\":\"r\",\"id_token\":\"e30.%s.s\"}",
                                           payload);
  g_autofree char *base = NULL;
  g_autoptr (DavyEndpoints) endpoints = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  davy_test_keyring_may_warn ();
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  fixture->server = davy_test_server_new ();
  base = davy_test_server_dup_uri (fixture->server, "");
  endpoints = davy_endpoints_new_below (base);
  fixture->accounts =
      davy_accounts_new (endpoints, "default", "00000000-0000-4000-8000-00000000da5e");
  fixture->sign_in = davy_sign_in_new (fixture->accounts, NULL, NULL);

  davy_test_server_answer (fixture->server, 200, "application/json",
                           "{\"device_code\":\"d\",\"user_code\":\"u\",\"expires_in\":900,"
                           "\"verification_uri\":\"https://login.example/device\"}");
  davy_test_server_answer (fixture->server, 200, "application/json", body);
  davy_sign_in_device_async (fixture->sign_in, NULL, davy_test_keep_result, &result);
  g_assert_true (davy_test_spin_until (is_pausing, NULL));
  davy_test_clock_advance (5 * DAVY_TIME_SECOND);
  assert_no_keyring (fixture, &result);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->sign_in);
  g_clear_object (&fixture->accounts);
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static void
test_kept_in_memory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccount) account = davy_sign_in_keep_in_memory (fixture->sign_in);
  g_autoptr (GAsyncResult) token_result = NULL;
  g_autofree char *token = NULL;

  g_assert_true (davy_account_is_memory_only (account));
  g_assert_cmpint (davy_account_get_state (account), ==, DAVY_ACCOUNT_SIGNED_IN);
  g_assert_true (davy_accounts_find (fixture->accounts, "oid.tid") == account);
  davy_account_get_token_async (account, DAVY_SERVICE_PARTNER, NULL, FALSE, NULL,
                                davy_test_keep_result, &token_result);
  token = davy_account_get_token_finish (account, davy_test_wait_result (&token_result), NULL);
  g_assert_cmpstr (token, ==, "access");
}

static void
test_tried_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyAccount) account = NULL;

  davy_sign_in_keep_async (fixture->sign_in, NULL, davy_test_keep_result, &result);
  assert_no_keyring (fixture, &result);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 0);
  account = davy_sign_in_keep_in_memory (fixture->sign_in);
  g_assert_nonnull (account);
}

static void
test_not_waited_for (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  davy_sign_in_keep_async (fixture->sign_in, NULL, davy_test_keep_result, &result);
  g_assert_true (davy_sign_in_is_keeping (fixture->sign_in));
  account = davy_sign_in_keep_in_memory (fixture->sign_in);
  g_assert_true (davy_account_is_memory_only (account));
  g_assert_null (davy_sign_in_finish (fixture->sign_in, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (davy_sign_in_is_keeping (fixture->sign_in));
}

static void
test_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccount) account = davy_sign_in_keep_in_memory (fixture->sign_in);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_accounts_sign_out_async (fixture->accounts, account, NULL, davy_test_keep_result, &result);
  g_assert_true (
      davy_accounts_sign_out_finish (fixture->accounts, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (davy_account_get_state (account), ==, DAVY_ACCOUNT_SIGNED_OUT);
}

/* There is no keyring, and none was used. */
static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAccount) account = davy_sign_in_keep_in_memory (fixture->sign_in);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_accounts_forget_async (fixture->accounts, NULL, davy_test_keep_result, &result);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 0);
  g_assert_true (
      davy_accounts_forget_finish (fixture->accounts, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (davy_account_get_state (account), ==, DAVY_ACCOUNT_SIGNED_OUT);
}

static void
test_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_accounts_load_async (fixture->accounts, NULL, davy_test_keep_result, &result);
  g_assert_false (
      davy_accounts_load_finish (fixture->accounts, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);

  ADD ("/account/sign-in/memory/the-person-stays-until-the-program-closes", test_kept_in_memory);
  ADD ("/account/sign-in/memory/the-keyring-can-be-tried-again", test_tried_again);
  ADD ("/account/sign-in/memory/nobody-has-to-wait-for-the-keyring", test_not_waited_for);
  ADD ("/account/sign-in/memory/signing-out-needs-no-keyring", test_signed_out);
  ADD ("/account/sign-in/memory/all-are-forgotten", test_forgotten);
  ADD ("/account/sign-in/memory/loading-tells-that-there-is-none", test_load);

  return g_test_run ();
}
