/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-window-fixture.h"
#include "triage/davy-child.h"
#include "triage/davy-letter.h"
#include "ui/support/davy-letter-window.h"
#include "ui/wizard/davy-note-row.h"

/* Writing to the customer. The test is its own child, and there is neither a portal nor a mail
 * program. */

static gboolean
has_letter (gpointer window)
{
  return gtk_widget_get_sensitive (page_part (window, "open"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  davy_test_world_begin (&fixture->world, DAVY_TEST_ADA);
  fixture_fetch (fixture);
  fixture_open (fixture, davy_letter_window_new);
  g_assert_true (davy_test_spin_until (has_letter, fixture->window));
}

static void
assert_subject (Fixture *fixture, const char *subject)
{
  g_assert_cmpstr (gtk_editable_get_text (page_part (fixture->window, "subject")), ==, subject);
}

static void
test_language (Fixture *fixture, gconstpointer data)
{
  assert_subject (fixture, "In de"); /* the customer's culture is de-DE */
  adw_combo_row_set_selected (page_part (fixture->window, "language"), 2);
  g_assert_false (has_letter (fixture->window));
  g_assert_true (davy_test_spin_until (has_letter, fixture->window));
  assert_subject (fixture, "In fr");
}

static void
test_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  g_assert_nonnull (focus);
  g_assert_true (focus == page_part (fixture->window, "language") ||
                 gtk_widget_is_ancestor (focus, page_part (fixture->window, "language")));
}

static gboolean
tells (gpointer window)
{
  return gtk_widget_get_visible (page_part (window, "told"));
}

static void
test_written_down (Fixture *fixture, gconstpointer data)
{
  davy_note_row_set_text (page_part (fixture->window, "body"), "Please call us.");
  gtk_editable_set_text (page_part (fixture->window, "recipient"), "erika@fabrikam.example");
  g_signal_emit_by_name (page_part (fixture->window, "open"), "clicked");
  g_assert_true (davy_test_spin_until (tells, fixture->window));
  page_assert_label (fixture->window, "told",
                     "No mail program opened. Copy the text into your mail.");
  g_assert_cmpint (fixture_count_entries (fixture, "kind = 'letter' AND note = 'Please call us.'"),
                   ==, 1);
  g_assert_true (has_letter (fixture->window));
}

/* What davylamp --compose would do, in as few words. */
static int
be_the_child (const char *kind)
{
  g_autofree char *story = davy_test_hear_out ();

  if (strcmp (kind, DAVY_LETTER_CUSTOMER) != 0)
    return 1;
  g_print ("In %s\n\nGood day,\n", g_getenv ("LANGUAGE"));

  return 0;
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], davy_child_task_get_option (DAVY_CHILD_COMPOSE)) == 0)
    return be_the_child (argv[2]);

  page_test_begin_world (&argc, &argv);
  ADD ("/ui/letter/is-written-in-the-customers-language", test_language);
  ADD ("/ui/letter/begins-with-its-language-focused", test_focus);
  ADD ("/ui/letter/is-written-down-before-it-is-handed-over", test_written_down);

  return page_test_run_world ();
}
