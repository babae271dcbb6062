/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-usage-hours.h"

#include <math.h>

#include "sync-fixture.h"

/* The hours of a legacy subscription, which counts an hour of one machine each hour at 0.50 €, and
 * traffic of which nobody knows the price. */

static DavyUsageHours *
read_hours (Fixture *fixture, const char *azure_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (DavySubscription) subscription = find_subscription (fixture, azure_id);
  g_autoptr (GAsyncResult) result = NULL;

  davy_usage_hours_read_async (fixture->store, fixture->world.accounts,
                               davy_subscription_get_id (subscription), cancellable,
                               davy_test_keep_result, &result);

  return davy_usage_hours_read_finish (fixture->store, davy_test_wait_result (&result), error);
}

static void
test_hours (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyUsageHours) hours = NULL;
  g_autoptr (DavyUsageTable) table = NULL;
  g_autoptr (GError) error = NULL;
  DavyTime today;

  refresh (fixture);
  hours = read_hours (fixture, LEGACY, NULL, &error);
  g_assert_no_error (error);
  table = davy_usage_hours_create_table (hours, DAVY_DIMENSION_SERVICE);

  today = davy_day_begin_local (davy_day_from_local (table->fetched_at));
  g_assert_cmpint (table->hours_from, ==, davy_day_begin_local (table->first));
  g_assert_cmpint (davy_day_begin_local (table->first + DAVY_USAGE_HOURLY_DAYS - 1), ==, today);
  g_assert_cmpuint (table->length, ==,
                    (table->fetched_at - table->hours_from) / DAVY_TIME_HOUR + 1);
  g_assert_cmpstr (table->currency, ==, "EUR");
  g_assert_cmpint (table->basis, ==, DAVY_BASIS_ESTIMATED);
  for (guint i = 0; i + 1 < table->length; i++)
    g_assert_cmpfloat_with_epsilon (table->total[i], 0.5, 1e-6);
  /* Those of today and yesterday of UTC may still grow. */
  g_assert_cmpuint (table->incomplete, >=, 24);
  g_assert_cmpuint (table->incomplete, <=, 48);
}

static void
test_parts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyUsageHours) hours = NULL;
  g_autoptr (DavyUsageTable) services = NULL;
  g_autoptr (DavyUsageTable) regions = NULL;
  g_autoptr (GError) error = NULL;

  refresh (fixture);
  hours = read_hours (fixture, LEGACY, NULL, &error);
  g_assert_no_error (error);

  services = davy_usage_hours_create_table (hours, DAVY_DIMENSION_SERVICE);
  g_assert_cmpuint (services->parts->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (services->parts, 0), ==, "Virtual Machines");
  g_assert_cmpfloat_with_epsilon (services->by_part[0][0], 0.5, 1e-6);
  g_assert_cmpstr (g_ptr_array_index (services->units, 0), ==, "1 Hour");
  g_assert_cmpfloat_with_epsilon (services->quantities[0][0], 1, 1e-6);
  g_assert_true (isnan (services->by_part[1][0]));
  g_assert_cmpfloat (services->quantities[1][0], >, 0);
  g_assert_true (services->incomplete_prices);

  /* Hours and gigabytes do not add up. */
  regions = davy_usage_hours_create_table (hours, DAVY_DIMENSION_REGION);
  g_assert_cmpuint (regions->parts->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (regions->parts, 0), ==, "westeurope");
  g_assert_cmpuint (regions->told, ==, services->told);
}

/* What came late is of the hour in which it was used; after the last that is told there is nothing,
 * and before it what is not told was not used. */
static void
test_gaps (Fixture *fixture, gconstpointer unused)
{
  DavyTime late = davy_day_begin_local (davy_day_from_local (davy_time_now ()) - 2);
  g_autofree char *iso = davy_time_to_iso (late);
  g_autofree char *rule =
      g_strdup_printf ("GET /pc/v1/customers/*/utilizations/azure x1 body={\"items\":[{"
                       "\"usageStartTime\":\"%s\",\"usageEndTime\":\"%s\",\"resource\":{\"id\":"
                       "\"50000000-0000-4000-8000-000000000001\"},\"quantity\":4}]}",
                       iso, iso);
  g_autoptr (DavyUsageHours) hours = NULL;
  g_autoptr (DavyUsageTable) table = NULL;
  g_autoptr (GError) error = NULL;
  guint told;

  refresh (fixture);
  davy_test_world_spoil (&fixture->world, rule);
  hours = read_hours (fixture, LEGACY, NULL, &error);
  g_assert_no_error (error);
  table = davy_usage_hours_create_table (hours, DAVY_DIMENSION_REGION);

  told = (guint) ((late - table->hours_from) / DAVY_TIME_HOUR);
  g_assert_cmpfloat (table->total[0], ==, 0);
  g_assert_cmpfloat_with_epsilon (table->total[told], 2, 1e-6);
  g_assert_true (isnan (table->total[told + 1]));
  g_assert_cmpstr (g_ptr_array_index (table->parts, 0), ==, "");
  g_assert_cmpuint (table->told & DAVY_DIMENSION_BIT (DAVY_DIMENSION_REGION), ==, 0);
}

