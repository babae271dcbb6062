/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-format.h"

#include <math.h>

#include "davy-test.h"

/* Expectations are written with plain spaces where the text has a no-break one. */
static char *
with_plain_spaces (char *text)
{
  g_autofree char *owned = text;
  g_auto (GStrv) parts = g_strsplit (owned, "\xc2\xa0", -1);

  return g_strjoinv (" ", parts);
}

#define assert_text(call, expected)                    \
  G_STMT_START                                         \
  {                                                    \
    g_autofree char *text_ = with_plain_spaces (call); \
    g_assert_cmpstr (text_, ==, expected);             \
  }                                                    \
  G_STMT_END

static DavyTime
moment (const char *iso)
{
  DavyTime time;

  g_assert_true (davy_time_parse (iso, &time));

  return time;
}

static void
test_language (void)
{
  g_setenv ("LANGUAGE", "de_AT:en", TRUE);
  g_assert_cmpint (davy_language_get (), ==, DAVY_LANGUAGE_GERMAN);
  g_setenv ("LANGUAGE", "fr", TRUE);
  g_assert_cmpint (davy_language_get (), ==, DAVY_LANGUAGE_FRENCH);
  g_setenv ("LANGUAGE", "it:fr:de", TRUE);
  g_assert_cmpint (davy_language_get (), ==, DAVY_LANGUAGE_FRENCH);
  g_setenv ("LANGUAGE", "it", TRUE);
  g_assert_cmpint (davy_language_get (), ==, DAVY_LANGUAGE_ENGLISH);
  g_setenv ("LANGUAGE", "en", TRUE);
  g_assert_cmpint (davy_language_get (), ==, DAVY_LANGUAGE_ENGLISH);
}

static void
test_window_language (void)
{
  g_setenv ("LANGUAGE", "de", TRUE);
  assert_text (davy_format_number (DAVY_LANGUAGE_WINDOW, 1420.5, 1), "1.420,5");
  g_setenv ("LANGUAGE", "en", TRUE);
  assert_text (davy_format_number (DAVY_LANGUAGE_WINDOW, 1420.5, 1), "1,420.5");
}

static void
test_numbers (void)
{
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, 1234567.891, 2), "1,234,567.89");
  assert_text (davy_format_number (DAVY_LANGUAGE_GERMAN, 1234567.891, 2), "1.234.567,89");
  assert_text (davy_format_number (DAVY_LANGUAGE_FRENCH, 1234567.891, 2), "1 234 567,89");
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, 999, 0), "999");
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, 1000, 0), "1,000");
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, -1000, 0), "−1,000");
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, 0, 2), "0.00");
}

static void
test_no_negative_zero (void)
{
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, -0.4, 0), "0");
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, -0.0, 2), "0.00");
}

static void
test_no_number (void)
{
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, (double) NAN, 2), "–");
  assert_text (davy_format_number (DAVY_LANGUAGE_ENGLISH, (double) INFINITY, 2), "–");
  assert_text (davy_format_percent (DAVY_LANGUAGE_GERMAN, (double) NAN, 0), "–");
}

static void
test_huge_number (void)
{
  g_autofree char *text = davy_format_number (DAVY_LANGUAGE_ENGLISH, 1e300, 6);

  g_assert_true (g_str_has_prefix (text, "1,000,000,"));
}

static void
test_money (void)
{
  DavyMoney euros = davy_money_new (1420.5, "EUR", DAVY_BASIS_LIST);

  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &euros, DAVY_FORMAT_DEFAULT), "€1,420.50");
  assert_text (davy_format_money (DAVY_LANGUAGE_GERMAN, &euros, DAVY_FORMAT_DEFAULT), "1.420,50 €");
  assert_text (davy_format_money (DAVY_LANGUAGE_FRENCH, &euros, DAVY_FORMAT_DEFAULT), "1 420,50 €");
}

static void
test_rounded_money (void)
{
  DavyMoney large = davy_money_new (1419.6, "EUR", DAVY_BASIS_LIST);
  DavyMoney small = davy_money_new (99.994, "EUR", DAVY_BASIS_LIST);

  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &large, DAVY_FORMAT_ROUNDED), "€1,420");
  assert_text (davy_format_money (DAVY_LANGUAGE_GERMAN, &large, DAVY_FORMAT_ROUNDED), "1.420 €");
  assert_text (davy_format_money (DAVY_LANGUAGE_FRENCH, &large, DAVY_FORMAT_ROUNDED), "1 420 €");
  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &small, DAVY_FORMAT_ROUNDED), "€99.99");
  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &small, DAVY_FORMAT_WHOLE), "€100");
}

