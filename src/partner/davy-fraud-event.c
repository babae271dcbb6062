/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-fraud-event.h"

#include "partner/davy-alert-service.h"
#include "partner/davy-fraud-event-parts.h"
#include "partner/davy-partner-readers.h"

static DavyTime
read_time_or (const DavyJson *item, const char *name, const char *older_name)
{
  DavyTime time = davy_json_time (item, name, DAVY_JSON_OPTIONAL);

  if (time == DAVY_TIME_UNSET)
    time = davy_json_time (item, older_name, DAVY_JSON_OPTIONAL);

  return time;
}

static void
read_standing_of_event (const DavyJson *item, DavyFraudEvent *self)
{
  g_autofree char *reason = davy_partner_dup_text (item, "resolvedReason");

  self->event_type = davy_partner_dup_text (item, "eventType");
  self->display_name = davy_partner_dup_text (item, "displayName");
  self->description = davy_partner_dup_text (item, "description");
  self->severity = davy_partner_dup_text (item, "severity");
  self->confidence = davy_partner_dup_text (item, "confidenceLevel");
  self->status = g_strdup (davy_json_string (item, "eventStatus", DAVY_JSON_REQUIRED));
  if (reason != NULL && g_ascii_strcasecmp (reason, "None") != 0)
    self->resolved_reason = g_steal_pointer (&reason);
  self->resolved_by = davy_partner_dup_text (item, "resolvedBy");
  self->event_time = davy_json_time (item, "eventTime", DAVY_JSON_OPTIONAL);
  self->first_observed = read_time_or (item, "firstObserved", "firstOccurrence");
  self->last_observed = read_time_or (item, "lastObserved", "lastOccurrence");
  self->resolved_on = davy_json_time (item, "resolvedOn", DAVY_JSON_OPTIONAL);
}

/* --- between rooms ------------------------------------------------------------------------- */

DavyFraudEvent *
davy_fraud_event_read (const DavyJson *item)
{
  static const DavyFraudEventNames names = {
    .resource_id = "azureResourceId",
    .resource_type = "type",
    .activity_time = "dateTime",
  };
  g_autoptr (DavyFraudEvent) self = g_new0 (DavyFraudEvent, 1);
  DavyJson hits = davy_json_member (item, "hitCount");

  /* First, as reading may turn numbers of the document into strings. */
  self->raw = davy_json_dup_raw (item);
  self->service = DAVY_ALERT_SERVICE_PARTNER_CENTER;
  self->event_id = g_strdup (davy_json_string (item, "eventId", DAVY_JSON_REQUIRED));
  read_standing_of_event (item, self);
  self->customer_tenant_id = davy_partner_dup_id (item, "customerTenantId", DAVY_JSON_OPTIONAL);
  self->customer_name = davy_partner_dup_text (item, "customerFriendlyName");
  self->subscription_id = davy_partner_dup_id (item, "subscriptionId", DAVY_JSON_OPTIONAL);
  self->subscription_name = davy_partner_dup_text (item, "subscriptionName");
  self->subscription_type = davy_partner_dup_text (item, "subscriptionType");
  self->reseller_tenant_id =
      davy_partner_dup_id (item, "valueAddedResellerTenantId", DAVY_JSON_OPTIONAL);
  self->reseller_name = davy_partner_dup_text (item, "valueAddedResellerFriendlyName");
  self->entity_name = davy_partner_dup_text (item, "entityName");
  self->entity_url = davy_partner_dup_text (item, "entityUrl");
  self->service_name = davy_partner_dup_text (item, "serviceName");
  self->resource_name = davy_partner_dup_text (item, "resourceName");
  self->resource_group = davy_partner_dup_text (item, "resourceGroupName");
  self->country = davy_partner_dup_text (item, "country");
  self->offer_id = davy_partner_dup_text (item, "catalogOfferId");
  self->hit_count =
      davy_json_exists (&hits) ? davy_json_integer (item, "hitCount", DAVY_JSON_OPTIONAL) : -1;
  self->is_test = davy_json_boolean (item, "IsTest", DAVY_JSON_OPTIONAL);
  davy_fraud_event_read_parts (self, item, &names);

  return g_steal_pointer (&self);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_fraud_event_free:
 * @self: (transfer full) (nullable): an event
 *
 * Frees an event with all it holds.
 */
void
davy_fraud_event_free (DavyFraudEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->event_id);
  g_free (self->event_type);
  g_free (self->display_name);
  g_free (self->description);
  g_free (self->severity);
  g_free (self->confidence);
  g_free (self->status);
  g_free (self->resolved_reason);
  g_free (self->resolved_by);
  g_free (self->customer_tenant_id);
  g_free (self->customer_name);
  g_free (self->subscription_id);
  g_free (self->subscription_name);
  g_free (self->subscription_type);
  g_free (self->reseller_tenant_id);
  g_free (self->reseller_name);
  g_free (self->entity_name);
  g_free (self->entity_url);
  g_free (self->service_name);
  g_free (self->resource_name);
  g_free (self->resource_group);
  g_free (self->country);
  g_free (self->offer_id);
  g_clear_pointer (&self->resources, g_ptr_array_unref);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  g_clear_pointer (&self->activity, g_ptr_array_unref);
  g_free (self->raw);
  g_free (self);
}
