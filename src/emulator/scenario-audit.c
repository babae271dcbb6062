/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-audit.h"

#include "core/davy-random.h"
#include "emulator/scenario-reader.h"

/* Who did what at Partner Center: `audit` of a scenario, which grows with what is done. */

/**
 * davy_demo_audit_free:
 * @record: (transfer full) (type DavyDemoAudit): a record
 */
void
davy_demo_audit_free (gpointer record)
{
  DavyDemoAudit *self = record;

  g_free (self->id);
  g_free (self->operation);
  g_free (self->resource_type);
  g_free (self->user);
  g_free (self->application);
  g_free (self->status);
  g_clear_pointer (&self->old_value, json_object_unref);
  g_clear_pointer (&self->new_value, json_object_unref);
  json_object_unref (self->data);
  g_free (self);
}

/**
 * davy_demo_audit_add:
 * @scenario: where it goes
 * @operation: such as `update_subscription`
 * @resource_type: such as `subscription`
 * @customer: (nullable): whose it is
 * @time: when
 *
 * Returns: (transfer none): the new record, for who did it and what else is known
 */
DavyDemoAudit *
davy_demo_audit_add (DavyScenario *scenario,
                     const char *operation,
                     const char *resource_type,
                     const DavyDemoCustomer *customer,
                     DavyTime time)
{
  DavyDemoAudit *self = g_new0 (DavyDemoAudit, 1);

  self->id = davy_random_uuid ();
  self->operation = g_strdup (operation);
  self->resource_type = g_strdup (resource_type);
  self->customer = customer;
  self->status = g_strdup ("succeeded");
  self->time = time;
  self->data = json_object_new ();
  g_ptr_array_add (scenario->audit, self);

  return self;
}

/**
 * davy_demo_audit_add_data:
 * @record: a record
 * @key: of the customized data
 * @value: (nullable): its value
 */
void
davy_demo_audit_add_data (DavyDemoAudit *record, const char *key, const char *value)
{
  json_object_set_string_member (record->data, key, value);
}

static void
read_data (const DavyJson *json, DavyDemoAudit *self)
{
  DavyJson data = davy_json_member (json, "data");
  g_autoptr (GList) names = NULL;

  if (!davy_json_exists (&data))
    return;
  if (!davy_json_is_object (&data))
    {
      davy_json_fail (&data, "must be an object");
      return;
    }

  names = json_object_get_members (json_node_get_object (data.node));
  for (GList *l = names; l != NULL; l = l->next)
    davy_demo_audit_add_data (self, l->data, davy_json_string (&data, l->data, DAVY_JSON_OPTIONAL));
}

static void
read_record (DavyScenario *scenario, const DavyJson *json)
{
  static const char *const statuses[] = { "succeeded", "failed", "progress", NULL };
  const char *customer_id = davy_json_string (json, "customer", DAVY_JSON_OPTIONAL);
  DavyJson member = davy_json_member (json, "customer");
  const DavyDemoCustomer *customer =
      customer_id != NULL ? davy_scenario_find_customer (scenario, customer_id) : NULL;
  DavyDemoAudit *self;

  davy_demo_expect_members (json, "operation", "resourceType", "customer", "user", "application",
                            "at", "status", "old", "new", "data", NULL);
  davy_demo_expect_word (json, "status", statuses);
  if (customer_id != NULL && customer == NULL)
    davy_json_fail (&member, "“%s” is no id among customers", customer_id);

  self = davy_demo_audit_add (scenario, davy_json_string (json, "operation", DAVY_JSON_REQUIRED),
                              davy_json_string (json, "resourceType", DAVY_JSON_REQUIRED), customer,
                              davy_demo_read_time (json, "at", DAVY_JSON_REQUIRED));
  self->user = davy_demo_read_string (json, "user", NULL);
  self->application = davy_demo_read_string (json, "application", NULL);
  g_free (self->status);
  self->status = davy_demo_read_string (json, "status", "succeeded");
  self->old_value = davy_demo_read_object (json, "old");
  self->new_value = davy_demo_read_object (json, "new");
  read_data (json, self);
}

/* Partner Center writes down by itself that it detected something. */
static void
add_detections (DavyScenario *scenario)
{
  for (guint i = 0; i < scenario->alerts->len; i++)
    {
      const DavyDemoAlert *alert = g_ptr_array_index (scenario->alerts, i);
      DavyDemoAudit *record =
          davy_demo_audit_add (scenario, "azure_fraud_event_detected", "azure_fraud_event",
                               alert->customer, alert->created);

      record->application = g_strdup ("Partner Center");
      davy_demo_audit_add_data (record, "SubscriptionId", alert->azure_id);
      davy_demo_audit_add_data (record, "EventId", alert->id);
      davy_demo_audit_add_data (record, "EventType", alert->type);
    }
}

/**
 * davy_demo_read_audit:
 * @scenario: where it goes; its customers and alerts are read
 * @root: the scenario file
 */
void
davy_demo_read_audit (DavyScenario *scenario, const DavyJson *root)
{
  DavyJson list = davy_json_member (root, "audit");
  guint n_records = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_records; i++)
    {
      DavyJson record = davy_json_element (&list, i);

      read_record (scenario, &record);
    }
  add_detections (scenario);
}
