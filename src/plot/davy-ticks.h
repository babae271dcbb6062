/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyScale:
 * @low: the lowest value shown, a multiple of @step, never above 0
 * @high: the highest, a multiple of @step, never below 0
 * @step: from one tick to the next: 1, 2, 2.5 or 5 times a power of ten
 * @decimals: how many decimals tell two ticks apart
 *
 * A value axis with round numbers that always holds zero.
 */
typedef struct
{
  double low;
  double high;
  double step;
  guint decimals;
} DavyScale;

DavyScale davy_scale_new (double min, double max, guint max_steps);
guint davy_scale_count (const DavyScale *self);
double davy_scale_get_tick (const DavyScale *self, guint index);

/**
 * DavyTick:
 * @index: which point it stands at
 * @day: the day of that point
 * @hour: its hour, 0 for that of the day itself
 * @of_months: whether it and its neighbours stand at the first days of months
 *
 * A labelled place on the axis of time.
 */
typedef struct
{
  guint index;
  DavyDay day;
  guint hour;
  gboolean of_months;
} DavyTick;

GArray *
davy_ticks_new (DavyDay first, DavyTime hours_from, guint from, guint length, guint max_ticks);
gint64 davy_ticks_find (DavyDay first, DavyTime hours_from, DavyDay day, guint hour);

G_END_DECLS
