/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean davy_size_family_is_accelerated (const char *family);

G_END_DECLS
