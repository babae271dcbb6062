/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-time.h"

#define UNIX_EPOCH_JULIAN 719163 /* g_date_get_julian() of 1970-01-01 */
#define FRACTION_DIGITS   6

static DavyTime
system_now (void)
{
  return g_get_real_time ();
}

static gint64
system_monotonic (void)
{
  return g_get_monotonic_time ();
}

static const DavyClock system_clock = {
  .now = system_now,
  .monotonic = system_monotonic,
  .timeout = g_timeout_source_new,
};

static const DavyClock *current_clock = &system_clock;

/* Reads exactly @digits digits at *@text and moves on behind them. */
static gboolean
read_digits (const char **text, guint digits, int *value)
{
  *value = 0;
  for (guint i = 0; i < digits; i++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *value = *value * 10 + g_ascii_digit_value (**text);
      (*text)++;
    }

  return TRUE;
}

static gboolean
read_character (const char **text, char wanted)
{
  if (**text != wanted)
    return FALSE;

  (*text)++;
  return TRUE;
}

/* *@sentinel tells the years 1 and 9999, by which services say "none". */
static gboolean
read_date (const char **text, DavyDay *day, gboolean *sentinel)
{
  int year, month, day_of_month;
  GDate date;

  if (!read_digits (text, 4, &year) || !read_character (text, '-') ||
      !read_digits (text, 2, &month) || !read_character (text, '-') ||
      !read_digits (text, 2, &day_of_month))
    return FALSE;
  if (!g_date_valid_dmy ((GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  *day = (DavyDay) g_date_get_julian (&date) - UNIX_EPOCH_JULIAN;
  *sentinel = year == 1 || year == 9999;

  return TRUE;
}

/* Microsoft writes up to seven digits; what is finer than a microsecond is cut off. */
static gboolean
read_fraction (const char **text, gint64 *microseconds)
{
  guint digits = 0;

  if (!g_ascii_isdigit (**text))
    return FALSE;

  *microseconds = 0;
  for (; g_ascii_isdigit (**text); (*text)++)
    if (digits < FRACTION_DIGITS)
      {
        *microseconds = *microseconds * 10 + g_ascii_digit_value (**text);
        digits++;
      }
  for (; digits < FRACTION_DIGITS; digits++)
    *microseconds *= 10;

  return TRUE;
}

static gboolean
read_time_of_day (const char **text, gint64 *microseconds)
{
  int hour, minute, second = 0;
  gint64 fraction = 0;

  if (!read_digits (text, 2, &hour) || !read_character (text, ':') ||
      !read_digits (text, 2, &minute))
    return FALSE;
  if (read_character (text, ':') && !read_digits (text, 2, &second))
    return FALSE;
  if (read_character (text, '.') && !read_fraction (text, &fraction))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  *microseconds =
      hour * DAVY_TIME_HOUR + minute * DAVY_TIME_MINUTE + second * DAVY_TIME_SECOND + fraction;
  return TRUE;
}

/* Nothing at all means UTC. */
static gboolean
read_zone (const char **text, gint64 *offset)
{
  gboolean behind = **text == '-';
  int hours, minutes = 0;

  *offset = 0;
  if (read_character (text, 'Z') || read_character (text, 'z') || **text == '\0')
    return TRUE;
  if (!read_character (text, '+') && !read_character (text, '-'))
    return FALSE;
  if (!read_digits (text, 2, &hours))
    return FALSE;
  read_character (text, ':');
  if (**text != '\0' && !read_digits (text, 2, &minutes))
    return FALSE;
  if (hours > 23 || minutes > 59)
    return FALSE;

  *offset = (behind ? -1 : 1) * (hours * DAVY_TIME_HOUR + minutes * DAVY_TIME_MINUTE);
  return TRUE;
}

static void
append_day (GString *text, DavyDay day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + UNIX_EPOCH_JULIAN));
  g_string_append_printf (text, "%04u-%02u-%02u", (guint) g_date_get_year (&date),
                          (guint) g_date_get_month (&date), (guint) g_date_get_day (&date));
}

/**
 * davy_clock_replace:
 * @clock: (nullable): the clock to use from now on, which must live on; NULL for the system's
 *
 * Puts another clock in the place of the system's, for the whole process. Timers that were started
 * before stay with the clock that they were started with.
 */
void
davy_clock_replace (const DavyClock *clock)
{
  g_atomic_pointer_set (&current_clock, clock != NULL ? clock : &system_clock);
}

/**
 * davy_time_now:
 *
 * Returns: this moment, by the clock in place
 */
DavyTime
davy_time_now (void)
{
  const DavyClock *clock = g_atomic_pointer_get (&current_clock);

  return clock->now ();
}

/**
 * davy_time_monotonic:
 *
 * Returns: microseconds that never run backwards, from an arbitrary start
 */
gint64
davy_time_monotonic (void)
{
  const DavyClock *clock = g_atomic_pointer_get (&current_clock);

  return clock->monotonic ();
}

/**
 * davy_timer_start:
 * @milliseconds: how long to wait
 * @callback: called once, on the thread-default context of the caller; it must return
 *   %G_SOURCE_REMOVE (to go on, start a new timer)
 * @data: handed to @callback
 * @destroy: (nullable): frees @data
 *
 * Starts a timer of the clock in place.
 *
 * Returns: (transfer full): the timer; let go of it with davy_timer_clear()
 */
GSource *
davy_timer_start (guint milliseconds, GSourceFunc callback, gpointer data, GDestroyNotify destroy)
{
  const DavyClock *clock = g_atomic_pointer_get (&current_clock);
  GSource *timer = clock->timeout (milliseconds);

  g_source_set_static_name (timer, "davy-timer");
  g_source_set_callback (timer, callback, data, destroy);
  g_source_attach (timer, g_main_context_get_thread_default ());

  return timer;
}

/**
 * davy_timer_clear:
 * @timer: (inout) (nullable): a timer, or NULL for none; NULL afterwards
 *
 * Stops a timer, if it has not fired, and lets go of it. May be called from its own callback.
 */
void
davy_timer_clear (GSource **timer)
{
  GSource *stopped = g_steal_pointer (timer);

  if (stopped == NULL)
    return;

  g_source_destroy (stopped);
  g_source_unref (stopped);
}

/**
 * davy_time_parse:
 * @text: (nullable): ISO 8601, with `Z`, with an offset, or with no zone, which means UTC; a day
 *   alone is its first moment; `T` or a space between the two; any number of fraction digits
 * @time: (out): the moment; %DAVY_TIME_UNSET for NULL, "", the year 1 and the year 9999
 *
 * Reads the times that Microsoft's services write (`wire-contract.md` 2.0).
 *
 * Returns: whether @text is a time or one of the ways to say "none"
 */
gboolean
davy_time_parse (const char *text, DavyTime *time)
{
  DavyDay day;
  gint64 of_day = 0, offset = 0;
  gboolean sentinel;

  *time = DAVY_TIME_UNSET;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (!read_date (&text, &day, &sentinel))
    return FALSE;
  if (*text != '\0')
    {
      if (!read_character (&text, 'T') && !read_character (&text, 't') &&
          !read_character (&text, ' '))
        return FALSE;
      if (!read_time_of_day (&text, &of_day) || !read_zone (&text, &offset) || *text != '\0')
        return FALSE;
    }

  if (!sentinel)
    *time = davy_day_to_time (day) + of_day - offset;

  return TRUE;
}

/**
 * davy_time_to_iso:
 * @time: a moment
 *
 * Returns: (transfer full): `2026-12-24T13:02:00Z`, with six fraction digits when the moment is
 *   finer than a second; "" for %DAVY_TIME_UNSET
 */
char *
davy_time_to_iso (DavyTime time)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DavyDay day = davy_day_from_time (time);
  gint64 of_day = time - davy_day_to_time (day);

  if (time == DAVY_TIME_UNSET)
    return g_strdup ("");

  append_day (text, day);
  g_string_append_printf (text, "T%02d:%02d:%02d", (int) (of_day / DAVY_TIME_HOUR),
                          (int) (of_day / DAVY_TIME_MINUTE % 60),
                          (int) (of_day / DAVY_TIME_SECOND % 60));
  if (of_day % DAVY_TIME_SECOND != 0)
    g_string_append_printf (text, ".%06d", (int) (of_day % DAVY_TIME_SECOND));
  g_string_append_c (text, 'Z');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_day_from_time:
 * @time: a moment
 *
 * Returns: the UTC day that @time lies in, also before 1970
 */
DavyDay
davy_day_from_time (DavyTime time)
{
  gint64 day = time / DAVY_TIME_DAY;

  if (time % DAVY_TIME_DAY < 0)
    day--;

  return (DavyDay) day;
}

/**
 * davy_day_to_time:
 * @day: a UTC day
 *
 * Returns: its first moment
 */
DavyTime
davy_day_to_time (DavyDay day)
{
  return day * DAVY_TIME_DAY;
}

/**
 * davy_day_from_local:
 * @time: a moment, also before 1970
 *
 * Returns: the day that the calendar here says then, as the UTC day of that date
 */
DavyDay
davy_day_from_local (DavyTime time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / DAVY_TIME_SECOND);

  return davy_day_from_time (local != NULL ? time + g_date_time_get_utc_offset (local) : time);
}

