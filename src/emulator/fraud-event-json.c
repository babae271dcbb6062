/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/fraud-event-json.h"

#include <string.h>

/* How Partner Center writes a fraud event, oddities included (`wire-contract.md` 2.1): times
 * without a zone, the year 9999 for "not yet", numbers and truth values as strings, lists as
 * strings. What differs from event to event follows from its id, so that it stays the same. */

#define NOT_YET "9999-12-31T23:59:59.9970000"

/* Wire time without a zone. */
static char *
dup_wire_time (DavyTime time)
{
  char *text;

  if (time == DAVY_TIME_UNSET)
    return g_strdup (NOT_YET);

  text = davy_time_to_iso (time / 1000 * 1000);
  *strchr (text, 'Z') = '\0';

  return text;
}

static void
set_time (JsonObject *object, const char *name, DavyTime time)
{
  g_autofree char *text = dup_wire_time (time);

  json_object_set_string_member (object, name, text);
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  json_object_set_string_member (object, name, text != NULL ? text : "");
}

/* With an offset, which is that of the person's place. */
static char *
dup_activity (const DavyDemoAlert *alert)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < alert->activity->len; i++)
    {
      const DavyDemoActivity *activity = g_ptr_array_index (alert->activity, i);
      JsonObject *entry = json_object_new ();
      g_autofree char *local = dup_wire_time (activity->time + 2 * DAVY_TIME_HOUR);
      g_autofree char *time = g_strconcat (local, "+02:00", NULL);

      json_object_set_string_member (entry, "statusFrom", activity->status_from);
      json_object_set_string_member (entry, "statusTo", activity->status_to);
      json_object_set_string_member (entry, "updatedBy", activity->updated_by);
      json_object_set_string_member (entry, "dateTime", time);
      json_array_add_object_element (list, entry);
    }
  json_node_take_array (node, list);

  return json_to_string (node, FALSE);
}

/* A string that holds a list; sometimes the list itself, "" or null. */
static void
set_activity (JsonObject *object, const DavyDemoAlert *alert, guint oddity)
{
  g_autofree char *text = dup_activity (alert);

  if (alert->activity->len == 0 && oddity % 3 == 0)
    json_object_set_string_member (object, "activityLogs", "");
  else if (alert->activity->len == 0 && oddity % 3 == 1)
    json_object_set_null_member (object, "activityLogs");
  else if (oddity % 5 == 0)
    json_object_set_member (object, "activityLogs", json_from_string (text, NULL));
  else
    json_object_set_string_member (object, "activityLogs", text);
}

static char *
dup_resource_id (const DavyDemoAlert *alert, const char *resource)
{
  return g_strdup_printf ("/subscriptions/%s/resourceGroups/%s/providers/%s", alert->azure_id,
                          alert->resource_group, resource);
}

static void
set_resources (JsonObject *object, const DavyDemoAlert *alert)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < alert->resources->len; i++)
    {
      JsonObject *resource = json_object_new ();
      g_autofree char *id = dup_resource_id (alert, g_ptr_array_index (alert->resources, i));

      json_object_set_string_member (resource, "azureResourceId", id);
      json_object_set_string_member (resource, "type", "AzureResource");
      json_array_add_object_element (list, resource);
    }
  json_object_set_array_member (object, "affectedResources", list);
}

