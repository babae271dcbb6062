/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyEmulatorClock:
 * @real: a moment
 * @shown: what the emulator's clock showed then
 * @scale: how many of its seconds pass in one of ours
 *
 * The time that the emulator's services go by.
 */
typedef struct
{
  DavyTime real;
  DavyTime shown;
  double scale;
} DavyEmulatorClock;

void davy_emulator_clock_start (DavyEmulatorClock *self);
DavyTime davy_emulator_clock_now (const DavyEmulatorClock *self);
void davy_emulator_clock_set_scale (DavyEmulatorClock *self, double scale);

G_END_DECLS
