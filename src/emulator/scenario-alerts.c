/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-alerts.h"

#include "emulator/scenario-reader.h"

/* Reads the alerts of a scenario. They come after the customers, whose subscriptions they name. */

static void
activity_free (gpointer data)
{
  DavyDemoActivity *self = data;

  g_free (self->status_from);
  g_free (self->status_to);
  g_free (self->updated_by);
  g_free (self);
}

/**
 * davy_demo_alert_free:
 * @alert: (transfer full) (type DavyDemoAlert): an alert
 */
void
davy_demo_alert_free (gpointer alert)
{
  DavyDemoAlert *self = alert;

  g_free (self->id);
  g_free (self->type);
  g_free (self->title);
  g_free (self->description);
  g_free (self->severity);
  g_free (self->confidence);
  g_free (self->status);
  g_free (self->reason);
  g_free (self->resolved_by);
  g_free (self->azure_id);
  g_free (self->subscription_name);
  g_free (self->service);
  g_free (self->resource_group);
  g_ptr_array_unref (self->resources);
  g_clear_pointer (&self->details, json_object_unref);
  g_ptr_array_unref (self->activity);
  g_free (self);
}

/**
 * davy_demo_alert_log:
 * @self: an alert
 * @to: its new status
 * @by: who changed it
 * @time: when
 *
 * Changes the status and writes that down, as the service does.
 */
void
davy_demo_alert_log (DavyDemoAlert *self, const char *to, const char *by, DavyTime time)
{
  DavyDemoActivity *entry = g_new0 (DavyDemoActivity, 1);

  entry->status_from = g_steal_pointer (&self->status);
  entry->status_to = g_strdup (to);
  entry->updated_by = g_strdup (by);
  entry->time = time;
  g_ptr_array_add (self->activity, entry);

  self->status = g_strdup (to);
}

static char *
dup_word (const char *word)
{
  char *copy = g_ascii_strdown (word, -1);

  copy[0] = g_ascii_toupper (copy[0]);

  return copy;
}

/**
 * davy_demo_alert_change:
 * @self: an alert
 * @status: its new status, in any case of letters
 * @reason: (nullable): why it is resolved; counts for a resolved one only
 * @by: who changes it
 * @now: when
 *
 * What is posted to one service is read at the other.
 */
void
davy_demo_alert_change (DavyDemoAlert *self,
                        const char *status,
                        const char *reason,
                        const char *by,
                        DavyTime now)
{
  g_autofree char *word = dup_word (status);
  gboolean resolved = g_str_equal (word, "Resolved");

  davy_demo_alert_log (self, word, by, now);
  g_free (self->reason);
  g_free (self->resolved_by);
  self->reason = resolved && reason != NULL ? dup_word (reason) : g_strdup ("None");
  self->resolved_by = resolved ? g_strdup (by) : NULL;
  self->resolved_on = resolved ? now : DAVY_TIME_UNSET;
}

static void
read_place (DavyScenario *scenario, const DavyJson *json, DavyDemoAlert *self)
{
  const char *azure_id = davy_json_string (json, "subscription", DAVY_JSON_REQUIRED);
  DavyJson member = davy_json_member (json, "subscription");
  DavyDemoPlace place;

  if (azure_id == NULL)
    return;
  if (!davy_scenario_find_azure (scenario, azure_id, &place))
    {
      davy_json_fail (&member, "“%s” is no Azure subscription of any customer", azure_id);
      return;
    }

  self->azure_id = g_ascii_strdown (azure_id, -1);
  self->customer = place.customer;
  self->legacy_subscription = place.entitlement == NULL;
  self->subscription_name =
      g_strdup (place.entitlement != NULL ? place.entitlement->name : place.subscription->name);
}

static void
read_resources (const DavyJson *json, DavyDemoAlert *self)
{
  DavyJson list = davy_json_member (json, "resources");
  guint n_resources = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_resources; i++)
    {
      DavyJson resource = davy_json_element (&list, i);

      davy_demo_expect_members (&resource, "type", "name", NULL);
      g_ptr_array_add (self->resources,
                       g_strdup_printf ("%s/%s",
                                        davy_json_string (&resource, "type", DAVY_JSON_REQUIRED),
                                        davy_json_string (&resource, "name", DAVY_JSON_REQUIRED)));
    }
}

