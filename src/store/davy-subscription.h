/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-money.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

#define DAVY_SPARK_DAYS 30

typedef enum
{
  DAVY_SUBSCRIPTION_UNKNOWN,
  DAVY_SUBSCRIPTION_LEGACY,
  DAVY_SUBSCRIPTION_AZURE_PLAN,
} DavySubscriptionKind;

typedef enum
{
  DAVY_SUBSCRIPTION_STATE_UNKNOWN,
  DAVY_SUBSCRIPTION_STATE_ACTIVE,
  DAVY_SUBSCRIPTION_STATE_SUSPENDED,
  DAVY_SUBSCRIPTION_STATE_ENDED,
} DavySubscriptionState;

typedef enum
{
  DAVY_USAGE_NOT_FETCHED,
  DAVY_USAGE_FETCHED,
  DAVY_USAGE_NO_ACCESS,
  DAVY_USAGE_FAILED,
} DavyUsageState;

DavySubscriptionState davy_subscription_state_from_wire (const char *word);

/**
 * DavySubscription:
 *
 * One Azure subscription as it stood when it was read: a snapshot that never changes. A text that
 * is not known is %NULL, a time %DAVY_TIME_UNSET.
 */
#define DAVY_TYPE_SUBSCRIPTION (davy_subscription_get_type ())
G_DECLARE_FINAL_TYPE (DavySubscription, davy_subscription, DAVY, SUBSCRIPTION, GObject)

gint64 davy_subscription_get_id (DavySubscription *self);
gint64 davy_subscription_get_revision (DavySubscription *self);
const char *davy_subscription_get_account_id (DavySubscription *self);
const char *davy_subscription_get_azure_id (DavySubscription *self);
const char *davy_subscription_get_customer_tenant_id (DavySubscription *self);
const char *davy_subscription_get_customer_name (DavySubscription *self);
const char *davy_subscription_get_reseller_name (DavySubscription *self);
const char *davy_subscription_get_name (DavySubscription *self);
DavySubscriptionKind davy_subscription_get_kind (DavySubscription *self);
DavySubscriptionState davy_subscription_get_state (DavySubscription *self);
const char *davy_subscription_get_state_text (DavySubscription *self);
guint davy_subscription_get_open_alerts (DavySubscription *self);
DavyUsageState davy_subscription_get_usage_state (DavySubscription *self);
DavyTime davy_subscription_get_usage_fetched_at (DavySubscription *self);
gboolean davy_subscription_has_usage_of (DavySubscription *self, DavySubscription *other);
const DavyMoney *davy_subscription_get_cost_month (DavySubscription *self);
double davy_subscription_get_change (DavySubscription *self);
const float *davy_subscription_get_spark (DavySubscription *self);
gboolean davy_subscription_has_incomplete_prices (DavySubscription *self);

G_END_DECLS
