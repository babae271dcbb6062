/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-click.h"

static void
released_cb (GtkGestureClick *click, int n_press, double x, double y, gpointer data)
{
  guint position = gtk_list_item_get_position (GTK_LIST_ITEM (data));

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click)),
                                "list.activate-item", "u", position);
}

/**
 * davy_click_activates:
 * @child: what stands in a row
 * @item: the row
 *
 * Lets one click activate a row. GTK's own way (`single-click-activate`) lets the selection follow
 * the pointer too, which would load a page for every row on the way.
 */
void
davy_click_activates (GtkWidget *child, GtkListItem *item)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), item, 0);
  gtk_widget_add_controller (child, GTK_EVENT_CONTROLLER (click));
}
