/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-by-id.h"
#include "azure/davy-arm-fault.h"
#include "azure/davy-arm-id.h"
#include "azure/davy-arm-pause.h"
#include "azure/davy-arm-resources.h"
#include "core/davy-error.h"

/* Deleting: the request, its operation, and then reading until it is gone. A group that Azure has
 * deleted may still hold what reappeared (`wire-contract.md` 3.3). */

#define PAUSE    (15 * DAVY_TIME_SECOND)
#define PATIENCE (10 * DAVY_TIME_MINUTE) /* for it to be gone after it was deleted */

#define FORCED_TYPES "Microsoft.Compute/virtualMachines,Microsoft.Compute/virtualMachineScaleSets"

typedef struct
{
  char *tenant_id;         /* (owned) */
  char *id;                /* (owned) */
  DavyArmOutcome *outcome; /* (owned) (nullable) */
  gint64 ends;             /* monotonic: when patience ends */
} Deletion;

static void
deletion_free (Deletion *deletion)
{
  g_free (deletion->tenant_id);
  g_free (deletion->id);
  g_clear_pointer (&deletion->outcome, davy_arm_outcome_free);
  g_free (deletion);
}

static gpointer
read_presence (const DavyJson *item)
{
  return GUINT_TO_POINTER (davy_json_is_object (item));
}

static void
forget_presence (gpointer presence)
{
}

static const DavyArmRecord presence_record = { .read = read_presence, .free = forget_presence };

static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND) &&
         g_strcmp0 (davy_error_get_fault (error)->reason, "no-subscription") != 0;
}

static void
deletion_succeed (GTask *task)
{
  Deletion *deletion = g_task_get_task_data (task);

  deletion->outcome->done = TRUE;
  g_task_return_pointer (task, g_steal_pointer (&deletion->outcome),
                         (GDestroyNotify) davy_arm_outcome_free);
}

static void
deletion_fail (GTask *task, DavyError code, const DavyFault *fault, const char *why)
{
  Deletion *deletion = g_task_get_task_data (task);

  g_task_return_error (task, davy_arm_outcome_to_error (deletion->outcome, code, fault, why));
}

static void deletion_look (GTask *task);

static void
pause_over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_arm_pause_finish (result, &error))
    deletion_look (task);
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Deletion *deletion = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  davy_arm_client_get_by_id_finish (DAVY_ARM_CLIENT (source), result, &error);
  if (is_gone (error))
    deletion_succeed (task);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (error != NULL && !davy_arm_error_is_passing (error))
    deletion_fail (task, DAVY_ERROR_OUTCOME_UNKNOWN, davy_error_get_fault (error), error->message);
  else if (davy_time_monotonic () >= deletion->ends)
    deletion_fail (task, DAVY_ERROR_STILL_RUNNING, NULL, "It was deleted and is still there");
  else
    davy_arm_pause_async (PAUSE, g_task_get_cancellable (task), pause_over_cb, g_object_ref (task));
}

static void
deletion_look (GTask *task)
{
  Deletion *deletion = g_task_get_task_data (task);

  davy_arm_client_get_by_id (g_task_get_source_object (task), deletion->tenant_id, deletion->id,
                             &presence_record, g_task_get_cancellable (task), looked_cb,
                             g_object_ref (task));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Deletion *deletion = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  deletion->outcome =
      davy_arm_client_delete_by_id_finish (DAVY_ARM_CLIENT (source), result, &error);
  deletion->ends = davy_time_monotonic () + PATIENCE;
  if (deletion->outcome != NULL)
    {
      deletion_look (task);
    }
  else if (is_gone (error))
    {
      deletion->outcome = g_new0 (DavyArmOutcome, 1);
      deletion->outcome->status = davy_error_get_fault (error)->http_status;
      deletion->outcome->correlation_id = g_strdup (davy_error_get_fault (error)->correlation_id);
      deletion_look (task); /* what was not found may be the operation, and no longer the thing */
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
start (GTask *task, const char *tenant_id, const char *id, const char *query)
{
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->tenant_id = g_strdup (tenant_id);
  deletion->id = g_strdup (id);
  g_task_set_task_data (task, deletion, (GDestroyNotify) deletion_free);
  davy_arm_client_delete_by_id (g_task_get_source_object (task), tenant_id, id, query,
                                g_task_get_cancellable (task), deleted_cb, g_object_ref (task));
}

/* Nothing but what the caller thinks it is may be deleted. */
static gboolean
check_kind (GTask *task, const char *text, gboolean is_group)
{
  GError *error = NULL;
  g_autoptr (DavyArmId) id = davy_arm_id_parse (text, &error);

  if (id != NULL && is_group && (id->group == NULL || id->provider != NULL))
    g_set_error (&error, DAVY_ERROR, DAVY_ERROR_WIRE, "Not the id of a resource group");
  else if (id != NULL && !is_group && id->provider == NULL)
    g_set_error (&error, DAVY_ERROR, DAVY_ERROR_WIRE, "Not the id of a resource");
  if (error != NULL)
    g_task_return_error (task, error);

  return error == NULL;
}

static gboolean
can_be_forced (const char *resource_id)
{
  g_autoptr (DavyArmId) id = davy_arm_id_parse (resource_id, NULL);

  return id != NULL && (davy_arm_id_has_type (id, "Microsoft.Compute/virtualMachines") ||
                        davy_arm_id_has_type (id, "Microsoft.Compute/virtualMachineScaleSets"));
}

/**
 * davy_arm_client_delete_resource_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @resource_id: a resource of any type
 * @force: whether not to wait for a machine to shut down; means nothing for other types
 * @cancellable: (nullable): to stop watching; what was sent goes on
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Deletes one resource and looks until it is gone (`wire-contract.md` 3.3). One that was not there
 * is no error. A machine leaves its disks, interfaces and addresses behind.
 */
void
davy_arm_client_delete_resource_async (DavyArmClient *self,
                                       const char *tenant_id,
                                       const char *resource_id,
                                       gboolean force,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_arm_client_delete_resource_async);
  if (check_kind (task, resource_id, FALSE))
    start (task, tenant_id, resource_id,
           force && can_be_forced (resource_id) ? "?forceDeletion=true" : "");
}

/**
 * davy_arm_client_delete_resource_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_CONFLICT with the fault's reason `locked` or `in-use`;
 *   %DAVY_ERROR_STILL_RUNNING and %DAVY_ERROR_OUTCOME_UNKNOWN when it may be deleted or still will
 *   be; every other error says that it was not
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_delete_resource_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_delete_resource_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_arm_client_delete_group_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @group_id: the id of a resource group
 * @force: whether not to wait for its machines to shut down
 * @cancellable: (nullable): to stop watching; what was sent goes on
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Deletes a resource group with everything in it and looks until it is gone (`wire-contract.md`
 * 3.3). One lock anywhere inside and nothing is deleted.
 */
void
davy_arm_client_delete_group_async (DavyArmClient *self,
                                    const char *tenant_id,
                                    const char *group_id,
                                    gboolean force,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_arm_client_delete_group_async);
  if (check_kind (task, group_id, TRUE))
    start (task, tenant_id, group_id, force ? "?forceDeletionTypes=" FORCED_TYPES : "");
}

/**
 * davy_arm_client_delete_group_finish:
 * @self: a client
 * @result: the answer
 * @error: as davy_arm_client_delete_resource_finish()
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_delete_group_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_delete_group_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
