/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-audit-record.h"

#include "partner/davy-partner-readers.h"

#define SUBSCRIPTION_KEY "SubscriptionId-"

static void
audit_fact_free (gpointer data)
{
  DavyAuditFact *fact = data;

  g_free (fact->key);
  g_free (fact->value);
  g_free (fact);
}

static void
add_fact (GPtrArray *facts, const char *key, JsonNode *value)
{
  DavyAuditFact *fact = g_new0 (DavyAuditFact, 1);

  fact->key = g_strdup (key);
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    fact->value = json_node_dup_string (value);
  else if (!JSON_NODE_HOLDS_NULL (value))
    fact->value = json_to_string (value, FALSE);
  g_ptr_array_add (facts, fact);
}

static void
add_members (GPtrArray *facts, JsonObject *object)
{
  JsonObjectIter members;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&members, object);
  while (json_object_iter_next_ordered (&members, &name, &value))
    add_fact (facts, name, value);
}

/* A resource comes as a text that holds JSON. A text that does not is a fact without members. */
static GPtrArray *
read_resource (const DavyJson *item, const char *name)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (audit_fact_free);
  DavyJson member = davy_json_member (item, name);
  g_autoptr (JsonNode) unpacked = NULL;

  if (!davy_json_exists (&member))
    return facts;

  if (json_node_get_value_type (member.node) == G_TYPE_STRING)
    unpacked = davy_json_parse_text (json_node_get_string (member.node), NULL);
  if (unpacked == NULL)
    unpacked = json_node_ref (member.node);

  if (JSON_NODE_HOLDS_OBJECT (unpacked))
    add_members (facts, json_node_get_object (unpacked));
  else if (json_node_get_value_type (unpacked) != G_TYPE_STRING ||
           *json_node_get_string (unpacked) != '\0')
    add_fact (facts, name, unpacked);

  return facts;
}

static GPtrArray *
read_customized (const DavyJson *item)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (audit_fact_free);
  DavyJson list = davy_json_member (item, "customizedData");

  for (guint i = 0; i < davy_json_length (&list, DAVY_JSON_OPTIONAL); i++)
    {
      DavyJson pair = davy_json_element (&list, i);
      DavyAuditFact *fact = g_new0 (DavyAuditFact, 1);

      fact->key = g_strdup (davy_json_string (&pair, "key", DAVY_JSON_REQUIRED));
      fact->value = davy_partner_dup_text (&pair, "value");
      g_ptr_array_add (facts, fact);
    }

  return facts;
}

static gboolean
names_subscription (const DavyAuditRecord *record, const char *subscription_id)
{
  for (guint i = 0; i < record->more_facts->len; i++)
    {
      const DavyAuditFact *fact = g_ptr_array_index (record->more_facts, i);

      if (g_ascii_strncasecmp (fact->key, SUBSCRIPTION_KEY, sizeof SUBSCRIPTION_KEY - 1) == 0 &&
          fact->value != NULL && g_ascii_strcasecmp (fact->value, subscription_id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* --- between rooms ------------------------------------------------------------------------- */

DavyAuditRecord *
davy_audit_record_read (const DavyJson *item)
{
  DavyAuditRecord *self = g_new0 (DavyAuditRecord, 1);

  /* First, as reading may turn numbers of the document into strings. */
  self->raw = davy_json_dup_raw (item);
  self->time = davy_json_time (item, "operationDate", DAVY_JSON_REQUIRED);
  self->operation = davy_partner_dup_text (item, "operationType");
  self->resource_type = davy_partner_dup_text (item, "resourceType");
  self->status = davy_partner_dup_text (item, "operationStatus");
  self->user = davy_partner_dup_text (item, "userPrincipalName");
  self->application = davy_partner_dup_text (item, "applicationId");
  self->customer_id = davy_partner_dup_id (item, "customerId", DAVY_JSON_OPTIONAL);
  self->customer_name = davy_partner_dup_text (item, "customerName");
  self->correlation_id = davy_partner_dup_text (item, "originalCorrelationId");
  self->old_facts = read_resource (item, "resourceOldValue");
  self->new_facts = read_resource (item, "resourceNewValue");
  self->more_facts = read_customized (item);

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_audit_record_free:
 * @self: (transfer full) (nullable): a record
 *
 * Frees a record with all it holds.
 */
void
davy_audit_record_free (DavyAuditRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->operation);
  g_free (self->resource_type);
  g_free (self->status);
  g_free (self->user);
  g_free (self->application);
  g_free (self->customer_id);
  g_free (self->customer_name);
  g_free (self->correlation_id);
  g_ptr_array_unref (self->old_facts);
  g_ptr_array_unref (self->new_facts);
  g_ptr_array_unref (self->more_facts);
  g_free (self->raw);
  g_free (self);
}

static void
read_line (const DavyJson *element, gpointer data)
{
  DavyJson record = *element;
  GError *error = NULL;

  record.sink = &error;
  g_ptr_array_add (data, davy_audit_record_read (&record));
  g_clear_error (&error); /* a record that lacks something is evidence all the same */
}

/**
 * davy_audit_records_from_lines:
 * @lines: the `raw` of records, one a line, as the evidence of a case keeps them
 * @error: what is wrong with @lines
 *
 * Returns: (transfer full) (nullable) (element-type DavyAuditRecord): the records
 */
GPtrArray *
davy_audit_records_from_lines (GBytes *lines, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_audit_record_free);

  return davy_json_visit_lines (lines, read_line, records, error) ? g_steal_pointer (&records)
                                                                  : NULL;
}

/**
 * davy_audit_find_creation:
 * @records: (element-type DavyAuditRecord): a customer's records
 * @subscription_id: an Azure plan or a legacy subscription, by its Partner Center id
 *
 * Finds the order by which a subscription came to be (`wire-contract.md` 2.9). What was created
 * inside a plan is in Azure's own activity log.
 *
 * Returns: (transfer none) (nullable): the record, with who did it; %NULL when the time that the
 *   records tell of began later
 */
const DavyAuditRecord *
davy_audit_find_creation (const GPtrArray *records, const char *subscription_id)
{
  for (guint i = 0; i < records->len; i++)
    {
      const DavyAuditRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (record->operation, "create_order") == 0 &&
          names_subscription (record, subscription_id))
        return record;
    }

  return NULL;
}
