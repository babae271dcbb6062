/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"
#include "store/davy-subscription.h"

G_BEGIN_DECLS

typedef enum
{
  DAVY_SUBSCRIPTION_SORT_CUSTOMER,
  DAVY_SUBSCRIPTION_SORT_NAME,
  DAVY_SUBSCRIPTION_SORT_COST,
  DAVY_SUBSCRIPTION_SORT_CHANGE,
  DAVY_SUBSCRIPTION_SORT_ALERTS,
} DavySubscriptionSort;

/**
 * DavySubscriptionQuery:
 * @account_id: (nullable): only of this account
 * @customer_tenant_id: (nullable): only of this customer
 * @search: (nullable): words that all must occur in customer, reseller, name or one of the ids
 * @sort: the order
 * @descending: the other way round; what is not known stays at the end
 * @with_alerts_only: only those with open alerts
 *
 * What a list of subscriptions shows. All zero: everything, by customer.
 */
typedef struct
{
  const char *account_id;
  const char *customer_tenant_id;
  const char *search;
  DavySubscriptionSort sort;
  gboolean descending;
  gboolean with_alerts_only;
} DavySubscriptionQuery;

#define DAVY_TYPE_SUBSCRIPTION_LIST (davy_subscription_list_get_type ())
G_DECLARE_FINAL_TYPE (DavySubscriptionList,
                      davy_subscription_list,
                      DAVY,
                      SUBSCRIPTION_LIST,
                      GObject)

DavySubscriptionList *davy_subscription_list_new (DavyStore *store);
void davy_subscription_list_set_query (DavySubscriptionList *self,
                                       const DavySubscriptionQuery *query);
gboolean davy_subscription_list_is_loading (DavySubscriptionList *self);
guint davy_subscription_list_get_position (DavySubscriptionList *self, gint64 subscription_row);

G_END_DECLS
