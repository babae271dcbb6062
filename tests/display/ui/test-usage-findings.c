/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <math.h>
#include <string.h>

#include "davy-test.h"

#define LAST   ((DavyDay) 20779) /* Sunday 22 November 2026 */
#define LENGTH 90

static const DavyUsageView whole = { .days = LENGTH };

/* Ninety calm days with two services, the last day growing. */
static DavyUsageTable *
create_table (void)
{
  DavyUsageTable *table = g_new0 (DavyUsageTable, 1);

  table->first = LAST - LENGTH + 1;
  table->length = LENGTH;
  strcpy (table->currency, "EUR");
  table->basis = DAVY_BASIS_LIST;
  table->incomplete = 1;
  table->parts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (table->parts, g_strdup ("Virtual Machines"));
  g_ptr_array_add (table->parts, g_strdup ("Storage"));
  table->total = g_new (double, LENGTH);
  table->by_part = g_new0 (double *, 3);
  table->by_part[0] = g_new (double, LENGTH);
  table->by_part[1] = g_new (double, LENGTH);
  for (guint i = 0; i < LENGTH; i++)
    {
      table->by_part[0][i] = 150 + i % 3;
      table->by_part[1][i] = 50;
      table->total[i] = 200 + i % 3;
    }

  return table;
}

/* From @from days before the end up to @to days before it. */
static void
add_excess (DavyUsageTable *table, guint from, guint to, double amount)
{
  for (guint i = LENGTH - 1 - from; i <= LENGTH - 1 - to; i++)
    table->total[i] += amount;
}

#define assert_text(call, expected)        \
  G_STMT_START                             \
  {                                        \
    g_autofree char *text_ = (call);       \
    g_assert_cmpstr (text_, ==, expected); \
  }                                        \
  G_STMT_END

#define assert_mentions(call, part)                        \
  G_STMT_START                                             \
  {                                                        \
    g_autofree char *text_ = (call);                       \
    if (strstr (text_, part) == NULL)                      \
      g_error ("“%s” does not mention “%s”", text_, part); \
  }                                                        \
  G_STMT_END

static void
test_spike_is_told_with_its_day (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  add_excess (table, 5, 0, 1400);
  findings = davy_usage_findings_new (table);

  assert_text (davy_usage_findings_dup_headline (findings), "≈ €1,400 a day more than expected");
  assert_mentions (davy_usage_findings_dup_explanation (findings), "Since Tue 17 Nov, €8,4");
  assert_mentions (davy_usage_findings_dup_summary (findings, &whole), "Sun 22 Nov 2026");
  assert_mentions (davy_usage_findings_dup_summary (findings, &whole), "€1,400 a day more");
}

static void
test_calm_usage_is_as_expected (void)
{
  g_autoptr (DavyUsageFindings) findings = davy_usage_findings_new (create_table ());

  assert_text (davy_usage_findings_dup_headline (findings), "≈ €201 a day");
  assert_text (davy_usage_findings_dup_explanation (findings), "As expected");
}

static void
test_past_excess_is_told_as_past (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  add_excess (table, 12, 10, 900);
  findings = davy_usage_findings_new (table);

  assert_mentions (davy_usage_findings_dup_headline (findings), "a day");
  assert_mentions (davy_usage_findings_dup_explanation (findings), "As expected again");
  assert_mentions (davy_usage_findings_dup_explanation (findings), "from Tue 10 Nov to Thu 12 Nov");
}

static void
test_excess_has_a_cause (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;
  g_autoptr (DavyUsageFindings) calm = davy_usage_findings_new (create_table ());
  double share = 0;

  add_excess (table, 5, 0, 1400);
  for (guint i = LENGTH - 6; i < LENGTH; i++)
    {
      table->by_part[0][i] += 140;
      table->by_part[1][i] += 1260;
    }
  findings = davy_usage_findings_new (table);

  assert_mentions (davy_usage_findings_dup_explanation (findings), "so far · 90% of it: Storage");
  g_assert_cmpint (davy_usage_findings_get_cause (calm, &share), ==, -1);
}

static void
test_few_days_expect_nothing (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  for (guint i = 0; i < LENGTH - 4; i++)
    table->total[i] = NAN;
  findings = davy_usage_findings_new (table);

  assert_text (davy_usage_findings_dup_explanation (findings),
               "Too few days are known to say what is expected");
}

