/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-fraud-event-parts.h"

#include <string.h>

#include "partner/davy-partner-readers.h"

/* What an alert holds several of: resources, details and who did what. */

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
read_resources (const DavyJson *event, const DavyFraudEventNames *names)
{
  DavyJson list = davy_json_member (event, "affectedResources");
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);
  GPtrArray *resources = g_ptr_array_new_full (length, fraud_resource_free);

  for (guint i = 0; i < length; i++)
    {
      DavyJson item = davy_json_element (&list, i);
      g_autofree char *id = davy_partner_dup_text (&item, names->resource_id);
      DavyFraudResource *resource;

      if (id == NULL)
        continue;

      resource = g_new0 (DavyFraudResource, 1);
      resource->id = g_steal_pointer (&id);
      resource->type = davy_partner_dup_text (&item, names->resource_type);
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
read_activity_list (const DavyJson *list, const char *time_name, GPtrArray *activities)
{
  guint length = davy_json_length (list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson item = davy_json_element (list, i);
      DavyFraudActivity *activity = g_new0 (DavyFraudActivity, 1);

      activity->status_from = davy_partner_dup_text (&item, "statusFrom");
      activity->status_to = davy_partner_dup_text (&item, "statusTo");
      activity->updated_by = davy_partner_dup_text (&item, "updatedBy");
      activity->time = davy_json_time (&item, time_name, DAVY_JSON_OPTIONAL);
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
read_activity (const DavyJson *event, const char *time_name)
{
  DavyJson member = davy_json_member (event, "activityLogs");
  GPtrArray *activities = g_ptr_array_new_with_free_func (fraud_activity_free);

  if (davy_json_is_array (&member))
    {
      read_activity_list (&member, time_name, activities);
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

          read_activity_list (&list, time_name, activities);
        }
    }
  g_ptr_array_sort (activities, compare_activities);

  return activities;
}

/* --- between rooms ------------------------------------------------------------------------- */

void
davy_fraud_event_read_parts (DavyFraudEvent *self,
                             const DavyJson *event,
                             const DavyFraudEventNames *names)
{
  self->resources = read_resources (event, names);
  self->details = read_details (event);
  self->activity = read_activity (event, names->activity_time);
}
