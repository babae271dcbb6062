/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyKeyringItem:
 * @account_id: whose secret it is
 * @username: as Microsoft names the person, `name@domain`
 * @tenant_id: the tenant the person belongs to
 * @cloud: (nullable): the cloud that issued it, see davy_endpoints_list_clouds(); %NULL is
 *   %DAVY_CLOUD_GLOBAL
 *
 * What can be known about a kept secret without reading it.
 */
typedef struct
{
  char *account_id;
  char *username;
  char *tenant_id;
  char *cloud;
} DavyKeyringItem;

void davy_keyring_item_free (DavyKeyringItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyKeyringItem, davy_keyring_item_free)

#define DAVY_TYPE_KEYRING (davy_keyring_get_type ())
G_DECLARE_FINAL_TYPE (DavyKeyring, davy_keyring, DAVY, KEYRING, GObject)

DavyKeyring *davy_keyring_new (const char *profile);

void davy_keyring_store_async (DavyKeyring *self,
                               const DavyKeyringItem *item,
                               const char *secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean davy_keyring_store_finish (DavyKeyring *self, GAsyncResult *result, GError **error);
void davy_keyring_lookup_async (DavyKeyring *self,
                                const char *account_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *davy_keyring_lookup_finish (DavyKeyring *self, GAsyncResult *result, GError **error);
void davy_keyring_clear_async (DavyKeyring *self,
                               const char *account_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean davy_keyring_clear_finish (DavyKeyring *self, GAsyncResult *result, GError **error);
void davy_keyring_disown (DavyKeyring *self, const char *account_id);
void davy_keyring_list_async (DavyKeyring *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *davy_keyring_list_finish (DavyKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
