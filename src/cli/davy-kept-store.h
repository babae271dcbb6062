/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

DavyDb *davy_kept_store_open (const char *path, GError **error);

G_END_DECLS
