/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <math.h>
#include <string.h>

#include "davy-test.h"
#include "plot/davy-plot-private.h"

#define LAST   ((DavyDay) 20779) /* Sunday 22 November 2026 */
#define LENGTH 90

static const DavyUsageView whole = { .length = LENGTH };

/* Ninety calm days with two services, the last day growing. */
static DavyUsageTable *
create_table (void)
{
  DavyUsageTable *table = g_new0 (DavyUsageTable, 1);

  table->detector = davy_detector_defaults;
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
test_part_is_told_by_name (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;
  g_autoptr (DavyUsageFindings) part = NULL;

  table->own_part = g_strdup ("/subscriptions/s/resourceGroups/rg/providers/x/y/vm-7");
  table->own_excess = 120;
  table->own = (DavyOwnEpisode){
    .episode = { .onset = LAST - 5,
                 .end = LAST,
                 .kind = DAVY_ALARM_NEW,
                 .onset_value = 120,
                 .excess = 720,
                 .running = TRUE },
    .currency = "EUR",
  };
  findings = davy_usage_findings_new (table);
  part = davy_usage_findings_new_part (findings, 0, FALSE);

  g_assert_true (davy_usage_findings_is_excess (findings));
  assert_text (davy_usage_findings_dup_headline (findings), "≈ €120 a day more than expected");
  assert_text (davy_usage_findings_dup_explanation (findings),
               "vm-7: On Tue 17 Nov it was €120, where nothing was expected; since then €720 more "
               "than expected");
  assert_text (davy_usage_findings_dup_explanation (part), "As expected");
}

static void
test_spike_is_told_with_its_day (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  add_excess (table, 5, 0, 1400);
  findings = davy_usage_findings_new (table);

  assert_text (davy_usage_findings_dup_headline (findings), "≈ €1,400 a day more than expected");
  assert_mentions (davy_usage_findings_dup_explanation (findings), "On Tue 17 Nov it was €1,6");
  assert_mentions (davy_usage_findings_dup_explanation (findings), "; since then €8,4");
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
  assert_mentions (davy_usage_findings_dup_explanation (findings), "On Tue 10 Nov it was €1,1");
  assert_mentions (davy_usage_findings_dup_explanation (findings), "; by Thu 12 Nov €2,7");
}

static guint
count_marks (const DavyPlot *plot, DavyPlotMarkKind kind)
{
  guint n = 0;

  for (guint i = 0; i < plot->marks->len; i++)
    n += g_array_index (plot->marks, DavyPlotMark, i).kind == kind;

  return n;
}

static void
test_each_excess_is_marked (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;
  g_autoptr (DavyPlot) plot = NULL;

  add_excess (table, 50, 47, 900);
  add_excess (table, 25, 25, 900);
  add_excess (table, 5, 0, 1400);
  findings = davy_usage_findings_new (table);
  plot = davy_usage_findings_create_plot (findings, &whole);

  g_assert_cmpuint (plot->episodes->len, ==, 3);
  g_assert_cmpuint (count_marks (plot, DAVY_PLOT_MARK_ONSET), ==, 3);
  g_assert_cmpuint (count_marks (plot, DAVY_PLOT_MARK_PEAK), ==, 3);
  g_assert_cmpuint (count_marks (plot, DAVY_PLOT_MARK_END), ==, 1);
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

  assert_mentions (davy_usage_findings_dup_explanation (findings),
                   "more than expected · 90% of it: Storage");
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
  const DavyUsageMark marks[] = { { .day = LAST - 3, .kind = DAVY_PLOT_MARK_ALERT } };
  DavyUsageView view = { .first = 60, .length = 30, .marks = marks, .n_marks = 1 };
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  table->total[LENGTH - 3] = NAN;
  findings = davy_usage_findings_new (table);

  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 86, 86),
                   "Thu 19 Nov 2026\n€202");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 86, 86), "Expected €");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 86, 86), "Alert");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 87, 87), "Nothing is known");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 89, 89), "Not complete yet");
}

static void
test_services_are_read_by_name (void)
{
  DavyUsageView view = { .length = LENGTH, .parted = TRUE };
  g_autoptr (DavyUsageFindings) findings = davy_usage_findings_new (create_table ());

  davy_usage_findings_rank (findings, &view);
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, 3, 3),
                   "Virtual Machines: €150\nStorage: €50.00");
}

/* As the figures beside the graph count it: each part by its own base, workdays and weekends apart,
 * so that an episode of workdays is none of a part that is always dear then. */
