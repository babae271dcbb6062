/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-stops.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-compute-kinds.h"
#include "azure/davy-compute-readers.h"
#include "core/davy-error.h"

/* Stopping what computes: `wire-contract.md` 3.5 and 3.10, `playbook.md` C.3, 7b. Some stops take
 * more than one change; what was changed before one failed is told as well. */

typedef struct
{
  char *tenant_id;
  DavyCompute *compute; /* (owned) */
  GPtrArray *settings;  /* (owned) (nullable) (element-type DavyAutoscale): still to be disabled */
  GPtrArray *outcomes;  /* (owned) (element-type DavyArmOutcome): in order */
} Stop;

static void
stop_free (Stop *stop)
{
  g_free (stop->tenant_id);
  davy_compute_free (stop->compute);
  g_clear_pointer (&stop->settings, g_ptr_array_unref);
  g_clear_pointer (&stop->outcomes, g_ptr_array_unref);
  g_free (stop);
}

/* Takes the outcome of a change; FALSE when it failed and the task is answered. */
static gboolean
take_outcome (GTask *task, GObject *source, GAsyncResult *result, gpointer tag)
{
  Stop *stop = g_task_get_task_data (task);
  GError *error = NULL;
  DavyArmOutcome *outcome = davy_arm_client_finish (DAVY_ARM_CLIENT (source), result, tag, &error);

  if (outcome == NULL)
    {
      g_task_return_error (task, error);
      return FALSE;
    }

  g_ptr_array_add (stop->outcomes, outcome);
  return TRUE;
}

/* NULL when the task is answered: the id is none. */
static DavyRequest *
create_change (GTask *task,
               const char *method,
               const char *id,
               const char *suffix,
               const char *api_version)
{
  Stop *stop = g_task_get_task_data (task);
  GError *error = NULL;
  DavyRequest *request = davy_arm_client_create_request_at (
      g_task_get_source_object (task), stop->tenant_id, method, id, suffix, api_version, &error);

  if (request == NULL)
    g_task_return_error (task, error);

  return request;
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);

  if (take_outcome (task, source, result, stopped_cb))
    g_task_return_boolean (task, TRUE);
}

static void
send_stop (GTask *task)
{
  Stop *stop = g_task_get_task_data (task);
  const DavyComputeWay *way = davy_compute_kind_get_way (stop->compute->kind);
  g_autoptr (DavyRequest) request =
      create_change (task, way->stop_method, stop->compute->id, way->stop_suffix, way->api_version);

  if (request == NULL)
    return;
  if (way->stop_body != NULL)
    {
      g_autoptr (JsonNode) body = json_from_string (way->stop_body, NULL);

      davy_request_set_json (request, body);
    }
  davy_arm_client_change_and_wait (g_task_get_source_object (task), request, DAVY_ARM_PATIENCE,
                                   stopped_cb, g_task_get_cancellable (task), stopped_cb,
                                   g_object_ref (task));
}

static void
resize_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);

  if (take_outcome (task, source, result, resize_ended_cb))
    send_stop (task);
}

/* A pool takes no new size while it changes the last one. Source:
 * https://learn.microsoft.com/rest/api/batchmanagement/pool/stop-resize */
static void
end_resize (GTask *task)
{
  Stop *stop = g_task_get_task_data (task);
  g_autoptr (DavyRequest) request =
      create_change (task, "POST", stop->compute->id, "/stopResize",
                     davy_compute_kind_get_way (stop->compute->kind)->api_version);

  if (request != NULL)
    davy_arm_client_change_and_wait (g_task_get_source_object (task), request, DAVY_ARM_PATIENCE,
                                     resize_ended_cb, g_task_get_cancellable (task),
                                     resize_ended_cb, g_object_ref (task));
}

/* A PATCH of a setting has to name its profiles: all its properties are said again. */
static JsonNode *
create_disabling (const DavyAutoscale *setting)
{
  JsonNode *body = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonNode *properties = json_node_copy (setting->properties);

  json_object_set_boolean_member (json_node_get_object (properties), "enabled", FALSE);
  json_object_set_member (object, "properties", properties);
  json_node_take_object (body, object);

  return body;
}

