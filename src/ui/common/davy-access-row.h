/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/davy-access.h"

G_BEGIN_DECLS

GtkWidget *davy_access_row_new (const DavyAccess *access, DavyAccessLine line, const char *source);

G_END_DECLS
