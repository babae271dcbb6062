/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <stdio.h>

#include "account/davy-accounts.h"
#include "account/davy-sign-in.h"
#include "core/davy-error.h"

/* The program's own sign-in, tokens and keyring without its windows: account-driver BASE
 * APPLICATION-ID does what standard input says, a word a line, and answers each with a line. A
 * token is told by its SHA-256 alone.
 *
 *   load       accounts N
 *   browser    open URI, then signed-in NAME [memory]
 *   device     code USER-CODE URI, then signed-in NAME [memory]
 *   token      token SHA256
 *   state      signed-in | needs-sign-in | signed-out
 *   sign-out   signed-out
 *
 * Instead of any of them: error CODE SENTENCE. */

#define PROFILE "interop"

typedef struct
{
  DavyAccounts *accounts;
  DavySignIn *sign_in;
  GDataInputStream *commands;
  GMainLoop *loop;
} Driver;

static void read_command (Driver *self);

G_GNUC_PRINTF (2, 3)
static void
answer (Driver *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
  fflush (stdout);
}

static void
answer_error (Driver *self, const GError *error)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);

  answer (self, "error %d %s", error->code, sentence);
}

static DavyAccount *
dup_account (Driver *self)
{
  return g_list_model_get_item (G_LIST_MODEL (self->accounts), 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Driver *self = data;
  g_autoptr (GError) error = NULL;

  if (davy_accounts_load_finish (self->accounts, result, &error))
    answer (self, "accounts %u", g_list_model_get_n_items (G_LIST_MODEL (self->accounts)));
  else
    answer_error (self, error);
  read_command (self);
}

static void
open_uri_cb (Driver *self, const char *uri)
{
  answer (self, "open %s", uri);
}

static void
code_shown_cb (Driver *self)
{
  const char *code = davy_sign_in_get_user_code (self->sign_in);

  if (code != NULL)
    answer (self, "code %s %s", code, davy_sign_in_get_verification_uri (self->sign_in));
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Driver *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAccount) account = davy_sign_in_finish (self->sign_in, result, &error);

  /* Without a keyring, as a person would: stay signed in until the program closes. */
  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT))
    account = davy_sign_in_keep_in_memory (self->sign_in);

  if (account != NULL)
    answer (self, "signed-in %s%s", davy_account_get_username (account),
            davy_account_is_memory_only (account) ? " memory" : "");
  else
    answer_error (self, error);
  read_command (self);
}

static void
start_sign_in (Driver *self, gboolean browser)
{
  g_autoptr (DavyAccount) again = dup_account (self);

  g_clear_object (&self->sign_in);
  self->sign_in = davy_sign_in_new (self->accounts, again, NULL);
  g_signal_connect_swapped (self->sign_in, "open-uri", G_CALLBACK (open_uri_cb), self);
  g_signal_connect_swapped (self->sign_in, "notify::verification-uri", G_CALLBACK (code_shown_cb),
                            self);
  if (browser)
    davy_sign_in_browser_async (self->sign_in, NULL, signed_in_cb, self);
  else
    davy_sign_in_device_async (self->sign_in, NULL, signed_in_cb, self);
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Driver *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = davy_account_get_token_finish (DAVY_ACCOUNT (source), result, &error);
  g_autofree char *digest = NULL;

  if (token != NULL)
    {
      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
      answer (self, "token %s", digest);
    }
  else
    answer_error (self, error);
  read_command (self);
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Driver *self = data;
  g_autoptr (GError) error = NULL;

  if (davy_accounts_sign_out_finish (self->accounts, result, &error))
    answer (self, "signed-out");
  else
    answer_error (self, error);
  read_command (self);
}

static void
answer_state (Driver *self, DavyAccount *account)
{
  static const char *const words[] = {
    [DAVY_ACCOUNT_SIGNED_IN] = "signed-in",
    [DAVY_ACCOUNT_NEEDS_SIGN_IN] = "needs-sign-in",
    [DAVY_ACCOUNT_SIGNED_OUT] = "signed-out",
  };

  answer (self, "%s", words[davy_account_get_state (account)]);
  read_command (self);
}

/* What needs somebody to be signed in. */
static gboolean
do_for_account (Driver *self, const char *command)
{
  g_autoptr (DavyAccount) account = dup_account (self);

  if (account == NULL)
    return FALSE;

  if (g_str_equal (command, "state"))
    answer_state (self, account);
  else if (g_str_equal (command, "sign-out"))
    davy_accounts_sign_out_async (self->accounts, account, NULL, signed_out_cb, self);
  else if (g_str_equal (command, "token"))
    davy_account_get_token_async (account, DAVY_SERVICE_PARTNER, NULL, FALSE, NULL, token_cb, self);
  else
    return FALSE;

  return TRUE;
}

static void
command_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Driver *self = data;
  g_autofree char *command =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (command == NULL)
    g_main_loop_quit (self->loop);
  else if (g_str_equal (command, "load"))
    davy_accounts_load_async (self->accounts, NULL, loaded_cb, self);
  else if (g_str_equal (command, "browser") || g_str_equal (command, "device"))
    start_sign_in (self, g_str_equal (command, "browser"));
  else if (!do_for_account (self, command))
    {
      answer (self, "error -1 Nothing can be done about “%s”", command);
      read_command (self);
    }
}

static void
read_command (Driver *self)
{
  g_data_input_stream_read_line_async (self->commands, G_PRIORITY_DEFAULT, NULL, command_cb, self);
}

int
main (int argc, char **argv)
{
  g_autoptr (DavyEndpoints) endpoints = NULL;
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  Driver self = { NULL };

  if (argc != 3)
    {
      fprintf (stderr, "usage: %s BASE APPLICATION-ID\n", argv[0]);
      return 2;
    }

  endpoints = davy_endpoints_new_below (argv[1]);
  self.accounts = davy_accounts_new (endpoints, PROFILE, argv[2]);
  self.commands = g_data_input_stream_new (input);
  self.loop = g_main_loop_new (NULL, FALSE);
  read_command (&self);
  g_main_loop_run (self.loop);

  g_clear_object (&self.sign_in);
  g_clear_object (&self.commands);
  g_clear_object (&self.accounts);
  g_main_loop_unref (self.loop);

  return 0;
}
