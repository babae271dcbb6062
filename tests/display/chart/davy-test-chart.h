/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "chart/davy-chart.h"
#include "davy-test-window.h"
#include "davy-test.h"

/* A chart to try, and the ways to handle it. */

#define TEST_FIRST  ((DavyDay) 20690)
#define TEST_LENGTH 90

static inline char *
davy_test_read_days (guint from, guint to, gpointer data)
{
  return from == to ? g_strdup_printf ("Day %u\n%u €", from + 1, from * 10)
                    : g_strdup_printf ("Days %u to %u\nat most %u €", from + 1, to + 1, to * 10);
}

/* A day in eleven is a gap. */
static inline DavyPlot *
davy_test_plot_new (DavyDay first, guint length)
{
  DavyPlot *plot = davy_plot_new (first, length);
  g_autofree double *values = g_new (double, length);

  for (guint i = 0; i < length; i++)
    values[i] = i % 11 == 5 ? NAN : 10.0 * i;
  davy_plot_set_total (plot, values, "Cost a day");

  return plot;
}

static inline DavyChart *
davy_test_chart_new (guint length)
{
  g_autoptr (DavyPlot) plot = davy_test_plot_new (TEST_FIRST, length);
  DavyChart *chart = DAVY_CHART (g_object_ref_sink (g_object_new (DAVY_TYPE_CHART, NULL)));

  davy_chart_set_label (chart, "Usage, 90 days");
  davy_chart_set_summary (chart, "It rises.");
  davy_chart_set_reading (chart, davy_test_read_days, NULL, NULL);
  davy_chart_set_plot (chart, plot);

  return chart;
}

/* Presses a key the way GTK does: by the bindings of the class. Returns whether it did anything. */
static inline gboolean
davy_test_press (DavyChart *chart, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !handled; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkKeyvalTrigger *trigger = GTK_KEYVAL_TRIGGER (gtk_shortcut_get_trigger (shortcut));

          if (gtk_keyval_trigger_get_keyval (trigger) != key ||
              gtk_keyval_trigger_get_modifiers (trigger) != modifiers)
            continue;
          handled = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                  GTK_WIDGET (chart),
                                                  gtk_shortcut_get_arguments (shortcut));
        }
    }

  return handled;
}

static inline void
davy_test_assert_view (DavyChart *chart, guint first, guint length)
{
  guint actual_first, actual_length;

  davy_chart_get_view (chart, &actual_first, &actual_length);
  g_assert_cmpuint (actual_first, ==, first);
  g_assert_cmpuint (actual_length, ==, length);
}

static inline gboolean
davy_test_is_laid_out (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 1;
}

/* Shows the chart alone in a window of that size. */
static inline GtkWindow *
davy_test_chart_show (DavyChart *chart, int width, int height)
{
  GtkWindow *window = davy_test_window_new ();

  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, GTK_WIDGET (chart));
  gtk_window_present (window);
  g_assert_true (davy_test_spin_until (davy_test_is_laid_out, chart));

  return window;
}
