/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-fixture.h"

/* What becomes of a refresh that is disturbed, and what a person looks at meanwhile. */

/* --- what goes wrong ----------------------------------------------------------------------- */

static void
test_one_customer_fails (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/" CONTOSO "/subscriptions x* status=400");
  refresh (fixture);

  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_REJECTED);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM subscriptions", NULL), ==, 3);
  assert_fact (fixture, CONTOSO, DAVY_STANDING_VALIDATION, "UnderReview", DAVY_MARK_ATTENTION);
}

static void
test_customer_ended (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/" COFFEE " x* status=403,body="
                         "{\"code\":\"20002\",\"description\":\"No relationship\"}");
  refresh (fixture);

  g_assert_no_error (davy_sync_get_error (fixture->sync));
  assert_fact (fixture, COFFEE, DAVY_STANDING_RELATIONSHIP, "ended", DAVY_MARK_ATTENTION);
}

static void
test_usage_fails (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) shop = NULL;

  davy_test_world_spoil (&fixture->world, "POST /arm/subscriptions/" SHOP "/* x* body={\"x\":[}");
  refresh (fixture);

  shop = find_subscription (fixture, SHOP);
  g_assert_cmpint (davy_subscription_get_usage_state (shop), ==, DAVY_USAGE_FAILED);
  g_assert_null (davy_subscription_get_spark (shop));
  g_assert_no_error (davy_sync_get_error (fixture->sync));
}

static void
test_no_second_factor (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);

  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_MFA);
  g_assert_cmpint (davy_sync_get_last_refresh (fixture->sync), ==, DAVY_TIME_UNSET);
}

static void
test_alerts_refused (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* status=403");
  refresh (fixture);

  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpint (davy_sync_get_last_refresh (fixture->sync), ==, DAVY_TIME_UNSET);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM customers", NULL), ==, 3);
}

static gboolean
break_pages (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db,
                          "CREATE TRIGGER broken BEFORE UPDATE OF pass ON alerts BEGIN"
                          " SELECT RAISE (ABORT, 'no page can be written'); END",
                          error);
}

static void
test_page_not_written (Fixture *fixture, gconstpointer unused)
{
  DavyTime before;

  refresh (fixture);
  before = davy_sync_get_last_refresh (fixture->sync);
  davy_test_store_write (fixture->store, break_pages, NULL, 0);
  refresh (fixture);

  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_STORE);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM alerts WHERE gone", NULL), ==, 0);
  g_assert_cmpint (davy_sync_get_last_refresh (fixture->sync), ==, before);
}

static void
test_offline (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->world.emulator);
  refresh (fixture);

  g_assert_true (davy_sync_get_offline (fixture->sync));
  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_OFFLINE);
}

static void
test_nobody_signed_in (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &result);
  davy_accounts_sign_out_finish (fixture->world.accounts, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  davy_sync_refresh (fixture->sync);

  g_assert_false (davy_sync_get_running (fixture->sync));
  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
}

/* --- stopping and going on ----------------------------------------------------------------- */

static gboolean
reads_subscriptions (gpointer sync)
{
  return davy_sync_get_stage (sync) == DAVY_SYNC_STAGE_SUBSCRIPTIONS;
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  davy_sync_refresh (fixture->sync);
  g_assert_true (davy_test_spin_until (reads_subscriptions, fixture->sync));
  davy_sync_cancel (fixture->sync);

  g_assert_false (davy_sync_get_running (fixture->sync));
  g_assert_cmpint (davy_sync_get_stage (fixture->sync), ==, DAVY_SYNC_STAGE_IDLE);
  g_assert_no_error (davy_sync_get_error (fixture->sync));
  g_assert_cmpint (count (fixture, "SELECT count (*) " MICROSOFTS, NULL), ==, 5);
}

static void
test_resume (Fixture *fixture, gconstpointer unused)
{
  guint before;

  davy_sync_refresh (fixture->sync);
  g_assert_true (davy_test_spin_until (reads_subscriptions, fixture->sync));
  davy_sync_cancel (fixture->sync);
  before = davy_test_world_count (&fixture->world, "GET", FABRIKAM "/qualifications");
  g_assert_cmpuint (before, ==, 1);

  refresh (fixture);

  /* Fabrikam has an open alert and was read; the round that was interrupted goes on without it. */
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", FABRIKAM "/qualifications"), ==,
                    before);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", COFFEE "/qualifications"), >=,
                    1);
}

static void
test_second_account (Fixture *fixture, gconstpointer unused)
{
  davy_sync_refresh (fixture->sync);
  g_assert_true (davy_test_spin_until (reads_subscriptions, fixture->sync));
  g_clear_object (&fixture->world.account);
  davy_test_world_sign_in (&fixture->world, DAVY_TEST_LUC);
  refresh (fixture);

  /* Somebody of the same partner sees the same; it does not stand there twice. */
  g_assert_cmpint (count (fixture, "SELECT count (*) " MICROSOFTS, NULL), ==, 5);
}

