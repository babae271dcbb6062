/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "net/davy-request.h"

G_BEGIN_DECLS

/**
 * DavyResponse:
 *
 * One complete answer: status, headers, body and, where the body is JSON, its tree.
 */
typedef struct _DavyResponse DavyResponse;

#define DAVY_TYPE_RESPONSE (davy_response_get_type ())
GType davy_response_get_type (void);

DavyResponse *davy_response_new (guint status, GHashTable *headers, GBytes *body);
DavyResponse *davy_response_ref (DavyResponse *self);
void davy_response_unref (DavyResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyResponse, davy_response_unref)

guint davy_response_get_status (const DavyResponse *self);
const char *davy_response_get_header (const DavyResponse *self, const char *name);
GBytes *davy_response_get_body (const DavyResponse *self);
JsonNode *davy_response_get_json (const DavyResponse *self);
gpointer davy_response_get_content (const DavyResponse *self);
const char *davy_response_get_correlation_id (const DavyResponse *self);

void davy_response_parse_async (DavyResponse *self,
                                DavyRequest *request,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
DavyResponse *davy_response_parse_finish (GAsyncResult *result, GError **error);

G_END_DECLS
