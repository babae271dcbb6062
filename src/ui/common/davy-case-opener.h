/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "triage/davy-case.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CASE_OPENER (davy_case_opener_get_type ())
G_DECLARE_FINAL_TYPE (DavyCaseOpener, davy_case_opener, DAVY, CASE_OPENER, GtkWidget)

void davy_case_opener_open (DavyCaseOpener *self, DavyContext *context, gint64 alert_row);
void davy_case_opener_show_content (DavyCaseOpener *self);

G_END_DECLS
