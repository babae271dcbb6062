/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help/davy-help-window.h"

#include <glib/gstdio.h>

#include "davy-test-window.h"
#include "page-fixture.h"
#include "triage/davy-steps.h"
#include "ui/help/davy-help-topic.h"

/* The window of the help, over the pages of the repository as they are installed: English ones,
 * and one that is German. */

#define GERMAN_INDEX                                                                              \
  "<page xmlns='http://projectmallard.org/1.0/' type='guide' id='index'>"                         \
  "<title>Die Hilfe</title><p>Zeilen der\n   Datei, <gui>100\u00a0%</gui></p>"                    \
  "<section id='setup'><title>Einrichten</title><links type='topic' groups='privacy'/></section>" \
  "</page>"

typedef struct
{
  char *folder;
  GtkWidget *window;
} Fixture;

static char *
make_place (Fixture *fixture, const char *language, const char *name)
{
  g_autofree char *place = g_build_filename (fixture->folder, language, NULL);

  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);

  return g_build_filename (place, name, NULL);
}

/* Copies: the folder of a test is emptied after it, whatever lies in it. */
static void
install_english (Fixture *fixture)
{
  g_autofree char *pages =
      g_build_filename (TEST_FIXTURES, "..", "..", "..", "data", "help", "C", NULL);
  g_autoptr (GDir) names = g_dir_open (pages, 0, NULL);
  const char *name;

  g_assert_nonnull (names);
  while ((name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *from = g_build_filename (pages, name, NULL);
      g_autofree char *to = make_place (fixture, "C/davylamp", name);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
      g_assert_true (g_file_set_contents (to, text, -1, NULL));
    }
}

static void
set_up (Fixture *fixture, gconstpointer language)
{
  g_autofree char *german = NULL;

  g_setenv ("LANGUAGE", language, TRUE);
  fixture->folder = davy_test_make_folder ();
  install_english (fixture);
  german = make_place (fixture, "de/davylamp", "index.page");
  g_assert_true (g_file_set_contents (german, GERMAN_INDEX, -1, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer language)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->folder);
}

static GtkWidget *
get_view (Fixture *fixture)
{
  return adw_bin_get_child (page_part (fixture->window, "page_bin"));
}

static gboolean
shows_page (gpointer fixture)
{
  return get_view (fixture) != NULL;
}

static void
open_help (Fixture *fixture, const char *page)
{
  fixture->window = davy_help_window_new (fixture->folder);
  davy_help_window_show_page (DAVY_HELP_WINDOW (fixture->window), page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  if (!davy_test_spin_until (shows_page, fixture))
    g_error ("No page is shown: %s",
             adw_status_page_get_description (page_part (fixture->window, "trouble")));
}

static const char *
get_title (Fixture *fixture)
{
  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (get_view (fixture))));
}

static void
activate (Fixture *fixture, const char *action, const char *target)
{
  gtk_widget_activate_action (fixture->window, action, target != NULL ? "s" : NULL, target);
}

static void
test_each_step (Fixture *fixture, gconstpointer language)
{
  open_help (fixture, "index");
  for (guint i = 0; i < DAVY_N_STEPS; i++)
    {
      g_autofree char *page = g_strdup_printf ("step-%s", davy_steps[i].key);
      const char *before = get_title (fixture);

      davy_help_window_show_page (DAVY_HELP_WINDOW (fixture->window), page);
      g_assert_cmpstr (get_title (fixture), !=, before);
      g_assert_cmpstr (get_title (fixture), !=, "Davylamp");
      g_assert_nonnull (
          gtk_widget_get_next_sibling (gtk_widget_get_first_child (get_view (fixture))));
    }
}

static void
test_way_back (Fixture *fixture, gconstpointer language)
{
  open_help (fixture, "money");
  g_assert_cmpstr (get_title (fixture), ==, "Money and its clocks");
  activate (fixture, "help.back", NULL);
  g_assert_cmpstr (get_title (fixture), ==, "Money and its clocks");
  activate (fixture, "help.show", "step-support");
  g_assert_cmpstr (get_title (fixture), ==, "What do you ask Microsoft?");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == get_view (fixture));
  activate (fixture, "help.back", NULL);
  g_assert_cmpstr (get_title (fixture), ==, "Money and its clocks");
}

static gboolean
has_size (gpointer fixture)
{
  return gtk_widget_get_height (get_view (fixture)) > 0;
}

static void
assert_inside (GtkWidget *widget, GtkWidget *view)
{
  graphene_rect_t bounds;

  if (GTK_IS_LABEL (widget) && gtk_widget_compute_bounds (widget, view, &bounds))
    g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (view) + 0.5);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_inside (child, view);
}

