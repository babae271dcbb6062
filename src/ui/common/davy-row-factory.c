/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-row-factory.h"

#include "ui/common/davy-click.h"

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const DavyRowWidget *widget)
{
  GtkWidget *row = widget->create ();

  davy_click_activates (row, item);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const DavyRowWidget *widget)
{
  widget->show (gtk_list_item_get_child (item), gtk_list_item_get_item (item));
}

/**
 * davy_row_factory_new:
 * @widget: what to show the items with; it must outlive the factory
 *
 * Returns: (transfer full): a factory of rows, each of which one click activates
 */
GtkListItemFactory *
davy_row_factory_new (const DavyRowWidget *widget)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) widget);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) widget);

  return factory;
}
