/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-money.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/* What Microsoft tells partners to react within, counted from the alert's creation
 * (playbook.md C.3, step 0). */
#define DAVY_ALERT_TIME_TO_REACT DAVY_TIME_HOUR

/* UNKNOWN: another word than those we know, or none; the word itself is kept beside it. */
typedef enum
{
  DAVY_SEVERITY_UNKNOWN,
  DAVY_SEVERITY_INFORMATIONAL,
  DAVY_SEVERITY_LOW,
  DAVY_SEVERITY_MEDIUM,
  DAVY_SEVERITY_HIGH,
} DavySeverity;

typedef enum
{
  DAVY_ALERT_STATUS_UNKNOWN,
  DAVY_ALERT_STATUS_ACTIVE,
  DAVY_ALERT_STATUS_INVESTIGATING,
  DAVY_ALERT_STATUS_RESOLVED,
} DavyAlertStatus;

typedef enum
{
  DAVY_ALERT_REASON_UNKNOWN,
  DAVY_ALERT_REASON_NONE,
  DAVY_ALERT_REASON_LEGITIMATE,
  DAVY_ALERT_REASON_FRAUD,
  DAVY_ALERT_REASON_IGNORE,
} DavyAlertReason;

DavySeverity davy_severity_from_wire (const char *word);
DavyAlertStatus davy_alert_status_from_wire (const char *word);
DavyAlertReason davy_alert_reason_from_wire (const char *word);
const char *davy_alert_status_to_wire (DavyAlertStatus status);
const char *davy_alert_reason_to_wire (DavyAlertReason reason);

/**
 * DavyAlertCostSource:
 * @DAVY_COST_SOURCE_UNKNOWN: nothing is known
 * @DAVY_COST_SOURCE_EXCESS: measured: what the running episode costs a day above the expected range
 *
 * Where the cost a day that is at stake comes from.
 */
typedef enum
{
  DAVY_COST_SOURCE_UNKNOWN,
  DAVY_COST_SOURCE_EXCESS,
} DavyAlertCostSource;

/* The service of alerts that our own detector made; they are sent nowhere. */
#define DAVY_ALERT_SERVICE_OWN "davylamp"

/* What they are about: davy-own-episode.h. */
typedef struct _DavyOwnEpisode DavyOwnEpisode;

/**
 * DavyAlert:
 *
 * One alert as it stood when it was read: a snapshot that never changes. A text that is not known
 * is %NULL, a time %DAVY_TIME_UNSET.
 */
#define DAVY_TYPE_ALERT (davy_alert_get_type ())
G_DECLARE_FINAL_TYPE (DavyAlert, davy_alert, DAVY, ALERT, GObject)

gint64 davy_alert_get_id (DavyAlert *self);
gint64 davy_alert_get_revision (DavyAlert *self);
const char *davy_alert_get_account_id (DavyAlert *self);
const char *davy_alert_get_event_id (DavyAlert *self);
const char *davy_alert_get_service (DavyAlert *self);
const char *davy_alert_get_alert_type (DavyAlert *self);
DavySeverity davy_alert_get_severity (DavyAlert *self);
const char *davy_alert_get_severity_text (DavyAlert *self);
const char *davy_alert_get_confidence_text (DavyAlert *self);
DavyAlertStatus davy_alert_get_status (DavyAlert *self);
const char *davy_alert_get_status_text (DavyAlert *self);
DavyAlertReason davy_alert_get_reason (DavyAlert *self);
const char *davy_alert_get_reason_text (DavyAlert *self);
gboolean davy_alert_is_open (DavyAlert *self);
DavyTime davy_alert_get_created (DavyAlert *self);
DavyTime davy_alert_get_due (DavyAlert *self);
DavyTime davy_alert_get_first_observed (DavyAlert *self);
DavyTime davy_alert_get_last_observed (DavyAlert *self);
DavyTime davy_alert_get_resolved_on (DavyAlert *self);
const char *davy_alert_get_resolved_by (DavyAlert *self);
const char *davy_alert_get_taken_by (DavyAlert *self);
DavyTime davy_alert_get_taken_at (DavyAlert *self);
const char *davy_alert_get_description (DavyAlert *self);
const char *davy_alert_get_customer_tenant_id (DavyAlert *self);
const char *davy_alert_get_customer_name (DavyAlert *self);
const char *davy_alert_get_azure_id (DavyAlert *self);
const char *davy_alert_get_subscription_name (DavyAlert *self);
gint64 davy_alert_get_subscription_row (DavyAlert *self);
const char *davy_alert_get_reseller_name (DavyAlert *self);
guint davy_alert_get_resource_count (DavyAlert *self);
gboolean davy_alert_is_test (DavyAlert *self);
const DavyMoney *davy_alert_get_daily_cost (DavyAlert *self);
DavyAlertCostSource davy_alert_get_cost_source (DavyAlert *self);
gboolean davy_alert_is_own (DavyAlert *self);
const DavyOwnEpisode *davy_alert_get_own_episode (DavyAlert *self);

G_END_DECLS
