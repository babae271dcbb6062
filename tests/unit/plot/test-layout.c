/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "canvas.h"
#include "davy-test.h"
#include "plot/davy-plot-private.h"

#define FIRST ((DavyDay) 20690)

static DavyPlot *
create_plot (guint length, double usual)
{
  DavyPlot *plot = davy_plot_new (FIRST, length);
  g_autofree double *values = g_new (double, length);

  for (guint i = 0; i < length; i++)
    values[i] = usual;
  davy_plot_set_total (plot, values, "Cost a day");

  return plot;
}

static DavyPlotLayout *
lay_out (DavyPlot *plot, double width, double height)
{
  g_autoptr (GObject) context = canvas_create_context ();

  return davy_plot_layout_new (plot, NULL, PANGO_CONTEXT (context), width, height);
}

static void
assert_apart (const GArray *labels, double width)
{
  double taken = 0;

  for (guint i = 0; i < labels->len; i++)
    {
      const DavyPlacedText *label = &g_array_index (labels, DavyPlacedText, i);

      g_assert_cmpfloat (label->x, >=, taken);
      taken = label->x + label->width;
    }
  g_assert_cmpfloat (taken, <=, width);
}

static void
test_day_labels_stay_apart (void)
{
  static const double widths[] = { 200, 328, 600, 1568 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (guint length = 1; length < 200; length += 37)
      {
        g_autoptr (DavyPlot) plot = create_plot (length, 100);
        g_autoptr (DavyPlotLayout) layout = lay_out (plot, widths[i], 300);

        g_assert_cmpuint (layout->day_labels->len, >, 0);
        assert_apart (layout->day_labels, widths[i]);
      }
}

static void
test_value_labels_come_from_callback (void)
{
  g_autoptr (DavyPlot) plot = create_plot (10, 0.25);
  g_autoptr (DavyPlotLayout) layout = lay_out (plot, 400, 300);
  const DavyPlacedText *lowest = &g_array_index (layout->value_labels, DavyPlacedText, 0);

  g_assert_cmpuint (layout->scale.decimals, >, 0);
  g_assert_cmpstr (pango_layout_get_text (lowest->text), !=, "0");
  g_assert_true (g_str_has_prefix (pango_layout_get_text (lowest->text), "0."));
}

static void
test_pixels_and_days_agree (void)
{
  g_autoptr (DavyPlot) plot = create_plot (90, 100);
  g_autoptr (DavyPlotLayout) layout = lay_out (plot, 800, 300);
  double x, y, width, height;

  for (int i = 0; i < 90; i++)
    g_assert_cmpint (davy_plot_layout_get_index_at (layout, davy_plot_layout_get_x (layout, i)), ==,
                     i);

  davy_plot_layout_get_area (layout, &x, &y, &width, &height);
  g_assert_cmpint (davy_plot_layout_get_index_at (layout, x - 1), ==, DAVY_PLOT_NO_CURSOR);
  g_assert_cmpint (davy_plot_layout_get_index_at (layout, x + width), ==, DAVY_PLOT_NO_CURSOR);
  g_assert_cmpfloat_with_epsilon (davy_plot_layout_get_y (layout, 0), y + height, 1e-6);
}

static void
test_negative_values_move_zero_up (void)
{
  double values[] = { 100, -40, 100 };
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 3);
  g_autoptr (DavyPlotLayout) layout = NULL;
  double x, y, width, height;

  davy_plot_set_total (plot, values, NULL);
  layout = lay_out (plot, 400, 200);
  davy_plot_layout_get_area (layout, &x, &y, &width, &height);

  g_assert_cmpfloat (davy_plot_layout_get_y (layout, 0), <, y + height);
  g_assert_cmpfloat (davy_plot_layout_get_y (layout, -40), >, davy_plot_layout_get_y (layout, 0));
  g_assert_cmpfloat (davy_plot_layout_get_y (layout, -40), <=, y + height);
}

static void
test_spike_survives_small_width (void)
{
  g_autofree double *values = g_new (double, 5000);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 5000);
  g_autoptr (DavyPlotLayout) layout = NULL;
  gboolean found = FALSE;

  for (guint i = 0; i < 5000; i++)
    values[i] = i == 3333 ? 900 : i % 2 == 0 ? NAN : 10;
  davy_plot_set_total (plot, values, NULL);
  layout = lay_out (plot, 300, 200);

  g_assert_cmpuint (layout->n_samples, <=, 300);
  for (guint i = 0; i < layout->n_samples; i++)
    {
      g_assert_false (isnan (layout->samples[i].total));
      found |= layout->samples[i].index == 3333;
    }
  g_assert_true (found);
}

