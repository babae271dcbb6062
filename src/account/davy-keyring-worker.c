/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-keyring-worker.h"

#include <libsecret/secret.h>

#include "account/davy-endpoints.h"
#include "core/davy-error.h"

/* What a keyring answers is misleading at times (a cancelled prompt and a locked keyring both look
 * like "nothing stored"), so "locked" is asked for before "nothing" is believed. */

/* Another generation means that the person signs in anew: raise it when what is stored, or the
 * scopes it was made with, change. */
#define GENERATION "1"

#define PORTAL_LIMIT 5000 /* milliseconds for a portal to say that it is there */

static const SecretSchema schema = {
  .name = "io.github.davylamp.RefreshToken",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { .name = "profile", .type = SECRET_SCHEMA_ATTRIBUTE_STRING },
    { .name = "generation", .type = SECRET_SCHEMA_ATTRIBUTE_STRING },
    { .name = "account-id", .type = SECRET_SCHEMA_ATTRIBUTE_STRING },
    { .name = "username", .type = SECRET_SCHEMA_ATTRIBUTE_STRING },
    { .name = "tenant-id", .type = SECRET_SCHEMA_ATTRIBUTE_STRING },
    { .name = "cloud", .type = SECRET_SCHEMA_ATTRIBUTE_STRING },
    { .name = NULL },
  },
};

/* In a sandbox libsecret keeps a file, if a portal hands out its key: libsecret's own question. */
static gboolean
a_portal_has_the_key (void)
{
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GVariant) version = NULL;

  if (!g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return FALSE;
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus != NULL)
    version = g_dbus_connection_call_sync (
        bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
        "org.freedesktop.DBus.Properties", "Get",
        g_variant_new ("(ss)", "org.freedesktop.portal.Secret", "version"), G_VARIANT_TYPE ("(v)"),
        G_DBUS_CALL_FLAGS_NONE, PORTAL_LIMIT, NULL, NULL);

  return version != NULL;
}

/* Without a file of its own libsecret speaks to a service. */
static gboolean
a_service_is_used (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") != 0 && !a_portal_has_the_key ();
}

/* libsecret's own getters insist on a property that is gone when the service died meanwhile. */
static gboolean
proxy_is_locked (gpointer proxy)
{
  g_autoptr (GVariant) locked = g_dbus_proxy_get_cached_property (proxy, "Locked");

  return locked != NULL && g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN) &&
         g_variant_get_boolean (locked);
}

/* Whether the person would have to open the keyring first. No default collection at all counts:
 * storing would ask for the password of a new one. */
static gboolean
keyring_is_locked (gboolean *missing)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GError) error = NULL;

  *missing = FALSE;
  if (!a_service_is_used ())
    return FALSE;
  service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL);
  if (service == NULL)
    return FALSE;
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  *missing = collection == NULL && error == NULL;

  return collection != NULL && proxy_is_locked (collection);
}

static void
translate_error (GError *from, GError **error)
{
  DavyError code = DAVY_ERROR_KEYRING_ABSENT;

  if (g_error_matches (from, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = DAVY_ERROR_KEYRING_LOCKED;
  else if (from->domain == SECRET_ERROR ||
           g_error_matches (from, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) ||
           g_error_matches (from, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    code = DAVY_ERROR_KEYRING_DENIED;

  g_set_error_literal (error, DAVY_ERROR, (int) code, from->message);
  g_error_free (from);
}

static GHashTable *
make_attributes (const char *profile, const char *account_id)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) "profile", (gpointer) profile);
  g_hash_table_insert (attributes, (gpointer) "generation", (gpointer) GENERATION);
  if (account_id != NULL)
    g_hash_table_insert (attributes, (gpointer) "account-id", (gpointer) account_id);

  return attributes;
}

static void
free_found (GList *found)
{
  g_list_free_full (found, g_object_unref);
}

/* Finds what is stored, and opens the keyring when it has to. NULL without an error: nothing. */
static GList *
search (GHashTable *attributes, DavyKeyringPrompt *prompt, GError **error)
{
  gboolean missing;
  GError *local_error = NULL;
  GList *found;

  g_atomic_int_set (prompt, keyring_is_locked (&missing));
  found = secret_password_searchv_sync (
      &schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
      NULL, &local_error);
  g_atomic_int_set (prompt, FALSE);
  if (local_error != NULL)
    {
      translate_error (local_error, error);
      return NULL;
    }

  for (GList *l = found; l != NULL; l = l->next)
    {
      if (SECRET_IS_ITEM (l->data) && proxy_is_locked (l->data))
        {
          g_clear_pointer (&found, free_found);
          break;
        }
    }
  if (found == NULL && keyring_is_locked (&missing))
    g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_KEYRING_LOCKED, "The keyring is locked");

  return found;
}

/**
 * davy_keyring_worker_store:
 * @profile: whose keyring
 * @item: what the secret belongs to
 * @secret: the secret; it takes the place of an earlier one
 * @prompt: told while the person may be asked
 * @error: %DAVY_ERROR_KEYRING_ABSENT, %DAVY_ERROR_KEYRING_LOCKED, %DAVY_ERROR_KEYRING_DENIED
 *
 * Returns: whether it is stored
 */
