/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rows.h"

#include <math.h>

#include "davy-test-store.h"
#include "store/davy-case-alerts.h"
#include "store/davy-journal.h"

#define NOW    (1774000000 * DAVY_TIME_SECOND) /* 20 March 2026 */
#define TENANT "c0000000-0000-4000-8000-00000000000c"
#define AZURE  "a0000000-0000-4000-8000-00000000000a"

typedef struct
{
  DavyStore *store;
  gint64 row;
  guint changes;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();

  davy_test_clock_install (NOW);
  fixture->store = davy_test_store_open (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
}

/* --- alerts -------------------------------------------------------------------------------- */

static const DavyAlertResourceRow resources[] = {
  { "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-1",
    "AzureResource" },
  { "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-2", NULL },
};

static const DavyAlertDetailRow details[] = { { "VM_IP", "203.0.113.7, 203.0.113.8" } };

static const DavyAlertActivityRow activity[] = {
  { "Active", "Investigating", "ada@northwind.example", NOW - 40 * DAVY_TIME_MINUTE },
  { "Investigating", "Active", "ada@northwind.example", NOW - 30 * DAVY_TIME_MINUTE },
  { "Active", "investigating", "luc@northwind.example", NOW - 20 * DAVY_TIME_MINUTE },
};

static const DavyAlertRow full_alert = {
  .account_id = DAVY_TEST_ACCOUNT,
  .event_id = "event",
  .type = "networkConnectionsToCryptoMiningPools",
  .severity = "Catastrophic",
  .confidence = "high",
  .status = "INVESTIGATING",
  .reason = "None",
  .resolved_by = "",
  .title = "Mining",
  .description = "A machine talks to a mining pool",
  .customer_tenant_id = TENANT,
  .customer_name = "Fabrikam of that day",
  .azure_id = AZURE,
  .subscription_name = "Prod",
  .reseller_name = "Grubenlicht",
  .raw = "{}",
  .created = NOW - 50 * DAVY_TIME_MINUTE,
  .first_observed = NOW - DAVY_TIME_DAY,
  .resources = resources,
  .n_resources = G_N_ELEMENTS (resources),
  .details = details,
  .n_details = G_N_ELEMENTS (details),
  .activity = activity,
  .n_activity = G_N_ELEMENTS (activity),
};

typedef struct
{
  DavyAlertRow alert;
  gint64 pass;
  gint64 row;
} AlertPut;

static gboolean
put_alert (DavyDb *db, gpointer data, GError **error)
{
  AlertPut *put = data;

  return davy_db_put_alert (db, &put->alert, put->pass, &put->row, error);
}

static gint64
put (Fixture *fixture, DavyAlertRow alert, gint64 pass)
{
  AlertPut call = { alert, pass, 0 };

  davy_test_store_write (fixture->store, put_alert, &call, DAVY_TABLE_ALERTS);
  return call.row;
}

static DavyAlertDetails *
get_alert (Fixture *fixture, gint64 row)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyAlertDetails *found;

  davy_store_get_alert_async (fixture->store, row, NULL, davy_test_keep_result, &result);
  found = davy_store_get_alert_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return found;
}

static void
test_alert_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlertDetails) found = get_alert (fixture, put (fixture, full_alert, 1));
  DavyAlert *alert = found->alert;
  const DavyAlertResource *resource;
  const DavyAlertDetail *detail;

  g_assert_cmpstr (davy_alert_get_event_id (alert), ==, "event");
  g_assert_cmpstr (davy_alert_get_account_id (alert), ==, DAVY_TEST_ACCOUNT);
  g_assert_cmpint (davy_alert_get_severity (alert), ==, DAVY_SEVERITY_UNKNOWN);
  g_assert_cmpstr (davy_alert_get_severity_text (alert), ==, "Catastrophic");
  g_assert_cmpint (davy_alert_get_status (alert), ==, DAVY_ALERT_STATUS_INVESTIGATING);
  g_assert_cmpint (davy_alert_get_reason (alert), ==, DAVY_ALERT_REASON_NONE);
  g_assert_null (davy_alert_get_resolved_by (alert));
  g_assert_cmpint (davy_alert_get_resolved_on (alert), ==, DAVY_TIME_UNSET);
  g_assert_cmpint (davy_alert_get_due (alert), ==, NOW + 10 * DAVY_TIME_MINUTE);
  g_assert_false (davy_money_is_known (davy_alert_get_daily_cost (alert)));
  g_assert_cmpuint (davy_alert_get_resource_count (alert), ==, 2);
  g_assert_cmpint (davy_alert_get_subscription_row (alert), ==, 0);

  g_assert_cmpuint (found->resources->len, ==, 2);
  resource = g_ptr_array_index (found->resources, 1);
  g_assert_cmpstr (resource->azure_id, ==, resources[1].azure_id);
  g_assert_null (resource->type);
  detail = g_ptr_array_index (found->details, 0);
  g_assert_cmpstr (detail->value, ==, "203.0.113.7, 203.0.113.8");
  g_assert_cmpuint (found->activity->len, ==, 3);
}