/* What happened to it so far: who took it, who resolved it. */
static void
read_history (const DavyJson *json, DavyDemoAlert *self)
{
  static const char *const statuses[] = { "Active", "Investigating", "Resolved", NULL };
  static const char *const reasons[] = { "Legitimate", "Fraud", "Ignore", NULL };
  DavyJson list = davy_json_member (json, "history");
  guint n_entries = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  self->status = g_strdup ("Active");
  self->reason = g_strdup ("None");
  for (guint i = 0; i < n_entries; i++)
    {
      DavyJson entry = davy_json_element (&list, i);
      const char *status = davy_json_string (&entry, "status", DAVY_JSON_REQUIRED);
      DavyTime time = davy_demo_read_time (&entry, "at", DAVY_JSON_REQUIRED);
      const char *by = davy_json_string (&entry, "by", DAVY_JSON_REQUIRED);

      davy_demo_expect_members (&entry, "status", "reason", "by", "at", NULL);
      davy_demo_expect_word (&entry, "status", statuses);
      davy_demo_expect_word (&entry, "reason", reasons);
      if (time < self->created)
        davy_json_fail (&entry, "at must not be before the alert was created");
      davy_demo_alert_log (self, status, by, time);

      if (g_strcmp0 (status, "Resolved") == 0)
        {
          g_free (self->reason);
          g_free (self->resolved_by);
          self->reason = g_strdup (davy_json_string (&entry, "reason", DAVY_JSON_REQUIRED));
          self->resolved_by = g_strdup (by);
          self->resolved_on = time;
        }
    }
}

static DavyDemoAlert *
read_alert (DavyScenario *scenario, const DavyJson *json)
{
  DavyDemoAlert *self = g_new0 (DavyDemoAlert, 1);

  self->resources = g_ptr_array_new_with_free_func (g_free);
  self->activity = g_ptr_array_new_with_free_func (activity_free);
  davy_demo_expect_members (json, "id", "subscription", "type", "title", "description", "severity",
                            "confidence", "created", "firstObserved", "lastObserved", "service",
                            "resourceGroup", "resources", "hits", "test", "details", "history",
                            NULL);
  self->id = g_strdup (davy_json_string (json, "id", DAVY_JSON_REQUIRED));
  self->type = davy_demo_read_string (json, "type", NULL);
  self->title = davy_demo_read_string (json, "title", NULL);
  self->description = davy_demo_read_string (json, "description", NULL);
  self->severity = davy_demo_read_string (json, "severity", NULL);
  self->confidence = davy_demo_read_string (json, "confidence", NULL);
  self->created = davy_demo_read_time (json, "created", DAVY_JSON_REQUIRED);
  self->first_observed = davy_demo_read_time (json, "firstObserved", DAVY_JSON_OPTIONAL);
  self->last_observed = davy_demo_read_time (json, "lastObserved", DAVY_JSON_OPTIONAL);
  self->service = davy_demo_read_string (json, "service", "");
  self->resource_group = davy_demo_read_string (json, "resourceGroup", "");
  self->hits = davy_json_integer (json, "hits", DAVY_JSON_OPTIONAL);
  self->is_test = davy_json_boolean (json, "test", DAVY_JSON_OPTIONAL);
  self->details = davy_demo_read_object (json, "details");

  read_place (scenario, json, self);
  read_resources (json, self);
  read_history (json, self);

  return self;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const DavyDemoAlert *one = *(DavyDemoAlert *const *) a;
  const DavyDemoAlert *other = *(DavyDemoAlert *const *) b;

  return (one->created < other->created) - (one->created > other->created);
}

/**
 * davy_demo_read_alerts:
 * @scenario: where they go, newest first; its customers are read
 * @root: the scenario file
 */
void
davy_demo_read_alerts (DavyScenario *scenario, const DavyJson *root)
{
  DavyJson list = davy_json_member (root, "alerts");
  guint n_alerts = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_alerts; i++)
    {
      DavyJson alert = davy_json_element (&list, i);

      g_ptr_array_add (scenario->alerts, read_alert (scenario, &alert));
    }
  g_ptr_array_sort (scenario->alerts, newest_first);
}
