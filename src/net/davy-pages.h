/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/davy-http.h"

G_BEGIN_DECLS

/**
 * DavyNextPage:
 * @request: what was asked
 * @response: what came back
 * @data: as given to davy_pages_fetch_async()
 *
 * Takes in one page. Services page in different ways; this is where the way is known.
 *
 * Returns: (transfer full) (nullable): the request for the next page; %NULL without an error at
 *   the end
 */
typedef DavyRequest *(*DavyNextPage) (DavyRequest *request,
                                      DavyResponse *response,
                                      gpointer data,
                                      GError **error);

void davy_pages_fetch_async (DavyHttp *http,
                             DavyRequest *first,
                             DavyNextPage next_page,
                             gpointer data,
                             guint max_pages,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean davy_pages_fetch_finish (DavyHttp *http, GAsyncResult *result, GError **error);

G_END_DECLS
