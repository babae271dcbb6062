/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-fixture.h"

/* Alerts and their change of status. */

#define N_ALERTS 5
#define N_MANY   260

/* A partner with more alerts than a page holds. */
static void
set_up_many (Fixture *fixture, gconstpointer user)
{
  g_autoptr (GString) text = g_string_new (
      "{\"version\": 1, \"partner\": {\"tenantId\": \"10000000-0000-4000-8000-000000000001\","
      "\"name\": \"N\", \"domain\": \"northwind.example\"},"
      "\"users\": [{\"userName\": \"ada@northwind.example\", \"password\": \"lamp\","
      "\"displayName\": \"Ada\", \"objectId\": \"10000000-0000-4000-8000-000000000002\"}],"
      "\"customers\": [{\"id\": \"" FABRIKAM "\", \"name\": \"F\", \"domain\": \"f.example\","
      "\"country\": \"DE\", \"subscriptions\": [{\"kind\": \"azure-plan\", \"id\": \"" PLAN "\","
      "\"created\": \"-9d\", \"entitlements\": [{\"id\": \"" SHOP "\", \"name\": \"Shop\"}]}]}],"
      "\"alerts\": [");

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (text,
                            "%s{\"id\": \"many-%u\", \"subscription\": \"" SHOP
                            "\", \"type\": \"CryptoMining\", \"created\": \"-%um\"}",
                            i > 0 ? "," : "", i, i + 1);
  g_string_append (text, "]}");
  davy_test_world_begin_with (&fixture->world, text->str, user);
  begin_client (fixture);
}

static gboolean
list_events (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_list_events_async (fixture->client, keep_page, fixture, NULL,
                                         davy_test_keep_result, &result);

  return davy_partner_client_list_events_finish (fixture->client, davy_test_wait_result (&result),
                                                 error);
}

static GPtrArray *
set_status (Fixture *fixture,
            const char *const *ids,
            const char *status,
            const char *reason,
            DavyPartnerReceipt **receipt,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_set_status_async (fixture->client, SHOP, ids, status, reason, NULL,
                                        davy_test_keep_result, &result);

  return davy_partner_client_set_status_finish (fixture->client, davy_test_wait_result (&result),
                                                receipt, error);
}

static void
test_events (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  list_events (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), ==, N_ALERTS);
}

static void
test_many_events (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  list_events (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), ==, N_MANY);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/pc/v1/fraudEvents"), ==, 3);
}

static void
test_first_events (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  davy_partner_client_list_first_events_async (fixture->client, NULL, davy_test_keep_result,
                                               &result);
  events = davy_partner_client_list_first_events_finish (fixture->client,
                                                         davy_test_wait_result (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 100);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/pc/v1/fraudEvents"), ==, 1);
}

static void
test_moved_pages (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* moved-pages");
  list_events (fixture, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < fixture->pages->len; i++)
    {
      GPtrArray *page = g_ptr_array_index (fixture->pages, i);

      for (guint j = 0; j < page->len; j++)
        g_assert_true (
            g_hash_table_add (ids, ((DavyFraudEvent *) g_ptr_array_index (page, j))->event_id));
    }
  g_assert_cmpuint (g_hash_table_size (ids), >, N_MANY - 10);
}

/* The service does not keep the case of an id. */
static void
test_letter_case_makes_no_other_event (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* body=["
                                          "{\"eventId\":\"0a\",\"eventStatus\":\"Active\"},"
                                          "{\"eventId\":\"0A\",\"eventStatus\":\"Active\"}]");
  list_events (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), ==, 1);
}

static void
test_unreadable_event (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* body=["
                                          "{\"eventId\":\"a\",\"eventStatus\":\"Active\"},"
                                          "{\"eventId\":\"b\",\"eventStatus\":[]},"
                                          "{\"eventId\":\"c\",\"eventStatus\":\"Active\"}]");
  list_events (fixture, &error);

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_nonnull (strstr (error->message, "[1].eventStatus"));
  g_assert_cmpuint (count_records (fixture), ==, 2);
}

static void
test_byte_order_mark (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* bom");
  list_events (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), ==, N_ALERTS);
}

static void
test_not_a_list (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* body={\"x\":1}");
  list_events (fixture, &error);

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_nonnull (strstr (error->message, "items"));
}

static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* empty");
  list_events (fixture, &error);

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

/* As many alerts came in meanwhile as stand on a page: the second page is the first again. */
static void
test_page_twice (Fixture *fixture, gconstpointer unused)
{
  static const char *const rules[] = {
    "GET /pc/v1/fraudEvents x2 body=[{\"eventId\":\"a\",\"eventStatus\":\"Active\"}]",
    "GET /pc/v1/fraudEvents x1 body=[{\"eventId\":\"b\",\"eventStatus\":\"Active\"}]",
    "GET /pc/v1/fraudEvents x* body=[]",
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    davy_test_world_spoil (&fixture->world, rules[i]);
  list_events (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), ==, 2);
}

