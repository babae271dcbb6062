/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account.h"
#include "account/davy-keyring.h"
#include "account/davy-oauth.h"

G_BEGIN_DECLS

/* How the list and the sign-in fill an account; for this room alone. */

/**
 * DavyAccountParts:
 *
 * What davy_account_new() is made of; everything is borrowed during the call.
 */
typedef struct
{
  DavyEndpoints *endpoints;
  DavyHttp *http;
  DavyKeyring *keyring;
  const char *application_id;
  const char *id;
  const char *username;
  const char *tenant_id;
} DavyAccountParts;

DavyAccount *davy_account_new (const DavyAccountParts *parts);
void davy_account_sign_in (DavyAccount *self, DavyOauthTokens *tokens, gboolean memory_only);
void davy_account_restore (DavyAccount *self, const char *refresh_token);
void davy_account_sign_out (DavyAccount *self);
const char *davy_account_get_application_id (DavyAccount *self);
void davy_account_set_application_id (DavyAccount *self, const char *application_id);
gboolean davy_account_take_proof (DavyAccount *self,
                                  DavyService service,
                                  const char *tenant_id,
                                  const DavyOauthTokens *tokens,
                                  GError **error);

G_END_DECLS
