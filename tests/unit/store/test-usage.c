/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rows.h"

#include <math.h>

#include "usage-fixture.h"

#define NOW   (1774000000 * DAVY_TIME_SECOND) /* 20 March 2026, 09:46 UTC */
#define TODAY (davy_day_from_time (NOW))

typedef struct
{
  DavyStore *store;
  gint64 row;
} Fixture;

typedef struct
{
  gint64 row;
  DavyDay from;
  DavyDay to;
  DavyDimensions told;
  const DavyUsageDay *days;
  guint n_days;
} UsagePut;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = open_usage_store (NOW, &fixture->row);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
}

static gboolean
put_usage (DavyDb *db, gpointer data, GError **error)
{
  const UsagePut *put = data;

  return davy_db_put_usage (db, put->row, put->from, put->to, put->told, put->days, put->n_days,
                            error) &&
         davy_db_set_usage_state (db, put->row, DAVY_USAGE_FETCHED, NOW, error);
}

static void
put_parts (Fixture *fixture,
           DavyDay from,
           DavyDay to,
           DavyDimensions told,
           const DavyUsageDay *days,
           guint n_days)
{
  UsagePut call = { fixture->row, from, to, told, days, n_days };

  davy_test_store_write (fixture->store, put_usage, &call,
                         DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS);
}

static void
put (Fixture *fixture, DavyDay from, DavyDay to, const DavyUsageDay *days, guint n_days)
{
  put_parts (fixture, from, to, DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days, n_days);
}

/* What a day came to that was so many days ago. */
static double
total_of (const DavyUsageTable *table, guint ago)
{
  return table->total[table->length - 1 - ago];
}

static DavySubscription *
get_subscription (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavySubscription *found;

  davy_store_get_subscription_async (fixture->store, fixture->row, NULL, davy_test_keep_result,
                                     &result);
  found =
      davy_store_get_subscription_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return found;
}

static DavyUsageDay
cost_in (DavyDay ago, const char *name, double cost, const char *currency, DavyPriceBasis basis)
{
  return (DavyUsageDay){ .day = TODAY - ago,
                         .names = { name },
                         .cost = davy_money_new (cost, currency, basis),
                         .quantity = 1,
                         .unit = "h" };
}

static DavyUsageDay
cost (DavyDay ago, const char *name, double cost)
{
  return cost_in (ago, name, cost, "EUR", DAVY_BASIS_LIST);
}

static void
test_adds_up (Fixture *fixture, gconstpointer data)
{
  const DavyUsageDay days[] = {
    cost (5, "Storage", 1.5), cost (5, "VM", 10), cost (5, "VM", 20), /* two regions */
    cost (4, "Storage", 2),   cost (2, "VM", -3),                     /* a credit */
  };
  g_autoptr (DavyUsageTable) table = NULL;

  put (fixture, TODAY - 6, TODAY, days, G_N_ELEMENTS (days));
  table = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);

  g_assert_cmpuint (table->length, ==, 90);
  g_assert_cmpstr (table->currency, ==, "EUR");
  g_assert_cmpint (table->basis, ==, DAVY_BASIS_LIST);
  g_assert_false (table->incomplete_prices);
  g_assert_cmpuint (table->parts->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (table->parts, 0), ==, "VM");
  g_assert_true (isnan (total_of (table, 6)));
  g_assert_cmpfloat (total_of (table, 5), ==, 31.5);
  g_assert_cmpfloat (total_of (table, 4), ==, 2);
  g_assert_true (isnan (total_of (table, 3))); /* a gap, not nothing */
  g_assert_cmpfloat (total_of (table, 2), ==, -3);
  g_assert_cmpfloat (table->by_part[0][table->length - 6], ==, 30);
  g_assert_cmpfloat (table->by_part[0][table->length - 5], ==, 0); /* not used on a known day */
  g_assert_true (isnan (table->by_part[0][table->length - 4]));
  g_assert_cmpuint (table->incomplete, ==, 2);
  g_assert_cmpint (table->fetched_at, ==, NOW);
}

