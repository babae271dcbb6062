/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-clock.h"

/**
 * davy_emulator_clock_start:
 * @self: a clock, which shows the real time from now on
 */
void
davy_emulator_clock_start (DavyEmulatorClock *self)
{
  self->real = davy_time_now ();
  self->shown = self->real;
  self->scale = 1;
}

/**
 * davy_emulator_clock_now:
 * @self: a clock
 *
 * Returns: what it shows
 */
DavyTime
davy_emulator_clock_now (const DavyEmulatorClock *self)
{
  return self->shown + (gint64) ((double) (davy_time_now () - self->real) * self->scale);
}

/**
 * davy_emulator_clock_set_scale:
 * @self: a clock
 * @scale: how many of its seconds pass in one of ours, from now on
 */
void
davy_emulator_clock_set_scale (DavyEmulatorClock *self, double scale)
{
  self->shown = davy_emulator_clock_now (self);
  self->real = davy_time_now ();
  self->scale = scale;
}
