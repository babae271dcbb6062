/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-evidence-content.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "triage/davy-evidence-csv.h"
#include "triage/davy-evidence-folder.h"
#include "triage/davy-evidence-private.h"

/* What a folder of a case's evidence holds (`playbook.md` C.4): the records of each part, the case,
 * and its journal with the chain of its hashes. */

static const char *const state_words[] = {
  [DAVY_EVIDENCE_WAITING] = "incomplete", [DAVY_EVIDENCE_COLLECTING] = "incomplete",
  [DAVY_EVIDENCE_STORED] = "stored",      [DAVY_EVIDENCE_REFUSED] = "refused",
  [DAVY_EVIDENCE_WAIVED] = "waived",      [DAVY_EVIDENCE_LATER] = NULL,
};

/* @content: (transfer full) */
static void
add_file (GPtrArray *files, const char *name, GBytes *content)
{
  g_ptr_array_add (files, davy_evidence_file_new (name, content));
}

/* @text: (transfer full) */
static void
add_text (GPtrArray *files, const char *name, char *text)
{
  add_file (files, name, g_bytes_new_take (text, strlen (text)));
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
add_journal (GPtrArray *files, const DavyCaseRecord *record)
{
  GString *text = g_string_new (NULL);
  const char *previous = "";

  for (guint i = 0; i < record->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i);

      append_entry (text, entry, previous);
      previous = entry->hash;
    }
  add_file (files, "journal.ndjson", g_string_free_to_bytes (text));
}

/* A part that is not whole goes into the folder as far as it came. */
static gboolean
add_part (GPtrArray *files,
          DavyDb *db,
          gint64 case_row,
          JsonObject *part,
          GString *list,
          GError **error)
{
  const char *key = json_object_get_string_member (part, "part");
  g_autofree char *name = g_strconcat (key, ".ndjson", NULL);
  g_autofree char *sha256 = NULL;
  GBytes *content = davy_db_read_evidence (db, case_row, key, error);

  if (content == NULL)
    return FALSE;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  if (json_object_has_member (part, "sha256"))
    json_object_set_boolean_member (
        part, "intact", g_str_equal (sha256, json_object_get_string_member (part, "sha256")));
  append_object (list, part);
  if (g_str_equal (key, DAVY_EVIDENCE_COST))
    add_text (files, "cost.csv", davy_evidence_cost_to_csv (content));
  add_file (files, name, content);

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

/*< private >
 * davy_evidence_describe_parts:
 * @lots: (element-type DavyEvidenceLot): the parts of a case's evidence
 *
 * Returns: (transfer full) (element-type JsonObject): how each stands now, of those that there is
 *   reason to have
 */
GPtrArray *
davy_evidence_describe_parts (const GPtrArray *lots)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < lots->len; i++)
    {
      const DavyEvidencePart *part = g_ptr_array_index (lots, i);

      if (part->state != DAVY_EVIDENCE_LATER)
        g_ptr_array_add (parts, describe_part (part));
    }

  return parts;
}

static char *
dup_readme (const char *more)
{
  const char *text =
      _ ("This folder holds what was kept of an incident.\n"
         "\n"
         "SHA256SUMS: check the files with “sha256sum -c SHA256SUMS”\n"
         "incident.json: the case and its alerts\n"
         "journal.ndjson: what was decided and done; each entry carries the hash of "
         "the one before it\n"
         "parts.ndjson: which evidence is here, and why some may be missing\n"
         "cost.csv, cost-by-day.csv: the cost for a spreadsheet; the excess is what a "
         "day cost more than expected since the first sign of misuse\n");

  return g_strconcat (text, more != NULL ? more : "",
                      _ ("the other files: the records as the services sent them\n"), NULL);
}

/*< private >
 * davy_evidence_gather:
 * @db: the connection that @file was read from
 * @file: the case, with its log
 * @parts: (element-type JsonObject): what davy_evidence_describe_parts() returned
 * @more: (nullable): lines about files that are added to these
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type DavyEvidenceFile): the files, without their
 *   manifest
 */
GPtrArray *
davy_evidence_gather (DavyDb *db,
                      const DavyCaseFile *file,
                      const GPtrArray *parts,
                      const char *more,
                      GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_evidence_file_free);
  const DavyCaseRecord *record = file->snapshot.record;
  g_autoptr (GString) list = g_string_new (NULL);

  add_text (files, "README.txt", dup_readme (more));
  add_text (files, DAVY_EVIDENCE_CASE, davy_case_file_to_json (file));
  add_journal (files, record);
  if (file->usage != NULL)
    add_text (files, "cost-by-day.csv", davy_evidence_days_to_csv (file));
  for (guint i = 0; i < parts->len; i++)
    if (!add_part (files, db, record->id, g_ptr_array_index (parts, i), list, error))
      return NULL;
  add_file (files, "parts.ndjson", g_string_free_to_bytes (g_steal_pointer (&list)));

  return g_steal_pointer (&files);
}
