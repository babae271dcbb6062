/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-fixture.h"
#include "partner/davy-alert-service.h"
#include "partner/davy-partner-client-audit.h"
#include "partner/davy-partner-client-budget.h"
#include "partner/davy-partner-client-costs.h"
#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-client-profiles.h"
#include "partner/davy-partner-client-requests.h"
#include "partner/davy-partner-plan-map.h"

/* The calls against an emulator that keeps state: what is done is read back. */

static char *
dup_entitlement_status (Fixture *fixture, const char *azure_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerEntitlement) entitlement = NULL;

  davy_partner_client_get_entitlement_async (fixture->client, FABRIKAM, PLAN, azure_id, NULL,
                                             davy_test_keep_result, &result);
  entitlement = davy_partner_client_get_entitlement_finish (
      fixture->client, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return g_strdup (entitlement->status);
}

static void
cancel (Fixture *fixture, const char *azure_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_partner_client_cancel_entitlement_async (fixture->client, FABRIKAM, PLAN, azure_id, NULL,
                                                davy_test_keep_result, &result);
  g_assert_true (davy_partner_client_cancel_entitlement_finish (
      fixture->client, davy_test_wait_result (&result), NULL, &error));
  g_assert_no_error (error);
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) waited = NULL;
  g_autoptr (GAsyncResult) reactivated = NULL;
  g_autoptr (DavyPartnerEntitlement) flipped = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  cancel (fixture, SHOP);
  before = dup_entitlement_status (fixture, SHOP);
  g_assert_cmpstr (before, ==, "active");

  davy_emulator_advance (fixture->world.emulator, 11 * DAVY_TIME_MINUTE);
  davy_partner_client_wait_entitlement_async (fixture->client, FABRIKAM, PLAN, SHOP, "inactive",
                                              NULL, davy_test_keep_result, &waited);
  flipped = davy_partner_client_wait_entitlement_finish (fixture->client,
                                                         davy_test_wait_result (&waited), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (flipped->azure_id, ==, SHOP);

  davy_partner_client_reactivate_entitlement_async (fixture->client, FABRIKAM, PLAN, SHOP, NULL,
                                                    davy_test_keep_result, &reactivated);
  g_assert_true (davy_partner_client_reactivate_entitlement_finish (
      fixture->client, davy_test_wait_result (&reactivated), NULL, &error));
  davy_emulator_advance (fixture->world.emulator, 11 * DAVY_TIME_MINUTE);
  after = dup_entitlement_status (fixture, SHOP);
  g_assert_cmpstr (after, ==, "active");
}

static gboolean
set_suspended (Fixture *fixture, const char *id, gboolean suspended, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_set_suspended_async (fixture->client, FABRIKAM, id, suspended, NULL,
                                           davy_test_keep_result, &result);

  return davy_partner_client_set_suspended_finish (fixture->client, davy_test_wait_result (&result),
                                                   NULL, error);
}

static void
assert_subscription (Fixture *fixture, const char *id, const char *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerSubscription) subscription = NULL;

  davy_partner_client_get_subscription_async (fixture->client, FABRIKAM, id, NULL,
                                              davy_test_keep_result, &result);
  subscription = davy_partner_client_get_subscription_finish (
      fixture->client, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (subscription->status, ==, status);
}

static void
test_suspend (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (set_suspended (fixture, LEGACY, TRUE, &error));
  g_assert_no_error (error);
  assert_subscription (fixture, LEGACY, "suspended");
  g_assert_true (set_suspended (fixture, LEGACY, FALSE, &error));
  g_assert_no_error (error);
  assert_subscription (fixture, LEGACY, "active");
}

