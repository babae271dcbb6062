/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-money-gate.h"

#include "davy-test.h"
#include "usage/davy-judgement.h"

#define MONDAY 20731 /* 2026-10-05 */
#define LENGTH 40

/* Days alike, the last of which is another. */
static gboolean
is_excess (const DavyDetector *detector, double usual, double last)
{
  g_autoptr (DavySeries) series = davy_series_new (MONDAY, LENGTH);
  g_autoptr (DavyJudgement) judged = NULL;

  for (guint i = 0; i < LENGTH; i++)
    series->values[i] = i + 1 < LENGTH ? usual : last;
  judged = davy_judgement_new (series, detector);

  return davy_alarm_is_excess (judged->expectation->alarm[LENGTH - 1]);
}

static DavyDetector
make_detector (const char *currency)
{
  DavyDetector detector = davy_detector_defaults;

  davy_money_gate_set_currency (&detector, currency);

  return detector;
}

static void
test_same_worth (void)
{
  const DavyDetector euros = make_detector ("EUR");
  const DavyDetector yen = make_detector ("JPY");
  const DavyDetector unknown = make_detector ("");

  g_assert_cmpfloat (euros.least_excess, ==, davy_detector_defaults.least_excess);
  g_assert_cmpfloat (unknown.least_excess, ==, davy_detector_defaults.least_excess);
  g_assert_false (is_excess (&euros, 2, 5));
  g_assert_true (is_excess (&euros, 2, 20));
  g_assert_false (is_excess (&yen, 400, 1000));
  g_assert_true (is_excess (&yen, 400, 4000));
}

/* What a detector was made for before does not count. */
static void
test_other_currency (void)
{
  DavyDetector detector = make_detector ("JPY");

  davy_money_gate_set_currency (&detector, "EUR");
  g_assert_cmpfloat (detector.least_excess, ==, davy_detector_defaults.least_excess);
}

static void
test_set_amount (void)
{
  DavyDetector detector = davy_detector_defaults;

  detector.notable_amount = 5000;
  davy_money_gate_set_currency (&detector, "JPY");
  g_assert_cmpfloat (detector.notable_amount, ==, 5000);

  detector.notable_amount = 10;
  davy_money_gate_set_currency (&detector, "JPY");
  g_assert_cmpfloat (detector.notable_amount, ==, detector.least_excess);

  detector = make_detector ("EUR");
  g_assert_cmpfloat (detector.notable_amount, ==, davy_detector_defaults.notable_amount);
}

static void
test_quantity (void)
{
  DavyDetector detector = make_detector ("EUR");

  g_assert_false (is_excess (&detector, 1, 4));
  davy_money_gate_open (&detector);
  g_assert_true (is_excess (&detector, 1, 4));
  g_assert_false (is_excess (&detector, 1, 1.1));
  g_assert_true (is_excess (&detector, 0, 4));
}

/* Hours are not compared with the euros that were planned. */
static void
test_planned_quantity (void)
{
  DavyDetector detector = make_detector ("EUR");

  detector.planned[0] = (DavyPlanned){ .from = G_MININT32, .to = G_MAXINT32, .most = 10 };
  detector.n_planned = 1;
  g_assert_true (is_excess (&detector, 100, 500));
  davy_money_gate_open (&detector);
  g_assert_false (is_excess (&detector, 100, 500));
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/usage/money-gate/is-of-the-same-worth-in-each-currency", test_same_worth);
  g_test_add_func ("/usage/money-gate/another-currency-begins-anew", test_other_currency);
  g_test_add_func ("/usage/money-gate/what-a-person-set-holds-above-it", test_set_amount);
  g_test_add_func ("/usage/money-gate/is-open-for-quantities", test_quantity);
  g_test_add_func ("/usage/money-gate/is-open-for-planned-quantities", test_planned_quantity);

  return g_test_run ();
}
