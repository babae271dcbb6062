/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-empty-list.h"

/**
 * davy_empty_list:
 * @box: a list whose rows were put in one by one
 *
 * Takes them all out. GTK's own function for it (`gtk_list_box_remove_all`) is above the floor.
 */
void
davy_empty_list (GtkListBox *box)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, row);
}
