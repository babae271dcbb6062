/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-accounts-private.h"
#include "client-fixture.h"
#include "partner/davy-alert-service.h"
#include "partner/davy-graph-client.h"
#include "partner/davy-graph-readers.h"

/* Alerts from Microsoft Graph, and the one way to both services: `wire-contract.md` 2.4. */

#define ALERTS "/graph/beta/security/partner/securityAlerts"

#define ALERT(id, more) "{\"id\":\"" id "\",\"status\":\"active\"" more "}"

/* --- one record ---------------------------------------------------------------------------- */

static DavyFraudEvent *
read_alert (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = davy_json_parse_text (text, NULL);
  DavyJson root = davy_json_root (node, error);

  g_assert_nonnull (node);

  return davy_graph_alert_read (&root);
}

static void
test_field_map (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyFraudEvent) alert = read_alert (
      "{\"id\":\"9A0C-b-1\",\"displayName\":\"Action Required\",\"description\":\"Mining\","
      "\"alertType\":\"networkConnectionsToCryptoMiningPools\",\"status\":\"resolved\","
      "\"severity\":\"high\",\"confidenceLevel\":\"medium\",\"customerTenantId\":\"2222-AB\","
      "\"subscriptionId\":\"7D1B\",\"valueAddedResellerTenantId\":null,\"catalogOfferId\":\"M\","
      "\"detectedDateTime\":\"2026-03-02T04:11:09.37Z\","
      "\"firstObservedDateTime\":\"2026-03-02T03:02:00Z\","
      "\"lastObservedDateTime\":\"2026-03-02T04:05:00Z\",\"resolvedReason\":\"fraud\","
      "\"resolvedOnDateTime\":\"2026-03-03T04:05:00Z\",\"resolvedBy\":\"ada@northwind.example\","
      "\"isTest\":\"True\",\"affectedResources\":[{\"resourceId\":\"/subscriptions/7D1B/vm\","
      "\"resourceType\":\"AzureResource\"}],\"activityLogs\":[{\"statusFrom\":\"active\","
      "\"statusTo\":\"investigating\",\"updatedBy\":\"ada@northwind.example\","
      "\"updatedDateTime\":\"2026-03-02T09:34:27.8016635+05:30\"}],"
      "\"additionalDetails\":{\"VM_IP\":\"[ \\\"203.0.113.7\\\"]\",\"ConnectionCount\":\"5\"}}",
      &error);
  const DavyFraudResource *resource;
  const DavyFraudActivity *activity;
  const DavyFraudDetail *detail;

  g_assert_no_error (error);
  g_assert_cmpstr (alert->event_id, ==, "9A0C-b-1");
  g_assert_cmpstr (alert->event_type, ==, "networkConnectionsToCryptoMiningPools");
  g_assert_cmpstr (alert->status, ==, "Resolved");
  g_assert_cmpstr (alert->severity, ==, "High");
  g_assert_cmpstr (alert->confidence, ==, "Medium");
  g_assert_cmpstr (alert->resolved_reason, ==, "Fraud");
  g_assert_cmpstr (alert->resolved_by, ==, "ada@northwind.example");
  g_assert_cmpstr (alert->customer_tenant_id, ==, "2222-ab");
  g_assert_cmpstr (alert->subscription_id, ==, "7d1b");
  g_assert_null (alert->customer_name);
  g_assert_null (alert->reseller_tenant_id);
  g_assert_cmpint (alert->hit_count, ==, -1);
  g_assert_cmpint (alert->first_observed, <, alert->last_observed);
  g_assert_cmpint (alert->last_observed, <, alert->event_time);
  g_assert_cmpint (alert->event_time, <, alert->resolved_on);
  g_assert_true (alert->is_test);

  resource = g_ptr_array_index (alert->resources, 0);
  g_assert_cmpstr (resource->id, ==, "/subscriptions/7D1B/vm");
  g_assert_cmpstr (resource->type, ==, "AzureResource");
  activity = g_ptr_array_index (alert->activity, 0);
  g_assert_cmpstr (activity->status_to, ==, "Investigating");
  g_assert_cmpint (activity->time, !=, DAVY_TIME_UNSET);
  detail = g_ptr_array_index (alert->details, 0);
  g_assert_cmpstr (detail->key, ==, "VM_IP");
  g_assert_cmpstr (detail->value, ==, "203.0.113.7");
}

