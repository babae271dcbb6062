/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-time.h"

#include "davy-test.h"

#define NOON ((DavyTime) 1798113720 * DAVY_TIME_SECOND) /* 2026-12-24T12:02:00Z */

static void
assert_parsed (const char *text, DavyTime expected)
{
  DavyTime time = -1;

  if (!davy_time_parse (text, &time))
    g_error ("“%s” was refused", text);
  if (time != expected)
    g_error ("“%s” was read as %" G_GINT64_FORMAT, text, time);
}

static void
test_zones (void)
{
  assert_parsed ("2026-12-24T12:02:00Z", NOON);
  assert_parsed ("2026-12-24T12:02:00", NOON);
  assert_parsed ("2026-12-24T12:02:00z", NOON);
  assert_parsed ("2026-12-24 12:02:00Z", NOON);
  assert_parsed ("2026-12-24T13:02:00+01:00", NOON);
  assert_parsed ("2026-12-24T13:02:00+0100", NOON);
  assert_parsed ("2026-12-24T13:02:00+01", NOON);
  assert_parsed ("2026-12-24T06:32:00-05:30", NOON);
  assert_parsed ("2026-12-25T01:02:00+13:00", NOON);
}

static void
test_fractions (void)
{
  static const struct
  {
    const char *text;
    gint64 microseconds;
  } cases[] = {
    { "2026-12-24T12:02:00.1Z", 100000 },          { "2026-12-24T12:02:00.12Z", 120000 },
    { "2026-12-24T12:02:00.123Z", 123000 },        { "2026-12-24T12:02:00.1234Z", 123400 },
    { "2026-12-24T12:02:00.12345Z", 123450 },      { "2026-12-24T12:02:00.123456Z", 123456 },
    { "2026-12-24T12:02:00.1234567Z", 123456 },    { "2026-12-24T12:02:00.1234567", 123456 },
    { "2026-12-24T12:02:00.99999999999", 999999 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_parsed (cases[i].text, NOON + cases[i].microseconds);
}

static void
test_none (void)
{
  assert_parsed (NULL, DAVY_TIME_UNSET);
  assert_parsed ("", DAVY_TIME_UNSET);
  assert_parsed ("0001-01-01T00:00:00", DAVY_TIME_UNSET);
  assert_parsed ("0001-01-01T00:00:00Z", DAVY_TIME_UNSET);
  assert_parsed ("9999-12-31T23:59:59.9970000", DAVY_TIME_UNSET);
  assert_parsed ("9999-12-31", DAVY_TIME_UNSET);
}

static void
test_days_and_minutes (void)
{
  assert_parsed ("2026-12-24", NOON - 12 * DAVY_TIME_HOUR - 2 * DAVY_TIME_MINUTE);
  assert_parsed ("2026-12-24T12:02Z", NOON);
  assert_parsed ("1969-12-31T23:59:59Z", -DAVY_TIME_SECOND);
  assert_parsed ("2024-02-29T00:00:00Z", (DavyTime) 1709164800 * DAVY_TIME_SECOND);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "soon",
    "2026",
    "2026-12",
    "2026-13-01",
    "2026-02-29",
    "2026-00-10",
    "0000-01-01",
    "2026-12-24T",
    "2026-12-24T12",
    "2026-12-24T24:00:00Z",
    "2026-12-24T12:60:00Z",
    "2026-12-24T12:02:61Z",
    "2026-12-24T12:02:00.Z",
    "2026-12-24T12:02:00+25:00",
    "2026-12-24T12:02:00ZZ",
    "2026-12-24T12:02:00 CET",
    "2026-12-24X12:02:00Z",
    "24.12.2026",
    " 2026-12-24",
    "-026-12-24",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      DavyTime time = 5;

      if (davy_time_parse (texts[i], &time))
        g_error ("“%s” was taken", texts[i]);
      g_assert_cmpint (time, ==, DAVY_TIME_UNSET);
    }
}

static void
test_iso (void)
{
  g_autofree char *whole = davy_time_to_iso (NOON);
  g_autofree char *fine = davy_time_to_iso (NOON + 42);
  g_autofree char *early = davy_time_to_iso (-1);
  g_autofree char *unset = davy_time_to_iso (DAVY_TIME_UNSET);

  g_assert_cmpstr (whole, ==, "2026-12-24T12:02:00Z");
  g_assert_cmpstr (fine, ==, "2026-12-24T12:02:00.000042Z");
  g_assert_cmpstr (early, ==, "1969-12-31T23:59:59.999999Z");
  g_assert_cmpstr (unset, ==, "");
  assert_parsed (fine, NOON + 42);
}

static void
test_days (void)
{
  DavyDay day;
  g_autofree char *iso = NULL;

  g_assert_true (davy_day_parse ("2026-12-24", &day));
  iso = davy_day_to_iso (day);
  g_assert_cmpstr (iso, ==, "2026-12-24");
  g_assert_cmpint (davy_day_from_time (NOON), ==, day);
  g_assert_cmpint (davy_day_from_time (davy_day_to_time (day) - 1), ==, day - 1);
  g_assert_cmpint (davy_day_from_time (-1), ==, -1);
  g_assert_cmpint (davy_day_from_time (-DAVY_TIME_DAY), ==, -1);
  g_assert_true (davy_day_parse ("2026-12-24T23:30:00-02:00", &day));
  g_assert_cmpint (day, ==, davy_day_from_time (NOON) + 1);
  g_assert_false (davy_day_parse ("", &day));
  g_assert_false (davy_day_parse ("9999-12-31", &day));
  g_assert_false (davy_day_parse ("today", &day));
}

static void
assert_begins (const char *date, const char *begin)
{
  g_autofree char *text = NULL;
  DavyTime time;
  DavyDay day;

  g_assert_true (davy_day_parse (date, &day));
  time = davy_day_begin_local (day);
  text = davy_time_to_iso (time);
  g_assert_cmpstr (text, ==, begin);
  g_assert_cmpint (davy_day_from_local (time), ==, day);
  g_assert_cmpint (davy_day_from_local (time - DAVY_TIME_SECOND), ==, day - 1);
}

/* In Berlin; on the last Sundays of March and October the clocks are put forward and back. */
static void
test_local_days (void)
{
  assert_begins ("2026-12-24", "2026-12-23T23:00:00Z");
  assert_begins ("2026-07-01", "2026-06-30T22:00:00Z");
  assert_begins ("2026-03-29", "2026-03-28T23:00:00Z");
  assert_begins ("2026-03-30", "2026-03-29T22:00:00Z");
  assert_begins ("2026-10-26", "2026-10-25T23:00:00Z");
}

static void
test_weekdays (void)
{
  DavyDay thursday = davy_day_from_time (NOON);

  g_assert_cmpuint (davy_day_weekday (thursday), ==, 4);
  g_assert_cmpuint (davy_day_weekday (thursday + 3), ==, 7);
  g_assert_cmpuint (davy_day_weekday (thursday + 4), ==, 1);
  g_assert_cmpuint (davy_day_weekday (0), ==, 4);
  g_assert_cmpuint (davy_day_weekday (-1), ==, 3);
  g_assert_cmpuint (davy_day_weekday (-4), ==, 7);
}

/* The tests run in the zone Europe/Berlin. */
static void
test_local_day (void)
{
  DavyTime late = davy_day_to_time (0) + 23 * DAVY_TIME_HOUR;
  DavyTime early = davy_day_to_time (-1) + 23 * DAVY_TIME_HOUR;

  g_assert_cmpint (davy_day_from_local (late), ==, 1);
  g_assert_cmpint (davy_day_from_local (late - DAVY_TIME_SECOND), ==, 0);
  g_assert_cmpint (davy_day_from_local (early - 1), ==, -1);
}

static gboolean
count_cb (gpointer data)
{
  (*(guint *) data)++;
  return G_SOURCE_REMOVE;
}

static void
test_clock (void)
{
  guint fired = 0;
  g_autoptr (GSource) timer = NULL;

  davy_test_clock_install (NOON);
  g_assert_cmpint (davy_time_now (), ==, NOON);

  timer = davy_timer_start (5000, count_cb, &fired, NULL);
  davy_test_clock_advance (4 * DAVY_TIME_SECOND);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fired, ==, 0);

  davy_test_clock_advance (DAVY_TIME_SECOND);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (fired, ==, 1);
  g_assert_cmpint (davy_time_now (), ==, NOON + 5 * DAVY_TIME_SECOND);

  davy_clock_replace (NULL);
  g_assert_cmpint (davy_time_now (), !=, NOON + 5 * DAVY_TIME_SECOND);
}

