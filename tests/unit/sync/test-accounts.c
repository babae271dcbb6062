/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-accounts-private.h"
#include "sync-fixture.h"

/* Several people of one partner see the same: it is fetched and shown once, and when one cannot go
 * on, another does. */

static DavyAccount *
sign_in_too (Fixture *fixture, const char *user)
{
  g_autoptr (DavyAccount) first = g_steal_pointer (&fixture->world.account);
  DavyAccount *second;

  davy_test_world_sign_in (&fixture->world, user);
  second = fixture->world.account;
  fixture->world.account = g_steal_pointer (&first);

  return second;
}

static gint64
count_doubles (Fixture *fixture)
{
  return count (fixture,
                "SELECT (SELECT count (*) - count (DISTINCT event_id) FROM alerts)"
                " + (SELECT count (*) - count (DISTINCT azure_id) FROM subscriptions)"
                " + (SELECT count (*) - count (DISTINCT tenant_id) FROM customers)",
                NULL);
}

static gint64
count_owned (Fixture *fixture, DavyAccount *account)
{
  return count (fixture, "SELECT count (*) " MICROSOFTS " AND account_id = ?",
                davy_account_get_id (account));
}

static void
test_once (Fixture *fixture, gconstpointer user)
{
  g_autoptr (DavyAccount) luc = NULL;
  guint first, alone, together;

  refresh (fixture);
  first = davy_test_world_count (&fixture->world, "GET", "/fraudEvents");
  refresh (fixture);
  alone = davy_test_world_count (&fixture->world, "GET", "/fraudEvents");
  luc = sign_in_too (fixture, DAVY_TEST_LUC);
  refresh (fixture);
  together = davy_test_world_count (&fixture->world, "GET", "/fraudEvents");
  g_assert_cmpuint (together - alone, ==, alone - first);
  g_assert_cmpint (count_doubles (fixture), ==, 0);
  g_assert_cmpint (count_owned (fixture, fixture->world.account), >, 0);
  g_assert_cmpint (count_owned (fixture, luc), ==, 0);
  g_assert_null (davy_sync_get_error (fixture->sync));
}

/* Mia has no second factor: Ada takes her place, and it is told of Mia alone. */
static void
test_takes_place (Fixture *fixture, gconstpointer user)
{
  g_autoptr (DavyAccount) ada = sign_in_too (fixture, DAVY_TEST_ADA);

  refresh (fixture);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM alerts", NULL), >, 0);
  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_MFA);
  g_assert_error (
      davy_sync_get_account_error (fixture->sync, davy_account_get_id (fixture->world.account)),
      DAVY_ERROR, DAVY_ERROR_MFA);
  g_assert_null (davy_sync_get_account_error (fixture->sync, davy_account_get_id (ada)));
  g_assert_cmpint (count_doubles (fixture), ==, 0);
}

/* A server of another cloud that nobody answers at hides nothing of the one that is there. */
static void
test_other_cloud (Fixture *fixture, gconstpointer user)
{
  g_autofree char *folder = davy_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "endpoints", NULL);
  g_autoptr (DavyEndpoints) china = NULL;
  g_autoptr (GError) error = NULL;
  DavyOauthTokens tokens = {
    .access_token = (char *) "access",
    .refresh_token = (char *) "refresh",
    .account_id = (char *) "mei.south",
    .username = (char *) "mei@south.example",
    .tenant_id = (char *) "south",
    .expires = G_MAXINT64,
  };

  g_assert_true (g_file_set_contents (
      path,
      "[endpoints]\ncloud=china\nlogin=http://127.0.0.1:1/l\npartner=http://127.0.0.1:1/p\n"
      "graph=http://127.0.0.1:1/g\nresource-manager=http://127.0.0.1:1/a\n"
      "prices=http://127.0.0.1:1/r\n",
      -1, NULL));
  china = davy_endpoints_new_from_file (path, &error);
  g_assert_no_error (error);
  davy_accounts_add_cloud (fixture->world.accounts, china, DAVY_TEST_APPLICATION);
  davy_accounts_take (fixture->world.accounts, "china", &tokens, TRUE);

  refresh (fixture);
  g_assert_error (davy_sync_get_account_error (fixture->sync, "mei.south"), DAVY_ERROR,
                  DAVY_ERROR_OFFLINE);
  g_assert_null (
      davy_sync_get_account_error (fixture->sync, davy_account_get_id (fixture->world.account)));
  g_assert_false (davy_sync_get_offline (fixture->sync));
  g_assert_cmpint (count_owned (fixture, fixture->world.account), ==, 5);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM usage", NULL), >, 0);
}

static void
test_owner_leaves (Fixture *fixture, gconstpointer user)
{
  g_autoptr (DavyAccount) luc = NULL;
  g_autoptr (GAsyncResult) out = NULL;
  gint64 alerts;

  refresh (fixture);
  alerts = count_owned (fixture, fixture->world.account);
  luc = sign_in_too (fixture, DAVY_TEST_LUC);
  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &out);
  davy_test_wait_result (&out);
  refresh (fixture);
  /* What was there goes on under the name it has, so that nothing that is open changes. */
  g_assert_cmpint (count_owned (fixture, fixture->world.account), ==, alerts);
  g_assert_cmpint (count_owned (fixture, luc), ==, 0);
  g_assert_true (davy_accounts_find_acting (fixture->world.accounts,
                                            davy_account_get_id (fixture->world.account)) == luc);
}

/* What two people's names stood over before is joined. */
static gboolean
double_all (DavyDb *db, gpointer data, GError **error)
{
  const char *other = data;
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO customers (account_id, tenant_id, name)"
      " SELECT '%1$s', tenant_id, name FROM customers;"
      "INSERT INTO subscriptions (account_id, azure_id, kind, state)"
      " SELECT '%1$s', azure_id, kind, state FROM subscriptions;"
      "INSERT INTO subscriptions (account_id, azure_id, kind, state) VALUES ('%1$s', 'own', 0, 0);"
      "INSERT INTO state VALUES ('%1$s', 'last-refresh', '1')",
      other);

  return davy_db_execute (db, sql, error);
}

static void
test_joined (Fixture *fixture, gconstpointer user)
{
  const char *tenant = davy_account_get_tenant_id (fixture->world.account);
  g_autofree char *other = g_strconcat ("ffffffff.", tenant, NULL);

  refresh (fixture);
  davy_test_store_write (fixture->store, double_all, other, DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_cmpint (count_doubles (fixture), >, 0);
  refresh (fixture);
  g_assert_cmpint (count_doubles (fixture), ==, 0);
  g_assert_cmpint (
      count (fixture, "SELECT count (*) FROM subscriptions WHERE azure_id = 'own'", NULL), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (DISTINCT account_id) FROM subscriptions", NULL),
                   ==, 1);
}

#define ADD(path, user, function) g_test_add (path, Fixture, user, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/sync/accounts/colleagues-see-everything-once", DAVY_TEST_ADA, test_once);
  ADD ("/sync/accounts/a-colleague-goes-on-where-one-cannot", DAVY_TEST_MIA, test_takes_place);
  ADD ("/sync/accounts/one-accounts-silence-hides-nothing-of-another", DAVY_TEST_ADA,
       test_other_cloud);
  ADD ("/sync/accounts/what-belongs-to-who-left-stays", DAVY_TEST_ADA, test_owner_leaves);
  ADD ("/sync/accounts/what-was-there-twice-is-joined", DAVY_TEST_ADA, test_joined);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
