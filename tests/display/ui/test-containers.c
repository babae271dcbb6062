/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "davy-test-window.h"
#include "davy-test.h"
#include "page-fixture.h"
#include "ui/common/davy-aside-row.h"
#include "ui/common/davy-either.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-side-by-side.h"
#include "ui/common/davy-stack.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-view-title.h"
#include "ui/wizard/davy-wizard-actions.h"

/* The containers that give way to the window, at the widths that matter. */

typedef struct
{
  GtkWindow *window;
  int width;
} Sized;

static gboolean
has_width (gpointer data)
{
  const Sized *sized = data;

  return gtk_widget_get_width (GTK_WIDGET (sized->window)) == sized->width;
}

/* A window of that width around @child, laid out. */
static GtkWindow *
show_at (GtkWidget *child, int width)
{
  GtkWindow *window = davy_test_window_new ();
  Sized sized = { window, width };

  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_default_size (window, width, 400);
  gtk_window_set_child (window, child);
  gtk_window_present (window);
  if (!davy_test_spin_until (has_width, &sized))
    g_error ("the window is %d wide", gtk_widget_get_width (GTK_WIDGET (window)));

  return window;
}

static DavySideBySide *
make_sides (gboolean closable)
{
  DavySideBySide *sides = g_object_new (DAVY_TYPE_SIDE_BY_SIDE, "closable", closable, NULL);

  davy_side_by_side_set_list (sides, gtk_button_new_with_label ("list"));
  davy_side_by_side_set_detail (sides, gtk_button_new_with_label ("detail"));

  return sides;
}

static gboolean
shows (DavySideBySide *sides, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (sides)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && g_str_equal (gtk_button_get_label (GTK_BUTTON (child)), name))
      return gtk_widget_get_child_visible (child);

  g_assert_not_reached ();
}

static gboolean
can_go_back (gpointer sides)
{
  gboolean can;

  g_object_get (sides, "can-go-back", &can, NULL);

  return can;
}

static void
test_list_and_detail_stand_side_by_side_from_860 (void)
{
  const int widths[] = { 860, 1200 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      DavySideBySide *sides = make_sides (FALSE);
      GtkWindow *window = show_at (GTK_WIDGET (sides), widths[i]);

      g_assert_false (davy_side_by_side_get_folded (sides));
      g_assert_true (shows (sides, "list"));
      g_assert_true (shows (sides, "detail"));
      davy_side_by_side_set_opened (sides, TRUE);
      g_assert_false (can_go_back (sides));
      gtk_window_destroy (window);
    }
}

static void
test_opened_detail_covers_the_list_below_860 (void)
{
  const int widths[] = { 360, 859 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      DavySideBySide *sides = make_sides (FALSE);
      GtkWindow *window = show_at (GTK_WIDGET (sides), widths[i]);

      g_assert_true (davy_side_by_side_get_folded (sides));
      g_assert_true (shows (sides, "list"));
      g_assert_false (shows (sides, "detail"));

      davy_side_by_side_set_opened (sides, TRUE);
      g_assert_true (can_go_back (sides));
      g_assert_false (shows (sides, "list"));
      g_assert_true (shows (sides, "detail"));

      davy_side_by_side_set_opened (sides, FALSE);
      g_assert_false (can_go_back (sides));
      g_assert_true (shows (sides, "list"));
      gtk_window_destroy (window);
    }
}

static void
test_closable_detail_gives_its_room_back (void)
{
  DavySideBySide *sides = make_sides (TRUE);
  GtkWindow *window = show_at (GTK_WIDGET (sides), 1200);

  g_assert_true (shows (sides, "list"));
  g_assert_false (shows (sides, "detail"));

  davy_side_by_side_set_opened (sides, TRUE);
  g_assert_true (can_go_back (sides));
  g_assert_true (shows (sides, "list"));
  g_assert_true (shows (sides, "detail"));
  gtk_window_destroy (window);
}

static gboolean
is_narrow (gpointer widget)
{
  gboolean narrow;

  g_object_get (widget, "narrow", &narrow, NULL);

  return narrow;
}

static gboolean
is_wide (gpointer widget)
{
  return !is_narrow (widget);
}

static const char either_ui[] = "<interface><object class='DavyEither' id='either'>"
                                "<property name='wide-from'>760</property>"
                                "<child type='wide'><object class='GtkButton'/></child>"
                                "<child type='narrow'><object class='GtkButton'/></child>"
                                "</object></interface>";

static void
test_table_gives_way_to_rows (void)
{
  const int widths[] = { 360, 759, 760, 1200 };

  g_type_ensure (DAVY_TYPE_EITHER);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (either_ui, -1);
      GtkWidget *either = GTK_WIDGET (gtk_builder_get_object (builder, "either"));
      GtkWindow *window = show_at (either, widths[i]);

      g_assert_true (davy_test_spin_until (widths[i] < 760 ? is_narrow : is_wide, either));
      gtk_window_destroy (window);
    }
}

/* A row in which a button stands beside a text or below it. */
typedef struct
{
  GtkWidget *list;
  GtkWidget *row;
  GtkWidget *text;
  GtkWidget *button;
} Aside;

