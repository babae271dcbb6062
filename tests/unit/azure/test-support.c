/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-support.h"

#include "arm-fixture.h"
#include "azure/davy-arm-tickets-private.h"
#include "azure/davy-country.h"
#include "azure/davy-windows-zone.h"

/* Tickets at Azure's support: `wire-contract.md` 3.8. */

#define TICKETS "/subscriptions/" SHOP "/providers/Microsoft.Support/supportTickets"

static const DavyArmTicketDraft draft = {
  .title = "Mining",
  .description = "Somebody mines “coins”.",
  .severity = DAVY_ARM_TICKET_CRITICAL,
  .service_id = "/providers/Microsoft.Support/services/s-1",
  .problem_id = "/providers/Microsoft.Support/services/s-1/problemClassifications/p-1",
  .first_name = "Ada",
  .last_name = "Lamp",
  .email = "ada@northwind.example",
  .time_zone = "W. Europe Standard Time",
  .country = "de",
  .language = "de-de",
};

static const char *
sent_header (Fixture *fixture, guint index, const char *name)
{
  return g_hash_table_lookup (get_request (fixture, index)->headers, name);
}

/* Both tenants' tokens, each in its place. */
static void
assert_signed_twice (Fixture *fixture, guint index)
{
  const char *first = sent_header (fixture, index, "authorization");
  const char *second = sent_header (fixture, index, "x-ms-authorization-auxiliary");

  g_assert_true (g_str_has_prefix (first, "Bearer "));
  g_assert_true (g_str_has_prefix (second, "Bearer "));
  g_assert_cmpstr (first, !=, second);
}

static void
test_services (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services = NULL;
  const DavyArmSupportService *service;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"/providers/Microsoft.Support/services/s-1\",\"name\":\"s-1\","
          "\"properties\":{\"displayName\":\"Billing\",\"resourceTypes\":[]}},"
          "{\"id\":\"/x\",\"properties\":{\"displayName\":\"Virtual Machine\",\"resourceTypes\":"
          "[\"MICROSOFT.COMPUTE/VIRTUALMACHINES\"]}}]}");
  davy_arm_client_list_support_services_async (fixture->client, FABRIKAM, NULL,
                                               davy_test_keep_result, &fixture->result);
  services =
      davy_arm_client_list_support_services_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (services->len, ==, 2);
  service = g_ptr_array_index (services, 1);
  g_assert_cmpstr (service->name, ==, "Virtual Machine");
  g_assert_cmpstr (service->resource_types[0], ==, "MICROSOFT.COMPUTE/VIRTUALMACHINES");
  g_assert_cmpstr (get_request (fixture, 0)->query, ==, "api-version=2024-04-01");
}

static void
test_problems (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"/p-1\",\"properties\":{\"displayName\":\"Fraud\"}}]}");
  davy_arm_client_list_support_problems_async (fixture->client, FABRIKAM, draft.service_id, NULL,
                                               davy_test_keep_result, &fixture->result);
  problems =
      davy_arm_client_list_support_problems_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((DavyArmSupportProblem *) g_ptr_array_index (problems, 0))->name, ==, "Fraud");
  assert_asked (fixture, 0, "GET",
                "/providers/Microsoft.Support/services/s-1/problemClassifications");
}

static void
test_name (Fixture *fixture, gconstpointer unused)
{
  static const gboolean answers[] = { TRUE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean available = !answers[i];

      g_clear_object (&fixture->result);
      answer (fixture, 200,
              answers[i] ? "{\"nameAvailable\":true}"
                         : "{\"nameAvailable\":false,\"reason\":\"AlreadyExists\"}");
      davy_arm_client_check_ticket_name_async (fixture->client, FABRIKAM, SHOP, "davylamp-1", NULL,
                                               davy_test_keep_result, &fixture->result);

      g_assert_true (davy_arm_client_check_ticket_name_finish (
          fixture->client, wait_result (fixture), &available, &error));
      g_assert_no_error (error);
      g_assert_cmpint (available, ==, answers[i]);
    }

  assert_asked (fixture, 0, "POST",
                "/subscriptions/" SHOP "/providers/Microsoft.Support/checkNameAvailability");
  g_assert_cmpstr (get_request (fixture, 0)->body, ==,
                   "{\"name\":\"davylamp-1\",\"type\":\"Microsoft.Support/supportTickets\"}");
}

/* It is a POST that changes nothing, so that it may be sent again. */
static void
test_name_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gboolean available = FALSE;

  answer (fixture, 502, "");
  answer (fixture, 200, "{\"nameAvailable\":true}");
  davy_arm_client_check_ticket_name_async (fixture->client, FABRIKAM, SHOP, "davylamp-1", NULL,
                                           davy_test_keep_result, &fixture->result);

  g_assert_true (davy_arm_client_check_ticket_name_finish (fixture->client, wait_result (fixture),
                                                           &available, &error));
  g_assert_no_error (error);
  g_assert_true (available);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
}

