/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

typedef struct
{
  char *id; /* an Azure resource id, in the letter case it came in */
  char *type;
} DavyFraudResource;

typedef struct
{
  char *key;
  char *value; /* a JSON array inside a string is unpacked to "a, b" */
} DavyFraudDetail;

typedef struct
{
  char *status_from;
  char *status_to;
  char *updated_by;
  DavyTime time;
} DavyFraudActivity;

/**
 * DavyFraudEvent:
 * @service: (not owned): the name of the #DavyAlertService it came from
 * @event_id: opaque, unique within the partner and service
 * @event_type: (nullable): the wire's word; the legacy model has none
 * @status: the wire's word: Active, Investigating, Resolved or one that we do not know
 * @resolved_reason: (nullable): the wire's word; NULL while there is none
 * @event_time: when Microsoft raised it: the hour to react runs from here
 * @subscription_id: (nullable): the Azure subscription, not the Partner Center one; lower case
 * @hit_count: connections that were seen, -1 when not told
 * @resources: (element-type DavyFraudResource): may be empty
 * @details: (element-type DavyFraudDetail): may be empty
 * @activity: (element-type DavyFraudActivity): oldest first, may be empty
 * @raw: the whole event as compact JSON, for the evidence
 *
 * One of Microsoft's notifications, from either event model (`wire-contract.md` 2.1). A text that
 * the service left out, or gave as "" or null, is NULL; such a time is %DAVY_TIME_UNSET.
 */
typedef struct
{
  const char *service;
  char *event_id;
  char *event_type;
  char *display_name;
  char *description;
  char *severity;
  char *confidence;
  char *status;
  char *resolved_reason;
  char *resolved_by;
  DavyTime event_time;
  DavyTime first_observed;
  DavyTime last_observed;
  DavyTime resolved_on;
  char *customer_tenant_id;
  char *customer_name;
  char *subscription_id;
  char *subscription_name;
  char *subscription_type;
  char *reseller_tenant_id;
  char *reseller_name;
  char *entity_name;
  char *entity_url;
  char *service_name;
  char *resource_name;
  char *resource_group;
  char *country;
  char *offer_id;
  gint64 hit_count;
  gboolean is_test;
  GPtrArray *resources;
  GPtrArray *details;
  GPtrArray *activity;
  char *raw;
} DavyFraudEvent;

void davy_fraud_event_free (DavyFraudEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyFraudEvent, davy_fraud_event_free)

G_END_DECLS
