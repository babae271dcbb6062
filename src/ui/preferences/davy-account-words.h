/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "sync/davy-sync.h"

G_BEGIN_DECLS

char *davy_words_account_state (DavyAccount *account, DavySync *sync);
char *davy_words_account_leaving (DavyAccounts *accounts, DavyAccount *account);

G_END_DECLS
