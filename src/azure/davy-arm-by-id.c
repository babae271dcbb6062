/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-by-id.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-version.h"
#include "core/davy-error.h"

/* Getting and deleting what is known by its id alone, whatever its type: first the api-version is
 * found, and a version that is refused is replaced once by the best of those that the refusal
 * names. A refused version is a request that was surely not carried out. */

typedef struct
{
  char *tenant_id;             /* (owned) */
  char *path;                  /* (owned): the id */
  char *query;                 /* (owned): "" or "?…" */
  DavyArmId *id;               /* (owned) */
  const DavyArmRecord *record; /* (not owned) (nullable): NULL deletes */
  gboolean corrected;
} ById;

static void
by_id_free (ById *call)
{
  g_free (call->tenant_id);
  g_free (call->path);
  g_free (call->query);
  g_clear_pointer (&call->id, davy_arm_id_free);
  g_free (call);
}

static void answered_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
by_id_send (GTask *task, const char *version)
{
  DavyArmClient *self = g_task_get_source_object (task);
  ById *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (DavyRequest) request = NULL;
  GError *error = NULL;

  request = davy_arm_client_create_request_at (self, call->tenant_id,
                                               call->record != NULL ? "GET" : "DELETE", call->path,
                                               call->query, version, &error);
  if (request == NULL)
    g_task_return_error (task, error);
  else if (call->record != NULL)
    davy_arm_client_get (self, request, call->record, by_id_send, cancellable, answered_cb,
                         g_object_ref (task));
  else
    davy_arm_client_change_and_wait (self, request, DAVY_ARM_PATIENCE, by_id_send, cancellable,
                                     answered_cb, g_object_ref (task));
}

/* Returns: (nullable): the version to ask again with */
static const char *
get_better_version (ById *call, const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);

  return !call->corrected && g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REJECTED) &&
                 g_strcmp0 (fault->reason, "api-version") == 0
             ? fault->subject
             : NULL;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyArmClient *self = DAVY_ARM_CLIENT (source);
  ById *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer answer = davy_arm_client_finish (self, result, by_id_send, &error);
  const char *version;

  if (error == NULL)
    {
      g_task_return_pointer (task, answer,
                             call->record != NULL ? call->record->free
                                                  : (GDestroyNotify) davy_arm_outcome_free);
      return;
    }

  version = get_better_version (call, error);
  if (version != NULL)
    {
      call->corrected = TRUE;
      davy_arm_client_keep_version (self, call->id, version);
      by_id_send (task, version);
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
version_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autofree char *version =
      davy_arm_client_find_version_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (version != NULL)
    by_id_send (task, version);
  else
    g_task_return_error (task, error);
}

static void
by_id_start (GTask *task,
             const char *tenant_id,
             const char *id,
             const char *query,
             const DavyArmRecord *record)
{
  ById *call = g_new0 (ById, 1);
  GError *error = NULL;

  call->tenant_id = g_strdup (tenant_id);
  call->path = g_strdup (id);
  call->query = g_strdup (query);
  call->record = record;
  call->id = davy_arm_id_parse (id, &error);
  g_task_set_task_data (task, call, (GDestroyNotify) by_id_free);

  if (call->id != NULL)
    davy_arm_client_find_version (g_task_get_source_object (task), tenant_id, call->id,
                                  g_task_get_cancellable (task), version_found_cb,
                                  g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* --- within the room ----------------------------------------------------------------------- */

void
davy_arm_client_get_by_id (DavyArmClient *self,
                           const char *tenant_id,
                           const char *id,
                           const DavyArmRecord *record,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_arm_client_get_by_id);
  by_id_start (task, tenant_id, id, "", record);
}

gpointer
davy_arm_client_get_by_id_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_get_by_id), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* @query: "" or "?…" */
void
davy_arm_client_delete_by_id (DavyArmClient *self,
                              const char *tenant_id,
                              const char *id,
                              const char *query,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_arm_client_delete_by_id);
  by_id_start (task, tenant_id, id, query, NULL);
}

DavyArmOutcome *
davy_arm_client_delete_by_id_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_delete_by_id), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
