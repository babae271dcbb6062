/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence-sources.h"

#include <json-glib/json-glib.h>

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-cost.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-resources.h"
#include "azure/davy-arm-roles.h"
#include "core/davy-error.h"
#include "partner/davy-partner-client-audit.h"
#include "triage/davy-act-private.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-clocks.h"
#include "triage/davy-case-private.h"
#include "triage/davy-evidence.h"
#include "triage/davy-stop-acts.h"

/* What is asked for each part of the evidence, and how the answer becomes lines of JSON: the
 * records as the services sent them. */

#define LOG_PIECE_DAYS 10 /* a piece of it: short enough to be asked for again after a crash */
#define COST_DAYS      60

static char *
dup_scope (DavyCase *handled)
{
  return g_strconcat ("/subscriptions/", davy_case_get_azure_id (handled), NULL);
}

/* Returns: (transfer none) (nullable): Azure, or NULL when @task has ended because of it */
static DavyArmClient *
find_arm (GTask *task)
{
  DavyCase *handled = g_task_get_source_object (task);
  GError *error = NULL;
  DavyArmClient *arm = davy_case_get_arm (handled, &error);

  if (arm == NULL)
    g_task_return_error (task, error);
  else if (davy_case_get_customer_tenant_id (handled) == NULL)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND,
                               "The alert does not name the customer");
      return NULL;
    }

  return arm;
}

static void
return_text (GTask *task, GString *text)
{
  g_task_return_pointer (task, g_string_free_to_bytes (text), (GDestroyNotify) g_bytes_unref);
}

static void
append_line (GString *text, const char *raw)
{
  g_string_append (text, raw);
  g_string_append_c (text, '\n');
}

static void
append_records (GString *text, const GPtrArray *records, glong offset)
{
  for (guint i = 0; i < records->len; i++)
    append_line (text, G_STRUCT_MEMBER (const char *, g_ptr_array_index (records, i), offset));
}

/* @records: (transfer full) (nullable): each with its JSON at @offset; NULL: failed with @error */
static void
return_records (GTask *task, GPtrArray *records, glong offset, GError *error)
{
  g_autoptr (GPtrArray) owned = records;
  GString *text;

  if (owned == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  text = g_string_new (NULL);
  append_records (text, owned, offset);
  return_text (task, text);
}

/* --- alerts -------------------------------------------------------------------------------- */

static void
alert_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  GPtrArray *events = davy_alert_service_read_finish (DAVY_ALERT_SERVICE (source), result, &error);

  return_records (task, events, G_STRUCT_OFFSET (DavyFraudEvent, raw), error);
}

static void
ask_alert (GTask *task, const char *name)
{
  DavyCase *handled = g_task_get_source_object (task);
  const char *const ids[] = { name, NULL };
  GError *error = NULL;
  DavyAlertService *service = davy_case_find_service (handled, &error);

  if (service != NULL)
    davy_alert_service_read_async (service, davy_case_get_azure_id (handled), ids,
                                   g_task_get_cancellable (task), alert_read_cb,
                                   g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* --- resources ----------------------------------------------------------------------------- */

static void
append_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
append_object (GString *text, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);
  append_line (text, line);
}

/* That something is gone already is evidence as well. */
static GString *
write_absence (const char *id)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autofree char *now = davy_time_to_iso (davy_time_now ());
  GString *text = g_string_new (NULL);

  append_member (builder, "id", id);
  append_member (builder, "notFoundAt", now);
  append_object (text, builder);

  return text;
}

static void
resource_got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const char *id = g_task_get_task_data (task);
  GString *text;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmResource) resource =
      davy_arm_client_get_resource_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (resource != NULL)
    {
      text = g_string_new (NULL);
      append_line (text, resource->raw);
      return_text (task, text);
    }
  else if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    {
      return_text (task, write_absence (id));
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
ask_resource (GTask *task, const char *name)
{
  DavyCase *handled = g_task_get_source_object (task);
  DavyArmClient *arm = find_arm (task);

  if (arm == NULL)
    return;
  g_task_set_task_data (task, g_strdup (name), g_free);
  davy_arm_client_get_resource_async (arm, davy_case_get_customer_tenant_id (handled), name,
                                      g_task_get_cancellable (task), resource_got_cb,
                                      g_object_ref (task));
}

static void
inventory_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  GPtrArray *resources =
      davy_arm_client_list_resources_finish (DAVY_ARM_CLIENT (source), result, &error);

  return_records (task, resources, G_STRUCT_OFFSET (DavyArmResource, raw), error);
}

static void
ask_inventory (GTask *task, const char *name)
{
  DavyCase *handled = g_task_get_source_object (task);
  DavyArmClient *arm = find_arm (task);
  g_autofree char *scope = dup_scope (handled);

  if (arm != NULL)
    davy_arm_client_list_resources_async (arm, davy_case_get_customer_tenant_id (handled), scope,
                                          NULL, g_task_get_cancellable (task), inventory_listed_cb,
                                          g_object_ref (task));
}

/* --- who may do what ----------------------------------------------------------------------- */

