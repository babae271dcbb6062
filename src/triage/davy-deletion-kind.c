/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-resources.h"
#include "core/davy-error.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-deletion-private.h"

/* Deleting one resource as an act: sent, followed to its end, and proved by a read that says that
 * it is not there. */

gboolean
davy_deletion_error_says_gone (const GError *error)
{
  const DavyFault *fault;

  if (!g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    return FALSE;

  fault = davy_error_get_fault (error);

  return fault == NULL || g_strcmp0 (fault->reason, "no-subscription") != 0;
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (DavyArmOutcome) outcome =
      davy_arm_client_delete_resource_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (outcome != NULL)
    g_task_return_pointer (task, g_strdup (outcome->correlation_id), g_free);
  else
    g_task_return_error (task, error);
}

static void
send_async (DavyCase *subject,
            const DavyAct *act,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (subject, cancellable, callback, user_data);
  GError *error = NULL;
  DavyArmClient *arm = davy_case_get_arm (subject, &error);

  g_task_set_source_tag (task, send_async);
  if (arm != NULL)
    davy_arm_client_delete_resource_async (arm, davy_case_get_customer_tenant_id (subject),
                                           act->target, FALSE, cancellable, deleted_cb,
                                           g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static gboolean
send_finish (DavyCase *subject, GAsyncResult *result, char **correlation_id, GError **error)
{
  GError *failure = NULL;
  const DavyFault *fault;

  g_return_val_if_fail (g_task_is_valid (result, subject), FALSE);

  *correlation_id = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;

  fault = davy_error_get_fault (failure);
  if (fault != NULL)
    *correlation_id = g_strdup (fault->correlation_id);
  g_propagate_error (error, failure);

  return FALSE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (DavyArmResource) resource =
      davy_arm_client_get_resource_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (resource != NULL)
    g_task_return_int (task, g_strcmp0 (resource->provisioning_state, "Deleting") == 0
                                 ? DAVY_ACT_PENDING
                                 : DAVY_ACT_FAILED);
  else if (davy_deletion_error_says_gone (error))
    {
      g_error_free (error);
      g_task_return_int (task, DAVY_ACT_DONE);
    }
  else
    g_task_return_error (task, error);
}

static void
prove_async (DavyCase *subject,
             const DavyAct *act,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (subject, cancellable, callback, user_data);
  GError *error = NULL;
  DavyArmClient *arm = davy_case_get_arm (subject, &error);

  g_task_set_source_tag (task, prove_async);
  if (arm != NULL)
    davy_arm_client_get_resource_async (arm, davy_case_get_customer_tenant_id (subject),
                                        act->target, cancellable, read_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static gboolean
prove_finish (DavyCase *subject, GAsyncResult *result, DavyActState *state, GError **error)
{
  GError *failure = NULL;
  gssize read;

  g_return_val_if_fail (g_task_is_valid (result, subject), FALSE);

  read = g_task_propagate_int (G_TASK (result), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  *state = (DavyActState) read;

  return TRUE;
}

const DavyActKind davy_deletion_kind = {
  .key = "delete",
  .send_async = send_async,
  .send_finish = send_finish,
  .prove_async = prove_async,
  .prove_finish = prove_finish,
};
