/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

/* What the writers of rows share. */

/* The key of an account's state under which the service stands that its alerts come from. */
#define DAVY_ALERT_SERVICE_KEY "alert-service"

const char *davy_known (const char *text);
gboolean davy_db_recount_open_alerts (DavyDb *db, gint64 subscription_row, GError **error);

G_END_DECLS