/* A proxy's own page is no empty list: all alerts would count as gone. */
static void
test_page_of_a_proxy (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/fraudEvents x* status=200,html");
  g_assert_false (list_events (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_no_second_factor (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (list_events (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_MFA);
}

static void
test_subscription_events (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  davy_partner_client_list_subscription_events_async (fixture->client, SHOP, NULL,
                                                      davy_test_keep_result, &result);
  events = davy_partner_client_list_subscription_events_finish (
      fixture->client, davy_test_wait_result (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 2);
}

/* --- the change ---------------------------------------------------------------------------- */

static void
test_resolve (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GPtrArray) events = set_status (fixture, ids, "Resolved", "Fraud", &receipt, &error);
  const DavyFraudEvent *event;

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpstr (event->event_id, ==, "event-1");
  g_assert_cmpstr (event->status, ==, "Resolved");
  g_assert_cmpstr (event->resolved_reason, ==, "Fraud");
  assert_receipt (receipt, 200);
  body = davy_test_world_dup_body (&fixture->world, "/status");
  g_assert_cmpstr (
      body, ==,
      "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Resolved\",\"ResolvedReason\":\"Fraud\"}");
}

static void
test_investigate (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GPtrArray) events = set_status (fixture, ids, "Investigating", NULL, NULL, &error);

  g_assert_no_error (error);
  body = davy_test_world_dup_body (&fixture->world, "/status");
  g_assert_nonnull (strstr (body, "\"ResolvedReason\":\"None\""));
}

static void
test_no_ids (Fixture *fixture, gconstpointer unused)
{
  static const char *const none[] = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (set_status (fixture, none, "Resolved", "Fraud", NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/pc/"), ==, 0);
}

static void
test_legitimate_refused (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (set_status (fixture, ids, "Resolved", "Legitimate", NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REJECTED);
  g_assert_cmpuint (davy_error_get_fault (error)->http_status, ==, 400);
}

static void
test_change_without_role (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (set_status (fixture, ids, "Resolved", "Fraud", NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
}

static void
test_change_without_answer (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "POST /pc/v1/fraudEvents/* x* reset");
  g_assert_null (set_status (fixture, ids, "Resolved", "Fraud", NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/status"), ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/partner/events/all-alerts-are-listed", DAVY_TEST_ADA, test_events);
  g_test_add ("/partner/events/page-after-page-to-the-end", Fixture, DAVY_TEST_ADA, set_up_many,
              test_many_events, tear_down);
  g_test_add ("/partner/events/the-first-few-come-alone", Fixture, DAVY_TEST_ADA, set_up_many,
              test_first_events, tear_down);
  g_test_add ("/partner/events/no-alert-comes-twice", Fixture, DAVY_TEST_ADA, set_up_many,
              test_moved_pages, tear_down);
  add ("/partner/events/letter-case-of-an-id-makes-no-other-alert", DAVY_TEST_ADA,
       test_letter_case_makes_no_other_event);
  add ("/partner/events/an-unreadable-alert-hides-no-other", DAVY_TEST_ADA, test_unreadable_event);
  add ("/partner/events/a-byte-order-mark-does-no-harm", DAVY_TEST_ADA, test_byte_order_mark);
  add ("/partner/events/what-is-no-list-is-refused", DAVY_TEST_ADA, test_not_a_list);
  add ("/partner/events/nothing-is-no-empty-list", DAVY_TEST_ADA, test_nothing);
  add ("/partner/events/a-page-that-comes-twice-is-not-the-end", DAVY_TEST_ADA, test_page_twice);
  add ("/partner/events/a-page-of-a-proxy-is-refused", DAVY_TEST_ADA, test_page_of_a_proxy);
  add ("/partner/events/a-missing-second-factor-is-told", DAVY_TEST_MIA, test_no_second_factor);
  add ("/partner/events/alerts-of-one-subscription", DAVY_TEST_ADA, test_subscription_events);
  add ("/partner/events/resolving-sends-exactly-the-ids", DAVY_TEST_ADA, test_resolve);
  add ("/partner/events/investigating-sends-reason-none", DAVY_TEST_ADA, test_investigate);
  add ("/partner/events/an-empty-list-of-ids-is-never-sent", DAVY_TEST_ADA, test_no_ids);
  add ("/partner/events/a-refused-reason-is-told", DAVY_TEST_ADA, test_legitimate_refused);
  add ("/partner/events/a-missing-role-is-told", DAVY_TEST_LUC, test_change_without_role);
  add ("/partner/events/a-change-without-answer-is-not-resent", DAVY_TEST_ADA,
       test_change_without_answer);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
