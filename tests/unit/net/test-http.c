/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-http.h"

#include <string.h>

#include "core/davy-json.h"
#include "http-fixture.h"

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/v1/customers?size=2");
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  DavyJson root;

  davy_test_server_answer (fixture->server, 200, "application/json; charset=utf-8",
                           "\xEF\xBB\xBF{\r\n  \"totalCount\": 7\r\n}");
  davy_test_server_add_header (fixture->server, "MS-CorrelationId", "correlation-of-the-server");
  response = send (fixture, request, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (davy_response_get_status (response), ==, 200);
  root = davy_json_root (davy_response_get_json (response), &error);
  g_assert_cmpint (davy_json_integer (&root, "totalCount", DAVY_JSON_REQUIRED), ==, 7);
  g_assert_no_error (error);
  g_assert_cmpstr (davy_response_get_correlation_id (response), ==, "correlation-of-the-server");
  g_assert_cmpstr (davy_test_server_get_request (fixture->server, 0)->query, ==, "size=2");
  g_assert_cmpstr (sent_header (fixture, 0, "accept"), ==, "application/json");
  g_assert_nonnull (strstr (sent_header (fixture, 0, "accept-encoding"), "gzip"));
  g_assert_true (g_str_has_prefix (sent_header (fixture, 0, "user-agent"), "Davylamp/"));
  g_assert_true (g_uuid_string_is_valid (sent_header (fixture, 0, "ms-requestid")));
  g_assert_true (g_uuid_string_is_valid (sent_header (fixture, 0, "ms-correlationid")));
  g_assert_null (sent_header (fixture, 0, "authorization"));
}

static void
test_correlation_of_ours (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) response = NULL;

  davy_test_server_answer (fixture->server, 204, NULL, "");
  response = send (fixture, request, NULL);

  g_assert_null (davy_response_get_json (response));
  g_assert_cmpstr (davy_response_get_correlation_id (response), ==,
                   sent_header (fixture, 0, "ms-correlationid"));
}

static GBytes *
compress (const char *text, gsize length)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);

  g_assert_true (g_output_stream_write_all (stream, text, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_gzip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GBytes) body = compress ("[1,2,3]", 7);

  davy_test_server_answer_bytes (fixture->server, 200, "application/json", body);
  davy_test_server_add_header (fixture->server, "Content-Encoding", "gzip");
  response = send (fixture, request, NULL);

  g_assert_true (JSON_NODE_HOLDS_ARRAY (davy_response_get_json (response)));
}

static void
test_large_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GString) body = g_string_new ("[0");

  while (body->len < 100000)
    g_string_append (body, ",1234567");
  g_string_append_c (body, ']');
  davy_test_server_answer (fixture->server, 200, "application/json", body->str);
  response = send (fixture, request, NULL);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (davy_response_get_json (response))),
                    ==, 1 + (body->len - 3) / 8);
}

static void
test_broken_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) reading = make_request (fixture, "GET", "/");
  g_autoptr (DavyRequest) changing = make_request (fixture, "POST", "/");
  g_autofree char *large = g_strnfill (50000, '[');
  g_autoptr (GError) error = NULL;

  davy_test_server_answer (fixture->server, 200, "application/json", "{\"items\": [");
  g_assert_null (send (fixture, reading, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_clear_error (&error);

  davy_test_server_answer (fixture->server, 200, "application/json", large);
  g_assert_null (send (fixture, reading, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  davy_test_server_answer (fixture->server, 200, "application/json", "{\"items\": [");
  g_assert_null (send (fixture, changing, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
}

static void
test_mislabelled_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) plain = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_server_answer (fixture->server, 200, "text/plain", " \r\n[]");
  plain = send (fixture, request, NULL);
  g_assert_nonnull (davy_response_get_json (plain));

  davy_test_server_answer (fixture->server, 200, "text/html", "<p>Down for maintenance</p>");
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static gpointer
read_length (GBytes *body, gconstpointer data, GError **error)
{
  const char *text = g_bytes_get_data (body, NULL);

  if (*text == '[')
    return g_strdup_printf ("%s %" G_GSIZE_FORMAT, (const char *) data, g_bytes_get_size (body));
  if (*text == '{')
    return NULL;

  g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "No list");
  return NULL;
}

static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) read = NULL;
  g_autoptr (DavyResponse) large = NULL;
  g_autoptr (DavyResponse) tree = NULL;
  g_autofree char *list = g_strnfill (50000, ' ');
  g_autoptr (GError) error = NULL;

  list[0] = '[';
  davy_request_set_reader (request, read_length, "length", g_free);
  davy_test_server_answer (fixture->server, 200, "application/json", "[1]");
  read = send (fixture, request, NULL);
  g_assert_cmpstr (davy_response_get_content (read), ==, "length 3");
  g_assert_null (davy_response_get_json (read));

  davy_test_server_answer (fixture->server, 200, "application/json", list);
  large = send (fixture, request, NULL);
  g_assert_cmpstr (davy_response_get_content (large), ==, "length 50000");

  davy_test_server_answer (fixture->server, 200, "application/json", "{}");
  tree = send (fixture, request, NULL);
  g_assert_null (davy_response_get_content (tree));
  g_assert_nonnull (davy_response_get_json (tree));

  davy_test_server_answer (fixture->server, 200, "application/json", "5");
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  gsize length = 33 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (length);
  g_autoptr (GBytes) bomb = compress (zeros, length);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (bomb), <, 100000);
  davy_test_server_answer_bytes (fixture->server, 200, "application/json", bomb);
  davy_test_server_add_header (fixture->server, "Content-Encoding", "gzip");

  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
read_fault (guint status, GBytes *body, DavyFault *fault)
{
  fault->service_code = g_strdup ("900115");
  fault->service_text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (strstr (fault->service_text, "consent") != NULL)
    fault->reason = g_strdup ("consent");
}

static void
test_statuses (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    DavyError code;
  } table[] = {
    { 400, DAVY_ERROR_REJECTED },  { 401, DAVY_ERROR_SIGNED_OUT }, { 403, DAVY_ERROR_REFUSED },
    { 404, DAVY_ERROR_NOT_FOUND }, { 409, DAVY_ERROR_CONFLICT },   { 410, DAVY_ERROR_NOT_FOUND },
    { 412, DAVY_ERROR_CONFLICT },  { 417, DAVY_ERROR_REJECTED },   { 501, DAVY_ERROR_SERVER },
    { 304, DAVY_ERROR_WIRE },
  };
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/v1/customers/7d1b-f03/orders");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      davy_test_server_answer (fixture->server, table[i].status, "text/html", "<p>No</p>");
      g_assert_null (send (fixture, request, &error));
      g_assert_error (error, DAVY_ERROR, (int) table[i].code);
      g_assert_cmpuint (davy_error_get_fault (error)->http_status, ==, table[i].status);
      g_assert_nonnull (davy_error_get_fault (error)->correlation_id);
      g_assert_null (strstr (error->message, "7d1b"));
    }
}