static void
test_basis_and_gaps_of_prices_are_named (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  table->basis = DAVY_BASIS_ESTIMATED;
  table->incomplete_prices = TRUE;
  findings = davy_usage_findings_new (table);

  assert_mentions (davy_usage_findings_dup_basis (findings), "Estimated");
  assert_mentions (davy_usage_findings_dup_basis (findings), "some meters have no price");
}

static void
test_reading_names_day_cost_and_alert (void)
{
  DavyDay alerts[] = { LAST - 3 };
  DavyUsageView view = { .days = 30, .alerts = alerts, .n_alerts = 1 };
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  table->total[LENGTH - 3] = NAN;
  findings = davy_usage_findings_new (table);

  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 26, 26),
                   "Thu 19 Nov 2026\n€202");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 26, 26), "Expected €");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 26, 26), "Alert");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 27, 27), "Nothing is known");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 29, 29), "Not complete yet");
}

static void
test_services_are_read_by_name (void)
{
  DavyUsageView view = { .days = LENGTH, .by_service = TRUE };
  g_autoptr (DavyUsageFindings) findings = davy_usage_findings_new (create_table ());

  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 3, 3),
                   "Virtual Machines: €150\nStorage: €50.00");
}

static void
test_days_are_read_together (void)
{
  DavyUsageView view = { .days = 30 };
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  table->total[LENGTH - 4] = 1000;
  table->total[LENGTH - 3] = NAN;
  table->total[LENGTH - 2] = 100;
  table->total[LENGTH - 1] = NAN;
  findings = davy_usage_findings_new (table);

  assert_text (davy_usage_findings_dup_reading (findings, &view, 26, 28),
               "Thu 19 Nov 2026 – Sat 21 Nov 2026\n€1,100 in all\nAt most €1,000, on Thu 19 Nov");
}

static void
test_days_of_which_nothing_is_known_say_so (void)
{
  DavyUsageView view = { .days = 30 };
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  table->total[LENGTH - 3] = NAN;
  table->total[LENGTH - 2] = NAN;
  findings = davy_usage_findings_new (table);

  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 27, 28),
                   "Nothing is known of these days");
}

static void
test_graph_shows_the_chosen_days (void)
{
  DavyUsageView month = { .days = 30 };
  DavyUsageView more = { .days = 400 };
  g_autoptr (DavyUsageFindings) findings = davy_usage_findings_new (create_table ());
  g_autoptr (DavyPlot) short_plot = davy_usage_findings_create_plot (findings, &month);
  g_autoptr (DavyPlot) long_plot = davy_usage_findings_create_plot (findings, &more);

  g_assert_cmpuint (davy_plot_get_length (short_plot), ==, 30);
  g_assert_cmpint (davy_plot_get_first (short_plot), ==, LAST - 29);
  g_assert_cmpuint (davy_plot_get_length (long_plot), ==, LENGTH);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/ui/usage-findings/spike-is-told-with-its-day",
                   test_spike_is_told_with_its_day);
  g_test_add_func ("/ui/usage-findings/calm-usage-is-as-expected", test_calm_usage_is_as_expected);
  g_test_add_func ("/ui/usage-findings/past-excess-is-told-as-past",
                   test_past_excess_is_told_as_past);
  g_test_add_func ("/ui/usage-findings/excess-has-a-cause", test_excess_has_a_cause);
  g_test_add_func ("/ui/usage-findings/few-days-expect-nothing", test_few_days_expect_nothing);
  g_test_add_func ("/ui/usage-findings/basis-and-gaps-of-prices-are-named",
                   test_basis_and_gaps_of_prices_are_named);
  g_test_add_func ("/ui/usage-findings/reading-names-day-cost-and-alert",
                   test_reading_names_day_cost_and_alert);
  g_test_add_func ("/ui/usage-findings/services-are-read-by-name", test_services_are_read_by_name);
  g_test_add_func ("/ui/usage-findings/days-are-read-together", test_days_are_read_together);
  g_test_add_func ("/ui/usage-findings/days-of-which-nothing-is-known-say-so",
                   test_days_of_which_nothing_is_known_say_so);
  g_test_add_func ("/ui/usage-findings/graph-shows-the-chosen-days",
                   test_graph_shows_the_chosen_days);

  return g_test_run ();
}
