/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-row-list.h"
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

DavyRowList *davy_subscription_list_new (DavyStore *store);
void davy_subscription_list_set_query (DavyRowList *list, const DavySubscriptionQuery *query);

G_END_DECLS
