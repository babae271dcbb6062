/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shortcuts/davy-shortcuts-window.h"

#include "compat/davy-compat.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/shortcuts/davy-shortcut-row.h"

/* The keys of the program in one column: GtkShortcutsWindow is wider than a narrow screen, and does
 * not give way to large text. */

struct _DavyShortcutsWindow
{
  AdwWindow parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *screens;
  GtkWidget *list;
  GtkWidget *first;
};

G_DEFINE_FINAL_TYPE (DavyShortcutsWindow, davy_shortcuts_window, ADW_TYPE_WINDOW)

/* Shows the rows below @widget that match, and the groups that have some; returns whether any does.
 */
static gboolean
narrow_down (GtkWidget *widget, const char *text)
{
  gboolean any = FALSE;

  if (DAVY_IS_SHORTCUT_ROW (widget))
    any = davy_shortcut_row_matches (DAVY_SHORTCUT_ROW (widget), text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && !DAVY_IS_SHORTCUT_ROW (widget); child = gtk_widget_get_next_sibling (child))
    any |= narrow_down (child, text);

  if (DAVY_IS_SHORTCUT_ROW (widget) || ADW_IS_PREFERENCES_GROUP (widget))
    gtk_widget_set_visible (widget, any);

  return any;
}

static void
search_changed_cb (DavyShortcutsWindow *self)
{
  gboolean any =
      narrow_down (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  gtk_stack_set_visible_child_name (self->screens, any ? "list" : "no-match");
}

static void
clear_search_cb (DavyShortcutsWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* The arrows read on in the next group, as in one list. */
static gboolean
keynav_failed_cb (GtkWidget *box, GtkDirectionType direction)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (box));

  if (direction == GTK_DIR_DOWN)
    return gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  if (direction == GTK_DIR_UP)
    return gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);

  return FALSE;
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyShortcutsWindow *self = DAVY_SHORTCUTS_WINDOW (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* The arrows read from the beginning. Before the window is seen GTK 4.8 would tell a role of it
 * that no window has. */
static void
davy_shortcuts_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (davy_shortcuts_window_parent_class)->map (widget);
  gtk_widget_grab_focus (DAVY_SHORTCUTS_WINDOW (widget)->first);
}

static void
davy_shortcuts_window_class_init (DavyShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = davy_shortcuts_window_map;

  g_type_ensure (DAVY_TYPE_SHORTCUT_ROW);
  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_install_action (widget_class, "shortcuts.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "shortcuts.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/shortcuts/davy-shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyShortcutsWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DavyShortcutsWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DavyShortcutsWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, DavyShortcutsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, DavyShortcutsWindow, first);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, keynav_failed_cb);
}

static void
davy_shortcuts_window_init (DavyShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_compat_guard_window (GTK_WINDOW (self));
}

/**
 * davy_shortcuts_window_new:
 * @parent: the window in front of which it opens
 *
 * Returns: (transfer none): the window of all keys of the program
 */
GtkWindow *
davy_shortcuts_window_new (GtkWindow *parent)
{
  return g_object_new (DAVY_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL);
}
