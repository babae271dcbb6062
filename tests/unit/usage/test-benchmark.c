/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-expectation.h"

#include <math.h>

#include "davy-test.h"

/* The detector on the data shape of a published benchmark (`usage-and-spikes.md` D.3): 90 days of
 * seven services with planted spikes, a new level and a drift, scored day by day. The stream of
 * random numbers is our own, so the figures are comparable, not identical; tests/bench/detector.py
 * has the benchmark itself. */

#define DAYS       90
#define FIRST_DAY  20454 /* 2026-01-01 */
#define N_SERVICES 7
#define N_SEEDS    50
#define MONTH      30.0

typedef struct
{
  double cost;
  double noise;
} Service;

static const Service services[N_SERVICES] = {
  { 180, .18 }, { 65, .10 }, { 140, .15 }, { 5, .40 }, { 25, .25 }, { 30, .20 }, { 45, .08 },
};

typedef struct
{
  guint service;
  guint days;
  double factor;
  gboolean drifts;
} Planted;

static const Planted planted[] = {
  { 0, 1, 4.5, FALSE }, { 3, 1, 6, FALSE },   { 1, 18, 1.7, FALSE },
  { 2, 30, 2, TRUE },   { 5, 1, 3.5, FALSE },
};

typedef struct
{
  guint hits;
  guint misses;
  guint false_alarms;
} Score;

static double
normal (GRand *random)
{
  double u = 1 - g_rand_double (random);
  double v = g_rand_double (random);

  return sqrt (-2 * log (u)) * cos (2 * G_PI * v);
}

static DavySeries *
make_service (GRand *random, const Service *service)
{
  DavySeries *series = davy_series_new (FIRST_DAY, DAYS);

  for (guint i = 0; i < DAYS; i++)
    {
      gboolean weekend = davy_day_weekday (FIRST_DAY + (DavyDay) i) >= 6;
      double growth = pow (1.01, i / MONTH);

      series->values[i] = MAX (service->cost * growth * (weekend ? 0.928 : 1.12) *
                                   (1 + service->noise * normal (random)),
                               0);
    }

  return series;
}

static void
plant (GRand *random, const Planted *what, DavySeries *series, gboolean is_planted[DAYS])
{
  guint from = (guint) g_rand_int_range (random, 30, (gint32) (DAYS - what->days));

  for (guint i = 0; i < what->days; i++)
    {
      double share = what->drifts ? (i + 1.0) / what->days : 1;

      series->values[from + i] *= 1 + (what->factor - 1) * share;
      is_planted[from + i] = TRUE;
    }
}

static void
score_seed (guint32 seed, gboolean with_planted, Score *score)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (guint s = 0; s < N_SERVICES; s++)
    {
      g_autoptr (DavySeries) series = make_service (random, &services[s]);
      g_autoptr (DavyExpectation) expectation = NULL;
      gboolean is_planted[DAYS] = { FALSE };

      for (guint p = 0; with_planted && p < G_N_ELEMENTS (planted); p++)
        if (planted[p].service == s)
          plant (random, &planted[p], series, is_planted);

      expectation = davy_expectation_new (series, NULL);
      for (guint i = 0; i < DAYS; i++)
        {
          gboolean alarm = davy_alarm_is_excess (expectation->alarm[i]);

          score->hits += alarm && is_planted[i];
          score->misses += !alarm && is_planted[i];
          score->false_alarms += alarm && !is_planted[i];
        }
    }
}

static void
test_planted (void)
{
  Score score = { 0 };
  double precision, recall, f1;

  for (guint32 seed = 0; seed < N_SEEDS; seed++)
    score_seed (5000 + seed, TRUE, &score);

  precision = (double) score.hits / (score.hits + score.false_alarms);
  recall = (double) score.hits / (score.hits + score.misses);
  f1 = 2 * precision * recall / (precision + recall);
  g_test_message ("precision %.3f, recall %.3f, F1 %.3f", precision, recall, f1);

  /* The published decomposition, which looks into the future, reaches .757. */
  g_assert_cmpfloat (f1, >, 0.82);
}

static void
test_calm (void)
{
  Score score = { 0 };
  double days = N_SEEDS * N_SERVICES * DAYS;

  for (guint32 seed = 0; seed < N_SEEDS; seed++)
    score_seed (5000 + seed, FALSE, &score);

  g_test_message ("%u false alarms in %.0f days", score.false_alarms, days);
  g_assert_cmpfloat (score.false_alarms / days, <, 0.002);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/usage/benchmark/beats-the-published-decomposition", test_planted);
  g_test_add_func ("/usage/benchmark/is-quiet-on-calm-days", test_calm);
  return g_test_run ();
}
