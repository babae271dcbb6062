/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-alert.h"

#include "store/davy-own-alerts-private.h"
#include "store/davy-records-private.h"

struct _DavyAlert
{
  GObject parent_instance;

  gint64 id;
  gint64 revision;
  char *account_id;
  char *event_id;
  char *service;
  char *type;
  char *description;
  char *severity_text;
  char *confidence_text;
  char *status_text;
  char *reason_text;
  char *resolved_by;
  char *taken_by;
  char *customer_tenant_id;
  char *customer_name;
  char *azure_id;
  char *subscription_name;
  char *reseller_name;
  DavyTime created;
  DavyTime first_observed;
  DavyTime last_observed;
  DavyTime resolved_on;
  DavyTime taken_at;
  gint64 subscription_row;
  DavyMoney daily_cost;
  DavyAlertCostSource cost_source;
  DavySeverity severity;
  DavyAlertStatus status;
  DavyAlertReason reason;
  guint resource_count;
  gboolean is_test;
  DavyOwnEpisode own;
};

G_DEFINE_FINAL_TYPE (DavyAlert, davy_alert, G_TYPE_OBJECT)

static void
davy_alert_finalize (GObject *object)
{
  DavyAlert *self = DAVY_ALERT (object);

  g_free (self->account_id);
  g_free (self->event_id);
  g_free (self->type);
  g_free (self->description);
  g_free (self->severity_text);
  g_free (self->confidence_text);
  g_free (self->status_text);
  g_free (self->reason_text);
  g_free (self->resolved_by);
  g_free (self->taken_by);
  g_free (self->customer_tenant_id);
  g_free (self->service);
  g_free (self->customer_name);
  g_free (self->azure_id);
  g_free (self->subscription_name);
  g_free (self->reseller_name);

  G_OBJECT_CLASS (davy_alert_parent_class)->finalize (object);
}

static void
davy_alert_class_init (DavyAlertClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_alert_finalize;
}

static void
davy_alert_init (DavyAlert *self)
{
}

static void
fill (DavyAlert *self, DavyStatement *row)
{
  int column = 0;

  self->revision = davy_statement_get_int64 (row, column++);
  self->account_id = davy_statement_dup_text (row, column++);
  self->event_id = davy_statement_dup_text (row, column++);
  self->type = davy_statement_dup_text (row, column++);
  self->description = davy_statement_dup_text (row, column++);
  self->severity = (DavySeverity) davy_statement_get_int64 (row, column++);
  self->severity_text = davy_statement_dup_text (row, column++);
  self->confidence_text = davy_statement_dup_text (row, column++);
  self->status = (DavyAlertStatus) davy_statement_get_int64 (row, column++);
  self->status_text = davy_statement_dup_text (row, column++);
  self->reason = (DavyAlertReason) davy_statement_get_int64 (row, column++);
  self->reason_text = davy_statement_dup_text (row, column++);
  self->created = davy_statement_get_int64 (row, column++);
  self->first_observed = davy_statement_get_int64 (row, column++);
  self->last_observed = davy_statement_get_int64 (row, column++);
  self->resolved_on = davy_statement_get_int64 (row, column++);
  self->resolved_by = davy_statement_dup_text (row, column++);
  self->taken_by = davy_statement_dup_text (row, column++);
  self->taken_at = davy_statement_get_int64 (row, column++);
  self->customer_tenant_id = davy_statement_dup_text (row, column++);
  self->customer_name = davy_statement_dup_text (row, column++);
  self->azure_id = davy_statement_dup_text (row, column++);
  self->subscription_name = davy_statement_dup_text (row, column++);
  self->subscription_row = davy_statement_get_int64 (row, column++);
  self->reseller_name = davy_statement_dup_text (row, column++);
  self->resource_count = (guint) davy_statement_get_int64 (row, column++);
  self->is_test = davy_statement_get_int64 (row, column++) != 0;
  if (!davy_statement_is_null (row, column))
    self->daily_cost = davy_money_new (davy_statement_get_double (row, column),
                                       davy_statement_get_text (row, column + 1),
                                       (DavyPriceBasis) davy_statement_get_int64 (row, column + 2));
  self->cost_source = (DavyAlertCostSource) davy_statement_get_int64 (row, column + 3);
  self->service = davy_statement_dup_text (row, column + 4);
  if (davy_alert_is_own (self))
    davy_own_episode_read (&self->own, row, column + 5);
}

