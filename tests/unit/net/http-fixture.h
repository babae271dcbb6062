/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-server.h"
#include "davy-test.h"
#include "net/davy-http.h"

/* Requests to a server of the test. */

typedef struct
{
  DavyTestServer *server;
  DavyHttp *http;
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = davy_test_server_new ();
  fixture->http = davy_http_new ();
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->http);
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static inline DavyRequest *
make_request (Fixture *fixture, const char *method, const char *path)
{
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, path);

  return davy_request_new (method, uri);
}

static inline DavyResponse *
send (Fixture *fixture, DavyRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_http_send_async (fixture->http, request, NULL, davy_test_keep_result, &result);

  return davy_http_send_finish (fixture->http, davy_test_wait_result (&result), error);
}

static inline const char *
sent_header (Fixture *fixture, guint index, const char *name)
{
  return g_hash_table_lookup (davy_test_server_get_request (fixture->server, index)->headers, name);
}
