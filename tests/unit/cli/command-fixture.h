/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>
#include <unistd.h>

#include "davy-test-store.h"

/* A command of the program, run as main() runs it, and what it wrote. */

typedef struct
{
  int status;
  char *output;
  char *errors;
} Ran;

static inline void
ran_clear (Ran *ran)
{
  g_free (ran->output);
  g_free (ran->errors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ran, ran_clear)

typedef struct
{
  FILE *stream;
  FILE *file;
  int kept;
} Redirection;

static inline void
redirect (Redirection *self, FILE *stream)
{
  fflush (stream);
  self->stream = stream;
  self->file = tmpfile ();
  g_assert_nonnull (self->file);
  self->kept = dup (fileno (stream));
  dup2 (fileno (self->file), fileno (stream));
}

static inline char *
end_redirection (Redirection *self)
{
  GString *text = g_string_new (NULL);
  int c;

  fflush (self->stream);
  dup2 (self->kept, fileno (self->stream));
  close (self->kept);
  rewind (self->file);
  while ((c = fgetc (self->file)) != EOF)
    g_string_append_c (text, (char) c);
  fclose (self->file);

  return g_string_free (text, FALSE);
}

typedef int (*Command) (int argc, char **argv, const char *store_path);

/* @words: what is typed after `davylamp`, between blanks */
static inline Ran
run_command (Command command, const char *path, const char *words)
{
  g_autofree char *line = g_strchomp (g_strdup (words));
  g_auto (GStrv) kept = g_strsplit (line, " ", -1);
  g_autofree char **argv = g_memdup2 (kept, (g_strv_length (kept) + 1) * sizeof *kept);
  Redirection output;
  Redirection errors;
  Ran ran;

  redirect (&output, stdout);
  redirect (&errors, stderr);
  ran.status = command ((int) g_strv_length (kept), argv, path);
  ran.errors = end_redirection (&errors);
  ran.output = end_redirection (&output);
  g_test_message ("%s: %d\n%s%s", line, ran.status, ran.output, ran.errors);

  return ran;
}

static inline void
set_version (const char *path, gint64 version)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, version);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyDb) db = davy_db_open (path, DAVY_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  davy_db_execute (db, sql, &error);
  g_assert_no_error (error);
}

static inline gint64
get_version (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyDb) db = davy_db_open (path, DAVY_DB_READ_ONLY, &error);
  gint64 version;

  g_assert_no_error (error);
  davy_db_read_integer (db, "PRAGMA user_version", &version, &error);
  g_assert_no_error (error);

  return version;
}