DavyAlert *
davy_alert_load (DavyDb *db, gint64 row, GError **error)
{
  g_autoptr (DavyAlert) self = NULL;
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT revision, account_id, event_id, type, description, severity, severity_text,"
      " confidence_text, status, status_text, reason, reason_text, created, first_observed,"
      " last_observed, resolved_on, resolved_by, taken_by, taken_at, customer_tenant_id,"
      " customer_name, azure_id, subscription_name, subscription_row, reseller_name,"
      " resource_count, is_test, daily_cost, cost_currency, cost_basis, cost_source, service,"
      " " DAVY_OWN_EPISODE_COLUMNS
      " FROM alerts LEFT JOIN alert_bodies ON alert_bodies.alert_row = id"
      " LEFT JOIN episodes ON episodes.alert_row = id WHERE id = ?",
      error);

  if (statement == NULL)
    return NULL;

  self = g_object_new (DAVY_TYPE_ALERT, NULL);
  self->id = row;
  davy_statement_bind_int64 (statement, 1, row);
  if (davy_statement_next (statement, error))
    fill (self, statement);
  else if (davy_statement_has_failed (statement))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * davy_alert_get_id:
 * @self: an alert
 *
 * Returns: its row, the same for as long as the alert is known
 */
gint64
davy_alert_get_id (DavyAlert *self)
{
  return self->id;
}

/**
 * davy_alert_get_service:
 * @self: an alert
 *
 * Returns: (nullable): where it came from, and where its status can be set: `partner-center`,
 *   `graph`; %DAVY_ALERT_SERVICE_OWN: here alone
 */
const char *
davy_alert_get_service (DavyAlert *self)
{
  return self->service;
}

/**
 * davy_alert_is_open:
 * @self: an alert
 *
 * A status that we do not know counts as open: better one too many than one overlooked.
 *
 * Returns: whether somebody still has to act
 */
gboolean
davy_alert_is_open (DavyAlert *self)
{
  return self->event_id != NULL && self->status != DAVY_ALERT_STATUS_RESOLVED;
}

/**
 * davy_alert_get_created:
 * @self: an alert
 *
 * Returns: when Microsoft made it (`eventTime`, wire-contract.md 2.1)
 */
DavyTime
davy_alert_get_created (DavyAlert *self)
{
  return self->created;
}

/**
 * davy_alert_get_due:
 * @self: an alert
 *
 * Returns: when Microsoft's hour ends; %DAVY_TIME_UNSET when it is not known when it began, and
 *   for one of ours, which Microsoft does not know
 */
DavyTime
davy_alert_get_due (DavyAlert *self)
{
  if (self->created == DAVY_TIME_UNSET || davy_alert_is_own (self))
    return DAVY_TIME_UNSET;

  return self->created + DAVY_ALERT_TIME_TO_REACT;
}

/**
 * davy_alert_get_subscription_row:
 * @self: an alert
 *
 * Returns: the row of its subscription; 0 while that is not known
 */
gint64
davy_alert_get_subscription_row (DavyAlert *self)
{
  return self->subscription_row;
}

/**
 * davy_alert_get_daily_cost:
 * @self: an alert
 *
 * Returns: what is at stake a day; unknown (davy_money_is_known()) when nothing tells
 */
const DavyMoney *
davy_alert_get_daily_cost (DavyAlert *self)
{
  return &self->daily_cost;
}

/**
 * davy_alert_get_taken_by:
 * @self: an alert
 *
 * Returns: (nullable): who set it to investigating, while it is
 */
const char *
davy_alert_get_taken_by (DavyAlert *self)
{
  return self->taken_by;
}

/**
 * davy_alert_get_account_id:
 * @self: an alert
 *
 * Returns: (nullable): the account that it was fetched with
 */
const char *
davy_alert_get_account_id (DavyAlert *self)
{
  return self->account_id;
}

/**
 * davy_alert_get_event_id:
 * @self: an alert
 *
 * Returns: (nullable): Microsoft's id of it, opaque; %NULL in a record whose row is gone
 */
const char *
davy_alert_get_event_id (DavyAlert *self)
{
  return self->event_id;
}

/**
 * davy_alert_get_alert_type:
 * @self: an alert
 *
 * Returns: (nullable): the wire's word for what was detected (`eventType`)
 */
const char *
davy_alert_get_alert_type (DavyAlert *self)
{
  return self->type;
}

/**
 * davy_alert_get_severity:
 * @self: an alert
 *
 * Returns: its severity
 */
DavySeverity
davy_alert_get_severity (DavyAlert *self)
{
  return self->severity;
}

/**
 * davy_alert_get_severity_text:
 * @self: an alert
 *
 * Returns: (nullable): the wire's word for its severity
 */
const char *
davy_alert_get_severity_text (DavyAlert *self)
{
  return self->severity_text;
}

/**
 * davy_alert_get_confidence_text:
 * @self: an alert
 *
 * Returns: (nullable): the wire's word for how sure Microsoft is
 */
const char *
davy_alert_get_confidence_text (DavyAlert *self)
{
  return self->confidence_text;
}

/**
 * davy_alert_get_status:
 * @self: an alert
 *
 * Returns: its status
 */
DavyAlertStatus
davy_alert_get_status (DavyAlert *self)
{
  return self->status;
}

/**
 * davy_alert_get_status_text:
 * @self: an alert
 *
 * Returns: (nullable): the wire's word for its status
 */
