/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/davy-list-command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli/davy-command.h"
#include "cli/davy-kept-store.h"
#include "cli/davy-list-output.h"
#include "core/davy-error.h"

/* `davylamp list`: what the store holds, on standard output. */

typedef struct
{
  const DavyListing *listing;
  gboolean json;
  GStrv statuses;
} Wanted;

static gboolean
check_status (const DavyListing *listing, const char *status, GError **error)
{
  g_autofree char *known = NULL;

  for (guint i = 0; listing->statuses[i] != NULL; i++)
    if (g_ascii_strcasecmp (listing->statuses[i], status) == 0)
      return TRUE;
  known = g_strjoinv (", ", (GStrv) listing->statuses);
  g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
               /* Translators: %1$s is what was typed, %2$s a list: “Active, Resolved” */
               _ ("The status “%1$s” is not known here. Known are: %2$s"), status, known);

  return FALSE;
}

static gboolean
check (Wanted *wanted, int argc, char **argv, GError **error)
{
  if (argc == 2)
    wanted->listing = davy_listing_find (argv[1]);
  if (wanted->listing == NULL)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                   /* Translators: %s is a list of words to type: “alerts, cases” */
                   _ ("Say what to list, one of: %s"), "alerts, subscriptions, cases");
      return FALSE;
    }
  for (guint i = 0; wanted->statuses != NULL && wanted->statuses[i] != NULL; i++)
    if (!check_status (wanted->listing, wanted->statuses[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
parse (Wanted *wanted, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &wanted->json, N_ ("Write one JSON array"), NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted->statuses,
      N_ ("List only what has this status; may be given several times"),
      /* Translators: in the place of a word that is typed after an option */
      N_ ("STATUS") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("alerts|subscriptions|cases");

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, N_ ("Lists what Davylamp knew when it last refreshed. Nothing is fetched."));

  return g_option_context_parse (context, &argc, &argv, error) && check (wanted, argc, argv, error);
}

static gboolean
list (const Wanted *wanted, const char *store_path, GError **error)
{
  const char *const *statuses = (const char *const *) wanted->statuses;
  g_autoptr (DavyDb) db = davy_kept_store_open (store_path, error);
  g_autofree char *text = NULL;

  if (db == NULL)
    return FALSE;
  text = wanted->json ? davy_list_output_json (wanted->listing, db, statuses, error)
                      : davy_list_output_columns (wanted->listing, db, statuses, error);
  if (text == NULL)
    return FALSE;
  if (fputs (text, stdout) < 0 || fflush (stdout) != 0)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                           _ ("The list could not be written"));
      return FALSE;
    }

  return TRUE;
}

/**
 * davy_list_command_run:
 * @argc: how many words
 * @argv: what was typed, from the name of the command on
 * @store_path: the database of the profile
 *
 * Lists alerts, subscriptions or cases on standard output; says on standard error why not. The
 * database is only read, and may be in use.
 *
 * Returns: the exit status: 0; 1 when it failed; 2 when it was asked for wrongly
 */
int
davy_list_command_run (int argc, char **argv, const char *store_path)
{
  g_autoptr (GError) error = NULL;
  Wanted wanted = { 0 };
  int status = 0;

  if (!parse (&wanted, argc, argv, &error))
    status = davy_command_fail (error, DAVY_COMMAND_USAGE);
  else if (!list (&wanted, store_path, &error))
    status = davy_command_fail (error, DAVY_COMMAND_FAILED);
  g_strfreev (wanted.statuses);

  return status;
}
