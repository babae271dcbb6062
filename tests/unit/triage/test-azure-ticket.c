/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-azure-ticket.h"

#include "case-fixture.h"

/* A ticket at Azure's own support, on the embedded Azure: whether it is possible, that it is sent
 * once, and that a read proves it. */

#define TICKETS    "/arm/subscriptions/*/providers/Microsoft.Support/supportTickets/"
#define MANAGEMENT "Subscription management"
#define MISUSED    "Compromised subscription / Unauthorized usage"

/* @azure: what stands in SHOP */
static void
begin_with_azure (Fixture *fixture, const char *behaviour, const char *azure)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "support", "world.json", NULL);
  g_autofree char *name = g_strdup_printf ("\"name\": \"Shop\", \"azure\": %s", azure);
  g_autofree char *text = NULL;
  g_autoptr (GString) scenario = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  scenario = g_string_new (text);
  g_assert_cmpuint (g_string_replace (scenario, "\"name\": \"Shop\"", name, 0), ==, 1);
  g_assert_cmpuint (g_string_replace (scenario, "\"costRows\": 40", behaviour, 0), ==, 1);
  begin_with (fixture, scenario->str);
}

static void
set_up_open (Fixture *fixture, gconstpointer data)
{
  begin_with_azure (fixture, "\"ticketAtOnce\": true", "{}");
}

static void
set_up_slow (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_install (g_get_real_time ());
  begin_with_azure (fixture, "\"costRows\": 40", "{}");
}

static void
set_up_without_rights (Fixture *fixture, gconstpointer data)
{
  begin_with_azure (fixture, "\"costRows\": 40", "{\"rights\": \"Reader\"}");
}

static void
set_up_without_plan (Fixture *fixture, gconstpointer data)
{
  begin_with_azure (fixture, "\"costRows\": 40", "{\"supportPlan\": false}");
}

static char *
find_topic (const GPtrArray *topics, const char *name)
{
  for (guint i = 0; i < topics->len; i++)
    {
      const DavyAzureTopic *topic = g_ptr_array_index (topics, i);

      if (g_str_equal (topic->name, name))
        return g_strdup (topic->id);
    }
  g_assert_not_reached ();
}

static GPtrArray *
list_services (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_list_azure_services_async (fixture->handled, NULL, davy_test_keep_result, &result);

  return davy_case_list_azure_services_finish (fixture->handled, davy_test_wait_result (&result),
                                               error);
}

static GPtrArray *
list_problems (Fixture *fixture, const char *service_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *problems;

  davy_case_list_azure_problems_async (fixture->handled, service_id, NULL, davy_test_keep_result,
                                       &result);
  problems = davy_case_list_azure_problems_finish (fixture->handled,
                                                   davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return problems;
}

static const DavySupportFacts question = {
  .language = DAVY_LANGUAGE_GERMAN,
  .subscription_name = "Shop",
  .questions = "Which pool was it?",
  .name = " Ada King Lovelace ",
  .email = "ada@northwind.example",
};

static gboolean
is_there_or_waits (gpointer result)
{
  return *(GAsyncResult **) result != NULL || something_waits ();
}

/* Lets the time pass that the services take. */
static GAsyncResult *
wait_through (GAsyncResult **result)
{
  while (*result == NULL)
    {
      g_assert_true (davy_test_spin_until (is_there_or_waits, result));
      if (*result == NULL)
        davy_test_clock_advance (davy_test_clock_next ());
    }

  return *result;
}

static DavyAct *
create (Fixture *fixture, gboolean slow, GError **error)
{
  g_autoptr (GPtrArray) services = list_services (fixture, error);
  g_autofree char *service = find_topic (services, MANAGEMENT);
  g_autoptr (GPtrArray) problems = list_problems (fixture, service);
  g_autofree char *problem = find_topic (problems, MISUSED);
  const DavyAzureTicketChoice choice = { service, problem, "de" };
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (davy_azure_ticket_check (&question, &choice, error));
  davy_case_create_azure_ticket_async (fixture->handled, &question, &choice, NULL,
                                       davy_test_keep_result, &result);

  return davy_case_create_azure_ticket_finish (
      fixture->handled, slow ? wait_through (&result) : davy_test_wait_result (&result), error);
}

static DavyAct *
create_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DavyAct *act = create (fixture, FALSE, &error);

  g_assert_no_error (error);

  return act;
}

