/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/davy-error.h"
#include "net/davy-signer.h"

G_BEGIN_DECLS

/**
 * DavyFaultReader:
 * @status: the answer's HTTP status
 * @body: the answer's body, may be empty or anything else than JSON
 * @fault: (inout): what is known so far; its members are allocated with g_malloc()
 *
 * Knows how one service words its errors: fills @fault's `service_code`, `service_text`, `claims`
 * and `reason`. Some reasons refine the error that a person sees: `mfa`, `consent`, `signed-out`,
 * `not-found`, `no-subscription`, `conflict`, `plan-active`, `pending`, `state`,
 * `no-reactivation`, `no-rights`, `wrong-tenant`, `throttled`, `api-version`; a fault with
 * `claims` becomes %DAVY_ERROR_CLAIMS.
 */
typedef void (*DavyFaultReader) (guint status, GBytes *body, DavyFault *fault);

/**
 * DavyBodyReader:
 * @body: the body of a successful answer
 * @data: as given to davy_request_set_reader()
 *
 * Reads a body without its tree, in whatever thread.
 *
 * Returns: (transfer full) (nullable): what is in it; %NULL without an error when it is to become a
 *   tree after all
 */
typedef gpointer (*DavyBodyReader) (GBytes *body, gconstpointer data, GError **error);

/**
 * DavyRequest:
 *
 * One HTTP request as data. It can be sent any number of times.
 */
typedef struct _DavyRequest DavyRequest;

#define DAVY_TYPE_REQUEST (davy_request_get_type ())
GType davy_request_get_type (void);

DavyRequest *davy_request_new (const char *method, const char *uri);
DavyRequest *davy_request_follow (const DavyRequest *self, const char *link, GError **error);
DavyRequest *davy_request_ref (DavyRequest *self);
void davy_request_unref (DavyRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyRequest, davy_request_unref)

void davy_request_set_header (DavyRequest *self, const char *name, const char *value);
void davy_request_set_body (DavyRequest *self, GBytes *body, const char *content_type);
void davy_request_set_json (DavyRequest *self, JsonNode *node);
void davy_request_set_form (DavyRequest *self, const char *name, const char *value, ...)
    G_GNUC_NULL_TERMINATED;
void davy_request_set_changing (DavyRequest *self, gboolean changing);
void davy_request_set_signer (DavyRequest *self, DavySigner *signer);
void davy_request_set_second_signer (DavyRequest *self, const char *header, DavySigner *signer);
void davy_request_accept_status (DavyRequest *self, guint status);
void davy_request_set_fault_reader (DavyRequest *self, DavyFaultReader reader);
void davy_request_set_budget (DavyRequest *self, const char *key, guint per_minute);
void davy_request_set_patience (DavyRequest *self, gint64 microseconds);
void davy_request_set_retry_empty (DavyRequest *self);
void davy_request_set_reader (DavyRequest *self,
                              DavyBodyReader reader,
                              gconstpointer data,
                              GDestroyNotify free_content);

const char *davy_request_get_method (const DavyRequest *self);
const char *davy_request_get_uri (const DavyRequest *self);
GHashTable *davy_request_get_headers (const DavyRequest *self);
GBytes *davy_request_get_body (const DavyRequest *self, const char **content_type);
gboolean davy_request_is_changing (const DavyRequest *self);
gboolean davy_request_accepts_status (const DavyRequest *self, guint status);
DavySigner *davy_request_get_signer (const DavyRequest *self);
DavySigner *davy_request_get_second_signer (const DavyRequest *self, const char **header);
DavyFaultReader davy_request_get_fault_reader (const DavyRequest *self);
const char *davy_request_get_budget (const DavyRequest *self, guint *per_minute);
gint64 davy_request_get_patience (const DavyRequest *self);
gboolean davy_request_retries_empty (const DavyRequest *self);
gpointer davy_request_read_body (const DavyRequest *self,
                                 GBytes *body,
                                 GDestroyNotify *free_content,
                                 GError **error);

G_END_DECLS
