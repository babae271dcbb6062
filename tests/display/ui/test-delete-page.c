/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-delete-page.h"

#include "../../unit/triage/deletion-fixture.h"

#include "page-fixture.h"
#include "ui/wizard/davy-deletion-line.h"
#include "ui/wizard/davy-deletion-list.h"
#include "ui/wizard/davy-deletion-row.h"

/* The wizard's page of the deletion alone: what it takes before anything can be pressed, and what
 * is told while it is carried out. */

static void
write_into (GtkWidget *page, const char *entry, const char *text)
{
  gtk_editable_set_text (page_part (page, entry), text);
}

static void
assert_missing (GtkWidget *page, const char *sentence)
{
  g_assert_false (gtk_widget_get_sensitive (page_part (page, "delete")));
  page_assert_label (page, "missing", sentence);
}

/* All that a person gives; the evidence is stored. */
static GtkWidget *
open_ready_page (Fixture *fixture)
{
  GtkWidget *page;

  collect (fixture);
  page = page_open (DAVY_TYPE_DELETE_PAGE, fixture->handled);
  page_wait_for_screen (page, "plan");
  write_into (page, "by", "Erika Muster");
  write_into (page, "how", "By phone");
  write_into (page, "typed", "Shop");

  return page;
}

static gboolean
has_ended (gpointer page)
{
  return !gtk_widget_get_visible (page_part (page, "stop"));
}

static void
delete_all (GtkWidget *page)
{
  page_press (page, "delete");
  page_wait_for_screen (page, "progress");
  g_assert_true (davy_test_spin_until (has_ended, page));
}

static GtkWidget *
find_line (GtkWidget *from, const char *title)
{
  GtkWidget *found = NULL;

  if (DAVY_IS_DELETION_ROW (from))
    return g_str_equal (gtk_label_get_text (page_part (from, "title")), title) ? from : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_line (child, title);

  return found;
}

static guint
count_deletes (Fixture *fixture, const char *id)
{
  return davy_test_world_count (&fixture->world, "DELETE", id);
}

/* --- before ------------------------------------------------------------------------------------
 */

static void
test_consent (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = page_open (DAVY_TYPE_DELETE_PAGE, fixture->handled);

  page_wait_for_screen (page, "plan");
  g_assert_cmpstr (gtk_button_get_label (page_part (page, "delete")), ==, "_Delete 6 resources");
  assert_missing (page, "Write down who confirmed that these are not needed.");
  write_into (page, "by", "Erika Muster");
  write_into (page, "how", "By phone");
  assert_missing (page, "Type the subscription’s name as it is written above.");
  write_into (page, "typed", "shop");
  assert_missing (page, "Type the subscription’s name as it is written above.");
  write_into (page, "typed", "Shop");
  assert_missing (page, "First store the evidence.");

  collect (fixture);
  g_assert_true (gtk_widget_get_sensitive (page_part (page, "delete")));
  g_assert_false (gtk_widget_get_visible (page_part (page, "missing")));
  write_into (page, "typed", "Shop ");
  g_assert_false (gtk_widget_get_sensitive (page_part (page, "delete")));
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 0);
  page_close (page);
}

static void
test_nothing_ticked (Fixture *fixture, gconstpointer data)
{
  static const char *const ticked[] = { "vm-evil", "stevil1", "stevil2" };
  GtkWidget *page = open_ready_page (fixture);

  g_assert_true (gtk_widget_get_sensitive (page_part (page, "delete")));
  for (guint i = 0; i < G_N_ELEMENTS (ticked); i++)
    gtk_check_button_set_active (page_part (find_line (page, ticked[i]), "tick"), FALSE);
  g_assert_false (gtk_widget_get_sensitive (page_part (page, "delete")));
  gtk_check_button_set_active (page_part (find_line (page, "stevil1"), "tick"), TRUE);
  g_assert_true (gtk_widget_get_sensitive (page_part (page, "delete")));
  page_close (page);
}

static void
test_name (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = page_open (DAVY_TYPE_DELETE_PAGE, fixture->handled);

  g_assert_true (page_has_label (page, "To delete, write here: R&D <1>"));
  gtk_test_accessible_assert_property (page_part (page, "typed"),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "To delete, write here: R&D <1>");
  page_close (page);
}

static guint
count_scrollers (GtkWidget *from)
{
  guint n = GTK_IS_SCROLLED_WINDOW (from);

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_scrollers (child);

  return n;
}

static void
append_lines (GListStore *lines, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DavyDeletionLine) line = davy_deletion_line_new_heading ("rg-mine");

      g_list_store_append (lines, line);
    }
}

static void
test_lines (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) lines = g_list_store_new (DAVY_TYPE_DELETION_LINE);
  GtkWidget *list =
      g_object_ref_sink (g_object_new (DAVY_TYPE_DELETION_LIST, "label", "Lines", NULL));

  append_lines (lines, 150);
  davy_deletion_list_set_lines (DAVY_DELETION_LIST (list), G_LIST_MODEL (lines));
  g_assert_cmpuint (count_scrollers (list), ==, 0);
  append_lines (lines, 1);
  davy_deletion_list_set_lines (DAVY_DELETION_LIST (list), G_LIST_MODEL (lines));
  g_assert_cmpuint (count_scrollers (list), ==, 1);
  g_object_unref (list);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  davy_test_world_spoil (&fixture->world, "GET /arm/*/resources* x1 status=403");
  page = page_open (DAVY_TYPE_DELETE_PAGE, fixture->handled);
  page_wait_for_screen (page, "failed");
  g_assert_cmpstr (adw_status_page_get_description (page_part (page, "failed")), !=, "");
  g_signal_emit_by_name (adw_status_page_get_child (page_part (page, "failed")), "clicked");
  page_wait_for_screen (page, "plan");
  page_close (page);
}

