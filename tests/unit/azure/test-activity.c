/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-activity.h"

#include "arm-fixture.h"
#include "azure/davy-arm-activity-private.h"

/* The activity log: `wire-contract.md` 3.6. */

#define BEGIN ((DavyTime) 1767225600 * DAVY_TIME_SECOND) /* 2026-01-01 */

static char *
build (DavyTime from, DavyTime to, DavyArmActivityField field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filter = davy_arm_activity_build_filter (from, to, field, value, &error);

  g_assert_no_error (error);

  return g_uri_unescape_string (filter, NULL);
}

static void
test_filter (void)
{
  g_autofree char *all = build (BEGIN, BEGIN + DAVY_TIME_DAY, DAVY_ARM_ACTIVITY_ALL, NULL);
  g_autofree char *group =
      build (BEGIN + 1, BEGIN + 1, DAVY_ARM_ACTIVITY_GROUP, "o'brien' or caller eq 'x");
  g_autofree char *resource = build (BEGIN, BEGIN, DAVY_ARM_ACTIVITY_RESOURCE, "/subscriptions/s");
  g_autofree char *provider = build (BEGIN, BEGIN, DAVY_ARM_ACTIVITY_PROVIDER, "Microsoft.Compute");
  g_autofree char *act = build (BEGIN, BEGIN, DAVY_ARM_ACTIVITY_CORRELATION, "c-1");

  g_assert_cmpstr (all, ==,
                   "eventTimestamp ge '2026-01-01T00:00:00Z' and "
                   "eventTimestamp le '2026-01-02T00:00:00Z'");
  g_assert_cmpstr (group, ==,
                   "eventTimestamp ge '2026-01-01T00:00:00Z' and "
                   "eventTimestamp le '2026-01-01T00:00:01Z' and "
                   "resourceGroupName eq 'o''brien'' or caller eq ''x'");
  g_assert_true (g_str_has_suffix (resource, " and resourceUri eq '/subscriptions/s'"));
  g_assert_true (g_str_has_suffix (provider, " and resourceProvider eq 'Microsoft.Compute'"));
  g_assert_true (g_str_has_suffix (act, " and correlationId eq 'c-1'"));
}

