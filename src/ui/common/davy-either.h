/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_EITHER (davy_either_get_type ())
G_DECLARE_FINAL_TYPE (DavyEither, davy_either, DAVY, EITHER, GtkWidget)

gboolean davy_either_get_narrow (DavyEither *self);

G_END_DECLS
