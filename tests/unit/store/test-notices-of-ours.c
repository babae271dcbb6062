/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "own-alerts-fixture.h"
#include "store/davy-notice-table.h"

/* What the desktop is told of the alerts of our own detector. */

static gboolean
take_news (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_take_news (db, DAVY_NEWS_OURS, data, error);
}

/* @over: how many were withdrawn */
static void
assert_news (Fixture *fixture, guint told, guint over)
{
  g_autoptr (DavyNews) news = davy_news_new ();

  davy_test_store_write (fixture->store, take_news, news, 0);
  g_assert_cmpuint (news->notices->len, ==, told);
  g_assert_cmpuint (news->over->len, ==, over);
  g_assert_cmpint (news->next, ==, DAVY_TIME_UNSET); /* Microsoft's hour is not about ours */
}

static void
see (Fixture *fixture)
{
  davy_store_see_alert (fixture->store,
                        davy_test_store_number (fixture->store, "SELECT alert_row FROM episodes"));
}

static void
test_is_told_again_when_it_doubles (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 2, 300);
  refresh (fixture);
  assert_news (fixture, 1, 0);
  see (fixture);
  assert_news (fixture, 0, 1);
  next_day (fixture, USUAL + 550);
  assert_news (fixture, 0, 0);
  next_day (fixture, USUAL + 700);
  assert_news (fixture, 1, 0);
  assert_news (fixture, 0, 0);
}

/* Not an issue, until it costs twice as much. */
static void
test_answered_is_told_again_when_it_doubles (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 2, 300);
  refresh (fixture);
  assert_news (fixture, 1, 0);
  answer (fixture, DAVY_OWN_NO_ISSUE);
  assert_news (fixture, 0, 1);
  next_day (fixture, USUAL + 550);
  assert_news (fixture, 0, 0);
  next_day (fixture, USUAL + 700);
  assert_news (fixture, 1, 0);
}

static void
test_ended_is_withdrawn (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  assert_news (fixture, 1, 0);
  for (guint i = 0; i < 12; i++)
    next_day (fixture, USUAL);
  assert_news (fixture, 0, 1);
}

/* Its days are corrected, and corrected again: it is what was told. */
static void
test_ended_one_that_goes_on_is_not_told (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 5, 300);
  refresh (fixture);
  assert_news (fixture, 1, 0);
  for (guint i = 0; i < 2; i++)
    {
      exceed (fixture, 5, 0);
      refresh (fixture);
      assert_state (fixture, DAVY_OWN_ENDED, FALSE);
      assert_news (fixture, 0, i == 0 ? 1 : 0);
      exceed (fixture, 5, 300);
      refresh (fixture);
      assert_state (fixture, DAVY_OWN_NEW, TRUE);
      assert_news (fixture, 0, 0);
    }
}

#define ADD(name, function) \
  g_test_add ("/store/notices-of-ours/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("told-again-when-it-doubles", test_is_told_again_when_it_doubles);
  ADD ("answered-one-is-told-again-when-it-doubles", test_answered_is_told_again_when_it_doubles);
  ADD ("ended-one-is-withdrawn", test_ended_is_withdrawn);
  ADD ("ended-one-that-goes-on-is-not-told-again", test_ended_one_that_goes_on_is_not_told);

  return g_test_run ();
}
