/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/graph-alert-json.h"

#include <string.h>

/* How Graph writes a partner security alert (`wire-contract.md` 2.4): enumerations in camel case
 * with a word for what is not known, null for "not yet", no names of anybody. What differs from
 * alert to alert follows from its id. */

static void
set_time (JsonObject *object, const char *name, DavyTime time)
{
  g_autofree char *text = time != DAVY_TIME_UNSET ? davy_time_to_iso (time / 1000 * 1000) : NULL;

  json_object_set_string_member (object, name, text); /* NULL becomes null */
}

static gboolean
is_known (const char *word, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return TRUE;

  return FALSE;
}

/* A value that came after the client was built is told as unknownFutureValue. */
static void
set_word (JsonObject *object, const char *name, const char *word, const char *const *words)
{
  g_autofree char *lower = word != NULL ? g_ascii_strdown (word, -1) : NULL;

  if (lower != NULL && !is_known (lower, words))
    json_object_set_string_member (object, name, "unknownFutureValue");
  else
    json_object_set_string_member (object, name, lower);
}

/* "CryptoMining" is written "cryptoMining"; "VM_AnomalousDeployment" stays as it is. */
static char *
dup_type (const DavyDemoAlert *alert)
{
  char *type =
      g_strdup (alert->type != NULL ? alert->type : "NetworkConnectionsToCryptoMiningPools");

  if (!g_ascii_isupper (type[1]))
    type[0] = g_ascii_tolower (type[0]);

  return type;
}

static void
set_resources (JsonObject *object, const DavyDemoAlert *alert)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < alert->resources->len; i++)
    {
      JsonObject *resource = json_object_new ();
      g_autofree char *id = g_strdup_printf (
          "/subscriptions/%s/resourceGroups/%s/providers/%s", alert->azure_id,
          alert->resource_group, (const char *) g_ptr_array_index (alert->resources, i));

      json_object_set_string_member (resource, "resourceId", id);
      json_object_set_string_member (resource, "resourceType", "AzureResource");
      json_array_add_object_element (list, resource);
    }
  json_object_set_array_member (object, "affectedResources", list);
}

static void
set_activity (JsonObject *object, const DavyDemoAlert *alert)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < alert->activity->len; i++)
    {
      const DavyDemoActivity *activity = g_ptr_array_index (alert->activity, i);
      JsonObject *entry = json_object_new ();
      g_autofree char *from = g_ascii_strdown (activity->status_from, -1);
      g_autofree char *to = g_ascii_strdown (activity->status_to, -1);

      json_object_set_string_member (entry, "statusFrom", from);
      json_object_set_string_member (entry, "statusTo", to);
      json_object_set_string_member (entry, "updatedBy", activity->updated_by);
      set_time (entry, "updatedDateTime", activity->time);
      json_array_add_object_element (list, entry);
    }
  json_object_set_array_member (object, "activityLogs", list);
}

/* The same values under names in another case: VM_IP instead of vM_IP. */
static void
set_details (JsonObject *object, const DavyDemoAlert *alert)
{
  JsonObject *details = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (alert->details != NULL)
    {
      json_object_iter_init (&iter, alert->details);
      while (json_object_iter_next (&iter, &name, &node))
        {
          g_autofree char *other = g_strdup (name);

          other[0] = g_ascii_toupper (other[0]);
          json_object_set_member (details, other, json_node_copy (node));
        }
    }
  json_object_set_object_member (object, "additionalDetails", details);
}

static void
set_resolution (JsonObject *object, const DavyDemoAlert *alert)
{
  static const char *const reasons[] = { "legitimate", "ignore", "fraud", NULL };
  const DavyDemoActivity *last = alert->activity->len > 0
                                     ? g_ptr_array_index (alert->activity, alert->activity->len - 1)
                                     : NULL;

  set_word (object, "resolvedReason", g_str_equal (alert->reason, "None") ? NULL : alert->reason,
            reasons);
  set_time (object, "resolvedOnDateTime", alert->resolved_on);
  /* who took it stands there while it is investigated */
  json_object_set_string_member (
      object, "resolvedBy",
      last != NULL && !g_str_equal (alert->status, "Active") ? last->updated_by : NULL);
}

/**
 * davy_graph_alert_dup_id:
 * @scenario: whose alert
 * @alert: an alert
 *
 * Returns: (transfer full): its id at Graph, which need not be that at Partner Center
 */
char *
davy_graph_alert_dup_id (const DavyScenario *scenario, const DavyDemoAlert *alert)
{
  char *id = g_strdup (alert->id);

  return scenario->behaviour.graph_same_ids ? id : g_strdelimit (id, "_", '-');
}

/**
 * davy_graph_alert_to_json:
 * @scenario: whose alert
 * @alert: an alert
 *
 * Returns: (transfer full): the alert on the wire
 */
JsonObject *
davy_graph_alert_to_json (const DavyScenario *scenario, const DavyDemoAlert *alert)
{
  static const char *const statuses[] = { "active", "resolved", "investigating", NULL };
  static const char *const severities[] = { "informational", "high", "medium", "low", NULL };
  static const char *const confidences[] = { "low", "medium", "high", NULL };
  const DavyDemoReseller *reseller = alert->customer->reseller;
  JsonObject *object = json_object_new ();
  g_autofree char *id = davy_graph_alert_dup_id (scenario, alert);
  g_autofree char *type = dup_type (alert);
  guint oddity = g_str_hash (alert->id);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "displayName", alert->title);
  json_object_set_string_member (object, "description", alert->description);
  json_object_set_string_member (object, "alertType", type);
  set_word (object, "status", alert->status, statuses);
  set_word (object, "severity", alert->severity, severities);
  set_word (object, "confidenceLevel", alert->confidence, confidences);
  json_object_set_string_member (object, "customerTenantId", alert->customer->id);
  json_object_set_string_member (object, "subscriptionId", alert->azure_id);
  json_object_set_string_member (object, "valueAddedResellerTenantId",
                                 reseller != NULL ? reseller->id : NULL);
  json_object_set_string_member (object, "catalogOfferId", oddity % 5 == 0 ? NULL : "MS-AZR-0017G");
  set_time (object, "detectedDateTime", alert->created);
  set_time (object, "firstObservedDateTime", alert->first_observed);
  set_time (object, "lastObservedDateTime", alert->last_observed);
  set_resolution (object, alert);
  if (oddity % 4 == 0)
    json_object_set_string_member (object, "isTest", alert->is_test ? "true" : "false");
  else
    json_object_set_boolean_member (object, "isTest", alert->is_test);
  set_resources (object, alert);
  set_activity (object, alert);
  set_details (object, alert);

  return object;
}
