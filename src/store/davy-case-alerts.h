/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"
#include "store/davy-db.h"

G_BEGIN_DECLS

/* The alerts of a case. Called inside a DavyStoreWork. */

GPtrArray *davy_db_load_case_alerts (DavyDb *db, gint64 case_row, GError **error);
gboolean davy_db_find_case_of_alert (DavyDb *db,
                                     const char *account_id,
                                     const char *event_id,
                                     gint64 *case_row,
                                     GError **error);
gboolean davy_db_attach_open_alerts (DavyDb *db,
                                     gint64 case_row,
                                     gboolean tests,
                                     guint *attached,
                                     GError **error);

G_END_DECLS
