/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-readers.h"

#include "davy-test.h"

/* Every quirk of `wire-contract.md` 2.1. */

static DavyFraudEvent *
read_text (const char *text, GError **error)
{
  g_autoptr (GError) broken = NULL;
  g_autoptr (JsonNode) node = davy_json_parse_text (text, &broken);
  DavyJson root = davy_json_root (node, error);

  g_assert_no_error (broken);

  return davy_fraud_event_read (&root);
}

static DavyFraudEvent *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  DavyFraudEvent *event;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  event = read_text (text, &error);
  g_assert_no_error (error);

  return event;
}

/* An event with the least that is needed, and @members. */
static DavyFraudEvent *
read_with (const char *members)
{
  g_autofree char *text =
      g_strdup_printf ("{\"eventId\": \"e-1\", \"eventStatus\": \"Active\", %s}", members);
  g_autoptr (GError) error = NULL;
  DavyFraudEvent *event = read_text (text, &error);

  g_assert_no_error (error);

  return event;
}

static void
assert_unreadable (const char *text, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyFraudEvent) event = read_text (text, &error);

  g_assert_nonnull (event);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_nonnull (strstr (error->message, path));
}

static void
assert_time (DavyTime time, const char *iso)
{
  DavyTime expected;

  g_assert_true (davy_time_parse (iso, &expected));
  g_assert_cmpint (time, ==, expected);
}

static void
test_new_model (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");

  g_assert_cmpstr (event->event_id, ==, "7D1B0000-0000-4000-8000-000000000001_c9e0");
  g_assert_cmpstr (event->event_type, ==, "NetworkConnectionsToCryptoMiningPools");
  g_assert_cmpstr (event->status, ==, "Active");
  g_assert_cmpstr (event->severity, ==, "Medium");
  g_assert_cmpstr (event->confidence, ==, "high");
  g_assert_cmpstr (event->customer_name, ==, "Fabrikam");
  g_assert_cmpstr (event->reseller_name, ==, "Reseller Ltd");
  g_assert_cmpstr (event->subscription_name, ==, "Fabrikam Prod");
  g_assert_cmpstr (event->resource_group, ==, "rg-app");
  g_assert_cmpint (event->hit_count, ==, 31);
  g_assert_false (event->is_test);
}

static void
test_ids_are_lower_case (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");

  g_assert_cmpstr (event->subscription_id, ==, "7d1b0000-0000-4000-8000-00000000000f");
  g_assert_cmpstr (event->customer_tenant_id, ==, "22220000-0000-4000-8000-00000000000a");
}

static void
test_no_zone_is_utc (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");

  assert_time (event->event_time, "2026-03-02T04:11:09.370Z");
  assert_time (event->first_observed, "2026-03-02T03:12:00Z");
  assert_time (event->last_observed, "2026-03-02T04:15:00Z");
}

static void
test_sentinels (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");
  g_autoptr (DavyFraudEvent) never = read_with ("\"resolvedOn\": \"0001-01-01T00:00:00\"");

  g_assert_cmpint (event->resolved_on, ==, DAVY_TIME_UNSET);
  g_assert_cmpint (never->resolved_on, ==, DAVY_TIME_UNSET);
}

static void
test_reason_none (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");

  g_assert_null (event->resolved_reason);
  g_assert_null (event->resolved_by);
}

static void
test_legacy_model (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("legacy-event.json");

  g_assert_null (event->event_type);
  g_assert_null (event->customer_name);
  g_assert_null (event->severity);
  g_assert_cmpstr (event->resolved_reason, ==, "Fraud");
  g_assert_cmpstr (event->resolved_by, ==, "b@northwind.example");
  assert_time (event->resolved_on, "2022-01-10T12:00:00.5Z");
  g_assert_cmpuint (event->resources->len, ==, 0);
  g_assert_cmpuint (event->activity->len, ==, 0);
}

static void
test_occurrence_stands_in (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("legacy-event.json");
  g_autoptr (DavyFraudEvent) sentinel =
      read_with ("\"firstObserved\": \"9999-12-31T23:59:59.9970000\","
                 "\"firstOccurrence\": \"2026-03-01T00:00:00\"");

  assert_time (event->first_observed, "2022-01-09T22:00:00Z");
  assert_time (event->last_observed, "2022-01-10T09:30:00Z");
  assert_time (sentinel->first_observed, "2026-03-01T00:00:00Z");
}

static const char *
get_detail (DavyFraudEvent *event, const char *key)
{
  for (guint i = 0; i < event->details->len; i++)
    {
      const DavyFraudDetail *detail = g_ptr_array_index (event->details, i);

      if (g_str_equal (detail->key, key))
        return detail->value;
    }

  return NULL;
}

static void
test_details (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");

  g_assert_cmpstr (get_detail (event, "vM_IP"), ==, "203.0.113.7, 203.0.113.8");
  g_assert_cmpstr (get_detail (event, "connectionCount"), ==, "31");
  g_assert_cmpstr (get_detail (event, "ports"), ==, "3333, 4444");
  g_assert_null (get_detail (event, "nothing"));
}

static void
test_details_not_quite_an_array (void)
{
  g_autoptr (DavyFraudEvent) event =
      read_with ("\"additionalDetails\": {\"a\": \"[not json\", \"b\": \"\"}");

  g_assert_cmpstr (get_detail (event, "a"), ==, "[not json");
  g_assert_cmpstr (get_detail (event, "b"), ==, "");
}

