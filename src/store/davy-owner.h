/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

gboolean davy_db_settle_owner (DavyDb *db, const char *account_id, char **owner, GError **error);

G_END_DECLS
