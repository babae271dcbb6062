/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart.h"

#include <adwaita.h>
#include <stdlib.h>
#include <time.h>

/* Draws graphs of two sizes many times and prints lines `NAME MILLISECONDS`: the median of the
 * processor time that the main thread takes from the frame clock's before-paint to its after-paint.
 *
 *   full-NAME    a frame in which another part of the plot is seen, as at every step of a pan: it
 * is laid out and drawn anew cursor-NAME  a frame in which the cursor is at the next point */

#define WIDTH    1600
#define HEIGHT   400
#define N_ROUNDS 10 /* in turns, so that what else the computer does meets all alike */
#define FRAMES   20 /* of a round */
#define WARM_UP  3
#define N_FRAMES (N_ROUNDS * FRAMES)
#define FIRST    ((DavyDay) 18000)
#define A_YEAR   365

typedef struct
{
  const char *name;
  guint days;
  guint layers;
} Size;

typedef struct
{
  DavyChart *chart;
  gint64 began;
  gint64 taken; /* nanoseconds; below 0: not painted yet */
} Bench;

typedef void (*Change) (Bench *bench, guint days, guint frame);

static gint64
get_busy_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static char *
read_days (guint from, guint to, gpointer data)
{
  return g_strdup_printf ("Day %u\n%u €\nExpected %u € to %u €", from, to, from, to + 100);
}

/* A year's course with a week in it, and noise. */
static DavyPlot *
create_plot (const Size *size)
{
  DavyPlot *plot = davy_plot_new (FIRST, size->days);
  g_autofree double *values = g_new (double, size->days);
  g_autofree double *sum = g_new0 (double, size->days);
  g_autoptr (GRand) random = g_rand_new_with_seed (size->days);

  for (guint layer = 0; layer < MAX (size->layers, 1); layer++)
    {
      g_autofree char *name = g_strdup_printf ("Service %u", layer + 1);

      for (guint day = 0; day < size->days; day++)
        {
          values[day] =
              (100 + day % 7 * 10 + day % A_YEAR) * g_rand_double_range (random, 0.8, 1.2);
          sum[day] += values[day];
        }
      if (size->layers > 0)
        davy_plot_add_layer (plot, values, name);
    }
  davy_plot_set_total (plot, sum, "Cost a day");

  return plot;
}

static void
before_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->began = get_busy_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->taken = get_busy_time () - bench->began;
}

static void
see_next_part (Bench *bench, guint days, guint frame)
{
  davy_chart_set_view (bench->chart, frame % 2, days - 1);
}

static void
move_cursor (Bench *bench, guint days, guint frame)
{
  davy_chart_set_cursor (bench->chart, (int) (days / 2 + frame));
}

static double
paint (Bench *bench, Change change, guint days, guint frame)
{
  bench->taken = -1;
  change (bench, days, frame);
  while (bench->taken < 0)
    g_main_context_iteration (NULL, TRUE);

  return (double) bench->taken / 1e6;
}

static void
measure (Bench *bench, const Size *size, Change change, double *times)
{
  for (guint frame = 0; frame < WARM_UP; frame++)
    paint (bench, change, size->days, frame);
  for (guint frame = 0; frame < FRAMES; frame++)
    times[frame] = paint (bench, change, size->days, WARM_UP + frame);
}

static int
compare (const void *one, const void *other)
{
  double difference = *(const double *) one - *(const double *) other;

  return (difference > 0) - (difference < 0);
}

static void
report (const char *what, const char *name, double *times)
{
  qsort (times, N_FRAMES, sizeof *times, compare);
  g_print ("%s-%s %f\n", what, name, (times[N_FRAMES / 2 - 1] + times[N_FRAMES / 2]) / 2);
}

static GtkWindow *
show_chart (Bench *bench)
{
  GtkWidget *window = gtk_window_new ();
  GdkFrameClock *clock;

  bench->chart = g_object_new (DAVY_TYPE_CHART, NULL);
  davy_chart_set_reading (bench->chart, read_days, NULL, NULL);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_widget_set_size_request (GTK_WIDGET (bench->chart), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (bench->chart));
  gtk_window_present (GTK_WINDOW (window));

  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  while (gtk_widget_get_width (GTK_WIDGET (bench->chart)) != WIDTH)
    g_main_context_iteration (NULL, TRUE);

  return GTK_WINDOW (window);
}

int
main (int argc, char *argv[])
{
  static const Size sizes[] = {
    { "small", 90, 0 },
    { "large", 5 * A_YEAR, 6 },
  };
  static double full[G_N_ELEMENTS (sizes)][N_FRAMES];
  static double cursor[G_N_ELEMENTS (sizes)][N_FRAMES];
  Bench bench = { 0 };
  GtkWindow *window;

  adw_init ();
  window = show_chart (&bench);

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autoptr (DavyPlot) plot = create_plot (&sizes[i]);

        davy_chart_set_plot (bench.chart, plot);
        measure (&bench, &sizes[i], see_next_part, &full[i][round * FRAMES]);
        measure (&bench, &sizes[i], move_cursor, &cursor[i][round * FRAMES]);
      }

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      report ("full", sizes[i].name, full[i]);
      report ("cursor", sizes[i].name, cursor[i]);
    }
  gtk_window_destroy (window);

  return 0;
}
