/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-judging.h"

#include "own-alerts-fixture.h"

/* What is stored is judged anew when the detector was set otherwise. */

static void
judge_with (Fixture *fixture, double amount)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_set_notable_amount (fixture->store, amount);
  davy_store_judge_usage_async (fixture->store, NULL, davy_test_keep_result, &result);
  davy_store_judge_usage_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_is_judged_anew_by_another_amount (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  davy_test_store_write (fixture->store, put_costs, fixture, DAVY_TABLE_USAGE);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);

  judge_with (fixture, 400);
  assert_state (fixture, DAVY_OWN_ENDED, FALSE);
  judge_with (fixture, 200);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

#define N_MORE 60

static gboolean
put_more (DavyDb *db, gpointer data, GError **error)
{
  Fixture one = *(Fixture *) data;

  for (guint i = 0; i < N_MORE; i++)
    {
      g_autofree char *azure_id = g_strdup_printf ("more-%u", i);
      const DavySubscriptionRow row = { .account_id = DAVY_TEST_ACCOUNT, .azure_id = azure_id };

      if (!davy_db_put_subscription (db, &row, 1, &one.row, error) || !put_costs (db, &one, error))
        return FALSE;
    }

  return TRUE;
}

/* More than are judged at a time. */
static void
test_all_are_judged_anew (Fixture *fixture, gconstpointer data)
{
  davy_store_set_notable_amount (fixture->store, 400);
  exceed (fixture, 3, 300);
  davy_test_store_write (fixture->store, put_more, fixture, DAVY_TABLE_USAGE);
  g_assert_cmpint (count (fixture, "1"), ==, 0);

  judge_with (fixture, 200);
  g_assert_cmpint (count (fixture, "1"), ==, N_MORE);
}

/* Another amount was set meanwhile. */
static void
test_judging_can_be_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  davy_store_judge_usage_async (fixture->store, cancellable, davy_test_keep_result, &result);
  g_assert_false (
      davy_store_judge_usage_finish (fixture->store, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, function) \
  g_test_add ("/store/usage-judging/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("another-amount-judges-anew", test_is_judged_anew_by_another_amount);
  ADD ("all-are-judged-anew", test_all_are_judged_anew);
  ADD ("can-be-given-up", test_judging_can_be_given_up);

  return g_test_run ();
}
