/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync.h"

#include "davy-test-store.h"
#include "davy-test-world.h"
#include "partner/davy-partner-client.h"
#include "store/davy-details.h"
#include "sync/davy-standing.h"

/* The refresh: from the embedded Partner Center into a real store. */

#define SHOP      "40000000-0000-4000-8000-00000000000b"
#define CLOSED    "40000000-0000-4000-8000-00000000000c"
#define RECHERCHE "40000000-0000-4000-8000-00000000000d"
#define LEGACY    "40000000-0000-4000-8000-00000000000a"
#define FABRIKAM  "20000000-0000-4000-8000-000000000001"
#define CONTOSO   "20000000-0000-4000-8000-000000000002"
#define COFFEE    "20000000-0000-4000-8000-000000000003"

typedef struct
{
  DavyTestWorld world;
  DavyStore *store;
  DavySync *sync;
  GArray *stages; /* (element-type DavySyncStage) */
} Fixture;

static void
stage_changed_cb (DavySync *sync, GParamSpec *pspec, Fixture *fixture)
{
  DavySyncStage stage = davy_sync_get_stage (sync);

  g_array_append_val (fixture->stages, stage);
}

static void
begin_sync (Fixture *fixture)
{
  fixture->sync = davy_sync_new (fixture->store, fixture->world.accounts);
  g_signal_connect (fixture->sync, "notify::stage", G_CALLBACK (stage_changed_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer user)
{
  g_autofree char *path = davy_test_store_path ();

  davy_test_world_begin (&fixture->world, user);
  fixture->store = davy_test_store_open (path);
  fixture->stages = g_array_new (FALSE, FALSE, sizeof (DavySyncStage));
  begin_sync (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->sync != NULL)
    davy_sync_cancel (fixture->sync);
  g_clear_object (&fixture->sync);
  davy_test_store_close (&fixture->store);
  g_array_unref (fixture->stages);
  davy_test_world_end (&fixture->world);
}

static gboolean
is_idle (gpointer sync)
{
  return !davy_sync_get_running (sync);
}

static void
refresh (Fixture *fixture)
{
  davy_sync_refresh (fixture->sync);
  g_assert_true (davy_test_spin_until (is_idle, fixture->sync));
}

/* --- reading the store --------------------------------------------------------------------- */

typedef struct
{
  const char *sql;
  const char *text; /* (nullable) */
  gint64 number;
} Question;

static gboolean
ask (DavyDb *db, gpointer data, GError **error)
{
  Question *question = data;
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, question->sql, error);

  if (statement == NULL)
    return FALSE;
  if (question->text != NULL)
    davy_statement_bind_text (statement, 1, question->text);
  question->number =
      davy_statement_next (statement, error) ? davy_statement_get_int64 (statement, 0) : -1;

  return !davy_statement_has_failed (statement);
}

static gint64
count (Fixture *fixture, const char *sql, const char *text)
{
  Question question = { .sql = sql, .text = text };

  davy_test_store_read (fixture->store, ask, &question);

  return question.number;
}

static DavySubscription *
find_subscription (Fixture *fixture, const char *azure_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavySubscription *subscription;

  davy_store_find_subscription_async (fixture->store, davy_account_get_id (fixture->world.account),
                                      azure_id, NULL, davy_test_keep_result, &result);
  subscription =
      davy_store_find_subscription_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (subscription);

  return subscription;
}

static void
assert_fact (Fixture *fixture,
             const char *customer,
             const char *key,
             const char *value,
             DavyMark mark)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts = NULL;

  davy_store_load_standing_async (fixture->store, davy_account_get_id (fixture->world.account),
                                  customer, NULL, davy_test_keep_result, &result);
  facts = davy_store_load_standing_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  for (guint i = 0; i < facts->len; i++)
    {
      const DavyStandingFact *fact = g_ptr_array_index (facts, i);

      if (!g_str_equal (fact->key, key))
        continue;
      g_assert_cmpstr (fact->value, ==, value);
      g_assert_cmpint (fact->mark, ==, mark);
      g_assert_cmpint (fact->fetched_at, >, 0);
      return;
    }
  g_assert_null (value);
}

/* --- a whole refresh ----------------------------------------------------------------------- */

static void
test_alerts (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);

  g_assert_no_error (davy_sync_get_error (fixture->sync));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM alerts", NULL), ==, 5);
  g_assert_cmpint (davy_sync_get_last_refresh (fixture->sync), >, 0);
  g_assert_false (davy_sync_get_offline (fixture->sync));
}

static void
test_order (Fixture *fixture, gconstpointer unused)
{
  static const DavySyncStage stages[] = {
    DAVY_SYNC_STAGE_ALERTS,        DAVY_SYNC_STAGE_OPEN_ALERTS, DAVY_SYNC_STAGE_CUSTOMERS,
    DAVY_SYNC_STAGE_SUBSCRIPTIONS, DAVY_SYNC_STAGE_USAGE,       DAVY_SYNC_STAGE_IDLE,
  };

  refresh (fixture);

  g_assert_cmpuint (fixture->stages->len, ==, G_N_ELEMENTS (stages));
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    g_assert_cmpint (g_array_index (fixture->stages, DavySyncStage, i), ==, stages[i]);
}

