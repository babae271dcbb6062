/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-peaks.h"

#include "usage/davy-sorted.h"

/* What a job makes that runs now and then is expected after some times. */

/**
 * davy_peaks_note:
 * @self: what is known
 * @day: the last day of a peak; days in a row are one
 * @height: its highest distance from the base, in log cost
 *
 * Notes that there was one.
 */
void
davy_peaks_note (DavyPeaks *self, guint day, double height)
{
  guint last = (self->n - 1) % DAVY_MAX_PEAKS;

  if (self->n > 0 && day - self->days[last] <= 1)
    {
      self->days[last] = day;
      self->heights[last] = MAX (self->heights[last], height);
      return;
    }
  self->days[self->n % DAVY_MAX_PEAKS] = day;
  self->heights[self->n % DAVY_MAX_PEAKS] = height;
  self->n++;
}

/**
 * davy_peaks_forget:
 * @self: what is known
 *
 * Begins anew: what was high above another level is not above this one.
 */
void
davy_peaks_forget (DavyPeaks *self)
{
  self->n = 0;
}

/**
 * davy_peaks_find_height:
 * @self: what is known
 * @today: the day that is judged
 * @detector: how far back they count, and how many make one expected
 *
 * Returns: how high they were each of those times at least, in log cost; 0 when there were too few
 */
double
davy_peaks_find_height (const DavyPeaks *self, guint today, const DavyDetector *detector)
{
  guint enough = MAX (detector->peaks, 1);
  DavySorted heights = { 0 };

  for (guint i = 0; i < MIN (self->n, DAVY_MAX_PEAKS); i++)
    if (today - self->days[i] <= detector->window)
      davy_sorted_add (&heights, self->heights[i]);

  return heights.length >= enough ? heights.values[heights.length - enough] : 0;
}