static void
test_layers_stack_from_zero_both_ways (void)
{
  double above[] = { 10, 10 };
  double more[] = { 5, NAN };
  double credit[] = { -3, -3 };
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 2);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_add_layer (plot, above, "A");
  davy_plot_add_layer (plot, credit, "B");
  davy_plot_add_layer (plot, more, "C");
  layout = lay_out (plot, 300, 200);

  g_assert_cmpuint (layout->n_samples, ==, 2);
  g_assert_cmpfloat (layout->edges[0].above, ==, 10);
  g_assert_cmpfloat (layout->edges[0].below, ==, 0);
  g_assert_cmpfloat (layout->edges[2].above, ==, 10);
  g_assert_cmpfloat (layout->edges[2].below, ==, -3);
  g_assert_cmpfloat (layout->edges[4].above, ==, 15);
  g_assert_cmpfloat (layout->edges[5].above, ==, 10);
  g_assert_cmpfloat (layout->edges[5].below, ==, -3);
  g_assert_cmpfloat (layout->scale.high, >=, 15);
  g_assert_cmpfloat (layout->scale.low, <=, -3);
}

static void
test_mark_words_stay_apart (void)
{
  g_autoptr (DavyPlot) plot = create_plot (90, 100);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_add_mark (plot, FIRST + 84, DAVY_PLOT_MARK_ONSET, "Began Tue 17 Nov");
  for (int i = 80; i < 90; i++)
    davy_plot_add_mark (plot, FIRST + i, DAVY_PLOT_MARK_ALERT, "Alert");
  layout = lay_out (plot, 500, 300);

  for (guint i = 0; i < layout->marks->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const DavyPlacedText *a = &g_array_index (layout->marks, DavyPlacedMark, i).label;
        const DavyPlacedText *b = &g_array_index (layout->marks, DavyPlacedMark, j).label;

        if (a->text == NULL || b->text == NULL || fabs (a->y - b->y) > 2)
          continue;
        g_assert_true (a->x + a->width < b->x || b->x + b->width < a->x);
      }
  g_assert_nonnull (g_array_index (layout->marks, DavyPlacedMark, 0).label.text);
}

static void
test_marks_of_a_day_are_counted (void)
{
  g_autoptr (DavyPlot) plot = create_plot (30, 100);

  davy_plot_add_mark (plot, FIRST - 1, DAVY_PLOT_MARK_ALERT, "before");
  davy_plot_add_mark (plot, FIRST + 30, DAVY_PLOT_MARK_ALERT, "after");
  davy_plot_add_mark (plot, FIRST + 12, DAVY_PLOT_MARK_ALERT, "second");
  davy_plot_add_mark (plot, FIRST + 12, DAVY_PLOT_MARK_ALERT, "again");
  davy_plot_add_mark (plot, FIRST + 3, DAVY_PLOT_MARK_ALERT, "first");

  g_assert_cmpuint (plot->marks->len, ==, 2);
  g_assert_cmpstr (g_array_index (plot->marks, DavyPlotMark, 0).label, ==, "first");
  g_assert_cmpstr (g_array_index (plot->marks, DavyPlotMark, 1).label, ==, "second");
  g_assert_cmpuint (g_array_index (plot->marks, DavyPlotMark, 0).count, ==, 1);
  g_assert_cmpuint (g_array_index (plot->marks, DavyPlotMark, 1).count, ==, 2);
}

static void
test_limit_near_the_values_is_on_the_axis (void)
{
  g_autoptr (DavyPlot) near = create_plot (30, 100);
  g_autoptr (DavyPlot) far = create_plot (30, 100);
  g_autoptr (DavyPlotLayout) near_layout = NULL;
  g_autoptr (DavyPlotLayout) far_layout = NULL;

  davy_plot_set_limit (near, 150, "Budget");
  davy_plot_set_limit (far, 5000, "Budget");
  near_layout = lay_out (near, 600, 300);
  far_layout = lay_out (far, 600, 300);

  g_assert_false (near_layout->limit_is_above);
  g_assert_cmpfloat (near_layout->scale.high, >=, 150);
  g_assert_cmpfloat (near_layout->limit.tick, ==, davy_plot_layout_get_y (near_layout, 150));
  g_assert_true (far_layout->limit_is_above);
  g_assert_cmpfloat (far_layout->scale.high, <, 300);
}

