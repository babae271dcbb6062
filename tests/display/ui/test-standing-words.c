/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-standing-words.h"

#include "davy-test.h"

#define NOON ((DavyTime) 1795348800 * DAVY_TIME_SECOND)

static DavyStandingFact
fact (const char *key, const char *value)
{
  return (DavyStandingFact){ .key = (char *) key,
                             .value = (char *) value,
                             .source = (char *) "partner-center",
                             .fetched_at = NOON - 5 * DAVY_TIME_MINUTE };
}

static void
assert_value (const char *key, const char *value, const char *expected)
{
  DavyStandingFact known = fact (key, value);
  g_autofree char *words = davy_words_standing_value (&known);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_values (void)
{
  assert_value ("relationship", "reseller", "You sell to this customer");
  assert_value ("relationship", "ended", "Ended");
  assert_value ("delegated-access", "no", "Not granted");
  assert_value ("validation", "underreview", "Under review");
  assert_value ("validation", "none", "None on record");
  assert_value ("subscriptions", "active", "Active, none suspended");
  assert_value ("subscriptions", "suspended:CustomerCancellation",
                "One is suspended (“CustomerCancellation”)");
  assert_value ("budget", "1.304 1500 EUR", "130% of €1,500");
  assert_value ("budget", "0.5 1500 ", "50%");
  assert_value ("budget", "nan 1500 EUR", "€1,500");
  assert_value ("budget", "none", "None on record");
  assert_value ("qualifications", "none", "None on record");
  assert_value ("qualifications", "Education:Approved, StateOwnedEntity:Denied",
                "Education: approved\nState-owned entity: denied");
}

static void
test_unknown (void)
{
  DavyStandingFact odd = fact ("moon-phase", "Full");
  g_autofree char *name = davy_words_standing_name (&odd);

  g_assert_cmpstr (name, ==, "“moon-phase”");
  assert_value ("moon-phase", "Full", "“Full”");
  assert_value ("validation", "Levitating", "“Levitating”");
  assert_value ("qualifications", "Odd:Strange", "“Odd”: “Strange”");
  assert_value ("relationship", NULL, "Not told");
  assert_value ("subscriptions", "", "Not told");
}

static void
test_source (void)
{
  DavyStandingFact known = fact ("validation", "Allowed");
  DavyStandingFact undated = fact ("validation", "Allowed");
  g_autofree char *source = NULL;
  g_autofree char *without_age = NULL;

  davy_test_clock_install (NOON);
  undated.fetched_at = DAVY_TIME_UNSET;
  source = davy_words_standing_source (&known);
  without_age = davy_words_standing_source (&undated);
  g_assert_cmpstr (source, ==, "Partner Center, read 5\xc2\xa0min ago");
  g_assert_cmpstr (without_age, ==, "Partner Center");
}

static void
test_order (void)
{
  DavyStandingFact facts[] = { fact ("moon-phase", "x"), fact ("delegated-access", "yes"),
                               fact ("relationship", "reseller"), fact ("validation", "none") };
  static const char *const expected[] = { "relationship", "validation", "delegated-access",
                                          "moon-phase" };
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    g_ptr_array_add (array, &facts[i]);
  g_ptr_array_sort (array, davy_words_standing_compare);
  for (guint i = 0; i < array->len; i++)
    g_assert_cmpstr (((DavyStandingFact *) g_ptr_array_index (array, i))->key, ==, expected[i]);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/ui/standing-words/values-have-words", test_values);
  g_test_add_func ("/ui/standing-words/what-is-not-known-is-quoted", test_unknown);
  g_test_add_func ("/ui/standing-words/the-source-has-an-age", test_source);
  g_test_add_func ("/ui/standing-words/facts-have-an-order", test_order);
  return g_test_run ();
}
