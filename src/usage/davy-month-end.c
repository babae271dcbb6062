/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-month-end.h"

#include <string.h>

#define HALF (DAVY_MONTH_END_DAYS / 2)

static void
find_place (DavyMonthEnd *self)
{
  guint left = self->length - self->day_of_month;
  int before = self->place;

  if (left < HALF)
    self->place = (int) (HALF - 1 - left);
  else if (self->day_of_month <= HALF)
    self->place = (int) (HALF + self->day_of_month - 1);
  else
    self->place = -1;
  if (before < 0 && self->place >= 0)
    self->since = self->day;
}

/**
 * davy_month_end_init:
 * @self: (out caller-allocates): to be filled
 * @first: the day to stand at
 */
void
davy_month_end_init (DavyMonthEnd *self, DavyDay first)
{
  GDate date;

  memset (self, 0, sizeof *self);
  self->place = -1;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1970);
  if (first >= 0)
    g_date_add_days (&date, (guint) first);
  else
    g_date_subtract_days (&date, (guint) -first);
  self->year = g_date_get_year (&date);
  self->month = g_date_get_month (&date);
  self->day_of_month = g_date_get_day (&date);
  self->length = g_date_get_days_in_month ((GDateMonth) self->month, self->year);
  find_place (self);
}

/**
 * davy_month_end_next_day:
 * @self: the ends of the months
 */
void
davy_month_end_next_day (DavyMonthEnd *self)
{
  self->day++;
  self->day_of_month++;
  if (self->day_of_month > self->length)
    {
      self->day_of_month = 1;
      self->month++;
      if (self->month > 12)
        {
          self->month = 1;
          self->year++;
        }
      self->length = g_date_get_days_in_month ((GDateMonth) self->month, self->year);
    }
  find_place (self);
}

/**
 * davy_month_end_note:
 * @self: the ends of the months
 * @bump: how much higher than usual this day is, in log cost
 */
void
davy_month_end_note (DavyMonthEnd *self, double bump)
{
  self->was_noted[self->place] = TRUE;
  self->noted[self->place] = MAX (bump, 0);
}

/**
 * davy_month_end_settle:
 * @self: the ends of the months
 * @keep: whether what was noted of the one that is over is to be expected again
 *
 * A month's end is over.
 */
void
davy_month_end_settle (DavyMonthEnd *self, gboolean keep)
{
  for (guint i = 0; i < DAVY_MONTH_END_DAYS; i++)
    if (self->was_noted[i])
      {
        self->seen[i] = TRUE;
        if (keep)
          self->bumps[i] = self->noted[i];
        self->was_noted[i] = FALSE;
      }
}

/**
 * davy_month_end_get_bump:
 * @self: the ends of the months
 * @bump: (out): how much higher than usual this day may be, in log cost
 *
 * A bump may come a day sooner or later than a month before.
 *
 * Returns: whether that is known; a day of a month's end that has never been seen is not
 */
gboolean
davy_month_end_get_bump (const DavyMonthEnd *self, double *bump)
{
  *bump = 0;
  if (self->place < 0)
    return TRUE;
  if (!self->seen[self->place])
    return FALSE;
  for (int i = MAX (self->place - 1, 0); i <= MIN (self->place + 1, DAVY_MONTH_END_DAYS - 1); i++)
    *bump = MAX (*bump, self->bumps[i]);

  return TRUE;
}
