/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-db.h"
#include "store/davy-subscription.h"

G_BEGIN_DECLS

/* What the refresh has to fetch next. Called inside a DavyStoreWork. */

/**
 * DavyUsageTarget:
 * @row: the subscription's row
 * @account_id: whose subscription
 * @azure_id: the Azure subscription
 * @plan_id: (nullable): Partner Center's id of the subscription or of the Azure plan
 * @customer_tenant_id: (nullable)
 * @kind: which service knows its usage
 * @fetched_at: when it was last fetched; %DAVY_TIME_UNSET for never
 * @alerted: whether it has open alerts, which tell what it costs
 *
 * A subscription whose usage is to be fetched.
 */
typedef struct
{
  gint64 row;
  char *account_id;
  char *azure_id;
  char *plan_id;
  char *customer_tenant_id;
  DavySubscriptionKind kind;
  DavyTime fetched_at;
  gboolean alerted;
} DavyUsageTarget;

void davy_usage_target_free (DavyUsageTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageTarget, davy_usage_target_free)

GPtrArray *davy_db_list_usage_targets (DavyDb *db,
                                       const char *account_id,
                                       DavyTime fetched_before,
                                       gboolean alerted_only,
                                       GError **error);
DavyUsageTarget *davy_db_get_usage_target (DavyDb *db, gint64 subscription_row, GError **error);

GPtrArray *davy_db_list_alerted_customers (DavyDb *db,
                                           const char *account_id,
                                           DavyTime read_before,
                                           GError **error);
GPtrArray *davy_db_list_customers_to_read (DavyDb *db,
                                           const char *account_id,
                                           DavyTime read_before,
                                           GError **error);
gboolean davy_db_mark_customer_read (DavyDb *db,
                                     const char *account_id,
                                     const char *customer_tenant_id,
                                     DavyTime time,
                                     GError **error);

gboolean
davy_db_put_last_refresh (DavyDb *db, const char *account_id, DavyTime time, GError **error);
gboolean
davy_db_get_last_refresh (DavyDb *db, const char *account_id, DavyTime *time, GError **error);

G_END_DECLS
