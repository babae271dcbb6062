/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-judgement.h"

#include <math.h>

#include "davy-test.h"

#define MONDAY 20731 /* 2026-10-05 */
#define LENGTH 200
#define LAST   (LENGTH - 1)

static void
set_up (DavySeries **series, gconstpointer data)
{
  *series = davy_series_new (MONDAY, LENGTH);
  for (guint i = 0; i < LENGTH; i++)
    (*series)->values[i] = 100 + i % 3;
}

static void
tear_down (DavySeries **series, gconstpointer data)
{
  g_clear_pointer (series, davy_series_free);
}

/* From so many days before the last one on. */
static void
add_excess (DavySeries *series, guint ago, guint length, double excess)
{
  for (guint i = LAST - ago; i < LAST - ago + length; i++)
    series->values[i] += excess;
}

static DavyJudgement *
judge (DavySeries **series)
{
  return davy_judgement_new (*series, &davy_detector_defaults);
}

static void
test_calm (DavySeries **series, gconstpointer data)
{
  g_autoptr (DavyJudgement) judged = judge (series);

  g_assert_cmpuint (judged->episodes->len, ==, 0);
  g_assert_null (judged->episode);
  g_assert_null (davy_judgement_get_running (judged));
  g_assert_true (isnan (judged->daily_excess));
}

static void
test_latest (DavySeries **series, gconstpointer data)
{
  g_autoptr (DavyJudgement) judged = NULL;

  add_excess (*series, 80, 3, 900);
  add_excess (*series, 40, 3, 900);
  judged = judge (series);

  g_assert_cmpuint (judged->episodes->len, ==, 2);
  g_assert_cmpint (judged->episode->onset, ==, MONDAY + LAST - 40);
  g_assert_null (davy_judgement_get_running (judged));
  g_assert_true (isnan (judged->daily_excess));
}

static void
test_running (DavySeries **series, gconstpointer data)
{
  g_autoptr (DavyJudgement) judged = NULL;

  add_excess (*series, 4, 5, 900);
  judged = judge (series);

  g_assert_nonnull (judged->episode);
  g_assert_true (davy_judgement_get_running (judged) == judged->episode);
  g_assert_cmpfloat_with_epsilon (judged->daily_excess, 900, 5);
}

/* It began before the last 90 days, or ended there. */
static void
test_no_news (DavySeries **series, gconstpointer data)
{
  g_autoptr (DavyJudgement) old = NULL;
  g_autoptr (DavyJudgement) lasting = NULL;

  add_excess (*series, 120, 30, 900);
  old = judge (series);
  g_assert_cmpuint (old->episodes->len, ==, 1);
  g_assert_null (old->episode);

  add_excess (*series, 90, 20, 900);
  lasting = judge (series);
  g_assert_cmpuint (lasting->episodes->len, ==, 1);
  g_assert_cmpint (lasting->episode->onset, ==, MONDAY + LAST - 120);
}

static void
test_keeps_its_own_days (DavySeries **series, gconstpointer data)
{
  g_autoptr (DavyJudgement) judged = NULL;

  (*series)->incomplete = 2;
  judged = judge (series);
  (*series)->values[0] = 4711;

  g_assert_cmpfloat (judged->series->values[0], ==, 100);
  g_assert_cmpuint (judged->series->incomplete, ==, 2);
}

static void
add (const char *name, void (*test) (DavySeries **, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/usage/judgement/", name, NULL);

  g_test_add (path, DavySeries *, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  add ("calm", test_calm);
  add ("the-latest-is-told", test_latest);
  add ("what-runs-costs-so-much-a-day", test_running);
  add ("what-is-older-than-ninety-days-is-no-news", test_no_news);
  add ("keeps-its-own-days", test_keeps_its_own_days);

  return g_test_run ();
}
