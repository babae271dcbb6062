/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rows-fixture.h"
#include "store/davy-case-alerts.h"
#include "store/davy-journal.h"

/* What is stored of an account beside its alerts: customers, subscriptions, standing, state; and
 * what is left once it is wiped. */

static gboolean
put_customer (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_put_customer (db, data, error);
}

static gboolean
put_subscription_in (DavyDb *db, Fixture *fixture, gint64 pass, GError **error)
{
  const DavySubscriptionRow row = { .account_id = DAVY_TEST_ACCOUNT,
                                    .azure_id = AZURE,
                                    .plan_id = "plan",
                                    .customer_tenant_id = TENANT,
                                    .name = "Produktion",
                                    .state = "Suspended",
                                    .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };

  return davy_db_put_subscription (db, &row, pass, &fixture->row, error);
}

static gboolean
put_subscription (DavyDb *db, gpointer data, GError **error)
{
  return put_subscription_in (db, data, 1, error);
}

static gboolean
put_subscription_later (DavyDb *db, gpointer data, GError **error)
{
  return put_subscription_in (db, data, 3, error);
}

static DavySubscription *
find_subscription (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavySubscription *found;

  davy_store_find_subscription_async (fixture->store, DAVY_TEST_ACCOUNT,
                                      "A0000000-0000-4000-8000-00000000000A", NULL,
                                      davy_test_keep_result, &result);
  found =
      davy_store_find_subscription_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return found;
}

static void
test_names_of_today (Fixture *fixture, gconstpointer data)
{
  DavyCustomerRow customer = { .account_id = DAVY_TEST_ACCOUNT,
                               .tenant_id = "C0000000-0000-4000-8000-00000000000C",
                               .name = "Fabrikam Köln GmbH",
                               .country = "DE",
                               .reseller_name = "Grubenlicht" };
  DavyCustomerRow again = { .account_id = DAVY_TEST_ACCOUNT, .tenant_id = TENANT, .name = "Neu" };
  gint64 row = put (fixture, full_alert, 1);
  g_autoptr (DavyAlertDetails) before = get_alert (fixture, row);
  g_autoptr (DavyAlertDetails) after = NULL;
  g_autoptr (DavySubscription) subscription = NULL;

  g_assert_cmpstr (davy_alert_get_customer_name (before->alert), ==, "Fabrikam of that day");
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  davy_test_store_write (fixture->store, put_customer, &customer, DAVY_TABLE_CUSTOMERS);
  davy_test_store_write (fixture->store, put_customer, &again, DAVY_TABLE_CUSTOMERS);

  after = get_alert (fixture, row);
  g_assert_cmpstr (davy_alert_get_customer_name (after->alert), ==, "Neu");
  g_assert_cmpstr (davy_alert_get_subscription_name (after->alert), ==, "Produktion");
  g_assert_cmpint (davy_alert_get_subscription_row (after->alert), ==, fixture->row);

  subscription = find_subscription (fixture);
  g_assert_cmpint (davy_subscription_get_id (subscription), ==, fixture->row);
  g_assert_cmpstr (davy_subscription_get_customer_name (subscription), ==, "Neu");
  g_assert_cmpstr (davy_subscription_get_reseller_name (subscription), ==, "Grubenlicht");
  g_assert_cmpint (davy_subscription_get_state (subscription), ==,
                   DAVY_SUBSCRIPTION_STATE_SUSPENDED);
  g_assert_cmpstr (davy_subscription_get_state_text (subscription), ==, "Suspended");
  g_assert_cmpint (davy_subscription_get_usage_state (subscription), ==, DAVY_USAGE_NOT_FETCHED);
  g_assert_null (davy_subscription_get_spark (subscription));
  g_assert_true (isnan (davy_subscription_get_change (subscription)));
}

