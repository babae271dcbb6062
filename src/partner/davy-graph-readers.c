/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-graph-readers.h"

#include "core/davy-fault-text.h"
#include "partner/davy-alert-service.h"
#include "partner/davy-fraud-event-parts.h"
#include "partner/davy-partner-readers.h"

/* From Graph's alerts to the records of Partner Center's (`wire-contract.md` 2.4): other names, the
 * same words in camelCase, and no names of customers, subscriptions or resources. */

/* The words of states, severities, confidences and reasons, as Partner Center writes them. */
static const char *const words[] = {
  "Active", "Investigating", "Resolved", "Low",        "Medium",
  "High",   "Informational", "Fraud",    "Legitimate", "Ignore"
};

static const char *
find_word (const char *word)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return words[i];

  return word;
}

static char *
dup_word (const DavyJson *item, const char *name, DavyJsonNeed need)
{
  return g_strdup (find_word (davy_json_string (item, name, need)));
}

static void
translate (char **word)
{
  char *graphs = *word;

  *word = g_strdup (find_word (graphs));
  g_free (graphs);
}

static void
replace (char **slot, const char *value)
{
  char *old = *slot;

  *slot = davy_fault_text_cut (value);
  g_free (old);
}

/* --- between rooms ------------------------------------------------------------------------- */

/* Returns: (transfer full): Partner Center's word in Graph's spelling */
char *
davy_graph_word (const char *word)
{
  char *camel = g_strdup (word);

  *camel = g_ascii_tolower (*camel);

  return camel;
}

DavyFraudEvent *
davy_graph_alert_read (const DavyJson *item)
{
  static const DavyFraudEventNames names = {
    .resource_id = "resourceId",
    .resource_type = "resourceType",
    .activity_time = "updatedDateTime",
  };
  g_autoptr (DavyFraudEvent) self = g_new0 (DavyFraudEvent, 1);

  /* First, as reading may turn numbers of the document into strings. */
  self->raw = davy_json_dup_raw (item);
  self->service = DAVY_ALERT_SERVICE_GRAPH;
  self->event_id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->event_type = davy_partner_dup_text (item, "alertType");
  self->display_name = davy_partner_dup_text (item, "displayName");
  self->description = davy_partner_dup_text (item, "description");
  self->severity = dup_word (item, "severity", DAVY_JSON_OPTIONAL);
  self->confidence = dup_word (item, "confidenceLevel", DAVY_JSON_OPTIONAL);
  self->status = dup_word (item, "status", DAVY_JSON_REQUIRED);
  self->resolved_reason = dup_word (item, "resolvedReason", DAVY_JSON_OPTIONAL);
  /* Seen filled in while an alert is still being investigated. */
  if (g_strcmp0 (self->status, "Resolved") == 0)
    self->resolved_by = davy_partner_dup_text (item, "resolvedBy");
  self->event_time = davy_json_time (item, "detectedDateTime", DAVY_JSON_OPTIONAL);
  self->first_observed = davy_json_time (item, "firstObservedDateTime", DAVY_JSON_OPTIONAL);
  self->last_observed = davy_json_time (item, "lastObservedDateTime", DAVY_JSON_OPTIONAL);
  self->resolved_on = davy_json_time (item, "resolvedOnDateTime", DAVY_JSON_OPTIONAL);
  self->customer_tenant_id = davy_partner_dup_id (item, "customerTenantId", DAVY_JSON_OPTIONAL);
  self->subscription_id = davy_partner_dup_id (item, "subscriptionId", DAVY_JSON_OPTIONAL);
  self->reseller_tenant_id =
      davy_partner_dup_id (item, "valueAddedResellerTenantId", DAVY_JSON_OPTIONAL);
  self->offer_id = davy_partner_dup_text (item, "catalogOfferId");
  self->hit_count = -1;
  self->is_test = davy_json_boolean (item, "isTest", DAVY_JSON_OPTIONAL);
  davy_fraud_event_read_parts (self, item, &names);
  for (guint i = 0; i < self->activity->len; i++)
    {
      DavyFraudActivity *activity = g_ptr_array_index (self->activity, i);

      translate (&activity->status_from);
      translate (&activity->status_to);
    }

  return g_steal_pointer (&self);
}

/* A #DavyFaultReader for Graph: `{"error":{"code","message","innerError"}}`. Whoever may not see
 * alerts, and is not asked for one more proof, lacks the application's permission or the person's
 * role. */
void
davy_graph_read_fault (guint status, GBytes *body, DavyFault *fault)
{
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (JsonNode) node = davy_json_parse (body, NULL);
  DavyJson root = davy_json_root (node, &unreadable);
  DavyJson error = { .sink = &unreadable };

  if (davy_json_is_object (&root))
    error = davy_json_member (&root, "error");
  if (davy_json_is_object (&error))
    {
      replace (&fault->service_code, davy_json_string (&error, "code", DAVY_JSON_OPTIONAL));
      replace (&fault->service_text, davy_json_string (&error, "message", DAVY_JSON_OPTIONAL));
    }
  if (status == 403 && fault->claims == NULL)
    replace (&fault->reason, "graph-scope");
}
