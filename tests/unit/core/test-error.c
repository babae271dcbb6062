/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"

#include <string.h>

#include "davy-test.h"

static GError *
new_refusal (void)
{
  const DavyFault fault = {
    .http_status = 403,
    .service_code = (char *) "900115",
    .service_text = (char *) "An Azure subscription is active",
    .correlation_id = (char *) "9a7c5e31-0000-4000-8000-000000000001",
    .reason = (char *) "plan-active",
  };

  return davy_error_new_fault (DAVY_ERROR_REFUSED, &fault, "PATCH %s", "/subscriptions/{id}");
}

static void
test_sentences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = DAVY_ERROR_OFFLINE; code <= DAVY_ERROR_STORE; code++)
    {
      g_autoptr (GError) error = g_error_new (DAVY_ERROR, code, "technical");
      char *sentence = davy_error_dup_sentence (error);

      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_null (strstr (sentence, "technical"));
      g_assert_null (strchr (sentence, '!'));
      /* Each code has a sentence of its own: another thing to do. */
      g_assert_true (g_hash_table_add (seen, sentence));
    }
}

static void
test_reasons_of_the_store (void)
{
  static const char *const reasons[] = { NULL, "newer", "set-aside", "corrupt", "journal" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const DavyFault fault = { .reason = (char *) reasons[i] };
      g_autoptr (GError) error = davy_error_new_fault (DAVY_ERROR_STORE, &fault, "technical");

      g_assert_true (g_hash_table_add (seen, davy_error_dup_sentence (error)));
    }
}

static void
test_reasons_of_partner_center (void)
{
  static const struct
  {
    DavyError code;
    const char *reason;
  } reasons[] = {
    { DAVY_ERROR_REFUSED, "role" },
    { DAVY_ERROR_REFUSED, "no-relationship" },
    { DAVY_ERROR_REFUSED, "conditional-access" },
    { DAVY_ERROR_REFUSED, "under-review" },
    { DAVY_ERROR_REFUSED, "graph-scope" },
    { DAVY_ERROR_REFUSED, "unheard-of" },
    { DAVY_ERROR_CONFLICT, "plan-active" },
    { DAVY_ERROR_CONFLICT, "pending" },
    { DAVY_ERROR_CONFLICT, "state" },
    { DAVY_ERROR_CONFLICT, "no-reactivation" },
    { DAVY_ERROR_CONFLICT, "unheard-of" },
    { DAVY_ERROR_REJECTED, "cancellation-reason" },
    { DAVY_ERROR_TIMED_OUT, "not-yet" },
    { DAVY_ERROR_OUTCOME_UNKNOWN, "pending" },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const DavyFault fault = { .reason = (char *) reasons[i].reason };
      g_autoptr (GError) error = davy_error_new_fault (reasons[i].code, &fault, "technical");

      g_assert_true (g_hash_table_add (seen, davy_error_dup_sentence (error)));
    }
}

static void
test_input_speaks_for_itself (void)
{
  g_autoptr (GError) error = g_error_new (DAVY_ERROR, DAVY_ERROR_INPUT, "Line 3: no such status");
  g_autofree char *sentence = davy_error_dup_sentence (error);

  g_assert_cmpstr (sentence, ==, "Line 3: no such status");
}

static void
test_other_domains (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full");
  g_autofree char *sentence = davy_error_dup_sentence (error);
  g_autofree char *details = davy_error_dup_details (error);

  g_assert_cmpstr (sentence, ==, "The disk is full");
  g_assert_cmpstr (details, ==, "The disk is full");
  g_assert_null (davy_error_get_fault (error));
}

static void
test_fault_travels (void)
{
  g_autoptr (GError) error = new_refusal ();
  g_autoptr (GError) copy = NULL;
  const DavyFault *fault;

  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_error (copy, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpstr (copy->message, ==, "PATCH /subscriptions/{id}");

  fault = davy_error_get_fault (copy);
  g_assert_cmpuint (fault->http_status, ==, 403);
  g_assert_cmpstr (fault->service_code, ==, "900115");
  g_assert_cmpstr (fault->reason, ==, "plan-active");
  g_assert_null (fault->claims);
}

static void
test_no_fault (void)
{
  g_autoptr (GError) plain = g_error_new (DAVY_ERROR, DAVY_ERROR_OFFLINE, "no route");
  g_autoptr (GError) without = davy_error_new_fault (DAVY_ERROR_OFFLINE, NULL, "no route");

  g_assert_null (davy_error_get_fault (NULL));
  g_assert_cmpuint (davy_error_get_fault (plain)->http_status, ==, 0);
  g_assert_null (davy_error_get_fault (without)->service_code);
}

static void
test_details (void)
{
  g_autoptr (GError) error = new_refusal ();
  g_autofree char *details = davy_error_dup_details (error);

  g_assert_cmpstr (details, ==,
                   "PATCH /subscriptions/{id}\n"
                   "HTTP status: 403\n"
                   "Code: 900115\n"
                   "Answer: An Azure subscription is active\n"
                   "Correlation ID: 9a7c5e31-0000-4000-8000-000000000001");
}

static void
test_details_are_redacted (void)
{
  const DavyFault fault = { .service_text = (char *) "sent refresh_token=abcdef0123" };
  g_autoptr (GError) error = davy_error_new_fault (DAVY_ERROR_REJECTED, &fault, "POST /token");
  g_autofree char *details = davy_error_dup_details (error);

  g_assert_null (strstr (details, "abcdef"));
}

static void
test_sign_in_again (void)
{
  for (guint code = 0; code <= DAVY_ERROR_INPUT; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (DAVY_ERROR, (gint) code, "wire text");
      gboolean wants =
          code == DAVY_ERROR_SIGNED_OUT || code == DAVY_ERROR_CLAIMS || code == DAVY_ERROR_MFA;

      g_assert_cmpint (davy_error_wants_sign_in (error), ==, wants);
    }
  g_assert_false (davy_error_wants_sign_in (NULL));
}

static void
test_cleared_fault (void)
{
  g_auto (DavyFault) fault = { .http_status = 401, .claims = g_strdup ("{}") };
  g_auto (DavyFault) copy = { 0 };

  davy_fault_copy (&fault, &copy);
  davy_fault_clear (&fault);
  g_assert_null (fault.claims);
  g_assert_cmpuint (fault.http_status, ==, 0);
  g_assert_cmpstr (copy.claims, ==, "{}");
  g_assert_cmpuint (copy.http_status, ==, 401);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/error/each-code-has-its-own-sentence", test_sentences);
  g_test_add_func ("/core/error/local-data-says-what-became-of-it", test_reasons_of_the_store);
  g_test_add_func ("/core/error/partner-center-s-reasons-name-the-remedy",
                   test_reasons_of_partner_center);
  g_test_add_func ("/core/error/input-speaks-for-itself", test_input_speaks_for_itself);
  g_test_add_func ("/core/error/other-domains-speak-for-themselves", test_other_domains);
  g_test_add_func ("/core/error/the-fault-travels-with-copies", test_fault_travels);
  g_test_add_func ("/core/error/no-fault-is-an-empty-one", test_no_fault);
  g_test_add_func ("/core/error/details-name-code-and-correlation", test_details);
  g_test_add_func ("/core/error/details-hold-no-tokens", test_details_are_redacted);
  g_test_add_func ("/core/error/a-cleared-fault-is-empty", test_cleared_fault);
  g_test_add_func ("/core/error/some-are-mended-by-signing-in", test_sign_in_again);
  return g_test_run ();
}
