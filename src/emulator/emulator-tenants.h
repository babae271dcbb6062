/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/* What a tenant asks before it issues a token: consent, and its conditions (`wire-contract.md` 1.7
 * and 1.9). */

const char *
davy_tenant_find (DavyScenario *scenario, const char *name, const DavyDemoCustomer **customer);
gboolean davy_tenant_allows (DavyExchange *exchange,
                             const DavyDemoCustomer *customer,
                             const DavyGrant *grant,
                             DavyPrefix service);
gboolean davy_tenant_allows_refresh (DavyExchange *exchange,
                                     const DavyDemoCustomer *customer,
                                     const DavyGrant *grant);

gboolean davy_claims_take_challenges (const char *claims);
gboolean davy_claims_ask_more (const char *claims);

G_END_DECLS
