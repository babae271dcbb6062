/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-endpoints.h"

G_BEGIN_DECLS

typedef struct _DavyHttp DavyHttp;

/**
 * DavyAccountState:
 * @DAVY_ACCOUNT_SIGNED_IN: tokens can be had
 * @DAVY_ACCOUNT_NEEDS_SIGN_IN: Microsoft wants the person to sign in again
 * @DAVY_ACCOUNT_SIGNED_OUT: the person signed out; nothing is kept
 */
typedef enum
{
  DAVY_ACCOUNT_SIGNED_IN,
  DAVY_ACCOUNT_NEEDS_SIGN_IN,
  DAVY_ACCOUNT_SIGNED_OUT,
} DavyAccountState;

#define DAVY_TYPE_ACCOUNT (davy_account_get_type ())
G_DECLARE_FINAL_TYPE (DavyAccount, davy_account, DAVY, ACCOUNT, GObject)

const char *davy_account_id_get_tenant (const char *account_id);

const char *davy_account_get_id (DavyAccount *self);
const char *davy_account_get_username (DavyAccount *self);
const char *davy_account_get_tenant_id (DavyAccount *self);
DavyAccountState davy_account_get_state (DavyAccount *self);
gboolean davy_account_is_memory_only (DavyAccount *self);
const DavyEndpoints *davy_account_get_endpoints (DavyAccount *self);
DavyHttp *davy_account_get_http (DavyAccount *self);

void davy_account_get_token_async (DavyAccount *self,
                                   DavyService service,
                                   const char *tenant_id,
                                   gboolean renew,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
char *davy_account_get_token_finish (DavyAccount *self, GAsyncResult *result, GError **error);

G_END_DECLS
