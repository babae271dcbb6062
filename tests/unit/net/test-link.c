/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-link.h"

#include "core/davy-error.h"
#include "davy-test.h"
#include "net/davy-request.h"

static void
assert_followed (const char *base, const char *link, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = davy_link_resolve (base, link, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (uri, ==, expected);
}

static void
assert_refused (const char *base, const char *link)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = davy_link_resolve (base, link, &error);

  g_assert_null (uri);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
}

static void
test_relative (void)
{
  assert_followed ("https://a.example/v1/customers?size=2", "/v1/customers?size=2&seek=Next",
                   "https://a.example/v1/customers?size=2&seek=Next");
  assert_followed ("https://a.example/v1/customers", "orders", "https://a.example/v1/orders");
}

static void
test_same_place (void)
{
  assert_followed ("https://a.example/x", "https://A.EXAMPLE:443/y", "https://A.EXAMPLE/y");
  assert_followed ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/y", "http://127.0.0.1:8080/y");
  assert_followed ("https://[2001:db8::1]/x", "https://[2001:DB8::1]:443/y",
                   "https://[2001:DB8::1]/y");
}

static void
test_foreign (void)
{
  assert_refused ("https://a.example/x", "https://b.example/x");
  assert_refused ("https://a.example/x", "//b.example/x");
  assert_refused ("https://a.example/x", "https://a.example:8443/x");
  assert_refused ("https://a.example/x", "http://a.example/x");
  assert_refused ("https://a.example/x", "https://a.example.evil.example/x");
  assert_refused ("https://a.example/x", "https://a.example@evil.example/x");
  assert_refused ("https://a.example/x", "https://user@a.example/x");
  assert_refused ("https://a.example/x", "https://a.example./x");
  assert_refused ("http://127.0.0.1:8080/x", "http://127.0.0.1:8081/x");
  assert_refused ("http://127.0.0.1:8080/x", "http://localhost:8080/x");
}

static void
test_no_address (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (davy_link_resolve ("https://a.example/x", "https://[::1/x", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_clear_error (&error);
  g_assert_false (davy_link_check ("v1/customers", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_check (void)
{
  static const char *const allowed[] = { "https://a.example", "http://127.0.0.1:1/",
                                         "http://localhost:1", "http://[::1]:1/",
                                         "HTTPS://a.example/" };
  static const char *const refused[] = { "http://a.example", "http://10.0.0.1/", "ftp://a.example/",
                                         "https://u:p@a.example/", "http://localhost.a.example/" };

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    g_assert_true (davy_link_check (allowed[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (davy_link_check (refused[i], NULL));
}

static void
test_loopback (void)
{
  g_assert_true (davy_link_is_loopback ("http://127.0.0.1:8080/pc"));
  g_assert_true (davy_link_is_loopback ("https://localhost/pc"));
  g_assert_false (davy_link_is_loopback ("https://a.example/pc"));
  g_assert_false (davy_link_is_loopback ("nonsense"));
}

static void
test_follow_copies (void)
{
  g_autoptr (DavyRequest) request = davy_request_new ("POST", "https://a.example/query");
  g_autoptr (DavyRequest) next = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GError) error = NULL;

  davy_request_set_header (request, "X-Locale", "de-DE");
  davy_request_set_body (request, body, "application/json");
  davy_request_set_changing (request, FALSE);
  davy_request_accept_status (request, 404);
  next = davy_request_follow (request, "?skip=1", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (davy_request_get_uri (next), ==, "https://a.example/query?skip=1");
  g_assert_cmpstr (davy_request_get_method (next), ==, "POST");
  g_assert_cmpstr (g_hash_table_lookup (davy_request_get_headers (next), "x-locale"), ==, "de-DE");
  g_assert_true (g_bytes_equal (davy_request_get_body (next, NULL), body));
  g_assert_false (davy_request_is_changing (next));
  g_assert_true (davy_request_accepts_status (next, 404));
  g_assert_false (davy_request_accepts_status (next, 403));

  g_clear_pointer (&next, davy_request_unref);
  next = davy_request_follow (request, "https://b.example/query", &error);
  g_assert_null (next);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
}

static void
test_form (void)
{
  g_autoptr (DavyRequest) request = davy_request_new ("POST", "https://a.example/token");
  g_autofree char *text = NULL;
  const char *type;
  GBytes *body;

  davy_request_set_form (request, "scope", "https://a.example/.default openid", "code", "a+b&c=d",
                         NULL);
  body = davy_request_get_body (request, &type);

  g_assert_cmpstr (type, ==, "application/x-www-form-urlencoded");
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_cmpstr (text, ==,
                   "scope=https%3A%2F%2Fa.example%2F.default%20openid&code=a%2Bb%26c%3Dd");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/net/link/relative-links-are-resolved", test_relative);
  g_test_add_func ("/net/link/same-place-is-followed-whatever-the-case", test_same_place);
  g_test_add_func ("/net/link/other-scheme-host-or-port-is-refused", test_foreign);
  g_test_add_func ("/net/link/what-is-no-address-is-told", test_no_address);
  g_test_add_func ("/net/link/only-https-and-loopback-may-be-asked", test_check);
  g_test_add_func ("/net/link/loopback-is-recognised", test_loopback);
  g_test_add_func ("/net/request/following-copies-all-but-the-address", test_follow_copies);
  g_test_add_func ("/net/request/form-fields-are-escaped", test_form);

  return g_test_run ();
}
