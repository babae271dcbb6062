/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence-export.h"

#include "triage/davy-evidence-content.h"
#include "triage/davy-evidence-folder.h"
#include "triage/davy-evidence-private.h"

/* A case's evidence as a folder with a manifest. That it was exported, and the manifest's hash, go
 * into the journal. */

typedef struct
{
  gint64 case_row;
  GPtrArray *parts; /* JsonObject: how each stood when the export began */
  GPtrArray *files; /* DavyEvidenceFile */
} Gathering;

typedef struct
{
  GFile *place;
  GFile *folder;
} Export;

static void
gathering_free (gpointer data)
{
  Gathering *gathering = data;

  g_ptr_array_unref (gathering->parts);
  g_clear_pointer (&gathering->files, g_ptr_array_unref);
  g_free (gathering);
}

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->place);
  g_clear_object (&export->folder);
  g_free (export);
}

/* --- what is in it, on the store's reader -------------------------------------------------- */

static gboolean
gather (DavyDb *db, gpointer data, GError **error)
{
  Gathering *self = data;
  g_auto (DavyCaseFile) file = { 0 };

  if (!davy_case_file_read (&file, db, self->case_row, error) ||
      !davy_case_file_read_log (&file, db, self->case_row, error))
    return FALSE;
  self->files = davy_evidence_gather (db, &file, self->parts, NULL, error);

  return self->files != NULL;
}

static Gathering *
gathering_new (DavyEvidence *self)
{
  Gathering *gathering = g_new0 (Gathering, 1);

  gathering->case_row = davy_case_get_id (self->handled);
  gathering->parts = davy_evidence_describe_parts (self->parts);

  return gathering;
}

/* --- the way ------------------------------------------------------------------------------- */

static void
entry_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&export->folder), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
folder_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyEvidence *self = g_task_get_source_object (task);
  Export *export = g_task_get_task_data (task);
  g_autofree char *sha256 = NULL;
  GVariantDict facts;
  DavyCaseWrite *write;
  GError *error = NULL;

  export->folder = davy_evidence_folder_write_finish (result, &sha256, &error);
  if (export->folder == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "manifest-sha256", "s", sha256);
  write = davy_case_write_new (self->handled);
  davy_case_write_add (write, DAVY_ENTRY_EXPORTED, NULL, g_variant_dict_end (&facts));
  davy_case_write_run_async (self->handled, write, NULL, entry_written_cb, g_steal_pointer (&task));
}

static char *
dup_folder_name (DavyCase *handled)
{
  DavyTime now = davy_time_now ();
  g_autofree char *iso = davy_time_to_iso (now - now % DAVY_TIME_SECOND);
  g_autofree char *time = g_strdelimit (g_strdup (iso), ":", '-');

  return g_strdup_printf ("davylamp-%.8s-%s", davy_case_get_azure_id (handled), time);
}

static void
gathered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyEvidence *self = g_task_get_source_object (task);
  const Export *export = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *name = dup_folder_name (self->handled);
  Gathering *gathering;
  GError *error = NULL;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  gathering = davy_store_result_get_data (result);
  davy_evidence_folder_write_async (g_steal_pointer (&gathering->files), export->place, name,
                                    cancellable, folder_written_cb, g_steal_pointer (&task));
}

/* Whatever came of it: the folder says so. */
static void
collected_after_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyEvidence *self = DAVY_EVIDENCE (source);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  if (!davy_evidence_collect_after_finish (self, result, &error))
    g_message ("The roles are not compared: %s", error->message);
  davy_store_read_async (davy_case_get_store (self->handled), gather, gathering_new (self),
                         gathering_free, cancellable, gathered_cb, g_steal_pointer (&task));
}

/**
 * davy_evidence_export_async:
 * @self: the evidence of a case, loaded
 * @place: the folder that the new one goes into
 * @cancellable: (nullable): to give up
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes what is stored into a new folder (`playbook.md` C.4) whose manifest `sha256sum -c`
 * accepts, and notes in the journal that it was. What davy_evidence_collect_after_async() would
 * collect is asked for first.
 */
void
davy_evidence_export_async (DavyEvidence *self,
                            GFile *place,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->place = g_object_ref (place);
  g_task_set_source_tag (task, davy_evidence_export_async);
  g_task_set_task_data (task, export, export_free);
  davy_evidence_collect_after_async (self, cancellable, collected_after_cb, task);
}

/**
 * davy_evidence_export_finish:
 * @self: the evidence of a case
 * @result: the answer
 * @error: a #GIOErrorEnum of the folder, or %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): the new folder
 */
GFile *
davy_evidence_export_finish (DavyEvidence *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_evidence_export_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
