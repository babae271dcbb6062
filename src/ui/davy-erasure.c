/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-erasure.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "compat/davy-compat.h"
#include "config.h"
#include "sync/davy-sync.h"
#include "ui/background/davy-autostart.h"

/* Deleting all that a profile keeps on this computer. What may have to ask a person goes first,
 * while there is a window; the rest goes once the program has ended its work, so that nothing that
 * is under way writes anything any more. Then it starts anew, as for the first time. */

static void
start_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  int kept = GPOINTER_TO_INT (g_task_get_task_data (task));

  if (!davy_autostart_ask_finish (result, &error))
    {
      g_message ("The start at log-in was not ended: %s", error->message);
      kept |= DAVY_KEPT_START;
    }
  g_task_return_int (task, kept);
}

/* No other profile starts at log-in, and who never wanted it need not be asked by a portal. */
static void
end_start (GTask *task, DavyKept kept)
{
  DavyContext *context = g_task_get_source_object (task);
  GSettings *settings = davy_context_get_settings (context);

  if (!g_str_equal (davy_context_get_profile (context), "default") ||
      !g_settings_get_boolean (settings, "start-at-login"))
    {
      g_task_return_int (task, kept);
      return;
    }
  g_task_set_task_data (task, GINT_TO_POINTER (kept), NULL);
  davy_autostart_ask_async (FALSE, start_ended_cb, g_object_ref (task));
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  DavyKept kept = DAVY_KEPT_NOTHING;

  if (!davy_accounts_forget_finish (DAVY_ACCOUNTS (source), result, &error))
    {
      g_message ("The keyring was not cleared: %s", error->message);
      kept = DAVY_KEPT_SIGN_INS;
    }
  end_start (task, kept);
}

/**
 * davy_erasure_begin_async:
 * @application: whose windows take no more orders; they stay to be seen
 * @context: whose data
 * @callback: called when the keyring and the desktop have answered
 * @user_data: for @callback
 *
 * Ends the refresh, forgets who is signed in, and ends the start at log-in. The keyring may ask the
 * person for its password.
 */
void
davy_erasure_begin_async (GtkApplication *application,
                          DavyContext *context,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (context, NULL, callback, user_data);

  g_task_set_source_tag (task, davy_erasure_begin_async);
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    gtk_widget_set_sensitive (l->data, FALSE);
  davy_sync_cancel (davy_context_get_sync (context));
  davy_accounts_forget_async (davy_context_get_accounts (context), NULL, forgotten_cb, task);
}

/**
 * davy_erasure_begin_finish:
 * @context: whose data
 * @result: the answer
 *
 * Returns: what could not be deleted so far
 */
DavyKept
davy_erasure_begin_finish (DavyContext *context, GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_erasure_begin_async),
                        DAVY_KEPT_NOTHING);

  return (DavyKept) g_task_propagate_int (G_TASK (result), NULL);
}

/**
 * davy_erasure_describe:
 * @kept: what could not be deleted, which is something
 *
 * Returns: (transfer full): a list of it for people, with what they can do
 */
char *
davy_erasure_describe (DavyKept kept)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), GETTEXT_PACKAGE, NULL);

  if ((kept & DAVY_KEPT_SIGN_INS) != 0)
    g_ptr_array_add (lines,
                     /* Translators: “Passwords and Keys” is GNOME’s program for the keyring. */
                     g_strdup (_ ("• The sign-ins in the keyring: unlock it, or delete Davylamp’s "
                                  "entries in Passwords and Keys")));
  if ((kept & DAVY_KEPT_START) != 0)
    g_ptr_array_add (lines, g_strdup (_ ("• The start at log-in")));
  if ((kept & DAVY_KEPT_SETTINGS) != 0)
    g_ptr_array_add (lines, g_strdup (_ ("• The settings")));
  if ((kept & DAVY_KEPT_DATABASE) != 0)
    g_ptr_array_add (
        lines, g_strdup_printf (
                   /* Translators: %s is a folder. */
                   _ ("• The database with cases and evidence: delete the folder %s"), folder));
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

/**
 * davy_erasure_tell:
 * @window: the first window after all local data was to be deleted
 * @kept: what could not be
 * @answered_cb: where something stayed: called with davy_compat_ask_finish(), which says whether it
 *   is to be tried again
 * @user_data: for @answered_cb
 *
 * Says so, and offers to try again where something stayed.
 */
void
davy_erasure_tell (DavyWindow *window,
                   DavyKept kept,
                   GAsyncReadyCallback answered_cb,
                   gpointer user_data)
{
  g_autofree char *list = NULL;

  if (kept == DAVY_KEPT_NOTHING)
    {
      davy_window_show_text (window, _ ("All local data is deleted"));
      return;
    }

  list = davy_erasure_describe (kept);
  davy_compat_ask_async (GTK_WINDOW (window), _ ("Not all local data could be deleted"), list,
                         _ ("_Close"), _ ("_Try again"), FALSE, NULL, answered_cb, user_data);
}
