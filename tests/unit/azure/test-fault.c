/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-fault.h"

#include "davy-test.h"

/* How Resource Manager words its errors: `wire-contract.md` 3.0. */

static void
read_fault (DavyFault *fault, guint status, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  davy_arm_read_fault (status, bytes, fault);
}

static void
test_nested (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 403,
              "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"The client has no"
              " authorization\",\"details\":[]}}");

  g_assert_cmpstr (fault.service_code, ==, "AuthorizationFailed");
  g_assert_cmpstr (fault.service_text, ==, "The client has no authorization");
  g_assert_cmpstr (fault.reason, ==, "no-rights");
}

static void
test_flat (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 400, "{\"code\":\"BadRequest\",\"message\":\"Unsupported filter\"}");

  g_assert_cmpstr (fault.service_code, ==, "BadRequest");
  g_assert_cmpstr (fault.service_text, ==, "Unsupported filter");
  g_assert_null (fault.reason);
}

static void
test_number_as_code (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 429, "{\"error\":{\"code\":\"429\",\"message\":\"Too many requests\"}}");

  g_assert_cmpstr (fault.service_code, ==, "429");
}

static void
test_wrong_tenant (void)
{
  g_auto (DavyFault) fault = { 0 };

  read_fault (&fault, 401,
              "{\"error\":{\"code\":\"InvalidAuthenticationTokenTenant\",\"message\":\"no\"}}");

  g_assert_cmpstr (fault.reason, ==, "wrong-tenant");
}

static void
test_not_json (void)
{
  g_auto (DavyFault) html = { 0 };
  g_auto (DavyFault) empty = { 0 };

  read_fault (&html, 502, "<html>Bad gateway</html>");
  read_fault (&empty, 502, "");

  g_assert_null (html.service_code);
  g_assert_null (html.service_text);
  g_assert_null (empty.service_code);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/azure/fault/the-nested-shape", test_nested);
  g_test_add_func ("/azure/fault/the-flat-shape", test_flat);
  g_test_add_func ("/azure/fault/a-code-that-is-a-number", test_number_as_code);
  g_test_add_func ("/azure/fault/the-wrong-tenant-is-told", test_wrong_tenant);
  g_test_add_func ("/azure/fault/html-and-nothing-do-no-harm", test_not_json);

  return g_test_run ();
}
