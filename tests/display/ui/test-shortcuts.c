/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-window.h"
#include "page-fixture.h"
#include "ui/shortcuts/davy-shortcut-row.h"
#include "ui/shortcuts/davy-shortcuts-window.h"

/* The window of all keys: what its rows say, how the keyboard moves among them, and the search. */

typedef struct
{
  GtkWindow *window;
  GPtrArray *rows; /* all, in order */
} Fixture;

static void
collect_rows (GtkWidget *from, GPtrArray *rows)
{
  if (DAVY_IS_SHORTCUT_ROW (from))
    g_ptr_array_add (rows, from);
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

/* Before each row has its place GTK 4.18 does not know which one comes next. */
static gboolean
is_laid_out (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < fixture->rows->len; i++)
    if (gtk_widget_get_height (fixture->rows->pdata[i]) == 0)
      return FALSE;

  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = davy_shortcuts_window_new (NULL);
  fixture->rows = g_ptr_array_new ();
  collect_rows (GTK_WIDGET (fixture->window), fixture->rows);
  gtk_window_present (fixture->window);
  g_assert_true (davy_test_spin_until (davy_test_has_keyboard, fixture->window));
  g_assert_true (davy_test_spin_until (is_laid_out, fixture));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->rows);
  gtk_window_destroy (fixture->window);
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  for (guint i = 0; i < fixture->rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (fixture->rows->pdata[i]), title))
      return fixture->rows->pdata[i];

  g_error ("no row “%s”", title);
}

static gboolean
is_shown (Fixture *fixture, const char *title)
{
  return gtk_widget_get_mapped (find_row (fixture, title));
}

static void
search (Fixture *fixture, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "shortcuts.search", NULL);
  gtk_editable_set_text (page_part (GTK_WIDGET (fixture->window), "search_entry"), text);
}

static const char *
get_screen (gpointer window)
{
  return gtk_stack_get_visible_child_name (page_part (window, "screens"));
}

static gboolean
finds_nothing (gpointer window)
{
  return g_str_equal (get_screen (window), "no-match");
}

static gboolean
finds_search_alone (gpointer fixture)
{
  return is_shown (fixture, "Search") && !is_shown (fixture, "Refresh") &&
         !is_shown (fixture, "Quit");
}

static gboolean
shows_all (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < fixture->rows->len; i++)
    if (!gtk_widget_get_mapped (fixture->rows->pdata[i]))
      return FALSE;

  return TRUE;
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title;
    const char *name;
  } cases[] = {
    { "Search", "Search, Ctrl+F" },
    { "Refresh", "Refresh, F5 or Ctrl+R" },
    { "An answer, by its place on the page", "An answer, by its place on the page, Alt+1 to 9" },
    { "Open the selected row", "Open the selected row, Return" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkAccessible *row = GTK_ACCESSIBLE (find_row (fixture, cases[i].title));

      gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, cases[i].name);
      g_assert_false (gtk_test_accessible_has_relation (row, GTK_ACCESSIBLE_RELATION_LABELLED_BY));
    }
}

/* One stop for Tab; the arrows go through all. */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *last = find_row (fixture, "Back to the list");
  GtkWidget *next = find_row (fixture, "Search");
  gboolean taken;

  g_assert_true (gtk_window_get_focus (fixture->window) == find_row (fixture, "Alerts"));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (fixture->window) == next);

  gtk_widget_grab_focus (last);
  g_signal_emit_by_name (gtk_widget_get_parent (last), "keynav-failed", GTK_DIR_DOWN, &taken);
  g_assert_true (taken);
  g_assert_true (gtk_window_get_focus (fixture->window) == next);
  g_signal_emit_by_name (gtk_widget_get_parent (next), "keynav-failed", GTK_DIR_UP, &taken);
  g_assert_true (taken);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window),
                                         gtk_widget_get_parent (last)));
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  g_assert_true (shows_all (fixture));
  search (fixture, "ctrl+f");
  g_assert_true (davy_test_spin_until (finds_search_alone, fixture));
  search (fixture, "nobody calls it that");
  g_assert_true (davy_test_spin_until (finds_nothing, window));
  g_signal_emit_by_name (davy_test_find_button (window, "C_lear the search", NULL), "clicked");
  g_assert_true (davy_test_spin_until (shows_all, fixture));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window),
                                         page_part (window, "search_entry")));
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);
  g_test_add ("/ui/shortcuts/a-row-says-what-is-done-and-by-which-keys", Fixture, NULL, set_up,
              test_names, tear_down);
  g_test_add ("/ui/shortcuts/tab-leaves-a-group-and-the-arrows-read-on", Fixture, NULL, set_up,
              test_keyboard, tear_down);
  g_test_add ("/ui/shortcuts/search-finds-actions-and-keys", Fixture, NULL, set_up, test_search,
              tear_down);

  return g_test_run ();
}
