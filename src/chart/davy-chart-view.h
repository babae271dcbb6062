/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DAVY_CHART_VIEW_LEAST 7 /* points: nobody gets closer than a week */

/**
 * DavyChartView:
 * @n: how many points there are
 * @first: the first one seen, counted from 0
 * @length: how many are seen
 *
 * Which part of a row of points is seen. The fractions are what a touchpad has moved and what is
 * not a whole point yet; what is shown is the span of davy_chart_view_get_span().
 */
typedef struct
{
  guint n;
  double first;
  double length;
} DavyChartView;

DavyChartView davy_chart_view_new (guint n, guint first, guint length);
void davy_chart_view_get_span (const DavyChartView *self, guint *first, guint *length);
gboolean davy_chart_view_is_all (const DavyChartView *self);
void davy_chart_view_zoom (DavyChartView *self, double factor, double anchor);
void davy_chart_view_pan (DavyChartView *self, double points);
void davy_chart_view_reveal (DavyChartView *self, guint index);
DavyChartView davy_chart_view_carry (const DavyChartView *self, guint n, int shift);

G_END_DECLS
