/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"
#include "ui/background/davy-monitors.h"

/* What knows of the network, with a NetworkManager that answers when it likes. The session bus of
 * the test is its system bus, too. */

#define NAME "org.freedesktop.NetworkManager"
#define PATH "/org/freedesktop/NetworkManager"

static const char introspection[] =
    "<node><interface name='org.freedesktop.NetworkManager'>"
    "<property name='State' type='u' access='read'/>"
    "<property name='Connectivity' type='u' access='read'/>"
    "<property name='Metered' type='u' access='read'/></interface></node>";

typedef struct
{
  GDBusConnection *bus; /* its own: a name of its own */
  guint object;
  guint name;
  guint filter;
  gboolean named;
  gboolean silent;
  int asked; /* atomic */
  GAsyncResult *result;
  GThread *told; /* on which it told of a change */
} Manager;

/* In the thread of the connection. */
static GDBusMessage *
filter_cb (GDBusConnection *bus, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  Manager *manager = user_data;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  g_atomic_int_inc (&manager->asked);
  g_main_context_wakeup (NULL);
  if (manager->silent)
    g_clear_object (&message);

  return message;
}

static GVariant *
get_property_cb (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *property,
                 GError **error,
                 gpointer manager)
{
  return g_variant_new_uint32 (g_str_equal (property, "State")          ? 70
                               : g_str_equal (property, "Connectivity") ? 4
                                                                        : 2);
}

static void
named_cb (GDBusConnection *bus, const char *name, gpointer manager)
{
  ((Manager *) manager)->named = TRUE;
}

static gboolean
is_named (gpointer manager)
{
  return ((Manager *) manager)->named;
}

static gboolean
is_asked (gpointer manager)
{
  return g_atomic_int_get (&((Manager *) manager)->asked) > 0;
}

static gboolean
has_told (gpointer manager)
{
  return ((Manager *) manager)->told != NULL;
}

static void
set_up (Manager *manager, gconstpointer silent)
{
  static const GDBusInterfaceVTable table = { .get_property = get_property_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GError) error = NULL;

  manager->silent = GPOINTER_TO_INT (silent);
  manager->bus =
      g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  manager->object = g_dbus_connection_register_object (manager->bus, PATH, node->interfaces[0],
                                                       &table, manager, NULL, &error);
  g_assert_no_error (error);
  manager->filter = g_dbus_connection_add_filter (manager->bus, filter_cb, manager, NULL);
  manager->name = g_bus_own_name_on_connection (
      manager->bus, NAME, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE, named_cb, NULL, manager, NULL);
  g_assert_true (davy_test_spin_until (is_named, manager));
}

static void
tear_down (Manager *manager, gconstpointer silent)
{
  g_autoptr (GError) error = NULL;

  g_bus_unown_name (manager->name);
  g_dbus_connection_unregister_object (manager->bus, manager->object);
  g_dbus_connection_remove_filter (manager->bus, manager->filter);
  g_dbus_connection_close_sync (manager->bus, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&manager->bus);
  g_clear_object (&manager->result);
}

/* This thread goes on, and so does whatever else asks GLib for a module for the first time. */
static void
test_silent (Manager *manager, gconstpointer silent)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GNetworkMonitor) network = NULL;
  g_autoptr (GPowerProfileMonitor) power = NULL;
  g_autoptr (GError) error = NULL;

  davy_monitors_find_async (cancellable, davy_test_keep_result, &manager->result);
  g_assert_true (davy_test_spin_until (is_asked, manager));
  g_assert_nonnull (g_proxy_resolver_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (manager->result);

  g_cancellable_cancel (cancellable);
  g_assert_false (davy_monitors_find_finish (davy_test_wait_result (&manager->result), &network,
                                             &power, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
metered_cb (GNetworkMonitor *network, GParamSpec *pspec, Manager *manager)
{
  manager->told = g_thread_self ();
}

static void
test_tells_on_the_main_thread (Manager *manager, gconstpointer silent)
{
  g_autoptr (GNetworkMonitor) network = NULL;
  g_autoptr (GPowerProfileMonitor) power = NULL;
  g_autoptr (GError) error = NULL;

  davy_monitors_find_async (NULL, davy_test_keep_result, &manager->result);
  davy_monitors_find_finish (davy_test_wait_result (&manager->result), &network, &power, &error);
  g_assert_no_error (error);
  g_assert_true (is_asked (manager));
  g_assert_true (G_IS_NETWORK_MONITOR (network) && G_IS_POWER_PROFILE_MONITOR (power));
  g_assert_true (g_network_monitor_get_network_available (network));
  g_assert_false (g_network_monitor_get_network_metered (network));

  g_signal_connect (network, "notify::network-metered", G_CALLBACK (metered_cb), manager);
  g_dbus_connection_emit_signal (
      manager->bus, NULL, PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
      g_variant_new_parsed ("(%s, {'Metered': <uint32 1>}, @as [])", NAME), &error);
  g_assert_no_error (error);
  g_assert_true (davy_test_spin_until (has_told, manager));
  g_assert_true (manager->told == g_thread_self ());
  g_assert_true (g_network_monitor_get_network_metered (network));
}

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_getenv ("DBUS_SESSION_BUS_ADDRESS"), TRUE);
  page_test_begin (&argc, &argv);

  g_test_add ("/ui/monitors/waits-in-a-thread", Manager, GINT_TO_POINTER (TRUE), set_up,
              test_silent, tear_down);
  g_test_add ("/ui/monitors/tells-on-the-main-thread", Manager, GINT_TO_POINTER (FALSE), set_up,
              test_tells_on_the_main_thread, tear_down);

  return g_test_run ();
}