/* Graph's alerts do not name the reseller; Partner Center's keep whom they name. */
static void
test_reseller_of_the_customer (Fixture *fixture, gconstpointer data)
{
  DavyCustomerRow customer = { .account_id = DAVY_TEST_ACCOUNT,
                               .tenant_id = "C0000000-0000-4000-8000-00000000000C",
                               .reseller_name = "Neulicht" };
  DavyAlertRow nameless = full_alert;
  DavyAlertRow later = full_alert;
  gint64 rows[3];
  const char *const expected[] = { "Grubenlicht", "Neulicht", "Neulicht" };

  nameless.event_id = "nameless";
  nameless.reseller_name = NULL;
  later.event_id = "later";
  later.reseller_name = NULL;
  rows[0] = put (fixture, full_alert, 1);
  rows[1] = put (fixture, nameless, 1);
  davy_test_store_write (fixture->store, put_customer, &customer, DAVY_TABLE_CUSTOMERS);
  rows[2] = put (fixture, later, 1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DavyAlertDetails) found = get_alert (fixture, rows[i]);

      g_assert_cmpstr (davy_alert_get_reseller_name (found->alert), ==, expected[i]);
    }
}

static void
test_open_alerts_are_counted (Fixture *fixture, gconstpointer data)
{
  static const char counted[] = "SELECT open_alerts FROM subscriptions";
  DavyAlertRow test = full_alert;
  DavyAlertRow other = full_alert;
  gint64 pass = 9;

  test.event_id = "test";
  test.is_test = TRUE;
  other.event_id = "other";
  put (fixture, full_alert, 1);
  put (fixture, test, 1);
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_cmpint (davy_test_store_number (fixture->store, counted), ==, 1);
  put (fixture, other, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store, counted), ==, 2);
  other.status = "Resolved";
  put (fixture, other, 2);
  g_assert_cmpint (davy_test_store_number (fixture->store, counted), ==, 1);
  davy_test_store_write (fixture->store, finish_pass, &pass, DAVY_TABLE_ALERTS);
  g_assert_cmpint (davy_test_store_number (fixture->store, counted), ==, 0);
}

static gboolean
finish_subscriptions (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_finish_subscriptions_pass (db, DAVY_TEST_ACCOUNT, TENANT, 2, error);
}

static void
test_subscription_that_went_away (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  davy_test_store_write (fixture->store, finish_subscriptions, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT gone FROM subscriptions"), ==,
                   1);
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT gone FROM subscriptions"), ==,
                   0);
}

/* Two readings may overlap, and the clock may be set back between them. */
static void
test_subscription_of_a_later_pass (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, put_subscription_later, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  davy_test_store_write (fixture->store, finish_subscriptions, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT gone FROM subscriptions"), ==,
                   0);
}

static void
test_customers_by_name (Fixture *fixture, gconstpointer data)
{
  DavyCustomerRow customer = { .account_id = DAVY_TEST_ACCOUNT,
                               .tenant_id = "other",
                               .name = "Contoso" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) customers = NULL;
  const DavyCustomerName *first;
  const DavyCustomerName *second;

  put (fixture, full_alert, 1);
  davy_test_store_write (fixture->store, put_customer, &customer, DAVY_TABLE_CUSTOMERS);
  davy_store_list_customers_async (fixture->store, NULL, davy_test_keep_result, &result);
  customers =
      davy_store_list_customers_finish (fixture->store, davy_test_wait_result (&result), NULL);
  g_assert_cmpuint (customers->len, ==, 2);
  first = g_ptr_array_index (customers, 0);
  second = g_ptr_array_index (customers, 1);
  g_assert_cmpstr (first->name, ==, "Contoso");
  g_assert_cmpuint (first->open_alerts, ==, 0);
  g_assert_cmpstr (second->tenant_id, ==, TENANT);
  g_assert_cmpuint (second->open_alerts, ==, 1);
}

static gboolean
put_facts (DavyDb *db, gpointer data, GError **error)
{
  const DavyStandingFact first = { (char *) "validation", (char *) "UnderReview",
                                   DAVY_MARK_ATTENTION, NULL, NOW };
  const DavyStandingFact second = { (char *) "validation", (char *) "Allowed", DAVY_MARK_GOOD,
                                    (char *) "partner", NOW };

  return davy_db_put_standing_fact (db, DAVY_TEST_ACCOUNT, TENANT, &first, error) &&
         davy_db_put_standing_fact (db, DAVY_TEST_ACCOUNT, TENANT, &second, error);
}

static void
test_facts_are_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  const DavyStandingFact *fact;

  davy_test_store_write (fixture->store, put_facts, NULL, DAVY_TABLE_STANDING);
  davy_store_load_standing_async (fixture->store, DAVY_TEST_ACCOUNT, TENANT, NULL,
                                  davy_test_keep_result, &result);
  facts = davy_store_load_standing_finish (fixture->store, davy_test_wait_result (&result), NULL);
  g_assert_cmpuint (facts->len, ==, 1);
  fact = g_ptr_array_index (facts, 0);
  g_assert_cmpstr (fact->value, ==, "Allowed");
  g_assert_cmpint (fact->mark, ==, DAVY_MARK_GOOD);
}