/* --- while it is carried out -------------------------------------------------------------------
 */

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_ready_page (fixture);
  GtkWidget *obstacle;

  delete_all (page);
  page_assert_label (page, "progress", "5 of 6 are gone. 1 could not be deleted.");
  page_assert_label (find_line (page, "stevil1"), "reason", "Gone: a read no longer finds it");
  obstacle = page_part (find_line (page, "stevil2"), "obstacle");
  g_assert_true (gtk_widget_get_visible (obstacle));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (obstacle)), !=, "");
  g_assert_true (gtk_widget_get_visible (page_part (page, "look")));

  remove_lock (fixture);
  page_press (page, "go_on");
  g_assert_true (davy_test_spin_until (has_ended, page));
  page_assert_label (page, "progress", "6 of 6 are gone.");
  g_assert_false (gtk_widget_get_visible (page_part (page, "go_on")));
  g_assert_cmpuint (count_deletes (fixture, STORE_1), ==, 1);
  page_close (page);
}

/* As a key does, which leaves the focus on what was pressed. */
static void
press_with_focus (GtkWidget *page, const char *button)
{
  g_assert_true (gtk_widget_grab_focus (page_part (page, button)));
  page_press (page, button);
}

static gboolean
has_focus_inside (gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* What was pressed goes; the focus is in what takes its place, then as later. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_ready_page (fixture);

  press_with_focus (page, "delete");
  g_assert_true (gtk_widget_is_focus (page_part (page, "delete")));
  page_press (page, "delete"); /* once is enough */
  page_wait_for_screen (page, "progress");
  g_assert_true (has_focus_inside (page_part (page, "progress_list")));
  g_assert_true (davy_test_spin_until (has_ended, page));
  g_assert_true (has_focus_inside (page_part (page, "progress_list")));

  remove_lock (fixture);
  press_with_focus (page, "go_on");
  g_assert_true (davy_test_spin_until (has_ended, page));
  g_assert_true (has_focus_inside (page_part (page, "progress_list")));
  page_close (page);
}

/* The person has gone on to something else: that keeps the focus. */
static void
test_focus_elsewhere (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_ready_page (fixture);
  GtkWidget *note = page_part (page, "note");

  press_with_focus (page, "delete");
  g_assert_true (gtk_widget_child_focus (note, GTK_DIR_TAB_FORWARD));
  page_wait_for_screen (page, "progress");
  g_assert_true (davy_test_spin_until (has_ended, page));
  g_assert_true (has_focus_inside (note));
  page_close (page);
}

static void
press_at_once_cb (GtkButton *button)
{
  if (gtk_widget_get_visible (GTK_WIDGET (button)))
    g_signal_emit_by_name (button, "clicked");
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_ready_page (fixture);

  g_signal_connect (page_part (page, "stop"), "notify::visible", G_CALLBACK (press_at_once_cb),
                    NULL);
  delete_all (page);
  page_assert_label (page, "progress", "0 of 6 are gone.");
  page_assert_label (find_line (page, "vm-evil"), "reason", "Not sent yet");
  g_assert_true (gtk_widget_get_visible (page_part (page, "go_on")));
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 0);
  page_close (page);
}

static void
test_comes_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_ready_page (fixture);

  delete_all (page);
  page_close (page);
  start_again (fixture);
  page = page_open (DAVY_TYPE_DELETE_PAGE, fixture->handled);
  page_wait_for_screen (page, "progress");
  page_assert_label (page, "progress", "5 of 6 are gone. 1 could not be deleted.");
  g_assert_true (gtk_widget_get_visible (page_part (page, "go_on")));
  page_close (page);
}

#define ADD_PAGE_OF(name, subscription, function) \
  g_test_add ("/ui/delete-page/" name, Fixture, subscription, set_up_estate, function, tear_down)
#define ADD_PAGE(name, function) ADD_PAGE_OF (name, NULL, function)

int
main (int argc, char *argv[])
{
  page_test_begin_world (&argc, &argv);
  ADD_PAGE ("nothing-is-pressed-before-evidence-and-the-typed-name", test_consent);
  ADD_PAGE_OF ("the-name-to-type-is-shown-as-it-is", "R&D <1>", test_name);
  ADD_PAGE ("nothing-is-pressed-without-a-tick", test_nothing_ticked);
  ADD_PAGE ("many-lines-have-a-scroller-of-their-own", test_lines);
  ADD_PAGE ("what-cannot-be-read-is-said-and-tried-again", test_unreadable);
  ADD_PAGE ("what-failed-is-told-and-has-a-way-on", test_failure);
  ADD_PAGE ("it-is-stopped-before-anything-is-sent", test_stop);
  ADD_PAGE ("the-focus-follows-what-was-pressed", test_focus);
  ADD_PAGE ("the-focus-stays-where-the-person-has-gone-on", test_focus_elsewhere);
  ADD_PAGE ("what-was-frozen-comes-back", test_comes_back);

  return page_test_run_world ();
}
