/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-alarm-clock.h"

/* A timer does not count the time that the machine slept: the clock is looked at once in so long,
 * by all alarms in the same moment, so that a machine with nothing to do is woken once for all. */
#define LONGEST_WAIT DAVY_TIME_MINUTE

static void wait_on (DavyAlarmClock *self);

static gint64
get_left (DavyAlarmClock *self)
{
  return MIN (self->at - davy_time_now (), self->latest - davy_time_monotonic ());
}

static gboolean
timer_cb (gpointer data)
{
  DavyAlarmClock *self = data;

  davy_timer_clear (&self->timer);
  if (get_left (self) > 0)
    wait_on (self);
  else
    self->ring (self->data);

  return G_SOURCE_REMOVE;
}

static void
wait_on (DavyAlarmClock *self)
{
  gint64 next_look = LONGEST_WAIT - davy_time_monotonic () % LONGEST_WAIT;
  gint64 wait = CLAMP (get_left (self), 0, next_look);

  self->timer = davy_timer_start ((guint) (wait / 1000 + 1), timer_cb, self, NULL);
}

/**
 * davy_alarm_clock_set:
 * @self: an alarm
 * @at: when to ring, in the place of any moment before; %DAVY_TIME_UNSET: not at all
 */
void
davy_alarm_clock_set (DavyAlarmClock *self, DavyTime at)
{
  davy_alarm_clock_clear (self);
  self->at = at;
  self->latest = G_MAXINT64;
  if (at != DAVY_TIME_UNSET)
    wait_on (self);
}

/**
 * davy_alarm_clock_set_in:
 * @self: an alarm
 * @wait: after how many microseconds to ring, in the place of any moment before
 *
 * Rings after so long, also when the clock is set back meanwhile.
 */
void
davy_alarm_clock_set_in (DavyAlarmClock *self, gint64 wait)
{
  davy_alarm_clock_clear (self);
  self->at = davy_time_now () + wait;
  self->latest = davy_time_monotonic () + wait;
  wait_on (self);
}

/**
 * davy_alarm_clock_clear:
 * @self: an alarm, which rings no more
 */
void
davy_alarm_clock_clear (DavyAlarmClock *self)
{
  davy_timer_clear (&self->timer);
}
