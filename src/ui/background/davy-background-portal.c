/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/background/davy-background-portal.h"

/* org.freedesktop.portal.Background: the desktop lets a program in a sandbox run without a window,
 * and starts it at log-in. It may ask the person, so its answer comes as a signal, whenever. */

#define PORTAL    "org.freedesktop.portal.Desktop"
#define PATH      "/org/freedesktop/portal/desktop"
#define INTERFACE "org.freedesktop.portal.Background"
#define REQUEST   "org.freedesktop.portal.Request"

/* What Response says first. */
#define RESPONSE_GRANTED 0

typedef struct
{
  GDBusConnection *bus;
  gboolean at_login;
  char *token;
  guint heard; /* the subscription to the answer */
} Request;

static void
request_free (Request *request)
{
  if (request->heard != 0)
    g_dbus_connection_signal_unsubscribe (request->bus, request->heard);
  g_object_unref (request->bus);
  g_free (request->token);
  g_free (request);
}

/* The task waits for two answers: the first of them ends it. */
static gboolean
is_over (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  return request->heard == 0;
}

static void
end (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_dbus_connection_signal_unsubscribe (request->bus, request->heard);
  request->heard = 0;
}

static void
answered_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean background = FALSE, autostart = FALSE;
  guint32 response;

  if (is_over (task))
    return;
  end (task);
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               "The portal answered with %s",
                               g_variant_get_type_string (parameters));
      return;
    }

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &background);
  g_variant_lookup (results, "autostart", "b", &autostart);
  if (response != RESPONSE_GRANTED || !background || (request->at_login && !autostart))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             "The portal answered with %u: background %d, autostart %d", response,
                             background, autostart);
  else
    g_task_return_boolean (task, TRUE);
}

/* Where the answer will come from, so that it is listened for before it can come. */
static char *
dup_request_path (const Request *request)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (request->bus) + 1);

  return g_strconcat (PATH "/request/", g_strdelimit (sender, ".", '_'), "/", request->token, NULL);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Where it went well, the answer is still to come, or was here before. */
  if (reply != NULL || is_over (task))
    return;
  end (task);
  g_task_return_error (task, g_steal_pointer (&error));
}

static GVariant *
make_options (const Request *request, const char *reason)
{
  static const char *const command[] = { "davylamp", "--background", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (request->token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (reason));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (request->at_login));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));

  return g_variant_new ("(sa{sv})", "", &options);
}

/**
 * davy_background_portal_ask_async:
 * @bus: the session bus
 * @at_login: whether to be started at log-in, too; else that is ended
 * @reason: what the person is told, where somebody is asked
 * @callback: called at the end, which may be a person's answer
 * @user_data: for @callback
 *
 * Asks to be let run without a window.
 */
void
davy_background_portal_ask_async (GDBusConnection *bus,
                                  gboolean at_login,
                                  const char *reason,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  static guint n_requests;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Request *request = g_new0 (Request, 1);
  g_autofree char *path = NULL;

  g_task_set_source_tag (task, davy_background_portal_ask_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  request->bus = g_object_ref (bus);
  request->at_login = at_login;
  request->token = g_strdup_printf ("davylamp%u", n_requests++);

  path = dup_request_path (request);
  request->heard = g_dbus_connection_signal_subscribe (bus, PORTAL, REQUEST, "Response", path, NULL,
                                                       G_DBUS_SIGNAL_FLAGS_NONE, answered_cb,
                                                       g_object_ref (task), g_object_unref);
  g_dbus_connection_call (bus, PORTAL, PATH, INTERFACE, "RequestBackground",
                          make_options (request, reason), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, asked_cb, g_steal_pointer (&task));
}

/**
 * davy_background_portal_ask_finish:
 * @result: the answer
 * @error: %G_IO_ERROR_PERMISSION_DENIED: it may not; other errors: there is no such portal
 *
 * Returns: whether all that was asked for was granted
 */
gboolean
davy_background_portal_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_background_portal_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
