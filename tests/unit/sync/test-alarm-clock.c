/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-alarm-clock.h"

#include "davy-test.h"

#define NOON ((DavyTime) 1767268800 * DAVY_TIME_SECOND)

typedef struct
{
  DavyAlarmClock alarm;
  guint rung;
} Fixture;

static void
ring_cb (gpointer data)
{
  ((Fixture *) data)->rung++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_install (NOON);
  fixture->alarm.ring = ring_cb;
  fixture->alarm.data = fixture;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  davy_alarm_clock_clear (&fixture->alarm);
  g_assert_cmpint (davy_test_clock_next (), ==, -1);
  davy_clock_replace (NULL);
}

static void
let_pass (gint64 microseconds)
{
  davy_test_clock_advance (microseconds);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_rings_once (Fixture *fixture, gconstpointer data)
{
  davy_alarm_clock_set (&fixture->alarm, NOON + DAVY_TIME_HOUR);
  for (guint minute = 0; minute < 59; minute++)
    let_pass (DAVY_TIME_MINUTE + DAVY_TIME_SECOND / 100);
  g_assert_cmpuint (fixture->rung, ==, 0);

  let_pass (DAVY_TIME_MINUTE);
  g_assert_cmpuint (fixture->rung, ==, 1);
  g_assert_cmpint (davy_test_clock_next (), ==, -1);
}

static void
test_over (Fixture *fixture, gconstpointer data)
{
  davy_alarm_clock_set (&fixture->alarm, NOON - DAVY_TIME_HOUR);
  g_assert_cmpuint (fixture->rung, ==, 0);
  let_pass (DAVY_TIME_SECOND / 100);
  g_assert_cmpuint (fixture->rung, ==, 1);
}

/* The clock went on while no timer did. */
static void
test_slept (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_set_back (DAVY_TIME_HOUR);
  davy_alarm_clock_set (&fixture->alarm, NOON + DAVY_TIME_HOUR);
  davy_test_clock_set_back (-2 * DAVY_TIME_HOUR);
  let_pass (DAVY_TIME_MINUTE + DAVY_TIME_SECOND);
  g_assert_cmpuint (fixture->rung, ==, 1);
}

static void
test_set_back (Fixture *fixture, gconstpointer data)
{
  davy_alarm_clock_set (&fixture->alarm, NOON + DAVY_TIME_MINUTE);
  davy_test_clock_set_back (DAVY_TIME_HOUR);
  let_pass (2 * DAVY_TIME_MINUTE);
  g_assert_cmpuint (fixture->rung, ==, 0);
  g_assert_cmpint (davy_test_clock_next (), >, 0);
}

static void
test_set_anew (Fixture *fixture, gconstpointer data)
{
  davy_alarm_clock_set (&fixture->alarm, NOON + DAVY_TIME_SECOND);
  davy_alarm_clock_set (&fixture->alarm, NOON + 10 * DAVY_TIME_SECOND);
  let_pass (2 * DAVY_TIME_SECOND);
  g_assert_cmpuint (fixture->rung, ==, 0);

  davy_alarm_clock_set (&fixture->alarm, DAVY_TIME_UNSET);
  let_pass (DAVY_TIME_DAY);
  g_assert_cmpuint (fixture->rung, ==, 0);
}

static void
test_set_in (Fixture *fixture, gconstpointer data)
{
  davy_alarm_clock_set_in (&fixture->alarm, 2 * DAVY_TIME_MINUTE);
  davy_test_clock_set_back (DAVY_TIME_HOUR);
  let_pass (DAVY_TIME_MINUTE + DAVY_TIME_SECOND);
  g_assert_cmpuint (fixture->rung, ==, 0);
  let_pass (DAVY_TIME_MINUTE);
  g_assert_cmpuint (fixture->rung, ==, 1);

  davy_alarm_clock_set_in (&fixture->alarm, DAVY_TIME_HOUR);
  davy_test_clock_set_back (-DAVY_TIME_HOUR);
  let_pass (DAVY_TIME_MINUTE);
  g_assert_cmpuint (fixture->rung, ==, 2);
}

/* However many wait, the machine is woken once for all of them. */
static void
test_look_together (Fixture *fixture, gconstpointer data)
{
  Fixture later = { .alarm = { .ring = ring_cb, .data = &later } };
  gint64 next;

  davy_alarm_clock_set (&fixture->alarm, NOON + DAVY_TIME_HOUR);
  let_pass (20 * DAVY_TIME_SECOND);
  davy_alarm_clock_set (&later.alarm, NOON + DAVY_TIME_HOUR);
  next = davy_test_clock_next ();
  davy_alarm_clock_clear (&fixture->alarm);
  g_assert_cmpint (davy_test_clock_next (), ==, next);
  davy_alarm_clock_clear (&later.alarm);
}

#define ADD_ALARM(path, function) \
  g_test_add ("/sync/alarm-clock/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD_ALARM ("rings-once", test_rings_once);
  ADD_ALARM ("rings-at-once-for-what-is-over", test_over);
  ADD_ALARM ("rings-soon-after-a-sleep", test_slept);
  ADD_ALARM ("waits-on-when-the-clock-is-set-back", test_set_back);
  ADD_ALARM ("set-anew-rings-then-alone", test_set_anew);
  ADD_ALARM ("rings-after-so-long-whatever-the-clock-says", test_set_in);
  ADD_ALARM ("all-look-at-the-clock-in-one-moment", test_look_together);

  return g_test_run ();
}
