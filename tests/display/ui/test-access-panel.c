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
  ready_test_init (&argc, &argv);

  g_test_add_func ("/ui/access-panel/the-lines-stand-where-a-case-is-handled", test_panel);
  g_test_add_func ("/ui/access-panel/every-answer-and-reason-has-words", test_words);

  return g_test_run ();
}
