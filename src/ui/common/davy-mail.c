/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-mail.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>

/* The person's mail program: by the Email portal, which takes an attachment; where there is none,
 * by a mailto link, which does not. */

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define FILES_NAME  "org.freedesktop.FileManager1"
#define FILES_PATH  "/org/freedesktop/FileManager1"

typedef struct
{
  char *link; /* mailto: */
  char *recipient;
  char *subject;
  char *body;
  GFile *attachment; /* (nullable) */
  gboolean attached;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->link);
  g_free (opening->recipient);
  g_free (opening->subject);
  g_free (opening->body);
  g_clear_object (&opening->attachment);
  g_free (opening);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* @task: (transfer full) */
static void
open_link (GTask *task)
{
  const Opening *opening = g_task_get_task_data (task);

  g_app_info_launch_default_for_uri_async (opening->link, NULL, g_task_get_cancellable (task),
                                           launched_cb, task);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), NULL, result, &error);

  if (answer != NULL)
    {
      opening->attached = opening->attachment != NULL;
      g_task_return_boolean (task, TRUE);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    open_link (g_steal_pointer (&task));
}

/* Puts the attachment into @options; returns the list that carries it, NULL without one. */
static GUnixFDList *
attach (const Opening *opening, GVariantBuilder *options)
{
  const char *path = opening->attachment != NULL ? g_file_peek_path (opening->attachment) : NULL;
  g_autoptr (GUnixFDList) files = NULL;
  GVariantBuilder handles;
  int file = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;

  if (file < 0)
    return NULL;

  files = g_unix_fd_list_new_from_array (&file, 1);
  g_variant_builder_init (&handles, G_VARIANT_TYPE ("ah"));
  g_variant_builder_add (&handles, "h", 0);
  g_variant_builder_add (options, "{sv}", "attachment_fds", g_variant_builder_end (&handles));

  return g_steal_pointer (&files);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const Opening *opening = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  g_autoptr (GUnixFDList) files = NULL;
  GVariantBuilder options;

  if (bus == NULL)
    {
      open_link (g_steal_pointer (&task));
      return;
    }

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "address", g_variant_new_string (opening->recipient));
  g_variant_builder_add (&options, "{sv}", "subject", g_variant_new_string (opening->subject));
  g_variant_builder_add (&options, "{sv}", "body", g_variant_new_string (opening->body));
  files = attach (opening, &options);
  g_dbus_connection_call_with_unix_fd_list (
      bus, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.portal.Email", "ComposeEmail",
      g_variant_new ("(s@a{sv})", "", g_variant_builder_end (&options)), G_VARIANT_TYPE ("(o)"),
      G_DBUS_CALL_FLAGS_NONE, -1, files, cancellable, composed_cb, g_steal_pointer (&task));
}

/* RFC 6068: lines end with %0D%0A. */
static char *
dup_link (const DavyMail *mail)
{
  g_auto (GStrv) lines = g_strsplit (mail->body, "\n", -1);
  g_autofree char *body = g_strjoinv ("\r\n", lines);
  g_autofree char *recipient = g_uri_escape_string (mail->recipient, "@", FALSE);
  g_autofree char *subject = g_uri_escape_string (mail->subject, NULL, FALSE);
  g_autofree char *escaped = g_uri_escape_string (body, NULL, FALSE);

  return g_strdup_printf ("mailto:%s?subject=%s&body=%s", recipient, subject, escaped);
}

/**
 * davy_mail_open_async:
 * @mail: what to open, borrowed during the call
 * @cancellable: (nullable): to give up
 * @callback: called when the mail program has it
 * @user_data: for @callback
 *
 * Opens a mail in the person's mail program. Nothing is sent.
 */
void
davy_mail_open_async (const DavyMail *mail,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, davy_mail_open_async);
  opening->link = dup_link (mail);
  opening->recipient = g_strdup (mail->recipient);
  opening->subject = g_strdup (mail->subject);
  opening->body = g_strdup (mail->body);
  g_set_object (&opening->attachment, mail->attachment);
  g_task_set_task_data (task, opening, opening_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

/**
 * davy_mail_open_finish:
 * @result: the answer
 * @attached: (out): whether the attachment went with it
 * @error: a #GIOErrorEnum: there is no mail program
 *
 * Returns: whether it is open
 */
gboolean
davy_mail_open_finish (GAsyncResult *result, gboolean *attached, GError **error)
{
  const Opening *opening;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_mail_open_async, FALSE);

  opening = g_task_get_task_data (G_TASK (result));
  *attached = opening->attached;

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_message ("No file manager shows the folder: %s", error->message);
}

static void
files_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  g_autofree char *uri = g_file_get_uri (file);
  const char *const uris[] = { uri, NULL };

  if (bus != NULL)
    g_dbus_connection_call (bus, FILES_NAME, FILES_PATH, FILES_NAME, "ShowItems",
                            g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                            NULL, shown_cb, NULL);
}

/**
 * davy_mail_show_in_folder:
 * @file: a file on this computer
 *
 * Shows the file in the file manager.
 */
void
davy_mail_show_in_folder (GFile *file)
{
  g_bus_get (G_BUS_TYPE_SESSION, NULL, files_bus_cb, g_object_ref (file));
}