static void
test_replaces_what_was_asked_for (Fixture *fixture, gconstpointer data)
{
  const DavyUsageDay before[] = { cost (9, "VM", 1), cost (8, "VM", 2), cost (7, "VM", 3) };
  const DavyUsageDay after[] = { cost (8, "Storage", 5), cost (1, "VM", 99) };
  g_autoptr (DavyUsageTable) table = NULL;

  put (fixture, TODAY - 9, TODAY - 7, before, G_N_ELEMENTS (before));
  /* The last record lies outside what was asked for: it is none of this answer. */
  put (fixture, TODAY - 8, TODAY - 7, after, G_N_ELEMENTS (after));
  table = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);
  g_assert_cmpfloat (total_of (table, 9), ==, 1);
  g_assert_cmpfloat (total_of (table, 8), ==, 5);
  g_assert_true (isnan (total_of (table, 7)));
  g_assert_true (isnan (total_of (table, 1)));
}

static void
test_no_price_is_told (Fixture *fixture, gconstpointer data)
{
  const DavyUsageDay days[] = { cost (5, "VM", 10), cost (5, "Bandwidth", NAN),
                                cost (4, "Bandwidth", NAN) };
  g_autoptr (DavyUsageTable) table = NULL;
  g_autoptr (DavySubscription) subscription = NULL;

  put (fixture, TODAY - 6, TODAY, days, G_N_ELEMENTS (days));
  table = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);
  g_assert_true (table->incomplete_prices);
  g_assert_cmpfloat (total_of (table, 5), ==, 10);
  g_assert_true (isnan (total_of (table, 4))); /* quantity only: the cost is not known */
  subscription = get_subscription (fixture);
  g_assert_true (davy_subscription_has_incomplete_prices (subscription));
}

static void
test_currencies_are_not_mixed (Fixture *fixture, gconstpointer data)
{
  const DavyUsageDay days[] = { cost_in (6, "VM", 10, "CHF", DAVY_BASIS_LIST),
                                cost_in (5, "VM", 20, "EUR", DAVY_BASIS_ESTIMATED),
                                cost (4, "VM", 30) };
  g_autoptr (DavyUsageTable) table = NULL;

  put (fixture, TODAY - 6, TODAY, days, G_N_ELEMENTS (days));
  table = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);
  g_assert_cmpstr (table->currency, ==, "EUR");
  g_assert_true (isnan (total_of (table, 6)));
  g_assert_true (isnan (total_of (table, 5)));
  g_assert_cmpfloat (total_of (table, 4), ==, 30);
  g_assert_true (table->incomplete_prices);
}

/* What is too little to be looked at in euros is some hundreds of yen. */
static void
test_judged_in_its_currency (Fixture *fixture, gconstpointer data)
{
  const DavyUsageDay days[] = { cost_in (4, "VM", 30, "JPY", DAVY_BASIS_LIST) };
  g_autoptr (DavyUsageTable) table = NULL;

  put (fixture, TODAY - 6, TODAY, days, G_N_ELEMENTS (days));
  table = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);
  g_assert_cmpfloat (table->detector.least_excess, >, 100);
  g_assert_cmpfloat (table->detector.notable_amount, >, 100);
}

static void
test_nothing_fetched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyUsageTable) table =
      read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);
  g_autoptr (DavySubscription) subscription = get_subscription (fixture);

  g_assert_true (isnan (table->total[0]));
  g_assert_cmpstr (table->currency, ==, "");
  g_assert_cmpint (table->fetched_at, ==, DAVY_TIME_UNSET);
  g_assert_false (davy_money_is_known (davy_subscription_get_cost_month (subscription)));
}

