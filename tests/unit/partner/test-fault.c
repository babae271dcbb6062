/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-readers.h"

#include "davy-test.h"

/* How Partner Center words its errors: `wire-contract.md` 2.0. */

static void
read_fault (DavyFault *fault, guint status, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  davy_partner_read_fault (status, bytes, fault);
}

static void
test_documented (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 400, "{\"code\":\"900118\",\"description\":\"Bad customer id\",\"data\":[]}");

  g_assert_cmpstr (fault.service_code, ==, "900118");
  g_assert_cmpstr (fault.service_text, ==, "Bad customer id");
  g_assert_null (fault.reason);
}

static void
test_integer_code (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 404, "{\"code\":600074,\"message\":\"No status\",\"isRetryable\":false}");

  g_assert_cmpstr (fault.service_code, ==, "600074");
  g_assert_cmpstr (fault.service_text, ==, "No status");
  g_assert_cmpstr (fault.reason, ==, "no-validation");
}

static void
test_gateway (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 429, "{\"statusCode\":429,\"message\":\"Rate limit is exceeded.\"}");

  g_assert_null (fault.service_code);
  g_assert_cmpstr (fault.service_text, ==, "Rate limit is exceeded.");
}

static void
test_html (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 502, "<!DOCTYPE html><html><body>Bad gateway</body></html>");

  g_assert_null (fault.service_code);
  g_assert_null (fault.service_text);
}

static void
test_empty (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 401, "");

  g_assert_null (fault.service_code);
  g_assert_null (fault.service_text);
}

static void
test_plain_text (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 503, " Service unavailable \r\n");

  g_assert_cmpstr (fault.service_text, ==, "Service unavailable");
}

static void
test_byte_order_mark (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 403, "\xef\xbb\xbf{\"code\":\"20002\",\"description\":\"No relationship\"}");

  g_assert_cmpstr (fault.reason, ==, "no-relationship");
}

static void
test_mfa (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 401, "{\"code\":\"900421\",\"description\":\"MFA required\"}");

  g_assert_cmpstr (fault.reason, ==, "mfa");
}

static void
test_wrong_types (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 400, "{\"code\":{},\"description\":[1]}");

  g_assert_null (fault.service_code);
  g_assert_null (fault.service_text);
}

/* It is kept in the journal of a case, which takes no half characters. */
static void
test_long_text (void)
{
  g_auto (DavyFault) fault = { 0 };
  g_autoptr (GString) body = g_string_new ("{\"description\":\"x");

  for (guint i = 0; i < 2000; i++)
    g_string_append (body, "é");
  g_string_append (body, "\"}");
  read_fault (&fault, 400, body->str);

  g_assert_true (g_utf8_validate (fault.service_text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (fault.service_text, -1), ==, 1024);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/partner/fault/the-documented-shape", test_documented);
  g_test_add_func ("/partner/fault/a-code-as-an-integer", test_integer_code);
  g_test_add_func ("/partner/fault/the-gateways-shape", test_gateway);
  g_test_add_func ("/partner/fault/html-tells-nothing", test_html);
  g_test_add_func ("/partner/fault/an-empty-body-tells-nothing", test_empty);
  g_test_add_func ("/partner/fault/plain-text-is-kept", test_plain_text);
  g_test_add_func ("/partner/fault/a-byte-order-mark-does-no-harm", test_byte_order_mark);
  g_test_add_func ("/partner/fault/missing-mfa-is-told", test_mfa);
  g_test_add_func ("/partner/fault/wrong-types-do-no-harm", test_wrong_types);
  g_test_add_func ("/partner/fault/a-long-text-is-cut-between-characters", test_long_text);

  return g_test_run ();
}
