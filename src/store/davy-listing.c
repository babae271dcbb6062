/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-listing.h"

#include "store/davy-alert.h"

/* What the store holds, one flat record after the other. Unlike the lists of the window nothing is
 * watched, and a record is gone once it was visited. */

/* The field by which a listing can be narrowed: each has it. */
#define STATUS "status"

static const DavyListingField alert_fields[] = {
  { "id", "ID", "event_id", DAVY_FIELD_TEXT },
  { STATUS, "STATUS", "status_text", DAVY_FIELD_TEXT },
  { "severity", "SEVERITY", "severity_text", DAVY_FIELD_TEXT },
  { "created", "CREATED", "created", DAVY_FIELD_TIME },
  { "customerName", "CUSTOMER", "customer_name", DAVY_FIELD_TEXT },
  { "subscriptionName", "SUBSCRIPTION", "subscription_name", DAVY_FIELD_TEXT },
  { "type", "TYPE", "type", DAVY_FIELD_TEXT },
  { "source", NULL, "service", DAVY_FIELD_TEXT },
  { "confidence", NULL, "confidence_text", DAVY_FIELD_TEXT },
  { "reason", NULL, "reason_text", DAVY_FIELD_TEXT },
  { "firstObserved", NULL, "first_observed", DAVY_FIELD_TIME },
  { "lastObserved", NULL, "last_observed", DAVY_FIELD_TIME },
  { "resolvedOn", NULL, "resolved_on", DAVY_FIELD_TIME },
  { "resolvedBy", NULL, "resolved_by", DAVY_FIELD_TEXT },
  { "takenBy", NULL, "taken_by", DAVY_FIELD_TEXT },
  { "customerTenantId", NULL, "customer_tenant_id", DAVY_FIELD_TEXT },
  { "subscriptionId", NULL, "azure_id", DAVY_FIELD_TEXT },
  { "resellerName", NULL, "reseller_name", DAVY_FIELD_TEXT },
  { "resourceCount", NULL, "resource_count", DAVY_FIELD_NUMBER },
  { "dailyCost", NULL, "daily_cost, cost_currency, cost_basis", DAVY_FIELD_MONEY },
};

static const DavyListingField subscription_fields[] = {
  { "id", "ID", "azure_id", DAVY_FIELD_TEXT },
  { STATUS, "STATUS", "state_text", DAVY_FIELD_TEXT },
  { "openAlerts", "ALERTS", "open_alerts", DAVY_FIELD_NUMBER },
  { "monthCost", "COST", "month_amount, currency, basis", DAVY_FIELD_MONEY },
  { "customerName", "CUSTOMER", "customer_name", DAVY_FIELD_TEXT },
  { "name", "SUBSCRIPTION", "name", DAVY_FIELD_TEXT },
  { "customerTenantId", NULL, "customer_tenant_id", DAVY_FIELD_TEXT },
  { "planId", NULL, "plan_id", DAVY_FIELD_TEXT },
  { "resellerName", NULL, "reseller_name", DAVY_FIELD_TEXT },
  { "usageFetchedAt", NULL, "usage_fetched_at", DAVY_FIELD_TIME },
};

#define ALERTS_OF_CASE \
  " FROM alerts WHERE alerts.account_id = cases.account_id AND alerts.azure_id = cases.azure_id)"

static const DavyListingField case_fields[] = {
  { "id", "ID", "id", DAVY_FIELD_NUMBER },
  { STATUS, "STATUS", "CASE closed_at WHEN 0 THEN 'open' ELSE 'closed' END", DAVY_FIELD_TEXT },
  { "step", "STEP", "step", DAVY_FIELD_TEXT },
  { "openedAt", "OPENED", "opened_at", DAVY_FIELD_TIME },
  { "customerName", "CUSTOMER", "(SELECT max (customer_name)" ALERTS_OF_CASE, DAVY_FIELD_TEXT },
  { "subscriptionName", "SUBSCRIPTION", "(SELECT max (subscription_name)" ALERTS_OF_CASE,
    DAVY_FIELD_TEXT },
  { "changedAt", NULL,
    "coalesce ((SELECT max (time) FROM case_entries WHERE case_row = cases.id), opened_at)",
    DAVY_FIELD_TIME },
  { "closedAt", NULL, "closed_at", DAVY_FIELD_TIME },
  { "customerTenantId", NULL, "customer_tenant_id", DAVY_FIELD_TEXT },
  { "subscriptionId", NULL, "azure_id", DAVY_FIELD_TEXT },
};

static const char *const alert_statuses[] = { "Active", "Investigating", "Resolved", NULL };
static const char *const subscription_statuses[] = { "Active",  "Suspended", "Disabled", "Inactive",
                                                     "Deleted", "Expired",   NULL };
static const char *const case_statuses[] = { "open", "closed", NULL };

#define RESOLVED "3"
G_STATIC_ASSERT (DAVY_ALERT_STATUS_RESOLVED == 3);

static const DavyListing listings[] = {
  { "alerts", alert_fields, G_N_ELEMENTS (alert_fields), alert_statuses,
    "alerts WHERE NOT is_test AND (status = " RESOLVED " OR NOT gone)", "created DESC, id DESC" },
  { "subscriptions", subscription_fields, G_N_ELEMENTS (subscription_fields), subscription_statuses,
    "subscriptions WHERE (NOT gone OR open_alerts > 0)",
    "customer_fold = '', customer_fold, name_fold, id" },
  { "cases", case_fields, G_N_ELEMENTS (case_fields), case_statuses, "cases WHERE 1",
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

static const char *
find_sql (const DavyListing *self, const char *name)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (g_str_equal (self->fields[i].name, name))
      return self->fields[i].sql;

  g_return_val_if_reached (NULL);
}

static char *
dup_sql (const DavyListing *self, guint n_statuses)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < self->n_fields; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", self->fields[i].sql);
  g_string_append_printf (sql, " FROM %s", self->from);
  if (n_statuses > 0)
    g_string_append_printf (sql, " AND (%s) COLLATE NOCASE IN (", find_sql (self, STATUS));
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
