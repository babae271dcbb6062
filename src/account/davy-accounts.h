/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ACCOUNTS (davy_accounts_get_type ())
G_DECLARE_FINAL_TYPE (DavyAccounts, davy_accounts, DAVY, ACCOUNTS, GObject)

DavyAccounts *
davy_accounts_new (const DavyEndpoints *endpoints, const char *profile, const char *application_id);

void davy_accounts_add_cloud (DavyAccounts *self,
                              const DavyEndpoints *endpoints,
                              const char *application_id);
const char *const *davy_accounts_list_clouds (DavyAccounts *self);
const DavyEndpoints *davy_accounts_get_endpoints (DavyAccounts *self, const char *cloud);
const char *davy_accounts_get_application_id (DavyAccounts *self, const char *cloud);
void davy_accounts_set_application_id (DavyAccounts *self,
                                       const char *cloud,
                                       const char *application_id);
DavyAccount *davy_accounts_find (DavyAccounts *self, const char *account_id);
DavyAccount *davy_accounts_find_acting (DavyAccounts *self, const char *account_id);

void davy_accounts_load_async (DavyAccounts *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean davy_accounts_load_finish (DavyAccounts *self, GAsyncResult *result, GError **error);
void davy_accounts_sign_out_async (DavyAccounts *self,
                                   DavyAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean davy_accounts_sign_out_finish (DavyAccounts *self, GAsyncResult *result, GError **error);
void davy_accounts_forget_async (DavyAccounts *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean davy_accounts_forget_finish (DavyAccounts *self, GAsyncResult *result, GError **error);

G_END_DECLS