static void
test_signed_money (void)
{
  DavyMoney up = davy_money_new (5, "USD", DAVY_BASIS_LIST);
  DavyMoney down = davy_money_new (-5, "USD", DAVY_BASIS_LIST);
  DavyMoney nothing = davy_money_new (0, "USD", DAVY_BASIS_LIST);

  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &up, DAVY_FORMAT_SIGNED), "+$5.00");
  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &down, DAVY_FORMAT_DEFAULT), "−$5.00");
  assert_text (davy_format_money (DAVY_LANGUAGE_FRENCH, &down, DAVY_FORMAT_DEFAULT), "−5,00 $");
  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &nothing, DAVY_FORMAT_SIGNED), "$0.00");
}

static void
test_currency_without_symbol (void)
{
  DavyMoney francs = davy_money_new (1420, "chf", DAVY_BASIS_LIST);
  DavyMoney yen = davy_money_new (42, "JPY", DAVY_BASIS_LIST);

  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &francs, DAVY_FORMAT_ROUNDED),
               "CHF 1,420");
  assert_text (davy_format_money (DAVY_LANGUAGE_GERMAN, &francs, DAVY_FORMAT_ROUNDED), "1.420 CHF");
  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &yen, DAVY_FORMAT_DEFAULT), "JPY 42");
}

static void
test_unknown_money (void)
{
  DavyMoney unknown = davy_money_new (5, NULL, DAVY_BASIS_LIST);

  assert_text (davy_format_money (DAVY_LANGUAGE_ENGLISH, &unknown, DAVY_FORMAT_DEFAULT), "–");
}

static void
test_percent (void)
{
  assert_text (davy_format_percent (DAVY_LANGUAGE_ENGLISH, 0.125, 1), "12.5%");
  assert_text (davy_format_percent (DAVY_LANGUAGE_GERMAN, 1, 0), "100 %");
  assert_text (davy_format_percent (DAVY_LANGUAGE_FRENCH, 0.125, 1), "12,5 %");
}

/* The tests run in the zone Europe/Berlin. */
static void
test_dates (void)
{
  DavyTime time = moment ("2026-12-24T23:02:59.999Z");

  assert_text (davy_format_date (DAVY_LANGUAGE_ENGLISH, time), "25 Dec 2026");
  assert_text (davy_format_date (DAVY_LANGUAGE_GERMAN, time), "25.12.2026");
  assert_text (davy_format_date (DAVY_LANGUAGE_FRENCH, time), "25/12/2026");
  assert_text (davy_format_date_time (DAVY_LANGUAGE_ENGLISH, time), "25 Dec 2026, 00:02");
  assert_text (davy_format_date_time (DAVY_LANGUAGE_GERMAN, time), "25.12.2026, 00:02");
  assert_text (davy_format_date_time (DAVY_LANGUAGE_FRENCH, time), "25/12/2026 à 00:02");
  assert_text (davy_format_time (DAVY_LANGUAGE_GERMAN, time), "00:02");
}

/* Who reads it elsewhere knows which moment it was. */
static void
test_moment (void)
{
  DavyTime late = moment ("2026-12-24T23:02:00Z");
  DavyTime noon = moment ("2026-07-24T12:02:00Z");

  assert_text (davy_format_moment (DAVY_LANGUAGE_ENGLISH, noon), "24 Jul 2026, 14:02 (12:02 UTC)");
  assert_text (davy_format_moment (DAVY_LANGUAGE_GERMAN, late),
               "25.12.2026, 00:02 (24.12.2026, 23:02 UTC)");
  assert_text (davy_format_moment (DAVY_LANGUAGE_FRENCH, late),
               "25/12/2026 à 00:02 (24/12/2026 à 23:02 UTC)");
  assert_text (davy_format_moment (DAVY_LANGUAGE_ENGLISH, DAVY_TIME_UNSET), "–");
}

static void
test_zone (void)
{
  assert_text (davy_format_zone (moment ("2026-12-24T23:02:00Z")), "CET (UTC+01:00)");
  assert_text (davy_format_zone (moment ("2026-07-24T23:02:00Z")), "CEST (UTC+02:00)");
  assert_text (davy_format_zone (DAVY_TIME_UNSET), "–");
}

static void
test_days (void)
{
  DavyDay day = davy_day_from_time (moment ("2026-12-24"));
  DavyDay early = davy_day_from_time (moment ("2026-03-05"));

  assert_text (davy_format_day (DAVY_LANGUAGE_ENGLISH, day), "Thu 24 Dec 2026");
  assert_text (davy_format_day (DAVY_LANGUAGE_GERMAN, day), "Do 24.12.2026");
  assert_text (davy_format_day (DAVY_LANGUAGE_FRENCH, day), "jeu. 24/12/2026");
  assert_text (davy_format_day_recent (DAVY_LANGUAGE_ENGLISH, early), "Thu 5 Mar");
  assert_text (davy_format_day_recent (DAVY_LANGUAGE_GERMAN, early), "Do 05.03.");
  assert_text (davy_format_day_short (DAVY_LANGUAGE_ENGLISH, early), "5 Mar");
  assert_text (davy_format_day_short (DAVY_LANGUAGE_GERMAN, early), "05.03.");
  assert_text (davy_format_day_short (DAVY_LANGUAGE_FRENCH, early), "05/03");
  assert_text (davy_format_hour (DAVY_LANGUAGE_ENGLISH, moment ("2026-07-01T22:00:00Z")),
               "Thu 2 Jul, 00:00");
  assert_text (davy_format_hour (DAVY_LANGUAGE_GERMAN, moment ("2026-03-05T13:00:00Z")),
               "Do 05.03., 14:00");
  assert_text (davy_format_month (DAVY_LANGUAGE_ENGLISH, early), "Mar 2026");
  assert_text (davy_format_month (DAVY_LANGUAGE_GERMAN, early), "03.2026");
  assert_text (davy_format_month (DAVY_LANGUAGE_FRENCH, early), "03/2026");
}