static void
test_cause_is_that_of_the_figures (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;
  double share = 0;

  for (guint i = 0; i < LENGTH; i++)
    {
      gboolean workday = davy_day_weekday (table->first + (DavyDay) i) < 6;
      gboolean excess = i >= LENGTH - 6 && i < LENGTH - 2;

      table->by_part[0][i] = workday ? 1000 : 20;
      table->by_part[1][i] = excess ? 1050 : 50;
      table->total[i] = table->by_part[0][i] + table->by_part[1][i];
    }
  findings = davy_usage_findings_new (table);

  g_assert_nonnull (findings->judged->episode);
  g_assert_cmpint (davy_usage_findings_get_cause (findings, &share), ==, 1);
  g_assert_cmpfloat (share, ==, 1);
}

static void
test_days_are_read_together (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  table->total[LENGTH - 4] = 1000;
  table->total[LENGTH - 3] = NAN;
  table->total[LENGTH - 2] = 100;
  table->total[LENGTH - 1] = NAN;
  findings = davy_usage_findings_new (table);

  assert_text (davy_usage_findings_dup_reading (findings, &whole, 86, 88),
               "Thu 19 Nov 2026 – Sat 21 Nov 2026\n€1,100 in all\nAt most €1,000, on Thu 19 Nov");
}

static void
test_days_of_which_nothing_is_known_say_so (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  table->total[LENGTH - 3] = NAN;
  table->total[LENGTH - 2] = NAN;
  findings = davy_usage_findings_new (table);

  assert_mentions (davy_usage_findings_dup_reading (findings, &whole, 87, 88),
                   "Nothing is known of these days");
}

static void
test_graph_has_all_days (void)
{
  g_autoptr (DavyUsageFindings) findings = davy_usage_findings_new (create_table ());
  g_autoptr (DavyPlot) plot = davy_usage_findings_create_plot (findings, &whole);

  g_assert_cmpuint (davy_plot_get_length (plot), ==, LENGTH);
  g_assert_cmpint (davy_plot_get_first (plot), ==, LAST - LENGTH + 1);
}

/* Seven parts; the seventh began three days ago and is the costliest of this week. */
static DavyUsageFindings *
create_many (void)
{
  DavyUsageTable *table = create_table ();

  for (guint i = 0; i < 2; i++)
    g_free (table->by_part[i]);
  g_free (table->by_part);
  table->by_part = g_new0 (double *, 8);
  g_ptr_array_set_size (table->parts, 0);
  for (guint i = 0; i < 7; i++)
    {
      g_ptr_array_add (table->parts, g_strdup_printf ("part %u", i));
      table->by_part[i] = g_new0 (double, LENGTH);
      for (guint day = 0; day < LENGTH; day++)
        table->by_part[i][day] = i < 6 ? 20 - i : day >= LENGTH - 3 ? 200 : 0;
    }
  table->by_part[7] = g_new0 (double, LENGTH);
  for (guint day = 0; day < LENGTH; day++)
    {
      table->total[day] = 5;
      table->by_part[7][day] = 5;
      for (guint i = 0; i < 7; i++)
        table->total[day] += table->by_part[i][day];
    }
  g_ptr_array_add (table->parts, g_strdup (""));

  return davy_usage_findings_new (table);
}

static void
test_costliest_of_the_days_seen_are_told_apart (void)
{
  DavyUsageView week = { .first = LENGTH - 7, .length = 7, .parted = TRUE };
  DavyUsageView before = { .first = 0, .length = 60, .parted = TRUE };
  g_autoptr (DavyUsageFindings) findings = create_many ();
  g_autofree double *rest = NULL;

  davy_usage_findings_rank (findings, &week);
  g_assert_cmpuint (week.n_top, ==, 5);
  g_assert_cmpuint (week.top[0], ==, 6);
  g_assert_cmpuint (week.top[1], ==, 0);
  rest = davy_usage_findings_dup_rest (findings, &week);
  g_assert_cmpfloat_with_epsilon (rest[LENGTH - 1], 16 + 15 + 5, 0.001);

  davy_usage_findings_rank (findings, &before);
  g_assert_cmpuint (before.top[0], ==, 0);
  g_assert_cmpuint (before.top[4], ==, 4);
}

static void
test_selection_is_summed_in_a_phrase (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  add_excess (table, 5, 0, 1400);
  findings = davy_usage_findings_new (table);

  assert_mentions (davy_usage_findings_dup_span (findings, LENGTH - 8, 6),
                   "Sun 15 Nov – Fri 20 Nov: €6,806, €5,59");
  assert_text (davy_usage_findings_dup_span (findings, 0, 1), "Tue 25 Aug: €200");
  assert_text (davy_usage_findings_dup_span (findings, 0, 2), "Tue 25 Aug – Wed 26 Aug: €401");
}

