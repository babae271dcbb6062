/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "davy-test.h"
#include "usage/davy-judgement.h"
#include "usage/davy-money-gate.h"

/* Of some machines any cost counts where there was none. */

#define MONDAY 20731 /* 2026-10-05 */
#define LENGTH 80
#define ONSET  40

typedef struct
{
  DavySeries *series;
  DavyDetector detector;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->series = davy_series_new (MONDAY, LENGTH);
  for (guint i = 0; i < LENGTH; i++)
    fixture->series->values[i] = 0;
  fixture->detector = davy_detector_defaults;
  davy_money_gate_count_any_cost (&fixture->detector);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  davy_series_free (fixture->series);
}

static void
cost (Fixture *fixture, guint from, guint to, double amount)
{
  for (guint i = from; i < to; i++)
    fixture->series->values[i] = amount;
}

/* As if the day before @length were the last one. */
static DavyJudgement *
judge (Fixture *fixture, guint length)
{
  const DavySeries known = { .first = fixture->series->first,
                             .length = length,
                             .values = fixture->series->values,
                             .incomplete = fixture->series->incomplete };

  return davy_judgement_new (&known, &fixture->detector);
}

static void
assert_running (Fixture *fixture, guint length, gboolean running)
{
  g_autoptr (DavyJudgement) judged = judge (fixture, length);

  g_assert_cmpint (davy_judgement_get_running (judged) != NULL, ==, running);
}

static void
test_first_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyJudgement) judged = NULL;

  cost (fixture, ONSET, LENGTH, 0.05);
  assert_running (fixture, ONSET, FALSE);
  judged = judge (fixture, ONSET + 1);

  g_assert_nonnull (davy_judgement_get_running (judged));
  g_assert_cmpint (judged->episode->onset, ==, MONDAY + ONSET);
  g_assert_cmpint (judged->episode->kind, ==, DAVY_ALARM_NEW);
  g_assert_cmpfloat_with_epsilon (judged->daily_excess, 0.05, 1e-9);
}

static void
test_one_episode (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyJudgement) judged = NULL;

  cost (fixture, ONSET, LENGTH, 0.05);
  cost (fixture, ONSET + 10, LENGTH, 40);
  cost (fixture, ONSET + 20, LENGTH, 0.3);
  judged = judge (fixture, LENGTH);

  g_assert_cmpuint (judged->episodes->len, ==, 1);
  g_assert_nonnull (davy_judgement_get_running (judged));
}

static void
test_rounding (Fixture *fixture, gconstpointer data)
{
  cost (fixture, ONSET, LENGTH, 0.01);

  assert_running (fixture, LENGTH, FALSE);
}

static void
test_other_currency (Fixture *fixture, gconstpointer data)
{
  davy_money_gate_set_currency (&fixture->detector, "JPY");
  davy_money_gate_count_any_cost (&fixture->detector);
  cost (fixture, ONSET, LENGTH, 1);
  assert_running (fixture, LENGTH, FALSE);

  cost (fixture, ONSET, LENGTH, 8);
  assert_running (fixture, LENGTH, TRUE);
}

/* The usual gates hold for what has cost something all along. */
static void
test_known_cost (Fixture *fixture, gconstpointer data)
{
  cost (fixture, 0, LENGTH, 0.5);
  cost (fixture, LENGTH - 1, LENGTH, 7);
  assert_running (fixture, LENGTH, FALSE);

  cost (fixture, LENGTH - 1, LENGTH, 40);
  assert_running (fixture, LENGTH, TRUE);
}

/* What runs now and then is told once, and anew after four weeks of nothing. */
static void
test_now_and_then (Fixture *fixture, gconstpointer data)
{
  cost (fixture, 20, 21, 0.5);
  cost (fixture, 24, 25, 0.5);
  cost (fixture, 49, 50, 0.5);
  cost (fixture, 79, 80, 0.5);
  assert_running (fixture, 21, TRUE);
  assert_running (fixture, 22, FALSE);
  assert_running (fixture, 25, FALSE);
  assert_running (fixture, 50, FALSE);
  assert_running (fixture, 80, TRUE);
}

static void
test_learning (Fixture *fixture, gconstpointer data)
{
  cost (fixture, 6, LENGTH, 0.5);

  assert_running (fixture, 7, FALSE);
  assert_running (fixture, LENGTH, FALSE);
}

static void
test_planned (Fixture *fixture, gconstpointer data)
{
  fixture->detector.planned[0] = (DavyPlanned){ MONDAY + ONSET, MONDAY + ONSET + 2, 1 };
  fixture->detector.n_planned = 1;
  cost (fixture, ONSET, LENGTH, 0.5);
  assert_running (fixture, LENGTH, FALSE);

  cost (fixture, LENGTH - 4, LENGTH, 60);
  assert_running (fixture, LENGTH, TRUE);
}

/* A day that may still grow is judged when it costs something, and not when it does not yet. */
static void
test_late_days (Fixture *fixture, gconstpointer data)
{
  fixture->series->incomplete = 2;
  cost (fixture, ONSET, ONSET + 1, 0.5);

  assert_running (fixture, ONSET + 1, TRUE);
  assert_running (fixture, ONSET + 2, TRUE);
  assert_running (fixture, ONSET + 4, FALSE);
}

static void
test_causal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyJudgement) whole = NULL;

  cost (fixture, 20, 24, 0.05);
  cost (fixture, 26, 30, 12);
  cost (fixture, 62, LENGTH, 0.2);
  fixture->series->values[65] = (double) NAN;
  whole = judge (fixture, LENGTH);
  for (guint length = 1; length < LENGTH; length++)
    {
      g_autoptr (DavyJudgement) cut = judge (fixture, length);

      g_assert_cmpint (cut->expectation->alarm[length - 1], ==,
                       whole->expectation->alarm[length - 1]);
    }
}

#define ADD(name, function) \
  g_test_add ("/usage/any-cost/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("counts-from-its-first-day", test_first_day);
  ADD ("is-one-episode", test_one_episode);
  ADD ("is-more-than-rounding", test_rounding);
  ADD ("is-the-same-worth-everywhere", test_other_currency);
  ADD ("counts-where-there-was-none", test_known_cost);
  ADD ("now-and-then-is-told-once", test_now_and_then);
  ADD ("needs-days-to-learn", test_learning);
  ADD ("may-be-planned", test_planned);
  ADD ("counts-on-late-days", test_late_days);
  ADD ("is-judged-by-days-before", test_causal);

  return g_test_run ();
}
