/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "plot/davy-plot-layout.h"

/* The states a graph can be in, each as a plot made of invented figures. */

#define LOOK_MONDAY ((DavyDay) 20773) /* 2026-11-16 */
#define LOOK_END    (LOOK_MONDAY + 7)

typedef struct
{
  const char *name;
  DavyPlot *(*create) (void);
  DavyPlotSpan span;
  gboolean wide; /* looked at 1600 pixels wide too */
  gboolean busy; /* with a cursor and a selection */
} Look;

/* The same figures on every machine. */
static inline double
look_noise (guint *seed)
{
  *seed = *seed * 1664525u + 1013904223u;

  return (double) (*seed >> 8) / (1 << 24) - 0.5;
}

static inline char *
look_label_value (double value, guint decimals, gpointer data)
{
  g_autofree char *digits = g_strdup_printf ("%.*f", (int) decimals, fabs (value));
  g_autoptr (GString) text = g_string_new (value < 0 ? "−" : NULL);
  gsize whole = strcspn (digits, ".");

  for (gsize i = 0; digits[i] != '\0'; i++)
    {
      if (i > 0 && i < whole && (whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  g_string_append (text, " €");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static inline char *
look_label_day (DavyDay day, gboolean of_months, gpointer data)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc ((gint64) day * 86400);

  return g_date_time_format (moment, of_months ? "%b %Y" : "%-d %b");
}

/* Ninety times 24 hours, the last of which ends at a midnight; the clock was put back meanwhile. */
static inline DavyTime
look_first_hour (void)
{
  return davy_day_begin_local (LOOK_END) - 90 * 24 * DAVY_TIME_HOUR;
}

static inline char *
look_label_hour (guint index, gpointer data)
{
  DavyTime time = look_first_hour () + index * DAVY_TIME_HOUR;
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / DAVY_TIME_SECOND);

  return g_date_time_format (local, "%H:%M");
}

/* Weekdays cost more than weekends, and every day a little something else. */
static inline double *
look_usual (DavyDay first, guint length, double level)
{
  double *values = g_new (double, length);
  guint seed = 7;

  for (guint i = 0; i < length; i++)
    {
      double week = davy_day_weekday (first + (DavyDay) i) > 5 ? 0.8 : 1.05;

      values[i] = level * week * (1 + 0.16 * look_noise (&seed));
    }

  return values;
}

static inline void
look_expect (DavyPlot *plot, double level)
{
  guint length = davy_plot_get_length (plot);
  g_autofree double *low = g_new (double, length);
  g_autofree double *high = g_new (double, length);

  for (guint i = 0; i < length; i++)
    {
      double week = davy_day_weekday (davy_plot_get_first (plot) + (DavyDay) i) > 5 ? 0.8 : 1.05;

      low[i] = i < 7 ? (double) NAN : level * week * 0.8;
      high[i] = i < 7 ? (double) NAN : level * week * 1.2;
    }
  davy_plot_set_band (plot, low, high, "Expected range");
}

static inline DavyPlot *
look_create (guint length, double *values)
{
  DavyPlot *plot = davy_plot_new (LOOK_END - (DavyDay) length, length);

  davy_plot_set_labels (plot, look_label_value, look_label_day, NULL, NULL);
  davy_plot_set_total (plot, values, "Cost a day");
  g_free (values);

  return plot;
}

static inline DavyPlot *
look_calm (void)
{
  DavyPlot *plot = look_create (90, look_usual (LOOK_END - 90, 90, 240));

  look_expect (plot, 240);

  return plot;
}

static inline DavyPlot *
look_spike (void)
{
  double *values = look_usual (LOOK_END - 90, 90, 240);
  DavyPlot *plot;

  values[62] *= 2.4;
  values[63] *= 5.1;
  values[64] *= 3.2;
  plot = look_create (90, values);
  look_expect (plot, 240);
  davy_plot_add_episode (plot, LOOK_END - 28, LOOK_END - 26, "More than expected");
  davy_plot_add_mark (plot, LOOK_END - 28, DAVY_PLOT_MARK_ONSET, "Began Mon 26 Oct");
  davy_plot_add_mark (plot, LOOK_END - 27, DAVY_PLOT_MARK_PEAK, "1,236 €");
  davy_plot_add_mark (plot, LOOK_END - 26, DAVY_PLOT_MARK_END, "Ended Wed 28 Oct");
  davy_plot_add_mark (plot, LOOK_END - 27, DAVY_PLOT_MARK_ALERT, "Alert");

  return plot;
}

static inline void
look_mark_attack (DavyPlot *plot)
{
  davy_plot_add_episode (plot, LOOK_END - 6, LOOK_END - 1, "More than expected");
  davy_plot_add_mark (plot, LOOK_END - 6, DAVY_PLOT_MARK_ONSET, "Began Tue 17 Nov");
  davy_plot_add_mark (plot, LOOK_END - 3, DAVY_PLOT_MARK_PEAK, "1,702 €");
  davy_plot_add_mark (plot, LOOK_END - 5, DAVY_PLOT_MARK_ALERT, "Alert");
  davy_plot_add_mark (plot, LOOK_END - 3, DAVY_PLOT_MARK_ALERT, "Alert");
  davy_plot_add_mark (plot, LOOK_END - 7, DAVY_PLOT_MARK_ROLE, "Role assigned");
  for (guint i = 0; i < 12; i++)
    davy_plot_add_mark (plot, LOOK_END - 6, DAVY_PLOT_MARK_CREATE, "Machine created");
  davy_plot_add_mark (plot, LOOK_END - 6, DAVY_PLOT_MARK_QUOTA, "Quota raised");
  davy_plot_add_mark (plot, LOOK_END - 41, DAVY_PLOT_MARK_CREATE, "Machine created");
  davy_plot_set_incomplete (plot, 2, "Not complete yet");
}

static inline double *
look_attacked (void)
{
  double *values = look_usual (LOOK_END - 90, 90, 240);
  static const double more[] = { 820, 1390, 1405, 1460, 1290, 610 };

  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    values[84 + i] += more[i];

  return values;
}

static inline DavyPlot *
look_shift (void)
{
  DavyPlot *plot = look_create (90, look_attacked ());

  look_expect (plot, 240);
  look_mark_attack (plot);
  davy_plot_set_limit (plot, 420, "Budget 420 € a day");

  return plot;
}

static inline DavyPlot *
look_from_zero (void)
{
  double values[30] = { 0 };
  double low[30] = { 0 };
  double high[30] = { 0 };
  double hours[] = { 410, 980, 1010, 995, 640 };
  DavyPlot *plot;

  memcpy (&values[25], hours, sizeof hours);
  plot = look_create (30, g_memdup2 (values, sizeof values));
  davy_plot_set_band (plot, low, high, "Expected range");
  davy_plot_add_episode (plot, LOOK_END - 5, LOOK_END - 1, "More than expected");
  davy_plot_add_mark (plot, LOOK_END - 5, DAVY_PLOT_MARK_ONSET, "Began Wed 18 Nov");
  davy_plot_add_mark (plot, LOOK_END - 3, DAVY_PLOT_MARK_PEAK, "1,010 €");
  davy_plot_add_mark (plot, LOOK_END - 5, DAVY_PLOT_MARK_CREATE, "Machine created");
  davy_plot_set_incomplete (plot, 1, "Not complete yet");

  return plot;
}

static inline void
look_stack (DavyPlot *plot, const double *total)
{
  static const char *const names[] = { "Virtual Machines", "Storage", "Bandwidth",
                                       "Azure SQL",        "Monitor", "Other services" };
  static const double shares[] = { 0.42, 0.21, 0.12, 0.10, 0.06, 0.09 };
  guint length = davy_plot_get_length (plot);
  g_autofree double *values = g_new (double, length);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      for (guint j = 0; j < length; j++)
        {
          double usual = total[j] > 320 ? 320 : total[j];

          values[j] = shares[i] * usual + (i == 0 ? total[j] - usual : 0);
        }
      davy_plot_add_layer (plot, values, names[i]);
    }
}

static inline DavyPlot *
look_stacked (void)
{
  g_autofree double *total = look_attacked ();
  DavyPlot *plot = look_create (90, g_memdup2 (total, 90 * sizeof (double)));

  look_stack (plot, total);
  look_expect (plot, 240);
  look_mark_attack (plot);

  return plot;
}

static inline DavyPlot *
look_stacked_calm (void)
{
  g_autofree double *total = look_usual (LOOK_END - 30, 30, 240);
  DavyPlot *plot = look_create (30, g_memdup2 (total, 30 * sizeof (double)));

  look_stack (plot, total);

  return plot;
}

static inline DavyPlot *
look_negative (void)
{
  double *values = look_usual (LOOK_END - 30, 30, 90);
  DavyPlot *plot;

  values[11] = -140;
  values[12] = -60;
  plot = look_create (30, values);
  look_expect (plot, 90);

  return plot;
}

static inline DavyPlot *
look_stacked_negative (void)
{
  double compute[30];
  double storage[30];
  double credit[30];
  double total[30];
  g_autofree double *usual = look_usual (LOOK_END - 30, 30, 90);
  DavyPlot *plot;

  for (guint i = 0; i < 30; i++)
    {
      compute[i] = 0.7 * usual[i];
      storage[i] = 0.3 * usual[i];
      credit[i] = i >= 10 && i <= 16 ? -0.6 * usual[i] : 0;
      total[i] = compute[i] + storage[i] + credit[i];
    }
  plot = look_create (30, g_memdup2 (total, sizeof total));
  davy_plot_add_layer (plot, compute, "Virtual Machines");
  davy_plot_add_layer (plot, storage, "Storage");
  davy_plot_add_layer (plot, credit, "Credit");

  return plot;
}

static inline DavyPlot *
look_gaps (void)
{
  double *values = look_usual (LOOK_END - 30, 30, 90);
  DavyPlot *plot;

  for (guint i = 8; i < 13; i++)
    values[i] = NAN;
  values[17] = values[19] = NAN; /* what is between them stands alone */
  plot = look_create (30, values);
  look_expect (plot, 90);

  return plot;
}

static inline DavyPlot *
look_stacked_gaps (void)
{
  g_autofree double *total = look_usual (LOOK_END - 30, 30, 240);
  DavyPlot *plot;

  for (guint i = 8; i < 13; i++)
    total[i] = NAN;
  total[17] = total[19] = NAN;
  plot = look_create (30, g_memdup2 (total, 30 * sizeof (double)));
  look_stack (plot, total);

  return plot;
}

static inline DavyPlot *
look_incomplete (void)
{
  double *values = look_usual (LOOK_END - 14, 14, 900);
  DavyPlot *plot;

  values[11] *= 0.7;
  values[12] *= 0.3;
  values[13] = NAN;
  plot = look_create (14, values);
  look_expect (plot, 900);
  davy_plot_set_incomplete (plot, 3, "Not complete yet");

  return plot;
}

static inline DavyPlot *
look_one_point (void)
{
  double *values = g_new (double, 30);

  for (guint i = 0; i < 30; i++)
    values[i] = i == 29 ? 73.4 : (double) NAN;

  return look_create (30, values);
}

static inline DavyPlot *
look_one_day (void)
{
  return look_create (1, g_memdup2 (&(double){ 0.31 }, sizeof (double)));
}

static inline DavyPlot *
look_none (void)
{
  double *values = g_new (double, 30);

  for (guint i = 0; i < 30; i++)
    values[i] = NAN;

  return look_create (30, values);
}

static inline DavyPlot *
look_hours (void)
{
  const guint length = 90 * 24;
  DavyPlot *plot = davy_plot_new_hourly (look_first_hour (), length, look_label_hour);
  g_autofree double *values = g_new (double, length);
  g_autofree double *low = g_new (double, length);
  g_autofree double *high = g_new (double, length);
  guint seed = 3;

  for (guint i = 0; i < length; i++)
    {
      double day = 1 + 0.35 * sin ((i % 24 - 8.0) / 24 * 2 * G_PI);

      low[i] = 7.5 * day;
      high[i] = 12.5 * day;
      values[i] = 10 * day * (1 + 0.25 * look_noise (&seed)) + (i >= length - 70 ? 58 : 0);
    }
  davy_plot_set_labels (plot, look_label_value, look_label_day, NULL, NULL);
  davy_plot_set_total (plot, values, "Cost an hour");
  davy_plot_set_band (plot, low, high, "Expected range");
  davy_plot_add_episode (plot, LOOK_END - 3, LOOK_END - 1, "More than expected");
  davy_plot_add_mark_at (plot, length - 70, DAVY_PLOT_MARK_ONSET, "Began Fri 02:00");
  davy_plot_add_mark_at (plot, length - 71, DAVY_PLOT_MARK_CREATE, "Machine created");
  davy_plot_set_incomplete (plot, 8, "Not complete yet");

  return plot;
}

static inline double *
look_long (guint length)
{
  double *values = look_usual (LOOK_END - (DavyDay) length, length, 240);

  for (guint i = 0; i < length; i++)
    values[i] *= 0.5 + 0.5 * i / length + 0.12 * sin (i / 60.0);
  values[700] *= 6; /* one single day */

  return values;
}

static inline DavyPlot *
look_years (void)
{
  DavyPlot *plot = look_create (1826, look_long (1826));

  davy_plot_add_mark (plot, LOOK_END - 1126, DAVY_PLOT_MARK_PEAK, "994 €");
  davy_plot_set_limit (plot, 400, "Budget 400 € a day");

  return plot;
}

static inline DavyPlot *
look_stacked_years (void)
{
  g_autofree double *total = look_long (1826);
  DavyPlot *plot = look_create (1826, g_memdup2 (total, 1826 * sizeof (double)));

  look_stack (plot, total);

  return plot;
}

/* More than there is room for. */
static inline DavyPlot *
look_crowded (void)
{
  double *values = look_usual (LOOK_END - 90, 90, 240);
  DavyPlot *plot;

  for (guint i = 0; i < 90; i++)
    if (i % 18 > 12)
      values[i] *= i % 18 == 15 ? 3.2 : 2.5;
  plot = look_create (90, values);
  look_expect (plot, 240);
  for (int i = 0; i < 5; i++)
    {
      DavyDay from = LOOK_END - 90 + 18 * i + 13;

      davy_plot_add_episode (plot, from, from + 4, "More than expected");
      davy_plot_add_mark (plot, from, DAVY_PLOT_MARK_ONSET, "Began some day");
      davy_plot_add_mark (plot, from + 2, DAVY_PLOT_MARK_PEAK, "790 €");
      davy_plot_add_mark (plot, from + 4, DAVY_PLOT_MARK_END, "Ended some day");
      for (int j = 0; j < 4; j++)
        davy_plot_add_mark (plot, from + j, DAVY_PLOT_MARK_ALERT, "Alert");
    }
  for (int i = 0; i < 90; i += 3)
    davy_plot_add_mark (plot, LOOK_END - 90 + i,
                        i % 2 == 0 ? DAVY_PLOT_MARK_CREATE : DAVY_PLOT_MARK_ROLE,
                        i % 2 == 0 ? "Machine created" : "Role assigned");

  return plot;
}

static inline DavyPlot *
look_far_limit (void)
{
  DavyPlot *plot = look_calm ();

  davy_plot_set_limit (plot, 4000, "Budget 4,000 € a day");

  return plot;
}

static const Look looks[] = {
  { .name = "calm", .create = look_calm, .wide = TRUE },
  { .name = "spike", .create = look_spike, .wide = TRUE },
  { .name = "shift", .create = look_shift, .wide = TRUE },
  { .name = "from-zero", .create = look_from_zero },
  { .name = "stacked", .create = look_stacked, .wide = TRUE },
  { .name = "stacked-calm", .create = look_stacked_calm },
  { .name = "negative", .create = look_negative },
  { .name = "stacked-negative", .create = look_stacked_negative },
  { .name = "gaps", .create = look_gaps },
  { .name = "stacked-gaps", .create = look_stacked_gaps },
  { .name = "incomplete", .create = look_incomplete },
  { .name = "one-point", .create = look_one_point },
  { .name = "one-day", .create = look_one_day },
  { .name = "none", .create = look_none },
  { .name = "hours", .create = look_hours, .wide = TRUE },
  { .name = "hours-zoomed", .create = look_hours, .span = { 2064, 96 }, .wide = TRUE },
  { .name = "week", .create = look_shift, .span = { 83, 7 } },
  { .name = "years", .create = look_years, .wide = TRUE },
  { .name = "stacked-years", .create = look_stacked_years, .wide = TRUE },
  { .name = "crowded", .create = look_crowded, .wide = TRUE },
  { .name = "far-limit", .create = look_far_limit },
  { .name = "cursor", .create = look_shift, .busy = TRUE },
  { .name = "stacked-cursor", .create = look_stacked, .span = { 60, 30 }, .busy = TRUE },
};
