/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-cancel-group.h"

#include "case-window-fixture.h"
#include "davy-test-window.h"
#include "ui/stop/davy-stop-window.h"

/* The whole subscription, cancelled from the window that stops the machines, when nobody has rights
 * in Azure. */

#define CANCEL_NOW "Cancel this subscription now"

/* @status: of the subscription at Partner Center */
static void
set_up (Fixture *fixture, gconstpointer status)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "support", "world.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *shop = g_strdup_printf ("\"Shop\", \"status\": \"%s\"", (const char *) status);
  g_autoptr (GString) scenario = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  scenario = g_string_new (text);
  g_assert_cmpuint (g_string_replace (scenario, "\"Shop\"", shop, 1), ==, 1);
  davy_test_world_begin_with (&fixture->world, scenario->str, DAVY_TEST_ADA);
  fixture_fetch (fixture);
  davy_test_world_spoil (&fixture->world, "* /arm/* x* status=403");
  fixture_open (fixture, davy_stop_window_new);
}

static GtkWidget *
get_part (Fixture *fixture, const char *name)
{
  return page_part (page_part (page_part (fixture->window, "panel"), "cancel_group"), name);
}

static gboolean
is_offered (gpointer cancel)
{
  return gtk_widget_get_mapped (cancel) && gtk_widget_get_sensitive (cancel);
}

static gboolean
is_answered (gpointer unused)
{
  return davy_test_find_answer (CANCEL_NOW) == NULL;
}

static gboolean
is_asked (gpointer unused)
{
  return davy_test_find_answer (CANCEL_NOW) != NULL;
}

static void
press (Fixture *fixture)
{
  GtkWidget *cancel = get_part (fixture, "cancel");

  g_assert_true (davy_test_spin_until (is_offered, cancel));
  g_signal_emit_by_name (cancel, "clicked");
}

static void
answer (Fixture *fixture, const char *label)
{
  press (fixture);
  g_assert_true (davy_test_spin_until (is_asked, NULL));
  g_signal_emit_by_name (davy_test_find_answer (label), "clicked");
  g_assert_true (davy_test_spin_until (is_answered, NULL));
}

static guint
count_sent (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "POST", "/cancel");
}

static gboolean
was_answered (gpointer fixture)
{
  return fixture_count_entries (fixture, "kind = 'act-result' AND facts LIKE '%accepted%'") == 1;
}

/* Asked first, and sent once; neither the plan nor the alert is touched. */
static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  answer (fixture, "Not now");
  g_assert_true (davy_test_spin_until (is_offered, get_part (fixture, "cancel")));
  g_assert_cmpuint (count_sent (fixture), ==, 0);

  answer (fixture, CANCEL_NOW);
  g_assert_true (davy_test_spin_until (was_answered, fixture));
  g_assert_true (davy_test_spin_until (is_visible, get_part (fixture, "state")));
  g_assert_false (gtk_widget_get_visible (get_part (fixture, "cancel")));
  g_assert_cmpuint (count_sent (fixture), ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/fraudEvents"), ==, 0);
  g_assert_cmpint (fixture_count_entries (fixture, "kind = 'act' AND step = 'cancel'"), ==, 1);
}

static gboolean
has_focus_to_operate (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus);
}

/* The button goes once it was answered: what is near it has the focus then. */
static void
test_focus (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (davy_test_spin_until (is_offered, get_part (fixture, "cancel")));
  gtk_widget_grab_focus (get_part (fixture, "cancel"));
  answer (fixture, "Not now");
  g_assert_true (davy_test_spin_until (is_offered, get_part (fixture, "cancel")));
  g_assert_true (davy_test_spin_until (has_focus_to_operate, fixture->window));

  gtk_widget_grab_focus (get_part (fixture, "cancel"));
  answer (fixture, CANCEL_NOW);
  g_assert_true (davy_test_spin_until (is_visible, get_part (fixture, "state")));
  g_assert_false (gtk_widget_get_visible (get_part (fixture, "cancel")));
  g_assert_true (davy_test_spin_until (has_focus_to_operate, fixture->window));
}

/* The case that is opened later goes on from it. */
static void
test_opened_again (Fixture *fixture, gconstpointer unused)
{
  answer (fixture, CANCEL_NOW);
  g_assert_true (davy_test_spin_until (was_answered, fixture));
  fixture_close (fixture);

  fixture_open (fixture, davy_stop_window_new);
  g_assert_true (davy_test_spin_until (is_visible, get_part (fixture, "state")));
  g_assert_false (gtk_widget_get_visible (get_part (fixture, "cancel")));
}

/* A colleague was there first. */
static void
test_resting (Fixture *fixture, gconstpointer unused)
{
  press (fixture);
  g_assert_true (davy_test_spin_until (is_visible, get_part (fixture, "state")));
  page_assert_label (page_part (page_part (fixture->window, "panel"), "cancel_group"), "state",
                     "It does not run");
  g_assert_false (gtk_widget_get_visible (get_part (fixture, "cancel")));
  g_assert_null (davy_test_find_answer (CANCEL_NOW));
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world, "POST /pc/v1/*/cancel x1 status=403");
  answer (fixture, CANCEL_NOW);
  g_assert_true (davy_test_spin_until (is_visible, get_part (fixture, "failed")));
  g_assert_true (davy_test_spin_until (is_offered, get_part (fixture, "cancel")));
  g_assert_cmpint (fixture_count_entries (fixture, "facts LIKE '%refused%'"), ==, 1);
}

static void
add (const char *path, const char *status, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, status, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  page_test_begin_world (&argc, &argv);

  add ("/ui/cancel-group/without-rights-in-azure-it-is-cancelled-once", "active", test_cancelled);
  add ("/ui/cancel-group/the-focus-stays-near", "active", test_focus);
  add ("/ui/cancel-group/what-was-sent-is-there-again", "active", test_opened_again);
  add ("/ui/cancel-group/what-rests-already-is-said", "inactive", test_resting);
  add ("/ui/cancel-group/a-refusal-is-said-and-can-be-tried-again", "active", test_refused);

  return page_test_run_world ();
}
