/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-letter.h"

#include "case-fixture.h"
#include "triage/davy-child.h"

/* Writing to the customer: to whom, what, and that it is written down. The test is its own child.
 */

#define TEXT "Subject of it\n\nFirst line\n\nSecond line"

static void
test_recipient (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyRecipient) recipient = NULL;

  davy_case_load_recipient_async (fixture->handled, NULL, davy_test_keep_result, &result);
  recipient =
      davy_case_load_recipient_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (recipient->language, ==, DAVY_LANGUAGE_GERMAN); /* its culture is de-DE */
}

static void
test_refused_profile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET */profiles/billing x1 status=403");
  davy_case_load_recipient_async (fixture->handled, NULL, davy_test_keep_result, &result);
  g_assert_null (
      davy_case_load_recipient_finish (fixture->handled, davy_test_wait_result (&result), &error));
  g_assert_nonnull (error);
}

static void
test_recorded (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) composed = NULL;
  g_autoptr (GAsyncResult) recorded = NULL;
  g_autoptr (GBytes) graph = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyLetter) letter = NULL;

  davy_case_compose_async (fixture->handled, DAVY_LANGUAGE_GERMAN, NULL, davy_test_keep_result,
                           &composed);
  letter = davy_case_compose_finish (fixture->handled, davy_test_wait_result (&composed), &graph,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpstr (letter->subject, ==, "Subject of it");
  g_assert_cmpstr (letter->body, ==, "First line\n\nSecond line");
  g_assert_null (graph); /* no usage is known here */

  davy_case_record_letter_async (fixture->handled, "erika@fabrikam.example", letter,
                                 davy_test_keep_result, &recorded);
  davy_case_record_letter_finish (fixture->handled, davy_test_wait_result (&recorded), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_entries (fixture, "letter"), ==, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store,
                                           "SELECT count(*) FROM case_entries WHERE kind = 'letter'"
                                           " AND note LIKE 'First%' AND facts LIKE '%erika%'"),
                   ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  if (argc == 3 && strcmp (argv[1], davy_child_task_get_option (DAVY_CHILD_COMPOSE)) == 0)
    {
      g_autofree char *story = davy_test_hear_out ();

      if (strcmp (argv[2], DAVY_LETTER_CUSTOMER) != 0)
        return 1;
      g_print ("%s", TEXT);
      return 0;
    }

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  ADD ("/triage/letter/goes-to-whom-the-customers-profile-names", test_recipient);
  ADD ("/triage/letter/refused-profile-is-told", test_refused_profile);
  ADD ("/triage/letter/is-composed-and-written-down", test_recorded);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
