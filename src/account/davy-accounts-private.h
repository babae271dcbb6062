/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account-private.h"
#include "account/davy-accounts.h"

G_BEGIN_DECLS

/* What a sign-in, and forgetting all of them, needs of the list; for this room alone. */

DavyHttp *davy_accounts_get_http (DavyAccounts *self);
DavyKeyring *davy_accounts_get_keyring (DavyAccounts *self);
DavyAccount *davy_accounts_take (DavyAccounts *self,
                                 const char *cloud,
                                 DavyOauthTokens *tokens,
                                 gboolean memory_only);
void davy_accounts_drop (DavyAccounts *self, DavyAccount *account);

G_END_DECLS
