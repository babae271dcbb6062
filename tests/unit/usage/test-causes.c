/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-causes.h"

#include <math.h>
#include <string.h>

#include "davy-test.h"
#include "usage/davy-level.h"

#define MONDAY 20787 /* 2026-11-30 */
#define LENGTH 40
#define ONSET  35
#define WEEKS  (ONSET - DAVY_LEVEL_DAYS) /* where those begin that say what is usual */

typedef enum
{
  STORAGE,  /* the same on all days */
  MACHINES, /* what the episode comes from */
  NETWORK,  /* nothing */
  N_PARTS,
} Part;

typedef struct
{
  double days[N_PARTS][LENGTH];
  guint incomplete;
  DavyEpisode episode;
  DavyJudgement *judged; /* (nullable) */
  GArray *causes;        /* (nullable) */
} Fixture;

static void
fill (Fixture *fixture, Part part, double before, double since)
{
  for (guint i = 0; i < LENGTH; i++)
    fixture->days[part][i] = i < ONSET ? before : since;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  fill (fixture, STORAGE, 100, 100);
  fill (fixture, MACHINES, 50, 1050);
  fixture->episode = (DavyEpisode){ .onset = MONDAY + ONSET, .end = MONDAY + LENGTH - 1 };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->causes, g_array_unref);
  g_clear_pointer (&fixture->judged, davy_judgement_free);
}

static void
judge (Fixture *fixture)
{
  g_autoptr (DavySeries) series = davy_series_new (MONDAY, LENGTH);

  for (guint i = 0; i < LENGTH; i++)
    series->values[i] =
        fixture->days[STORAGE][i] + fixture->days[MACHINES][i] + fixture->days[NETWORK][i];
  series->incomplete = fixture->incomplete;
  fixture->judged = davy_judgement_new (series, &davy_detector_defaults);
  for (guint i = 0; i < LENGTH; i++)
    fixture->judged->expectation->alarm[i] = i < ONSET ? DAVY_ALARM_NONE : DAVY_ALARM_SPIKE;
}

/* @from: the first day that is told of the parts */
static GArray *
rank_from (Fixture *fixture, guint from)
{
  double *parts[N_PARTS];

  for (guint i = 0; i < N_PARTS; i++)
    parts[i] = fixture->days[i] + from;

  return davy_causes_rank (parts, N_PARTS, MONDAY + (DavyDay) from, fixture->judged,
                           &fixture->episode);
}

static void
assert_n_causes (Fixture *fixture, guint n)
{
  judge (fixture);
  fixture->causes = rank_from (fixture, 0);
  g_assert_cmpuint (fixture->causes->len, ==, n);
}

static void
assert_cause (const GArray *causes, guint index, Part part, double excess, double share)
{
  const DavyCause *cause = &g_array_index (causes, DavyCause, index);

  g_assert_cmpuint (causes->len, >, index);
  g_assert_cmpuint (cause->part, ==, part);
  g_assert_cmpfloat_with_epsilon (cause->excess, excess, 0.001);
  g_assert_cmpfloat_with_epsilon (cause->share, share, 0.001);
}

static void
test_greatest_first (Fixture *fixture, gconstpointer data)
{
  fill (fixture, MACHINES, 50, 1010);
  fill (fixture, NETWORK, 10, 50);

  assert_n_causes (fixture, 2);
  assert_cause (fixture->causes, 0, MACHINES, 5 * 960, 0.96);
  assert_cause (fixture->causes, 1, NETWORK, 5 * 40, 0.04);
}

/* What became less does not make the shares of the others more than all of it. */
static void
test_less_explains_nothing (Fixture *fixture, gconstpointer data)
{
  fill (fixture, STORAGE, 300, 0);

  assert_n_causes (fixture, 1);
  assert_cause (fixture->causes, 0, MACHINES, 5000, 1);
}

static void
test_from_nothing (Fixture *fixture, gconstpointer data)
{
  fill (fixture, MACHINES, 0, 700);

  assert_n_causes (fixture, 1);
  assert_cause (fixture->causes, 0, MACHINES, 3500, 1);
}

/* A part that is dearer on workdays is compared with workdays, and an earlier spike of it is not
 * what it usually comes to. */
static void
test_own_base (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < LENGTH; i++)
    fixture->days[STORAGE][i] = davy_day_weekday (MONDAY + (DavyDay) i) >= 6 ? 20 : 220;

  assert_n_causes (fixture, 1);
  assert_cause (fixture->causes, 0, MACHINES, 5000, 1);
}