static void
test_name_untold (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gboolean available;

  answer (fixture, 200, "{}");
  davy_arm_client_check_ticket_name_async (fixture->client, FABRIKAM, SHOP, "davylamp-1", NULL,
                                           davy_test_keep_result, &fixture->result);

  g_assert_false (davy_arm_client_check_ticket_name_finish (fixture->client, wait_result (fixture),
                                                            &available, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_draft (void)
{
  DavyArmTicketDraft full = draft;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) small = davy_arm_ticket_draft_build (&draft, &error);
  g_autoptr (JsonNode) large = NULL;
  g_autofree char *text = json_to_string (small, FALSE);
  g_autofree char *more = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (
      text, ==,
      "{\"properties\":{\"title\":\"Mining\",\"description\":\"Somebody mines “coins”.\","
      "\"severity\":\"critical\",\"serviceId\":\"/providers/Microsoft.Support/services/s-1\","
      "\"problemClassificationId\":"
      "\"/providers/Microsoft.Support/services/s-1/problemClassifications/p-1\","
      "\"advancedDiagnosticConsent\":\"No\",\"require24X7Response\":false,"
      "\"contactDetails\":{\"firstName\":\"Ada\",\"lastName\":\"Lamp\","
      "\"preferredContactMethod\":\"email\",\"primaryEmailAddress\":\"ada@northwind.example\","
      "\"preferredTimeZone\":\"W. Europe Standard Time\",\"country\":\"deu\","
      "\"preferredSupportLanguage\":\"de-de\"}}}");

  full.phone = "+49 234 1";
  full.resource_id = "/subscriptions/s";
  full.problem_start = (DavyTime) 1767225600 * DAVY_TIME_SECOND;
  full.diagnostic_consent = TRUE;
  full.around_the_clock = TRUE;
  full.severity = DAVY_ARM_TICKET_HIGHEST;
  large = davy_arm_ticket_draft_build (&full, &error);
  more = json_to_string (large, FALSE);
  g_assert_nonnull (strstr (more, "\"preferredContactMethod\":\"phone\""));
  g_assert_nonnull (strstr (more, "\"phoneNumber\":\"+49 234 1\""));
  g_assert_nonnull (
      strstr (more, "\"technicalTicketDetails\":{\"resourceId\":\"/subscriptions/s\"}"));
  g_assert_nonnull (strstr (more, "\"problemStartTime\":\"2026-01-01T00:00:00Z\""));
  g_assert_nonnull (strstr (more, "\"severity\":\"highestcriticalimpact\""));
  g_assert_nonnull (strstr (more, "\"advancedDiagnosticConsent\":\"Yes\""));
}

static void
test_countries (void)
{
  static const struct
  {
    const char *two;
    const char *three;
  } countries[] = {
    { "AD", "and" }, { "de", "deu" }, { "GB", "gbr" }, { "US", "usa" }, { "ZW", "zwe" },
    { "XX", NULL },  { "D", NULL },   { "DEU", NULL }, { "", NULL },    { "A ", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      g_autofree char *three = davy_country_dup_three_letters (countries[i].two);

      g_assert_cmpstr (three, ==, countries[i].three);
    }
}

static DavyArmOutcome *
create (Fixture *fixture, const DavyArmTicketDraft *ticket, GError **error)
{
  g_clear_object (&fixture->result);
  davy_arm_client_create_ticket_async (fixture->client, FABRIKAM, SHOP, "davylamp-1", ticket, NULL,
                                       davy_test_keep_result, &fixture->result);

  return davy_arm_client_create_ticket_finish (fixture->client, wait_result (fixture), error);
}

static void
test_create (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 202, "");
  add_link (fixture, "Azure-AsyncOperation", "/operations/1");
  add_link (fixture, "Location", "/results/1");
  add_header (fixture, "x-ms-correlation-request-id", "corr-1");
  answer (fixture, 200, "{\"status\":\"Succeeded\"}");
  outcome = create (fixture, &draft, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  g_assert_cmpstr (outcome->correlation_id, ==, "corr-1");
  assert_asked (fixture, 0, "PUT", TICKETS "/davylamp-1");
  assert_signed_twice (fixture, 0);
  assert_asked (fixture, 1, "GET", "/operations/1");
  assert_signed_twice (fixture, 1);
}

static void
test_create_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 200, "{\"name\":\"davylamp-1\",\"properties\":{\"status\":\"open\"}}");
  outcome = create (fixture, &draft, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_create_refused (Fixture *fixture, gconstpointer unused)
{
  DavyArmTicketDraft nowhere = draft;
  g_autoptr (GError) error = NULL;

  nowhere.country = "XX";
  g_assert_null (create (fixture, &nowhere, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
  g_clear_error (&error);

  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_RESET);
  g_assert_null (create (fixture, &draft, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_get (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmTicket) ticket = NULL;

  answer (fixture, 200,
          "{\"id\":\"/t\",\"name\":\"davylamp-1\",\"properties\":{\"supportTicketId\":"
          "\"2601050010001\",\"title\":\"Mining\",\"status\":\"open\",\"severity\":\"critical\","
          "\"createdDate\":\"2026-01-05T10:11:12Z\",\"modifiedDate\":\"\","
          "\"serviceLevelAgreement\":{\"startTime\":\"2026-01-05T10:11:12Z\",\"expirationTime\":"
          "\"2026-01-05T12:11:12Z\",\"slaMinutes\":120},\"supportEngineer\":{\"emailAddress\":"
          "null}}}");
  davy_arm_client_get_ticket_async (fixture->client, FABRIKAM, SHOP, "davylamp-1", NULL,
                                    davy_test_keep_result, &fixture->result);
  ticket = davy_arm_client_get_ticket_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ticket->ticket_id, ==, "2601050010001");
  g_assert_cmpstr (ticket->status, ==, "open");
  g_assert_cmpint (ticket->answer_due - ticket->created, ==, 2 * DAVY_TIME_HOUR);
  g_assert_cmpint (ticket->modified, ==, DAVY_TIME_UNSET);
  g_assert_null (ticket->engineer);
  assert_signed_twice (fixture, 0);
}

static void
test_messages (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  const DavyArmTicketMessage *first, *second;

  answer (fixture, 200,
          "{\"value\":[{\"name\":\"m-1\",\"properties\":{\"communicationDirection\":\"outbound\","
          "\"sender\":\"support@microsoft.example\",\"subject\":\"S\",\"body\":\"<p>B</p>\","
          "\"createdDate\":\"2026-01-05T10:11:12Z\"}},{\"name\":\"m-2\",\"properties\":{"
          "\"communicationDirection\":\"Inbound\"}}],\"nextLink\":\"\"}");
  davy_arm_client_list_ticket_messages_async (fixture->client, FABRIKAM, SHOP, "davylamp-1", NULL,
                                              davy_test_keep_result, &fixture->result);
  messages =
      davy_arm_client_list_ticket_messages_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  first = g_ptr_array_index (messages, 0);
  second = g_ptr_array_index (messages, 1);
  g_assert_false (first->from_us);
  g_assert_cmpstr (first->body, ==, "<p>B</p>");
  g_assert_true (second->from_us);
  assert_asked (fixture, 0, "GET", TICKETS "/davylamp-1/communications");
  assert_signed_twice (fixture, 0);
}

static void
test_add_message (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 202, "");
  add_link (fixture, "Location", "/operations/1");
  answer (fixture, 200, "{\"name\":\"m-3\"}");
  davy_arm_client_add_ticket_message_async (fixture->client, FABRIKAM, SHOP, "davylamp-1", "m-3",
                                            "More", "There is more.", NULL, davy_test_keep_result,
                                            &fixture->result);
  outcome =
      davy_arm_client_add_ticket_message_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  assert_asked (fixture, 0, "PUT", TICKETS "/davylamp-1/communications/m-3");
  g_assert_cmpstr (get_request (fixture, 0)->body, ==,
                   "{\"properties\":{\"subject\":\"More\",\"body\":\"There is more.\"}}");
  assert_signed_twice (fixture, 1);
}

static void
test_zones (void)
{
  g_assert_cmpstr (davy_windows_zone_find ("Europe/Berlin"), ==, "W. Europe Standard Time");
  g_assert_cmpstr (davy_windows_zone_find ("Europe/Paris"), ==, "Romance Standard Time");
  g_assert_cmpstr (davy_windows_zone_find ("Antarctica/Troll"), ==, "UTC");
  g_assert_cmpstr (davy_windows_zone_find (NULL), ==, "UTC");
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/support/services-are-listed", test_services);
  add ("/azure/support/problems-of-a-service-are-listed", test_problems);
  add ("/azure/support/a-name-is-checked", test_name);
  add ("/azure/support/a-name-may-be-checked-again", test_name_again);
  add ("/azure/support/a-name-that-is-not-judged-is-an-error", test_name_untold);
  g_test_add_func ("/azure/support/a-draft-is-written-as-azure-reads-it", test_draft);
  g_test_add_func ("/azure/support/countries-have-three-letters", test_countries);
  g_test_add_func ("/azure/support/time-zones-have-windows-names", test_zones);
  add ("/azure/support/a-ticket-is-created-with-both-tokens", test_create);
  add ("/azure/support/a-ticket-may-exist-at-once", test_create_at_once);
  add ("/azure/support/a-ticket-is-not-sent-twice", test_create_refused);
  add ("/azure/support/a-ticket-has-a-number", test_get);
  add ("/azure/support/messages-are-listed", test_messages);
  add ("/azure/support/a-message-is-added", test_add_message);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
