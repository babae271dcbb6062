/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_SPARKLINE (davy_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (DavySparkline, davy_sparkline, DAVY, SPARKLINE, GtkWidget)

GtkWidget *davy_sparkline_new (void);

void davy_sparkline_set_values (DavySparkline *self, const float *values, guint n);
void davy_sparkline_set_label (DavySparkline *self, const char *label);

G_END_DECLS
