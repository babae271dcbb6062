/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ready-fixture.h"
#include "ui/common/davy-access-panel.h"
#include "ui/common/davy-access-words.h"

/* What may be done for one customer, where a case is handled. */

static gboolean
has_lines (gpointer panel)
{
  return count_rows (page_part (panel, "rows")) == 3;
}

static gboolean
says_trouble (gpointer panel)
{
  return gtk_widget_get_visible (page_part (panel, "trouble"));
}

/* The same three lines where a case is handled. */
static void
test_panel (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DavyAccessPanel) panel =
      g_object_ref_sink (g_object_new (DAVY_TYPE_ACCESS_PANEL, NULL));

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, without_consent.tenant, FALSE);
  g_assert_true (davy_test_spin_until (has_lines, panel));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (panel)));

  /* Nobody is signed in: what was known stays, and why it is not renewed is said. */
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, locked.tenant, TRUE);
  g_assert_true (davy_test_spin_until (says_trouble, panel));
  g_assert_true (has_lines (panel));
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (panel)));
  end (&fixture);
}

static void
count_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
offers_sign_in (gpointer panel)
{
  return gtk_widget_get_visible (page_part (panel, "proof"));
}

/* A window that stands before the main one, with a panel in it; counts what is asked for. */
static GtkWindow *
present_panel (DavyAccessPanel *panel, guint *asked)
{
  GtkWindow *window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("sign-in", NULL);

  g_signal_connect (action, "activate", G_CALLBACK (count_cb), asked);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", G_ACTION_GROUP (group));
  gtk_window_set_hide_on_close (window, TRUE);
  gtk_window_set_child (window, GTK_WIDGET (panel));
  gtk_window_present (window);

  return window;
}

/* Where a line says to sign in again there is a button for it, which leads there from a window in
 * front of the main one; back from there it is looked what has changed. */
static void
test_sign_in (void)
{
  Fixture fixture = { 0 };
  Customer without_factor = locked;
  guint asked = 0;
  DavyAccessPanel *panel = g_object_new (DAVY_TYPE_ACCESS_PANEL, NULL);
  GtkWindow *window = present_panel (panel, &asked);

  without_factor.access.reasons[DAVY_ACCESS_STOP] = DAVY_ACCESS_NO_MFA;
  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, ready.tenant, FALSE);
  g_assert_true (davy_test_spin_until (has_lines, panel));
  g_assert_false (offers_sign_in (panel));

  put (&fixture, &without_factor);
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, locked.tenant, FALSE);
  g_assert_true (davy_test_spin_until (offers_sign_in, panel));
  g_assert_true (gtk_widget_grab_focus (adw_bin_get_child (page_part (panel, "proof"))));
  gtk_widget_activate (gtk_window_get_focus (window));
  g_assert_true (davy_test_spin_until (is_gone, window));
  g_assert_cmpuint (asked, ==, 1);
  g_assert_false (says_trouble (panel));

  gtk_window_present (window);
  g_assert_true (davy_test_spin_until (says_trouble, panel));
  end (&fixture);
  gtk_window_destroy (window);
  g_object_unref (window);
}

/* The check itself may fail for want of a sign-in. */
static void
test_signed_out (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DavyAccessPanel) panel =
      g_object_ref_sink (g_object_new (DAVY_TYPE_ACCESS_PANEL, NULL));

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, locked.tenant, TRUE);
  g_assert_true (davy_test_spin_until (says_trouble, panel));
  g_assert_true (offers_sign_in (panel));
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, ready.tenant, FALSE);
  g_assert_false (offers_sign_in (panel));
  end (&fixture);
}

static void
test_words (void)
{
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    for (guint answer = 0; answer < 3; answer++)
      g_assert_cmpstr (davy_words_access_verdict (line, answer), !=, "");
  for (guint bit = 0; bit < DAVY_N_ACCESS_REASONS; bit++)
    {
      g_assert_nonnull (davy_words_access_reason ((DavyAccessReasons) (1u << bit)));
      g_assert_nonnull (davy_words_access_remedy ((DavyAccessReasons) (1u << bit)));
    }
  g_assert_cmpstr (davy_words_access_reason (DAVY_ACCESS_NOT_ADMINISTRATOR), ==,
                   "You are not a Global administrator");
  /* What a database of another version holds. */
  g_assert_cmpstr (davy_words_access_answer ((DavyAccessAnswer) 77), ==, "Not known");
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/access-panel/the-lines-stand-where-a-case-is-handled", test_panel);
  g_test_add_func ("/ui/access-panel/sign-in-is-offered-where-it-helps", test_sign_in);
  g_test_add_func ("/ui/access-panel/sign-in-is-offered-to-who-is-signed-out", test_signed_out);
  g_test_add_func ("/ui/access-panel/every-answer-and-reason-has-words", test_words);

  return g_test_run ();
}
