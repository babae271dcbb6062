/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-subscription.h"

#include <math.h>
#include <string.h>

#include "store/davy-records-private.h"

struct _DavySubscription
{
  GObject parent_instance;

  gint64 id;
  gint64 revision;
  char *account_id;
  char *azure_id;
  char *customer_tenant_id;
  char *customer_name;
  char *reseller_name;
  char *name;
  char *state_text;
  DavySubscriptionKind kind;
  DavySubscriptionState state;
  DavyUsageState usage_state;
  DavyTime usage_fetched_at;
  DavyMoney cost_month;
  double change;
  guint open_alerts;
  gboolean incomplete_prices;
  gboolean has_spark;
  float spark[DAVY_SPARK_DAYS];
};

G_DEFINE_FINAL_TYPE (DavySubscription, davy_subscription, G_TYPE_OBJECT)

static void
davy_subscription_finalize (GObject *object)
{
  DavySubscription *self = DAVY_SUBSCRIPTION (object);

  g_free (self->account_id);
  g_free (self->azure_id);
  g_free (self->customer_tenant_id);
  g_free (self->customer_name);
  g_free (self->reseller_name);
  g_free (self->name);
  g_free (self->state_text);

  G_OBJECT_CLASS (davy_subscription_parent_class)->finalize (object);
}

static void
davy_subscription_class_init (DavySubscriptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_subscription_finalize;
}

static void
davy_subscription_init (DavySubscription *self)
{
  self->change = NAN;
}

static void
fill_spark (DavySubscription *self, DavyStatement *row, int column)
{
  gsize length;
  gconstpointer blob = davy_statement_get_blob (row, column, &length);

  if (blob == NULL || length != sizeof self->spark)
    return;

  memcpy (self->spark, blob, length);
  self->has_spark = TRUE;
}

static void
fill (DavySubscription *self, DavyStatement *row)
{
  int column = 0;

  self->revision = davy_statement_get_int64 (row, column++);
  self->account_id = davy_statement_dup_text (row, column++);
  self->azure_id = davy_statement_dup_text (row, column++);
  self->customer_tenant_id = davy_statement_dup_text (row, column++);
  self->customer_name = davy_statement_dup_text (row, column++);
  self->reseller_name = davy_statement_dup_text (row, column++);
  self->name = davy_statement_dup_text (row, column++);
  self->kind = (DavySubscriptionKind) davy_statement_get_int64 (row, column++);
  self->state = (DavySubscriptionState) davy_statement_get_int64 (row, column++);
  self->state_text = davy_statement_dup_text (row, column++);
  self->open_alerts = (guint) davy_statement_get_int64 (row, column++);
  self->usage_state = (DavyUsageState) davy_statement_get_int64 (row, column++);
  self->usage_fetched_at = davy_statement_get_int64 (row, column++);
  self->change = davy_statement_get_double (row, column++);
  self->incomplete_prices = davy_statement_get_int64 (row, column++) != 0;
  fill_spark (self, row, column++);
  if (!davy_statement_is_null (row, column))
    self->cost_month = davy_money_new (davy_statement_get_double (row, column),
                                       davy_statement_get_text (row, column + 1),
                                       (DavyPriceBasis) davy_statement_get_int64 (row, column + 2));
}

DavySubscription *
davy_subscription_load (DavyDb *db, gint64 row, GError **error)
{
  g_autoptr (DavySubscription) self = NULL;
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT revision, account_id, azure_id, customer_tenant_id, customer_name,"
                       " reseller_name, name, kind, state, state_text, open_alerts,"
                       " usage_state, usage_fetched_at, change, incomplete_prices, spark,"
                       " month_amount, currency, basis FROM subscriptions WHERE id = ?",
                       error);

  if (statement == NULL)
    return NULL;

  self = g_object_new (DAVY_TYPE_SUBSCRIPTION, NULL);
  self->id = row;
  davy_statement_bind_int64 (statement, 1, row);
  if (davy_statement_next (statement, error))
    fill (self, statement);
  else if (davy_statement_has_failed (statement))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * davy_subscription_state_from_wire:
 * @word: (nullable): the status of a subscription or of an Azure entitlement
 *   (wire-contract.md 2.6)
 *
 * Returns: what it means
 */
DavySubscriptionState
davy_subscription_state_from_wire (const char *word)
{
  static const struct
  {
    const char *word;
    DavySubscriptionState state;
  } words[] = {
    { "active", DAVY_SUBSCRIPTION_STATE_ACTIVE },
    { "suspended", DAVY_SUBSCRIPTION_STATE_SUSPENDED },
    { "disabled", DAVY_SUBSCRIPTION_STATE_SUSPENDED },
    { "inactive", DAVY_SUBSCRIPTION_STATE_ENDED },
    { "deleted", DAVY_SUBSCRIPTION_STATE_ENDED },
    { "expired", DAVY_SUBSCRIPTION_STATE_ENDED },
  };

  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0)
      return words[i].state;

  return DAVY_SUBSCRIPTION_STATE_UNKNOWN;
}

