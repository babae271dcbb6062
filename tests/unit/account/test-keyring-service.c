/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-keyring.h"
#include "core/davy-error.h"
#include "davy-test-keyring.h"
#include "davy-test.h"

/* A Secret Service that is empty, locked, forbidden or silent, on a bus of its own; and no bus. */

#define SERVICE_NAME "org.freedesktop.secrets"
#define ROOT         "/org/freedesktop/secrets"
#define STORED_ITEM  ROOT "/collection/login/1"

typedef enum
{
  SERVICE_EMPTY,
  SERVICE_LOCKED,      /* a person would be asked and refuses */
  SERVICE_LOCKED_ITEM, /* the same, and it shows what it hides */
  SERVICE_ASKING,      /* a person is asked and does not answer */
  SERVICE_DENIED,
  SERVICE_SILENT,
  SERVICE_SLOW_TO_STORE, /* whoever stores waits */
  SERVICE_STORED,        /* and in the end it is done */
} ServiceMood;

static ServiceMood mood;
static GPtrArray *unanswered; /* GDBusMethodInvocation */
static guint n_deleted;
static GTestDBus *bus;
static GDBusConnection *connection;

static const char interfaces[] =
    "<node>"
    "<interface name='org.freedesktop.Secret.Service'>"
    "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
    "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
    "<method name='SearchItems'><arg type='a{ss}' direction='in'/>"
    "<arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
    "<method name='Unlock'><arg type='ao' direction='in'/>"
    "<arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
    "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
    "<arg type='a{o(oayays)}' direction='out'/></method>"
    "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/>"
    "</method><property name='Collections' type='ao' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Collection'>"
    "<method name='CreateItem'><arg type='a{sv}' direction='in'/>"
    "<arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
    "<arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
    "<property name='Items' type='ao' access='read'/>"
    "<property name='Label' type='s' access='read'/>"
    "<property name='Locked' type='b' access='read'/>"
    "<property name='Created' type='t' access='read'/>"
    "<property name='Modified' type='t' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Item'>"
    "<method name='Delete'><arg type='o' direction='out'/></method>"
    "<property name='Locked' type='b' access='read'/>"
    "<property name='Attributes' type='a{ss}' access='read'/>"
    "<property name='Label' type='s' access='read'/>"
    "<property name='Created' type='t' access='read'/>"
    "<property name='Modified' type='t' access='read'/>"
    "</interface>"
    "</node>";