static void
test_one_part_is_judged_alone (void)
{
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) whole_findings = NULL;
  g_autoptr (DavyUsageFindings) part = NULL;
  g_autoptr (DavyUsageFindings) quantity = NULL;

  table->units = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (table->units, g_strdup (""));
  g_ptr_array_add (table->units, g_strdup ("1 GB"));
  table->quantities = g_new0 (double *, 3);
  table->quantities[1] = g_new0 (double, LENGTH);
  for (guint i = 0; i < LENGTH; i++)
    table->quantities[1][i] = 12.5;
  for (guint i = LENGTH - 6; i < LENGTH; i++)
    table->by_part[1][i] += 1260;
  whole_findings = davy_usage_findings_new (table);
  part = davy_usage_findings_new_part (whole_findings, 1, FALSE);
  quantity = davy_usage_findings_new_part (whole_findings, 1, TRUE);

  g_assert_nonnull (part->judged->episode);
  g_assert_null (whole_findings->judged->episode);
  assert_text (davy_usage_findings_dup_headline (part), "≈ €1,260 a day more than expected");
  assert_mentions (davy_usage_findings_dup_reading (quantity, &whole, 3, 3), "12.50 × 1 GB");
  g_assert_null (quantity->judged->episode);
  /* Twelve gigabytes are not let off for what five euros are. */
  g_assert_cmpfloat (quantity->judged->expectation->high[40], <, 12.5 * 1.3);
}

static void
test_csv_is_for_programs (void)
{
  DavyUsageView view = { .first = 0, .length = 2, .parted = TRUE };
  DavyUsageTable *table = create_table ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  g_free (g_ptr_array_index (table->parts, 1));
  g_ptr_array_index (table->parts, 1) = g_strdup ("=Storage");
  table->total[1] = NAN;
  findings = davy_usage_findings_new (table);
  davy_usage_findings_rank (findings, &view);

  assert_text (davy_usage_findings_dup_csv (findings, &view),
               "\"day\",\"cost\",\"currency\",\"expected_low\",\"expected_high\",\"incomplete\","
               "\"Virtual Machines\",\"'=Storage\"\r\n"
               "\"2026-08-25\",200.000000,\"EUR\",,,\"no\",150.000000,50.000000\r\n"
               "\"2026-08-26\",,\"EUR\",,,\"no\",151.000000,50.000000\r\n");
}

/* Of a day in summer, from one in the morning of UTC: three in Berlin. */
#define HOUR ((DavyTime) 1782867600 * DAVY_TIME_SECOND)

static DavyUsageTable *
create_hours (void)
{
  DavyUsageTable *table = create_table ();

  table->first = 20635;
  table->hours_from = HOUR;
  table->total[4] = 900;
  table->total[LENGTH - 1] = NAN;

  return table;
}

static void
test_hours_are_told_in_local_time (void)
{
  const DavyUsageMark marks[] = { { .time = HOUR + 4 * DAVY_TIME_HOUR + 5 * DAVY_TIME_MINUTE,
                                    .kind = DAVY_PLOT_MARK_ALERT } };
  DavyUsageView view = { .length = LENGTH, .marks = marks, .n_marks = 1, .budget = 10 };
  g_autoptr (DavyUsageFindings) findings = davy_usage_findings_new (create_hours ());

  assert_text (davy_usage_findings_dup_reading (findings, &view, 4, 4),
               "Wed 1 Jul, 07:00\n€900\nAlert");
  assert_text (davy_usage_findings_dup_reading (findings, &view, 5, 5), "Wed 1 Jul, 08:00\n€202");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, LENGTH - 1, LENGTH - 1),
                   "Nothing is known of this hour");
  assert_text (davy_usage_findings_dup_reading (findings, &view, 3, 5),
               "Wed 1 Jul, 06:00 – Wed 1 Jul, 09:00\n€1,302 in all\n"
               "At most €900 in an hour, from Wed 1 Jul, 07:00\nAlert");
  assert_text (davy_usage_findings_dup_span (findings, 4, 1), "Wed 1 Jul, 07:00: €900");
  assert_mentions (davy_usage_findings_dup_summary (findings, &view),
                   "From Wed 1 Jul, 03:00 to Sat 4 Jul, 21:00, hour by hour.");
  assert_mentions (davy_usage_findings_dup_summary (findings, &view), "1 alert in this time.");
}

