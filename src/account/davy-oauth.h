/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-endpoints.h"
#include "core/davy-time.h"
#include "net/davy-http.h"

G_BEGIN_DECLS

/* The identity platform's endpoints as requests and answers (`wire-contract.md` 1.3 to 1.6). */

#define DAVY_OAUTH_IDENTITY_SCOPES "openid profile offline_access"

/**
 * DavyOauthTokens:
 * @access_token: for one service
 * @refresh_token: (nullable): for the next tokens; %NULL means that the one in use stays
 * @account_id: (nullable): who signed in, `oid.tid`; only when an identity was asked for
 * @username: (nullable): as Microsoft names the person
 * @tenant_id: (nullable): the person's tenant
 * @expires: when @access_token ends
 */
typedef struct
{
  char *access_token;
  char *refresh_token;
  char *account_id;
  char *username;
  char *tenant_id;
  DavyTime expires;
} DavyOauthTokens;

void davy_oauth_tokens_free (DavyOauthTokens *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyOauthTokens, davy_oauth_tokens_free)

/**
 * DavyOauthQuestion:
 * @application_id: who asks
 * @tenant_id: where the person signs in, or a word such as `organizations`
 * @redirect_uri: where the browser brings the answer
 * @scope: what is asked for
 * @state: comes back with the answer
 * @verifier: PKCE; only its challenge is sent
 * @claims: (nullable): the claims challenge to meet
 * @username: (nullable): who is to sign in; %NULL leaves the choice
 *
 * What the browser asks the identity platform on behalf of the program.
 */
typedef struct
{
  const char *application_id;
  const char *tenant_id;
  const char *redirect_uri;
  const char *scope;
  const char *state;
  const char *verifier;
  const char *claims;
  const char *username;
} DavyOauthQuestion;

char *davy_oauth_make_authorize_uri (const DavyEndpoints *endpoints,
                                     const DavyOauthQuestion *question);
void davy_oauth_wipe (char **secret);
char *davy_oauth_dup_scope (const DavyEndpoints *endpoints, DavyService service);
DavyRequest *
davy_oauth_make_request (const DavyEndpoints *endpoints, const char *tenant_id, const char *leaf);
GError *davy_oauth_make_error (const char *error_word,
                               const char *description,
                               const char *claims,
                               const char *correlation_id);
gboolean davy_oauth_error_ends_sign_in (const GError *error);
gboolean davy_oauth_check (DavyResponse *response, GError **error);
DavyOauthTokens *davy_oauth_read_tokens (DavyResponse *response, GError **error);

G_END_DECLS
