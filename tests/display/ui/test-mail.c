/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-mail.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "davy-test.h"

/* Handing a mail over, on a bus of its own: with a portal that takes the attachment, with a mail
 * program that takes a link, and with neither. */

#define PORTAL "org.freedesktop.portal.Desktop"
#define FILES  "org.freedesktop.FileManager1"

static const char portal_xml[] = "<node><interface name='org.freedesktop.portal.Email'>"
                                 "<method name='ComposeEmail'><arg type='s' direction='in'/>"
                                 "<arg type='a{sv}' direction='in'/>"
                                 "<arg type='o' direction='out'/></method></interface></node>";

static const char files_xml[] = "<node><interface name='org.freedesktop.FileManager1'>"
                                "<method name='ShowItems'><arg type='as' direction='in'/>"
                                "<arg type='s' direction='in'/></method></interface></node>";

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *service;
  char *folder;
  GFile *picture;
  GVariant *asked; /* (nullable): what the service was called with */
  char *attached;  /* (nullable): what came with it */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->service =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (fixture->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->folder = davy_test_make_folder ();
  path = g_build_filename (fixture->folder, "usage.png", NULL);
  g_assert_true (g_file_set_contents (path, "a graph", -1, NULL));
  fixture->picture = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->asked, g_variant_unref);
  g_free (fixture->attached);
  g_object_unref (fixture->picture);
  g_free (fixture->folder);
  g_clear_object (&fixture->service);
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
}

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  Fixture *fixture = data;
  GUnixFDList *files =
      g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));

  fixture->asked = g_variant_ref (parameters);
  if (files != NULL)
    {
      char content[16] = "";
      int file = g_unix_fd_list_get (files, 0, NULL);

      g_assert_cmpint (read (file, content, sizeof content - 1), >, 0);
      g_close (file, NULL);
      fixture->attached = g_strdup (content);
    }
  g_dbus_method_invocation_return_value (
      invocation, g_str_equal (method, "ComposeEmail") ? g_variant_new ("(o)", "/request") : NULL);
}

/* Something on the bus that is called @name. */
static void
serve (Fixture *fixture, const char *name, const char *path, const char *xml)
{
  static const GDBusInterfaceVTable table = { called_cb, NULL, NULL, { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, &error);
  g_autoptr (GVariant) answer = NULL;

  g_assert_no_error (error);
  g_dbus_connection_register_object (fixture->service, path, node->interfaces[0], &table, fixture,
                                     NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (fixture->service, "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                        "RequestName", g_variant_new ("(su)", name, 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
open_mail (Fixture *fixture, gboolean *attached, GError **error)
{
  const DavyMail mail = { "erika@fabrikam.example", "Mining & more", "Good day,\nplease call.",
                          fixture->picture };
  g_autoptr (GAsyncResult) result = NULL;

  davy_mail_open_async (&mail, NULL, davy_test_keep_result, &result);

  return davy_mail_open_finish (davy_test_wait_result (&result), attached, error);
}

static void
assert_option (GVariant *options, const char *name, const char *value)
{
  const char *found = NULL;

  g_assert_true (g_variant_lookup (options, name, "&s", &found));
  g_assert_cmpstr (found, ==, value);
}

static void
test_portal (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) options = NULL;
  g_autoptr (GError) error = NULL;
  gboolean attached = FALSE;

  serve (fixture, PORTAL, "/org/freedesktop/portal/desktop", portal_xml);
  g_assert_true (open_mail (fixture, &attached, &error));
  g_assert_no_error (error);
  g_assert_true (attached);
  options = g_variant_get_child_value (fixture->asked, 1);
  assert_option (options, "address", "erika@fabrikam.example");
  assert_option (options, "subject", "Mining & more");
  assert_option (options, "body", "Good day,\nplease call.");
  g_assert_cmpstr (fixture->attached, ==, "a graph");
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* A program that keeps the link that it was started with. */
static void
install_mail_program (Fixture *fixture)
{
  g_autofree char *programs = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *script = g_strdup_printf ("printf %%s \"$1\" > '%1$s/link.part'\n"
                                             "mv '%1$s/link.part' '%1$s/link'\n",
                                             fixture->folder);
  g_autofree char *entry =
      g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Mail\nExec=sh %s/keep %%u\n"
                       "MimeType=x-scheme-handler/mailto;\n",
                       fixture->folder);

  write_file (fixture->folder, "keep", script);
  write_file (programs, "mail.desktop", entry);
  write_file (g_get_user_config_dir (), "mimeapps.list",
              "[Default Applications]\nx-scheme-handler/mailto=mail.desktop\n");
}

static gboolean
has_link (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Without a portal nothing can be attached, and that is told. */
static void
test_link (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *link = NULL;
  g_autoptr (GError) error = NULL;
  gboolean attached = TRUE;

  install_mail_program (fixture);
  g_assert_true (open_mail (fixture, &attached, &error));
  g_assert_no_error (error);
  g_assert_false (attached);
  g_assert_true (davy_test_spin_until (has_link, path));
  g_assert_true (g_file_get_contents (path, &link, NULL, NULL));
  g_assert_cmpstr (link, ==,
                   "mailto:erika@fabrikam.example?subject=Mining%20%26%20more"
                   "&body=Good%20day%2C%0D%0Aplease%20call.");
}

static void
test_nobody (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gboolean attached = TRUE;

  g_assert_false (open_mail (fixture, &attached, &error));
  g_assert_nonnull (error);
  g_assert_false (attached);
}

static gboolean
was_asked (gpointer fixture)
{
  return ((Fixture *) fixture)->asked != NULL;
}

static void
test_folder (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *uri = g_file_get_uri (fixture->picture);
  g_autofree const char **uris = NULL;

  serve (fixture, FILES, "/org/freedesktop/FileManager1", files_xml);
  davy_mail_show_in_folder (fixture->picture);
  g_assert_true (davy_test_spin_until (was_asked, fixture));
  g_variant_get_child (fixture->asked, 0, "^a&s", &uris);
  g_assert_cmpstr (uris[0], ==, uri);
  g_assert_null (uris[1]);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  ADD ("/ui/mail/the-portal-takes-the-attachment", test_portal);
  ADD ("/ui/mail/without-a-portal-a-link-is-opened", test_link);
  ADD ("/ui/mail/without-a-mail-program-that-is-told", test_nobody);
  ADD ("/ui/mail/the-file-is-shown-in-its-folder", test_folder);

  return g_test_run ();
}
