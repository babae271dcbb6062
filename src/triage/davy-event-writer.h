/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-fraud-event.h"
#include "store/davy-db.h"

G_BEGIN_DECLS

gboolean davy_db_put_event (DavyDb *db,
                            const char *account_id,
                            const DavyFraudEvent *event,
                            gint64 pass,
                            GError **error);

G_END_DECLS
