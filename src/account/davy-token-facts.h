/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account.h"

G_BEGIN_DECLS

/**
 * DavyTokenFact:
 * @DAVY_TOKEN_FACT_UNKNOWN: the token does not tell
 * @DAVY_TOKEN_FACT_YES: it says so
 * @DAVY_TOKEN_FACT_NO: it says the contrary
 */
typedef enum
{
  DAVY_TOKEN_FACT_UNKNOWN,
  DAVY_TOKEN_FACT_YES,
  DAVY_TOKEN_FACT_NO,
} DavyTokenFact;

/**
 * DavyTokenFacts:
 * @second_factor: whether the person gave a second factor
 * @global_administrator: whether they are a Global administrator of the tenant that issued it
 *
 * What an access token tells about its person. For diagnostics: the services decide by themselves.
 */
typedef struct
{
  DavyTokenFact second_factor;
  DavyTokenFact global_administrator;
} DavyTokenFacts;

void davy_token_facts_read (const char *token, DavyTokenFacts *facts);

void davy_account_look_at_token_async (DavyAccount *account,
                                       DavyService service,
                                       const char *tenant_id,
                                       gboolean renew,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean davy_account_look_at_token_finish (DavyAccount *account,
                                            GAsyncResult *result,
                                            DavyTokenFacts *facts,
                                            GError **error);

G_END_DECLS
