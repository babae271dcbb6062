/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-parts.h"

#include <math.h>

#include "davy-test.h"

/* One part among others, which may be too much while all of it is as ever. */

#define MONDAY  20731 /* 2026-10-05 */
#define LENGTH  60
#define N_PARTS 60
#define LEAST   3
#define BASE    1000
#define NOISE   160
#define ONSET   54

typedef struct
{
  double values[N_PARTS][LENGTH];
  double *by_part[N_PARTS];
  gboolean any_cost[N_PARTS];
  double total[LENGTH];
} Parts;

/* The first goes up and down by a sixth, which is nothing in the mean of three days. */
static void
set_up (Parts *parts, gconstpointer data)
{
  for (guint i = 0; i < N_PARTS; i++)
    parts->by_part[i] = parts->values[i];
  for (guint day = 0; day < LENGTH; day++)
    parts->values[0][day] = BASE + NOISE * ((int) (day % 3) - 1);
}

static void
tear_down (Parts *parts, gconstpointer data)
{
}

static void
cost (Parts *parts, guint part, guint from, guint to, double amount)
{
  for (guint day = from; day < to; day++)
    parts->values[part][day] = amount;
}

/* Returns: (transfer full) (element-type DavyPartExcess): all that are found */
static GArray *
find_all (Parts *parts, guint n_parts)
{
  const DavySeries series = { .first = MONDAY, .length = LENGTH, .values = parts->total };
  const DavyParts used = {
    .by_part = parts->by_part, .any_cost = parts->any_cost, .n_parts = n_parts, .first = MONDAY
  };
  g_autoptr (DavyJudgement) total = NULL;

  for (guint day = 0; day < LENGTH; day++)
    {
      parts->total[day] = 0;
      for (guint i = 0; i < n_parts; i++)
        parts->total[day] += parts->values[i][day];
    }
  total = davy_judgement_new (&series, &davy_detector_defaults);
  g_assert_null (davy_judgement_get_running (total));

  return davy_parts_find_excess (&used, total);
}

/* Returns: which part it is; -1: none */
static int
find (Parts *parts, guint n_parts)
{
  g_autoptr (GArray) found = find_all (parts, n_parts);
  const DavyPartExcess *costliest = &g_array_index (found, DavyPartExcess, 0);

  if (found->len == 0)
    return -1;
  g_assert_nonnull (davy_judgement_get_running (costliest->judged));

  return (int) costliest->part;
}

static void
test_from_nothing (Parts *parts, gconstpointer data)
{
  cost (parts, 2, ONSET, LENGTH, 90);

  g_assert_cmpint (find (parts, LEAST), ==, 2);
}

static void
test_costliest (Parts *parts, gconstpointer data)
{
  cost (parts, 1, ONSET, LENGTH, 60);
  cost (parts, 2, ONSET, LENGTH, 70);

  g_assert_cmpint (find (parts, LEAST), ==, 2);
}

static void
test_small_share (Parts *parts, gconstpointer data)
{
  cost (parts, 2, ONSET, LENGTH, 0.04 * BASE);

  g_assert_cmpint (find (parts, LEAST), ==, -1);
}

static void
test_moved (Parts *parts, gconstpointer data)
{
  cost (parts, 1, 0, ONSET, 90);
  cost (parts, 2, ONSET, LENGTH, 90);

  g_assert_cmpint (find (parts, LEAST), ==, -1);
}

/* It moved, and grew by more than is notable. */
static void
test_moved_and_more (Parts *parts, gconstpointer data)
{
  cost (parts, 1, 0, ONSET, 90);
  cost (parts, 2, ONSET, LENGTH, 400);

  g_assert_cmpint (find (parts, LEAST), ==, 2);
}

/* Neither has it to cost much, nor need others have lost nothing. */
static void
test_any_cost (Parts *parts, gconstpointer data)
{
  cost (parts, 1, 0, ONSET, 90);
  cost (parts, 2, ONSET, LENGTH, 2);
  g_assert_cmpint (find (parts, LEAST), ==, -1);

  parts->any_cost[2] = TRUE;
  g_assert_cmpint (find (parts, LEAST), ==, 2);
}

/* What it cost before, the usual gates judge. */
static void
test_any_cost_was_there (Parts *parts, gconstpointer data)
{
  parts->any_cost[2] = TRUE;
  cost (parts, 2, 0, ONSET, 1);
  cost (parts, 2, ONSET, LENGTH, 3);

  g_assert_cmpint (find (parts, LEAST), ==, -1);
}

/* The more parts there are, the likelier one is that high by chance. */
static void
test_many (Parts *parts, gconstpointer data)
{
  for (guint day = 0; day < LENGTH; day++)
    parts->values[1][day] = 400 + 20 * ((int) (day % 3) - 1);
  parts->values[1][LENGTH - 1] = 580;

  g_assert_cmpint (find (parts, 2), ==, 1);
  g_assert_cmpint (find (parts, N_PARTS), ==, -1);
}

#define ADD(name, function) \
  g_test_add ("/usage/parts/" name, Parts, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("from-nothing-is-found", test_from_nothing);
  ADD ("costliest-is-found", test_costliest);
  ADD ("small-share-is-not", test_small_share);
  ADD ("moved-is-not", test_moved);
  ADD ("moved-and-more-is-found", test_moved_and_more);
  ADD ("any-cost-is-found", test_any_cost);
  ADD ("any-cost-is-of-what-was-not-there", test_any_cost_was_there);
  ADD ("many-need-more", test_many);

  return g_test_run ();
}
