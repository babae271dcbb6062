/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-error.h"
#include "davy-test.h"
#include "emulator/davy-scenario.h"
#include "emulator/scenario-records.h"

#define HEAD                                                                              \
  "{\"version\":1,\"partner\":{\"tenantId\":\"10000000-0000-4000-8000-000000000001\","    \
  "\"name\":\"N\",\"domain\":\"n.example\"},\"users\":[{\"userName\":\"a\",\"password\":" \
  "\"p\",\"displayName\":\"A\",\"objectId\":\"10000000-0000-4000-8000-000000000002\"}],"
#define CUSTOMER                                                                    \
  "\"customers\":[{\"id\":\"20000000-0000-4000-8000-000000000001\",\"name\":\"F\"," \
  "\"domain\":\"f.example\",\"country\":\"DE\",\"subscriptions\":[%s]}]"
#define LEGACY_WITH                                                                            \
  "{\"kind\":\"legacy\",\"id\":\"30000000-0000-4000-8000-000000000001\",\"created\":\"-3d\","  \
  "\"azureId\":\"40000000-0000-4000-8000-000000000001\",\"usage\":{\"meters\":[{\"id\":\"m\"," \
  "\"service\":\"S\",\"name\":\"M\",%s}]}}"

static DavyScenario *
load (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return davy_scenario_load_bytes (bytes, error);
}

static void
assert_refused (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyScenario) scenario = load (text, &error);

  g_assert_null (scenario);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, message);
}

static void
assert_meter_refused (const char *meter, const char *message)
{
  g_autofree char *legacy = g_strdup_printf (LEGACY_WITH, meter);
  g_autofree char *customer = g_strdup_printf (CUSTOMER, legacy);
  g_autofree char *text = g_strconcat (HEAD, customer, "}", NULL);

  assert_refused (text, message);
}

static void
test_missing (void)
{
  assert_refused (HEAD "\"customers\":[{\"name\":\"F\"}]}", "customers[0].id is missing");
  assert_refused ("{}", "version");
}

static void
test_version (void)
{
  assert_refused ("{\"version\":2}", "version must be 1");
}

static void
test_unknown_member (void)
{
  assert_refused (HEAD "\"customers\":[],\"costumers\":[]}",
                  "costumers is not a member of the schema");
}

static void
test_wrong_type (void)
{
  assert_refused (HEAD "\"customers\":{}}", "customers is not an array");
  assert_meter_refused ("\"daily\":[1,true]",
                        "customers[0].subscriptions[0].usage.meters[0].daily[1]");
}

static void
test_guid (void)
{
  assert_refused (HEAD "\"customers\":[{\"id\":\"7\",\"name\":\"F\",\"domain\":\"f\","
                       "\"country\":\"DE\"}]}",
                  "customers[0].id: “7” is not a GUID");
}

static void
test_used_twice (void)
{
  g_autofree char *legacy = g_strdup_printf (LEGACY_WITH, "\"daily\":[1]");
  g_autofree char *twice = g_strconcat (legacy, ",", legacy, NULL);
  g_autofree char *customer = g_strdup_printf (CUSTOMER, twice);
  g_autofree char *text = g_strconcat (HEAD, customer, "}", NULL);

  assert_refused (text, "customers[0].subscriptions[1].id: “30000000-0000-4000-8000-000000000001” "
                        "is used twice");
}

static void
test_meter (void)
{
  assert_meter_refused ("\"price\":1", "meters[0] needs either daily or shape");
  assert_meter_refused ("\"shape\":{\"weekly\":0.1}", "meters[0].shape.base is missing");
  assert_meter_refused ("\"shape\":{\"base\":1,\"events\":[{\"from\":-1,\"to\":-2,\"add\":1}]}",
                        "shape.events[0] from must not be after to");
  assert_meter_refused ("\"shape\":{\"base\":1,\"events\":[{\"from\":-2}]}",
                        "shape.events[0] needs exactly one of factor, add, missing and late");
}

static void
test_alert_without_subscription (void)
{
  assert_refused (HEAD "\"customers\":[],\"alerts\":[{\"id\":\"e\",\"created\":\"-1h\","
                       "\"subscription\":\"40000000-0000-4000-8000-000000000009\"}]}",
                  "alerts[0].subscription “40000000-0000-4000-8000-000000000009” is no Azure "
                  "subscription of any customer");
}

#define REQUEST(id) "{\"id\":\"" id "\",\"title\":\"T\",\"created\":\"-3d\"}"