static void
test_nulls (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyFraudEvent) alert = read_alert (
      "{\"id\":\"a\",\"status\":\"investigating\",\"resolvedBy\":\"early@northwind.example\","
      "\"severity\":null,\"resolvedReason\":null,\"resolvedOnDateTime\":null,\"isTest\":false,"
      "\"subscriptionId\":null,\"affectedResources\":[],\"activityLogs\":null,"
      "\"additionalDetails\":null}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpstr (alert->status, ==, "Investigating");
  g_assert_null (alert->resolved_by);
  g_assert_null (alert->resolved_reason);
  g_assert_null (alert->severity);
  g_assert_cmpint (alert->resolved_on, ==, DAVY_TIME_UNSET);
  g_assert_cmpuint (alert->resources->len + alert->activity->len + alert->details->len, ==, 0);
}

static void
test_unknown_words (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyFraudEvent) alert =
      read_alert ("{\"id\":\"a\",\"status\":\"unknownFutureValue\",\"severity\":\"informational\","
                  "\"resolvedReason\":\"weather\",\"alertType\":\"CryptoMining\"}",
                  &error);

  g_assert_no_error (error);
  g_assert_cmpstr (alert->status, ==, "unknownFutureValue");
  g_assert_cmpstr (alert->severity, ==, "Informational");
  g_assert_cmpstr (alert->resolved_reason, ==, "weather");
  g_assert_cmpstr (alert->event_type, ==, "CryptoMining");
}

static void
test_long_fault (void)
{
  g_auto (DavyFault) fault = { 0 };
  g_autoptr (GString) text = g_string_new ("{\"error\":{\"message\":\"x");
  g_autoptr (GBytes) body = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "é");
  g_string_append (text, "\"}}");
  body = g_bytes_new (text->str, text->len);
  davy_graph_read_fault (400, body, &fault);

  g_assert_true (g_utf8_validate (fault.service_text, -1, NULL));
}

static void
test_fault (void)
{
  static const char body[] = "\xef\xbb\xbf{\"error\":{\"code\":\"Authorization_RequestDenied\","
                             "\"message\":\"Insufficient privileges\",\"innerError\":{}}}";
  g_auto (DavyFault) fault = { 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, sizeof body - 1);
  g_autoptr (GBytes) html = g_bytes_new_static ("<html>", 6);

  davy_graph_read_fault (403, bytes, &fault);
  g_assert_cmpstr (fault.service_code, ==, "Authorization_RequestDenied");
  g_assert_cmpstr (fault.service_text, ==, "Insufficient privileges");
  g_assert_cmpstr (fault.reason, ==, "graph-scope");
  davy_fault_clear (&fault);

  fault.claims = g_strdup ("{}");
  davy_graph_read_fault (403, bytes, &fault);
  g_assert_null (fault.reason);
  davy_fault_clear (&fault);

  davy_graph_read_fault (502, html, &fault);
  g_assert_null (fault.service_code);
  g_assert_null (fault.reason);
}

/* --- the service --------------------------------------------------------------------------- */

typedef struct
{
  Fixture base;
  DavyAlertService *service;
} GraphFixture;

static void
set_up_graph (GraphFixture *fixture, gconstpointer user)
{
  set_up (&fixture->base, user);
  fixture->service = davy_alert_service_new (fixture->base.world.account, DAVY_ALERT_SERVICE_GRAPH);
}

static void
tear_down_graph (GraphFixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->service);
  tear_down (&fixture->base, unused);
}

static gboolean
list (GraphFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_alert_service_list_async (fixture->service, keep_page, fixture, NULL, davy_test_keep_result,
                                 &result);

  return davy_alert_service_list_finish (fixture->service, davy_test_wait_result (&result), error);
}

static GPtrArray *
set_status (GraphFixture *fixture, const char *reason, DavyPartnerReceipt **receipt, GError **error)
{
  static const char *const ids[] = { "one/1", "two", NULL };
  g_autoptr (GAsyncResult) result = NULL;

  davy_alert_service_set_status_async (fixture->service, SHOP, ids,
                                       reason != NULL ? "Resolved" : "Investigating", reason, NULL,
                                       davy_test_keep_result, &result);

  return davy_alert_service_set_status_finish (fixture->service, davy_test_wait_result (&result),
                                               receipt, error);
}

static void
test_choice (GraphFixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyAlertService) other = davy_alert_service_new (fixture->base.world.account, "");

  g_assert_cmpstr (davy_alert_service_get_name (fixture->service), ==, "graph");
  g_assert_cmpstr (davy_alert_service_get_name (other), ==, "partner-center");
}

