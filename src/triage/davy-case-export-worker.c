/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-case-export.h"

#include <glib/gi18n-lib.h>

#include "triage/davy-evidence-content.h"
#include "triage/davy-evidence-folder.h"
#include "triage/davy-evidence-private.h"
#include "triage/davy-report.h"

/* A case as a folder, made of the database alone: its evidence and its report, as the window
 * exports them. Nothing is fetched for it and nothing is noted in the journal. */

static GPtrArray *
read_files (DavyDb *db, gint64 case_row, GError **error)
{
  const char *more = _ ("report.pdf, report.json: the report of the case\n");
  g_autoptr (GPtrArray) lots = davy_evidence_lots_new ();
  g_autoptr (GPtrArray) parts = NULL;
  g_auto (DavyCaseFile) file = { 0 };

  if (!davy_case_file_read (&file, db, case_row, error) ||
      !davy_case_file_read_log (&file, db, case_row, error) ||
      !davy_evidence_lots_read (lots, db, file.snapshot.record, error))
    return NULL;
  parts = davy_evidence_describe_parts (lots);

  return davy_evidence_gather (db, &file, parts, more, error);
}

/* What is read belongs together, whatever a running program writes in the meantime. */
static GPtrArray *
read_at_once (DavyDb *db, gint64 case_row, GError **error)
{
  GPtrArray *files;

  if (!davy_db_execute (db, "BEGIN", error))
    return NULL;
  files = read_files (db, case_row, error);
  davy_db_execute (db, "COMMIT", NULL);

  return files;
}

static GBytes *
find_case_file (const GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const DavyEvidenceFile *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->name, DAVY_EVIDENCE_CASE))
        return file->content;
    }

  g_return_val_if_reached (NULL);
}

static gboolean
add_report (GPtrArray *files, GError **error)
{
  GBytes *case_file = find_case_file (files);
  GBytes *pdf = davy_report_make_pdf (case_file, error);
  GBytes *json = pdf != NULL ? davy_report_make_json (case_file, error) : NULL;

  if (pdf != NULL)
    g_ptr_array_add (files, davy_evidence_file_new ("report.pdf", pdf));
  if (json != NULL)
    g_ptr_array_add (files, davy_evidence_file_new ("report.json", json));

  return json != NULL;
}

/**
 * davy_case_export:
 * @db: a connection outside a transaction
 * @case_row: which case
 * @folder: where to: a folder that is empty, or is made
 * @error: where to report %DAVY_ERROR_NOT_FOUND for a case that is none, %DAVY_ERROR_STORE,
 *   %DAVY_ERROR_INPUT for a folder with something in it, or a #GIOErrorEnum
 *
 * Writes the evidence of a case, its journal and its report, in the language of the program, with a
 * manifest that `sha256sum -c` accepts. Blocks.
 *
 * Returns: whether all of it is written; otherwise nothing of it is
 */
gboolean
davy_case_export (DavyDb *db, gint64 case_row, GFile *folder, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;

  if (!davy_evidence_folder_check (folder, error))
    return FALSE;
  files = read_at_once (db, case_row, error);

  return files != NULL && add_report (files, error) &&
         davy_evidence_folder_fill (files, folder, error);
}