static void
test_suspend_plan (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (set_suspended (fixture, PLAN, TRUE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "plan-active");
  assert_subscription (fixture, PLAN, "active");
}

static void
test_budget (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (GError) error = NULL;
  double amount;

  davy_partner_client_set_budget_async (fixture->client, FABRIKAM, 250, NULL, davy_test_keep_result,
                                        &set);
  g_assert_true (davy_partner_client_set_budget_finish (
      fixture->client, davy_test_wait_result (&set), NULL, &error));
  g_assert_no_error (error);
  davy_partner_client_get_budget_async (fixture->client, FABRIKAM, NULL, davy_test_keep_result,
                                        &got);
  g_assert_true (davy_partner_client_get_budget_finish (
      fixture->client, davy_test_wait_result (&got), &amount, &error));
  g_assert_cmpfloat (amount, ==, 250);
}

static void
test_map_and_costs (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) mapped = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) metered = NULL;
  g_autoptr (GAsyncResult) summed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerPlanMap) map = NULL;
  g_autoptr (GPtrArray) costs = NULL;
  g_autoptr (GPtrArray) meters = NULL;
  g_autoptr (DavyUsageTotal) total = NULL;
  DavyPartnerPlace place;

  davy_partner_client_map_plans_async (fixture->client, FABRIKAM, NULL, davy_test_keep_result,
                                       &mapped);
  map = davy_partner_client_map_plans_finish (fixture->client, davy_test_wait_result (&mapped),
                                              &error);
  g_assert_no_error (error);
  g_assert_true (davy_partner_plan_map_find (map, SHOP, &place));
  g_assert_cmpstr (place.subscription->id, ==, PLAN);

  davy_partner_client_list_resource_costs_async (fixture->client, FABRIKAM, PLAN, NULL,
                                                 davy_test_keep_result, &listed);
  costs = davy_partner_client_list_resource_costs_finish (fixture->client,
                                                          davy_test_wait_result (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (costs->len, >, 0);
  g_assert_true (davy_money_is_known (&((DavyResourceCost *) g_ptr_array_index (costs, 0))->cost));

  davy_partner_client_list_meter_costs_async (fixture->client, FABRIKAM, PLAN, NULL,
                                              davy_test_keep_result, &metered);
  meters = davy_partner_client_list_meter_costs_finish (fixture->client,
                                                        davy_test_wait_result (&metered), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meters->len, >, 0);

  davy_partner_client_get_usage_total_async (fixture->client, FABRIKAM, PLAN, NULL,
                                             davy_test_keep_result, &summed);
  total = davy_partner_client_get_usage_total_finish (fixture->client,
                                                      davy_test_wait_result (&summed), &error);
  g_assert_no_error (error);
  g_assert_true (davy_money_is_known (&total->cost));
}

static void
test_profiles (Fixture *fixture, gconstpointer unused)
{
  for (guint kind = DAVY_PARTNER_PROFILE_LEGAL_BUSINESS; kind <= DAVY_PARTNER_PROFILE_BILLING;
       kind++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DavyPartnerProfile) profile = NULL;

      davy_partner_client_get_profile_async (fixture->client, (DavyPartnerProfileKind) kind, NULL,
                                             davy_test_keep_result, &result);
      profile = davy_partner_client_get_profile_finish (fixture->client,
                                                        davy_test_wait_result (&result), &error);
      g_assert_no_error (error);
      g_assert_nonnull (profile);
    }
}

static void
test_audit_and_requests (Fixture *fixture, gconstpointer unused)
{
  DavyDay today = davy_day_from_time (davy_time_now ());
  g_autoptr (GAsyncResult) audited = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GAsyncResult) unbilled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  davy_partner_client_list_audit_records_async (fixture->client, FABRIKAM,
                                                today - DAVY_AUDIT_DAYS + 1, today, NULL,
                                                davy_test_keep_result, &audited);
  records = davy_partner_client_list_audit_records_finish (
      fixture->client, davy_test_wait_result (&audited), &error);
  g_assert_no_error (error);

  davy_partner_client_list_service_requests_async (fixture->client, NULL, NULL,
                                                   davy_test_keep_result, &asked);
  requests = davy_partner_client_list_service_requests_finish (
      fixture->client, davy_test_wait_result (&asked), &error);
  g_assert_no_error (error);

  davy_partner_client_list_unbilled_lines_async (fixture->client, "EUR", FALSE, keep_page, fixture,
                                                 NULL, davy_test_keep_result, &unbilled);
  g_assert_true (davy_partner_client_list_unbilled_lines_finish (
      fixture->client, davy_test_wait_result (&unbilled), &error));
  g_assert_no_error (error);
}

