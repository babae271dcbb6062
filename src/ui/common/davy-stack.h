/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void davy_stack_show_alone (GtkStack *stack, GtkWidget *shown);
void davy_stack_go_to (GtkStack *stack, const char *name, GtkWidget *focus, const char *spoken);

G_END_DECLS
