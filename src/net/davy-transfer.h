/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "net/davy-request.h"
#include "net/davy-response.h"
#include "net/davy-tokens.h"

G_BEGIN_DECLS

/* One attempt of a call: one message out, one whole answer in. Used by davy-call.c alone. */

void davy_transfer_async (SoupSession *session,
                          DavyRequest *request,
                          const char *request_id,
                          const char *correlation_id,
                          const DavyTokens *tokens,
                          GCancellable *attempt,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
DavyResponse *davy_transfer_finish (GAsyncResult *result, gboolean *sent, GError **error);

G_END_DECLS