static void
test_words_of_the_limit_stand_clear_of_the_line (void)
{
  double values[30];
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 30);
  g_autoptr (DavyPlotLayout) layout = NULL;

  for (guint i = 0; i < 30; i++)
    values[i] = i < 15 ? 105 : 20;
  davy_plot_set_total (plot, values, NULL);
  davy_plot_set_limit (plot, 100, "Budget");
  layout = lay_out (plot, 600, 300);

  g_assert_false (davy_plot_layout_is_crossed (layout, &layout->limit));
  g_assert_cmpfloat (layout->limit.x, >, 300);
}

static void
test_near_alerts_are_one_with_their_number (void)
{
  g_autoptr (DavyPlot) plot = create_plot (90, 100);
  g_autoptr (DavyPlotLayout) narrow = NULL;
  g_autoptr (DavyPlotLayout) wide = NULL;

  for (int i = 0; i < 3; i++)
    davy_plot_add_mark (plot, FIRST + 40 + i % 2, DAVY_PLOT_MARK_ALERT, "Alert");
  narrow = lay_out (plot, 360, 300);
  wide = lay_out (plot, 2400, 300);

  g_assert_cmpuint (narrow->marks->len, ==, 1);
  g_assert_cmpstr (
      pango_layout_get_text (g_array_index (narrow->marks, DavyPlacedMark, 0).label.text), ==,
      "Alert (3)");
  g_assert_cmpuint (wide->marks->len, ==, 2);
}

static void
test_near_events_are_one_with_their_number (void)
{
  g_autoptr (DavyPlot) plot = create_plot (90, 100);
  g_autoptr (DavyPlotLayout) layout = NULL;
  const DavyPlacedEvent *event;

  for (int i = 0; i < 12; i++)
    davy_plot_add_mark (plot, FIRST + 20, DAVY_PLOT_MARK_CREATE, "Machine created");
  davy_plot_add_mark (plot, FIRST + 21, DAVY_PLOT_MARK_ROLE, "Role assigned");
  davy_plot_add_mark (plot, FIRST + 70, DAVY_PLOT_MARK_QUOTA, "Quota raised");
  layout = lay_out (plot, 360, 300);

  g_assert_cmpuint (layout->events->len, ==, 2);
  event = &g_array_index (layout->events, DavyPlacedEvent, 0);
  g_assert_cmpuint (event->kinds, ==, 1u << DAVY_PLOT_MARK_CREATE | 1u << DAVY_PLOT_MARK_ROLE);
  g_assert_cmpstr (pango_layout_get_text (event->label.text), ==, "13");
  g_assert_null (g_array_index (layout->events, DavyPlacedEvent, 1).label.text);
  g_assert_cmpuint (layout->legend->len, ==, 4);
}

static void
test_events_stay_apart_and_inside (void)
{
  g_autoptr (DavyPlot) plot = create_plot (90, 100);

  for (int i = 0; i < 90; i++)
    davy_plot_add_mark (plot, FIRST + i, (DavyPlotMarkKind) (DAVY_PLOT_MARK_CREATE + i % 3),
                        "Something");
  for (double width = 200; width < 1700; width += 250)
    {
      g_autoptr (DavyPlotLayout) layout = lay_out (plot, width, 300);
      double taken = 0;

      for (guint i = 0; i < layout->events->len; i++)
        {
          const DavyPlacedEvent *event = &g_array_index (layout->events, DavyPlacedEvent, i);

          g_assert_cmpfloat (event->x, >=, taken);
          taken = event->x + event->width;
        }
      g_assert_cmpfloat (taken, <=, width);
    }
}

static char *
label_hour (guint index, gpointer data)
{
  return g_strdup_printf ("%02u:00", index % 24);
}

static void
test_hours_are_labelled_with_room (void)
{
  g_autofree double *values = g_new0 (double, 72);
  g_autoptr (DavyPlot) plot = davy_plot_new_hourly (davy_day_begin_local (FIRST), 72, label_hour);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_set_total (plot, values, NULL);
  layout = lay_out (plot, 1600, 300);

  g_assert_cmpuint (layout->day_labels->len, >=, 6);
  g_assert_cmpstr (
      pango_layout_get_text (g_array_index (layout->day_labels, DavyPlacedText, 1).text), ==,
      "06:00");
  assert_apart (layout->day_labels, 1600);
}