static void
keep (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_keep_azure_ticket_async (fixture->handled, NULL, davy_test_keep_result, &result);
  davy_case_keep_azure_ticket_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
assert_kept (Fixture *fixture, guint i, const char *azure_name, const char *status)
{
  g_autoptr (GPtrArray) kept = davy_case_list_support_tickets (fixture->handled);
  const DavySupportTicket *ticket;

  g_assert_cmpuint (i, <, kept->len);
  ticket = g_ptr_array_index (kept, i);
  g_assert_cmpuint (strlen (ticket->number), ==, 15);
  g_assert_cmpstr (ticket->azure_name, ==, azure_name);
  g_assert_cmpstr (ticket->status, ==, status);
}

static guint
count_kept (Fixture *fixture)
{
  g_autoptr (GPtrArray) kept = davy_case_list_support_tickets (fixture->handled);

  return kept->len;
}

static guint
count_sent (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "PUT", "/supportTickets/");
}

/* The body of the last PUT, which reads follow. */
static char *
dup_sent_body (Fixture *fixture)
{
  g_autoptr (JsonNode) requests = davy_test_world_read_requests (&fixture->world);
  JsonArray *array = json_node_get_array (requests);

  for (guint i = json_array_get_length (array); i > 0; i--)
    {
      JsonObject *request = json_array_get_object_element (array, i - 1);

      if (g_str_equal (json_object_get_string_member (request, "method"), "PUT"))
        return g_strdup (json_object_get_string_member (request, "body"));
    }
  g_assert_not_reached ();
}

static void
test_created (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = create_well (fixture);
  g_autofree char *body = dup_sent_body (fixture);

  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_nonnull (strstr (body, "\"title\":\"Krypto-Mining-Benachrichtigung\""));
  g_assert_nonnull (strstr (body, "Which pool was it?"));
  g_assert_nonnull (strstr (body, "\"firstName\":\"Ada King\",\"lastName\":\"Lovelace\""));
  g_assert_nonnull (strstr (body, "\"severity\":\"moderate\""));
  g_assert_nonnull (strstr (body, "\"advancedDiagnosticConsent\":\"No\""));
  g_assert_nonnull (strstr (body, "\"country\":\"deu\",\"preferredSupportLanguage\":\"de-de\""));

  keep (fixture);
  keep (fixture);
  start_again (fixture);
  g_assert_cmpuint (count_kept (fixture), ==, 1);
  assert_kept (fixture, 0, act->target, "open");
  g_assert_cmpuint (count_sent (fixture), ==, 1);
}

/* The window was closed before the number of the first one was read. */
static void
test_two (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) first = create_well (fixture);
  g_autoptr (DavyAct) second = create_well (fixture);

  g_assert_cmpstr (first->target, !=, second->target);

  keep (fixture);
  g_assert_cmpuint (count_kept (fixture), ==, 2);
  assert_kept (fixture, 0, first->target, "open");
  assert_kept (fixture, 1, second->target, "open");
  keep (fixture);
  g_assert_cmpuint (count_entries (fixture, "support-kept"), ==, 2);
}

static gboolean
is_quiet (gpointer unused)
{
  gint64 next = davy_test_clock_next ();

  return next <= 0 || next >= SILENCE_LIMIT;
}

