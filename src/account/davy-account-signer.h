/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account.h"
#include "net/davy-signer.h"

G_BEGIN_DECLS

DavySigner *
davy_account_create_signer (DavyAccount *account, DavyService service, const char *tenant_id);

G_END_DECLS