static void
test_bad_filter (void)
{
  static const struct
  {
    DavyTime from;
    DavyTime to;
    DavyArmActivityField field;
    const char *value;
  } filters[] = {
    { DAVY_TIME_UNSET, BEGIN, DAVY_ARM_ACTIVITY_ALL, NULL },
    { BEGIN, BEGIN - 1, DAVY_ARM_ACTIVITY_ALL, NULL },
    { BEGIN, BEGIN + 90 * DAVY_TIME_DAY + 1, DAVY_ARM_ACTIVITY_ALL, NULL },
    { BEGIN, BEGIN, DAVY_ARM_ACTIVITY_ALL, "x" },
    { BEGIN, BEGIN, DAVY_ARM_ACTIVITY_GROUP, NULL },
    { BEGIN, BEGIN, DAVY_ARM_ACTIVITY_GROUP, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (davy_arm_activity_build_filter (filters[i].from, filters[i].to,
                                                     filters[i].field, filters[i].value, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
    }
}

static DavyArmActivity *
read_event (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) document = davy_json_parse_text (text, &error);
  DavyJson root = davy_json_root (document, &error);
  DavyArmActivity *activity;

  g_assert_no_error (error);
  activity = davy_arm_activity_read (&root);
  g_assert_no_error (error);

  return activity;
}

static void
test_read (void)
{
  g_autoptr (DavyArmActivity) event = read_event (
      "{\"caller\":\"eve@fabrikam.example\",\"claims\":{\"appid\":\"app-1\",\"ipaddr\":\"10.0.0.1\"},"
      "\"correlationId\":\"c-1\",\"operationId\":\"o-1\",\"eventDataId\":\"e-1\","
      "\"eventTimestamp\":\"2026-01-01T00:00:00.1234567Z\",\"httpRequest\":{\"clientRequestId\":"
      "\"q-1\",\"clientIpAddress\":\"203.0.113.9\",\"method\":\"PUT\"},\"level\":\"Informational\","
      "\"operationName\":{\"value\":\"Microsoft.Compute/virtualMachines/write\",\"localizedValue\":"
      "\"Create or Update Virtual Machine\"},\"resourceId\":\"/subscriptions/s/x\","
      "\"resourceGroupName\":\"rg\",\"resourceType\":{\"value\":\"Microsoft.Compute/"
      "virtualMachines\"},\"status\":{\"value\":\"Succeeded\",\"localizedValue\":\"Erfolgreich\"},"
      "\"subStatus\":{\"value\":\"Created\"},\"properties\":{\"statusCode\":\"Created\"}}");

  g_assert_cmpstr (event->caller, ==, "eve@fabrikam.example");
  g_assert_false (event->caller_is_id);
  g_assert_cmpstr (event->ip, ==, "203.0.113.9");
  g_assert_cmpstr (event->application_id, ==, "app-1");
  g_assert_cmpstr (event->operation, ==, "Microsoft.Compute/virtualMachines/write");
  g_assert_cmpstr (event->operation_title, ==, "Create or Update Virtual Machine");
  g_assert_cmpstr (event->status, ==, "Succeeded");
  g_assert_cmpstr (event->sub_status, ==, "Created");
  g_assert_cmpstr (event->request_id, ==, "q-1");
  g_assert_cmpstr (event->resource_type, ==, "Microsoft.Compute/virtualMachines");
  g_assert_cmpint (event->time, ==, BEGIN + 123456);
  g_assert_nonnull (strstr (event->raw, "\"statusCode\""));
}

static void
test_callers (void)
{
  static const struct
  {
    const char *event;
    const char *caller;
    gboolean is_id;
  } cases[] = {
    { "{\"caller\":\"20000000-0000-4000-8000-00000000000A\"}",
      "20000000-0000-4000-8000-00000000000A", TRUE },
    { "{\"claims\":{\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn\":\"u@x.example\","
      "\"name\":\"U\"}}",
      "u@x.example", FALSE },
    { "{\"caller\":\"\",\"claims\":{\"http://schemas.microsoft.com/identity/claims/"
      "objectidentifier\":\"20000000-0000-4000-8000-00000000000b\"}}",
      "20000000-0000-4000-8000-00000000000b", TRUE },
    { "{\"caller\":null,\"claims\":\"\"}", NULL, FALSE },
    { "{}", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DavyArmActivity) event = read_event (cases[i].event);

      g_assert_cmpstr (event->caller, ==, cases[i].caller);
      g_assert_cmpint (event->caller_is_id, ==, cases[i].is_id);
    }
}

static void
test_odd_types (void)
{
  g_autoptr (DavyArmActivity) event = read_event (
      "{\"httpRequest\":\"\",\"claims\":[],\"operationName\":\"a/b/write\",\"status\":\"\","
      "\"subStatus\":null,\"eventTimestamp\":\"yesterday\",\"level\":{},\"resourceType\":7,"
      "\"correlationId\":12}");

  g_assert_cmpstr (event->operation, ==, "a/b/write");
  g_assert_null (event->status);
  g_assert_null (event->ip);
  g_assert_null (event->level);
  g_assert_cmpint (event->time, ==, DAVY_TIME_UNSET);
  g_assert_cmpstr (event->correlation_id, ==, "12");
}

static GPtrArray *
list (Fixture *fixture, const char *subscription_id, GError **error)
{
  g_clear_object (&fixture->result);
  davy_arm_client_list_activity_async (fixture->client, FABRIKAM, subscription_id, BEGIN,
                                       BEGIN + DAVY_TIME_DAY, DAVY_ARM_ACTIVITY_PROVIDER,
                                       "Microsoft.Compute", NULL, davy_test_keep_result,
                                       &fixture->result);

  return davy_arm_client_list_activity_finish (fixture->client, wait_result (fixture), error);
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  answer_link (fixture, "{\"value\":[{\"eventDataId\":\"1\"}],\"nextLink\":\"%s\"}",
               "/more?$skiptoken=a");
  answer (fixture, 200, "{\"value\":[{\"eventDataId\":\"2\"},{}]}");
  events = list (fixture, SHOP, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 3);
  assert_asked (fixture, 0, "GET",
                "/subscriptions/" SHOP
                "/providers/Microsoft.Insights/eventtypes/management/values");
  g_assert_true (g_str_has_prefix (get_request (fixture, 0)->query,
                                   "$filter=eventTimestamp%20ge%20'2026-01-01T00%3A00%3A00Z'"));
  g_assert_null (strstr (get_request (fixture, 0)->query, "$select"));
  g_assert_true (g_str_has_suffix (get_request (fixture, 0)->query, "&api-version=2015-04-01"));
}

static void
test_tenant_log (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  answer (fixture, 200, "{\"value\":[]}");
  events = list (fixture, NULL, &error);

  g_assert_no_error (error);
  assert_asked (fixture, 0, "GET", "/providers/Microsoft.Insights/eventtypes/management/values");
}

static void
test_errors (Fixture *fixture, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{\"code\":\"BadRequest\",\"message\":\"The filter is wrong.\"}",
    "{\"error\":{\"code\":\"BadRequest\",\"message\":\"The filter is wrong.\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      answer (fixture, 400, bodies[i]);
      g_assert_null (list (fixture, SHOP, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REJECTED);
      g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "BadRequest");
      g_assert_cmpstr (davy_error_get_fault (error)->service_text, ==, "The filter is wrong.");
    }
}

static void
test_long_range (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_arm_client_list_activity_async (fixture->client, FABRIKAM, SHOP, BEGIN,
                                       BEGIN + 91 * DAVY_TIME_DAY, DAVY_ARM_ACTIVITY_ALL, NULL,
                                       NULL, davy_test_keep_result, &fixture->result);

  g_assert_null (
      davy_arm_client_list_activity_finish (fixture->client, wait_result (fixture), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

static GPtrArray *
read_all (const char *const *events)
{
  GPtrArray *array = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_activity_free);

  for (; *events != NULL; events++)
    g_ptr_array_add (array, read_event (*events));

  return array;
}

#define EVENT(CORRELATION, OPERATION, SECOND, STATUS, REST)                                \
  "{\"correlationId\":\"" CORRELATION "\",\"operationId\":\"" OPERATION                    \
  "\",\"eventTimestamp\":\"2026-01-01T00:00:" SECOND "Z\",\"status\":{\"value\":\"" STATUS \
  "\"}" REST "}"

static void
test_group (void)
{
  static const char *const texts[] = {
    EVENT ("c-1", "o-1", "05", "Succeeded", ",\"resourceId\":\"/r\""),
    EVENT ("c-2", "o-2", "02", "Started", ",\"caller\":\"x@y.example\""),
    EVENT ("C-1", "O-1", "01", "Started",
           ",\"caller\":\"20000000-0000-4000-8000-00000000000a\","
           "\"operationName\":{\"value\":\"a/write\"}"),
    EVENT (
        "c-1", "o-1", "01", "Accepted",
        ",\"caller\":\"eve@fabrikam.example\",\"httpRequest\":{\"clientIpAddress\":\"1.2.3.4\"}"),
    EVENT ("c-1", "o-3", "03", "Failed", ""),
    NULL,
  };
  g_autoptr (GPtrArray) events = read_all (texts);
  g_autoptr (GPtrArray) operations = davy_arm_activities_group (events);
  const DavyArmActivityOperation *operation;

  g_assert_cmpuint (operations->len, ==, 3);
  operation = g_ptr_array_index (operations, 0);
  g_assert_cmpuint (operation->events->len, ==, 3);
  g_assert_cmpint (operation->first, ==, BEGIN + DAVY_TIME_SECOND);
  g_assert_cmpint (operation->last, ==, BEGIN + 5 * DAVY_TIME_SECOND);
  g_assert_cmpstr (operation->status, ==, "Succeeded");
  g_assert_cmpstr (operation->caller, ==, "eve@fabrikam.example");
  g_assert_false (operation->caller_is_id);
  g_assert_cmpstr (operation->ip, ==, "1.2.3.4");
  g_assert_cmpstr (operation->name, ==, "a/write");
  g_assert_cmpstr (operation->resource_id, ==, "/r");
  operation = g_ptr_array_index (operations, 1);
  g_assert_cmpstr (operation->status, ==, "Started");
  operation = g_ptr_array_index (operations, 2);
  g_assert_cmpstr (operation->status, ==, "Failed");
}

static void
test_same_moment (void)
{
  static const char *const texts[] = {
    EVENT ("c", "o", "01", "Succeeded", ""),
    EVENT ("c", "o", "01", "Accepted", ""),
    EVENT ("c", "o", "01", "Started", ""),
    NULL,
  };
  g_autoptr (GPtrArray) events = read_all (texts);
  g_autoptr (GPtrArray) operations = davy_arm_activities_group (events);

  g_assert_cmpuint (operations->len, ==, 1);
  g_assert_cmpstr (((DavyArmActivityOperation *) g_ptr_array_index (operations, 0))->status, ==,
                   "Succeeded");
}

static void
test_alone (void)
{
  static const char *const texts[] = { "{\"operationName\":\"a\"}",
                                       "{\"operationName\":\"a\"}",
                                       "{\"correlationId\":\"c\",\"operationName\":\"a\"}",
                                       "{\"correlationId\":\"c\",\"operationName\":\"A\"}",
                                       "{\"correlationId\":\"c\",\"operationName\":\"b\"}",
                                       NULL };
  g_autoptr (GPtrArray) events = read_all (texts);
  g_autoptr (GPtrArray) operations = davy_arm_activities_group (events);

  g_assert_cmpuint (operations->len, ==, 4);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add_func ("/azure/activity/the-filter-has-one-grammar", test_filter);
  g_test_add_func ("/azure/activity/no-other-filter-can-be-made", test_bad_filter);
  g_test_add_func ("/azure/activity/an-event-is-read", test_read);
  g_test_add_func ("/azure/activity/the-caller-may-be-missing-or-a-number", test_callers);
  g_test_add_func ("/azure/activity/anything-may-be-missing-or-odd", test_odd_types);
  add ("/azure/activity/events-are-listed-page-by-page", test_list);
  add ("/azure/activity/the-tenant-has-a-log-too", test_tenant_log);
  add ("/azure/activity/both-shapes-of-errors-are-read", test_errors);
  add ("/azure/activity/too-long-a-range-is-not-asked", test_long_range);
  g_test_add_func ("/azure/activity/events-of-one-operation-are-grouped", test_group);
  g_test_add_func ("/azure/activity/the-end-counts-at-the-same-moment", test_same_moment);
  g_test_add_func ("/azure/activity/events-without-ids-stand-alone", test_alone);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
