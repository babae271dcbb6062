/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DavyRowWidget:
 * @create: makes an empty row
 * @show: puts an item of the list into it
 *
 * What a list shows its items with.
 */
typedef struct
{
  GtkWidget *(*create) (void);
  void (*show) (GtkWidget *row, gpointer item);
} DavyRowWidget;

GtkListItemFactory *davy_row_factory_new (const DavyRowWidget *widget);

G_END_DECLS