static Aside
make_aside (const char *text)
{
  Aside aside;

  aside.row = g_object_new (DAVY_TYPE_ASIDE_ROW, "title", text, NULL);
  aside.text = davy_test_find_typed (aside.row, GTK_TYPE_LABEL);
  aside.button = gtk_button_new_with_label ("Make a snapshot…");
  davy_aside_row_add_suffix (DAVY_ASIDE_ROW (aside.row), aside.button);
  aside.list = gtk_list_box_new ();
  gtk_list_box_append (GTK_LIST_BOX (aside.list), aside.row);

  return aside;
}

static gboolean
is_beside (gpointer data)
{
  Aside *aside = data;
  double x, y;

  return gtk_widget_translate_coordinates (aside->button, aside->text, 0, 0, &x, &y) && x > 0 &&
         x >= gtk_widget_get_width (aside->text);
}

static gboolean
is_below (gpointer data)
{
  Aside *aside = data;
  double x, y;

  return gtk_widget_translate_coordinates (aside->button, aside->text, 0, 0, &x, &y) && y > 0 &&
         y >= gtk_widget_get_height (aside->text);
}

/* A short text needs no more room than it takes; a long one does not break after every word. */
static void
test_text_keeps_its_room (void)
{
  static const struct
  {
    const char *text;
    int width;
    gboolean beside;
  } cases[] = {
    { "When", 324, TRUE },
    { "The first thing that a hostile caller created there", 324, FALSE },
    { "The first thing that a hostile caller created there", 604, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Aside aside = make_aside (cases[i].text);
      GtkWindow *window = show_at (aside.list, cases[i].width);

      g_assert_true (davy_test_spin_until (cases[i].beside ? is_beside : is_below, &aside));
      gtk_window_destroy (window);
    }
}

static void
test_switcher_leaves_the_header_below_600 (void)
{
  const int widths[] = { 360, 599, 600, 1200 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *stack = g_object_ref_sink (adw_view_stack_new ());
      GtkWidget *title = g_object_new (DAVY_TYPE_VIEW_TITLE, NULL);
      GtkWindow *window;

      adw_view_stack_add_titled (ADW_VIEW_STACK (stack), gtk_button_new (), "a", "Alerts");
      adw_view_stack_add_titled (ADW_VIEW_STACK (stack), gtk_button_new (), "b", "Cases");
      davy_view_title_set_stack (DAVY_VIEW_TITLE (title), ADW_VIEW_STACK (stack));
      window = show_at (title, widths[i]);

      g_assert_true (davy_test_spin_until (widths[i] < 600 ? is_narrow : is_wide, title));
      gtk_window_destroy (window);
      g_object_unref (stack);
    }
}

static void
test_tab_leaves_a_list_by_its_row (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *stop = davy_tab_stop_new (list);
  GtkWidget *before = gtk_button_new_with_label ("before");
  GtkWidget *first = gtk_list_box_row_new ();
  GtkWidget *held = gtk_button_new_with_label ("held");
  GtkWidget *second = gtk_list_box_row_new ();
  GtkWidget *after = gtk_button_new_with_label ("after");
  GtkWindow *window;

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (first), held);
  gtk_list_box_append (GTK_LIST_BOX (list), first);
  gtk_list_box_append (GTK_LIST_BOX (list), second);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), stop);
  gtk_box_append (GTK_BOX (box), after);
  window = show_at (box, 400);
  g_assert_true (davy_test_spin_until (davy_test_has_keyboard, window));

  /* Where the focus begins depends on whether the window got it already, so it begins anew. */
  gtk_window_set_focus (window, NULL);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == before);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == first);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == held);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == after);
  g_assert_true (gtk_widget_grab_focus (second));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_window_get_focus (window) == before);

  gtk_window_destroy (window);
}

/* The focus goes into what is shown, wherever it was in what is hidden by then. */
static void
test_tab_goes_through_what_a_stack_shows (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *hidden = gtk_button_new_with_label ("hidden");
  GtkWidget *shown = gtk_button_new_with_label ("shown");
  GtkWidget *after = gtk_button_new_with_label ("after");
  GtkWindow *window;

  gtk_stack_add_child (GTK_STACK (stack), hidden);
  gtk_stack_add_child (GTK_STACK (stack), shown);
  gtk_box_append (GTK_BOX (box), stack);
  gtk_box_append (GTK_BOX (box), after);
  window = show_at (box, 400);
  g_assert_true (davy_test_spin_until (davy_test_has_keyboard, window));
  g_assert_true (gtk_widget_grab_focus (hidden));
  g_assert_true (gtk_widget_get_focus_child (stack) == hidden);

  davy_stack_show_alone (GTK_STACK (stack), shown);
  g_assert_null (gtk_widget_get_focus_child (stack));
  gtk_window_set_focus (window, NULL);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == shown);

  gtk_window_destroy (window);
}

