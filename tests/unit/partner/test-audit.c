/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-fixture.h"
#include "partner/davy-partner-client-audit.h"
#include "partner/davy-partner-readers.h"

/* What was done at Partner Center: `wire-contract.md` 2.9. */

#define RECORDS "GET /pc/v1/auditrecords "

#define ORDER                                                                              \
  "{\"partnerId\":\"1\",\"customerId\":\"2222-AB\",\"customerName\":\"Fabrikam\","         \
  "\"userPrincipalName\":\"luc@northwind.example\",\"resourceType\":\"order\","            \
  "\"resourceNewValue\":\"{\\\"Id\\\":\\\"O-1\\\",\\\"LineItems\\\":[{\\\"Quantity\\\":1}" \
  "],\\\"Note\\\":null}\",\"operationType\":\"create_order\","                             \
  "\"originalCorrelationId\":\"c-1\",\"operationDate\":\"2026-03-02T04:11:09.1234567Z\","  \
  "\"operationStatus\":\"succeeded\",\"customizedData\":[{\"key\":\"SubscriptionId-0\","   \
  "\"value\":\"" PLAN "\"},{\"key\":\"Comment\",\"value\":null}]}"

static DavyAuditRecord *
read_record (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = davy_json_parse_text (text, NULL);
  DavyJson root = davy_json_root (node, error);

  g_assert_nonnull (node);

  return davy_audit_record_read (&root);
}

static const DavyAuditFact *
get_fact (const GPtrArray *facts, guint index)
{
  g_assert_cmpuint (index, <, facts->len);

  return g_ptr_array_index (facts, index);
}

static void
test_record (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAuditRecord) record = read_record (ORDER, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (record->operation, ==, "create_order");
  g_assert_cmpstr (record->user, ==, "luc@northwind.example");
  g_assert_cmpstr (record->customer_id, ==, "2222-ab");
  g_assert_cmpstr (record->correlation_id, ==, "c-1");
  g_assert_cmpint (record->time % DAVY_TIME_SECOND, ==, 123456);
  g_assert_null (record->application);
  g_assert_cmpuint (record->old_facts->len, ==, 0);
  g_assert_cmpstr (get_fact (record->new_facts, 0)->value, ==, "O-1");
  g_assert_cmpstr (get_fact (record->new_facts, 1)->key, ==, "LineItems");
  g_assert_cmpstr (get_fact (record->new_facts, 1)->value, ==, "[{\"Quantity\":1}]");
  g_assert_null (get_fact (record->new_facts, 2)->value);
  g_assert_null (get_fact (record->more_facts, 1)->value);
}

static void
test_odd_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAuditRecord) record =
      read_record ("{\"operationDate\":\"2026-03-02T04:11:09\",\"operationType\":\"new_thing\","
                   "\"applicationId\":\"Partner Center Native App\","
                   "\"resourceOldValue\":\"plain words\",\"resourceNewValue\":\"\","
                   "\"customizedData\":null}",
                   &error);
  g_autoptr (DavyAuditRecord) object = read_record (
      "{\"operationDate\":\"2026-03-02T04:11:09Z\",\"resourceNewValue\":{\"A\":1}}", &error);

  g_assert_no_error (error);
  g_assert_null (record->user);
  g_assert_cmpstr (record->application, ==, "Partner Center Native App");
  g_assert_cmpstr (record->operation, ==, "new_thing");
  g_assert_cmpstr (get_fact (record->old_facts, 0)->value, ==, "plain words");
  g_assert_cmpuint (record->new_facts->len + record->more_facts->len, ==, 0);
  g_assert_cmpstr (get_fact (object->new_facts, 0)->value, ==, "1");
}

static void
test_no_date (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAuditRecord) record = read_record ("{\"operationType\":\"x\"}", &error);

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static GPtrArray *
list_from (Fixture *fixture, const char *customer_id, DavyDay days_back, GError **error)
{
  DavyDay today = davy_day_from_time (davy_time_now ());
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_list_audit_records_async (fixture->client, customer_id, today - days_back,
                                                today, NULL, davy_test_keep_result, &result);

  return davy_partner_client_list_audit_records_finish (fixture->client,
                                                        davy_test_wait_result (&result), error);
}

static void
test_creator (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  const DavyAuditRecord *creation;

  davy_test_world_spoil (&fixture->world,
                         RECORDS "x1 body={\"items\":[{\"operationDate\":"
                                 "\"2026-03-03T00:00:00Z\",\"operationType\":"
                                 "\"update_order\"}," ORDER "],\"continuationToken\":\"a/b+=,\"}");
  davy_test_world_spoil (&fixture->world, RECORDS "x1 body={\"items\":[]}");
  records = list_from (fixture, FABRIKAM, DAVY_AUDIT_DAYS - 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpuint (
      davy_test_world_count (&fixture->world, "GET", "%22CustomerId%22%2C%22Value%22"), ==, 2);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "seekOperation=Next"), ==, 1);

  creation = davy_audit_find_creation (records, PLAN);
  g_assert_nonnull (creation);
  g_assert_cmpstr (creation->user, ==, "luc@northwind.example");
  g_assert_null (davy_audit_find_creation (records, LEGACY));
}

static void
test_too_long_ago (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (list_from (fixture, NULL, DAVY_AUDIT_DAYS, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "auditrecords"), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add_func ("/partner/audit/json-in-a-text-is-unpacked", test_record);
  g_test_add_func ("/partner/audit/odd-values-do-no-harm", test_odd_values);
  g_test_add_func ("/partner/audit/a-record-has-a-time", test_no_date);
  add ("/partner/audit/who-created-a-subscription-is-found", DAVY_TEST_ADA, test_creator);
  add ("/partner/audit/what-is-not-kept-is-not-asked-for", DAVY_TEST_ADA, test_too_long_ago);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
