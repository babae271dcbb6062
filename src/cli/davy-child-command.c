/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/davy-child-command.h"

#include <stdio.h>
#include <string.h>

#include "core/davy-catalogue.h"
#include "core/davy-error.h"
#include "triage/davy-letter.h"
#include "triage/davy-report.h"

/* The child's side of davy-child.h: one case in, one text out, in the language that LANGUAGE
 * names. Nothing else of the program is started. */

#define MAX_CASE_FILE ((gsize) 64 << 20)

typedef GBytes *(*Maker) (GBytes *case_file, GError **error);

static const struct
{
  DavyChildTask task;
  const char *kind;
  Maker make;
} makers[] = {
  { DAVY_CHILD_COMPOSE, DAVY_LETTER_CUSTOMER, davy_letter_make_customer },
  { DAVY_CHILD_COMPOSE, DAVY_LETTER_GRAPH, davy_letter_make_graph },
  { DAVY_CHILD_REPORT, "json", davy_report_make_json },
  { DAVY_CHILD_REPORT, "pdf", davy_report_make_pdf },
};

static Maker
find_maker (DavyChildTask task, const char *kind, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      if (makers[i].task != task)
        continue;
      if (strcmp (makers[i].kind, kind) == 0)
        return makers[i].make;
      g_string_append_printf (known, " %s", makers[i].kind);
    }
  g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s knows:%s",
               davy_child_task_get_option (task), known->str);

  return NULL;
}

static GBytes *
read_input (GError **error)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();
  guint8 part[65536];
  gsize n;

  while ((n = fread (part, 1, sizeof part, stdin)) > 0 && input->len <= MAX_CASE_FILE)
    g_byte_array_append (input, part, (guint) n);
  if (ferror (stdin) || input->len > MAX_CASE_FILE)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_LIMIT, "The case could not be read");
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&input));
}

static gboolean
write_output (GBytes *made, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (made, &length);

  if (fwrite (data, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_STORE, "The text could not be written");

  return FALSE;
}

static GBytes *
make (DavyChildTask task, const char *kind, const char *locale_folder, GError **error)
{
  /* All of it, before anything can be wrong: else who tells it may write into a closed pipe. */
  g_autoptr (GBytes) input = read_input (error);
  Maker maker = input != NULL ? find_maker (task, kind, error) : NULL;

  if (maker == NULL || !davy_catalogue_use (locale_folder, davy_language_get (), error))
    return NULL;

  return maker (input, error);
}

/**
 * davy_child_command_run:
 * @task: what to make
 * @kind: which kind of it
 * @locale_folder: where the catalogues lie
 *
 * Reads a case from standard input and writes what is made of it to standard output.
 *
 * Returns: the exit status
 */
int
davy_child_command_run (DavyChildTask task, const char *kind, const char *locale_folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = make (task, kind, locale_folder, &error);

  if (made != NULL && write_output (made, &error))
    return 0;
  g_printerr ("%s\n", error->message);

  return 1;
}