static void
test_not_offered (void)
{
  g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_for_cloud ("china");
  g_autoptr (DavyAccounts) accounts = davy_accounts_new (endpoints, g_test_get_path (), "app");
  DavyOauthTokens tokens = { .access_token = (char *) "access",
                             .refresh_token = (char *) "refresh",
                             .account_id = (char *) "person",
                             .username = (char *) "li@northwind.example",
                             .tenant_id = (char *) "tenant" };
  DavyAccount *account = davy_accounts_take (accounts, NULL, &tokens, FALSE);
  g_autoptr (DavyAlertService) service = davy_alert_service_new (account, DAVY_ALERT_SERVICE_GRAPH);

  g_assert_cmpstr (davy_alert_service_get_name (service), ==, DAVY_ALERT_SERVICE_PARTNER_CENTER);
}

static void
test_scope_when_asked (GraphFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = davy_test_world_dup_body (&fixture->base.world, "/token");
  g_autofree char *after = NULL;

  g_assert_null (strstr (before, "PartnerSecurity"));
  davy_test_world_spoil (&fixture->base.world, "GET " ALERTS " x1 body={\"value\":[]}");
  g_assert_true (list (fixture, &error));
  after = davy_test_world_dup_body (&fixture->base.world, "/token");
  g_assert_nonnull (strstr (after, "PartnerSecurity.ReadWrite.All"));
}

