/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-alarm-clock.h"

/* A timer does not count the time that the machine slept: the clock is looked at at least so often.
 */
#define LONGEST_WAIT DAVY_TIME_MINUTE

static void wait_on (DavyAlarmClock *self);

static gboolean
timer_cb (gpointer data)
{
  DavyAlarmClock *self = data;

  davy_timer_clear (&self->timer);
  if (davy_time_now () < self->at)
    wait_on (self);
  else
    self->ring (self->data);

  return G_SOURCE_REMOVE;
}

static void
wait_on (DavyAlarmClock *self)
{
  DavyTime wait = CLAMP (self->at - davy_time_now (), 0, LONGEST_WAIT);

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
  if (at != DAVY_TIME_UNSET)
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