/* The tokens are there and kept before the time begins to pass. */
static void
fetch_tokens (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_read_azure_ticket_async (fixture->handled, "none", NULL, davy_test_keep_result,
                                     &result);
  g_assert_null (davy_case_read_azure_ticket_finish (fixture->handled,
                                                     davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
  g_assert_true (davy_test_spin_until (is_quiet, NULL));
}

static void
test_operation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;

  fetch_tokens (fixture);
  act = create (fixture, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (count_sent (fixture), ==, 1);
}

static void
test_no_rights (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_null (list_services (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  sentence = davy_error_dup_sentence (error);
  g_assert_nonnull (strstr (sentence, "Support Request Contributor"));
  g_assert_nonnull (strstr (sentence, "Ask in Partner Center instead."));
  g_assert_cmpuint (count_sent (fixture), ==, 0);
}

static void
test_no_plan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;
  g_autofree char *sentence = NULL;

  g_assert_null (create (fixture, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  sentence = davy_error_dup_sentence (error);
  g_assert_nonnull (strstr (sentence, "support plan. Ask in Partner Center instead."));
  act = davy_case_dup_azure_ticket (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  keep (fixture); /* there is nothing to keep */
  g_assert_cmpuint (count_entries (fixture, "support-kept"), ==, 0);
}

static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  davy_test_world_spoil (&fixture->world, "PUT " TICKETS "* x1 reset");
  act = create_well (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_null (act->correlation_id);
  g_assert_cmpuint (count_sent (fixture), ==, 1);
}

static void
test_taken_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  davy_test_world_spoil (&fixture->world,
                         "PUT " TICKETS "* x1 status=409,body={\"error\":{\"code\":"
                         "\"Conflict\"}}");
  davy_test_world_spoil (&fixture->world,
                         "GET " TICKETS "* x1 status=200,body={\"name\":\"n\",\"properties\":{}}");
  act = create_well (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
}

/* A lock conflicts as well, and makes nothing. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;

  davy_test_world_spoil (&fixture->world,
                         "PUT " TICKETS "* x1 status=409,body={\"error\":{\"code\":"
                         "\"ScopeLocked\",\"message\":\"It is locked.\"}}");
  g_assert_null (create (fixture, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "locked");
  act = davy_case_dup_azure_ticket (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_cmpint (act->outcome, ==, DAVY_ACT_REFUSED);
  g_assert_cmpstr (act->correlation_id, ==, davy_error_get_fault (error)->correlation_id);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/supportTickets/"), ==, 0);
}

/* What Azure does not show yet is looked for, and not sent again before it cannot come any more. */
static void
test_not_sent_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) sent = NULL;
  g_autoptr (DavyAct) again = NULL;
  g_autoptr (DavyAct) found = NULL;

  davy_test_world_spoil (&fixture->world, "PUT " TICKETS "* x1 reset");
  davy_test_world_spoil (&fixture->world,
                         "GET " TICKETS "* x2 status=404,body={\"error\":{\"code\":"
                         "\"ResourceNotFound\"}}");
  sent = create_well (fixture);
  g_assert_cmpint (sent->state, ==, DAVY_ACT_PENDING);
  again = create_well (fixture);
  g_assert_cmpint (again->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpint (again->outcome, ==, DAVY_ACT_UNANSWERED);
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act-proof"), ==, 0);

  start_again (fixture);
  keep (fixture);
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 1);
  found = davy_case_dup_azure_ticket (fixture->handled);
  g_assert_cmpint (found->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (count_entries (fixture, "support-kept"), ==, 1);
  g_assert_cmpuint (count_sent (fixture), ==, 1);
}

static void
test_followed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = create_well (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  keep (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET " TICKETS "* x1 status=200,body={\"name\":\"n\",\"properties\":"
                         "{\"status\":\"Closed\"}}");
  davy_case_follow_support_tickets_async (fixture->handled, NULL, davy_test_keep_result, &result);
  davy_case_follow_support_tickets_finish (fixture->handled, davy_test_wait_result (&result),
                                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_kept (fixture), ==, 1);
  assert_kept (fixture, 0, act->target, "closed");
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/servicerequests"), ==, 0);
}

static gboolean
forget_customer (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "UPDATE cases SET customer_tenant_id = NULL", error);
}

static void
test_no_customer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) problems = NULL;
  g_autoptr (GAsyncResult) ticket = NULL;
  g_autoptr (GError) no_services = NULL;
  g_autoptr (GError) no_problems = NULL;
  g_autoptr (GError) no_ticket = NULL;

  davy_test_store_write (fixture->store, forget_customer, NULL, DAVY_TABLE_CASES);
  start_again (fixture);
  g_assert_null (davy_case_get_customer_tenant_id (fixture->handled));

  g_assert_null (list_services (fixture, &no_services));
  g_assert_error (no_services, DAVY_ERROR, DAVY_ERROR_INPUT);
  davy_case_list_azure_problems_async (fixture->handled, "s", NULL, davy_test_keep_result,
                                       &problems);
  g_assert_null (davy_case_list_azure_problems_finish (
      fixture->handled, davy_test_wait_result (&problems), &no_problems));
  g_assert_error (no_problems, DAVY_ERROR, DAVY_ERROR_INPUT);
  davy_case_read_azure_ticket_async (fixture->handled, "none", NULL, davy_test_keep_result,
                                     &ticket);
  g_assert_null (davy_case_read_azure_ticket_finish (fixture->handled,
                                                     davy_test_wait_result (&ticket), &no_ticket));
  g_assert_error (no_ticket, DAVY_ERROR, DAVY_ERROR_INPUT);
}

static void
test_checked (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    DavyAzureTicketChoice choice;
    const char *sentence;
  } rows[] = {
    { "Ada", { "s", "p", "de" }, "Enter the first and the last name of the contact." },
    { "  Lovelace", { "s", "p", "de" }, "Enter the first and the last name of the contact." },
    { "Ada Lovelace", { "s", NULL, "de" }, "Choose what the ticket is about." },
    { "Ada Lovelace",
      { "s", "p", "zz" },
      "Enter the two letters of the contact’s country, such as DE." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      DavySupportFacts facts = question;

      facts.name = rows[i].name;
      g_assert_false (davy_azure_ticket_check (&facts, &rows[i].choice, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
      g_assert_cmpstr (error->message, ==, rows[i].sentence);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

#define ADD_IN(name, begin, func) g_test_add (name, Fixture, NULL, begin, func, tear_down)
  ADD_IN ("/azure-ticket/created-and-its-number-kept", set_up_open, test_created);
  ADD_IN ("/azure-ticket/two-of-a-case-are-both-kept", set_up_open, test_two);
  ADD_IN ("/azure-ticket/followed-to-the-end-of-its-operation", set_up_slow, test_operation);
  ADD_IN ("/azure-ticket/without-rights-a-sentence-says-so", set_up_without_rights, test_no_rights);
  ADD_IN ("/azure-ticket/without-a-plan-a-sentence-says-so", set_up_without_plan, test_no_plan);
  ADD_IN ("/azure-ticket/a-lost-answer-is-found-by-a-read", set_up_open, test_lost_answer);
  ADD_IN ("/azure-ticket/a-taken-name-is-found-by-a-read", set_up_open, test_taken_name);
  ADD_IN ("/azure-ticket/a-lock-says-that-none-was-made", set_up_open, test_locked);
  ADD_IN ("/azure-ticket/is-never-sent-twice", set_up_open, test_not_sent_twice);
  ADD_IN ("/azure-ticket/is-followed-at-azure", set_up_open, test_followed);
  ADD_IN ("/azure-ticket/without-a-customer-nothing-is-asked", set_up_open, test_no_customer);
  ADD_IN ("/azure-ticket/checked-before-it-is-sent", set_up_open, test_checked);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