/* Asked for by LeakSanitizer, where it is in the program. GDBus frees what belongs to a proxy's
 * signals in the main context of the call that made it; libsecret's calls have one of their own,
 * which is gone by then. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:secret_item_new_for_dbus_path\nleak:secret_password_searchv_sync\n";
}

static gboolean
is_locked (void)
{
  return mood == SERVICE_LOCKED || mood == SERVICE_LOCKED_ITEM || mood == SERVICE_ASKING;
}

static void
answer_search (GDBusMethodInvocation *invocation)
{
  const char *const items[] = { STORED_ITEM, NULL };
  gboolean locked = mood == SERVICE_LOCKED_ITEM || mood == SERVICE_ASKING;
  gboolean open = mood == SERVICE_STORED;

  if (mood == SERVICE_DENIED)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED,
                                           "Not for you");
  else
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(@ao@ao)", g_variant_new_objv (open ? items : NULL, open),
                                   g_variant_new_objv (locked ? items : NULL, locked)));
}

static void
method_cb (GDBusConnection *bus_connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  if (mood == SERVICE_SILENT || (mood == SERVICE_ASKING && g_str_equal (method, "Unlock")) ||
      (mood == SERVICE_SLOW_TO_STORE && g_str_equal (method, "CreateItem")))
    {
      g_ptr_array_add (unanswered, invocation);
    }
  else if (g_str_equal (method, "OpenSession"))
    {
      const char *algorithm;

      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (g_str_equal (algorithm, "plain"))
        g_dbus_method_invocation_return_value (
            invocation, g_variant_new ("(vo)", g_variant_new_string (""), ROOT "/session/1"));
      else
        g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED,
                                               "Plain only");
    }
  else if (g_str_equal (method, "SearchItems"))
    {
      answer_search (invocation);
    }
  else if (g_str_equal (method, "GetSecrets"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{o(oayays)})", NULL));
    }
  else if (g_str_equal (method, "Delete"))
    {
      n_deleted++;
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
    }
  else if (g_str_equal (method, "Unlock"))
    {
      g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(@aoo)", g_variant_new_objv (NULL, 0), "/"));
    }
  else if (g_str_equal (method, "ReadAlias"))
    {
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(o)", ROOT "/collection/login"));
    }
  else
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation, "org.freedesktop.Secret.Error.IsLocked", "Locked");
    }
}

static GVariant *
property_cb (GDBusConnection *bus_connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *property,
             GError **error,
             gpointer user_data)
{
  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (is_locked ());
  if (g_str_equal (property, "Label"))
    return g_variant_new_string ("Login");
  if (g_str_equal (property, "Attributes"))
    return g_variant_new ("a{ss}", NULL);
  if (g_str_equal (property, "Created") || g_str_equal (property, "Modified"))
    return g_variant_new_uint64 (0);

  return g_variant_new_objv (NULL, 0);
}

static void
register_object (GDBusNodeInfo *node, const char *path, const char *interface)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_cb,
                                               .get_property = property_cb };
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (connection, path,
                                     g_dbus_node_info_lookup_interface (node, interface), &vtable,
                                     NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
call_bus (const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
      parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

static void
start_service (void)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interfaces, NULL);
  g_autoptr (GError) error = NULL;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  unanswered = g_ptr_array_new_with_free_func (g_object_unref);
  connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  register_object (node, ROOT, "org.freedesktop.Secret.Service");
  register_object (node, ROOT "/collection/login", "org.freedesktop.Secret.Collection");
  register_object (node, ROOT "/aliases/default", "org.freedesktop.Secret.Collection");
  register_object (node, STORED_ITEM, "org.freedesktop.Secret.Item");
  call_bus ("RequestName", g_variant_new ("(su)", SERVICE_NAME, 0));
}

static void
begin_lookup (DavyKeyring *keyring, GAsyncResult **result)
{
  davy_keyring_lookup_async (keyring, "oid.tid", NULL, davy_test_keep_result, result);
}

static void
assert_lookup_ends (DavyKeyring *keyring, GAsyncResult **result, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (davy_keyring_lookup_finish (keyring, davy_test_wait_result (result), &error));
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, DAVY_ERROR, code);
  g_clear_object (result);
}

static void
assert_lookup (ServiceMood new_mood, int code)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");
  g_autoptr (GAsyncResult) result = NULL;

  mood = new_mood;
  begin_lookup (keyring, &result);
  assert_lookup_ends (keyring, &result, code);
}

static const DavyKeyringItem item = {
  .account_id = (char *) "oid.tid",
  .username = (char *) "anna@northwind.example",
  .tenant_id = (char *) "tid",
};

static void
assert_store (ServiceMood new_mood, int code)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mood = new_mood;
  davy_keyring_store_async (keyring, &item, "secret", NULL, davy_test_keep_result, &result);
  g_assert_false (davy_keyring_store_finish (keyring, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, code);
}

static void
test_empty (void)
{
  assert_lookup (SERVICE_EMPTY, -1);
}

static void
test_locked (void)
{
  assert_lookup (SERVICE_LOCKED, DAVY_ERROR_KEYRING_LOCKED);
  assert_lookup (SERVICE_LOCKED_ITEM, DAVY_ERROR_KEYRING_LOCKED);
  assert_store (SERVICE_LOCKED, DAVY_ERROR_KEYRING_LOCKED);
}

static void
test_denied (void)
{
  assert_lookup (SERVICE_DENIED, DAVY_ERROR_KEYRING_DENIED);
}

static gboolean
somebody_waits (gpointer data)
{
  return unanswered->len > GPOINTER_TO_UINT (data);
}

static void
test_silent (void)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;

  mood = SERVICE_SILENT;
  begin_lookup (keyring, &first);
  begin_lookup (keyring, &second);
  g_assert_true (davy_test_spin_until (somebody_waits, NULL));

  /* The first is left behind, and the second has its turn. */
  mood = SERVICE_EMPTY;
  davy_test_clock_advance (20 * DAVY_TIME_SECOND);
  assert_lookup_ends (keyring, &first, DAVY_ERROR_KEYRING_ABSENT);
  assert_lookup_ends (keyring, &second, -1);
}

static void
test_asking (void)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");
  g_autoptr (GAsyncResult) result = NULL;
  const guint before = unanswered->len;

  mood = SERVICE_ASKING;
  begin_lookup (keyring, &result);
  g_assert_true (davy_test_spin_until (somebody_waits, GUINT_TO_POINTER (before)));
  davy_test_clock_advance (20 * DAVY_TIME_SECOND);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result);

  davy_test_clock_advance (180 * DAVY_TIME_SECOND);
  assert_lookup_ends (keyring, &result, DAVY_ERROR_KEYRING_LOCKED);
}