static void
test_partner_center (void)
{
  assert_refused (HEAD "\"customers\":[],\"audit\":[{\"operation\":\"o\",\"resourceType\":\"r\","
                       "\"at\":\"-1h\",\"customer\":\"7\"}]}",
                  "audit[0].customer “7” is no id among customers");
  assert_refused (HEAD "\"customers\":[],\"audit\":[{\"operation\":\"o\",\"resourceType\":\"r\","
                       "\"at\":\"-1h\",\"data\":{\"A\":[]}}]}",
                  "audit[0].data.A");
  assert_refused (HEAD "\"customers\":[],\"serviceRequests\":[" REQUEST ("7a") "]}",
                  "serviceRequests[0].id is no number");
  assert_refused (HEAD
                  "\"customers\":[],\"serviceRequests\":[" REQUEST ("7") "," REQUEST ("7") "]}",
                  "serviceRequests[1].id: “7” is used twice");
  assert_refused (HEAD "\"customers\":[{\"id\":\"20000000-0000-4000-8000-000000000001\",\"name\":"
                       "\"F\",\"domain\":\"f\",\"country\":\"DE\",\"consentError\":12}]}",
                  "customers[0].consentError is no error of the login");
  assert_refused (HEAD "\"customers\":[],\"behaviour\":{\"latencyMs\":-1}}",
                  "behaviour latencyMs must be at least 0");
}

static void
test_time (void)
{
  g_autofree char *legacy = g_strdup_printf (LEGACY_WITH, "\"daily\":[1]");
  g_autofree char *customer = g_strdup_printf (CUSTOMER, legacy);
  g_autofree char *text =
      g_strconcat (HEAD, customer,
                   ",\"alerts\":[{\"id\":\"e\",\"created\":\"yesterday\",\"subscription\":"
                   "\"40000000-0000-4000-8000-000000000001\"}]}",
                   NULL);

  assert_refused (text, "alerts[0].created is neither an age such as -2h30m nor");
}

static void
test_unknown_word (void)
{
  g_autofree char *customer =
      g_strdup_printf (CUSTOMER, "{\"kind\":\"modern\",\"id\":\"x\",\"created\":\"-1d\"}");
  g_autofree char *text = g_strconcat (HEAD, customer, "}", NULL);

  assert_refused (text, "customers[0].subscriptions[0].kind “modern” is none of legacy");
}

static void
test_nobody (void)
{
  assert_refused (
      "{\"version\":1,\"partner\":{\"tenantId\":\"10000000-0000-4000-8000-000000000001\","
      "\"name\":\"N\",\"domain\":\"n\"},\"users\":[],\"customers\":[]}",
      "users: nobody could sign in");
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = davy_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "scenario.json", NULL);

  g_assert_null (davy_scenario_load (path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "{\"version\":3}", -1, NULL));
  g_assert_null (davy_scenario_load (path, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_relative_times (void)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "small.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyScenario) scenario = NULL;
  const DavyDemoAlert *alert;
  DavyTime now;

  g_assert_true (davy_time_parse ("2026-03-02T10:00:00Z", &now));
  davy_test_clock_install (now);
  scenario = davy_scenario_load (path, &error);
  g_assert_no_error (error);

  alert = g_ptr_array_index (scenario->alerts, 1); /* the newest is yet to come */
  g_assert_cmpstr (alert->id, ==, "event-1");
  g_assert_cmpint (alert->created, ==, now - 19 * DAVY_TIME_MINUTE);
  g_assert_cmpint (alert->first_observed, ==, now - 3 * DAVY_TIME_HOUR);
}

/* The same day gives the same number, however often it is asked for. */
static void
test_shape (void)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "small.json", NULL);
  g_autoptr (DavyScenario) scenario = NULL;
  const DavyDemoMeter *meter;
  const DavyDemoUsage *usage;
  DavyDemoPlace place;
  DavyTime now, reported;
  DavyDay today;
  double quantity;

  g_assert_true (davy_time_parse ("2026-03-05T10:00:00Z", &now)); /* a Thursday */
  davy_test_clock_install (now);
  scenario = davy_scenario_load (path, NULL);
  g_assert_true (
      davy_scenario_find_azure (scenario, "40000000-0000-4000-8000-00000000000B", &place));
  usage = place.entitlement->usage;
  meter = g_ptr_array_index (usage->meters, 0);
  today = davy_day_from_time (now);

  g_assert_true (davy_demo_usage_get (usage, meter, today - 3, now, &quantity, &reported));
  g_assert_cmpfloat (quantity, ==, 10);
  g_assert_cmpint (reported, ==, davy_day_to_time (today - 2));
  g_assert_true (davy_demo_usage_get (usage, meter, today - 2, now, &quantity, NULL));
  g_assert_cmpfloat (quantity, ==, 40); /* the event */
  g_assert_true (davy_demo_usage_get (usage, meter, today - 11, now, &quantity, NULL));
  g_assert_cmpfloat (quantity, ==, 5); /* a Sunday */
  g_assert_false (davy_demo_usage_get (usage, meter, today - 5, now, &quantity, NULL));

  /* 10 of yesterday's 24 hours are reported, a day late, nothing of today, nothing before the 90
   * days */
  g_assert_true (davy_demo_usage_get (usage, meter, today - 1, now, &quantity, NULL));
  g_assert_cmpfloat_with_epsilon (quantity, 40 * 10 / 24.0, 1e-5);
  g_assert_false (davy_demo_usage_get (usage, meter, today, now, &quantity, NULL));
  g_assert_false (davy_demo_usage_get (usage, meter, today - 90, now, &quantity, NULL));
}

