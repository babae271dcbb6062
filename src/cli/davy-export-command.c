/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/davy-export-command.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/davy-command.h"
#include "cli/davy-kept-store.h"
#include "core/davy-error.h"
#include "triage/davy-case-export.h"

/* `davylamp export case ID DIR`: what the store holds of a case, as a folder. */

typedef struct
{
  const char *id;
  gint64 case_row;
  GFile *folder;
} Wanted;

static gboolean
check (Wanted *wanted, int argc, char **argv, GError **error)
{
  guint64 row;

  if (argc != 4 || !g_str_equal (argv[1], "case"))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                   /* Translators: %s is what to type: “case ID DIR” */
                   _ ("Say what to export and where to: %s"), "case ID DIR");
      return FALSE;
    }
  if (!g_ascii_string_to_unsigned (argv[2], 10, 1, G_MAXINT64, &row, NULL))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                   /* Translators: %1$s is what was typed, %2$s what to type */
                   _ ("“%1$s” is not the ID of a case; see “%2$s”"), argv[2],
                   "davylamp list cases");
      return FALSE;
    }
  wanted->id = argv[2];
  wanted->case_row = (gint64) row;
  wanted->folder = g_file_new_for_path (argv[3]);

  return TRUE;
}

static gboolean
parse (Wanted *wanted, int argc, char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("case ID DIR");

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context,
      N_ ("Writes what is stored of a case into a folder: its report, its evidence and its "
          "journal.\nThe folder has to be empty or not there yet. Nothing is fetched."));

  return g_option_context_parse (context, &argc, &argv, error) && check (wanted, argc, argv, error);
}

static gboolean
export_case (const Wanted *wanted, const char *store_path, GError **error)
{
  g_autoptr (DavyDb) db = davy_kept_store_open (store_path, error);
  g_autoptr (GError) failure = NULL;

  if (db == NULL)
    return FALSE;
  if (davy_case_export (db, wanted->case_row, wanted->folder, &failure))
    return TRUE;

  if (g_error_matches (failure, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                 /* Translators: %1$s is what was typed, %2$s what to type */
                 _ ("There is no case with the ID %1$s; see “%2$s”"), wanted->id,
                 "davylamp list cases");
  else
    g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * davy_export_command_run:
 * @argc: how many words
 * @argv: what was typed, from the name of the command on
 * @store_path: the database of the profile
 *
 * Writes a case into a folder; says on standard error why not. The database is only read, and may
 * be in use.
 *
 * Returns: the exit status: 0; 1 when it failed; 2 when it was asked for wrongly
 */
int
davy_export_command_run (int argc, char **argv, const char *store_path)
{
  g_autoptr (GError) error = NULL;
  Wanted wanted = { 0 };
  int status = 0;

  if (!parse (&wanted, argc, argv, &error))
    status = davy_command_fail (error, DAVY_COMMAND_USAGE);
  else if (!export_case (&wanted, store_path, &error))
    status = davy_command_fail (error, DAVY_COMMAND_FAILED);
  g_clear_object (&wanted.folder);

  return status;
}
