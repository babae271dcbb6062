/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-fraud-event.h"

#include "partner/davy-partner-readers.h"

static void
fraud_resource_free (gpointer data)
{
  DavyFraudResource *resource = data;

  g_free (resource->id);
  g_free (resource->type);
  g_free (resource);
}

static void
fraud_detail_free (gpointer data)
{
  DavyFraudDetail *detail = data;

  g_free (detail->key);
  g_free (detail->value);
  g_free (detail);
}

static void
fraud_activity_free (gpointer data)
{
  DavyFraudActivity *activity = data;

  g_free (activity->status_from);
  g_free (activity->status_to);
  g_free (activity->updated_by);
  g_free (activity);
}

static GPtrArray *
read_resources (const DavyJson *event)
{
  DavyJson list = davy_json_member (event, "affectedResources");
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);
  GPtrArray *resources = g_ptr_array_new_full (length, fraud_resource_free);

  for (guint i = 0; i < length; i++)
    {
      DavyJson item = davy_json_element (&list, i);
      g_autofree char *id = davy_partner_dup_text (&item, "azureResourceId");
      DavyFraudResource *resource;

      if (id == NULL)
        continue;

      resource = g_new0 (DavyFraudResource, 1);
      resource->id = g_steal_pointer (&id);
      resource->type = davy_partner_dup_text (&item, "type");
      g_ptr_array_add (resources, resource);
    }

  return resources;
}

/* "[\r\n \"203.0.113.7\"\r\n]" is how the service writes a list of one address. */
static char *
unpack_array (const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GString) joined = NULL;
  JsonArray *array;

  if (text[strspn (text, " \t\r\n")] != '[')
    return g_strdup (text);

  node = davy_json_parse_text (text, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup (text);

  joined = g_string_new (NULL);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *word = json_node_get_value_type (element) == G_TYPE_STRING
                                  ? json_node_dup_string (element)
                                  : json_to_string (element, FALSE);

      g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "", word);
    }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static GPtrArray *
read_details (const DavyJson *event)
{
  DavyJson object = davy_json_member (event, "additionalDetails");
  GPtrArray *details = g_ptr_array_new_with_free_func (fraud_detail_free);
  g_autoptr (GList) names = NULL;

  if (!davy_json_is_object (&object))
    return details;

  names = json_object_get_members (json_node_get_object (object.node));
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (json_node_get_object (object.node), l->data);
      DavyFraudDetail *detail;

      if (JSON_NODE_HOLDS_NULL (value))
        continue;

      detail = g_new0 (DavyFraudDetail, 1);
      detail->key = g_strdup (l->data);
      if (json_node_get_value_type (value) == G_TYPE_STRING)
        {
          detail->value = unpack_array (json_node_get_string (value));
        }
      else
        {
          g_autofree char *text = json_to_string (value, FALSE);

          detail->value = unpack_array (text);
        }
      g_ptr_array_add (details, detail);
    }

  return details;
}

static void
read_activity_list (const DavyJson *list, GPtrArray *activities)
{
  guint length = davy_json_length (list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson item = davy_json_element (list, i);
      DavyFraudActivity *activity = g_new0 (DavyFraudActivity, 1);

      activity->status_from = davy_partner_dup_text (&item, "statusFrom");
      activity->status_to = davy_partner_dup_text (&item, "statusTo");
      activity->updated_by = davy_partner_dup_text (&item, "updatedBy");
      activity->time = davy_json_time (&item, "dateTime", DAVY_JSON_OPTIONAL);
      g_ptr_array_add (activities, activity);
    }
}

static int
compare_activities (gconstpointer a, gconstpointer b)
{
  const DavyFraudActivity *one = *(const DavyFraudActivity *const *) a;
  const DavyFraudActivity *other = *(const DavyFraudActivity *const *) b;

  return (one->time > other->time) - (one->time < other->time);
}

/* Documented as a string that holds an array; a true array, "" and null are seen too. A text that
 * cannot be read costs the history, which is an extra, but never the alert. */
static GPtrArray *
read_activity (const DavyJson *event)
{
  DavyJson member = davy_json_member (event, "activityLogs");
  GPtrArray *activities = g_ptr_array_new_with_free_func (fraud_activity_free);

  if (davy_json_is_array (&member))
    {
      read_activity_list (&member, activities);
    }
  else if (!davy_json_is_object (&member))
    {
      const char *text = davy_json_string (event, "activityLogs", DAVY_JSON_OPTIONAL);
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) unreadable = NULL;

      if (text != NULL)
        node = davy_json_parse_text (text, NULL);
      if (node != NULL)
        {
          DavyJson list = davy_json_root (node, &unreadable);

          read_activity_list (&list, activities);
        }
    }
  g_ptr_array_sort (activities, compare_activities);

  return activities;
}

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
  g_autoptr (DavyFraudEvent) self = g_new0 (DavyFraudEvent, 1);
  DavyJson hits = davy_json_member (item, "hitCount");

  /* First, as reading may turn numbers of the document into strings. */
  self->raw = davy_json_dup_raw (item);
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
  self->is_test = davy_json_boolean (item, "isTest", DAVY_JSON_OPTIONAL);
  self->resources = read_resources (item);
  self->details = read_details (item);
  self->activity = read_activity (item);

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
