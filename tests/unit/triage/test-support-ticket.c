/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-support.h"

#include "case-fixture.h"

/* The requests to Microsoft's support of a case, against the emulator: the person's part is a form
 * on a web page. */

#define TITLE "Crypto-mining notification"

static void
open_page (Fixture *fixture)
{
  const DavySupportFacts facts = { .language = DAVY_LANGUAGE_ENGLISH };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_note_support_opened_async (fixture->handled, &facts, davy_test_keep_result, &result);
  davy_case_note_support_opened_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
submit (Fixture *fixture, const char *title)
{
  g_autofree char *page = davy_case_dup_support_page (fixture->handled);
  g_autofree char *escaped = g_uri_escape_string (title, NULL, FALSE);
  g_autofree char *text =
      g_strdup_printf ("impact=moderate&title=%s&description=d&contact=c", escaped);
  g_autoptr (GBytes) form = g_bytes_new (text, strlen (text));
  g_autoptr (SoupMessage) message = soup_message_new ("POST", page);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
  soup_session_send_and_read_async (fixture->world.browser, message, G_PRIORITY_DEFAULT, NULL,
                                    davy_test_keep_result, &result);
  answer = soup_session_send_and_read_finish (fixture->world.browser,
                                              davy_test_wait_result (&result), NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static GPtrArray *
find (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  davy_case_find_support_tickets_async (fixture->handled, TITLE, NULL, davy_test_keep_result,
                                        &result);
  found = davy_case_find_support_tickets_finish (fixture->handled, davy_test_wait_result (&result),
                                                 &error);
  g_assert_no_error (error);

  return found;
}

static void
keep (Fixture *fixture, const DavySupportTicket *ticket)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_keep_support_ticket_async (fixture->handled, ticket, davy_test_keep_result, &result);
  davy_case_keep_support_ticket_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static gboolean
follow (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_follow_support_tickets_async (fixture->handled, NULL, davy_test_keep_result, &result);

  return davy_case_follow_support_tickets_finish (fixture->handled, davy_test_wait_result (&result),
                                                  error);
}

static void
test_found (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  const DavySupportTicket *ticket;

  g_assert_false (davy_case_awaits_support_number (fixture->handled));
  open_page (fixture);
  g_assert_true (davy_case_awaits_support_number (fixture->handled));
  none = find (fixture); /* older ones are nobody's */
  g_assert_cmpuint (none->len, ==, 0);

  submit (fixture, TITLE);
  submit (fixture, "Something else");
  found = find (fixture);
  g_assert_cmpuint (found->len, ==, 2);
  ticket = g_ptr_array_index (found, 0);
  g_assert_cmpstr (ticket->title, ==, TITLE); /* though the other is newer */
  g_assert_cmpuint (strlen (ticket->number), ==, 15);
  g_assert_cmpstr (ticket->status, ==, "open");
  keep (fixture, ticket);
  keep (fixture, ticket);
  g_assert_cmpuint (count_entries (fixture, "support-kept"), ==, 1);
  g_assert_false (davy_case_awaits_support_number (fixture->handled));

  rest = find (fixture);
  g_assert_cmpuint (rest->len, ==, 1);
  start_again (fixture);
  kept = davy_case_list_support_tickets (fixture->handled);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpstr (((DavySupportTicket *) g_ptr_array_index (kept, 0))->number, ==, ticket->number);
}

static void
test_clock (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) found = NULL;

  davy_emulator_advance (fixture->world.emulator, -3 * DAVY_TIME_HOUR);
  before = find (fixture); /* which tells how far the clocks are apart */
  open_page (fixture);
  submit (fixture, TITLE);
  found = find (fixture);
  g_assert_cmpuint (found->len, ==, 1);
}

static void
close_at_microsoft (Fixture *fixture, const char *number)
{
  g_autofree char *path = g_strconcat ("/pc/v1/servicerequests/", number, NULL);
  g_autofree char *uri =
      g_strconcat (davy_emulator_get_base_uri (fixture->world.emulator), path, NULL);
  g_autofree char *token = davy_emulator_issue_token (
      fixture->world.emulator, DAVY_TEST_ADA, "https://api.partnercenter.microsoft.com", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("PATCH", uri);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"Status\":\"closed\"}", 19);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (fixture->world.browser, message, G_PRIORITY_DEFAULT, NULL,
                                    davy_test_keep_result, &result);
  answer = soup_session_send_and_read_finish (fixture->world.browser,
                                              davy_test_wait_result (&result), NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static void
assert_status (Fixture *fixture, const char *status, guint changes)
{
  g_autoptr (GPtrArray) kept = davy_case_list_support_tickets (fixture->handled);
  const DavySupportTicket *ticket = g_ptr_array_index (kept, 0);

  g_assert_cmpstr (ticket->status, ==, status);
  g_assert_cmpuint (count_entries (fixture, "support-status"), ==, changes);
}

static void
test_followed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  const DavySupportTicket *ticket;
  guint asked;

  open_page (fixture);
  submit (fixture, TITLE);
  found = find (fixture);
  ticket = g_ptr_array_index (found, 0);
  keep (fixture, ticket);

  g_assert_true (follow (fixture, NULL));
  assert_status (fixture, "open", 0); /* nothing has changed */
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/servicerequests/* x1 status=403");
  g_assert_false (follow (fixture, &error));
  g_assert_nonnull (error);
  assert_status (fixture, "open", 0);

  close_at_microsoft (fixture, ticket->number);
  g_assert_true (follow (fixture, NULL));
  assert_status (fixture, "closed", 1);
  asked = davy_test_world_count (&fixture->world, "GET", "/pc/v1/servicerequests/");
  g_assert_true (follow (fixture, NULL)); /* what is over is not asked for */
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/pc/v1/servicerequests/"), ==,
                    asked);
}

static void
test_facts (Fixture *fixture, gconstpointer unused)
{
  DavySupportFacts facts = { .language = DAVY_LANGUAGE_ENGLISH };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavySupportContact) contact = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_fill_support_facts (fixture->handled, &facts);
  g_assert_nonnull (facts.subscription_name);
  g_assert_cmpstr (facts.azure_id, ==, SHOP);
  g_assert_nonnull (facts.partner_tenant_id);
  g_assert_nonnull (facts.customer_tenant_id);
  g_assert_cmpuint (g_strv_length ((char **) facts.event_ids), ==, 2);
  g_assert_cmpint (facts.reported, !=, DAVY_TIME_UNSET);

  davy_case_load_support_contact_async (fixture->handled, NULL, davy_test_keep_result, &result);
  contact = davy_case_load_support_contact_finish (fixture->handled,
                                                   davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (contact->company);
  g_assert_nonnull (contact->name);
  g_assert_nonnull (strchr (contact->email, '@'));
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/servicerequests x1 status=403");
  davy_case_find_support_tickets_async (fixture->handled, TITLE, NULL, davy_test_keep_result,
                                        &result);
  found = davy_case_find_support_tickets_finish (fixture->handled, davy_test_wait_result (&result),
                                                 &error);
  g_assert_null (found);
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  ADD ("/triage/support-ticket/new-one-is-found-by-listing-and-kept", test_found);
  ADD ("/triage/support-ticket/is-found-though-the-clocks-differ", test_clock);
  ADD ("/triage/support-ticket/status-is-followed-until-it-is-closed", test_followed);
  ADD ("/triage/support-ticket/contact-comes-from-the-partners-profile", test_facts);
  ADD ("/triage/support-ticket/refused-listing-is-told", test_refused);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
