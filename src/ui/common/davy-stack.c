/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-stack.h"

/**
 * davy_stack_show_alone:
 * @stack: a stack
 * @shown: a child of it
 *
 * Shows a child. The others are hidden, not only covered: a screen reader is to find one thing at a
 * time.
 */
void
davy_stack_show_alone (GtkStack *stack, GtkWidget *shown)
{
  gtk_widget_set_visible (shown, TRUE);
  gtk_stack_set_visible_child (stack, shown);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == shown);
}
