/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyTestServer:
 *
 * A web server on a free loopback port, in the test's own main context, that says what it was told
 * to say, one answer a request, and keeps what it was asked.
 */
typedef struct _DavyTestServer DavyTestServer;

typedef struct
{
  char *method;
  char *path;
  char *query;         /* nullable */
  GHashTable *headers; /* name in lower case → value */
  char *body;
} DavyTestRequest;

typedef enum
{
  DAVY_TEST_FAULT_SILENCE, /* never answers */
  DAVY_TEST_FAULT_RESET,   /* closes the connection instead of an answer */
  DAVY_TEST_FAULT_CUT,     /* closes it in the middle of the body */
} DavyTestFault;

DavyTestServer *davy_test_server_new (void);
void davy_test_server_free (DavyTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyTestServer, davy_test_server_free)

char *davy_test_server_dup_uri (DavyTestServer *self, const char *path);
void davy_test_server_answer (DavyTestServer *self,
                              guint status,
                              const char *content_type,
                              const char *body);
void davy_test_server_answer_bytes (DavyTestServer *self,
                                    guint status,
                                    const char *content_type,
                                    GBytes *body);
void davy_test_server_answer_to (DavyTestServer *self,
                                 const char *target,
                                 guint status,
                                 const char *body);
void davy_test_server_add_header (DavyTestServer *self, const char *name, const char *value);
void davy_test_server_answer_fault (DavyTestServer *self, DavyTestFault fault);

guint davy_test_server_count (DavyTestServer *self);
const DavyTestRequest *davy_test_server_get_request (DavyTestServer *self, guint index);
char *davy_test_request_dup_field (const DavyTestRequest *request, const char *name);

G_END_DECLS
