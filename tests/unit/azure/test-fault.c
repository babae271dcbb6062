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
  g_auto (DavyFault) plain = { 0 };

  read_fault (&html, 502, "<html>Bad gateway</html>");
  read_fault (&empty, 502, "");
  read_fault (&plain, 504, " upstream request timeout\n");

  g_assert_null (html.service_code);
  g_assert_null (html.service_text);
  g_assert_null (empty.service_code);
  g_assert_cmpstr (plain.service_text, ==, "upstream request timeout");
}

static void
test_odd_members (void)
{
  static const char *const bodies[] = { "{\"error\":{\"code\":[],\"message\":{}}}",
                                        "{\"error\":null}",
                                        "{\"error\":\"no\"}",
                                        "[]",
                                        "7",
                                        "{" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto (DavyFault) fault = { 0 };

      read_fault (&fault, 400, bodies[i]);
      g_assert_null (fault.service_code);
      g_assert_null (fault.reason);
    }
}

static void
test_long_text (void)
{
  g_autoptr (GString) body = g_string_new ("{\"code\":\"X\",\"message\":\"");
  g_auto (DavyFault) fault = { 0 };

  for (guint i = 0; i < 2000; i++)
    g_string_append (body, "ö");
  g_string_append (body, "\"}");
  read_fault (&fault, 400, body->str);

  g_assert_true (g_utf8_validate (fault.service_text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (fault.service_text, -1), ==, 1024);
}

#define LOCKED(SCOPES)                                                                         \
  "{\"error\":{\"code\":\"ScopeLocked\",\"message\":\"The scope '/s/vm' cannot perform"        \
  " delete operation because following scope(s) are locked: " SCOPES " Please remove the lock" \
  " and try again.\"}}"

static void
test_locks_named (void)
{
  static const struct
  {
    const char *body;
    const char *subject;
  } refusals[] = {
    { LOCKED ("'/subscriptions/s/resourceGroups/rg-app'."), "rg-app" },
    { LOCKED ("'/subscriptions/s/resourceGroups/rg-app','/subscriptions/s'."), "rg-app, s" },
    { LOCKED ("'/subscriptions/s"), NULL },
    { LOCKED (""), NULL },
    { "{\"error\":{\"code\":\"ScopeLocked\"}}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_auto (DavyFault) fault = { 0 };

      read_fault (&fault, 409, refusals[i].body);
      g_assert_cmpstr (fault.reason, ==, "locked");
      g_assert_cmpstr (fault.subject, ==, refusals[i].subject);
    }
}

/* What a person reads for a code, both when it comes with a status and from inside an operation. */
static void
test_sentences (void)
{
  static const struct
  {
    const char *code;
    DavyError error;
    const char *part;
  } codes[] = {
    { "AuthorizationFailed", DAVY_ERROR_REFUSED, "Ask for the Owner role there" },
    { "LinkedAuthorizationFailed", DAVY_ERROR_REFUSED, "Ask for the Owner role there" },
    { "InvalidAuthenticationTokenTenant", DAVY_ERROR_REFUSED, "belongs to another tenant" },
    { "RequestDisallowedByPolicy", DAVY_ERROR_REFUSED, "A policy of the customer" },
    { "SubscriptionNotFound", DAVY_ERROR_NOT_FOUND, "cannot see this subscription" },
    { "ScopeLocked", DAVY_ERROR_CONFLICT, "Remove the lock" },
    { "ReadOnlyDisabledSubscription", DAVY_ERROR_CONFLICT, "Only looking and deleting" },
    { "InUseSubnetCannotBeDeleted", DAVY_ERROR_CONFLICT, "Delete what uses it first" },
    { "RetryableErrorDueToAnotherOperation", DAVY_ERROR_CONFLICT, "Another change is still" },
    { "SubscriptionRequestsThrottled", DAVY_ERROR_THROTTLED, "fewer requests" },
    { "InternalServerError", DAVY_ERROR_SERVER, "has a problem" },
    { "SomethingNew", DAVY_ERROR_REJECTED, "did not accept" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"error\":{\"code\":\"%s\"}}", codes[i].code);
      g_auto (DavyFault) fault = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      read_fault (&fault, 400, body);
      g_assert_cmpint (davy_arm_fault_to_code (&fault), ==, codes[i].error);
      error = davy_error_new_fault (davy_arm_fault_to_code (&fault), &fault, "x");
      sentence = davy_error_dup_sentence (error);
      g_assert_nonnull (strstr (sentence, codes[i].part));
    }
}

static void
test_unknown_stays (void)
{
  const DavyFault fault = { .reason = (char *) "locked", .subject = (char *) "rg" };
  g_autoptr (GError) unknown = davy_error_new_fault (DAVY_ERROR_OUTCOME_UNKNOWN, &fault, "x");
  g_autoptr (GError) running = davy_error_new_fault (DAVY_ERROR_STILL_RUNNING, NULL, "x");
  g_autofree char *first = davy_error_dup_sentence (unknown);
  g_autofree char *second = davy_error_dup_sentence (running);

  g_assert_nonnull (strstr (first, "no answer came"));
  g_assert_nonnull (strstr (second, "still working"));
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
  g_test_add_func ("/azure/fault/odd-members-do-no-harm", test_odd_members);
  g_test_add_func ("/azure/fault/long-texts-are-cut-between-letters", test_long_text);
  g_test_add_func ("/azure/fault/locks-are-named", test_locks_named);
  g_test_add_func ("/azure/fault/each-code-has-its-sentence", test_sentences);
  g_test_add_func ("/azure/fault/what-is-unknown-stays-unknown", test_unknown_stays);

  return g_test_run ();
}
