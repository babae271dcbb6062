/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-listing.h"

#include "store/davy-alert.h"

/* What the store holds, one flat record after the other. Unlike the lists of the window nothing is
 * watched, and a record is gone once it was visited. */

#define TEXT(name, heading, sql)        \
  {                                     \
    name, heading, sql, DAVY_FIELD_TEXT \
  }
#define NUMBER(name, heading, sql)        \
  {                                       \
    name, heading, sql, DAVY_FIELD_NUMBER \
  }
#define TIME(name, heading, sql)        \
  {                                     \
    name, heading, sql, DAVY_FIELD_TIME \
  }
#define MONEY(name, heading, sql)        \
  {                                      \
    name, heading, sql, DAVY_FIELD_MONEY \
  }

static const DavyListingField alert_fields[] = {
  TEXT ("id", "ID", "event_id"),
  TEXT ("status", "STATUS", "status_text"),
  TEXT ("severity", "SEVERITY", "severity_text"),
  TIME ("created", "CREATED", "created"),
  TEXT ("customerName", "CUSTOMER", "customer_name"),
  TEXT ("subscriptionName", "SUBSCRIPTION", "subscription_name"),
  TEXT ("type", "TYPE", "type"),
  TEXT ("source", NULL, "service"),
  TEXT ("confidence", NULL, "confidence_text"),
  TEXT ("reason", NULL, "reason_text"),
  TIME ("firstObserved", NULL, "first_observed"),
  TIME ("lastObserved", NULL, "last_observed"),
  TIME ("resolvedOn", NULL, "resolved_on"),
  TEXT ("resolvedBy", NULL, "resolved_by"),
  TEXT ("takenBy", NULL, "taken_by"),
  TEXT ("customerTenantId", NULL, "customer_tenant_id"),
  TEXT ("subscriptionId", NULL, "azure_id"),
  TEXT ("resellerName", NULL, "reseller_name"),
  NUMBER ("resourceCount", NULL, "resource_count"),
  MONEY ("dailyCost", NULL, "daily_cost, cost_currency, cost_basis"),
};

static const DavyListingField subscription_fields[] = {
  TEXT ("id", "ID", "azure_id"),
  TEXT ("status", "STATUS", "state_text"),
  NUMBER ("openAlerts", "ALERTS", "open_alerts"),
  MONEY ("monthCost", "COST", "month_amount, currency, basis"),
  TEXT ("customerName", "CUSTOMER", "customer_name"),
  TEXT ("name", "SUBSCRIPTION", "name"),
  TEXT ("customerTenantId", NULL, "customer_tenant_id"),
  TEXT ("planId", NULL, "plan_id"),
  TEXT ("resellerName", NULL, "reseller_name"),
  TIME ("usageFetchedAt", NULL, "usage_fetched_at"),
};

#define ALERTS_OF_CASE \
  " FROM alerts WHERE alerts.account_id = cases.account_id AND alerts.azure_id = cases.azure_id)"

static const DavyListingField case_fields[] = {
  NUMBER ("id", "ID", "id"),
  TEXT ("status", "STATUS", "CASE closed_at WHEN 0 THEN 'open' ELSE 'closed' END"),
  TEXT ("step", "STEP", "step"),
  TIME ("openedAt", "OPENED", "opened_at"),
  TEXT ("customerName", "CUSTOMER", "(SELECT max (customer_name)" ALERTS_OF_CASE),
  TEXT ("subscriptionName", "SUBSCRIPTION", "(SELECT max (subscription_name)" ALERTS_OF_CASE),
  TIME ("changedAt",
        NULL,
        "coalesce ((SELECT max (time) FROM case_entries WHERE case_row = cases.id), opened_at)"),
  TIME ("closedAt", NULL, "closed_at"),
  TEXT ("customerTenantId", NULL, "customer_tenant_id"),
  TEXT ("subscriptionId", NULL, "azure_id"),
};

static const char *const alert_statuses[] = { "Active", "Investigating", "Resolved", NULL };
static const char *const subscription_statuses[] = { "Active",  "Suspended", "Disabled", "Inactive",
                                                     "Deleted", "Expired",   NULL };
static const char *const case_statuses[] = { "open", "closed", NULL };

#define RESOLVED "3"
G_STATIC_ASSERT (DAVY_ALERT_STATUS_RESOLVED == 3);

static const DavyListing listings[] = {
  { "alerts", alert_fields, G_N_ELEMENTS (alert_fields), alert_statuses, "status_text",
    "alerts WHERE NOT is_test AND (status = " RESOLVED " OR NOT gone)", "created DESC, id DESC" },
  { "subscriptions", subscription_fields, G_N_ELEMENTS (subscription_fields), subscription_statuses,
    "state_text", "subscriptions WHERE (NOT gone OR open_alerts > 0)",
    "customer_fold = '', customer_fold, name_fold, id" },
  { "cases", case_fields, G_N_ELEMENTS (case_fields), case_statuses,
    "(CASE closed_at WHEN 0 THEN 'open' ELSE 'closed' END)", "cases WHERE 1",
    "closed_at <> 0, opened_at DESC, id DESC" },
};

/**
 * davy_listing_find:
 * @name: `alerts`, `subscriptions` or `cases`
 *
 * Returns: (transfer none) (nullable): what is listed under that name
 */
const DavyListing *
davy_listing_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (listings); i++)
    if (g_str_equal (listings[i].name, name))
      return &listings[i];

  return NULL;
}

static char *
dup_sql (const DavyListing *self, guint n_statuses)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < self->n_fields; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", self->fields[i].sql);
  g_string_append_printf (sql, " FROM %s", self->from);
  if (n_statuses > 0)
    g_string_append_printf (sql, " AND %s COLLATE NOCASE IN (", self->status);
  for (guint i = 0; i < n_statuses; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  if (n_statuses > 0)
    g_string_append_c (sql, ')');
  g_string_append_printf (sql, " ORDER BY %s", self->order);

  return g_string_free (sql, FALSE);
}

/**
 * davy_listing_read:
 * @self: what to list
 * @db: any connection
 * @statuses: (nullable) (array zero-terminated=1): only records of these, in any case; %NULL or
 * none: all of them
 * @visit: called for each record in turn
 * @data: for @visit
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Alerts that Microsoft sent for a test are passed over, and so are open ones and subscriptions
 * that the services do not tell of any more, as in the window.
 *
 * Returns: whether all were visited
 */
gboolean
davy_listing_read (const DavyListing *self,
                   DavyDb *db,
                   const char *const *statuses,
                   DavyListingVisit visit,
                   gpointer data,
                   GError **error)
{
  guint n_statuses = statuses != NULL ? g_strv_length ((GStrv) statuses) : 0;
  g_autofree char *sql = dup_sql (self, n_statuses);
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n_statuses; i++)
    davy_statement_bind_text (statement, (int) i + 1, statuses[i]);
  while (davy_statement_next (statement, error))
    visit (statement, data);

  return !davy_statement_has_failed (statement);
}
