/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *davy_case_target_find (gint64 alert_row, gint64 case_row, gint64 *target);

G_END_DECLS
