/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"
#include "store/davy-store.h"
#include "store/davy-subscription.h"
#include "store/davy-usage-table.h"

G_BEGIN_DECLS

/* What a page shows about one thing; each is read on the store's reader thread. */

typedef struct
{
  char *azure_id; /* the resource's full id */
  char *type;     /* nullable; the wire's word */
} DavyAlertResource;

typedef struct
{
  char *key;
  char *value;
} DavyAlertDetail;

typedef struct
{
  char *status_from; /* nullable; the wire's words */
  char *status_to;
  char *updated_by;
  DavyTime time;
} DavyAlertActivity;

/**
 * DavyAlertDetails:
 * @alert: the alert
 * @resources: (element-type DavyAlertResource): what is affected; may be empty
 * @details: (element-type DavyAlertDetail): what else Microsoft told
 * @activity: (element-type DavyAlertActivity): who changed the status when, oldest first
 */
typedef struct
{
  DavyAlert *alert;
  GPtrArray *resources;
  GPtrArray *details;
  GPtrArray *activity;
} DavyAlertDetails;

void davy_alert_details_free (DavyAlertDetails *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAlertDetails, davy_alert_details_free)

typedef enum
{
  DAVY_MARK_UNKNOWN,
  DAVY_MARK_GOOD,
  DAVY_MARK_ATTENTION,
} DavyMark;

/**
 * DavyStandingFact:
 * @key: which fact, such as `validation`
 * @value: (nullable): what it says, for the ui to word
 * @mark: how to read it
 * @source: (nullable): which service said so
 * @fetched_at: when
 */
typedef struct
{
  char *key;
  char *value;
  DavyMark mark;
  char *source;
  DavyTime fetched_at;
} DavyStandingFact;

/* For a choice of customers. */
typedef struct
{
  char *account_id;
  char *tenant_id;
  char *name;
  guint open_alerts;
} DavyCustomerName;

/* Within a DavyStoreWork. */
DavyAlertDetails *davy_db_load_alert_details (DavyDb *db, gint64 alert_row, GError **error);
DavySubscription *davy_db_find_subscription (DavyDb *db,
                                             const char *account_id,
                                             const char *azure_id,
                                             GError **error);

void davy_store_get_alert_async (DavyStore *store,
                                 gint64 alert_row,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DavyAlertDetails *
davy_store_get_alert_finish (DavyStore *store, GAsyncResult *result, GError **error);

void davy_store_get_subscription_async (DavyStore *store,
                                        gint64 subscription_row,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
DavySubscription *
davy_store_get_subscription_finish (DavyStore *store, GAsyncResult *result, GError **error);

void davy_store_find_subscription_async (DavyStore *store,
                                         const char *account_id,
                                         const char *azure_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
DavySubscription *
davy_store_find_subscription_finish (DavyStore *store, GAsyncResult *result, GError **error);

void davy_store_load_usage_async (DavyStore *store,
                                  gint64 subscription_row,
                                  DavyDimension dimension,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
DavyUsageTable *
davy_store_load_usage_finish (DavyStore *store, GAsyncResult *result, GError **error);

void davy_store_load_standing_async (DavyStore *store,
                                     const char *account_id,
                                     const char *customer_tenant_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *davy_store_load_standing_finish (DavyStore *store, GAsyncResult *result, GError **error);

void davy_store_list_customers_async (DavyStore *store,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
davy_store_list_customers_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