static gboolean
use_state (DavyDb *db, gpointer data, GError **error)
{
  g_autofree char *none = NULL;
  g_autofree char *value = NULL;
  g_autofree char *other = NULL;
  g_autofree char *forgotten = NULL;

  if (!davy_db_get_state (db, "a", "cursor", &none, error) ||
      !davy_db_put_state (db, "a", "cursor", "1", error) ||
      !davy_db_put_state (db, "a", "cursor", "2", error) ||
      !davy_db_get_state (db, "a", "cursor", &value, error) ||
      !davy_db_get_state (db, "b", "cursor", &other, error) ||
      !davy_db_put_state (db, "a", "cursor", NULL, error) ||
      !davy_db_get_state (db, "a", "cursor", &forgotten, error))
    return FALSE;
  g_assert_null (none);
  g_assert_cmpstr (value, ==, "2");
  g_assert_null (other);
  g_assert_null (forgotten);

  return TRUE;
}

static void
test_state (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, use_state, NULL, DAVY_TABLE_STATE);
}

static gboolean
make_case (DavyDb *db, gpointer data, GError **error)
{
  guint attached;
  gint64 row;

  return davy_db_create_case (db, DAVY_TEST_ACCOUNT, AZURE, TENANT, "detected", &row, error) &&
         davy_db_attach_open_alerts (db, row, FALSE, &attached, error);
}

static void
test_wipe (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow foreign = full_alert;
  g_autoptr (GAsyncResult) result = NULL;

  foreign.account_id = "another";
  put (fixture, full_alert, 1);
  put (fixture, foreign, 1);
  foreign.account_id = "colleague.tid";
  put (fixture, foreign, 1);
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  davy_test_store_write (fixture->store, put_facts, NULL, DAVY_TABLE_STANDING);
  davy_test_store_write (fixture->store, make_case, NULL, DAVY_TABLE_CASES);

  davy_store_wipe_account_async (fixture->store, DAVY_TEST_ACCOUNT, NULL, davy_test_keep_result,
                                 &result);
  g_assert_true (
      davy_store_wipe_account_finish (fixture->store, davy_test_wait_result (&result), NULL));
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM alerts"), ==, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM alert_bodies"), ==,
                   1);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM subscriptions"),
                   ==, 0);
  g_assert_cmpint (
      davy_test_store_number (fixture->store, "SELECT count(*) FROM subscription_search"), ==, 0);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM standing"), ==, 0);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM cases"), ==, 1);
}

/* A page may still show what was wiped: its row is never another's. */
static void
test_wiped_row_is_never_another (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow foreign = full_alert;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 alert_row = put (fixture, full_alert, 1);
  gint64 subscription_row;

  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  subscription_row = fixture->row;
  davy_store_wipe_account_async (fixture->store, DAVY_TEST_ACCOUNT, NULL, davy_test_keep_result,
                                 &result);
  g_assert_true (
      davy_store_wipe_account_finish (fixture->store, davy_test_wait_result (&result), NULL));

  foreign.account_id = "another";
  g_assert_cmpint (put (fixture, foreign, 1), >, alert_row);
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_cmpint (fixture->row, >, subscription_row);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/store/alert/reseller-is-the-customers", test_reseller_of_the_customer);
  ADD ("/store/subscription/names-of-today-are-shown", test_names_of_today);
  ADD ("/store/subscription/open-alerts-are-counted", test_open_alerts_are_counted);
  ADD ("/store/subscription/one-that-went-away-may-come-back", test_subscription_that_went_away);
  ADD ("/store/subscription/one-of-a-later-reading-is-not-gone", test_subscription_of_a_later_pass);
  ADD ("/store/customer/listed-by-name", test_customers_by_name);
  ADD ("/store/standing/facts-are-replaced", test_facts_are_replaced);
  ADD ("/store/state/is-kept-by-account", test_state);
  ADD ("/store/account/wiping-leaves-the-cases-and-the-others", test_wipe);
  ADD ("/store/account/wiped-row-is-never-another", test_wiped_row_is_never_another);

  return g_test_run ();
}
