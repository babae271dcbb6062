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

/**
 * davy_empty_group:
 * @group: a group
 * @rows: (element-type GtkWidget): those that were put in one by one; empty afterwards
 *
 * Takes them out. What belongs to the group itself stays.
 */
void
davy_empty_group (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}
