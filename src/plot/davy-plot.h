/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyPlot:
 *
 * What a graph shows: one value a day or an hour, what was expected, and what happened. It knows no
 * unit, no language and no size: labels come from functions, names of what is drawn from its maker.
 * Filled once by its maker, it is not changed after it has been handed on: what is drawn of it, at
 * whatever zoom, is worked out once.
 */
typedef struct _DavyPlot DavyPlot;

/**
 * DavyPlotMarkKind:
 * @DAVY_PLOT_MARK_ALERT: a triangle above the graph: somebody was warned
 * @DAVY_PLOT_MARK_ONSET: a dot on the line: it began here
 * @DAVY_PLOT_MARK_PEAK: a ring on the line, the label beside it
 * @DAVY_PLOT_MARK_END: a ring on the line, with a line up: it ended here
 * @DAVY_PLOT_MARK_CREATE: a square below the graph: something was created
 * @DAVY_PLOT_MARK_ROLE: a diamond below the graph: a right was given
 * @DAVY_PLOT_MARK_QUOTA: an arrow below the graph: a quota was raised
 */
typedef enum
{
  DAVY_PLOT_MARK_ALERT,
  DAVY_PLOT_MARK_ONSET,
  DAVY_PLOT_MARK_PEAK,
  DAVY_PLOT_MARK_END,
  DAVY_PLOT_MARK_CREATE,
  DAVY_PLOT_MARK_ROLE,
  DAVY_PLOT_MARK_QUOTA,
} DavyPlotMarkKind;

/**
 * DavyPlotValueLabel:
 * @value: a round number on the value axis
 * @decimals: how many decimals tell it from its neighbours
 * @data: of the plot
 *
 * Returns: (transfer full): the number as people read it, with its unit
 */
typedef char *(*DavyPlotValueLabel) (double value, guint decimals, gpointer data);

/**
 * DavyPlotDayLabel:
 * @day: a day on the axis of time
 * @of_months: whether it is the first day of a month and stands for it
 * @data: of the plot
 *
 * Returns: (transfer full): the day in its shortest form, such as "24 Dec", or "Dec 2026"
 */
typedef char *(*DavyPlotDayLabel) (DavyDay day, gboolean of_months, gpointer data);

/**
 * DavyPlotHourLabel:
 * @index: a point of the plot, none at which a day begins
 * @data: of the plot
 *
 * Returns: (transfer full): the hour as people read it, such as "14:00"
 */
typedef char *(*DavyPlotHourLabel) (guint index, gpointer data);

DavyPlot *davy_plot_new (DavyDay first, guint length);
DavyPlot *davy_plot_new_hourly (DavyTime from, guint length, DavyPlotHourLabel hour_label);
DavyPlot *davy_plot_ref (DavyPlot *self);
void davy_plot_unref (DavyPlot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPlot, davy_plot_unref)

void davy_plot_set_labels (DavyPlot *self,
                           DavyPlotValueLabel value_label,
                           DavyPlotDayLabel day_label,
                           gpointer data,
                           GDestroyNotify destroy);
void davy_plot_set_total (DavyPlot *self, const double *values, const char *name);
void davy_plot_add_layer (DavyPlot *self, const double *values, const char *name);
void davy_plot_set_band (DavyPlot *self, const double *low, const double *high, const char *name);
void davy_plot_set_limit (DavyPlot *self, double value, const char *name);
void davy_plot_add_mark (DavyPlot *self, DavyDay day, DavyPlotMarkKind kind, const char *label);
void davy_plot_add_mark_at (DavyPlot *self, guint index, DavyPlotMarkKind kind, const char *label);
void davy_plot_add_episode (DavyPlot *self, DavyDay from, DavyDay to, const char *name);
void davy_plot_set_incomplete (DavyPlot *self, guint points, const char *name);

DavyDay davy_plot_get_first (const DavyPlot *self);
guint davy_plot_get_length (const DavyPlot *self);
gboolean davy_plot_is_hourly (const DavyPlot *self);
DavyDay davy_plot_get_day (const DavyPlot *self, guint index);
int davy_plot_get_shift (const DavyPlot *self, const DavyPlot *other);
gboolean davy_plot_has_values (const DavyPlot *self);

G_END_DECLS
