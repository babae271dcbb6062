/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-notices.h"

#include "../../unit/sync/sync-fixture.h"
#include "partner/davy-partner-client.h"
#include "triage/davy-readiness.h"
#include "triage/davy-triage.h"

/* From the embedded Partner Center to the desktop, whose service of notifications is this test's:
 * that of the specification, which GLib falls back to. */

#define NAME      "org.freedesktop.Notifications"
#define PATH      "/org/freedesktop/Notifications"
#define REFRESHES 1000
#define APART     (DAVY_TIME_MINUTE / 500) /* Partner Center's budget for lists of customers */

static const char interface_xml[] =
    "<node><interface name='" NAME "'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
    "<arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "</interface></node>";

typedef struct
{
  Fixture base;
  DavyTriage *triage;
  DavyReadiness *readiness;
  GSettings *settings;
  GApplication *application;
  DavyNotices *notices;

  GDBusConnection *service;
  guint object;
  guint32 first; /* the number on the desktop of what was sent first */
  GPtrArray
      *titles;    /* of what was sent, in its order: that of the numbers, until one is replaced */
  GArray *closed; /* (element-type guint32): their numbers */
} Desktop;

/* What GLib was asked to tell lives as long as the program: no application is ever let go of, and
 * no number is given twice. */
static GPtrArray *applications;
static guint32 next_number = 1;

/* --- the service -------------------------------------------------------------------------------
 */

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  Desktop *desktop = data;
  const char *title;
  guint32 number;

  if (g_str_equal (method, "Notify"))
    {
      g_variant_get_child (parameters, 1, "u", &number);
      g_variant_get_child (parameters, 3, "&s", &title);
      g_ptr_array_add (desktop->titles, g_strdup (title));
      g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(u)", number != 0 ? number : next_number++));
      return;
    }
  g_variant_get_child (parameters, 0, "u", &number);
  g_array_append_val (desktop->closed, number);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable vtable = { .method_call = call_cb };