/**
 * davy_day_begin_local:
 * @day: a UTC day
 *
 * Returns: the moment at which the day of the same date begins here
 */
DavyTime
davy_day_begin_local (DavyDay day)
{
  return davy_day_hour_local (day, 0);
}

/**
 * davy_day_hour_local:
 * @day: a UTC day
 * @hour: 0 to 23
 *
 * Returns: the moment at which the clock here says @hour on the day of the same date; the next one
 *   where it is put forward and never says so
 */
DavyTime
davy_day_hour_local (DavyDay day, guint hour)
{
  g_autoptr (GDateTime) local = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + UNIX_EPOCH_JULIAN));
  local = g_date_time_new_local ((int) g_date_get_year (&date), (int) g_date_get_month (&date),
                                 (int) g_date_get_day (&date), (int) hour, 0, 0);

  return local != NULL ? g_date_time_to_unix (local) * DAVY_TIME_SECOND
                       : davy_day_to_time (day) + hour * DAVY_TIME_HOUR;
}

/**
 * davy_day_parse:
 * @text: (nullable): `2026-12-24`, or a time of which only the UTC day counts
 * @day: (out): the day
 *
 * Returns: whether @text tells a day; FALSE as well for the ways to say "none"
 */
gboolean
davy_day_parse (const char *text, DavyDay *day)
{
  DavyTime time;

  *day = 0;
  if (!davy_time_parse (text, &time))
    return FALSE;
  *day = davy_day_from_time (time);

  return time != DAVY_TIME_UNSET;
}

/**
 * davy_day_to_iso:
 * @day: a UTC day
 *
 * Returns: (transfer full): `2026-12-24`
 */
char *
davy_day_to_iso (DavyDay day)
{
  GString *text = g_string_new (NULL);

  append_day (text, day);

  return g_string_free (text, FALSE);
}

/**
 * davy_day_weekday:
 * @day: a UTC day
 *
 * Returns: 1 for Monday to 7 for Sunday
 */
guint
davy_day_weekday (DavyDay day)
{
  /* 1970-01-01 was a Thursday. */
  int since_monday = (day + 3) % 7;

  return (guint) (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}
