/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SIGN_IN (davy_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (DavySignIn, davy_sign_in, DAVY, SIGN_IN, GObject)

DavySignIn *davy_sign_in_new (DavyAccounts *accounts, DavyAccount *again, const char *claims);

void davy_sign_in_set_cloud (DavySignIn *self, const char *cloud);
const char *davy_sign_in_get_uri (DavySignIn *self);
const char *davy_sign_in_get_user_code (DavySignIn *self);
const char *davy_sign_in_get_verification_uri (DavySignIn *self);
gboolean davy_sign_in_is_keeping (DavySignIn *self);
void davy_sign_in_set_pages (DavySignIn *self, const char *done_html, const char *failed_html);

void davy_sign_in_browser_async (DavySignIn *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void davy_sign_in_device_async (DavySignIn *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
DavyAccount *davy_sign_in_finish (DavySignIn *self, GAsyncResult *result, GError **error);

void davy_sign_in_keep_async (DavySignIn *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
DavyAccount *davy_sign_in_keep_in_memory (DavySignIn *self);

char *davy_sign_in_dup_sentence (const GError *error);
const char *davy_sign_in_get_remedy (guint number);
gboolean davy_application_id_check (const char *text, GError **error);

G_END_DECLS