/* Only the four weeks before: what a part came to once, before it was less for long, is no base. */
static void
test_four_weeks (Fixture *fixture, gconstpointer data)
{
  fill (fixture, STORAGE, 20, 60);
  fill (fixture, MACHINES, 50, 1010);
  for (guint i = 0; i < WEEKS; i++)
    fixture->days[STORAGE][i] = 500;
  for (guint i = WEEKS + 3; i < ONSET; i++)
    fixture->days[STORAGE][i] = fixture->days[MACHINES][i] = (double) NAN;

  assert_n_causes (fixture, 2);
  assert_cause (fixture->causes, 0, MACHINES, 5 * 960, 0.96);
  assert_cause (fixture->causes, 1, STORAGE, 5 * 40, 0.04);
}

/* Whoever reads the parts of the last weeks alone ranks them as whoever reads all. */
static void
test_parts_of_the_last_weeks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) last = NULL;

  fill (fixture, STORAGE, 100, 180);
  fixture->days[STORAGE][0] = fixture->days[STORAGE][1] = 900;

  assert_n_causes (fixture, 2);
  last = rank_from (fixture, WEEKS);
  g_assert_cmpuint (last->len, ==, 2);
  for (guint i = 0; i < last->len; i++)
    {
      const DavyCause *cause = &g_array_index (fixture->causes, DavyCause, i);

      assert_cause (last, i, cause->part, cause->excess, cause->share);
    }
}

static void
test_unknown_days (Fixture *fixture, gconstpointer data)
{
  fixture->days[STORAGE][ONSET + 1] = fixture->days[MACHINES][ONSET + 1] = (double) NAN;

  assert_n_causes (fixture, 1);
  assert_cause (fixture->causes, 0, MACHINES, 4000, 1);
}

/* Yesterday is told in full by one part and in a small part by another. */
static void
test_incomplete_days (Fixture *fixture, gconstpointer data)
{
  fill (fixture, STORAGE, 100, 350);
  fixture->days[STORAGE][LENGTH - 1] = fixture->days[STORAGE][LENGTH - 2] = 20;
  fixture->incomplete = 2;

  assert_n_causes (fixture, 2);
  assert_cause (fixture->causes, 0, MACHINES, 3 * 1000, 0.8);
  assert_cause (fixture->causes, 1, STORAGE, 3 * 250, 0.2);
}

/* An episode that began yesterday has a cause all the same. */
static void
test_only_incomplete_days (Fixture *fixture, gconstpointer data)
{
  fill (fixture, MACHINES, 50, 50);
  fixture->days[STORAGE][LENGTH - 1] = fixture->days[STORAGE][LENGTH - 2] = 20;
  fixture->days[MACHINES][LENGTH - 2] = 850;
  fixture->days[MACHINES][LENGTH - 1] = 10;
  fixture->incomplete = 2;
  fixture->episode.onset = MONDAY + LENGTH - 2;

  assert_n_causes (fixture, 1);
  assert_cause (fixture->causes, 0, MACHINES, 800, 1);
}

static void
test_levels (Fixture *fixture, gconstpointer data)
{
  const DavySeries *series;
  const DavyExpectation *judged;
  DavyLevel level;

  fill (fixture, STORAGE, 0, 0);
  fixture->days[MACHINES][3] = -400;
  judge (fixture);
  series = fixture->judged->series;
  judged = fixture->judged->expectation;

  g_assert_cmpfloat_with_epsilon (davy_level_between (series, judged, 0, LENGTH), 50, 0.001);
  g_assert_cmpfloat_with_epsilon (davy_level_between (series, NULL, ONSET, LENGTH), 1050, 0.001);
  g_assert_true (isnan (davy_level_between (series, judged, ONSET, LENGTH)));
  g_assert_cmpfloat_with_epsilon (davy_level_before (series, judged, ONSET), 50, 0.001);
  g_assert_true (isnan (davy_level_before (series, judged, 0)));
  level = davy_level_find (series, judged, 0, DAVY_LEVEL_DAYS);
  g_assert_true (isnan (level.workday) && isnan (level.weekend));
  level = davy_level_find (series, judged, 2, DAVY_LEVEL_DAYS);
  g_assert_cmpfloat_with_epsilon (level.weekend, 50, 0.001);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/usage/causes/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  add ("greatest-first", test_greatest_first);
  add ("less-explains-nothing", test_less_explains_nothing);
  add ("from-nothing", test_from_nothing);
  add ("own-base", test_own_base);
  add ("four-weeks", test_four_weeks);
  add ("parts-of-the-last-weeks", test_parts_of_the_last_weeks);
  add ("unknown-days", test_unknown_days);
  add ("incomplete-days", test_incomplete_days);
  add ("only-incomplete-days", test_only_incomplete_days);
  add ("levels", test_levels);

  return g_test_run ();
}