gboolean
davy_keyring_worker_store (const char *profile,
                           const DavyKeyringItem *item,
                           const char *secret,
                           DavyKeyringPrompt *prompt,
                           GError **error)
{
  g_autoptr (GHashTable) attributes = make_attributes (profile, item->account_id);
  g_autofree char *label = g_strdup_printf ("Davylamp: %s", item->username);
  gboolean missing = FALSE;
  gboolean locked = keyring_is_locked (&missing);
  GError *local_error = NULL;

  g_hash_table_insert (attributes, (gpointer) "username", item->username);
  g_hash_table_insert (attributes, (gpointer) "tenant-id", item->tenant_id);
  /* What was kept before there was a choice lacks it; the same attributes replace it. */
  if (item->cloud != NULL && g_strcmp0 (item->cloud, DAVY_CLOUD_GLOBAL) != 0)
    g_hash_table_insert (attributes, (gpointer) "cloud", item->cloud);
  g_atomic_int_set (prompt, locked || missing);
  secret_password_storev_sync (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, secret, NULL,
                               &local_error);
  g_atomic_int_set (prompt, FALSE);
  if (local_error != NULL && (locked || missing))
    {
      /* Whatever it says: the person was asked, and did not open or make it. */
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_KEYRING_LOCKED, local_error->message);
      g_error_free (local_error);
      return FALSE;
    }
  if (local_error != NULL)
    {
      translate_error (local_error, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * davy_keyring_worker_lookup:
 * @profile: whose keyring
 * @account_id: whose secret
 * @prompt: told while the person may be asked
 * @error: as davy_keyring_worker_store()
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error when there is none
 */
char *
davy_keyring_worker_lookup (const char *profile,
                            const char *account_id,
                            DavyKeyringPrompt *prompt,
                            GError **error)
{
  g_autoptr (GHashTable) attributes = make_attributes (profile, account_id);
  GList *found = search (attributes, prompt, error);
  g_autoptr (SecretValue) value = NULL;
  GError *local_error = NULL;
  const char *text;
  char *secret = NULL;

  if (found == NULL)
    return NULL;

  value = secret_retrievable_retrieve_secret_sync (found->data, NULL, &local_error);
  if (local_error != NULL)
    {
      translate_error (local_error, error);
    }
  else
    {
      text = value != NULL ? secret_value_get_text (value) : NULL;
      secret = g_strdup (text);
      if (secret == NULL)
        g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_KEYRING_DENIED,
                             "The keyring does not give the secret");
    }
  free_found (found);

  return secret;
}

/* Everything of the profile, also what an earlier program kept in another way. */
static GHashTable *
make_attributes_of_all (const char *profile)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) "profile", (gpointer) profile);

  return attributes;
}

/**
 * davy_keyring_worker_clear:
 * @profile: whose keyring
 * @account_id: (nullable): whose secret; %NULL: all that is kept for the profile
 * @prompt: told while the person may be asked
 * @error: as davy_keyring_worker_store()
 *
 * Returns: whether nothing of it is left
 */
gboolean
davy_keyring_worker_clear (const char *profile,
                           const char *account_id,
                           DavyKeyringPrompt *prompt,
                           GError **error)
{
  g_autoptr (GHashTable) attributes =
      account_id != NULL ? make_attributes (profile, account_id) : make_attributes_of_all (profile);
  GError *local_error = NULL;
  GList *found = search (attributes, prompt, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (found == NULL)
    return TRUE;

  free_found (found);
  if (!secret_password_clearv_sync (&schema, attributes, NULL, &local_error))
    {
      if (local_error != NULL)
        translate_error (local_error, error);
      else
        g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_KEYRING_DENIED,
                             "The keyring does not delete the secret");
      return FALSE;
    }

  return TRUE;
}

/**
 * davy_keyring_worker_list:
 * @profile: whose keyring
 * @prompt: told while the person may be asked
 * @error: as davy_keyring_worker_store()
 *
 * Returns: (transfer full) (element-type DavyKeyringItem): what is stored, maybe nothing
 */
GPtrArray *
davy_keyring_worker_list (const char *profile, DavyKeyringPrompt *prompt, GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_keyring_item_free);
  g_autoptr (GHashTable) wanted = make_attributes (profile, NULL);
  GError *local_error = NULL;
  GList *found = search (wanted, prompt, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  for (GList *l = found; l != NULL; l = l->next)
    {
      g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (l->data);
      const char *account_id = g_hash_table_lookup (attributes, "account-id");
      const char *username = g_hash_table_lookup (attributes, "username");
      const char *tenant_id = g_hash_table_lookup (attributes, "tenant-id");
      const char *cloud = g_hash_table_lookup (attributes, "cloud");
      DavyKeyringItem *item;

      if (account_id == NULL || username == NULL || tenant_id == NULL)
        continue;
      item = g_new0 (DavyKeyringItem, 1);
      item->account_id = g_strdup (account_id);
      item->username = g_strdup (username);
      item->tenant_id = g_strdup (tenant_id);
      item->cloud = g_strdup (cloud != NULL ? cloud : DAVY_CLOUD_GLOBAL);
      g_ptr_array_add (items, item);
    }
  free_found (found);

  return g_steal_pointer (&items);
}