static void
begin_store (DavyKeyring *keyring, GAsyncResult **result)
{
  const guint before = unanswered->len;

  n_deleted = 0;
  mood = SERVICE_SLOW_TO_STORE;
  davy_keyring_store_async (keyring, &item, "secret", NULL, davy_test_keep_result, result);
  g_assert_true (davy_test_spin_until (somebody_waits, GUINT_TO_POINTER (before)));
}

/* Leaves a store behind whose service has not answered yet. */
static void
give_up_store (DavyKeyring *keyring)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin_store (keyring, &result);
  davy_test_clock_advance (20 * DAVY_TIME_SECOND);
  g_assert_false (davy_keyring_store_finish (keyring, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT);
}

static gboolean
is_alone (gpointer object)
{
  return ((GObject *) object)->ref_count == 1;
}

/* Lets the service do what it was once told. */
static void
end_store (DavyKeyring *keyring)
{
  mood = SERVICE_STORED;
  g_dbus_method_invocation_return_value (g_ptr_array_steal_index (unanswered, unanswered->len - 1),
                                         g_variant_new ("(oo)", STORED_ITEM, "/"));
  g_assert_true (davy_test_spin_until (is_alone, keyring));
}

static void
test_late_store_after_clear (void)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  give_up_store (keyring);
  davy_keyring_clear_async (keyring, item.account_id, NULL, davy_test_keep_result, &result);
  g_assert_true (davy_keyring_clear_finish (keyring, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_deleted, ==, 0);
  g_clear_object (&result);

  end_store (keyring);
  g_assert_cmpuint (n_deleted, ==, 1);
}

static void
test_late_store_before_clear (void)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;

  begin_store (keyring, &stored);
  davy_keyring_clear_async (keyring, item.account_id, NULL, davy_test_keep_result, &cleared);
  davy_test_clock_advance (20 * DAVY_TIME_SECOND);
  g_assert_true (davy_keyring_clear_finish (keyring, davy_test_wait_result (&cleared), NULL));
  g_assert_false (davy_keyring_store_finish (keyring, davy_test_wait_result (&stored), NULL));
  g_clear_object (&cleared);
  g_clear_object (&stored);

  end_store (keyring);
  g_assert_cmpuint (n_deleted, ==, 1);
}

static void
test_late_store_disowned (void)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");

  give_up_store (keyring);
  davy_keyring_disown (keyring, item.account_id);
  end_store (keyring);
  g_assert_cmpuint (n_deleted, ==, 1);
}

static void
test_late_store_still_wanted (void)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");

  give_up_store (keyring);
  davy_keyring_disown (keyring, "another.tid");
  end_store (keyring);
  g_assert_cmpuint (n_deleted, ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mood = SERVICE_EMPTY;
  davy_keyring_lookup_async (keyring, "oid.tid", cancellable, davy_test_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (davy_keyring_lookup_finish (keyring, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_service (void)
{
  g_autoptr (DavyKeyring) keyring = davy_keyring_new ("default");
  g_autoptr (GAsyncResult) result = NULL;

  davy_test_keyring_may_warn ();
  call_bus ("ReleaseName", g_variant_new ("(s)", SERVICE_NAME));
  begin_lookup (keyring, &result);
  assert_lookup_ends (keyring, &result, DAVY_ERROR_KEYRING_ABSENT);
  assert_store (SERVICE_EMPTY, DAVY_ERROR_KEYRING_ABSENT);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  start_service ();

  g_test_add_func ("/account/keyring/nothing-stored-is-no-error", test_empty);
  g_test_add_func ("/account/keyring/locked-is-told-from-nothing", test_locked);
  g_test_add_func ("/account/keyring/denied-is-told", test_denied);
  g_test_add_func ("/account/keyring/a-silent-service-is-left-behind", test_silent);
  g_test_add_func ("/account/keyring/a-person-has-longer-to-answer", test_asking);
  g_test_add_func ("/account/keyring/late-store-is-cleared-after-a-clear",
                   test_late_store_after_clear);
  g_test_add_func ("/account/keyring/late-store-is-cleared-when-a-clear-waited-for-it",
                   test_late_store_before_clear);
  g_test_add_func ("/account/keyring/late-store-that-was-disowned-is-cleared",
                   test_late_store_disowned);
  g_test_add_func ("/account/keyring/late-store-that-is-wanted-stays",
                   test_late_store_still_wanted);
  g_test_add_func ("/account/keyring/an-answer-can-be-forgotten-about", test_cancelled);
  g_test_add_func ("/account/keyring/no-service-is-absent", test_no_service);

  /* The bus goes away with the program: threads that were left behind still wait on it. */
  return g_test_run ();
}