static void
test_focus_comes_back_to_what_was_busy (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *before = gtk_button_new_with_label ("before");
  GtkWidget *pressed = gtk_button_new_with_label ("pressed");
  GtkWidget *after = gtk_button_new_with_label ("after");
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), pressed);
  gtk_box_append (GTK_BOX (box), after);
  window = show_at (box, 400);
  g_assert_true (davy_test_spin_until (davy_test_has_keyboard, window));

  g_assert_true (gtk_widget_grab_focus (pressed));
  davy_set_busy (pressed, TRUE);
  g_assert_false (gtk_widget_get_sensitive (pressed));
  davy_set_busy (pressed, FALSE);
  g_assert_true (gtk_widget_get_sensitive (pressed));
  g_assert_true (gtk_window_get_focus (window) == pressed);

  davy_set_busy (pressed, TRUE);
  g_assert_true (gtk_widget_grab_focus (after)); /* the person has gone on */
  davy_set_busy (pressed, FALSE);
  g_assert_true (gtk_window_get_focus (window) == after);

  gtk_window_set_focus (window, NULL);
  davy_set_busy (pressed, FALSE); /* it was not */
  g_assert_null (gtk_window_get_focus (window));

  gtk_window_destroy (window);
}

static int
row_of (GtkWidget *button, GtkWidget *actions)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (button, actions, &place));
  g_assert_cmpfloat (place.origin.x, >=, 0);
  g_assert_cmpfloat (place.origin.x + place.size.width, <=, gtk_widget_get_width (actions));

  return (int) (place.origin.y / place.size.height);
}

/* Forward stands above what it does not fit beside, and then so does what leaves a step out. */
static void
test_actions_share_rows_while_they_fit (void)
{
  const struct
  {
    int width;
    int rows[4]; /* of back, leave-out, later and forward, from the top */
  } cases[] = {
    { 540, { 0, 0, 0, 0 } },
    { 420, { 1, 1, 1, 0 } },
    { 300, { 2, 1, 2, 0 } },
  };
  const char *names[] = { "back", "leave-out", "later", "forward" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *actions = g_object_new (DAVY_TYPE_WIZARD_ACTIONS, "valign", GTK_ALIGN_END, NULL);
      GtkWidget *buttons[G_N_ELEMENTS (names)];
      GtkWindow *window;

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          buttons[j] = gtk_button_new_with_label (names[j]);
          gtk_widget_set_size_request (buttons[j], 120, -1);
          g_object_set (actions, names[j], buttons[j], NULL);
        }
      window = show_at (actions, cases[i].width);
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        g_assert_cmpint (row_of (buttons[j], actions), ==, cases[i].rows[j]);
      gtk_window_destroy (window);
    }
}

/* Its head is in a list of its own: Tab goes on from there to the rows below it. */
static void
test_tab_goes_on_from_a_row_that_unfolds (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *stop = davy_tab_stop_new (list);
  GtkWidget *unfolds = adw_expander_row_new ();
  GtkWidget *inside = adw_action_row_new ();
  GtkWidget *below = adw_action_row_new ();
  GtkWindow *window;
  GtkWidget *head;

  adw_expander_row_add_row (ADW_EXPANDER_ROW (unfolds), inside);
  gtk_list_box_append (GTK_LIST_BOX (list), unfolds);
  gtk_list_box_append (GTK_LIST_BOX (list), below);
  window = show_at (stop, 400);
  g_assert_true (davy_test_spin_until (davy_test_has_keyboard, window));

  gtk_window_set_focus (window, NULL);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  head = gtk_window_get_focus (window);
  g_assert_true (gtk_widget_is_ancestor (head, unfolds));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == below);

  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  page_test_init_windows ();
  davy_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/ui/containers/list-and-detail-stand-side-by-side-from-860",
                   test_list_and_detail_stand_side_by_side_from_860);
  g_test_add_func ("/ui/containers/opened-detail-covers-the-list-below-860",
                   test_opened_detail_covers_the_list_below_860);
  g_test_add_func ("/ui/containers/closable-detail-gives-its-room-back",
                   test_closable_detail_gives_its_room_back);
  g_test_add_func ("/ui/containers/table-gives-way-to-rows", test_table_gives_way_to_rows);
  g_test_add_func ("/ui/containers/text-keeps-its-room-beside-a-button", test_text_keeps_its_room);
  g_test_add_func ("/ui/containers/switcher-leaves-the-header-below-600",
                   test_switcher_leaves_the_header_below_600);
  g_test_add_func ("/ui/containers/tab-leaves-a-list-by-its-row",
                   test_tab_leaves_a_list_by_its_row);
  g_test_add_func ("/ui/containers/tab-goes-through-what-a-stack-shows",
                   test_tab_goes_through_what_a_stack_shows);
  g_test_add_func ("/ui/containers/focus-comes-back-to-what-was-busy",
                   test_focus_comes_back_to_what_was_busy);
  g_test_add_func ("/ui/containers/actions-share-rows-while-they-fit",
                   test_actions_share_rows_while_they_fit);
  g_test_add_func ("/ui/containers/tab-goes-on-from-a-row-that-unfolds",
                   test_tab_goes_on_from_a_row_that_unfolds);

  return g_test_run ();
}
