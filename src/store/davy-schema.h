/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

#define DAVY_SCHEMA_VERSION 6

gboolean davy_schema_read_version (DavyDb *db, gint64 *version, GError **error);
gboolean davy_schema_prepare (DavyDb *db, GError **error);

G_END_DECLS