/* What the model before May 2023 had, too. */
static void
set_common (JsonObject *object, const DavyScenario *scenario, const DavyDemoAlert *alert)
{
  const char *resource = alert->resources->len > 0 ? g_ptr_array_index (alert->resources, 0) : NULL;
  const char *name = resource != NULL ? strrchr (resource, '/') + 1 : "";
  g_autofree char *hits = g_strdup_printf ("%" G_GINT64_FORMAT, alert->hits);

  set_time (object, "eventTime", alert->created);
  json_object_set_string_member (object, "eventId", alert->id);
  json_object_set_string_member (object, "partnerTenantId", scenario->tenant_id);
  json_object_set_string_member (object, "partnerFriendlyName", scenario->name);
  json_object_set_string_member (object, "customerTenantId", alert->customer->id);
  json_object_set_string_member (object, "customerFriendlyName", alert->customer->name);
  json_object_set_string_member (object, "subscriptionId", alert->azure_id);
  json_object_set_string_member (object, "subscriptionType",
                                 alert->legacy_subscription ? "legacy" : "modern");
  json_object_set_string_member (object, "entityId", alert->id);
  json_object_set_string_member (object, "entityName", name);
  if (resource != NULL)
    {
      g_autofree char *url = g_strdup_printf ("\\subscriptions\\%s\\%s", alert->azure_id, name);

      json_object_set_string_member (object, "entityUrl", url);
    }
  else
    json_object_set_string_member (object, "entityUrl", "");
  json_object_set_string_member (object, "hitCount", hits);
  json_object_set_string_member (object, "catalogOfferId",
                                 alert->legacy_subscription ? "ms-azr-0145p" : "MS-AZR-0017G");
  json_object_set_string_member (object, "eventStatus", alert->status);
  set_text (object, "serviceName", alert->service);
  json_object_set_string_member (object, "resourceName", name);
  set_text (object, "resourceGroupName", alert->resource_group);
  set_time (object, "firstOccurrence", alert->first_observed);
  set_time (object, "lastOccurrence", alert->last_observed);
  set_time (object, "firstObserved", alert->first_observed);
  set_time (object, "lastObserved", alert->last_observed);
  json_object_set_string_member (object, "resolvedReason", alert->reason);
  set_time (object, "resolvedOn", alert->resolved_on);
  set_text (object, "resolvedBy", alert->resolved_by);
}

/* What came with the new model; old alerts have but little of it. */
static void
set_new (JsonObject *object, const DavyScenario *scenario, const DavyDemoAlert *alert, guint oddity)
{
  const DavyDemoReseller *reseller = alert->customer->reseller;

  if (alert->type != NULL)
    json_object_set_string_member (object, "eventType", alert->type);
  if (alert->severity != NULL)
    json_object_set_string_member (object, "severity", alert->severity);
  if (alert->confidence != NULL)
    json_object_set_string_member (object, "confidenceLevel", alert->confidence);
  if (alert->title != NULL)
    json_object_set_string_member (object, "displayName", alert->title);
  json_object_set_string_member (object, "description", alert->description);
  json_object_set_string_member (object, "country", scenario->country);
  json_object_set_string_member (object, "valueAddedResellerTenantId",
                                 reseller != NULL ? reseller->id : NULL);
  json_object_set_string_member (object, "valueAddedResellerFriendlyName",
                                 reseller != NULL ? reseller->name : NULL);
  json_object_set_string_member (object, "subscriptionName", alert->subscription_name);
  set_resources (object, alert);
  if (alert->details != NULL)
    json_object_set_object_member (object, "additionalDetails", json_object_ref (alert->details));
  else
    json_object_set_object_member (object, "additionalDetails", json_object_new ());
  json_object_set_string_member (object, oddity % 7 == 0 ? "isTest" : "IsTest",
                                 alert->is_test ? "true" : "false");
  set_activity (object, alert, oddity);
}

/**
 * davy_fraud_event_is_legacy:
 * @alert: an alert
 *
 * Returns: whether the model before May 2023 knows it: it has mining alone
 */
gboolean
davy_fraud_event_is_legacy (const DavyDemoAlert *alert)
{
  return alert->type == NULL ||
         g_str_equal (alert->type, "NetworkConnectionsToCryptoMiningPools") ||
         g_str_equal (alert->type, "CryptoMining");
}

/**
 * davy_fraud_event_to_json:
 * @scenario: whose alert
 * @alert: an alert
 * @new_model: whether `X-NewEventsModel: true` was asked for
 *
 * Returns: (transfer full): the event on the wire
 */
JsonObject *
davy_fraud_event_to_json (const DavyScenario *scenario,
                          const DavyDemoAlert *alert,
                          gboolean new_model)
{
  JsonObject *object = json_object_new ();

  set_common (object, scenario, alert);
  if (new_model)
    set_new (object, scenario, alert, g_str_hash (alert->id));

  return object;
}