/* 60 days of 100 and, from @onset days ago on, of 250. */
static void
put_history (Fixture *fixture, DavyDay onset)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DavyUsageDay));

  for (DavyDay ago = 60; ago >= 2; ago--)
    {
      DavyUsageDay day = cost (ago, "VM", ago <= onset ? 250 : 100 + ago % 3);

      g_array_append_val (days, day);
    }
  put (fixture, TODAY - 60, TODAY, (const DavyUsageDay *) (gpointer) days->data, days->len);
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySubscription) subscription = NULL;
  const float *spark;

  put_history (fixture, 8);
  subscription = get_subscription (fixture);
  spark = davy_subscription_get_spark (subscription);
  g_assert_nonnull (spark);
  g_assert_cmpfloat (spark[DAVY_SPARK_DAYS - 3], ==, 250);
  g_assert_true (isnan (spark[DAVY_SPARK_DAYS - 1]));
  /* Seven days of 250 against seven of about 100. */
  g_assert_cmpfloat_with_epsilon (davy_subscription_get_change (subscription), 1.47, 0.03);
  /* 1 to 18 March: eleven days before and seven after. */
  g_assert_cmpfloat_with_epsilon (
      davy_money_to_double (davy_subscription_get_cost_month (subscription)), 11 * 101 + 7 * 250,
      10);
  g_assert_cmpint (davy_subscription_get_usage_state (subscription), ==, DAVY_USAGE_FETCHED);
  g_assert_cmpint (davy_subscription_get_usage_fetched_at (subscription), ==, NOW);
}

static gboolean
put_alert (DavyDb *db, gpointer data, GError **error)
{
  const DavyAlertRow alert = { .account_id = DAVY_TEST_ACCOUNT,
                               .event_id = data,
                               .status = "Active",
                               .azure_id = AZURE,
                               .created = NOW };

  return davy_db_put_alert (db, &alert, 1, NULL, error);
}

static double
read_daily_cost (Fixture *fixture, const char *event_id)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT coalesce (daily_cost, -1) FROM alerts WHERE event_id = '%s'", event_id);

  return (double) davy_test_store_number (fixture->store, sql);
}

static void
test_alert_shows_the_excess (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, put_alert, (gpointer) "before", DAVY_TABLE_ALERTS);
  put_history (fixture, 0);
  g_assert_cmpfloat (read_daily_cost (fixture, "before"), ==, -1); /* nothing beyond the expected */
  put_history (fixture, 4);
  g_assert_cmpfloat_with_epsilon (read_daily_cost (fixture, "before"), 150, 15);
  davy_test_store_write (fixture->store, put_alert, (gpointer) "after", DAVY_TABLE_ALERTS);
  g_assert_cmpfloat_with_epsilon (read_daily_cost (fixture, "after"), 150, 15);
  put_history (fixture, 0);
  g_assert_cmpfloat (read_daily_cost (fixture, "before"), ==, -1);
}

static void
test_same_again_changes_nothing (Fixture *fixture, gconstpointer data)
{
  static const char revision[] = "SELECT revision FROM subscriptions";
  gint64 before;

  put_history (fixture, 4);
  before = davy_test_store_number (fixture->store, revision);
  put_history (fixture, 4);
  g_assert_cmpint (davy_test_store_number (fixture->store, revision), ==, before);
}

static gboolean
refuse_access (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return davy_db_set_usage_state (db, fixture->row, DAVY_USAGE_NO_ACCESS, DAVY_TIME_UNSET, error);
}

static void
test_state_keeps_the_last_fetch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySubscription) subscription = NULL;

  put_history (fixture, 0);
  davy_test_store_write (fixture->store, refuse_access, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  subscription = get_subscription (fixture);
  g_assert_cmpint (davy_subscription_get_usage_state (subscription), ==, DAVY_USAGE_NO_ACCESS);
  g_assert_cmpint (davy_subscription_get_usage_fetched_at (subscription), ==, NOW);
  g_assert_nonnull (davy_subscription_get_spark (subscription));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/store/usage/adds-up-by-day-and-service", test_adds_up);
  ADD ("/store/usage/replaces-what-was-asked-for", test_replaces_what_was_asked_for);
  ADD ("/store/usage/missing-price-is-told", test_no_price_is_told);
  ADD ("/store/usage/currencies-are-not-mixed", test_currencies_are_not_mixed);
  ADD ("/store/usage/judged-in-its-currency", test_judged_in_its_currency);
  ADD ("/store/usage/nothing-fetched-is-not-nothing", test_nothing_fetched);
  ADD ("/store/usage/summary-follows-the-days", test_summary);
  ADD ("/store/usage/alert-shows-the-excess", test_alert_shows_the_excess);
  ADD ("/store/usage/same-again-changes-nothing", test_same_again_changes_nothing);
  ADD ("/store/usage/failure-keeps-the-last-fetch", test_state_keeps_the_last_fetch);

  return g_test_run ();
}
