/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"
#include "store/davy-row-list.h"

G_BEGIN_DECLS

/**
 * DavyAlertSort:
 * @DAVY_ALERT_SORT_URGENCY: open ones first, of these the overdue and costly ones
 * @DAVY_ALERT_SORT_NEWEST: by creation, newest first
 * @DAVY_ALERT_SORT_COST: cost a day, highest first, unknown last
 * @DAVY_ALERT_SORT_SEVERITY: gravest first
 * @DAVY_ALERT_SORT_CUSTOMER: by the customer's name
 */
typedef enum
{
  DAVY_ALERT_SORT_URGENCY,
  DAVY_ALERT_SORT_NEWEST,
  DAVY_ALERT_SORT_COST,
  DAVY_ALERT_SORT_SEVERITY,
  DAVY_ALERT_SORT_CUSTOMER,
} DavyAlertSort;

/**
 * DavyAlertQuery:
 * @open_only: only what is not resolved
 * @statuses: a mask of `1 << DavyAlertStatus`; 0: any
 * @severities: a mask of `1 << DavySeverity`; 0: any
 * @account_id: (nullable): only of this account
 * @customer_tenant_id: (nullable): only of this customer
 * @search: (nullable): words that all must occur in customer, subscription, ids, type, resources
 * @sort: the order
 * @subscription_row: only of this subscription; 0: any
 * @with_tests: test alerts too
 *
 * What a list of alerts shows. All zero: everything but test alerts, by urgency.
 */
typedef struct
{
  gboolean open_only;
  guint statuses;
  guint severities;
  const char *account_id;
  const char *customer_tenant_id;
  const char *search;
  DavyAlertSort sort;
  gint64 subscription_row;
  gboolean with_tests;
} DavyAlertQuery;

DavyRowList *davy_alert_list_new (DavyStore *store);
void davy_alert_list_set_query (DavyRowList *list, const DavyAlertQuery *query);

G_END_DECLS
