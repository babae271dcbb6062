/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-detector.h"

G_BEGIN_DECLS

#define DAVY_MAX_PEAKS 8

/**
 * DavyPeaks:
 * @days: a ring of their last days
 * @heights: their highest distances from the base, in log cost
 * @n: how many there were; of more than %DAVY_MAX_PEAKS the last ones are known
 *
 * Short episodes, and days that were let pass as more of them. All zero is none.
 */
typedef struct
{
  guint days[DAVY_MAX_PEAKS];
  double heights[DAVY_MAX_PEAKS];
  guint n;
} DavyPeaks;

void davy_peaks_note (DavyPeaks *self, guint day, double height);
void davy_peaks_forget (DavyPeaks *self);
double davy_peaks_find_height (const DavyPeaks *self, guint today, const DavyDetector *detector);

G_END_DECLS
