/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-fixture.h"
#include "partner/davy-alert-service.h"
#include "store/davy-rows.h"

/* A case stays with its Azure subscription when alerts begin to come from the other service, and
 * sets the status there. */

#define ALERTS "/graph/beta/security/partner/securityAlerts"
#define OF_GRAPH(status)                                                      \
  "{\"id\":\"of-graph\",\"status\":\"" status "\",\"subscriptionId\":\"" SHOP \
  "\",\"resolvedReason\":\"legitimate\",\"detectedDateTime\":\"2026-03-02T04:00:00Z\"}"

static gboolean
leave_partner_center (DavyDb *db, gpointer data, GError **error)
{
  const Arrival *arrival = data;

  return davy_db_leave_other_services (db, arrival->account_id, DAVY_ALERT_SERVICE_GRAPH, error) &&
         put_arrival (db, data, error);
}

/* What a refresh does after the switch. */
static void
switch_to_graph (Fixture *fixture)
{
  g_autoptr (DavyAlertService) service =
      davy_alert_service_new (fixture->world.account, DAVY_ALERT_SERVICE_GRAPH);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  Arrival arrival = { .account_id = davy_account_get_id (fixture->world.account) };

  davy_test_world_spoil (&fixture->world,
                         "GET " ALERTS " x1 body={\"value\":[" OF_GRAPH ("active") "]}");
  davy_alert_service_list_first_async (service, NULL, davy_test_keep_result, &result);
  events = davy_alert_service_list_first_finish (service, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  arrival.events = events;
  davy_test_store_write (fixture->store, leave_partner_center, &arrival, DAVY_TABLE_ALERTS);
}

static void
test_case_stays (Fixture *fixture, gconstpointer unused)
{
  gint64 row = davy_case_get_id (fixture->handled);
  const GPtrArray *alerts;

  switch_to_graph (fixture);
  open_case_of (fixture, "of-graph");

  g_assert_cmpint (davy_case_get_id (fixture->handled), ==, row);
  alerts = davy_case_get_alerts (fixture->handled);
  g_assert_cmpuint (alerts->len, ==, 1);
  g_assert_cmpstr (davy_alert_get_event_id (g_ptr_array_index (alerts, 0)), ==, "of-graph");
  g_assert_cmpstr (davy_alert_get_service (g_ptr_array_index (alerts, 0)), ==, "graph");
}

static void
test_sent_to_graph (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  switch_to_graph (fixture);
  open_case_of (fixture, "of-graph");
  walk_to_review (fixture, "approved");
  davy_test_world_spoil (&fixture->world, "GET " ALERTS "/of-graph x1 body=" OF_GRAPH ("active"));
  davy_test_world_spoil (&fixture->world,
                         "PATCH " ALERTS "/of-graph x1 body=" OF_GRAPH ("resolved"));
  davy_test_world_spoil (&fixture->world, "GET " ALERTS "/of-graph x1 body=" OF_GRAPH ("resolved"));

  g_assert_true (try_send (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "of-graph"), ==, 1);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
  g_assert_cmpint (davy_test_store_number (fixture->store,
                                           "SELECT count (*) FROM case_entries WHERE kind ="
                                           " 'intent' AND facts LIKE '%graph%'"),
                   ==, 1);
}

static gboolean
leave_intent (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("intent", "review");

  entry->facts = g_strdup ("{'service': <'partner-center'>, 'status': <'Resolved'>,"
                           " 'reason': <'Legitimate'>, 'alerts': <['event-1', 'event-2']>}");

  return davy_db_append_entry (db, davy_case_get_id (fixture->handled), entry, error);
}

static void
resolve_at_partner_center (Fixture *fixture)
{
  static const char *const ids[] = { "event-1", "event-2", NULL };
  g_autoptr (DavyPartnerClient) client = davy_partner_client_new (fixture->world.account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  davy_partner_client_set_status_async (client, SHOP, ids, "Resolved", "Legitimate", NULL,
                                        davy_test_keep_result, &result);
  events =
      davy_partner_client_set_status_finish (client, davy_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
}

/* Sent to Partner Center, no answer, then the switch: only Partner Center knows what became of it.
 */
static void
test_settled_where_sent (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  davy_test_store_write (fixture->store, leave_intent, fixture, DAVY_TABLE_CASES);
  resolve_at_partner_center (fixture);
  switch_to_graph (fixture);
  open_case_of (fixture, "of-graph");
  g_assert_true (davy_case_has_unanswered_change (fixture->handled));

  try_send (fixture, &error);
  g_assert_no_error (error);
  g_assert_false (davy_case_has_unanswered_change (fixture->handled));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "securityAlerts/"), ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", ""), ==, 0);
  g_assert_cmpuint (count_posts (fixture), ==, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store,
                                           "SELECT count (*) FROM alerts WHERE NOT gone"
                                           " AND service = 'partner-center'"),
                   ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/triage/alert-service/a-case-stays-with-its-subscription", test_case_stays);
  ADD ("/triage/alert-service/a-status-is-set-where-alerts-come-from", test_sent_to_graph);
  ADD ("/triage/alert-service/a-lost-answer-is-looked-for-where-it-was-sent",
       test_settled_where_sent);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