static void
test_graph (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyAlertService) service =
      davy_alert_service_new (fixture->world.account, DAVY_ALERT_SERVICE_GRAPH);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;
  const DavyFraudEvent *alert;
  const char *ids[2] = { NULL, NULL };

  davy_alert_service_list_async (service, keep_page, fixture, NULL, davy_test_keep_result, &listed);
  g_assert_true (davy_alert_service_list_finish (service, davy_test_wait_result (&listed), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), ==, 5);
  alert = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (fixture->pages, 0), 0);
  ids[0] = alert->event_id;

  davy_alert_service_set_status_async (service, alert->subscription_id, ids, "Resolved",
                                       "Legitimate", NULL, davy_test_keep_result, &set);
  changed =
      davy_alert_service_set_status_finish (service, davy_test_wait_result (&set), NULL, &error);
  g_assert_no_error (error);
  davy_alert_service_read_async (service, alert->subscription_id, ids, NULL, davy_test_keep_result,
                                 &read);
  alerts = davy_alert_service_read_finish (service, davy_test_wait_result (&read), &error);
  g_assert_no_error (error);
  alert = g_ptr_array_index (alerts, 0);
  g_assert_cmpstr (alert->status, ==, "Resolved");
  g_assert_cmpstr (alert->resolved_reason, ==, "Legitimate");
}

/* Customers and subscriptions count together; the rest need not wait for them. */
static void
test_rate_budget (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyRequest) customer =
      davy_partner_client_ask (fixture->client, "GET", "customers", FABRIKAM, NULL);
  g_autoptr (DavyRequest) subscription = davy_partner_client_ask (
      fixture->client, "PATCH", "customers", FABRIKAM, "subscriptions", PLAN, NULL);
  g_autoptr (DavyRequest) entitlements =
      davy_partner_client_ask (fixture->client, "GET", "customers", FABRIKAM, "subscriptions", PLAN,
                               "azureEntitlements", NULL);
  g_autoptr (DavyRequest) events =
      davy_partner_client_ask (fixture->client, "GET", "fraudEvents", NULL);
  guint per_minute = 0;

  g_assert_cmpstr (davy_request_get_budget (customer, &per_minute), ==,
                   "customers:10000000-0000-4000-8000-000000000001");
  g_assert_cmpuint (per_minute, ==, 500);
  g_assert_cmpstr (davy_request_get_budget (subscription, &per_minute), ==,
                   davy_request_get_budget (customer, &per_minute));
  g_assert_cmpstr (davy_request_get_budget (entitlements, &per_minute), ==,
                   davy_request_get_budget (customer, &per_minute));
  g_assert_null (davy_request_get_budget (events, &per_minute));
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/partner/contract/a-cancelled-subscription-flips-and-comes-back", DAVY_TEST_ADA,
       test_cancel);
  add ("/partner/contract/a-legacy-subscription-is-suspended-and-comes-back", DAVY_TEST_ADA,
       test_suspend);
  add ("/partner/contract/a-plan-in-use-is-not-suspended", DAVY_TEST_ADA, test_suspend_plan);
  add ("/partner/contract/a-budget-is-kept", DAVY_TEST_ADA, test_budget);
  add ("/partner/contract/places-and-costs", DAVY_TEST_ADA, test_map_and_costs);
  add ("/partner/contract/all-profiles-of-the-partner", DAVY_TEST_ADA, test_profiles);
  add ("/partner/contract/records-requests-and-unbilled-lines", DAVY_TEST_ADA,
       test_audit_and_requests);
  add ("/partner/contract/graph-takes-legitimate", DAVY_TEST_ADA, test_graph);
  add ("/partner/contract/customers-share-a-budget", DAVY_TEST_ADA, test_rate_budget);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
