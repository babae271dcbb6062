/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void davy_csv_append_row (GString *text, const char *const *values, guint n);
char *davy_csv_dup_amount (double amount);

G_END_DECLS
