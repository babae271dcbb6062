/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-tab-stop.h"

/* One stop for the Tab key: from inside, the next Tab leads out, and only the arrows move within.
 * Without it Tab visits each row of a long list before it comes to what stands beside the list. */

struct _DavyTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (DavyTabStop, davy_tab_stop, ADW_TYPE_BIN)

static gboolean
davy_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (tab && (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN))
    return FALSE;

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
