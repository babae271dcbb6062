/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-network.h"

#include "azure/davy-security-group.h"
#include "core/davy-error.h"

/* Cutting machines off the network: `playbook.md` C.3, 7b. */

#define API_VERSION "2024-05-01"

/* Two changes, one after the other: the service takes one at a time of a group. */
typedef struct
{
  GPtrArray *requests; /* (owned) (element-type DavyRequest): not sent yet */
  GPtrArray *outcomes; /* (owned) (element-type DavyArmOutcome): in order */
} Turns;

static void
turns_free (Turns *turns)
{
  g_ptr_array_unref (turns->requests);
  g_ptr_array_unref (turns->outcomes);
  g_free (turns);
}

static void send_next (GTask *task);

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Turns *turns = g_task_get_task_data (task);
  GError *error = NULL;
  DavyArmOutcome *outcome =
      davy_arm_client_finish (DAVY_ARM_CLIENT (source), result, changed_cb, &error);

  if (outcome == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_add (turns->outcomes, outcome);
  send_next (task);
}

static void
send_next (GTask *task)
{
  Turns *turns = g_task_get_task_data (task);
  g_autoptr (DavyRequest) request = NULL;

  if (turns->requests->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  request = g_ptr_array_steal_index (turns->requests, 0);
  davy_arm_client_change_and_wait (g_task_get_source_object (task), request, DAVY_ARM_PATIENCE,
                                   changed_cb, g_task_get_cancellable (task), changed_cb,
                                   g_object_ref (task));
}

static GTask *
create_turns (DavyArmClient *self,
              gpointer source_tag,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Turns *turns = g_new0 (Turns, 1);

  g_task_set_source_tag (task, source_tag);
  turns->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_request_unref);
  turns->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_outcome_free);
  g_task_set_task_data (task, turns, (GDestroyNotify) turns_free);

  return task;
}

static gboolean
finish_turns (DavyArmClient *self,
              GAsyncResult *result,
              gpointer source_tag,
              GPtrArray **outcomes,
              GError **error)
{
  Turns *turns;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), FALSE);

  turns = g_task_get_task_data (G_TASK (result));
  if (outcomes != NULL)
    *outcomes = g_ptr_array_ref (turns->outcomes);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static DavyRequest *
create_rule_request (DavyArmClient *self,
                     const char *tenant_id,
                     const char *method,
                     const DavySecurityGroup *group,
                     gboolean inbound,
                     GError **error)
{
  g_autofree char *suffix =
      g_strconcat ("/securityRules/", davy_security_group_get_rule_name (inbound), NULL);

  return davy_arm_client_create_request_at (self, tenant_id, method, group->id, suffix, API_VERSION,
                                            error);
}

static gboolean
add_denial (GTask *task,
            const char *tenant_id,
            const DavySecurityGroup *group,
            gboolean inbound,
            GError **error)
{
  Turns *turns = g_task_get_task_data (task);
  gint64 priority = davy_security_group_find_priority (group, inbound);
  const DavyFault fault = { .reason = (char *) "no-priority" };
  g_autoptr (DavyRequest) request = NULL;
  g_autoptr (JsonNode) body = NULL;

  if (priority == 0)
    {
      g_propagate_error (error, davy_error_new_fault (DAVY_ERROR_CONFLICT, &fault,
                                                      "A rule that lets pass has the first place"));
      return FALSE;
    }

  request = create_rule_request (g_task_get_source_object (task), tenant_id, "PUT", group, inbound,
                                 error);
  if (request == NULL)
    return FALSE;
  body = davy_security_group_create_rule (inbound, priority);
  davy_request_set_json (request, body);
  g_ptr_array_add (turns->requests, g_steal_pointer (&request));

  return TRUE;
}

static gboolean
add_removal (GTask *task,
             const char *tenant_id,
             const DavySecurityGroup *group,
             gboolean inbound,
             GError **error)
{
  Turns *turns = g_task_get_task_data (task);
  DavyRequest *request = create_rule_request (g_task_get_source_object (task), tenant_id, "DELETE",
                                              group, inbound, error);

  if (request != NULL)
    g_ptr_array_add (turns->requests, request);

  return request != NULL;
}