static void
test_fault_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (GError) error = NULL;

  davy_request_set_fault_reader (request, read_fault);
  davy_test_server_answer (fixture->server, 403, "application/json", "cannot be suspended");
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "900115");
  g_assert_cmpstr (davy_error_get_fault (error)->service_text, ==, "cannot be suspended");
  g_clear_error (&error);

  davy_test_server_answer (fixture->server, 400, "application/json", "no consent");
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONSENT);
}

static void
test_accepted_status (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) response = NULL;

  davy_request_accept_status (request, 404);
  davy_test_server_answer (fixture->server, 404, "application/json", "{\"code\":600074}");
  response = send (fixture, request, NULL);

  g_assert_cmpuint (davy_response_get_status (response), ==, 404);
  g_assert_nonnull (davy_response_get_json (response));
}

static void
test_redirects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/old");
  g_autoptr (DavyRequest) changing = make_request (fixture, "POST", "/old");
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_server_answer (fixture->server, 302, NULL, "");
  davy_test_server_add_header (fixture->server, "Location", "/new");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  response = send (fixture, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (davy_test_server_get_request (fixture->server, 1)->path, ==, "/new");

  davy_test_server_answer (fixture->server, 302, NULL, "");
  davy_test_server_add_header (fixture->server, "Location", "https://evil.example/");
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
  g_clear_error (&error);

  for (guint i = 0; i < 6; i++)
    {
      davy_test_server_answer (fixture->server, 302, NULL, "");
      davy_test_server_add_header (fixture->server, "Location", "/old");
    }
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT);
  g_clear_error (&error);

  davy_test_server_answer (fixture->server, 307, NULL, "");
  davy_test_server_add_header (fixture->server, "Location", "/new");
  g_assert_null (send (fixture, changing, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_plain_http_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = davy_request_new ("GET", "http://a.example/");
  g_autoptr (GError) error = NULL;

  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
}

static void
test_no_cookies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) first = NULL;
  g_autoptr (DavyResponse) second = NULL;

  davy_test_server_answer (fixture->server, 200, NULL, "");
  davy_test_server_add_header (fixture->server, "Set-Cookie", "a=b");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  first = send (fixture, request, NULL);
  second = send (fixture, request, NULL);

  g_assert_null (sent_header (fixture, 1, "cookie"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/net/http/an-answer-comes-whole-with-its-json", test_answer);
  ADD ("/net/http/a-missing-correlation-id-is-the-one-we-sent", test_correlation_of_ours);
  ADD ("/net/http/gzip-is-unpacked", test_gzip);
  ADD ("/net/http/large-json-is-parsed-too", test_large_json);
  ADD ("/net/http/a-reader-takes-the-body-in-place-of-a-tree", test_reader);
  ADD ("/net/http/broken-json-is-an-error", test_broken_json);
  ADD ("/net/http/json-is-recognised-by-type-or-look", test_mislabelled_json);
  ADD ("/net/http/a-body-over-the-limit-is-given-up", test_too_large);
  ADD ("/net/http/each-status-has-its-error", test_statuses);
  ADD ("/net/http/the-services-own-words-travel-with-the-error", test_fault_reader);
  ADD ("/net/http/an-accepted-status-is-an-answer", test_accepted_status);
  ADD ("/net/http/redirects-stay-on-the-same-server", test_redirects);
  ADD ("/net/http/plain-http-is-refused", test_plain_http_refused);
  ADD ("/net/http/cookies-are-not-kept", test_no_cookies);

  return g_test_run ();
}
