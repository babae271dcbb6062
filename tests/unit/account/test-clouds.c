/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-accounts-private.h"
#include "davy-test-keyring.h"
#include "davy-test-server.h"
#include "davy-test.h"

/* People of two clouds side by side: each has servers of its own here. */

#define APPLICATION_ID       "00000000-0000-4000-8000-00000000da5e"
#define CHINA_APPLICATION_ID "00000000-0000-4000-8000-00000000c41a"
#define CUSTOMER             "22222222-0000-4000-8000-000000000002"

typedef struct
{
  DavyTestServer *global;
  DavyTestServer *china;
  DavyAccounts *accounts;
} Fixture;

static DavyEndpoints *
make_endpoints (DavyTestServer *server, const char *cloud)
{
  g_autofree char *folder = davy_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "endpoints", NULL);
  g_autofree char *base = davy_test_server_dup_uri (server, "");
  g_autofree char *text =
      g_strdup_printf ("[endpoints]\ncloud=%1$s\nlogin=%2$s/login\npartner=%2$s/pc\n"
                       "graph=%2$s/graph\nresource-manager=%2$s/arm\nprices=%2$s/prices\n",
                       cloud, base);
  DavyEndpoints *endpoints;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  endpoints = davy_endpoints_new_from_file (path, NULL);
  g_assert_nonnull (endpoints);

  return endpoints;
}

static DavyAccounts *
make_accounts (Fixture *fixture)
{
  g_autoptr (DavyEndpoints) global = make_endpoints (fixture->global, DAVY_CLOUD_GLOBAL);
  g_autoptr (DavyEndpoints) china = make_endpoints (fixture->china, "china");
  DavyAccounts *accounts = davy_accounts_new (global, g_test_get_path (), APPLICATION_ID);

  davy_accounts_add_cloud (accounts, china, CHINA_APPLICATION_ID);

  return accounts;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  fixture->global = davy_test_server_new ();
  fixture->china = davy_test_server_new ();
  fixture->accounts = make_accounts (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->accounts);
  g_clear_pointer (&fixture->global, davy_test_server_free);
  g_clear_pointer (&fixture->china, davy_test_server_free);
}

static DavyAccount *
sign_in (Fixture *fixture, const char *cloud, const char *oid, const char *tenant)
{
  g_autofree char *id = g_strdup_printf ("%s.%s", oid, tenant);
  g_autofree char *username = g_strdup_printf ("%s@%s.example", oid, tenant);
  DavyOauthTokens tokens = {
    .access_token = (char *) "access",
    .refresh_token = (char *) "refresh",
    .account_id = id,
    .username = username,
    .tenant_id = (char *) tenant,
    .expires = davy_time_now () + DAVY_TIME_HOUR,
  };

  return davy_accounts_take (fixture->accounts, cloud, &tokens, FALSE);
}

static void
answer_tokens (DavyTestServer *server)
{
  davy_test_server_answer (server, 200, "application/json",
                           "{\"token_type\":\"Bearer\",\"expires_in\":3599,"
                           "\"access_token\":\"access-arm\",\"refresh_token\":\"rotated\"}");
}

static gboolean
is_listed_alone (gpointer account)
{
  return ((GObject *) account)->ref_count == 1;
}

/* And waits until the keyring has been told. */
static char *
get_token (DavyAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  char *token;

  davy_account_get_token_async (account, DAVY_SERVICE_RESOURCE_MANAGER, CUSTOMER, FALSE, NULL,
                                davy_test_keep_result, &result);
  token = davy_account_get_token_finish (account, davy_test_wait_result (&result), NULL);
  g_clear_object (&result);
  g_assert_true (davy_test_spin_until (is_listed_alone, account));

  return token;
}

static void
test_own_servers (Fixture *fixture, gconstpointer data)
{
  DavyAccount *anna = sign_in (fixture, NULL, "anna", "north");
  DavyAccount *mei = sign_in (fixture, "china", "mei", "south");
  g_autofree char *token = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *id = NULL;

  answer_tokens (fixture->china);
  token = get_token (mei);
  g_assert_cmpstr (token, ==, "access-arm");
  g_assert_cmpuint (davy_test_server_count (fixture->global), ==, 0);
  scope = davy_test_request_dup_field (davy_test_server_get_request (fixture->china, 0), "scope");
  g_assert_cmpstr (scope, ==,
                   "https://management.chinacloudapi.cn/user_impersonation "
                   "offline_access");
  id = davy_test_request_dup_field (davy_test_server_get_request (fixture->china, 0), "client_id");
  g_assert_cmpstr (id, ==, CHINA_APPLICATION_ID);
  g_assert_cmpstr (davy_endpoints_get_cloud (davy_account_get_endpoints (anna)), ==,
                   DAVY_CLOUD_GLOBAL);
}