/* Nobody knows the price of anything: it was used, but did not cost nothing. */
static void
test_no_price (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyUsageHours) hours = NULL;
  g_autoptr (DavyUsageTable) table = NULL;
  g_autoptr (GError) error = NULL;

  refresh (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/subscriptions/*/usagerecords/resources"
                         " x1 body={\"items\":[]}");
  hours = read_hours (fixture, LEGACY, NULL, &error);
  g_assert_no_error (error);
  table = davy_usage_hours_create_table (hours, DAVY_DIMENSION_REGION);

  g_assert_cmpstr (table->currency, ==, "");
  g_assert_true (table->incomplete_prices);
  g_assert_cmpuint (table->hours_told, >, 24);
  for (guint i = 0; i < table->length; i++)
    g_assert_true (isnan (table->total[i]));
  g_assert_true (isnan (table->by_part[0][0]));
}

/* One hour was used at no known price, among others that have one. */
static void
test_hour_without_price (Fixture *fixture, gconstpointer unused)
{
  DavyTime start = davy_day_begin_local (davy_day_from_local (davy_time_now ()) - 2);
  g_autofree char *first = davy_time_to_iso (start);
  g_autofree char *second = davy_time_to_iso (start + DAVY_TIME_HOUR);
  g_autofree char *rule = g_strdup_printf (
      "GET /pc/v1/customers/*/utilizations/azure x1 body={\"items\":["
      "{\"usageStartTime\":\"%1$s\",\"usageEndTime\":\"%1$s\",\"resource\":{\"id\":"
      "\"50000000-0000-4000-8000-000000000001\"},\"quantity\":4},"
      "{\"usageStartTime\":\"%2$s\",\"usageEndTime\":\"%2$s\",\"resource\":{\"id\":"
      "\"50000000-0000-4000-8000-00000000ffff\"},\"quantity\":4}]}",
      first, second);
  g_autoptr (DavyUsageHours) hours = NULL;
  g_autoptr (DavyUsageTable) table = NULL;
  g_autoptr (GError) error = NULL;
  guint told;

  refresh (fixture);
  davy_test_world_spoil (&fixture->world, rule);
  hours = read_hours (fixture, LEGACY, NULL, &error);
  g_assert_no_error (error);
  table = davy_usage_hours_create_table (hours, DAVY_DIMENSION_REGION);

  told = (guint) ((start - table->hours_from) / DAVY_TIME_HOUR);
  g_assert_cmpfloat (table->total[0], ==, 0);
  g_assert_cmpfloat_with_epsilon (table->total[told], 2, 1e-6);
  g_assert_true (isnan (table->total[told + 1]));
  g_assert_cmpuint (table->hours_told, ==, told + 2);
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  refresh (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/utilizations/azure x99 status=403");
  g_assert_null (read_hours (fixture, LEGACY, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
}

/* An Azure plan has no hours: nothing is asked. */
static void
test_plan (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint asked;

  refresh (fixture);
  asked = davy_test_world_count (&fixture->world, "GET", "/utilizations/azure");
  g_assert_null (read_hours (fixture, SHOP, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/utilizations/azure"), ==,
                    asked);
}

static void
test_given_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  refresh (fixture);
  g_cancellable_cancel (cancellable);
  g_assert_null (read_hours (fixture, LEGACY, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_signed_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  refresh (fixture);
  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &result);
  davy_accounts_sign_out_finish (fixture->world.accounts, davy_test_wait_result (&result), NULL);
  g_assert_null (read_hours (fixture, LEGACY, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

#define add(path, test) \
  g_test_add ("/sync/usage-hours/" path, Fixture, DAVY_TEST_ADA, set_up, test, tear_down)
  add ("have-a-price", test_hours);
  add ("are-told-apart", test_parts);
  add ("have-gaps-after-the-last-that-is-told", test_gaps);
  add ("without-a-price-are-unknown", test_no_price);
  add ("can-be-unknown-among-others", test_hour_without_price);
  add ("are-refused-with-a-reason", test_refused);
  add ("are-not-asked-of-a-plan", test_plan);
  add ("can-be-given-up", test_given_up);
  add ("need-somebody-who-is-signed-in", test_signed_out);
#undef add

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
