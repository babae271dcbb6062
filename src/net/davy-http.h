/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/davy-request.h"
#include "net/davy-response.h"

G_BEGIN_DECLS

#define DAVY_TYPE_HTTP (davy_http_get_type ())
G_DECLARE_FINAL_TYPE (DavyHttp, davy_http, DAVY, HTTP, GObject)

DavyHttp *davy_http_new (void);
char *davy_http_dup_library (void);

void davy_http_send_async (DavyHttp *self,
                           DavyRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
DavyResponse *davy_http_send_finish (DavyHttp *self, GAsyncResult *result, GError **error);

gint64 davy_http_get_clock_offset (DavyHttp *self);

G_END_DECLS
