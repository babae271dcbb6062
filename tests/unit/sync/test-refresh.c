/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-fixture.h"

#include "partner/davy-partner-client.h"

#define COST_OF_SHOP "/arm/subscriptions/" SHOP "/providers/Microsoft.CostManagement/query"

/* What a refresh brings into the store. */

/* --- a whole refresh ----------------------------------------------------------------------- */

static void
test_alerts (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);

  g_assert_no_error (davy_sync_get_error (fixture->sync));
  g_assert_cmpint (count (fixture, "SELECT count (*) " MICROSOFTS, NULL), ==, 5);
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

/* What an alert is about is looked at closely, the rest is asked for as seldom as can be. */
static void
test_parts_of_usage (Fixture *fixture, gconstpointer unused)
{
  static const char sql[] = "SELECT count (DISTINCT usage.name) FROM usage"
                            " JOIN subscriptions ON id = subscription_row"
                            " WHERE azure_id = ? AND usage.name <> '' AND dimension = %d";

  refresh (fixture);

  for (int dimension = 0; dimension < DAVY_N_DIMENSIONS; dimension++)
    {
      g_autofree char *query = g_strdup_printf (sql, dimension);

      g_assert_cmpint (count (fixture, query, SHOP), >, 0);
      g_assert_cmpint (count (fixture, query, LEGACY), >, 0);
    }
}

static gint64
count_parts (Fixture *fixture, DavyDimension dimension)
{
  g_autofree char *query =
      g_strdup_printf ("SELECT count (*) FROM usage JOIN subscriptions ON id = subscription_row"
                       " WHERE azure_id = ? AND usage.name <> '' AND dimension = %d",
                       dimension);

  return count (fixture, query, SHOP);
}

/* The overview has three pages. */
static void
test_without_families (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) shop = NULL;

  davy_test_world_spoil (&fixture->world, "POST " COST_OF_SHOP " x3 bom");
  davy_test_world_spoil (&fixture->world, "POST " COST_OF_SHOP " x1 status=403");
  refresh (fixture);

  shop = find_subscription (fixture, SHOP);
  g_assert_cmpint (davy_subscription_get_usage_state (shop), ==, DAVY_USAGE_FETCHED);
  g_assert_cmpint (count_parts (fixture, DAVY_DIMENSION_SERVICE), >, 0);
  g_assert_cmpint (count_parts (fixture, DAVY_DIMENSION_RESOURCE), >, 0);
  g_assert_cmpint (count_parts (fixture, DAVY_DIMENSION_FAMILY), ==, 0);
}

static gboolean
forget_usage_and_alerts (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_execute (db,
                          "UPDATE subscriptions SET open_alerts = 0, usage_fetched_at = 0;"
                          "DELETE FROM usage",
                          error);
}

static void
look_at_shop_without_alert (Fixture *fixture)
{
  g_autoptr (DavySubscription) shop = NULL;

  davy_test_store_write (fixture->store, forget_usage_and_alerts, NULL,
                         DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_USAGE);
  shop = find_subscription (fixture, SHOP);
  davy_sync_fetch_subscription (fixture->sync, davy_subscription_get_id (shop));
}

static gboolean
has_families (gpointer fixture)
{
  return count_parts (fixture, DAVY_DIMENSION_FAMILY) > 0;
}

/* What the next alert may be about is known before there is one. */
static void
test_families_without_alert (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);
  look_at_shop_without_alert (fixture);
  g_assert_true (davy_test_spin_until (has_families, fixture));
  g_assert_cmpint (count_parts (fixture, DAVY_DIMENSION_RESOURCE), ==, 0);
}

static gboolean
has_usage (gpointer fixture)
{
  return count_parts (fixture, DAVY_DIMENSION_SERVICE) > 0;
}

/* It is refused by either metric, and not asked for again soon after. */
static void
test_refused_families (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world, "POST " COST_OF_SHOP " x3 bom");
  davy_test_world_spoil (&fixture->world, "POST " COST_OF_SHOP " x2 status=400");
  refresh (fixture);
  g_assert_cmpint (count_parts (fixture, DAVY_DIMENSION_FAMILY), ==, 0);
  g_assert_cmpint (count_parts (fixture, DAVY_DIMENSION_RESOURCE), >, 0);

  look_at_shop_without_alert (fixture);
  g_assert_true (davy_test_spin_until (has_usage, fixture));
  g_assert_cmpint (count_parts (fixture, DAVY_DIMENSION_FAMILY), ==, 0);
}

static gboolean
forget_alerts_and_details (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_execute (db,
                          "UPDATE subscriptions SET open_alerts = 0;"
                          "DELETE FROM usage WHERE dimension IN (2, 3)",
                          error);
}

static gboolean
has_details (gpointer fixture)
{
  return count (fixture,
                "SELECT count (*) FROM usage JOIN subscriptions ON id = subscription_row"
                " WHERE azure_id = ? AND usage.name <> '' AND dimension = 3",
                SHOP) > 0;
}

/* Without an alert groups and resources are asked for when somebody looks at them. */
static void
test_details_on_demand (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) shop = NULL;

  refresh (fixture);
  davy_test_store_write (fixture->store, forget_alerts_and_details, NULL,
                         DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_USAGE);
  g_assert_false (has_details (fixture));

  shop = find_subscription (fixture, SHOP);
  davy_sync_fetch_details (fixture->sync, davy_subscription_get_id (shop));
  g_assert_true (davy_test_spin_until (has_details, fixture));
}