static void
test_subscriptions (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) legacy = NULL;
  g_autoptr (DavySubscription) shop = NULL;

  refresh (fixture);

  g_assert_cmpint (count (fixture, "SELECT count (*) FROM subscriptions", NULL), ==, 4);
  legacy = find_subscription (fixture, LEGACY);
  g_assert_cmpint (davy_subscription_get_kind (legacy), ==, DAVY_SUBSCRIPTION_LEGACY);
  g_assert_cmpstr (davy_subscription_get_name (legacy), ==, "Produktion");
  g_assert_cmpstr (davy_subscription_get_customer_name (legacy), ==, "Fabrikam");
  g_assert_cmpstr (davy_subscription_get_reseller_name (legacy), ==, "Grubenlicht");
  g_assert_cmpstr (davy_subscription_get_country (legacy), ==, "DE");
  shop = find_subscription (fixture, SHOP);
  g_assert_cmpint (davy_subscription_get_kind (shop), ==, DAVY_SUBSCRIPTION_AZURE_PLAN);
  g_assert_cmpuint (davy_subscription_get_open_alerts (shop), ==, 2);
}

static void
test_plan_usage (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) shop = NULL;
  const DavyMoney *month;

  refresh (fixture);

  shop = find_subscription (fixture, SHOP);
  g_assert_cmpint (davy_subscription_get_usage_state (shop), ==, DAVY_USAGE_FETCHED);
  g_assert_nonnull (davy_subscription_get_spark (shop));
  month = davy_subscription_get_cost_month (shop);
  g_assert_true (davy_money_is_known (month));
  g_assert_cmpstr (month->currency, ==, "EUR");
  g_assert_cmpint (month->basis, ==, DAVY_BASIS_LIST);
  g_assert_false (davy_subscription_has_incomplete_prices (shop));
}

static void
test_legacy_usage (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) legacy = NULL;
  const DavyMoney *month;

  refresh (fixture);

  legacy = find_subscription (fixture, LEGACY);
  g_assert_cmpint (davy_subscription_get_usage_state (legacy), ==, DAVY_USAGE_FETCHED);
  month = davy_subscription_get_cost_month (legacy);
  g_assert_cmpint (month->basis, ==, DAVY_BASIS_ESTIMATED);
  /* Bandwidth has a quantity and no price. */
  g_assert_true (davy_subscription_has_incomplete_prices (legacy));
  g_assert_cmpint (count (fixture,
                          "SELECT count (*) FROM usage JOIN subscriptions ON id = subscription_row"
                          " WHERE azure_id = ? AND service = 'Bandwidth' AND amount IS NOT NULL",
                          LEGACY),
                   ==, 0);
}

static void
test_cost_at_stake (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);

  /* 300 hours a day at 2 € came to what was 100 € a day. */
  g_assert_cmpint (count (fixture,
                          "SELECT cast (daily_cost AS INTEGER) FROM alerts WHERE event_id = ?"
                          " AND cost_source = 1",
                          "event-1"),
                   >, 400);
}

static void
test_no_access (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) closed = NULL;
  g_autoptr (DavySubscription) without_consent = NULL;

  refresh (fixture);

  closed = find_subscription (fixture, CLOSED);
  g_assert_cmpint (davy_subscription_get_usage_state (closed), ==, DAVY_USAGE_NO_ACCESS);
  g_assert_null (davy_subscription_get_spark (closed));
  without_consent = find_subscription (fixture, RECHERCHE);
  g_assert_cmpint (davy_subscription_get_usage_state (without_consent), ==, DAVY_USAGE_NO_ACCESS);
  g_assert_no_error (davy_sync_get_error (fixture->sync));
}

static void
test_standing (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);

  assert_fact (fixture, FABRIKAM, DAVY_STANDING_RELATIONSHIP, "reseller", DAVY_MARK_GOOD);
  assert_fact (fixture, FABRIKAM, DAVY_STANDING_DELEGATED_ACCESS, "yes", DAVY_MARK_GOOD);
  assert_fact (fixture, FABRIKAM, DAVY_STANDING_VALIDATION, "Allowed", DAVY_MARK_GOOD);
  assert_fact (fixture, FABRIKAM, DAVY_STANDING_QUALIFICATIONS, "Education:Approved",
               DAVY_MARK_GOOD);
  assert_fact (fixture, FABRIKAM, DAVY_STANDING_SUBSCRIPTIONS, "active", DAVY_MARK_GOOD);
  assert_fact (fixture, CONTOSO, DAVY_STANDING_VALIDATION, "UnderReview", DAVY_MARK_ATTENTION);
  assert_fact (fixture, COFFEE, DAVY_STANDING_VALIDATION, "none", DAVY_MARK_GOOD);
}

static void
test_suspended (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);

  g_assert_cmpint (count (fixture,
                          "SELECT mark FROM standing WHERE customer_tenant_id = ?"
                          " AND key = 'subscriptions' AND value LIKE 'suspended%'",
                          CONTOSO),
                   ==, DAVY_MARK_ATTENTION);
}

