/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-keep-focus.h"

/* Rows are replaced by what is new about them, in the background and at any time. GTK lets the
 * focus of a row that goes wander to whatever comes after the list. */

static gboolean
has_focus (GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, view);
}

static gboolean
restore_cb (gpointer view)
{
  if (!has_focus (view) && gtk_widget_get_mapped (view))
    gtk_widget_grab_focus (view);

  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (GtkWidget *view)
{
  if (has_focus (view))
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, restore_cb, g_object_ref (view), g_object_unref);
}

/**
 * davy_keep_focus:
 * @view: a list view
 * @model: what it will show; no other model may have been put around it yet
 *
 * Keeps the focus in the view when the row that has it is replaced.
 */
void
davy_keep_focus (GtkWidget *view, GListModel *model)
{
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), view,
                           G_CONNECT_SWAPPED);
}