/* What is shipped must be what the issue asks for. */
static void
test_demonstration (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyScenario) scenario =
      davy_scenario_load (TEST_FIXTURES "/../../../data/demo/scenario.json", &error);
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) countries = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_azure = 0, n_tests = 0, n_running = 0, n_without_resources = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (scenario->customers->len, >=, 40);
  g_assert_cmpuint (scenario->alerts->len, >=, 60);
  for (guint i = 0; i < scenario->customers->len; i++)
    {
      const DavyDemoCustomer *customer = g_ptr_array_index (scenario->customers, i);

      g_hash_table_add (countries, customer->country);
      for (guint j = 0; j < customer->subscriptions->len; j++)
        {
          const DavyDemoSubscription *subscription = g_ptr_array_index (customer->subscriptions, j);

          n_azure += subscription->entitlements->len + (subscription->azure_id != NULL ? 1 : 0);
        }
    }
  for (guint i = 0; i < scenario->alerts->len; i++)
    {
      const DavyDemoAlert *alert = g_ptr_array_index (scenario->alerts, i);

      g_hash_table_add (types, alert->type != NULL ? alert->type : (char *) "");
      n_tests += alert->is_test ? 1 : 0;
      n_without_resources += alert->resources->len == 0 ? 1 : 0;
      n_running += alert->created > davy_time_now () - DAVY_TIME_HOUR ? 1 : 0;
    }

  g_assert_cmpuint (n_azure, >=, 120);
  g_assert_cmpuint (g_hash_table_size (countries), >=, 7);
  g_assert_cmpuint (g_hash_table_size (types), >=, 14 + 2 + 1);
  g_assert_cmpuint (n_tests, >, 0);
  g_assert_cmpuint (n_without_resources, >, 0);
  g_assert_cmpuint (n_running, >, 3);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/emulator/scenario/missing-member-is-named", test_missing);
  g_test_add_func ("/emulator/scenario/other-version-is-refused", test_version);
  g_test_add_func ("/emulator/scenario/unknown-member-is-named", test_unknown_member);
  g_test_add_func ("/emulator/scenario/wrong-type-is-named", test_wrong_type);
  g_test_add_func ("/emulator/scenario/id-that-is-no-guid-is-named", test_guid);
  g_test_add_func ("/emulator/scenario/id-that-is-used-twice-is-named", test_used_twice);
  g_test_add_func ("/emulator/scenario/meter-without-usage-is-named", test_meter);
  g_test_add_func ("/emulator/scenario/alert-without-subscription-is-named",
                   test_alert_without_subscription);
  g_test_add_func ("/emulator/scenario/slips-of-partner-center-are-named", test_partner_center);
  g_test_add_func ("/emulator/scenario/time-that-is-none-is-named", test_time);
  g_test_add_func ("/emulator/scenario/unknown-word-is-named", test_unknown_word);
  g_test_add_func ("/emulator/scenario/without-people-is-refused", test_nobody);
  g_test_add_func ("/emulator/scenario/errors-name-the-file", test_file);
  g_test_add_func ("/emulator/scenario/demonstration-has-what-it-must", test_demonstration);
  g_test_add_func ("/emulator/scenario/times-count-from-now", test_relative_times);
  g_test_add_func ("/emulator/scenario/shape-gives-the-same-days", test_shape);
  return g_test_run ();
}
