/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-case-summary.h"

#include "store/davy-alert.h"

struct _DavyCaseSummary
{
  GObject parent_instance;

  gint64 id;
  char *step;
  DavyTime opened_at;
  DavyTime closed_at;
  DavyTime changed_at;
  char *customer_name;
  char *subscription_name;
  gint64 alert_row;
};

G_DEFINE_FINAL_TYPE (DavyCaseSummary, davy_case_summary, G_TYPE_OBJECT)

static const char load_sql[] =
    "SELECT step, opened_at, closed_at,"
    " coalesce ((SELECT max (time) FROM case_entries WHERE case_row = cases.id), opened_at),"
    " (SELECT max (customer_name) FROM alerts"
    "  WHERE alerts.account_id = cases.account_id AND alerts.azure_id = cases.azure_id),"
    " coalesce ((SELECT max (subscription_name) FROM alerts"
    "  WHERE alerts.account_id = cases.account_id AND alerts.azure_id = cases.azure_id), azure_id),"
    " coalesce ((SELECT min (alerts.id) FROM case_alerts, alerts"
    "  WHERE case_alerts.case_row = cases.id AND alerts.account_id = cases.account_id"
    "  AND alerts.event_id = case_alerts.event_id),"
    " (SELECT max (alerts.id) FROM alerts WHERE cases.closed_at = 0"
    "  AND alerts.account_id = cases.account_id AND alerts.azure_id = cases.azure_id"
    "  AND alerts.service = '" DAVY_ALERT_SERVICE_OWN "'), 0)"
    " FROM cases WHERE id = ?";

static void
davy_case_summary_finalize (GObject *object)
{
  DavyCaseSummary *self = DAVY_CASE_SUMMARY (object);

  g_free (self->step);
  g_free (self->customer_name);
  g_free (self->subscription_name);

  G_OBJECT_CLASS (davy_case_summary_parent_class)->finalize (object);
}

static void
davy_case_summary_class_init (DavyCaseSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_case_summary_finalize;
}

static void
davy_case_summary_init (DavyCaseSummary *self)
{
}

/**
 * davy_case_summary_load:
 * @db: any connection
 * @case_row: which case
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): the case; without content when there is none
 */
DavyCaseSummary *
davy_case_summary_load (DavyDb *db, gint64 case_row, GError **error)
{
  g_autoptr (DavyCaseSummary) self = g_object_new (DAVY_TYPE_CASE_SUMMARY, NULL);
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, load_sql, error);

  if (statement == NULL)
    return NULL;
  self->id = case_row;
  davy_statement_bind_int64 (statement, 1, case_row);
  if (davy_statement_next (statement, error))
    {
      self->step = davy_statement_dup_text (statement, 0);
      self->opened_at = davy_statement_get_int64 (statement, 1);
      self->closed_at = davy_statement_get_int64 (statement, 2);
      self->changed_at = davy_statement_get_int64 (statement, 3);
      self->customer_name = davy_statement_dup_text (statement, 4);
      self->subscription_name = davy_statement_dup_text (statement, 5);
      self->alert_row = davy_statement_get_int64 (statement, 6);
    }

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&self);
}

/**
 * davy_case_summary_get_id:
 * @self: a case
 *
 * Returns: its row
 */
gint64
davy_case_summary_get_id (DavyCaseSummary *self)
{
  return self->id;
}

/**
 * davy_case_summary_get_step:
 * @self: a case
 *
 * Returns: (nullable): the key of the step where it stands
 */
const char *
davy_case_summary_get_step (DavyCaseSummary *self)
{
  return self->step;
}

/**
 * davy_case_summary_is_open:
 * @self: a case
 *
 * Returns: whether it is not over
 */
gboolean
davy_case_summary_is_open (DavyCaseSummary *self)
{
  return self->closed_at == DAVY_TIME_UNSET;
}

/**
 * davy_case_summary_get_opened_at:
 * @self: a case
 *
 * Returns: when it was opened
 */
DavyTime
davy_case_summary_get_opened_at (DavyCaseSummary *self)
{
  return self->opened_at;
}

/**
 * davy_case_summary_get_closed_at:
 * @self: a case
 *
 * Returns: when it was closed; %DAVY_TIME_UNSET while it is open
 */
DavyTime
davy_case_summary_get_closed_at (DavyCaseSummary *self)
{
  return self->closed_at;
}

/**
 * davy_case_summary_get_changed_at:
 * @self: a case
 *
 * Returns: when something was recorded last
 */
DavyTime
davy_case_summary_get_changed_at (DavyCaseSummary *self)
{
  return self->changed_at;
}

/**
 * davy_case_summary_get_customer_name:
 * @self: a case
 *
 * Returns: (nullable): the customer, when known
 */
const char *
davy_case_summary_get_customer_name (DavyCaseSummary *self)
{
  return self->customer_name;
}

/**
 * davy_case_summary_get_subscription_name:
 * @self: a case
 *
 * Returns: (nullable): the subscription, its id when it has no name
 */
const char *
davy_case_summary_get_subscription_name (DavyCaseSummary *self)
{
  return self->subscription_name;
}

/**
 * davy_case_summary_get_alert_row:
 * @self: a case
 *
 * Returns: one of its alerts, to open the case by, or one of ours about its subscription while it
 *   is open; 0 when none is in the store any more
 */
gint64
davy_case_summary_get_alert_row (DavyCaseSummary *self)
{
  return self->alert_row;
}
