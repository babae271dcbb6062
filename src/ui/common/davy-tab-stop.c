/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-tab-stop.h"

/* One stop for the Tab key around a list: from a row it leads through what the row itself holds and
 * then out, and only the arrows move among the rows. Without it Tab visits each row of a long list
 * before it comes to what stands beside the list. */

struct _DavyTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (DavyTabStop, davy_tab_stop, ADW_TYPE_BIN)

static gboolean
is_list (GtkWidget *widget)
{
  return GTK_IS_LIST_BOX (widget) || GTK_IS_LIST_BASE (widget);
}

/* The row of the list inside @self that holds the focus. */
static GtkWidget *
find_row (GtkWidget *self)
{
  GtkWidget *row = NULL;

  for (GtkWidget *part = gtk_root_get_focus (gtk_widget_get_root (self));
       part != NULL && part != self; part = gtk_widget_get_parent (part))
    if (is_list (gtk_widget_get_parent (part)))
      row = part;

  return row;
}

static gboolean
davy_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (tab && (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN))
    {
      GtkWidget *row = find_row (widget);

      /* The head of a row that unfolds is in a list of its own, from which an arrow leads where Tab
       * does. */
      if (row != NULL && !ADW_IS_EXPANDER_ROW (row))
        return gtk_widget_child_focus (row, direction);
    }

  return GTK_WIDGET_CLASS (davy_tab_stop_parent_class)->focus (widget, direction);
}

static void
davy_tab_stop_class_init (DavyTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = davy_tab_stop_focus;
}

static void
davy_tab_stop_init (DavyTabStop *self)
{
}

/**
 * davy_tab_stop_new:
 * @list: a list, or what it scrolls in
 *
 * Returns: (transfer floating): a stop around it
 */
GtkWidget *
davy_tab_stop_new (GtkWidget *list)
{
  return g_object_new (DAVY_TYPE_TAB_STOP, "child", list, NULL);
}
