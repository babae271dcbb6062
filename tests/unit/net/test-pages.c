/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-pages.h"

#include "davy-test-server.h"
#include "davy-test.h"

typedef struct
{
  DavyTestServer *server;
  DavyHttp *http;
  DavyRequest *first;
  guint pages;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *uri = NULL;

  fixture->server = davy_test_server_new ();
  fixture->http = davy_http_new ();
  uri = davy_test_server_dup_uri (fixture->server, "/list?page=1");
  fixture->first = davy_request_new ("GET", uri);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->first, davy_request_unref);
  g_clear_object (&fixture->http);
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static DavyRequest *
follow_location (DavyRequest *request, DavyResponse *response, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const char *next = davy_response_get_header (response, "x-next");

  fixture->pages++;

  return next != NULL ? davy_request_follow (request, next, error) : NULL;
}

static void
answer_page (Fixture *fixture, const char *next)
{
  davy_test_server_answer (fixture->server, 200, "application/json", "[]");
  if (next != NULL)
    davy_test_server_add_header (fixture->server, "X-Next", next);
}

static gboolean
fetch (Fixture *fixture, guint max_pages, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_pages_fetch_async (fixture->http, fixture->first, follow_location, fixture, max_pages,
                          cancellable, davy_test_keep_result, &result);

  return davy_pages_fetch_finish (fixture->http, davy_test_wait_result (&result), error);
}

static void
test_all_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_page (fixture, "?page=2");
  answer_page (fixture, "/list?page=3");
  answer_page (fixture, NULL);
  g_assert_true (fetch (fixture, 3, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->pages, ==, 3);
  g_assert_cmpstr (davy_test_server_get_request (fixture->server, 2)->query, ==, "page=3");
}

static void
test_endless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 2; i < 6; i++)
    {
      g_autofree char *next = g_strdup_printf ("?page=%u", i);

      answer_page (fixture, next);
    }
  g_assert_false (fetch (fixture, 3, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 3);
}

static void
test_circle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_page (fixture, "?page=2");
  answer_page (fixture, "?page=1");
  g_assert_false (fetch (fixture, 9, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
}

/* The address stays, a header names the page. */
static DavyRequest *
follow_token (DavyRequest *request, DavyResponse *response, gpointer data, GError **error)
{
  const char *token = davy_response_get_header (response, "x-next");
  DavyRequest *next =
      token != NULL ? davy_request_follow (request, davy_request_get_uri (request), error) : NULL;

  if (next != NULL)
    davy_request_set_header (next, "MS-ContinuationToken", token);

  return next;
}

static void
test_pages_by_header (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  answer_page (fixture, "a");
  answer_page (fixture, "b");
  answer_page (fixture, "a");
  davy_pages_fetch_async (fixture->http, fixture->first, follow_token, fixture, 9, NULL,
                          davy_test_keep_result, &result);
  g_assert_false (davy_pages_fetch_finish (fixture->http, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 3);
}

static void
test_foreign_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_page (fixture, "https://evil.example/list");
  g_assert_false (fetch (fixture, 3, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
}

static void
test_failing_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_page (fixture, "?page=2");
  davy_test_server_answer (fixture->server, 403, NULL, "");
  g_assert_false (fetch (fixture, 3, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (fixture->pages, ==, 1);
}

static DavyRequest *
cancel_then_go_on (DavyRequest *request, DavyResponse *response, gpointer data, GError **error)
{
  g_cancellable_cancel (data);

  return davy_request_ref (request);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  answer_page (fixture, NULL);
  davy_pages_fetch_async (fixture->http, fixture->first, cancel_then_go_on, cancellable, 9,
                          cancellable, davy_test_keep_result, &result);
  g_assert_false (davy_pages_fetch_finish (fixture->http, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/net/pages/every-page-comes-in-order", test_all_pages);
  ADD ("/net/pages/pages-without-end-are-given-up", test_endless);
  ADD ("/net/pages/pages-in-a-circle-are-given-up", test_circle);
  ADD ("/net/pages/a-header-tells-pages-apart", test_pages_by_header);
  ADD ("/net/pages/a-foreign-next-page-is-not-fetched", test_foreign_page);
  ADD ("/net/pages/a-failing-page-ends-it", test_failing_page);
  ADD ("/net/pages/cancelling-ends-it", test_cancelled);

  return g_test_run ();
}
