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
