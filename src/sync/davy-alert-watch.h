/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-notice-table.h"
#include "sync/davy-sync.h"

G_BEGIN_DECLS

/**
 * DavyAlertWatch:
 *
 * Finds what the desktop is to be told of alerts, each once, and what of it is over.
 */
#define DAVY_TYPE_ALERT_WATCH (davy_alert_watch_get_type ())
G_DECLARE_FINAL_TYPE (DavyAlertWatch, davy_alert_watch, DAVY, ALERT_WATCH, GObject)

DavyAlertWatch *davy_alert_watch_new (DavyStore *store, DavySync *sync);

G_END_DECLS