static void
test_widths (Fixture *fixture, gconstpointer language)
{
  for (int width = 360; width <= 660; width += 20)
    {
      fixture->window = davy_help_window_new (fixture->folder);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 400);
      davy_help_window_show_page (DAVY_HELP_WINDOW (fixture->window), "register");
      gtk_window_present (GTK_WINDOW (fixture->window));
      g_assert_true (davy_test_spin_until (shows_page, fixture));
      g_assert_true (davy_test_spin_until (has_size, fixture));
      assert_inside (get_view (fixture), get_view (fixture));
      gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
    }
}

/* The text first, then what it leads to. */
static void
test_keyboard (Fixture *fixture, gconstpointer language)
{
  GtkWindow *window;

  open_help (fixture, "money");
  window = GTK_WINDOW (fixture->window);
  g_assert_true (davy_test_spin_until (davy_test_has_keyboard, window));
  g_assert_true (gtk_window_get_focus (window) == get_view (fixture));
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (window)));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), get_view (fixture)));
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (window) == get_view (fixture));
}

/* In the order of the contents, the way that most cases take. */
static void
test_contents (Fixture *fixture, gconstpointer language)
{
  open_help (fixture, "index");
  g_assert_true (page_has_label (get_view (fixture), "Step by step"));
  g_assert_true (page_has_label (get_view (fixture), "What was detected"));
  g_assert_true (page_has_label (get_view (fixture), "Register the application"));
}

static void
test_see_also (Fixture *fixture, gconstpointer language)
{
  open_help (fixture, "step-verdict");
  g_assert_true (page_has_label (get_view (fixture), "See also"));
  g_assert_true (page_has_label (get_view (fixture), "The three ways out"));
}

static void
test_unknown_page (Fixture *fixture, gconstpointer language)
{
  open_help (fixture, "gone");
  g_assert_cmpstr (get_title (fixture), ==, "Davylamp");
}

static void
test_translation (Fixture *fixture, gconstpointer language)
{
  open_help (fixture, "index");
  g_assert_cmpstr (get_title (fixture), ==, "Die Hilfe");
  g_assert_true (page_has_label (get_view (fixture), "Zeilen der Datei, 100\u00a0%"));
  g_assert_true (page_has_label (get_view (fixture), "What is stored where"));
}

static void
test_nothing_to_read (Fixture *fixture, gconstpointer language)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", NULL);

  fixture->window = davy_help_window_new (nowhere);
  gtk_window_present (GTK_WINDOW (fixture->window));
  page_wait_for_screen (fixture->window, "trouble");
  g_assert_cmpstr (adw_status_page_get_description (page_part (fixture->window, "trouble")), !=,
                   "");
}

static void
test_damaged_page (Fixture *fixture, gconstpointer language)
{
  g_autofree char *damaged = make_place (fixture, "de/davylamp", "money.page");

  g_assert_true (g_file_set_contents (damaged, "<page id='money'><title>Geld", -1, NULL));
  fixture->window = davy_help_window_new (fixture->folder);
  gtk_window_present (GTK_WINDOW (fixture->window));
  page_wait_for_screen (fixture->window, "trouble");
}

static void
test_topic (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *plain = gtk_button_new_with_label ("Plain");
  GtkWidget *own = gtk_button_new_with_label ("Own");

  gtk_box_append (GTK_BOX (box), plain);
  gtk_box_append (GTK_BOX (box), own);
  gtk_window_set_child (GTK_WINDOW (window), box);
  g_assert_cmpstr (davy_help_topic_find (NULL), ==, "index");
  g_assert_cmpstr (davy_help_topic_find (GTK_WINDOW (window)), ==, "index");
  davy_help_topic_set (window, "access");
  davy_help_topic_set (own, "money");
  gtk_widget_grab_focus (plain);
  g_assert_cmpstr (davy_help_topic_find (GTK_WINDOW (window)), ==, "access");
  gtk_widget_grab_focus (own);
  g_assert_cmpstr (davy_help_topic_find (GTK_WINDOW (window)), ==, "money");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add (const char *path, const char *language, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, language, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  page_test_init_windows ();
  davy_test_init (&argc, &argv);
  adw_init ();
  g_resources_register (davy_ui_get_resource ());
  add ("/ui/help/each-step-has-its-page", "en", test_each_step);
  add ("/ui/help/a-page-leads-to-others-and-back", "en", test_way_back);
  add ("/ui/help/tab-leads-from-the-text-to-other-pages", "en", test_keyboard);
  add ("/ui/help/no-text-grows-out-of-the-window", "en", test_widths);
  add ("/ui/help/the-contents-list-the-pages", "en", test_contents);
  add ("/ui/help/a-page-names-what-else-to-read", "en", test_see_also);
  add ("/ui/help/an-unknown-page-shows-the-contents", "en", test_unknown_page);
  add ("/ui/help/what-is-translated-is-shown-so", "de", test_translation);
  add ("/ui/help/help-that-is-not-there-is-told-of", "en", test_nothing_to_read);
  add ("/ui/help/a-damaged-page-is-told-of", "de", test_damaged_page);
  g_test_add_func ("/ui/help/the-focus-says-what-the-help-is-about", test_topic);

  return g_test_run ();
}
