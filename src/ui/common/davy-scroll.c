/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-scroll.h"

typedef struct
{
  guint position;
  gboolean focus;
  guint frames; /* since the view has a size */
} Scroll;

static void
focus_selected (GtkWidget *list)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED)
      gtk_widget_grab_focus (row);
}

/* In the first frame rows are measured, in the second they can be scrolled to, in the third the
 * one scrolled to has a widget. */
static gboolean
scroll_cb (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  GtkWidget *list = GTK_IS_COLUMN_VIEW (view) ? gtk_widget_get_last_child (view) : view;
  Scroll *scroll = data;

  if (gtk_widget_get_height (list) == 0)
    return G_SOURCE_CONTINUE;

  scroll->frames++;
  if (scroll->frames == 2)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", scroll->position);
  if (scroll->frames == 3 && scroll->focus)
    focus_selected (list);

  return scroll->frames < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * davy_scroll_to:
 * @view: a list view or a column view
 * @position: which of its rows
 * @focus: whether to move the focus to the selected row, too
 *
 * Brings a row into view as soon as the view has laid out its rows: GTK 4.8 shows one row and
 * nothing below it when it is told to scroll before, as at the start.
 */
void
davy_scroll_to (GtkWidget *view, guint position, gboolean focus)
{
  Scroll *scroll = g_new0 (Scroll, 1);

  scroll->position = position;
  scroll->focus = focus;
  gtk_widget_add_tick_callback (view, scroll_cb, scroll, g_free);
}
