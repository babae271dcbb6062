/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *davy_windows_zone_find (const char *identifier);

G_END_DECLS
