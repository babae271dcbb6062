/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "config.h"
#include "page-fixture.h"
#include "ui/background/davy-autostart-worker.h"
#include "ui/background/davy-autostart.h"
#include "ui/background/davy-background-portal.h"

/* The start at log-in: its file, and the portal in the place of it. */

/* --- a portal that answers as it is told --------------------------------------------------- */

#define PORTAL "org.freedesktop.portal.Desktop"
#define PATH   "/org/freedesktop/portal/desktop"

static const char introspection[] =
    "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
    "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method></interface></node>";

typedef struct
{
  GDBusConnection *bus; /* its own: a name of its own */
  guint object;
  guint name;
  gboolean named;
  gboolean fails; /* already the call */
  guint32 response;
  const char *results; /* as text */
  GVariant *options;   /* of the last call */
} Portal;

static void
portal_answer (Portal *portal, const char *sender, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("(uint32 %u, %s)", portal->response, portal->results);

  g_dbus_connection_emit_signal (portal->bus, sender, path, "org.freedesktop.portal.Request",
                                 "Response", g_variant_parse (NULL, text, NULL, NULL, &error),
                                 &error);
  g_assert_no_error (error);
}

static void
portal_called_cb (GDBusConnection *bus,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *method,
                  GVariant *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer user_data)
{
  Portal *portal = user_data;
  g_autofree char *caller = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = NULL;
  const char *token;

  g_clear_pointer (&portal->options, g_variant_unref);
  portal->options = g_variant_get_child_value (parameters, 1);
  if (portal->fails)
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation, "org.freedesktop.portal.Error.NotAllowed", "No background here");
      return;
    }

  g_assert_true (g_variant_lookup (portal->options, "handle_token", "&s", &token));
  request = g_strconcat (PATH "/request/", caller, "/", token, NULL);
  /* As fast as a portal can be that asks nobody: before the call has returned. */
  portal_answer (portal, sender, request);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
}

static void
named_cb (GDBusConnection *bus, const char *name, gpointer portal)
{
  ((Portal *) portal)->named = TRUE;
}

static gboolean
is_named (gpointer portal)
{
  return ((Portal *) portal)->named;
}

