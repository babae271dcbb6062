/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

DavyDb *davy_store_file_open (const char *path, char **set_aside, GError **error);
gboolean davy_store_file_erase (const char *path, GError **error);

G_END_DECLS