static void
test_cleared_timer (void)
{
  guint fired = 0;
  GSource *timer;

  davy_test_clock_install (NOON);
  timer = davy_timer_start (10, count_cb, &fired, NULL);
  davy_timer_clear (&timer);
  davy_timer_clear (&timer);
  davy_test_clock_advance (DAVY_TIME_HOUR);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_null (timer);
  g_assert_cmpuint (fired, ==, 0);
  davy_clock_replace (NULL);
}

static gboolean
has_fired (gpointer data)
{
  return *(guint *) data > 0;
}

static void
test_system_timer (void)
{
  guint fired = 0;
  gint64 before = davy_time_monotonic ();
  g_autoptr (GSource) timer = davy_timer_start (1, count_cb, &fired, NULL);

  g_assert_true (davy_test_spin_until (has_fired, &fired));
  g_assert_cmpint (davy_time_monotonic (), >, before);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/time/zones-and-no-zone", test_zones);
  g_test_add_func ("/core/time/fractions-of-any-length", test_fractions);
  g_test_add_func ("/core/time/the-ways-to-say-none", test_none);
  g_test_add_func ("/core/time/days-and-minutes-alone", test_days_and_minutes);
  g_test_add_func ("/core/time/what-is-no-time-is-refused", test_refused);
  g_test_add_func ("/core/time/iso-is-written", test_iso);
  g_test_add_func ("/core/time/days-are-utc-days", test_days);
  g_test_add_func ("/core/time/days-begin-here", test_local_days);
  g_test_add_func ("/core/time/weekdays", test_weekdays);
  g_test_add_func ("/core/time/the-day-of-the-local-calendar", test_local_day);
  g_test_add_func ("/core/time/the-clock-can-be-replaced", test_clock);
  g_test_add_func ("/core/time/a-cleared-timer-does-not-fire", test_cleared_timer);
  g_test_add_func ("/core/time/the-system-clock-fires", test_system_timer);
  return g_test_run ();
}
