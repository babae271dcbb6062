/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "core/davy-money.h"
#include "core/davy-time.h"
#include "store/davy-db.h"
#include "store/davy-details.h"

G_BEGIN_DECLS

/* Writing what was fetched. Called inside a DavyStoreWork on the writer thread; all strings are
 * borrowed for the call, NULL and "" both mean that nothing is known. Writing what is there
 * already changes nothing, so that an unchanged refresh leaves every list as it is. */

typedef struct
{
  const char *azure_id;
  const char *type;
} DavyAlertResourceRow;

typedef struct
{
  const char *key;
  const char *value;
} DavyAlertDetailRow;

typedef struct
{
  const char *status_from;
  const char *status_to;
  const char *updated_by;
  DavyTime time;
} DavyAlertActivityRow;

/**
 * DavyAlertRow:
 *
 * One alert with the wire's own words. @raw is the JSON it came as; it is kept as evidence.
 */
typedef struct
{
  const char *account_id;
  const char *service; /* where it came from: `partner-center`, also for NULL, `graph`, or here */
  const char *event_id;
  const char *type;
  const char *severity;
  const char *confidence;
  const char *status;
  const char *reason;
  const char *resolved_by;
  const char *title;
  const char *description;
  const char *customer_tenant_id;
  const char *customer_name;
  const char *azure_id;
  const char *subscription_name;
  const char *reseller_name;
  const char *entity_name;
  const char *resource_name;
  const char *resource_group;
  const char *raw;
  DavyTime created;
  DavyTime first_observed;
  DavyTime last_observed;
  DavyTime resolved_on;
  gboolean is_test;
  const DavyAlertResourceRow *resources;
  guint n_resources;
  const DavyAlertDetailRow *details;
  guint n_details;
  const DavyAlertActivityRow *activity;
  guint n_activity;
} DavyAlertRow;

typedef struct
{
  const char *account_id;
  const char *tenant_id;
  const char *name;
  const char *domain;
  const char *country; /* ISO 3166-1 alpha-2 */
  const char *reseller_name;
} DavyCustomerRow;

typedef struct
{
  const char *account_id;
  const char *azure_id; /* the entitlement: the id that Azure knows (wire-contract.md 2.6) */
  const char *plan_id;  /* Partner Center's id of the subscription or of the Azure plan */
  const char *customer_tenant_id;
  const char *name;
  const char *state; /* the wire's word */
  DavySubscriptionKind kind;
} DavySubscriptionRow;

/* A part of what was used in a day. */
typedef struct
{
  DavyDay day;
  const char *names[DAVY_N_DIMENSIONS]; /* which part it is; of the dimensions that are told */
  DavyMoney cost;                       /* may be not known: a quantity without a price */
  double quantity;                      /* NAN: not told */
  const char *unit;
} DavyUsageDay;

/* @pass: when the refresh began, a DavyTime; 0: not part of a refresh, but asked for just now.
 * @row: (out) (optional): the row's id. */
gboolean
davy_db_put_alert (DavyDb *db, const DavyAlertRow *alert, gint64 pass, gint64 *row, GError **error);
gboolean davy_db_leave_other_services (DavyDb *db,
                                       const char *account_id,
                                       const char *service,
                                       GError **error);
gboolean
davy_db_finish_alerts_pass (DavyDb *db, const char *account_id, gint64 pass, GError **error);

gboolean davy_db_put_customer (DavyDb *db, const DavyCustomerRow *customer, GError **error);
gboolean davy_db_put_subscription (DavyDb *db,
                                   const DavySubscriptionRow *subscription,
                                   gint64 pass,
                                   gint64 *row,
                                   GError **error);
gboolean davy_db_finish_subscriptions_pass (DavyDb *db,
                                            const char *account_id,
                                            const char *customer_tenant_id,
                                            gint64 pass,
                                            GError **error);

gboolean davy_db_put_usage (DavyDb *db,
                            gint64 subscription_row,
                            DavyDay from,
                            DavyDay to,
                            DavyDimensions told,
                            const DavyUsageDay *days,
                            guint n_days,
                            GError **error);
gboolean davy_db_put_usage_totals (DavyDb *db,
                                   gint64 subscription_row,
                                   DavyDay day,
                                   const DavyUsageDay *totals,
                                   guint n_totals,
                                   GError **error);
gboolean davy_db_set_usage_state (DavyDb *db,
                                  gint64 subscription_row,
                                  DavyUsageState state,
                                  DavyTime fetched_at,
                                  GError **error);

gboolean davy_db_put_standing_fact (DavyDb *db,
                                    const char *account_id,
                                    const char *customer_tenant_id,
                                    const DavyStandingFact *fact,
                                    GError **error);

/* What the refresh remembers, by account; a value of NULL forgets the key. */
gboolean davy_db_get_state (DavyDb *db,
                            const char *account_id,
                            const char *key,
                            char **value,
                            GError **error);
gboolean davy_db_put_state (DavyDb *db,
                            const char *account_id,
                            const char *key,
                            const char *value,
                            GError **error);

G_END_DECLS
