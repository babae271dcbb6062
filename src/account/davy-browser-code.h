/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-oauth.h"

G_BEGIN_DECLS

/* A visit to the sign-in page in the person's own browser, up to the answer with the tokens:
 * authorization code with PKCE, caught on a loopback address (`wire-contract.md` 1.3). */

/**
 * DavyBrowserOpen:
 * @uri: a page
 * @data: as given to davy_browser_code_async()
 *
 * The browser is to show @uri.
 */
typedef void (*DavyBrowserOpen) (const char *uri, gpointer data);

/**
 * DavyBrowserCodeParts:
 * @asked_scope: what the page asks consent for
 * @scope: what the tokens are for
 * @claims: (nullable): the claims challenge to meet
 * @username: (nullable): who is to sign in; %NULL leaves the choice
 * @done_html: (nullable): the page that the browser shows at the end
 * @failed_html: (nullable): the page after a refusal
 *
 * What davy_browser_code_async() needs; everything is borrowed during the call, but @data, which
 * has to stay until the end.
 */
typedef struct
{
  DavyHttp *http;
  const DavyEndpoints *endpoints;
  const char *application_id;
  const char *tenant_id;
  const char *asked_scope;
  const char *scope;
  const char *claims;
  const char *username;
  const char *done_html;
  const char *failed_html;
  DavyBrowserOpen open;
  gpointer data;
} DavyBrowserCodeParts;

void davy_browser_code_async (const DavyBrowserCodeParts *parts,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
DavyResponse *davy_browser_code_finish (GAsyncResult *result, GError **error);

G_END_DECLS