static void
roles_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  GPtrArray *roles =
      davy_arm_client_list_role_assignments_finish (DAVY_ARM_CLIENT (source), result, &error);

  return_records (task, roles, G_STRUCT_OFFSET (DavyArmRoleAssignment, raw), error);
}

static void
list_roles (GTask *task, GAsyncReadyCallback callback)
{
  DavyCase *handled = g_task_get_source_object (task);
  DavyArmClient *arm = find_arm (task);
  g_autofree char *scope = dup_scope (handled);

  if (arm != NULL)
    davy_arm_client_list_role_assignments_async (arm, davy_case_get_customer_tenant_id (handled),
                                                 scope, NULL, g_task_get_cancellable (task),
                                                 callback, g_object_ref (task));
}

static void
ask_roles (GTask *task, const char *name)
{
  list_roles (task, roles_listed_cb);
}

/* Each reading begins with when it was made: none left is to be told from none read. */
static void
roles_listed_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (GPtrArray) roles =
      davy_arm_client_list_role_assignments_finish (DAVY_ARM_CLIENT (source), result, &error);
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *now = NULL;
  GString *text;

  if (roles == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  builder = json_builder_begin_object (json_builder_new ());
  now = davy_time_to_iso (davy_time_now ());
  text = g_string_new (NULL);
  append_member (builder, "readAt", now);
  append_object (text, builder);
  append_records (text, roles, G_STRUCT_OFFSET (DavyArmRoleAssignment, raw));
  return_text (task, text);
}

static void
ask_roles_again (GTask *task, const char *name)
{
  list_roles (task, roles_listed_again_cb);
}

/* A role that came back was taken away all the same. */
static guint
count_removals (const GPtrArray *entries)
{
  g_autoptr (GPtrArray) acts = davy_acts_read (entries);
  guint n = 0;

  for (guint i = 0; i < acts->len; i++)
    {
      const DavyAct *act = g_ptr_array_index (acts, i);

      if (g_str_equal (act->kind, davy_act_remove_role.key) &&
          (act->state == DAVY_ACT_DONE || act->state == DAVY_ACT_UNDONE))
        n++;
    }

  return n;
}

static void
locks_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  GPtrArray *locks = davy_arm_client_list_locks_finish (DAVY_ARM_CLIENT (source), result, &error);

  return_records (task, locks, G_STRUCT_OFFSET (DavyArmLock, raw), error);
}

static void
ask_locks (GTask *task, const char *name)
{
  DavyCase *handled = g_task_get_source_object (task);
  DavyArmClient *arm = find_arm (task);
  g_autofree char *scope = dup_scope (handled);

  if (arm != NULL)
    davy_arm_client_list_locks_async (arm, davy_case_get_customer_tenant_id (handled), scope,
                                      g_task_get_cancellable (task), locks_listed_cb,
                                      g_object_ref (task));
}

/* --- what happened ------------------------------------------------------------------------- */

/**
 * davy_evidence_name_log_pieces:
 * @now: the moment of the incident's capture
 *
 * Returns: (transfer full) (element-type utf8): the pieces that the activity log is asked for in,
 *   the latest first: what is lost first with a lost access is what happened last
 */
GPtrArray *
davy_evidence_name_log_pieces (DavyTime now)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  DavyTime end = now - now % DAVY_TIME_SECOND;

  for (int day = 0; day < DAVY_LOG_DAYS; day += LOG_PIECE_DAYS)
    {
      DavyTime to = end - day * DAVY_TIME_DAY;
      DavyTime from = to - LOG_PIECE_DAYS * DAVY_TIME_DAY + DAVY_TIME_SECOND;
      g_autofree char *from_text = davy_time_to_iso (from);
      g_autofree char *to_text = davy_time_to_iso (to);

      g_ptr_array_add (names, g_strconcat (from_text, "/", to_text, NULL));
    }

  return names;
}

static void
activity_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  GPtrArray *events =
      davy_arm_client_list_activity_finish (DAVY_ARM_CLIENT (source), result, &error);

  return_records (task, events, G_STRUCT_OFFSET (DavyArmActivity, raw), error);
}

/* @name: a name of davy_evidence_name_log_pieces() */
static void
ask_activity (GTask *task, const char *name)
{
  DavyCase *handled = g_task_get_source_object (task);
  DavyArmClient *arm = find_arm (task);
  g_auto (GStrv) ends = g_strsplit (name, "/", 2);
  DavyTime oldest = davy_time_now () - DAVY_LOG_DAYS * DAVY_TIME_DAY + DAVY_TIME_MINUTE;
  DavyTime from = DAVY_TIME_UNSET;
  DavyTime to = DAVY_TIME_UNSET;

  if (arm == NULL)
    return;
  if (g_strv_length (ends) != 2 || !davy_time_parse (ends[0], &from) ||
      !davy_time_parse (ends[1], &to))
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_STORE,
                               "A piece of the activity log has no times: %s", name);
      return;
    }
  if (to <= oldest)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND,
                               "Azure keeps its activity log for %d days", DAVY_LOG_DAYS);
      return;
    }
  davy_arm_client_list_activity_async (arm, davy_case_get_customer_tenant_id (handled),
                                       davy_case_get_azure_id (handled), MAX (from, oldest), to,
                                       DAVY_ARM_ACTIVITY_ALL, NULL, g_task_get_cancellable (task),
                                       activity_listed_cb, g_object_ref (task));
}