static void
portal_begin (Portal *portal)
{
  static const GDBusInterfaceVTable table = { portal_called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;

  portal->bus =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  portal->object = g_dbus_connection_register_object (portal->bus, PATH, node->interfaces[0],
                                                      &table, portal, NULL, &error);
  g_assert_no_error (error);
  portal->name = g_bus_own_name_on_connection (
      portal->bus, PORTAL, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE, named_cb, NULL, portal, NULL);
  g_assert_true (davy_test_spin_until (is_named, portal));
}

static void
portal_end (Portal *portal)
{
  g_autoptr (GError) error = NULL;

  g_bus_unown_name (portal->name);
  g_dbus_connection_unregister_object (portal->bus, portal->object);
  g_dbus_connection_close_sync (portal->bus, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&portal->bus);
  g_clear_pointer (&portal->options, g_variant_unref);
}

static gboolean
ask_portal (gboolean at_login, GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  davy_background_portal_ask_async (bus, at_login, "To look.", davy_test_keep_result, &result);

  return davy_background_portal_ask_finish (davy_test_wait_result (&result), error);
}

static void
test_granted (void)
{
  Portal portal = { .results = "{'background': <true>, 'autostart': <true>}" };
  g_autoptr (GError) error = NULL;
  g_autofree const char **command = NULL;
  gboolean autostart;

  portal_begin (&portal);
  g_assert_true (ask_portal (TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (portal.options, "autostart", "b", &autostart));
  g_assert_true (autostart);
  g_assert_true (g_variant_lookup (portal.options, "commandline", "^a&s", &command));
  g_assert_cmpstr (command[0], ==, "davylamp");
  g_assert_cmpstr (command[1], ==, "--background");
  g_assert_null (command[2]);

  portal.results = "{'background': <true>, 'autostart': <false>}";
  g_assert_true (ask_portal (FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (portal.options, "autostart", "b", &autostart));
  g_assert_false (autostart);
  portal_end (&portal);
}

static void
test_refused (void)
{
  static const struct
  {
    guint32 response;
    const char *results;
  } answers[] = {
    { 1, "@a{sv} {}" },
    { 2, "{'background': <true>, 'autostart': <true>}" },
    { 0, "@a{sv} {}" },
    { 0, "{'background': <true>, 'autostart': <false>}" },
    { 0, "{'background': <false>, 'autostart': <true>}" },
    { 0, "{'background': <'yes'>, 'autostart': <'yes'>}" },
  };
  Portal portal = { 0 };

  portal_begin (&portal);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      portal.response = answers[i].response;
      portal.results = answers[i].results;
      g_assert_false (ask_portal (TRUE, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
    }
  portal_end (&portal);
}

static void
test_portal_fails (void)
{
  Portal portal = { .fails = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) absent = NULL;

  portal_begin (&portal);
  g_assert_false (ask_portal (TRUE, &error));
  g_assert_true (g_dbus_error_is_remote_error (error));
  portal_end (&portal);

  g_assert_false (ask_portal (TRUE, &absent));
  g_assert_error (absent, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN);
}

/* --- the file ------------------------------------------------------------------------------ */

static char *
entry_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", DAVY_APPLICATION_ID ".desktop",
                           NULL);
}

static gboolean
ask (gboolean at_login, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_autostart_ask_async (at_login, davy_test_keep_result, &result);

  return davy_autostart_ask_finish (davy_test_wait_result (&result), error);
}

static void
test_file (void)
{
  g_autofree char *path = entry_path ();
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL;
  g_auto (GStrv) words = NULL;

  for (int twice = 0; twice < 2; twice++)
    g_assert_true (ask (TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, NULL));
  command = g_key_file_get_string (entry, "Desktop Entry", "Exec", NULL);
  g_assert_true (g_shell_parse_argv (command, NULL, &words, NULL));
  g_assert_cmpuint (g_strv_length (words), ==, 2);
  g_assert_true (g_str_has_suffix (words[0], "/bin/davylamp"));
  g_assert_cmpstr (words[1], ==, "--background");

  for (int twice = 0; twice < 2; twice++)
    g_assert_true (ask (FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_quoted (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "quoted.desktop", NULL);
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *command = NULL;
  g_autofree char *tried = NULL;

  g_assert_true (davy_autostart_worker_write (path, "/opt/a b/$x`\"\\%f/davylamp", NULL));
  g_assert_true (g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, NULL));
  command = g_key_file_get_string (entry, "Desktop Entry", "Exec", NULL);
  tried = g_key_file_get_string (entry, "Desktop Entry", "TryExec", NULL);
  g_assert_cmpstr (command, ==, "\"/opt/a b/\\$x\\`\\\"\\\\%%f/davylamp\" --background");
  g_assert_cmpstr (tried, ==, "/opt/a b/$x`\"\\%f/davylamp");
}

/* A file stands where the folder would be, a folder where the file would be. */
static void
test_file_fails (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *path = entry_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (ask (TRUE, &error));
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (G_FILE_ERROR));

  g_unlink (folder);
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_false (ask (FALSE, &other));
  g_assert_cmpstr (g_quark_to_string (other->domain), ==, g_quark_to_string (G_FILE_ERROR));
  g_rmdir (path);
}

/* As in a sandbox: no file is written. */
static void
test_portal_in_place_of_the_file (void)
{
  Portal portal = { .results = "{'background': <true>, 'autostart': <true>}" };
  g_autofree char *path = entry_path ();
  g_autoptr (GError) error = NULL;

  portal_begin (&portal);
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  g_assert_true (ask (TRUE, &error));
  g_unsetenv ("GTK_USE_PORTAL");
  g_assert_no_error (error);
  g_assert_nonnull (portal.options);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  portal_end (&portal);
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/autostart/portal-grants", test_granted);
  g_test_add_func ("/ui/autostart/portal-refuses", test_refused);
  g_test_add_func ("/ui/autostart/portal-fails", test_portal_fails);
  g_test_add_func ("/ui/autostart/file-is-written-and-removed", test_file);
  g_test_add_func ("/ui/autostart/path-is-quoted", test_quoted);
  g_test_add_func ("/ui/autostart/file-fails", test_file_fails);
  g_test_add_func ("/ui/autostart/portal-in-place-of-the-file", test_portal_in_place_of_the_file);

  return g_test_run ();
}