/* --- what changes on the server ------------------------------------------------------------ */

static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* body=["
                                          "{\"eventId\":\"left\",\"eventStatus\":\"Active\"}]");
  refresh (fixture);

  g_assert_cmpint (count (fixture, "SELECT count (*) FROM alerts WHERE NOT gone", NULL), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT sum (open_alerts) FROM subscriptions", NULL), ==, 0);
}

static void
test_nothing_gone_after_half (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* body=["
                                          "{\"eventId\":\"good\",\"eventStatus\":\"Active\"},"
                                          "{\"eventId\":\"bad\",\"eventStatus\":{}}]");
  refresh (fixture);

  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM alerts WHERE NOT gone", NULL), ==, 6);
}

static void
test_changed_elsewhere (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (DavyPartnerClient) colleague = davy_partner_client_new (fixture->world.account);
  g_autoptr (DavySubscription) shop = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;

  refresh (fixture);
  davy_partner_client_set_status_async (colleague, SHOP, ids, "Resolved", "Fraud", NULL,
                                        davy_test_keep_result, &result);
  events = davy_partner_client_set_status_finish (colleague, davy_test_wait_result (&result), NULL,
                                                  NULL);
  g_assert_nonnull (events);
  refresh (fixture);

  g_assert_cmpint (count (fixture, "SELECT status FROM alerts WHERE event_id = ?", "event-1"), ==,
                   DAVY_ALERT_STATUS_RESOLVED);
  shop = find_subscription (fixture, SHOP);
  g_assert_cmpuint (davy_subscription_get_open_alerts (shop), ==, 1);
}

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
  g_assert_nonnull (davy_sync_get_error (fixture->sync));
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
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM alerts", NULL), ==, 5);
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

static void
add (const char *path, const char *user, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, user, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/sync/refresh/all-alerts-arrive", DAVY_TEST_ADA, test_alerts);
  add ("/sync/refresh/the-most-urgent-comes-first", DAVY_TEST_ADA, test_order);
  add ("/sync/refresh/subscriptions-carry-their-names", DAVY_TEST_ADA, test_subscriptions);
  add ("/sync/refresh/a-plan-has-list-prices", DAVY_TEST_ADA, test_plan_usage);
  add ("/sync/refresh/legacy-prices-are-estimated", DAVY_TEST_ADA, test_legacy_usage);
  add ("/sync/refresh/open-alerts-know-the-cost-at-stake", DAVY_TEST_ADA, test_cost_at_stake);
  add ("/sync/refresh/missing-rights-are-an-answer", DAVY_TEST_ADA, test_no_access);
  add ("/sync/refresh/standing-is-marked", DAVY_TEST_ADA, test_standing);
  add ("/sync/refresh/a-suspension-wants-attention", DAVY_TEST_ADA, test_suspended);
  add ("/sync/changes/alerts-that-are-gone-are-hidden", DAVY_TEST_ADA, test_gone);
  add ("/sync/changes/half-a-list-hides-nothing", DAVY_TEST_ADA, test_nothing_gone_after_half);
  add ("/sync/changes/a-status-changed-elsewhere-arrives", DAVY_TEST_ADA, test_changed_elsewhere);
  add ("/sync/errors/one-customer-does-not-stop-the-others", DAVY_TEST_ADA,
       test_one_customer_fails);
  add ("/sync/errors/a-customer-who-left-is-told", DAVY_TEST_ADA, test_customer_ended);
  add ("/sync/errors/failed-usage-is-no-flat-line", DAVY_TEST_ADA, test_usage_fails);
  add ("/sync/errors/a-missing-second-factor-ends-it", DAVY_TEST_MIA, test_no_second_factor);
  add ("/sync/errors/refused-alerts-are-told", DAVY_TEST_ADA, test_alerts_refused);
  add ("/sync/errors/no-network-is-told", DAVY_TEST_ADA, test_offline);
  add ("/sync/errors/nobody-is-signed-in", DAVY_TEST_ADA, test_nobody_signed_in);
  add ("/sync/stop/cancelling-keeps-what-arrived", DAVY_TEST_ADA, test_cancel);
  add ("/sync/stop/an-interrupted-round-goes-on", DAVY_TEST_ADA, test_resume);
  add ("/sync/stop/letting-go-is-safe", DAVY_TEST_ADA, test_dispose);
  add ("/sync/stop/the-last-refresh-is-remembered", DAVY_TEST_ADA, test_last_refresh_is_kept);
  add ("/sync/view/wanted-usage-is-fetched", DAVY_TEST_ADA, test_want_usage);
  add ("/sync/view/an-opened-page-is-fetched", DAVY_TEST_ADA, test_opened);
  add ("/sync/view/missing-rights-rest-until-a-page-is-opened", DAVY_TEST_ADA,
       test_no_access_rests);
  add ("/sync/view/fresh-usage-is-not-asked-for-again", DAVY_TEST_ADA, test_fresh_usage_stays);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
