/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence-folder.h"

/* Writing a folder with a manifest that `sha256sum -c` accepts. It gets its name when it is whole;
 * a folder that could not be finished is told by its name. */

typedef struct
{
  GPtrArray *files;
  GFile *place;
  char *name;
  char *manifest_sha256;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_ptr_array_unref (writing->files);
  g_object_unref (writing->place);
  g_free (writing->name);
  g_free (writing->manifest_sha256);
  g_free (writing);
}

static gboolean
write_file (GFile *folder, const DavyEvidenceFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) child = g_file_get_child (folder, file->name);
  gsize length;
  const char *data = g_bytes_get_data (file->content, &length);

  return g_file_replace_contents (child, data != NULL ? data : "", length, NULL, FALSE,
                                  G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                  cancellable, error);
}

static DavyEvidenceFile *
make_manifest (GPtrArray *files)
{
  GString *text = g_string_new (NULL);
  DavyEvidenceFile *manifest = g_new0 (DavyEvidenceFile, 1);

  for (guint i = 0; i < files->len; i++)
    {
      const DavyEvidenceFile *file = g_ptr_array_index (files, i);
      g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->content);

      g_string_append_printf (text, "%s  %s\n", sha256, file->name);
    }
  manifest->name = g_strdup (DAVY_EVIDENCE_MANIFEST);
  manifest->content = g_string_free_to_bytes (text);

  return manifest;
}

static GFile *
write_folder (Writing *writing, GCancellable *cancellable, GError **error)
{
  g_autofree char *partial_name = g_strconcat (writing->name, ".partial", NULL);
  g_autoptr (GFile) partial = g_file_get_child (writing->place, partial_name);
  DavyEvidenceFile *manifest = make_manifest (writing->files);

  g_ptr_array_add (writing->files, manifest);
  writing->manifest_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, manifest->content);
  if (!g_file_make_directory (partial, cancellable, error))
    return NULL;
  for (guint i = 0; i < writing->files->len; i++)
    if (!write_file (partial, g_ptr_array_index (writing->files, i), cancellable, error))
      return NULL;

  return g_file_set_display_name (partial, writing->name, cancellable, error);
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GFile *folder = write_folder (data, cancellable, &error);

  if (folder != NULL)
    g_task_return_pointer (task, folder, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
davy_evidence_file_free (DavyEvidenceFile *self)
{
  g_free (self->name);
  g_bytes_unref (self->content);
  g_free (self);
}

/**
 * davy_evidence_folder_write_async:
 * @files: (transfer full) (element-type DavyEvidenceFile): what goes into the folder; the manifest
 *   is added
 * @place: the folder that it goes into
 * @name: its name
 * @cancellable: (nullable): to give up
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes a folder that nobody else may read.
 */
void
davy_evidence_folder_write_async (GPtrArray *files,
                                  GFile *place,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->files = files;
  writing->place = g_object_ref (place);
  writing->name = g_strdup (name);
  g_task_set_source_tag (task, davy_evidence_folder_write_async);
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_thread);
}

/**
 * davy_evidence_folder_write_finish:
 * @result: the answer
 * @sha256: (out) (transfer full): of the manifest
 * @error: a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the folder
 */
GFile *
davy_evidence_folder_write_finish (GAsyncResult *result, char **sha256, GError **error)
{
  Writing *writing;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_evidence_folder_write_async), NULL);

  writing = g_task_get_task_data (G_TASK (result));
  *sha256 = g_strdup (writing->manifest_sha256);

  return g_task_propagate_pointer (G_TASK (result), error);
}