static void disable_next (GTask *task);

static void
disabled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);

  if (take_outcome (task, source, result, disabled_cb))
    disable_next (task);
}

static void
disable_next (GTask *task)
{
  Stop *stop = g_task_get_task_data (task);
  g_autoptr (DavyAutoscale) setting = NULL;
  g_autoptr (DavyRequest) request = NULL;
  g_autoptr (JsonNode) body = NULL;

  if (stop->settings->len == 0)
    {
      send_stop (task);
      return;
    }

  setting = g_ptr_array_steal_index (stop->settings, 0);
  request = create_change (task, "PATCH", setting->id, "", DAVY_AUTOSCALE_API_VERSION);
  if (request == NULL)
    return;
  body = create_disabling (setting);
  davy_request_set_json (request, body);
  davy_arm_client_change (g_task_get_source_object (task), request, disabled_cb,
                          g_task_get_cancellable (task), disabled_cb, g_object_ref (task));
}

/* Takes away what is not about @compute. */
static void
keep_settings_of (GPtrArray *settings, const DavyCompute *compute)
{
  for (guint i = settings->len; i > 0; i--)
    {
      const DavyAutoscale *setting = g_ptr_array_index (settings, i - 1);

      if (!setting->enabled || setting->properties == NULL || setting->target_id == NULL ||
          !davy_arm_id_equal (setting->target_id, compute->id))
        g_ptr_array_remove_index (settings, i - 1);
    }
}

static void
settings_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Stop *stop = g_task_get_task_data (task);
  GError *error = NULL;

  stop->settings =
      davy_arm_client_finish (DAVY_ARM_CLIENT (source), result, settings_listed_cb, &error);
  if (stop->settings == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  keep_settings_of (stop->settings, stop->compute);
  disable_next (task);
}

/* Whatever scales the set by itself would have it grow again. Source:
 * https://learn.microsoft.com/rest/api/monitor/autoscale-settings/update */
static void
list_settings (GTask *task)
{
  Stop *stop = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DavyArmId) id = davy_arm_id_parse (stop->compute->id, &error);
  g_autofree char *subscription = NULL;

  if (id == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  subscription = davy_arm_build_path ("subscriptions", id->subscription_id, NULL);
  davy_arm_client_list_at (g_task_get_source_object (task), stop->tenant_id, subscription,
                           "/providers/Microsoft.Insights/autoscalesettings",
                           DAVY_AUTOSCALE_API_VERSION, &davy_autoscale_record, settings_listed_cb,
                           g_task_get_cancellable (task), settings_listed_cb, g_object_ref (task));
}

static void
start_stop (GTask *task)
{
  Stop *stop = g_task_get_task_data (task);
  const DavyFault fault = { .reason = (char *) "cannot-stop" };

  if (stop->compute->obstacle != DAVY_OBSTACLE_NONE ||
      davy_compute_kind_get_way (stop->compute->kind)->stop_method == NULL)
    g_task_return_error (task, davy_error_new_fault (DAVY_ERROR_CONFLICT, &fault,
                                                     "This cannot be stopped from here"));
  else if (stop->compute->kind == DAVY_COMPUTE_SCALE_SET)
    list_settings (task);
  else if (stop->compute->kind == DAVY_COMPUTE_BATCH_POOL && stop->compute->resizing)
    end_resize (task);
  else
    send_stop (task);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_client_stop_compute_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @compute: what to stop, as davy_arm_client_list_compute_async() gave it; copied
 * @cancellable: (nullable): to give up waiting; what was sent stays sent
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Stops what computes, so that it is not billed any more, and waits until the service says that it
 * is done: a machine is deallocated, never powered off; of a scale set, first the settings that
 * scale it are disabled, then its capacity becomes 0; a Machine Learning cluster and a Batch pool
 * get a fixed scale of 0; a Machine Learning instance, a container group and a Kubernetes cluster
 * are stopped (`wire-contract.md` 3.5 and 3.10; sources in davy-compute-kinds.c). A pool takes its
 * new size at once and goes on shrinking. What is stopped already may be stopped again. What has an
 * obstacle is refused before anything is sent.
 */
void
davy_arm_client_stop_compute_async (DavyArmClient *self,
                                    const char *tenant_id,
                                    const DavyCompute *compute,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Stop *stop;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && compute != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_arm_client_stop_compute_async);
  stop = g_new0 (Stop, 1);
  stop->tenant_id = g_strdup (tenant_id);
  stop->compute = davy_compute_copy (compute);
  stop->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_outcome_free);
  g_task_set_task_data (task, stop, (GDestroyNotify) stop_free);

  start_stop (task);
}

