/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-usage-days.h"

#include <math.h>

#include "davy-test.h"

static void
add_use (DavyUsageDays *days, DavyDay day, const char *meter, const char *category, double quantity)
{
  const DavyUtilization record = { .start = davy_day_to_time (day),
                                   .meter_id = (char *) meter,
                                   .category = (char *) category,
                                   .unit = (char *) "1 Hour",
                                   .quantity = quantity };

  davy_usage_days_add_utilization (days, &record);
}

static void
set_total (DavyUsageDays *days,
           const char *meter,
           double quantity,
           double cost,
           const char *currency)
{
  DavyMeterTotal total = { .meter_id = (char *) meter,
                           .category = (char *) "Virtual Machines",
                           .quantity = quantity,
                           .cost = cost };

  g_strlcpy (total.currency, currency, sizeof total.currency);
  davy_usage_days_set_meter_total (days, &total);
}

/* The only day there is. */
static DavyUsageDay
build_one (DavyUsageDays *days)
{
  g_autoptr (GArray) built = davy_usage_days_build (days);

  g_assert_cmpuint (built->len, ==, 1);

  return g_array_index (built, DavyUsageDay, 0);
}

static void
test_price (void)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  DavyUsageDay day;

  add_use (days, 20000, "m", "Storage", 6);
  set_total (days, "m", 12, 3, "EUR");
  day = build_one (days);

  g_assert_cmpint (day.day, ==, 20000);
  g_assert_cmpstr (day.names[DAVY_DIMENSION_SERVICE], ==, "Storage");
  g_assert_cmpint (day.cost.micros, ==, 1500000);
  g_assert_cmpfloat (day.quantity, ==, 6);
  g_assert_cmpstr (day.cost.currency, ==, "EUR");
  g_assert_cmpint (day.cost.basis, ==, DAVY_BASIS_ESTIMATED);
}

static void
assert_no_price (double quantity, double cost, const char *currency)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  DavyUsageDay day;

  add_use (days, 20000, "m", "Storage", 6);
  set_total (days, "m", quantity, cost, currency);
  day = build_one (days);

  g_assert_false (davy_money_is_known (&day.cost));
  g_assert_cmpfloat (day.quantity, ==, 6);
}

static void
test_no_price (void)
{
  assert_no_price (0, 3, "EUR");
  assert_no_price (-1, 3, "EUR");
  assert_no_price (12, 0, "EUR");
  assert_no_price (12, 3, "");
}

static void
test_unknown_meter (void)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  DavyUsageDay day;

  add_use (days, 20000, "other", "Storage", 6);
  set_total (days, "m", 12, 3, "EUR");
  day = build_one (days);

  g_assert_false (davy_money_is_known (&day.cost));
}

static void
test_correction (void)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  DavyUsageDay day;

  add_use (days, 20000, "m", "Storage", -2);
  set_total (days, "m", 12, 3, "EUR");
  day = build_one (days);

  g_assert_cmpint (day.cost.micros, ==, -500000);
}

static void
test_category_of_meter (void)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  DavyUsageDay day;

  add_use (days, 20000, "m", NULL, 1);
  set_total (days, "m", 1, 1, "EUR");
  day = build_one (days);

  g_assert_cmpstr (day.names[DAVY_DIMENSION_SERVICE], ==, "Virtual Machines");
}

static void
test_cost (void)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  const DavyCostRow row = { .day = 20001,
                            .names = { (char *) "Bandwidth" },
                            .cost = davy_money_new (-1.25, "USD", DAVY_BASIS_LIST) };
  DavyUsageDay day;

  davy_usage_days_add_cost (days, &row);
  day = build_one (days);

  g_assert_cmpint (day.day, ==, 20001);
  g_assert_cmpstr (day.names[DAVY_DIMENSION_SERVICE], ==, "Bandwidth");
  g_assert_cmpint (day.cost.micros, ==, -1250000);
  g_assert_true (isnan (day.quantity));
  g_assert_cmpint (day.cost.basis, ==, DAVY_BASIS_LIST);
}

static void
test_parts_of_a_record (void)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  const DavyUtilization record = { .start = 20000 * DAVY_TIME_DAY,
                                   .meter_id = (char *) "m",
                                   .category = (char *) "Virtual Machines",
                                   .subcategory = (char *) "NCasT4_v3 Series",
                                   .region = (char *) "westeurope",
                                   .resource_id = (char *) "/subscriptions/s/resourceGroups/rg-App/"
                                                           "providers/Microsoft.Compute/"
                                                           "virtualMachines/vm-1",
                                   .quantity = 1 };
  DavyUsageDay day;

  davy_usage_days_add_utilization (days, &record);
  day = build_one (days);

  g_assert_cmpstr (day.names[DAVY_DIMENSION_REGION], ==, "westeurope");
  g_assert_cmpstr (day.names[DAVY_DIMENSION_GROUP], ==, "rg-App");
  g_assert_cmpstr (day.names[DAVY_DIMENSION_RESOURCE], ==, record.resource_id);
  g_assert_cmpstr (day.names[DAVY_DIMENSION_FAMILY], ==, "NCasT4_v3 Series");
}

static void
test_resource_without_group (void)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  const DavyCostRow row = { .day = 20001,
                            .names = { [DAVY_DIMENSION_RESOURCE] =
                                           (char *) "/providers/Microsoft.Capacity/x" } };

  davy_usage_days_add_cost (days, &row);

  g_assert_null (build_one (days).names[DAVY_DIMENSION_GROUP]);
}

static void
test_nothing (void)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();
  g_autoptr (GArray) built = davy_usage_days_build (days);

  g_assert_cmpuint (built->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/sync/usage-days/a-price-is-cost-by-quantity", test_price);
  g_test_add_func ("/sync/usage-days/without-a-price-a-quantity-alone", test_no_price);
  g_test_add_func ("/sync/usage-days/a-meter-without-total-has-no-price", test_unknown_meter);
  g_test_add_func ("/sync/usage-days/a-correction-is-negative", test_correction);
  g_test_add_func ("/sync/usage-days/the-total-knows-the-service", test_category_of_meter);
  g_test_add_func ("/sync/usage-days/a-cost-keeps-its-basis", test_cost);
  g_test_add_func ("/sync/usage-days/a-record-tells-all-its-parts", test_parts_of_a_record);
  g_test_add_func ("/sync/usage-days/a-resource-may-be-in-no-group", test_resource_without_group);
  g_test_add_func ("/sync/usage-days/nothing-gives-nothing", test_nothing);

  return g_test_run ();
}
