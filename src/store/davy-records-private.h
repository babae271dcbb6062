/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"
#include "store/davy-db.h"
#include "store/davy-subscription.h"

G_BEGIN_DECLS

/* Read one record by its row. One that is not there any more is a record without content: a list
 * may still show its row until it hears of the change. NULL is a failure. */
DavyAlert *davy_alert_load (DavyDb *db, gint64 row, GError **error);
DavySubscription *davy_subscription_load (DavyDb *db, gint64 row, GError **error);

G_END_DECLS