static void
test_pages (GraphFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rule = g_strdup_printf (
      "GET " ALERTS " x1 body={\"@odata.nextLink\":\"%s" ALERTS "?$skiptoken=a%%2Bb\",\"value\":["
      "]}",
      davy_emulator_get_base_uri (fixture->base.world.emulator));

  davy_test_world_spoil (&fixture->base.world, rule);
  davy_test_world_spoil (&fixture->base.world,
                         "GET " ALERTS " x1 body={\"value\":[" ALERT ("A-1", "") "," ALERT (
                             "b", "") "," ALERT ("a-1", "") "]}");
  g_assert_true (list (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_records (&fixture->base), ==, 2);
  g_assert_cmpuint (davy_test_world_count (&fixture->base.world, "GET", "$skiptoken=a%2Bb"), ==, 1);
}

static void
test_link_elsewhere (GraphFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->base.world,
                         "GET " ALERTS " x1 body={\"value\":[],\"@odata.nextLink\":"
                         "\"https://graph.microsoft.example/beta/x\"}");
  g_assert_false (list (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
}

static void
test_no_scope (GraphFixture *fixture, gconstpointer unused)
{
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->base.world,
                         "GET " ALERTS " x1 status=403,body={\"error\":{\"code\":\"Forbidden\"}}");
  g_assert_false (list (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  sentence = davy_error_dup_sentence (error);
  g_assert_nonnull (strstr (sentence, "PartnerSecurity.ReadWrite.All"));
}

static void
test_first (GraphFixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->base.world, "GET " ALERTS " x1 body={\"@odata.nextLink\":\"x\","
                                               "\"value\":[" ALERT ("a", "") "]}");
  davy_alert_service_list_first_async (fixture->service, NULL, davy_test_keep_result, &result);
  alerts = davy_alert_service_list_first_finish (fixture->service, davy_test_wait_result (&result),
                                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (alerts->len, ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->base.world, "GET", ALERTS), ==, 1);
}

static void
test_read (GraphFixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "one/1", "gone", "two", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->base.world,
                         "GET " ALERTS "/* x1 body={\"value\":" ALERT ("one/1", "") "}");
  davy_test_world_spoil (&fixture->base.world,
                         "GET " ALERTS "/* x1 status=404,body={\"error\":{}}");
  davy_test_world_spoil (&fixture->base.world, "GET " ALERTS "/* x1 body=" ALERT ("two", ""));
  davy_alert_service_read_async (fixture->service, SHOP, ids, NULL, davy_test_keep_result, &result);
  alerts =
      davy_alert_service_read_finish (fixture->service, davy_test_wait_result (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (alerts->len, ==, 2);
  g_assert_cmpstr (((DavyFraudEvent *) g_ptr_array_index (alerts, 0))->event_id, ==, "one/1");
}

static void
test_resolve (GraphFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  g_autofree char *body = NULL;

  davy_test_world_spoil (&fixture->base.world, "PATCH " ALERTS "/* x1 body=" ALERT ("one/1", ""));
  davy_test_world_spoil (&fixture->base.world, "PATCH " ALERTS "/* x1 status=204");
  alerts = set_status (fixture, "Legitimate", &receipt, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (alerts->len, ==, 1);
  assert_receipt (receipt, 204); /* the last one */
  body = davy_test_world_dup_body (&fixture->base.world, "securityAlerts/");
  g_assert_cmpstr (body, ==, "{\"status\":\"resolved\",\"resolvedReason\":\"legitimate\"}");
}

static void
test_investigate (GraphFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  davy_test_world_spoil (&fixture->base.world, "PATCH " ALERTS "/* x2 body={}");
  alerts = set_status (fixture, NULL, NULL, &error);
  g_assert_no_error (error);
  body = davy_test_world_dup_body (&fixture->base.world, "securityAlerts/");
  g_assert_cmpstr (body, ==, "{\"status\":\"investigating\"}");
}

static void
test_refused_change (GraphFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;

  davy_test_world_spoil (&fixture->base.world, "PATCH " ALERTS "/* x1 status=400,body={}");
  g_assert_null (set_status (fixture, "Fraud", NULL, &first));
  g_assert_error (first, DAVY_ERROR, DAVY_ERROR_REJECTED);
  g_assert_cmpuint (davy_test_world_count (&fixture->base.world, "PATCH", ALERTS), ==, 1);

  /* One is changed, one is not: nobody may believe that nothing was. */
  davy_test_world_spoil (&fixture->base.world, "PATCH " ALERTS "/* x1 body={}");
  davy_test_world_spoil (&fixture->base.world, "PATCH " ALERTS "/* x1 status=403,body={}");
  g_assert_null (set_status (fixture, "Fraud", NULL, &second));
  g_assert_error (second, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
}

static void
test_no_ids (GraphFixture *fixture, gconstpointer unused)
{
  static const char *const none[] = { NULL };
  const char *const names[] = { DAVY_ALERT_SERVICE_GRAPH, DAVY_ALERT_SERVICE_PARTNER_CENTER };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DavyAlertService) service =
          davy_alert_service_new (fixture->base.world.account, names[i]);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      davy_alert_service_set_status_async (service, SHOP, none, "Resolved", "Fraud", NULL,
                                           davy_test_keep_result, &result);
      g_assert_null (davy_alert_service_set_status_finish (service, davy_test_wait_result (&result),
                                                           NULL, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
    }
}

/* What sync and triage do with either service. */
static void
test_partner_center (GraphFixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (DavyAlertService) service =
      davy_alert_service_new (fixture->base.world.account, DAVY_ALERT_SERVICE_PARTNER_CENTER);
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GError) error = NULL;

  davy_alert_service_read_async (service, SHOP, ids, NULL, davy_test_keep_result, &read);
  alerts = davy_alert_service_read_finish (service, davy_test_wait_result (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (alerts->len, >, 0);

  davy_alert_service_set_status_async (service, SHOP, ids, "Resolved", "Fraud", NULL,
                                       davy_test_keep_result, &set);
  changed =
      davy_alert_service_set_status_finish (service, davy_test_wait_result (&set), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->base.world, "GET", "/graph/"), ==, 0);
}

static void
add_graph (const char *path, void (*test) (GraphFixture *, gconstpointer))
{
  g_test_add (path, GraphFixture, DAVY_TEST_ADA, set_up_graph, test, tear_down_graph);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add_func ("/partner/graph/fields-become-partner-center-s", test_field_map);
  g_test_add_func ("/partner/graph/null-is-none", test_nulls);
  g_test_add_func ("/partner/graph/unknown-words-are-kept", test_unknown_words);
  g_test_add_func ("/partner/graph/errors-are-read", test_fault);
  g_test_add_func ("/partner/graph/a-long-fault-is-cut-between-characters", test_long_fault);
  add_graph ("/partner/graph/the-service-is-chosen-by-name", test_choice);
  g_test_add_func ("/partner/graph/a-cloud-without-it-stays-with-partner-center", test_not_offered);
  add_graph ("/partner/graph/its-permission-is-asked-for-when-used", test_scope_when_asked);
  add_graph ("/partner/graph/the-next-link-is-followed-as-it-is", test_pages);
  add_graph ("/partner/graph/a-link-elsewhere-is-not-followed", test_link_elsewhere);
  add_graph ("/partner/graph/a-missing-permission-names-the-remedy", test_no_scope);
  add_graph ("/partner/graph/the-first-few-come-alone", test_first);
  add_graph ("/partner/graph/alerts-are-read-one-by-one", test_read);
  add_graph ("/partner/graph/resolving-sends-graph-s-words", test_resolve);
  add_graph ("/partner/graph/investigating-sends-no-reason", test_investigate);
  add_graph ("/partner/graph/a-half-made-change-is-unknown", test_refused_change);
  add_graph ("/partner/graph/an-empty-list-of-ids-is-never-sent", test_no_ids);
  add_graph ("/partner/graph/partner-center-is-used-the-same-way", test_partner_center);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
