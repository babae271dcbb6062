/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "canvas.h"
#include "davy-test.h"
#include "plot/davy-plot-private.h"

#define FIRST ((DavyDay) 20690)
#define YEARS 1826

static DavyPlotLayout *
lay_out (DavyPlot *plot, guint first, guint length, double width)
{
  g_autoptr (GObject) context = canvas_create_context ();

  return davy_plot_layout_new (plot, &(DavyPlotSpan){ first, length }, PANGO_CONTEXT (context),
                               width, 300);
}

static DavyPlot *
create_noise (guint length, double **values)
{
  DavyPlot *plot = davy_plot_new (FIRST, length);

  *values = g_new (double, length);
  for (guint i = 0; i < length; i++)
    (*values)[i] = g_test_rand_double_range (-20, 100);
  davy_plot_set_total (plot, *values, NULL);

  return plot;
}

static void
test_points_keep_their_numbers (void)
{
  g_autofree double *values = NULL;
  g_autoptr (DavyPlot) plot = create_noise (90, &values);
  g_autoptr (DavyPlotLayout) layout = lay_out (plot, 60, 10, 600);
  double x, y, width, height;

  davy_plot_layout_get_area (layout, &x, &y, &width, &height);
  for (int i = 60; i < 70; i++)
    g_assert_cmpint (davy_plot_layout_get_index_at (layout, davy_plot_layout_get_x (layout, i)), ==,
                     i);
  g_assert_cmpfloat_with_epsilon (davy_plot_layout_get_x (layout, 59.5), x, 1e-6);
  g_assert_cmpfloat_with_epsilon (davy_plot_layout_get_x (layout, 69.5), x + width, 1e-6);
  g_assert_false (davy_plot_layout_shows (layout, 59));
  g_assert_true (davy_plot_layout_shows (layout, 60));
  g_assert_false (davy_plot_layout_shows (layout, 70));
}

static void
test_span_is_cut_to_the_plot (void)
{
  g_autofree double *values = NULL;
  g_autoptr (DavyPlot) plot = create_noise (90, &values);
  g_autoptr (DavyPlotLayout) late = lay_out (plot, 80, 500, 600);
  g_autoptr (DavyPlotLayout) outside = lay_out (plot, 500, 5, 600);
  g_autoptr (DavyPlotLayout) all = lay_out (plot, 0, 0, 600);

  g_assert_cmpuint (late->span.first + late->span.length, ==, 90);
  g_assert_cmpuint (outside->span.first, ==, 89);
  g_assert_cmpuint (outside->span.length, ==, 1);
  g_assert_cmpuint (all->span.length, ==, 90);
}

static void
test_scale_fits_what_is_shown (void)
{
  double values[] = { 5000, 5000, 10, 12, 11, 9000 };
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 6);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_set_total (plot, values, NULL);
  layout = lay_out (plot, 2, 3, 600);

  g_assert_cmpfloat (layout->scale.high, <, 30);
}

/* Whatever the zoom: the highest and the lowest of what is shown are among what is drawn. */
static void
test_no_peak_is_missed (void)
{
  g_autofree double *values = NULL;
  g_autoptr (DavyPlot) plot = create_noise (YEARS, &values);

  for (guint length = YEARS; length > 1; length /= 2)
    for (guint first = 0; first + length <= YEARS; first += length)
      {
        g_autoptr (DavyPlotLayout) layout = lay_out (plot, first, length, 400);
        DavyBucket seen = davy_pyramid_query (plot->total, first, length);
        double highest = -INFINITY;
        double lowest = INFINITY;

        g_assert_cmpuint (layout->n_samples, <=, 800);
        for (guint i = 0; i < layout->n_samples; i++)
          {
            const DavySample *sample = &layout->samples[i];

            g_assert_cmpfloat (sample->total, ==, values[sample->index]);
            if (i > 0)
              g_assert_cmpuint (sample->index, >, layout->samples[i - 1].index);
            highest = MAX (highest, sample->total);
            lowest = MIN (lowest, sample->total);
          }
        g_assert_cmpfloat (highest, >=, values[seen.highest]);
        g_assert_cmpfloat (lowest, <=, values[seen.lowest]);
      }
}

/* The stack is as high as on its highest day, and as deep as on its deepest. */
static void
test_no_peak_of_the_stack_is_missed (void)
{
  double part[YEARS] = { 0 };
  double credit[YEARS] = { 0 };
  double total[YEARS];
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, YEARS);
  g_autoptr (DavyPlotLayout) layout = NULL;
  double above = 0;
  double below = 0;

  part[700] = 900;
  credit[701] = -800;
  part[702] = 950; /* on the day itself the two nearly cancel */
  credit[702] = -940;
  for (guint i = 0; i < YEARS; i++)
    total[i] = part[i] + credit[i];
  davy_plot_set_total (plot, total, NULL);
  davy_plot_add_layer (plot, part, "A");
  davy_plot_add_layer (plot, credit, "B");
  layout = lay_out (plot, 0, 0, 400);
  for (guint i = 0; i < layout->n_samples; i++)
    {
      above = MAX (above, layout->edges[layout->n_samples + i].above);
      below = MIN (below, layout->edges[layout->n_samples + i].below);
    }

  g_assert_cmpuint (layout->level, >, 0);
  g_assert_cmpfloat (above, ==, 950);
  g_assert_cmpfloat (below, ==, -940);
}

