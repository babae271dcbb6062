/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"

G_BEGIN_DECLS

#define DAVY_MONTH_END_DAYS 6 /* the last three of a month and the first three of the next */

/**
 * DavyMonthEnd:
 * @year: of the day that it stands at
 * @month: the same
 * @day_of_month: the same
 * @length: days of that month
 * @day: how many days were passed to get there
 * @since: the same of the day on which the last month's end began
 * @place: which day of a month's end that is; -1 for none
 * @seen: for each place, whether it is known from an earlier month
 * @bumps: for each place, how much higher than usual it was there, in log cost; never negative
 * @noted: the same of the month's end that is going on
 * @was_noted: for each place, whether it is in @noted
 *
 * What the ends of the months are like. Invoices, closings and backups come at the same days of
 * each month.
 */
typedef struct
{
  GDateYear year;
  guint month;
  guint day_of_month;
  guint length;
  guint day;
  guint since;
  int place;
  gboolean seen[DAVY_MONTH_END_DAYS];
  double bumps[DAVY_MONTH_END_DAYS];
  gboolean was_noted[DAVY_MONTH_END_DAYS];
  double noted[DAVY_MONTH_END_DAYS];
} DavyMonthEnd;

void davy_month_end_init (DavyMonthEnd *self, DavyDay first);
void davy_month_end_next_day (DavyMonthEnd *self);
void davy_month_end_note (DavyMonthEnd *self, double bump);
void davy_month_end_settle (DavyMonthEnd *self, gboolean keep);
gboolean davy_month_end_get_bump (const DavyMonthEnd *self, double *bump);

G_END_DECLS