/* Without rights in the customer's tenant, what its resources have come to is known all the same.
 */
static void
test_totals_without_access (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySubscription) shop = NULL;

  davy_test_world_spoil (&fixture->world, "POST /arm/* x99 status=403");
  refresh (fixture);

  shop = find_subscription (fixture, SHOP);
  g_assert_cmpint (davy_subscription_get_usage_state (shop), ==, DAVY_USAGE_NO_ACCESS);
  g_assert_cmpint (count (fixture,
                          "SELECT count (*) FROM usage_totals JOIN subscriptions"
                          " ON id = subscription_row WHERE azure_id = ? AND micros > 0",
                          SHOP),
                   >, 0);
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
                          " WHERE azure_id = ? AND usage.name = 'Bandwidth' AND micros IS NOT NULL",
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
  g_autoptr (DavySubscription) subscription = NULL;

  refresh (fixture);

  g_assert_cmpint (count (fixture,
                          "SELECT mark FROM standing WHERE customer_tenant_id = ?"
                          " AND key = 'subscriptions' AND value LIKE 'suspended%'",
                          CONTOSO),
                   ==, DAVY_MARK_ATTENTION);
  subscription = find_subscription (fixture, RECHERCHE);
  g_assert_cmpint (davy_subscription_get_state (subscription), ==,
                   DAVY_SUBSCRIPTION_STATE_SUSPENDED);
}

#define BUDGETS                                                                                   \
  "{\"items\":[{\"budget\":{\"amount\":1500},\"percentUsed\":150,\"id\":\"" FABRIKAM              \
  "\",\"totalCost\":2250,\"currencyCode\":\"EUR\"},{\"budget\":{\"amount\":200},\"id\":\"" COFFEE \
  "\",\"totalCost\":50,\"currencyCode\":\"EUR\"},{\"id\":\"" CONTOSO                              \
  "\",\"totalCost\":7,\"currencyCode\":\"EUR\"}]}"

/* One request tells all of them, also above 100 %; what is not told is worked out. */
static void
test_budgets (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/customers/usagerecords x1 body=" BUDGETS);
  refresh (fixture);

  assert_fact (fixture, FABRIKAM, DAVY_STANDING_BUDGET, "1.5 1500 EUR", DAVY_MARK_ATTENTION);
  assert_fact (fixture, COFFEE, DAVY_STANDING_BUDGET, "0.25 200 EUR", DAVY_MARK_GOOD);
  assert_fact (fixture, CONTOSO, DAVY_STANDING_BUDGET, "none", DAVY_MARK_UNKNOWN);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/pc/v1/customers/usagerecords"),
                    ==, 1);
}

/* They are kept as they were known. */
static void
test_without_budgets (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/customers/usagerecords x1 body=" BUDGETS);
  refresh (fixture);
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/customers/usagerecords x* status=403");
  refresh (fixture);

  g_assert_no_error (davy_sync_get_error (fixture->sync));
  assert_fact (fixture, FABRIKAM, DAVY_STANDING_BUDGET, "1.5 1500 EUR", DAVY_MARK_ATTENTION);
}

/* --- what changes on the server ------------------------------------------------------------ */

static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* body=["
                                          "{\"eventId\":\"left\",\"eventStatus\":\"Active\"}]");
  refresh (fixture);

  g_assert_cmpint (count (fixture, "SELECT count (*) " MICROSOFTS " AND NOT gone", NULL), ==, 1);
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
  g_assert_cmpint (count (fixture, "SELECT count (*) " MICROSOFTS " AND NOT gone", NULL), ==, 6);
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
  add ("/sync/refresh/totals-are-known-without-rights", DAVY_TEST_ADA, test_totals_without_access);
  add ("/sync/refresh/an-alert-has-its-usage-by-every-part", DAVY_TEST_ADA, test_parts_of_usage);
  add ("/sync/refresh/families-are-not-needed", DAVY_TEST_ADA, test_without_families);
  add ("/sync/refresh/families-need-no-alert", DAVY_TEST_ADA, test_families_without_alert);
  add ("/sync/refresh/refused-families-are-not-asked-again", DAVY_TEST_ADA, test_refused_families);
  add ("/sync/refresh/groups-and-resources-come-when-looked-at", DAVY_TEST_ADA,
       test_details_on_demand);
  add ("/sync/refresh/legacy-prices-are-estimated", DAVY_TEST_ADA, test_legacy_usage);
  add ("/sync/refresh/open-alerts-know-the-cost-at-stake", DAVY_TEST_ADA, test_cost_at_stake);
  add ("/sync/refresh/missing-rights-are-an-answer", DAVY_TEST_ADA, test_no_access);
  add ("/sync/refresh/standing-is-marked", DAVY_TEST_ADA, test_standing);
  add ("/sync/refresh/budgets-come-at-once", DAVY_TEST_ADA, test_budgets);
  add ("/sync/refresh/budgets-hold-nothing-up", DAVY_TEST_ADA, test_without_budgets);
  add ("/sync/refresh/a-suspension-wants-attention", DAVY_TEST_ADA, test_suspended);
  add ("/sync/changes/alerts-that-are-gone-are-hidden", DAVY_TEST_ADA, test_gone);
  add ("/sync/changes/half-a-list-hides-nothing", DAVY_TEST_ADA, test_nothing_gone_after_half);
  add ("/sync/changes/a-status-changed-elsewhere-arrives", DAVY_TEST_ADA, test_changed_elsewhere);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