/* On a connection of its own: it is another program's. */
static void
begin_service (Desktop *desktop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, &error);
  g_autoptr (GVariant) owned = NULL;

  g_assert_no_error (error);
  desktop->service =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  desktop->object = g_dbus_connection_register_object (desktop->service, PATH, node->interfaces[0],
                                                       &vtable, desktop, NULL, &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (
      desktop->service, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", NAME, 4), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

/* What a person does on the desktop, which lets go of what was pressed by itself. */
static void
press (Desktop *desktop, guint32 number, const char *action)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (desktop->service, NULL, PATH, NAME, "ActionInvoked",
                                 g_variant_new ("(us)", number, action), &error);
  g_assert_no_error (error);
}

static guint32
find (Desktop *desktop, const char *title)
{
  guint found;

  if (!g_ptr_array_find_with_equal_func (desktop->titles, title, g_str_equal, &found))
    return 0;

  return desktop->first + found;
}

static gboolean
is_closed (Desktop *desktop, guint32 number)
{
  for (guint i = 0; i < desktop->closed->len; i++)
    if (g_array_index (desktop->closed, guint32, i) == number)
      return TRUE;

  return FALSE;
}

/* --- the program -------------------------------------------------------------------------------
 */

static void
set_up_desktop (Desktop *desktop, gconstpointer user)
{
  DavyContextParts parts = { .profile = "test" };
  g_autofree char *id = g_strdup_printf ("io.github.davylamp.Told%u", applications->len);
  g_autoptr (DavyContext) context = NULL;
  g_autoptr (GError) error = NULL;

  desktop->first = next_number;
  desktop->titles = g_ptr_array_new_with_free_func (g_free);
  desktop->closed = g_array_new (FALSE, FALSE, sizeof (guint32));
  begin_service (desktop);
  set_up (&desktop->base, user);
  davy_test_clock_install (davy_time_now ());

  desktop->triage = davy_triage_new (desktop->base.store, desktop->base.world.accounts);
  desktop->readiness = davy_readiness_new (desktop->base.store, desktop->base.world.accounts);
  desktop->settings = g_settings_new_with_path ("io.github.davylamp.Davylamp", "/test/told/");
  parts.store = desktop->base.store;
  parts.accounts = desktop->base.world.accounts;
  parts.sync = desktop->base.sync;
  parts.triage = desktop->triage;
  parts.readiness = desktop->readiness;
  parts.settings = desktop->settings;
  context = davy_context_new (&parts);
  desktop->application = g_application_new (id, G_APPLICATION_DEFAULT_FLAGS);
  g_ptr_array_add (applications, desktop->application);
  g_assert_true (g_application_register (desktop->application, NULL, &error));
  g_assert_no_error (error);
  desktop->notices = davy_notices_new (desktop->application, context);
}

static void
tear_down_desktop (Desktop *desktop, gconstpointer user)
{
  davy_clock_replace (NULL);
  g_clear_object (&desktop->notices);
  g_clear_object (&desktop->readiness);
  g_clear_object (&desktop->triage);
  g_clear_object (&desktop->settings);
  tear_down (&desktop->base, user);

  g_dbus_connection_unregister_object (desktop->service, desktop->object);
  g_dbus_connection_close_sync (desktop->service, NULL, NULL);
  g_clear_object (&desktop->service);
  g_ptr_array_unref (desktop->titles);
  g_array_unref (desktop->closed);
}

/* What is left to wait need not pass here. */
static gboolean
is_idle_in_no_time (gpointer sync)
{
  gint64 next = davy_test_clock_next ();

  if (next > 0 && next < DAVY_TIME_SECOND)
    davy_test_clock_advance (next);

  return is_idle (sync);
}

static void
refresh_in_no_time (Desktop *desktop)
{
  davy_test_clock_advance (APART);
  davy_sync_refresh (desktop->base.sync);
  g_assert_true (davy_test_spin_until (is_idle_in_no_time, desktop->base.sync));
}

/* What it has answered before has arrived then. */
static void
ask_service (Desktop *desktop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  g_dbus_connection_call (g_application_get_dbus_connection (desktop->application), NAME, PATH,
                          "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, davy_test_keep_result, &result);
  davy_test_wait_result (&result);
  answer = g_dbus_connection_call_finish (g_application_get_dbus_connection (desktop->application),
                                          result, &error);
  g_assert_no_error (error);
}

/* All that the store was asked before is answered then, and has reached the desktop. */
static void
let_pass (Desktop *desktop)
{
  for (guint i = 0; i < 4; i++)
    {
      davy_test_store_number (desktop->base.store, "SELECT 1");
      davy_test_store_write (desktop->base.store, davy_test_read_number,
                             &(DavyTestNumber){ .sql = "SELECT 1" }, 0);
      ask_service (desktop);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static gboolean
has_four (gpointer desktop)
{
  return ((Desktop *) desktop)->titles->len == 4;
}

static gboolean
has_one_more (gpointer desktop)
{
  return ((Desktop *) desktop)->titles->len == 5;
}

static gboolean
has_two_more (gpointer desktop)
{
  return ((Desktop *) desktop)->titles->len == 6;
}

static gboolean
has_closed (gpointer desktop)
{
  return ((Desktop *) desktop)->closed->len > 0;
}

/* --- the tests ---------------------------------------------------------------------------------
 */

/* Three are open and one is a test; what was resolved before is not told. */
static void
test_thousand_refreshes (Desktop *desktop, gconstpointer unused)
{
  for (guint i = 0; i < REFRESHES; i++)
    refresh_in_no_time (desktop);
  let_pass (desktop);
  g_assert_true (davy_test_spin_until (has_four, desktop));
  g_assert_cmpuint (desktop->closed->len, ==, 0);
  g_assert_cmpuint (find (desktop, "New alert: Unusual usage"), !=, 0);
  g_assert_cmpuint (find (desktop, "Test alert: “Something_New”"), !=, 0);
}

static void
test_resolved_elsewhere (Desktop *desktop, gconstpointer unused)
{
  g_autoptr (DavyPartnerClient) client = davy_partner_client_new (desktop->base.world.account);
  static const char *const ids[] = { "event-2", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  refresh_in_no_time (desktop);
  g_assert_true (davy_test_spin_until (has_four, desktop));
  davy_partner_client_set_status_async (client, SHOP, ids, "Resolved", "Fraud", NULL,
                                        davy_test_keep_result, &result);
  events =
      davy_partner_client_set_status_finish (client, davy_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
  ask_service (desktop);
  refresh_in_no_time (desktop);
  g_assert_true (davy_test_spin_until (has_closed, desktop));
  g_assert_cmpuint (desktop->closed->len, ==, 1);
  g_assert_true (is_closed (desktop, find (desktop, "New alert: Unusual usage")));
}

static void
let_minutes_pass (Desktop *desktop, guint minutes)
{
  guint told = desktop->titles->len;

  for (guint minute = 0; minute < minutes; minute++)
    {
      let_pass (desktop);
      g_assert_cmpuint (desktop->titles->len, ==, told);
      davy_test_clock_advance (DAVY_TIME_MINUTE + DAVY_TIME_SECOND);
    }
}

/* One is put off; later the hour of another is about to be over. Alarms tell of both. */
static void
test_told_in_time (Desktop *desktop, gconstpointer unused)
{
  g_autofree char *action = NULL;

  refresh_in_no_time (desktop);
  g_assert_true (davy_test_spin_until (has_four, desktop));
  ask_service (desktop);
  action =
      g_strdup_printf ("app.snooze-alert(int64 %" G_GINT64_FORMAT ")",
                       davy_test_store_number (desktop->base.store, "SELECT id FROM alerts"
                                                                    " WHERE event_id = 'event-2'"));
  press (desktop, find (desktop, "New alert: Unusual usage"), action);
  ask_service (desktop);
  let_pass (desktop);
  g_assert_cmpint (davy_test_store_number (desktop->base.store,
                                           "SELECT count (*) FROM notices WHERE again_at > 0"),
                   ==, 1);

  let_minutes_pass (desktop, 15);
  g_assert_true (davy_test_spin_until (has_one_more, desktop));
  g_assert_cmpstr (g_ptr_array_index (desktop->titles, 4), ==, "Still open: Unusual usage");
  let_minutes_pass (desktop, 14);
  davy_test_clock_advance (3 * DAVY_TIME_MINUTE);
  g_assert_true (davy_test_spin_until (has_two_more, desktop));
  g_assert_true (g_str_has_suffix (g_ptr_array_index (desktop->titles, 5), " left to react"));
}

#define ADD(name, function)                                                          \
  g_test_add ("/ui/notices/" name, Desktop, DAVY_TEST_ADA, set_up_desktop, function, \
              tear_down_desktop)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  applications = g_ptr_array_new ();

  ADD ("thousand-refreshes-send-each-once", test_thousand_refreshes);
  ADD ("resolved-elsewhere-is-withdrawn", test_resolved_elsewhere);
  ADD ("what-is-put-off-and-the-hour-are-told-in-time", test_told_in_time);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
