/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/davy-accounts.h"
#include "core/davy-time.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/**
 * DavySyncStage:
 * @DAVY_SYNC_STAGE_IDLE: nothing under way
 * @DAVY_SYNC_STAGE_ALERTS: the alerts, page by page
 * @DAVY_SYNC_STAGE_OPEN_ALERTS: customers, subscriptions and usage of open alerts
 * @DAVY_SYNC_STAGE_CUSTOMERS: the list of all customers
 * @DAVY_SYNC_STAGE_SUBSCRIPTIONS: each customer's standing and subscriptions
 * @DAVY_SYNC_STAGE_USAGE: the usage of all subscriptions, slowly
 *
 * What a refresh is doing, in the order in which it does it.
 */
typedef enum
{
  DAVY_SYNC_STAGE_IDLE,
  DAVY_SYNC_STAGE_ALERTS,
  DAVY_SYNC_STAGE_OPEN_ALERTS,
  DAVY_SYNC_STAGE_CUSTOMERS,
  DAVY_SYNC_STAGE_SUBSCRIPTIONS,
  DAVY_SYNC_STAGE_USAGE,
} DavySyncStage;

#define DAVY_TYPE_SYNC_STAGE (davy_sync_stage_get_type ())
GType davy_sync_stage_get_type (void);

#define DAVY_TYPE_SYNC (davy_sync_get_type ())
G_DECLARE_FINAL_TYPE (DavySync, davy_sync, DAVY, SYNC, GObject)

DavySync *davy_sync_new (DavyStore *store, DavyAccounts *accounts);

void davy_sync_refresh (DavySync *self);
void davy_sync_cancel (DavySync *self);
void davy_sync_want_usage (DavySync *self, const gint64 *subscription_rows, guint n_rows);
void davy_sync_fetch_subscription (DavySync *self, gint64 subscription_row);
void davy_sync_fetch_details (DavySync *self, gint64 subscription_row);

gboolean davy_sync_get_running (DavySync *self);
double davy_sync_get_fraction (DavySync *self);
DavySyncStage davy_sync_get_stage (DavySync *self);
const GError *davy_sync_get_account_error (DavySync *self, const char *account_id);
const GError *davy_sync_get_error (DavySync *self);
DavyTime davy_sync_get_last_refresh (DavySync *self);
gboolean davy_sync_get_offline (DavySync *self);
gint64 davy_sync_get_clock_offset (DavySync *self);

G_END_DECLS
