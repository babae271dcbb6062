/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "triage/davy-origin.h"

G_BEGIN_DECLS

GtkWidget *davy_deed_row_new (const DavyDeed *deed, const char *name);

G_END_DECLS