static void
test_peak_has_room_for_its_words (void)
{
  g_autofree double *values = g_new (double, 60);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 60);
  g_autoptr (DavyPlotLayout) layout = NULL;
  const DavyPlacedMark *mark;

  for (guint i = 0; i < 60; i++)
    values[i] = i == 30 ? 1000 : 100; /* up to the highest tick */
  davy_plot_set_total (plot, values, NULL);
  davy_plot_add_mark (plot, FIRST + 30, DAVY_PLOT_MARK_PEAK, "1,000");
  layout = lay_out (plot, 600, 300);
  mark = &g_array_index (layout->marks, DavyPlacedMark, 0);

  g_assert_nonnull (mark->label.text);
  g_assert_cmpfloat (mark->label.y + mark->label.height, <, mark->y);
  g_assert_cmpfloat (mark->label.y, >=, layout->area_y);
}

static void
test_episode_is_cut_to_the_plot (void)
{
  g_autoptr (DavyPlot) plot = create_plot (30, 100);

  davy_plot_add_episode (plot, FIRST - 20, FIRST - 10, "Excess");
  davy_plot_add_episode (plot, FIRST + 25, FIRST + 60, "Excess");

  g_assert_cmpuint (plot->episodes->len, ==, 1);
  g_assert_cmpuint (g_array_index (plot->episodes, DavyPlotEpisode, 0).from, ==, 25);
  g_assert_cmpuint (g_array_index (plot->episodes, DavyPlotEpisode, 0).to, ==, 29);
}

static void
test_infinite_values_are_gaps (void)
{
  double values[] = { INFINITY, 5, -INFINITY };
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 3);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_set_total (plot, values, NULL);
  layout = lay_out (plot, 300, 200);

  g_assert_true (davy_plot_has_values (plot));
  g_assert_cmpfloat (layout->scale.high, <=, 10);
}

static void
test_low_graph_has_no_legend (void)
{
  g_autoptr (DavyPlot) plot = create_plot (30, 100);
  g_autoptr (DavyPlotLayout) low = lay_out (plot, 300, 90);
  g_autoptr (DavyPlotLayout) high = lay_out (plot, 300, 300);

  g_assert_cmpuint (low->legend->len, ==, 0);
  g_assert_cmpuint (high->legend->len, ==, 1);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/plot/layout/day-labels-stay-apart", test_day_labels_stay_apart);
  g_test_add_func ("/plot/layout/value-labels-come-from-callback",
                   test_value_labels_come_from_callback);
  g_test_add_func ("/plot/layout/pixels-and-days-agree", test_pixels_and_days_agree);
  g_test_add_func ("/plot/layout/negative-values-move-zero-up", test_negative_values_move_zero_up);
  g_test_add_func ("/plot/layout/spike-survives-small-width", test_spike_survives_small_width);
  g_test_add_func ("/plot/layout/layers-stack-from-zero-both-ways",
                   test_layers_stack_from_zero_both_ways);
  g_test_add_func ("/plot/layout/mark-words-stay-apart", test_mark_words_stay_apart);
  g_test_add_func ("/plot/layout/marks-of-a-day-are-counted", test_marks_of_a_day_are_counted);
  g_test_add_func ("/plot/layout/limit-near-the-values-is-on-the-axis",
                   test_limit_near_the_values_is_on_the_axis);
  g_test_add_func ("/plot/layout/words-of-the-limit-stand-clear-of-the-line",
                   test_words_of_the_limit_stand_clear_of_the_line);
  g_test_add_func ("/plot/layout/near-alerts-are-one-with-their-number",
                   test_near_alerts_are_one_with_their_number);
  g_test_add_func ("/plot/layout/near-events-are-one-with-their-number",
                   test_near_events_are_one_with_their_number);
  g_test_add_func ("/plot/layout/events-stay-apart-and-inside", test_events_stay_apart_and_inside);
  g_test_add_func ("/plot/layout/hours-are-labelled-with-room", test_hours_are_labelled_with_room);
  g_test_add_func ("/plot/layout/peak-has-room-for-its-words", test_peak_has_room_for_its_words);
  g_test_add_func ("/plot/layout/episode-is-cut-to-the-plot", test_episode_is_cut_to_the_plot);
  g_test_add_func ("/plot/layout/infinite-values-are-gaps", test_infinite_values_are_gaps);
  g_test_add_func ("/plot/layout/low-graph-has-no-legend", test_low_graph_has_no_legend);

  return g_test_run ();
}
