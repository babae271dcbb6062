/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sign-in-fixture.h"

/* The sign-in page where secrets cannot be kept. */

static void
reach_keyring (Fixture *fixture)
{
  answer_device_code (fixture);
  answer_tokens (fixture);
  act (fixture, "sign-in.device");
  g_assert_true (davy_test_spin_until (is_pausing, fixture));
  davy_test_clock_advance (5 * DAVY_TIME_SECOND);
  g_assert_true (davy_test_spin_until (is_keyring, fixture));
}

static void
test_memory (Fixture *fixture, gconstpointer data)
{
  DavyAccount *account;

  reach_keyring (fixture);
  assert_narrow (fixture);
  g_assert_cmpuint (fixture->done, ==, 0);
  g_assert_null (davy_accounts_find (fixture->accounts, "oid.tid"));

  act (fixture, "sign-in.keep-in-memory");
  g_assert_cmpuint (fixture->done, ==, 1);
  account = davy_accounts_find (fixture->accounts, "oid.tid");
  g_assert_true (davy_account_is_memory_only (account));
}

static gboolean
can_be_tried (gpointer fixture)
{
  return gtk_widget_get_visible (get_child (fixture, "keep_button"));
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  reach_keyring (fixture);
  act (fixture, "sign-in.keep");
  g_assert_false (can_be_tried (fixture));
  g_assert_true (davy_test_spin_until (can_be_tried, fixture));
  g_assert_cmpstr (get_state (fixture), ==, "keyring");
  act (fixture, "sign-in.keep-in-memory");
  g_assert_cmpuint (fixture->done, ==, 1);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", "/proc/nowhere/default.keyring", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "a test's own", TRUE);
  start_display ();

  g_test_add ("/ui/sign-in/keyring/the-person-can-stay-until-the-program-closes", Fixture, NULL,
              set_up, test_memory, tear_down);
  g_test_add ("/ui/sign-in/keyring/it-can-be-tried-again", Fixture, NULL, set_up, test_again,
              tear_down);

  return g_test_run ();
}