/* Some hours were used at no known price; how much is known of one service. */
static void
test_hours_without_a_price_say_so (void)
{
  DavyUsageView view = { .length = LENGTH };
  DavyUsageTable *table = create_hours ();
  g_autoptr (DavyUsageFindings) findings = NULL;

  table->hours_told = LENGTH - 1;
  table->total[7] = table->total[8] = NAN;
  table->quantities = g_new0 (double *, 3);
  findings = davy_usage_findings_new (table);

  assert_text (davy_usage_findings_dup_reading (findings, &view, 7, 7),
               "Wed 1 Jul, 10:00\nNo price is known for this hour");
  assert_text (davy_usage_findings_dup_reading (findings, &view, 7, 8),
               "Wed 1 Jul, 10:00 – Wed 1 Jul, 12:00\nNo price is known for these hours");
  assert_text (davy_usage_findings_dup_span (findings, 7, 1),
               "Wed 1 Jul, 10:00: no price is known");
  assert_mentions (davy_usage_findings_dup_reading (findings, &view, LENGTH - 1, LENGTH - 1),
                   "Nothing is known of this hour");
  assert_text (davy_usage_findings_dup_unpriced (findings),
               "No price is known for 2 hours: they are gaps in the graph.");

  table->quantities[1] = g_new0 (double, LENGTH);
  assert_mentions (davy_usage_findings_dup_summary (findings, &view),
                   " No price is known for 2 hours: they are gaps in the graph. To see how much was"
                   " used, choose a single service and then “Quantity”.");
}

/* The detector judges days: however high an hour is, it says nothing about it. */
static void
test_hours_are_not_judged (void)
{
  DavyUsageView view = { .length = LENGTH, .budget = 10 };
  g_autoptr (DavyUsageFindings) findings = davy_usage_findings_new (create_hours ());
  g_autoptr (DavyPlot) plot = davy_usage_findings_create_plot (findings, &view);

  g_assert_cmpuint (findings->judged->episodes->len, ==, 0);
  g_assert_null (plot->low);
  g_assert_true (isnan (plot->limit));
  g_assert_cmpuint (plot->marks->len, ==, 0);
  g_assert_true (davy_plot_is_hourly (plot));
}

static void
test_csv_of_hours_is_utc (void)
{
  DavyUsageView view = { .first = 3, .length = 1 };
  g_autoptr (DavyUsageFindings) findings = davy_usage_findings_new (create_hours ());

  assert_text (davy_usage_findings_dup_csv (findings, &view),
               "\"hour\",\"cost\",\"currency\",\"expected_low\",\"expected_high\",\"incomplete\""
               "\r\n\"2026-07-01T04:00:00Z\",200.000000,\"EUR\",,,\"no\"\r\n");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/ui/usage-findings/part-is-told-by-name", test_part_is_told_by_name);
  g_test_add_func ("/ui/usage-findings/spike-is-told-with-its-day",
                   test_spike_is_told_with_its_day);
  g_test_add_func ("/ui/usage-findings/calm-usage-is-as-expected", test_calm_usage_is_as_expected);
  g_test_add_func ("/ui/usage-findings/past-excess-is-told-as-past",
                   test_past_excess_is_told_as_past);
  g_test_add_func ("/ui/usage-findings/each-excess-is-marked", test_each_excess_is_marked);
  g_test_add_func ("/ui/usage-findings/excess-has-a-cause", test_excess_has_a_cause);
  g_test_add_func ("/ui/usage-findings/cause-is-that-of-the-figures",
                   test_cause_is_that_of_the_figures);
  g_test_add_func ("/ui/usage-findings/few-days-expect-nothing", test_few_days_expect_nothing);
  g_test_add_func ("/ui/usage-findings/basis-and-gaps-of-prices-are-named",
                   test_basis_and_gaps_of_prices_are_named);
  g_test_add_func ("/ui/usage-findings/reading-names-day-cost-and-alert",
                   test_reading_names_day_cost_and_alert);
  g_test_add_func ("/ui/usage-findings/services-are-read-by-name", test_services_are_read_by_name);
  g_test_add_func ("/ui/usage-findings/days-are-read-together", test_days_are_read_together);
  g_test_add_func ("/ui/usage-findings/days-of-which-nothing-is-known-say-so",
                   test_days_of_which_nothing_is_known_say_so);
  g_test_add_func ("/ui/usage-findings/graph-has-all-days", test_graph_has_all_days);
  g_test_add_func ("/ui/usage-findings/costliest-of-the-days-seen-are-told-apart",
                   test_costliest_of_the_days_seen_are_told_apart);
  g_test_add_func ("/ui/usage-findings/selection-is-summed-in-a-phrase",
                   test_selection_is_summed_in_a_phrase);
  g_test_add_func ("/ui/usage-findings/one-part-is-judged-alone", test_one_part_is_judged_alone);
  g_test_add_func ("/ui/usage-findings/csv-is-for-programs", test_csv_is_for_programs);
  g_test_add_func ("/ui/usage-findings/hours-are-told-in-local-time",
                   test_hours_are_told_in_local_time);
  g_test_add_func ("/ui/usage-findings/hours-without-a-price-say-so",
                   test_hours_without_a_price_say_so);
  g_test_add_func ("/ui/usage-findings/hours-are-not-judged", test_hours_are_not_judged);
  g_test_add_func ("/ui/usage-findings/csv-of-hours-is-utc", test_csv_of_hours_is_utc);

  return g_test_run ();
}
