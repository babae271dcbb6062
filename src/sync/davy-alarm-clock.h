/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyAlarmClock:
 * @ring: called once when the time has come, with @data
 * @data: for @ring
 *
 * Rings at a moment of the clock, however long the machine slept meanwhile.
 */
typedef struct
{
  void (*ring) (gpointer data);
  gpointer data;

  /*< private >*/
  DavyTime at;
  gint64 latest; /* of the monotonic clock */
  GSource *timer;
} DavyAlarmClock;

void davy_alarm_clock_set (DavyAlarmClock *self, DavyTime at);
void davy_alarm_clock_set_in (DavyAlarmClock *self, gint64 wait);
void davy_alarm_clock_clear (DavyAlarmClock *self);

G_END_DECLS
