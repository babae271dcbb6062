/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "store/davy-access.h"

G_BEGIN_DECLS

#define DAVY_TYPE_READINESS (davy_readiness_get_type ())
G_DECLARE_FINAL_TYPE (DavyReadiness, davy_readiness, DAVY, READINESS, GObject)

DavyReadiness *davy_readiness_new (DavyStore *store, DavyAccounts *accounts);

void davy_readiness_start (DavyReadiness *self, gboolean anew);
void davy_readiness_resume (DavyReadiness *self);
void davy_readiness_stop (DavyReadiness *self);
void davy_readiness_set_paused (DavyReadiness *self, gboolean paused);
gboolean davy_readiness_is_running (DavyReadiness *self);
guint davy_readiness_get_left (DavyReadiness *self);
const GError *davy_readiness_get_error (DavyReadiness *self);

void davy_readiness_check_async (DavyReadiness *self,
                                 const char *account_id,
                                 const char *customer_tenant_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean davy_readiness_check_finish (DavyReadiness *self,
                                      GAsyncResult *result,
                                      DavyAccess *access,
                                      GError **error);
const GError *
davy_readiness_get_challenge (DavyReadiness *self, GAsyncResult *result, DavyService *service);

void davy_readiness_grant_consent_async (DavyReadiness *self,
                                         const char *account_id,
                                         const char *customer_tenant_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean davy_readiness_grant_consent_finish (DavyReadiness *self,
                                              GAsyncResult *result,
                                              DavyAccess *access,
                                              GError **error);

G_END_DECLS