const char *
davy_alert_get_status_text (DavyAlert *self)
{
  return self->status_text;
}

/**
 * davy_alert_get_reason:
 * @self: an alert
 *
 * Returns: why it was resolved
 */
DavyAlertReason
davy_alert_get_reason (DavyAlert *self)
{
  return self->reason;
}

/**
 * davy_alert_get_reason_text:
 * @self: an alert
 *
 * Returns: (nullable): the wire's word for why it was resolved
 */
const char *
davy_alert_get_reason_text (DavyAlert *self)
{
  return self->reason_text;
}

/**
 * davy_alert_get_first_observed:
 * @self: an alert
 *
 * Returns: when the activity was seen first, earlier than its creation
 */
DavyTime
davy_alert_get_first_observed (DavyAlert *self)
{
  return self->first_observed;
}

/**
 * davy_alert_get_last_observed:
 * @self: an alert
 *
 * Returns: when the activity was seen last
 */
DavyTime
davy_alert_get_last_observed (DavyAlert *self)
{
  return self->last_observed;
}

/**
 * davy_alert_get_resolved_on:
 * @self: an alert
 *
 * Returns: when it was resolved; %DAVY_TIME_UNSET while it is open
 */
DavyTime
davy_alert_get_resolved_on (DavyAlert *self)
{
  return self->resolved_on;
}

/**
 * davy_alert_get_resolved_by:
 * @self: an alert
 *
 * Returns: (nullable): who resolved it
 */
const char *
davy_alert_get_resolved_by (DavyAlert *self)
{
  return self->resolved_by;
}

/**
 * davy_alert_get_taken_at:
 * @self: an alert
 *
 * Returns: when it was set to investigating, while it is
 */
DavyTime
davy_alert_get_taken_at (DavyAlert *self)
{
  return self->taken_at;
}

/**
 * davy_alert_get_description:
 * @self: an alert
 *
 * Returns: (nullable): what Microsoft says about it; may hold markup, which is not to be believed.
 * Of ours the part of the use that it is about, %NULL for all of it
 */
const char *
davy_alert_get_description (DavyAlert *self)
{
  return self->description;
}

/**
 * davy_alert_get_customer_tenant_id:
 * @self: an alert
 *
 * Returns: (nullable): the customer's tenant
 */
const char *
davy_alert_get_customer_tenant_id (DavyAlert *self)
{
  return self->customer_tenant_id;
}

/**
 * davy_alert_get_customer_name:
 * @self: an alert
 *
 * Returns: (nullable): the customer's name of today, else the one that came with the alert
 */
const char *
davy_alert_get_customer_name (DavyAlert *self)
{
  return self->customer_name;
}

/**
 * davy_alert_get_azure_id:
 * @self: an alert
 *
 * Returns: (nullable): the Azure subscription's id
 */
const char *
davy_alert_get_azure_id (DavyAlert *self)
{
  return self->azure_id;
}

/**
 * davy_alert_get_subscription_name:
 * @self: an alert
 *
 * Returns: (nullable): the subscription's name
 */
const char *
davy_alert_get_subscription_name (DavyAlert *self)
{
  return self->subscription_name;
}

/**
 * davy_alert_get_reseller_name:
 * @self: an alert
 *
 * Returns: (nullable): the reseller between the partner and the customer
 */
const char *
davy_alert_get_reseller_name (DavyAlert *self)
{
  return self->reseller_name;
}

/**
 * davy_alert_get_resource_count:
 * @self: an alert
 *
 * Returns: how many resources it names; 0 means to look at the whole subscription
 */
guint
davy_alert_get_resource_count (DavyAlert *self)
{
  return self->resource_count;
}

/**
 * davy_alert_is_test:
 * @self: an alert
 *
 * Returns: whether Microsoft sent it to try the connection
 */
gboolean
davy_alert_is_test (DavyAlert *self)
{
  return self->is_test;
}

/**
 * davy_alert_get_cost_source:
 * @self: an alert
 *
 * Returns: where davy_alert_get_daily_cost() comes from
 */
DavyAlertCostSource
davy_alert_get_cost_source (DavyAlert *self)
{
  return self->cost_source;
}

/**
 * davy_alert_is_own:
 * @self: an alert
 *
 * Returns: whether our own detector made it, and Microsoft knows nothing of it
 */
gboolean
davy_alert_is_own (DavyAlert *self)
{
  return g_strcmp0 (self->service, DAVY_ALERT_SERVICE_OWN) == 0;
}

/**
 * davy_alert_get_own_episode:
 * @self: an alert of ours
 *
 * Returns: what it is about, and where it stands
 */
const DavyOwnEpisode *
davy_alert_get_own_episode (DavyAlert *self)
{
  return &self->own;
}

/**
 * davy_alert_get_revision:
 * @self: an alert
 *
 * Returns: a number that grows whenever something changes that a list shows of it
 */
gint64
davy_alert_get_revision (DavyAlert *self)
{
  return self->revision;
}