static void
assert_kept (Fixture *fixture)
{
  g_autoptr (DavyAccounts) next_start = make_accounts (fixture);
  g_autoptr (GAsyncResult) load = NULL;
  DavyAccount *mei, *anna;

  davy_accounts_load_async (next_start, NULL, davy_test_keep_result, &load);
  g_assert_true (davy_accounts_load_finish (next_start, davy_test_wait_result (&load), NULL));
  mei = davy_accounts_find (next_start, "mei.south");
  anna = davy_accounts_find (next_start, "anna.north");
  g_assert_true (mei != NULL && anna != NULL);
  g_assert_cmpstr (davy_endpoints_get_cloud (davy_account_get_endpoints (mei)), ==, "china");
  g_assert_cmpstr (davy_endpoints_get_cloud (davy_account_get_endpoints (anna)), ==, "global");
}

static void
test_next_start (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  answer_tokens (fixture->china);
  answer_tokens (fixture->global);
  first = get_token (sign_in (fixture, "china", "mei", "south"));
  second = get_token (sign_in (fixture, NULL, "anna", "north"));
  assert_kept (fixture);
}

static void
test_unknown_cloud (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyEndpoints) global = make_endpoints (fixture->global, DAVY_CLOUD_GLOBAL);
  g_autoptr (DavyAccounts) narrow = davy_accounts_new (global, g_test_get_path (), APPLICATION_ID);
  g_autoptr (GAsyncResult) load = NULL;
  g_autofree char *token = NULL;

  answer_tokens (fixture->china);
  token = get_token (sign_in (fixture, "china", "mei", "south"));
  davy_accounts_load_async (narrow, NULL, davy_test_keep_result, &load);
  g_assert_true (davy_accounts_load_finish (narrow, davy_test_wait_result (&load), NULL));
  g_assert_null (davy_accounts_find (narrow, "mei.south"));
}

static void
test_application_ids (Fixture *fixture, gconstpointer data)
{
  DavyAccount *anna = sign_in (fixture, NULL, "anna", "north");
  g_autofree char *token = NULL;
  g_autofree char *id = NULL;

  davy_accounts_set_application_id (fixture->accounts, "china", "another");
  g_assert_cmpstr (davy_accounts_get_application_id (fixture->accounts, NULL), ==, APPLICATION_ID);
  g_assert_cmpstr (davy_accounts_get_application_id (fixture->accounts, "china"), ==, "another");
  answer_tokens (fixture->global);
  token = get_token (anna);
  id = davy_test_request_dup_field (davy_test_server_get_request (fixture->global, 0), "client_id");
  g_assert_cmpstr (id, ==, APPLICATION_ID);
}

static void
test_acting (Fixture *fixture, gconstpointer data)
{
  DavyAccount *anna = sign_in (fixture, NULL, "anna", "north");
  DavyAccount *bert = sign_in (fixture, NULL, "bert", "north");
  DavyAccount *zoe = sign_in (fixture, NULL, "zoe", "west");

  g_assert_true (davy_accounts_find_acting (fixture->accounts, "anna.north") == anna);
  g_assert_true (davy_accounts_find_acting (fixture->accounts, "zoe.west") == zoe);
  g_assert_true (davy_accounts_find_acting (fixture->accounts, "gone.NORTH") == anna);
  g_assert_null (davy_accounts_find_acting (fixture->accounts, "gone.east"));
  g_assert_null (davy_accounts_find_acting (fixture->accounts, NULL));

  davy_account_restore (anna, NULL);
  g_assert_true (davy_accounts_find_acting (fixture->accounts, "anna.north") == bert);
  g_assert_true (davy_accounts_find_acting (fixture->accounts, "gone.north") == anna);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/account/clouds/tokens-are-asked-for-in-ones-own-cloud-alone", test_own_servers);
  ADD ("/account/clouds/the-keyring-keeps-the-cloud", test_next_start);
  ADD ("/account/clouds/a-sign-in-of-a-cloud-that-is-not-offered-is-left-alone",
       test_unknown_cloud);
  ADD ("/account/clouds/each-cloud-has-a-registration-of-its-own", test_application_ids);
  ADD ("/account/clouds/a-colleague-of-the-same-tenant-can-act", test_acting);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
