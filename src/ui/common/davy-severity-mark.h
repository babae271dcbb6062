/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/davy-alert.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SEVERITY_MARK (davy_severity_mark_get_type ())
G_DECLARE_FINAL_TYPE (DavySeverityMark, davy_severity_mark, DAVY, SEVERITY_MARK, GtkWidget)

GtkWidget *davy_severity_mark_new (void);
void davy_severity_mark_set_severity (DavySeverityMark *self, DavySeverity severity);

G_END_DECLS
