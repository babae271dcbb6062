/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyTime:
 *
 * A moment: microseconds since 1970-01-01T00:00:00Z. Stored and compared in UTC, shown in local
 * time. %DAVY_TIME_UNSET stands for every way in which a service says "none": absent, empty, the
 * year 1 and the year 9999 (`wire-contract.md` 2.0).
 */
typedef gint64 DavyTime;
#define DAVY_TIME_UNSET  ((DavyTime) 0)
#define DAVY_TIME_SECOND ((DavyTime) G_USEC_PER_SEC)
#define DAVY_TIME_MINUTE (60 * DAVY_TIME_SECOND)
#define DAVY_TIME_HOUR   (60 * DAVY_TIME_MINUTE)
#define DAVY_TIME_DAY    (24 * DAVY_TIME_HOUR)

/**
 * DavyDay:
 *
 * A day in UTC: days since 1970-01-01.
 */
typedef gint32 DavyDay;

/**
 * DavyClock:
 * @now: the moment
 * @monotonic: microseconds that never run backwards
 * @timeout: a source that fires once after so many milliseconds, not yet attached
 *
 * The one source of time and timers. Tests and the emulator put another in its place.
 */
typedef struct
{
  DavyTime (*now) (void);
  gint64 (*monotonic) (void);
  GSource *(*timeout) (guint milliseconds);
} DavyClock;

void davy_clock_replace (const DavyClock *clock);

DavyTime davy_time_now (void);
gint64 davy_time_monotonic (void);
GSource *
davy_timer_start (guint milliseconds, GSourceFunc callback, gpointer data, GDestroyNotify destroy);
void davy_timer_clear (GSource **timer);

gboolean davy_time_parse (const char *text, DavyTime *time);
char *davy_time_to_iso (DavyTime time);

DavyDay davy_day_from_time (DavyTime time);
DavyTime davy_day_to_time (DavyDay day);
DavyTime davy_day_begin_local (DavyDay day);
DavyTime davy_day_hour_local (DavyDay day, guint hour);
DavyDay davy_day_from_local (DavyTime time);
gboolean davy_day_parse (const char *text, DavyDay *day);
char *davy_day_to_iso (DavyDay day);
guint davy_day_weekday (DavyDay day); /* 1 = Monday … 7 = Sunday */

G_END_DECLS