/**
 * davy_arm_client_stop_compute_finish:
 * @self: a client
 * @result: the answer
 * @outcomes: (out) (optional) (transfer full) (element-type DavyArmOutcome): what became of each
 *   change that was sent and answered, in order, whether or not a later one failed
 * @error: %DAVY_ERROR_CONFLICT with the fault's reason `cannot-stop` for what has an obstacle, and
 *   for a lock; %DAVY_ERROR_OUTCOME_UNKNOWN and %DAVY_ERROR_STILL_RUNNING when it may have stopped
 *   or may still stop; or another #DavyError
 *
 * Returns: whether all changes were accepted
 */
gboolean
davy_arm_client_stop_compute_finish (DavyArmClient *self,
                                     GAsyncResult *result,
                                     GPtrArray **outcomes,
                                     GError **error)
{
  Stop *stop;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_stop_compute_async),
                        FALSE);

  stop = g_task_get_task_data (G_TASK (result));
  if (outcomes != NULL)
    *outcomes = g_ptr_array_ref (stop->outcomes);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A change that is one request to what @id names. */
static void
change_one (DavyArmClient *self,
            const char *tenant_id,
            const char *method,
            const char *id,
            const char *suffix,
            DavyComputeKind kind,
            gpointer source_tag,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyRequest) request = davy_arm_client_create_request_at (
      self, tenant_id, method, id, suffix, davy_compute_kind_get_way (kind)->api_version, &error);

  if (request != NULL)
    davy_arm_client_change_and_wait (self, request, DAVY_ARM_PATIENCE, source_tag, cancellable,
                                     callback, user_data);
  else
    g_task_report_error (self, callback, user_data, source_tag, error);
}

/**
 * davy_arm_client_deallocate_scale_set_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @scale_set_id: a scale set's id
 * @cancellable: (nullable): to give up waiting; what was sent stays sent
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Deallocates all machines of a scale set and keeps their disks: can be undone, where a capacity of
 * 0 cannot; but a setting that scales the set may start others (`wire-contract.md` 3.5; source:
 * https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-sets/deallocate).
 */
void
davy_arm_client_deallocate_scale_set_async (DavyArmClient *self,
                                            const char *tenant_id,
                                            const char *scale_set_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && scale_set_id != NULL);

  change_one (self, tenant_id, "POST", scale_set_id, "/deallocate", DAVY_COMPUTE_SCALE_SET,
              davy_arm_client_deallocate_scale_set_async, cancellable, callback, user_data);
}

/**
 * davy_arm_client_deallocate_scale_set_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_CONFLICT for a lock, or another #DavyError
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_deallocate_scale_set_finish (DavyArmClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_deallocate_scale_set_async, error);
}

/**
 * davy_arm_client_delete_ml_compute_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @compute_id: the id of a compute cluster or instance of a Machine Learning workspace
 * @cancellable: (nullable): to give up waiting; what was sent stays sent
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Deletes a compute with its machines, which ends the jobs that run on it. The service demands to
 * be told that the machines go, too (source:
 * https://learn.microsoft.com/rest/api/azureml/compute/delete).
 */
void
davy_arm_client_delete_ml_compute_async (DavyArmClient *self,
                                         const char *tenant_id,
                                         const char *compute_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && compute_id != NULL);

  change_one (self, tenant_id, "DELETE", compute_id, "?underlyingResourceAction=Delete",
              DAVY_COMPUTE_ML_CLUSTER, davy_arm_client_delete_ml_compute_async, cancellable,
              callback, user_data);
}

/**
 * davy_arm_client_delete_ml_compute_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_CONFLICT for a lock, or another #DavyError
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_delete_ml_compute_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_delete_ml_compute_async, error);
}