static void
test_activity_string (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");
  const DavyFraudActivity *first, *second;

  g_assert_cmpuint (event->activity->len, ==, 2);
  first = g_ptr_array_index (event->activity, 0);
  second = g_ptr_array_index (event->activity, 1);
  g_assert_null (first->updated_by);
  g_assert_cmpstr (second->status_to, ==, "Investigating");
  g_assert_cmpstr (second->updated_by, ==, "a@northwind.example");
  assert_time (second->time, "2026-03-02T04:04:27.801663Z");
}

static void
test_activity_array (void)
{
  g_autoptr (DavyFraudEvent) event =
      read_with ("\"activityLogs\": [{\"statusFrom\": \"Active\", \"statusTo\": \"Resolved\","
                 "\"updatedBy\": \"c@x.example\", \"dateTime\": \"2026-03-02T04:00:00Z\"}]");

  g_assert_cmpuint (event->activity->len, ==, 1);
}

static void
test_activity_nothing (void)
{
  static const char *const nothings[] = { "\"\"", "null", "\"[]\"", "[]", "\"{broken\"", "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (nothings); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"activityLogs\": %s", nothings[i]);
      g_autoptr (DavyFraudEvent) event = read_with (member);

      g_assert_cmpuint (event->activity->len, ==, 0);
    }
}

static void
test_is_test (void)
{
  static const char *const members[] = { "\"IsTest\": \"true\"", "\"isTest\": \"True\"",
                                         "\"isTest\": true" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (DavyFraudEvent) event = read_with (members[i]);

      g_assert_true (event->is_test);
    }
}

static void
test_resources (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");
  g_autoptr (DavyFraudEvent) empty = read_with ("\"affectedResources\": []");
  g_autoptr (DavyFraudEvent) without_id =
      read_with ("\"affectedResources\": [{\"type\": \"AzureResource\"}]");
  const DavyFraudResource *resource = g_ptr_array_index (event->resources, 0);

  g_assert_true (g_str_has_suffix (resource->id, "/virtualMachines/vm-app-01"));
  g_assert_cmpstr (resource->type, ==, "AzureResource");
  g_assert_cmpuint (empty->resources->len, ==, 0);
  g_assert_cmpuint (without_id->resources->len, ==, 0);
}

static void
test_unknown_words (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyFraudEvent) event =
      read_text ("{\"eventId\": \"e\", \"eventStatus\": \"Parked\", \"severity\": \"Grave\","
                 "\"eventType\": \"Brand_New\"}",
                 &error);

  g_assert_no_error (error);
  g_assert_cmpstr (event->status, ==, "Parked");
  g_assert_cmpstr (event->severity, ==, "Grave");
  g_assert_cmpstr (event->event_type, ==, "Brand_New");
}

static void
test_hit_count (void)
{
  g_autoptr (DavyFraudEvent) absent = read_with ("\"x\": 1");
  g_autoptr (DavyFraudEvent) number = read_with ("\"hitCount\": 12");

  g_assert_cmpint (absent->hit_count, ==, -1);
  g_assert_cmpint (number->hit_count, ==, 12);
}

static void
test_raw_is_kept (void)
{
  g_autoptr (DavyFraudEvent) event = read_file ("new-event.json");

  g_assert_nonnull (strstr (event->raw, "\"somethingNew\":{\"x\":1}"));
}

static void
test_missing_id (void)
{
  assert_unreadable ("{\"eventStatus\": \"Active\"}", "eventId");
  assert_unreadable ("{\"eventId\": \"\", \"eventStatus\": \"Active\"}", "eventId");
}

static void
test_wrong_types (void)
{
  assert_unreadable ("{\"eventId\": [], \"eventStatus\": \"Active\"}", "eventId");
  assert_unreadable ("{\"eventId\": \"e\", \"eventStatus\": \"Active\", \"eventTime\": \"soon\"}",
                     "eventTime");
  assert_unreadable (
      "{\"eventId\": \"e\", \"eventStatus\": \"Active\", \"affectedResources\": [7]}",
      "affectedResources[0]");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/partner/event/the-new-model-is-read", test_new_model);
  g_test_add_func ("/partner/event/ids-become-lower-case", test_ids_are_lower_case);
  g_test_add_func ("/partner/event/a-time-without-zone-is-utc", test_no_zone_is_utc);
  g_test_add_func ("/partner/event/years-1-and-9999-mean-never", test_sentinels);
  g_test_add_func ("/partner/event/reason-none-is-no-reason", test_reason_none);
  g_test_add_func ("/partner/event/the-legacy-model-is-read", test_legacy_model);
  g_test_add_func ("/partner/event/occurrence-stands-in-for-observed", test_occurrence_stands_in);
  g_test_add_func ("/partner/event/arrays-inside-strings-are-unpacked", test_details);
  g_test_add_func ("/partner/event/a-broken-inner-array-stays-text",
                   test_details_not_quite_an_array);
  g_test_add_func ("/partner/event/activity-in-a-string-is-read-oldest-first",
                   test_activity_string);
  g_test_add_func ("/partner/event/activity-as-an-array-is-read", test_activity_array);
  g_test_add_func ("/partner/event/no-activity-costs-nothing", test_activity_nothing);
  g_test_add_func ("/partner/event/is-test-in-any-case-and-type", test_is_test);
  g_test_add_func ("/partner/event/affected-resources-may-be-empty", test_resources);
  g_test_add_func ("/partner/event/unknown-words-are-kept", test_unknown_words);
  g_test_add_func ("/partner/event/hit-count-may-be-absent-or-a-number", test_hit_count);
  g_test_add_func ("/partner/event/the-raw-event-is-kept", test_raw_is_kept);
  g_test_add_func ("/partner/event/an-event-without-id-is-refused", test_missing_id);
  g_test_add_func ("/partner/event/wrong-types-name-their-path", test_wrong_types);

  return g_test_run ();
}
