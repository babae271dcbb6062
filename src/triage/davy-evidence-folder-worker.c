/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence-folder.h"

#include "config.h"

#include "core/davy-error.h"

#include <glib/gi18n-lib.h>

/* Writing a folder with a manifest that `sha256sum -c` accepts. A new folder gets its name when it
 * is whole; one that could not be finished is told by its name. In a folder that somebody else
 * named it is the files that get their names once all of them are written. */

#define PARTIAL ".partial"

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

/* What is there is never written over; of a file that cannot be finished nothing stays. */
static gboolean
write_file (GFile *file, GBytes *content, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) stream =
      g_file_create (file, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autofree char *name = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);

  if (stream == NULL)
    return FALSE;
  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, length, NULL, cancellable,
                                 error) &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;
  name = g_file_get_parse_name (file);
  g_prefix_error (error, "%s: ", name);
  g_file_delete (file, NULL, NULL);

  return FALSE;
}

static DavyEvidenceFile *
make_manifest (GPtrArray *files)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      const DavyEvidenceFile *file = g_ptr_array_index (files, i);
      g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->content);

      g_string_append_printf (text, "%s  %s\n", sha256, file->name);
    }

  return davy_evidence_file_new (DAVY_EVIDENCE_MANIFEST, g_string_free_to_bytes (text));
}

static GFile *
write_folder (Writing *writing, GCancellable *cancellable, GError **error)
{
  g_autofree char *partial_name = g_strconcat (writing->name, PARTIAL, NULL);
  g_autoptr (GFile) partial = g_file_get_child (writing->place, partial_name);
  DavyEvidenceFile *manifest = make_manifest (writing->files);

  g_ptr_array_add (writing->files, manifest);
  writing->manifest_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, manifest->content);
  if (!g_file_make_directory (partial, cancellable, error))
    return NULL;
  for (guint i = 0; i < writing->files->len; i++)
    {
      const DavyEvidenceFile *file = g_ptr_array_index (writing->files, i);
      g_autoptr (GFile) child = g_file_get_child (partial, file->name);

      if (!write_file (child, file->content, cancellable, error))
        return NULL;
    }

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

/**
 * davy_evidence_file_new:
 * @name: its name in the folder
 * @content: (transfer full): what is in it
 *
 * Returns: (transfer full): a file that is to be written
 */
DavyEvidenceFile *
davy_evidence_file_new (const char *name, GBytes *content)
{
  DavyEvidenceFile *self = g_new0 (DavyEvidenceFile, 1);

  self->name = g_strdup (name);
  self->content = content;

  return self;
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

/* --- into a folder that somebody named ----------------------------------------------------- */

/**
 * davy_evidence_folder_check:
 * @folder: a folder that davy_evidence_folder_fill() is to fill
 * @error: %DAVY_ERROR_INPUT when something is in it, or a #GIOErrorEnum
 *
 * Blocks.
 *
 * Returns: whether it is empty, or not there
 */
gboolean
davy_evidence_folder_check (GFile *folder, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, NULL, &failure);
  g_autoptr (GFileInfo) first = NULL;
  g_autofree char *name = g_file_get_parse_name (folder);

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (children != NULL)
    first = g_file_enumerator_next_file (children, NULL, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (first == NULL)
    return TRUE;

  g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
               /* Translators: %s is a folder */
               _ ("“%s” is not empty. Name a folder that is empty or not there yet."), name);

  return FALSE;
}

static GFile *
get_child (GFile *folder, const char *name, const char *suffix)
{
  g_autofree char *full = g_strconcat (name, suffix, NULL);

  return g_file_get_child (folder, full);
}

/* @written: (element-type GFile): as it is called now, for whoever has to take it back */
static gboolean
write_all (GPtrArray *files, GFile *folder, GPtrArray *written, GError **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      const DavyEvidenceFile *file = g_ptr_array_index (files, i);
      g_autoptr (GFile) partial = get_child (folder, file->name, PARTIAL);

      if (!write_file (partial, file->content, NULL, error))
        return FALSE;
      g_ptr_array_add (written, g_steal_pointer (&partial));
    }
  for (guint i = 0; i < files->len; i++)
    {
      const DavyEvidenceFile *file = g_ptr_array_index (files, i);
      GFile **name = (GFile **) &g_ptr_array_index (written, i);
      g_autoptr (GFile) whole = get_child (folder, file->name, NULL);

      if (!g_file_move (*name, whole, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, NULL, NULL, NULL, error))
        return FALSE;
      g_set_object (name, whole);
    }

  return TRUE;
}

/**
 * davy_evidence_folder_fill:
 * @files: (element-type DavyEvidenceFile): what goes into the folder; the manifest is added
 * @folder: the folder: empty, or made here
 * @error: %DAVY_ERROR_INPUT when something is in it, or a #GIOErrorEnum
 *
 * Writes files that nobody else may read. Blocks. What could not be finished is taken away again;
 * the manifest comes last, so that what a crash leaves does not pass for the whole.
 *
 * Returns: whether all of it is written
 */
gboolean
davy_evidence_folder_fill (GPtrArray *files, GFile *folder, GError **error)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;
  gboolean made;

  if (!davy_evidence_folder_check (folder, error))
    return FALSE;
  made = g_file_make_directory (folder, NULL, &failure);
  if (!made && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_ptr_array_add (files, make_manifest (files));
  if (write_all (files, folder, written, error))
    return TRUE;
  for (guint i = 0; i < written->len; i++)
    g_file_delete (g_ptr_array_index (written, i), NULL, NULL);
  if (made)
    g_file_delete (folder, NULL, NULL);

  return FALSE;
}