/**
 * davy_subscription_get_cost_month:
 * @self: a subscription
 *
 * Returns: the cost of the month in which it was last fetched, so far; unknown
 *   (davy_money_is_known()) when nothing tells
 */
const DavyMoney *
davy_subscription_get_cost_month (DavySubscription *self)
{
  return &self->cost_month;
}

/**
 * davy_subscription_get_change:
 * @self: a subscription
 *
 * Returns: the last seven complete days compared with the seven before, 0.5 for half as much
 *   again; NAN when it cannot be told
 */
double
davy_subscription_get_change (DavySubscription *self)
{
  return self->change;
}

/**
 * davy_subscription_get_spark:
 * @self: a subscription
 *
 * Returns: (transfer none) (nullable): the cost of each of the last %DAVY_SPARK_DAYS days, NAN
 *   for a gap; %NULL when nothing was fetched
 */
const float *
davy_subscription_get_spark (DavySubscription *self)
{
  return self->has_spark ? self->spark : NULL;
}

/**
 * davy_subscription_has_incomplete_prices:
 * @self: a subscription
 *
 * Returns: whether some usage has a quantity and no price, so that its costs are less than the
 *   truth
 */
gboolean
davy_subscription_has_incomplete_prices (DavySubscription *self)
{
  return self->incomplete_prices;
}

/**
 * davy_subscription_get_id:
 * @self: a subscription
 *
 * Returns: its row, the same for as long as the subscription is known
 */
gint64
davy_subscription_get_id (DavySubscription *self)
{
  return self->id;
}

/**
 * davy_subscription_get_account_id:
 * @self: a subscription
 *
 * Returns: (nullable): the account that it was fetched with
 */
const char *
davy_subscription_get_account_id (DavySubscription *self)
{
  return self->account_id;
}

/**
 * davy_subscription_get_azure_id:
 * @self: a subscription
 *
 * Returns: (nullable): the id that Azure knows; %NULL in a record whose row is gone
 */
const char *
davy_subscription_get_azure_id (DavySubscription *self)
{
  return self->azure_id;
}

/**
 * davy_subscription_get_customer_tenant_id:
 * @self: a subscription
 *
 * Returns: (nullable): the customer's tenant
 */
const char *
davy_subscription_get_customer_tenant_id (DavySubscription *self)
{
  return self->customer_tenant_id;
}

/**
 * davy_subscription_get_customer_name:
 * @self: a subscription
 *
 * Returns: (nullable): the customer's name
 */
const char *
davy_subscription_get_customer_name (DavySubscription *self)
{
  return self->customer_name;
}

/**
 * davy_subscription_get_reseller_name:
 * @self: a subscription
 *
 * Returns: (nullable): the reseller between the partner and the customer
 */
const char *
davy_subscription_get_reseller_name (DavySubscription *self)
{
  return self->reseller_name;
}

/**
 * davy_subscription_get_name:
 * @self: a subscription
 *
 * Returns: (nullable): its name
 */
const char *
davy_subscription_get_name (DavySubscription *self)
{
  return self->name;
}

/**
 * davy_subscription_get_kind:
 * @self: a subscription
 *
 * Returns: how it is sold
 */
DavySubscriptionKind
davy_subscription_get_kind (DavySubscription *self)
{
  return self->kind;
}

/**
 * davy_subscription_get_state:
 * @self: a subscription
 *
 * Returns: its state
 */
DavySubscriptionState
davy_subscription_get_state (DavySubscription *self)
{
  return self->state;
}

/**
 * davy_subscription_get_state_text:
 * @self: a subscription
 *
 * Returns: (nullable): the wire's word for its state
 */
const char *
davy_subscription_get_state_text (DavySubscription *self)
{
  return self->state_text;
}

/**
 * davy_subscription_get_open_alerts:
 * @self: a subscription
 *
 * Returns: how many alerts are open; test alerts are not counted
 */
guint
davy_subscription_get_open_alerts (DavySubscription *self)
{
  return self->open_alerts;
}

/**
 * davy_subscription_get_usage_state:
 * @self: a subscription
 *
 * Returns: how the last fetch of its usage ended
 */
DavyUsageState
davy_subscription_get_usage_state (DavySubscription *self)
{
  return self->usage_state;
}

/**
 * davy_subscription_get_usage_fetched_at:
 * @self: a subscription
 *
 * Returns: when its usage was fetched last; %DAVY_TIME_UNSET when it never was
 */
DavyTime
davy_subscription_get_usage_fetched_at (DavySubscription *self)
{
  return self->usage_fetched_at;
}

/**
 * davy_subscription_has_usage_of:
 * @self: a subscription
 * @other: (nullable): the same one, at another time
 *
 * Returns: whether nothing that is known of its usage changed between them
 */
gboolean
davy_subscription_has_usage_of (DavySubscription *self, DavySubscription *other)
{
  return other != NULL && self->revision == other->revision &&
         self->usage_fetched_at == other->usage_fetched_at;
}

/**
 * davy_subscription_get_revision:
 * @self: a subscription
 *
 * Returns: a number that grows whenever something changes that a list shows of it
 */
gint64
davy_subscription_get_revision (DavySubscription *self)
{
  return self->revision;
}