/* Moved sideways, the same points are drawn: the picture slides and does not flicker. */
static void
test_panning_draws_the_same_points (void)
{
  g_autofree double *values = NULL;
  g_autoptr (DavyPlot) plot = create_noise (YEARS, &values);
  g_autoptr (DavyPlotLayout) here = lay_out (plot, 0, 1500, 400);

  for (guint shift = 1; shift < 20; shift++)
    {
      g_autoptr (DavyPlotLayout) there = lay_out (plot, shift, 1500, 400);
      guint j = 0;

      g_assert_cmpuint (there->level, ==, here->level);
      while (here->samples[j].index != there->samples[10].index)
        g_assert_cmpuint (++j, <, here->n_samples);
      for (guint i = 0; j + i < here->n_samples && 10 + i < there->n_samples; i++)
        g_assert_cmpuint (here->samples[j + i].index, ==, there->samples[10 + i].index);
    }
}

static void
test_line_goes_on_to_the_edge (void)
{
  g_autofree double *values = NULL;
  g_autoptr (DavyPlot) plot = create_noise (90, &values);
  g_autoptr (DavyPlotLayout) layout = lay_out (plot, 30, 20, 400);

  g_assert_cmpuint (layout->samples[0].index, ==, 29);
  g_assert_cmpuint (layout->samples[layout->n_samples - 1].index, ==, 50);
}

static void
test_only_marks_in_the_span_are_placed (void)
{
  g_autofree double *values = NULL;
  g_autoptr (DavyPlot) plot = create_noise (90, &values);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_add_mark (plot, FIRST + 10, DAVY_PLOT_MARK_ALERT, "Alert");
  davy_plot_add_mark (plot, FIRST + 65, DAVY_PLOT_MARK_PEAK, "Peak");
  davy_plot_add_mark (plot, FIRST + 20, DAVY_PLOT_MARK_ROLE, "Role");
  layout = lay_out (plot, 60, 30, 600);

  g_assert_cmpuint (layout->marks->len, ==, 1);
  g_assert_cmpuint (layout->events->len, ==, 0);
  g_assert_cmpuint (davy_plot_layout_count_mark_rows (layout), ==, 0);
}

static char *
label_hour (guint index, gpointer data)
{
  return g_strdup_printf ("%02u:00", index % 24);
}

static void
test_days_of_an_hourly_plot_are_hours (void)
{
  g_autofree double *values = g_new0 (double, 48);
  g_autoptr (DavyPlot) plot = davy_plot_new_hourly (davy_day_begin_local (FIRST), 48, label_hour);

  values[30] = 5;
  davy_plot_set_total (plot, values, NULL);
  davy_plot_add_mark (plot, FIRST + 1, DAVY_PLOT_MARK_ALERT, NULL);
  davy_plot_add_mark_at (plot, 30, DAVY_PLOT_MARK_ONSET, NULL);
  davy_plot_add_episode (plot, FIRST + 1, FIRST + 1, NULL);

  g_assert_cmpuint (g_array_index (plot->marks, DavyPlotMark, 0).index, ==, 24);
  g_assert_cmpuint (g_array_index (plot->marks, DavyPlotMark, 1).index, ==, 30);
  g_assert_cmpuint (g_array_index (plot->episodes, DavyPlotEpisode, 0).from, ==, 24);
  g_assert_cmpuint (g_array_index (plot->episodes, DavyPlotEpisode, 0).to, ==, 47);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/plot/span/points-keep-their-numbers", test_points_keep_their_numbers);
  g_test_add_func ("/plot/span/span-is-cut-to-the-plot", test_span_is_cut_to_the_plot);
  g_test_add_func ("/plot/span/scale-fits-what-is-shown", test_scale_fits_what_is_shown);
  g_test_add_func ("/plot/span/no-peak-is-missed", test_no_peak_is_missed);
  g_test_add_func ("/plot/span/no-peak-of-the-stack-is-missed",
                   test_no_peak_of_the_stack_is_missed);
  g_test_add_func ("/plot/span/panning-draws-the-same-points", test_panning_draws_the_same_points);
  g_test_add_func ("/plot/span/line-goes-on-to-the-edge", test_line_goes_on_to_the_edge);
  g_test_add_func ("/plot/span/only-marks-in-the-span-are-placed",
                   test_only_marks_in_the_span_are_placed);
  g_test_add_func ("/plot/span/days-of-an-hourly-plot-are-hours",
                   test_days_of_an_hourly_plot_are_hours);

  return g_test_run ();
}
