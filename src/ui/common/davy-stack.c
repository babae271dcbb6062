/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-stack.h"

#include "compat/davy-compat.h"

/**
 * davy_stack_show_alone:
 * @stack: a stack
 * @shown: a child of it
 *
 * Shows a child. The others are hidden, not only covered: a screen reader is to find one thing at a
 * time. The focus is not kept in what is hidden: GTK 4.18 would look for it there on each round of
 * Tab, and go past what is shown.
 */
void
davy_stack_show_alone (GtkStack *stack, GtkWidget *shown)
{
  gtk_widget_set_visible (shown, TRUE);
  gtk_stack_set_visible_child (stack, shown);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == shown);
  if (gtk_widget_get_focus_child (GTK_WIDGET (stack)) != shown)
    gtk_widget_set_focus_child (GTK_WIDGET (stack), NULL);
}

/**
 * davy_stack_go_to:
 * @stack: a stack
 * @name: the name of a child of it
 * @focus: what in there is to have the focus
 * @spoken: (nullable): what a screen reader says of it
 *
 * Shows a child. The focus follows, so that a keyboard and a screen reader arrive there, too.
 */
void
davy_stack_go_to (GtkStack *stack, const char *name, GtkWidget *focus, const char *spoken)
{
  gtk_stack_set_visible_child_name (stack, name);
  gtk_widget_grab_focus (focus);
  if (spoken != NULL)
    davy_compat_announce (GTK_WIDGET (stack), spoken);
}