/* Changes the two rules of a group, the inbound one last. */
static void
change_rules (
    DavyArmClient *self,
    const char *tenant_id,
    const DavySecurityGroup *group,
    gboolean (*add) (GTask *, const char *, const DavySecurityGroup *, gboolean, GError **),
    gpointer source_tag,
    GCancellable *cancellable,
    GAsyncReadyCallback callback,
    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && group != NULL);

  task = create_turns (self, source_tag, cancellable, callback, user_data);
  if (add (task, tenant_id, group, FALSE, &error) && add (task, tenant_id, group, TRUE, &error))
    send_next (task);
  else
    g_task_return_error (task, error);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_client_list_security_groups_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @subscription_id: an Azure subscription of that tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the network security groups of a subscription.
 */
void
davy_arm_client_list_security_groups_async (DavyArmClient *self,
                                            const char *tenant_id,
                                            const char *subscription_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  davy_arm_client_list_in (self, tenant_id, subscription_id,
                           "Microsoft.Network/networkSecurityGroups", API_VERSION,
                           &davy_security_group_record, davy_arm_client_list_security_groups_async,
                           cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_security_groups_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavySecurityGroup): the groups
 */
GPtrArray *
davy_arm_client_list_security_groups_finish (DavyArmClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_security_groups_async, error);
}

/**
 * davy_arm_client_isolate_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @group: a network security group as it is now
 * @cancellable: (nullable): to give up waiting; what was sent stays sent
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Puts two rules before all others that let nothing in and nothing out. Connections that are open
 * may stay open until they end by themselves. Undone by davy_arm_client_end_isolation_async()
 * (source: https://learn.microsoft.com/rest/api/virtualnetwork/security-rules/create-or-update).
 */
void
davy_arm_client_isolate_async (DavyArmClient *self,
                               const char *tenant_id,
                               const DavySecurityGroup *group,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  change_rules (self, tenant_id, group, add_denial, davy_arm_client_isolate_async, cancellable,
                callback, user_data);
}

/**
 * davy_arm_client_isolate_finish:
 * @self: a client
 * @result: the answer
 * @outcomes: (out) (optional) (transfer full) (element-type DavyArmOutcome): what became of each
 *   change that was sent and answered, whether or not a later one failed
 * @error: %DAVY_ERROR_CONFLICT with the fault's reason `no-priority` when a rule that lets pass
 *   cannot be preceded, sent nothing then; or another #DavyError
 *
 * Returns: whether nothing passes any more
 */
gboolean
davy_arm_client_isolate_finish (DavyArmClient *self,
                                GAsyncResult *result,
                                GPtrArray **outcomes,
                                GError **error)
{
  return finish_turns (self, result, davy_arm_client_isolate_async, outcomes, error);
}

/**
 * davy_arm_client_end_isolation_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @group: a network security group
 * @cancellable: (nullable): to give up waiting; what was sent stays sent
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Takes away what davy_arm_client_isolate_async() put there; what is not there stays away.
 */
void
davy_arm_client_end_isolation_async (DavyArmClient *self,
                                     const char *tenant_id,
                                     const DavySecurityGroup *group,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  change_rules (self, tenant_id, group, add_removal, davy_arm_client_end_isolation_async,
                cancellable, callback, user_data);
}

/**
 * davy_arm_client_end_isolation_finish:
 * @self: a client
 * @result: the answer
 * @outcomes: (out) (optional) (transfer full) (element-type DavyArmOutcome): as for isolating
 * @error: a #DavyError
 *
 * Returns: whether both rules are gone
 */
gboolean
davy_arm_client_end_isolation_finish (DavyArmClient *self,
                                      GAsyncResult *result,
                                      GPtrArray **outcomes,
                                      GError **error)
{
  return finish_turns (self, result, davy_arm_client_end_isolation_async, outcomes, error);
}