static void
test_dispose (Fixture *fixture, gconstpointer unused)
{
  davy_sync_refresh (fixture->sync);
  g_assert_true (davy_test_spin_until (reads_subscriptions, fixture->sync));

  g_assert_finalize_object (g_steal_pointer (&fixture->sync));
  /* What was under way comes to its end without it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_last_refresh_is_kept (Fixture *fixture, gconstpointer unused)
{
  DavyTime last;

  refresh (fixture);
  last = davy_sync_get_last_refresh (fixture->sync);
  g_clear_object (&fixture->sync);
  begin_sync (fixture);
  count (fixture, "SELECT 1", NULL);

  g_assert_cmpint (davy_sync_get_last_refresh (fixture->sync), ==, last);
}

static gboolean
knows_nothing (gpointer sync)
{
  return davy_sync_get_last_refresh (sync) == DAVY_TIME_UNSET;
}

static void
test_signing_out_forgets_the_last_refresh (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *account_id = g_strdup (davy_account_get_id (fixture->world.account));
  g_autoptr (GAsyncResult) signed_out = NULL;
  g_autoptr (GAsyncResult) wiped = NULL;

  refresh (fixture);
  g_assert_false (knows_nothing (fixture->sync));
  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &signed_out);
  g_assert_true (davy_accounts_sign_out_finish (fixture->world.accounts,
                                                davy_test_wait_result (&signed_out), NULL));
  g_assert_false (knows_nothing (fixture->sync));

  davy_store_wipe_account_async (fixture->store, account_id, NULL, davy_test_keep_result, &wiped);
  g_assert_true (
      davy_store_wipe_account_finish (fixture->store, davy_test_wait_result (&wiped), NULL));
  g_assert_true (davy_test_spin_until (knows_nothing, fixture->sync));
}

/* --- what a person looks at ---------------------------------------------------------------- */

static gboolean
has_usage (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (DavySubscription) shop = find_subscription (fixture, SHOP);

  return davy_subscription_get_usage_state (shop) == DAVY_USAGE_FETCHED;
}

static void
forget_usage (Fixture *fixture)
{
  davy_test_store_write (fixture->store, (DavyStoreWork) davy_db_execute,
                         (gpointer) "UPDATE subscriptions SET usage_state = 0,"
                                    " usage_fetched_at = 0",
                         DAVY_TABLE_SUBSCRIPTIONS);
}

static void
test_want_usage (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) shop = NULL;
  gint64 row;

  refresh (fixture);
  g_clear_object (&fixture->sync);
  begin_sync (fixture);
  forget_usage (fixture);
  shop = find_subscription (fixture, SHOP);
  row = davy_subscription_get_id (shop);

  davy_sync_want_usage (fixture->sync, &row, 1);

  g_assert_true (davy_test_spin_until (has_usage, fixture));
  g_assert_false (davy_sync_get_running (fixture->sync));
}

static void
test_opened (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) shop = NULL;

  refresh (fixture);
  forget_usage (fixture);
  shop = find_subscription (fixture, SHOP);

  davy_sync_fetch_subscription (fixture->sync, davy_subscription_get_id (shop));

  g_assert_true (davy_test_spin_until (has_usage, fixture));
}

static gboolean
was_asked_twice (gpointer user_data)
{
  Fixture *fixture = user_data;

  return davy_test_world_count (&fixture->world, "POST", CLOSED) >= 2;
}

static void
test_no_access_rests (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) closed = NULL;
  gint64 row;

  refresh (fixture);
  closed = find_subscription (fixture, CLOSED);
  row = davy_subscription_get_id (closed);
  davy_sync_want_usage (fixture->sync, &row, 1);
  refresh (fixture);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", CLOSED), ==, 1);

  /* A person who opens the page asks again. */
  davy_sync_fetch_subscription (fixture->sync, row);
  g_assert_true (davy_test_spin_until (was_asked_twice, fixture));
}

static void
test_fresh_usage_stays (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) shop = NULL;
  gint64 row;
  guint before;

  refresh (fixture);
  shop = find_subscription (fixture, SHOP);
  row = davy_subscription_get_id (shop);
  before = davy_test_world_count (&fixture->world, "POST", SHOP);

  davy_sync_want_usage (fixture->sync, &row, 1);
  count (fixture, "SELECT 1", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", SHOP), ==, before);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/sync/errors/one-customer-does-not-stop-the-others", DAVY_TEST_ADA,
       test_one_customer_fails);
  add ("/sync/errors/a-customer-who-left-is-told", DAVY_TEST_ADA, test_customer_ended);
  add ("/sync/errors/failed-usage-is-no-flat-line", DAVY_TEST_ADA, test_usage_fails);
  add ("/sync/errors/a-missing-second-factor-ends-it", DAVY_TEST_MIA, test_no_second_factor);
  add ("/sync/errors/refused-alerts-are-told", DAVY_TEST_ADA, test_alerts_refused);
  add ("/sync/errors/after-a-page-that-was-not-written-no-alert-is-gone", DAVY_TEST_ADA,
       test_page_not_written);
  add ("/sync/errors/no-network-is-told", DAVY_TEST_ADA, test_offline);
  add ("/sync/errors/nobody-is-signed-in", DAVY_TEST_ADA, test_nobody_signed_in);
  add ("/sync/stop/cancelling-keeps-what-arrived", DAVY_TEST_ADA, test_cancel);
  add ("/sync/stop/an-interrupted-round-goes-on", DAVY_TEST_ADA, test_resume);
  add ("/sync/stop/a-colleague-who-signs-in-changes-nothing", DAVY_TEST_ADA, test_second_account);
  add ("/sync/stop/letting-go-is-safe", DAVY_TEST_ADA, test_dispose);
  add ("/sync/stop/the-last-refresh-is-remembered", DAVY_TEST_ADA, test_last_refresh_is_kept);
  add ("/sync/stop/signing-out-forgets-the-last-refresh", DAVY_TEST_ADA,
       test_signing_out_forgets_the_last_refresh);
  add ("/sync/view/wanted-usage-is-fetched", DAVY_TEST_ADA, test_want_usage);
  add ("/sync/view/an-opened-page-is-fetched", DAVY_TEST_ADA, test_opened);
  add ("/sync/view/missing-rights-rest-until-a-page-is-opened", DAVY_TEST_ADA,
       test_no_access_rests);
  add ("/sync/view/fresh-usage-is-not-asked-for-again", DAVY_TEST_ADA, test_fresh_usage_stays);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
