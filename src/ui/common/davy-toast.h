/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *davy_toast_new (const char *text);
void davy_toast_show (GtkWidget *inside, AdwToast *toast);
void davy_toast_copy (GtkWidget *inside, const char *text, const char *told);

G_END_DECLS