static void
test_recent (void)
{
  davy_test_clock_install (moment ("2026-12-24T13:02:00Z"));

  assert_text (davy_format_recent (DAVY_LANGUAGE_ENGLISH, moment ("2026-12-24T04:43:00Z")),
               "05:43");
  assert_text (davy_format_recent (DAVY_LANGUAGE_ENGLISH, moment ("2026-12-22T13:02:00Z")),
               "Tue 14:02");
  assert_text (davy_format_recent (DAVY_LANGUAGE_FRENCH, moment ("2026-12-18T13:02:00Z")),
               "ven. 14:02");
  assert_text (davy_format_recent (DAVY_LANGUAGE_ENGLISH, moment ("2026-12-17T13:02:00Z")),
               "17 Dec");
  assert_text (davy_format_recent (DAVY_LANGUAGE_GERMAN, moment ("2026-12-17T13:02:00Z")),
               "17.12.");
  assert_text (davy_format_recent (DAVY_LANGUAGE_ENGLISH, moment ("2025-12-17T13:02:00Z")),
               "17 Dec 2025");
  assert_text (davy_format_recent (DAVY_LANGUAGE_ENGLISH, moment ("2026-12-25T13:02:00Z")),
               "25 Dec");
  davy_clock_replace (NULL);
}

static void
test_unset (void)
{
  assert_text (davy_format_date (DAVY_LANGUAGE_ENGLISH, DAVY_TIME_UNSET), "–");
  assert_text (davy_format_recent (DAVY_LANGUAGE_ENGLISH, DAVY_TIME_UNSET), "–");
}

static void
test_spans (void)
{
  assert_text (davy_format_span (DAVY_LANGUAGE_ENGLISH, 59 * DAVY_TIME_SECOND), "less than 1 min");
  assert_text (davy_format_span (DAVY_LANGUAGE_ENGLISH, DAVY_TIME_MINUTE), "1 min");
  assert_text (davy_format_span (DAVY_LANGUAGE_ENGLISH, DAVY_TIME_HOUR - 1), "59 min");
  assert_text (davy_format_span (DAVY_LANGUAGE_ENGLISH, DAVY_TIME_HOUR), "1 h");
  assert_text (davy_format_span (DAVY_LANGUAGE_ENGLISH, 2 * DAVY_TIME_DAY - 1), "47 h");
  assert_text (davy_format_span (DAVY_LANGUAGE_ENGLISH, -2 * DAVY_TIME_DAY), "2 days");
  assert_text (davy_format_span (DAVY_LANGUAGE_GERMAN, 3 * DAVY_TIME_DAY), "3 Tagen");
  assert_text (davy_format_span (DAVY_LANGUAGE_FRENCH, 3 * DAVY_TIME_DAY), "3 jours");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/format/the-language-is-the-first-we-have", test_language);
  g_test_add_func ("/core/format/the-window-has-a-language", test_window_language);
  g_test_add_func ("/core/format/numbers", test_numbers);
  g_test_add_func ("/core/format/zero-has-no-sign", test_no_negative_zero);
  g_test_add_func ("/core/format/what-is-no-number-is-a-dash", test_no_number);
  g_test_add_func ("/core/format/huge-numbers-fit", test_huge_number);
  g_test_add_func ("/core/format/money", test_money);
  g_test_add_func ("/core/format/rounded-money-has-no-cents-from-100", test_rounded_money);
  g_test_add_func ("/core/format/signed-money", test_signed_money);
  g_test_add_func ("/core/format/currencies-without-a-symbol", test_currency_without_symbol);
  g_test_add_func ("/core/format/unknown-money-is-a-dash-never-zero", test_unknown_money);
  g_test_add_func ("/core/format/percent", test_percent);
  g_test_add_func ("/core/format/dates-are-local", test_dates);
  g_test_add_func ("/core/format/a-moment-here-and-in-utc", test_moment);
  g_test_add_func ("/core/format/the-zone-of-local-times", test_zone);
  g_test_add_func ("/core/format/days", test_days);
  g_test_add_func ("/core/format/recent-moments-are-short", test_recent);
  g_test_add_func ("/core/format/an-unset-time-is-a-dash", test_unset);
  g_test_add_func ("/core/format/spans-have-one-unit", test_spans);
  return g_test_run ();
}
