/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void davy_stack_show_alone (GtkStack *stack, GtkWidget *shown);

G_END_DECLS
