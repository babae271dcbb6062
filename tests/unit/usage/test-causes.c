/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-causes.h"

#include <math.h>

#include "davy-test.h"
#include "usage/davy-level.h"

#define MONDAY 20787 /* 2026-11-30 */
#define LENGTH 40
#define ONSET  35

typedef struct
{
  DavySeries *series;
  DavyExpectation *expectation;
  DavyEpisode episode;
} Found;

static void
found_clear (Found *found)
{
  davy_series_free (found->series);
  davy_expectation_free (found->expectation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static void
fill (double *values, double before, double since)
{
  for (guint i = 0; i < LENGTH; i++)
    values[i] = i < ONSET ? before : since;
}

static Found
find (double *const *parts, guint n_parts)
{
  Found found = { .series = davy_series_new (MONDAY, LENGTH) };

  for (guint i = 0; i < LENGTH; i++)
    {
      found.series->values[i] = 0;
      for (guint part = 0; part < n_parts; part++)
        found.series->values[i] += parts[part][i];
    }
  found.expectation = davy_expectation_new (found.series, NULL);
  for (guint i = 0; i < LENGTH; i++)
    found.expectation->alarm[i] = i < ONSET ? DAVY_ALARM_NONE : DAVY_ALARM_SPIKE;
  found.episode = (DavyEpisode){ .onset = MONDAY + ONSET, .end = MONDAY + LENGTH - 1 };

  return found;
}

static GArray *
rank (const Found *found, double *const *parts, guint n_parts)
{
  return davy_causes_rank (parts, n_parts, found->series, found->expectation, &found->episode);
}

static void
assert_cause (const GArray *causes, guint index, guint part, double excess, double share)
{
  const DavyCause *cause = &g_array_index (causes, DavyCause, index);

  g_assert_cmpuint (causes->len, >, index);
  g_assert_cmpuint (cause->part, ==, part);
  g_assert_cmpfloat_with_epsilon (cause->excess, excess, 0.001);
  g_assert_cmpfloat_with_epsilon (cause->share, share, 0.001);
}

static void
test_greatest_first (void)
{
  double storage[LENGTH], machines[LENGTH], network[LENGTH];
  double *parts[] = { storage, machines, network };
  g_auto (Found) found = { 0 };
  g_autoptr (GArray) causes = NULL;

  fill (storage, 100, 100);
  fill (machines, 50, 1010);
  fill (network, 10, 50);
  found = find (parts, G_N_ELEMENTS (parts));
  causes = rank (&found, parts, G_N_ELEMENTS (parts));

  g_assert_cmpuint (causes->len, ==, 2);
  assert_cause (causes, 0, 1, 5 * 960, 0.96);
  assert_cause (causes, 1, 2, 5 * 40, 0.04);
}

/* What became less does not make the shares of the others more than all of it. */
static void
test_less_explains_nothing (void)
{
  double moved[LENGTH], machines[LENGTH];
  double *parts[] = { moved, machines };
  g_auto (Found) found = { 0 };
  g_autoptr (GArray) causes = NULL;

  fill (moved, 300, 0);
  fill (machines, 50, 1050);
  found = find (parts, G_N_ELEMENTS (parts));
  causes = rank (&found, parts, G_N_ELEMENTS (parts));

  g_assert_cmpuint (causes->len, ==, 1);
  assert_cause (causes, 0, 1, 5000, 1);
}

static void
test_from_nothing (void)
{
  double usual[LENGTH], fresh[LENGTH];
  double *parts[] = { usual, fresh };
  g_auto (Found) found = { 0 };
  g_autoptr (GArray) causes = NULL;

  fill (usual, 100, 100);
  fill (fresh, 0, 700);
  found = find (parts, G_N_ELEMENTS (parts));
  causes = rank (&found, parts, G_N_ELEMENTS (parts));

  g_assert_cmpuint (causes->len, ==, 1);
  assert_cause (causes, 0, 1, 3500, 1);
}

/* A part that is dearer on workdays is compared with workdays, and an earlier spike of it is not
 * what it usually comes to. */
static void
test_own_base (void)
{
  double office[LENGTH], machines[LENGTH];
  double *parts[] = { office, machines };
  g_auto (Found) found = { 0 };
  g_autoptr (GArray) causes = NULL;

  for (guint i = 0; i < LENGTH; i++)
    office[i] = davy_day_weekday (MONDAY + (DavyDay) i) >= 6 ? 20 : 220;
  fill (machines, 50, 1050);
  found = find (parts, G_N_ELEMENTS (parts));
  causes = rank (&found, parts, G_N_ELEMENTS (parts));

  g_assert_cmpuint (causes->len, ==, 1);
  assert_cause (causes, 0, 1, 5000, 1);
}

static void
test_unknown_days (void)
{
  double usual[LENGTH], machines[LENGTH];
  double *parts[] = { usual, machines };
  g_auto (Found) found = { 0 };
  g_autoptr (GArray) causes = NULL;

  fill (usual, 100, 100);
  fill (machines, 50, 1050);
  usual[ONSET + 1] = machines[ONSET + 1] = (double) NAN;
  found = find (parts, G_N_ELEMENTS (parts));
  causes = rank (&found, parts, G_N_ELEMENTS (parts));

  assert_cause (causes, 0, 1, 4000, 1);
}

static void
test_levels (void)
{
  double machines[LENGTH];
  double *parts[] = { machines };
  g_auto (Found) found = { 0 };
  DavyLevel level;

  fill (machines, 50, 1050);
  machines[3] = -400;
  found = find (parts, 1);

  g_assert_cmpfloat_with_epsilon (davy_level_between (found.series, found.expectation, 0, LENGTH),
                                  50, 0.001);
  g_assert_cmpfloat_with_epsilon (davy_level_between (found.series, NULL, ONSET, LENGTH), 1050,
                                  0.001);
  g_assert_true (isnan (davy_level_between (found.series, found.expectation, ONSET, LENGTH)));
  level = davy_level_find (found.series, found.expectation, 0, 28);
  g_assert_true (isnan (level.workday) && isnan (level.weekend));
  level = davy_level_find (found.series, found.expectation, 2, 28);
  g_assert_cmpfloat_with_epsilon (level.weekend, 50, 0.001);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/usage/causes/greatest-first", test_greatest_first);
  g_test_add_func ("/usage/causes/less-explains-nothing", test_less_explains_nothing);
  g_test_add_func ("/usage/causes/from-nothing", test_from_nothing);
  g_test_add_func ("/usage/causes/own-base", test_own_base);
  g_test_add_func ("/usage/causes/unknown-days", test_unknown_days);
  g_test_add_func ("/usage/causes/levels", test_levels);

  return g_test_run ();
}