static void
audit_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  GPtrArray *records =
      davy_partner_client_list_audit_records_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  return_records (task, records, G_STRUCT_OFFSET (DavyAuditRecord, raw), error);
}

static void
ask_audit (GTask *task, const char *name)
{
  DavyCase *handled = g_task_get_source_object (task);
  DavyDay today = davy_day_from_time (davy_time_now ());
  const char *customer_id = davy_case_get_customer_tenant_id (handled);
  GError *error = NULL;
  DavyPartnerClient *partner = davy_case_get_partner (handled, &error);

  if (partner == NULL)
    g_task_return_error (task, error);
  else if (customer_id == NULL)
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND,
                             "The alert does not name the customer");
  else
    davy_partner_client_list_audit_records_async (partner, customer_id, today - DAVY_AUDIT_DAYS + 1,
                                                  today, g_task_get_cancellable (task),
                                                  audit_listed_cb, g_object_ref (task));
}

/* --- cost ---------------------------------------------------------------------------------- */

static void
append_cost (GString *text, const DavyCostRow *row)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  const char *service = row->names[DAVY_DIMENSION_SERVICE];
  g_autofree char *day = davy_day_to_iso (row->day);
  g_autofree char *amount = g_strdup_printf (
      "%s%" G_GINT64_FORMAT ".%06d", row->cost.micros < 0 ? "-" : "",
      ABS (row->cost.micros) / DAVY_MONEY_UNIT, (int) (ABS (row->cost.micros) % DAVY_MONEY_UNIT));

  append_member (builder, "day", day);
  if (service != NULL)
    append_member (builder, "service", service);
  append_member (builder, "cost", amount);
  append_member (builder, "currency", row->cost.currency);
  append_member (builder, "basis", row->cost.basis == DAVY_BASIS_LIST ? "list" : "invoiced");
  append_object (text, builder);
}

static void
cost_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows =
      davy_arm_client_query_cost_finish (DAVY_ARM_CLIENT (source), result, &error);
  GString *text;

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  text = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    append_cost (text, g_ptr_array_index (rows, i));
  return_text (task, text);
}

static void
ask_cost (GTask *task, const char *name)
{
  DavyCase *handled = g_task_get_source_object (task);
  DavyArmClient *arm = find_arm (task);
  DavyDay today = davy_day_from_time (davy_time_now ());

  if (arm != NULL)
    davy_arm_client_query_cost_async (
        arm, davy_case_get_customer_tenant_id (handled), davy_case_get_azure_id (handled),
        DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), today - COST_DAYS + 1, today,
        g_task_get_cancellable (task), cost_queried_cb, g_object_ref (task));
}

/* ------------------------------------------------------------------------------------------- */

const DavyEvidenceSource davy_evidence_sources[DAVY_N_EVIDENCE_SOURCES] = {
  { DAVY_EVIDENCE_ALERT, TRUE, FALSE, NULL, ask_alert },
  { DAVY_EVIDENCE_RESOURCES, TRUE, TRUE, NULL, ask_resource },
  { DAVY_EVIDENCE_ACTIVITY, TRUE, FALSE, NULL, ask_activity },
  { DAVY_EVIDENCE_ROLES, TRUE, FALSE, NULL, ask_roles },
  { DAVY_EVIDENCE_LOCKS, TRUE, FALSE, NULL, ask_locks },
  { DAVY_EVIDENCE_INVENTORY, FALSE, FALSE, NULL, ask_inventory },
  { DAVY_EVIDENCE_AUDIT, FALSE, FALSE, NULL, ask_audit },
  { DAVY_EVIDENCE_COST, FALSE, FALSE, NULL, ask_cost },
  { DAVY_EVIDENCE_ROLES_AFTER, FALSE, FALSE, count_removals, ask_roles_again },
};

/**
 * davy_evidence_source_applies:
 * @self: a source
 * @entries: (element-type DavyCaseEntry): the journal of a case
 *
 * Returns: whether there is reason to ask
 */
gboolean
davy_evidence_source_applies (const DavyEvidenceSource *self, const GPtrArray *entries)
{
  return self->count_occasions == NULL || self->count_occasions (entries) > 0;
}

/**
 * davy_evidence_source_ask_async:
 * @self: a source
 * @handled: the case
 * @name: a piece of the source's part
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for a piece of the evidence.
 */
void
davy_evidence_source_ask_async (const DavyEvidenceSource *self,
                                DavyCase *handled,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (handled, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_evidence_source_ask_async);
  self->ask (task, name);
}

/**
 * davy_evidence_source_ask_finish:
 * @handled: the case
 * @result: the answer
 * @error: any #DavyError
 *
 * Returns: (transfer full) (nullable): records, each a line of JSON; may be empty
 */
GBytes *
davy_evidence_source_ask_finish (DavyCase *handled, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, handled), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_evidence_source_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