static void
test_last_taker_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlertDetails) found = get_alert (fixture, put (fixture, full_alert, 1));
  g_autoptr (DavyAlertDetails) resolved = NULL;
  DavyAlertRow later = full_alert;

  g_assert_cmpstr (davy_alert_get_taken_by (found->alert), ==, "luc@northwind.example");
  g_assert_cmpint (davy_alert_get_taken_at (found->alert), ==, NOW - 20 * DAVY_TIME_MINUTE);

  later.status = "Resolved";
  resolved = get_alert (fixture, put (fixture, later, 2));
  g_assert_null (davy_alert_get_taken_by (resolved->alert));
  g_assert_false (davy_alert_is_open (resolved->alert));
}

static void
test_alert_that_is_not_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_get_alert_async (fixture->store, 4711, NULL, davy_test_keep_result, &result);
  g_assert_null (
      davy_store_get_alert_finish (fixture->store, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static void
test_same_alert_changes_nothing (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, full_alert, 1);
  DavyAlertRow changed = full_alert;

  g_assert_cmpint (put (fixture, full_alert, 2), ==, row);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT revision FROM alerts"), ==, 1);
  changed.n_resources = 1;
  g_assert_cmpint (put (fixture, changed, 3), ==, row);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT revision FROM alerts"), ==, 2);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM alert_resources"),
                   ==, 1);
}

static void
test_older_page_does_not_win (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow resolved = full_alert;

  /* A refresh began; then the alert was resolved and read back; then the page arrives that was
   * asked for before. The next refresh is believed again. */
  put (fixture, full_alert, NOW - DAVY_TIME_HOUR);
  resolved.status = "Resolved";
  put (fixture, resolved, 0);
  put (fixture, full_alert, NOW - DAVY_TIME_MINUTE);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT status FROM alerts"), ==,
                   DAVY_ALERT_STATUS_RESOLVED);
  put (fixture, full_alert, NOW + DAVY_TIME_MINUTE);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT status FROM alerts"), ==,
                   DAVY_ALERT_STATUS_INVESTIGATING);
}

static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow alert = full_alert;
  g_autoptr (DavyAlertDetails) found = NULL;
  gint64 row = put (fixture, alert, 0);

  davy_test_clock_set_back (DAVY_TIME_HOUR);
  alert.status = "Resolved";
  put (fixture, alert, davy_time_now ());
  found = get_alert (fixture, row);
  g_assert_cmpint (davy_alert_get_status (found->alert), ==, DAVY_ALERT_STATUS_RESOLVED);
}

static gboolean
finish_pass (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_finish_alerts_pass (db, DAVY_TEST_ACCOUNT, *(gint64 *) data, error);
}

static void
test_alert_that_went_away (Fixture *fixture, gconstpointer data)
{
  static const char open[] = "SELECT count(*) FROM alerts WHERE NOT gone";
  DavyAlertRow other = full_alert;
  gint64 pass = 2;

  other.event_id = "other";
  put (fixture, full_alert, 1);
  put (fixture, other, 1);
  put (fixture, other, 2);
  davy_test_store_write (fixture->store, finish_pass, &pass, DAVY_TABLE_ALERTS);
  g_assert_cmpint (davy_test_store_number (fixture->store, open), ==, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM alerts"), ==, 2);
  put (fixture, full_alert, 3);
  g_assert_cmpint (davy_test_store_number (fixture->store, open), ==, 2);
}

/* --- customers and subscriptions ----------------------------------------------------------- */

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

/* --- standing and state -------------------------------------------------------------------- */

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

static void
test_letter_case_makes_no_other_alert (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow again = full_alert;
  gint64 row = put (fixture, full_alert, 1);
  g_autoptr (DavyAlertDetails) found = NULL;

  again.event_id = "EVENT";
  again.status = "Resolved";
  g_assert_cmpint (put (fixture, again, 2), ==, row);
  found = get_alert (fixture, row);
  g_assert_cmpint (davy_alert_get_status (found->alert), ==, DAVY_ALERT_STATUS_RESOLVED);
  g_assert_cmpstr (davy_alert_get_event_id (found->alert), ==, "event");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/store/alert/comes-back-as-it-was-put", test_alert_comes_back);
  ADD ("/store/alert/last-taker-counts", test_last_taker_counts);
  ADD ("/store/alert/one-that-is-not-there-is-not-found", test_alert_that_is_not_there);
  ADD ("/store/alert/same-again-changes-nothing", test_same_alert_changes_nothing);
  ADD ("/store/alert/older-page-does-not-win", test_older_page_does_not_win);
  ADD ("/store/alert/newer-page-wins-though-the-clock-was-set-back", test_clock_set_back);
  ADD ("/store/alert/one-that-went-away-is-kept", test_alert_that_went_away);
  ADD ("/store/alert/letter-case-of-its-id-makes-no-other", test_letter_case_makes_no_other_alert);
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
