/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-evidence-export.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "triage/davy-case-file-private.h"
#include "triage/davy-evidence-csv.h"
#include "triage/davy-evidence-folder.h"
#include "triage/davy-evidence-private.h"

/* A case's evidence as a folder (`playbook.md` C.4): the records of each part, the case, its
 * journal with the chain of its hashes, and a manifest. That it was exported, and the manifest's
 * hash, go into the journal. */

static const char *const state_words[] = {
  [DAVY_EVIDENCE_WAITING] = "incomplete", [DAVY_EVIDENCE_COLLECTING] = "incomplete",
  [DAVY_EVIDENCE_STORED] = "stored",      [DAVY_EVIDENCE_REFUSED] = "refused",
  [DAVY_EVIDENCE_WAIVED] = "waived",      [DAVY_EVIDENCE_LATER] = NULL,
};

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

/* @content: (transfer full) */
static void
add_file (Gathering *self, const char *name, GBytes *content)
{
  DavyEvidenceFile *file = g_new0 (DavyEvidenceFile, 1);

  file->name = g_strdup (name);
  file->content = content;
  g_ptr_array_add (self->files, file);
}

/* @text: (transfer full) */
static void
add_text (Gathering *self, const char *name, char *text)
{
  add_file (self, name, g_bytes_new_take (text, strlen (text)));
}

static void
append_object (GString *text, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *line = json_to_string (node, FALSE);

  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

static void
put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
append_entry (GString *text, const DavyCaseEntry *entry, const char *previous)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *time = davy_time_to_iso (entry->time);

  json_object_set_int_member (object, "position", entry->position);
  put_text (object, "kind", entry->kind);
  put_text (object, "step", entry->step);
  put_text (object, "who", entry->who);
  put_text (object, "time", time);
  json_object_set_int_member (object, "timeMicroseconds", entry->time);
  json_object_set_int_member (object, "clockOffsetMicroseconds", entry->clock_offset);
  put_text (object, "note", entry->note);
  put_text (object, "facts", entry->facts);
  if (entry->refers != 0)
    json_object_set_int_member (object, "refers", entry->refers);
  put_text (object, "previous", previous);
  put_text (object, "hash", entry->hash);
  append_object (text, object);
}

static void
add_journal (Gathering *self, const DavyCaseRecord *record)
{
  GString *text = g_string_new (NULL);
  const char *previous = "";

  for (guint i = 0; i < record->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i);

      append_entry (text, entry, previous);
      previous = entry->hash;
    }
  add_file (self, "journal.ndjson", g_string_free_to_bytes (text));
}

/* A part that is not whole goes into the folder as far as it came. */
static gboolean
add_part (Gathering *self, DavyDb *db, JsonObject *part, GString *list, GError **error)
{
  const char *key = json_object_get_string_member (part, "part");
  g_autofree char *name = g_strconcat (key, ".ndjson", NULL);
  g_autofree char *sha256 = NULL;
  GBytes *content = davy_db_read_evidence (db, self->case_row, key, error);

  if (content == NULL)
    return FALSE;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  if (json_object_has_member (part, "sha256"))
    json_object_set_boolean_member (
        part, "intact", g_str_equal (sha256, json_object_get_string_member (part, "sha256")));
  append_object (list, part);
  if (g_str_equal (key, DAVY_EVIDENCE_COST))
    add_text (self, "cost.csv", davy_evidence_cost_to_csv (content));
  add_file (self, name, content);

  return TRUE;
}

static gboolean
gather (DavyDb *db, gpointer data, GError **error)
{
  Gathering *self = data;
  g_auto (DavyCaseFile) file = { 0 };
  GString *list;

  if (!davy_case_file_read (&file, db, self->case_row, error) ||
      !davy_case_file_read_log (&file, db, self->case_row, error))
    return FALSE;
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_evidence_file_free);
  add_text (
      self, "README.txt",
      g_strdup (_ ("This folder holds what was kept of an incident.\n"
                   "\n"
                   "SHA256SUMS: check the files with “sha256sum -c SHA256SUMS”\n"
                   "incident.json: the case and its alerts\n"
                   "journal.ndjson: what was decided and done; each entry carries the hash of "
                   "the one before it\n"
                   "parts.ndjson: which evidence is here, and why some may be missing\n"
                   "cost.csv, cost-by-day.csv: the cost for a spreadsheet; the excess is what a "
                   "day cost more than expected since the first sign of misuse\n"
                   "the other files: the records as the services sent them\n")));
  add_text (self, "incident.json", davy_case_file_to_json (&file));
  add_journal (self, file.snapshot.record);
  if (file.usage != NULL)
    add_text (self, "cost-by-day.csv", davy_evidence_days_to_csv (&file));

  list = g_string_new (NULL);
  for (guint i = 0; i < self->parts->len; i++)
    if (!add_part (self, db, g_ptr_array_index (self->parts, i), list, error))
      {
        g_string_free (list, TRUE);
        return FALSE;
      }
  add_file (self, "parts.ndjson", g_string_free_to_bytes (list));

  return TRUE;
}

static JsonObject *
describe_part (const DavyEvidencePart *part)
{
  JsonObject *object = json_object_new ();

  put_text (object, "part", part->key);
  json_object_set_boolean_member (object, "required", part->required);
  put_text (object, "state", state_words[part->state]);
  json_object_set_int_member (object, "pieces", part->n_all);
  json_object_set_int_member (object, "stored", part->n_done);
  if (part->stored_at != DAVY_TIME_UNSET)
    {
      g_autofree char *time = davy_time_to_iso (part->stored_at);

      put_text (object, "storedAt", time);
    }
  put_text (object, "sha256", part->sha256);
  put_text (object, "reason", part->reason);
  put_text (object, "error", part->error != NULL ? part->error->message : NULL);

  return object;
}

static Gathering *
gathering_new (DavyEvidence *self)
{
  Gathering *gathering = g_new0 (Gathering, 1);

  gathering->case_row = davy_case_get_id (self->handled);
  gathering->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const DavyEvidencePart *part = g_ptr_array_index (self->parts, i);

      if (part->state != DAVY_EVIDENCE_LATER)
        g_ptr_array_add (gathering->parts, describe_part (part));
    }

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
