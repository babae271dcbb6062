/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/davy-request.h"

G_BEGIN_DECLS

/**
 * DavyTokens:
 * @bearer: (nullable): of the request's signer
 * @second: (nullable): of its second signer
 *
 * What a request is signed with. Tokens stay out of the request itself, so that nobody who looks at
 * one, or follows a link with its headers, gets hold of them. Used by davy-call.c alone.
 */
typedef struct
{
  char *bearer;
  char *second;
} DavyTokens;

void davy_tokens_clear (DavyTokens *self);

void davy_tokens_get_async (DavyRequest *request,
                            gboolean renew,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean davy_tokens_get_finish (GAsyncResult *result, DavyTokens *tokens, GError **error);

G_END_DECLS
