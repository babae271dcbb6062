/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client.h"

#include "davy-test-world.h"

/* The client against the embedded Partner Center. */

#define SHOP     "40000000-0000-4000-8000-00000000000b"
#define FABRIKAM "20000000-0000-4000-8000-000000000001"
#define CONTOSO  "20000000-0000-4000-8000-000000000002"
#define COFFEE   "20000000-0000-4000-8000-000000000003"
#define LEGACY   "30000000-0000-4000-8000-000000000001"
#define PLAN     "30000000-0000-4000-8000-000000000002"

#define N_ALERTS 5
#define N_MANY   260

typedef struct
{
  DavyTestWorld world;
  DavyPartnerClient *client;
  GPtrArray *pages; /* (element-type GPtrArray) */
} Fixture;

static void
begin_client (Fixture *fixture)
{
  fixture->client = davy_partner_client_new (fixture->world.account);
  fixture->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

static void
set_up (Fixture *fixture, gconstpointer user)
{
  davy_test_world_begin (&fixture->world, user);
  begin_client (fixture);
}

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

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->pages, g_ptr_array_unref);
  davy_test_world_end (&fixture->world);
}

static gboolean
keep_page (GPtrArray *records, gpointer user_data, GError **error)
{
  g_ptr_array_add (((Fixture *) user_data)->pages, g_ptr_array_ref (records));

  return TRUE;
}

static guint
count_records (Fixture *fixture)
{
  guint count = 0;

  for (guint i = 0; i < fixture->pages->len; i++)
    count += ((GPtrArray *) g_ptr_array_index (fixture->pages, i))->len;

  return count;
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
            char **correlation_id,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_set_status_async (fixture->client, SHOP, ids, status, reason, NULL,
                                        davy_test_keep_result, &result);

  return davy_partner_client_set_status_finish (fixture->client, davy_test_wait_result (&result),
                                                correlation_id, error);
}

/* --- alerts -------------------------------------------------------------------------------- */

static void
test_events (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  list_events (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), ==, N_ALERTS);
}

static void
test_first_page_is_small (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  list_events (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (((GPtrArray *) g_ptr_array_index (fixture->pages, 0))->len, ==, 100);
  g_assert_cmpuint (count_records (fixture), ==, N_MANY);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/pc/v1/fraudEvents"), <=, 4);
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
  g_autofree char *correlation_id = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GPtrArray) events =
      set_status (fixture, ids, "Resolved", "Fraud", &correlation_id, &error);
  const DavyFraudEvent *event;

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpstr (event->event_id, ==, "event-1");
  g_assert_cmpstr (event->status, ==, "Resolved");
  g_assert_cmpstr (event->resolved_reason, ==, "Fraud");
  g_assert_nonnull (correlation_id);
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

/* --- customers ----------------------------------------------------------------------------- */

static gboolean
list_customers (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_list_customers_async (fixture->client, keep_page, fixture, NULL,
                                            davy_test_keep_result, &result);

  return davy_partner_client_list_customers_finish (fixture->client,
                                                    davy_test_wait_result (&result), error);
}

static void
test_customers (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (list_customers (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), ==, 3);
}

static void
test_next_page (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (
      &fixture->world,
      "GET /pc/v1/customers x1 body={\"items\":[{\"id\":\"X\"}],\"links\":{\"next\":{"
      "\"uri\":\"customers?size=200&seekOperation=Next\",\"method\":\"GET\",\"headers\":["
      "{\"key\":\"MS-ContinuationToken\",\"value\":\"a/b+c=,d\"},"
      "{\"key\":\"Authorization\",\"value\":\"none\"}]}}}");
  list_customers (fixture, &error);

  g_assert_cmpuint (fixture->pages->len, >=, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "seekOperation=Next"), ==, 1);
}

static void
test_foreign_link (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (
      &fixture->world, "GET /pc/v1/customers x1 body={\"items\":[],\"links\":{\"next\":{"
                       "\"uri\":\"https://elsewhere.example/v1/customers\",\"method\":\"GET\"}}}");

  g_assert_false (list_customers (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
}

static void
test_customer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerCustomer) customer = NULL;

  davy_partner_client_get_customer_async (fixture->client, FABRIKAM, NULL, davy_test_keep_result,
                                          &result);
  customer = davy_partner_client_get_customer_finish (fixture->client,
                                                      davy_test_wait_result (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (customer->name, ==, "Fabrikam");
  g_assert_cmpstr (customer->country, ==, "DE");
  g_assert_cmpint (customer->delegated_access, ==, DAVY_DELEGATED_ACCESS_YES);
}

static void
test_no_such_customer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_partner_client_get_customer_async (fixture->client, "29999999-0000-4000-8000-000000000009",
                                          NULL, davy_test_keep_result, &result);

  g_assert_null (davy_partner_client_get_customer_finish (fixture->client,
                                                          davy_test_wait_result (&result), &error));
  g_assert_cmpint (error->domain, ==, DAVY_ERROR);
}

static gboolean
get_validation (Fixture *fixture,
                const char *customer,
                DavyPartnerValidation **validation,
                GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_get_validation_async (fixture->client, customer, NULL, davy_test_keep_result,
                                            &result);

  return davy_partner_client_get_validation_finish (
      fixture->client, davy_test_wait_result (&result), validation, error);
}

static void
test_validation (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerValidation) reviewed = NULL;
  g_autoptr (DavyPartnerValidation) none = NULL;

  g_assert_true (get_validation (fixture, CONTOSO, &reviewed, &error));
  g_assert_cmpstr (reviewed->status, ==, "UnderReview");
  g_assert_true (get_validation (fixture, COFFEE, &none, &error));
  g_assert_no_error (error);
  g_assert_null (none);
}

static void
test_validation_fails (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerValidation) validation = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/customers/*/validationStatus x* status=403");
  g_assert_false (get_validation (fixture, CONTOSO, &validation, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
}

static void
test_qualifications_and_reseller (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) qualifications = NULL;
  g_autoptr (GPtrArray) resellers = NULL;

  davy_partner_client_list_qualifications_async (fixture->client, FABRIKAM, NULL,
                                                 davy_test_keep_result, &first);
  qualifications = davy_partner_client_list_qualifications_finish (
      fixture->client, davy_test_wait_result (&first), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (qualifications->len, ==, 1);

  davy_partner_client_list_relationships_async (fixture->client, FABRIKAM, NULL,
                                                davy_test_keep_result, &second);
  resellers = davy_partner_client_list_relationships_finish (
      fixture->client, davy_test_wait_result (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (resellers->len, ==, 1);
  g_assert_cmpstr (((DavyPartnerRelationship *) g_ptr_array_index (resellers, 0))->name, ==,
                   "Grubenlicht");
}

/* --- subscriptions and usage --------------------------------------------------------------- */

static void
test_subscriptions (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) subscriptions = NULL;
  guint found[3] = { 0 };

  davy_partner_client_list_subscriptions_async (fixture->client, FABRIKAM, NULL,
                                                davy_test_keep_result, &result);
  subscriptions = davy_partner_client_list_subscriptions_finish (
      fixture->client, davy_test_wait_result (&result), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < subscriptions->len; i++)
    found[((DavyPartnerSubscription *) g_ptr_array_index (subscriptions, i))->product]++;
  g_assert_cmpuint (found[DAVY_PARTNER_PRODUCT_AZURE_LEGACY], ==, 1);
  g_assert_cmpuint (found[DAVY_PARTNER_PRODUCT_AZURE_PLAN], ==, 1);
  g_assert_cmpuint (found[DAVY_PARTNER_PRODUCT_OTHER], ==, 1);
}

static void
test_entitlements (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entitlements = NULL;

  davy_partner_client_list_entitlements_async (fixture->client, FABRIKAM, PLAN, NULL,
                                               davy_test_keep_result, &result);
  entitlements = davy_partner_client_list_entitlements_finish (
      fixture->client, davy_test_wait_result (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (entitlements->len, ==, 2);
  g_assert_cmpstr (((DavyPartnerEntitlement *) g_ptr_array_index (entitlements, 0))->azure_id, ==,
                   SHOP);
}

static void
test_utilization (Fixture *fixture, gconstpointer unused)
{
  DavyDay today = davy_day_from_time (davy_time_now ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/utilizations/azure x1 status=204,retry-after=1");
  davy_partner_client_list_utilization_async (fixture->client, FABRIKAM, LEGACY, today - 9, today,
                                              keep_page, fixture, NULL, davy_test_keep_result,
                                              &result);
  davy_partner_client_list_utilization_finish (fixture->client, davy_test_wait_result (&result),
                                               &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), >=, 16);
  /* The first answer was 204: not ready yet. */
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/utilizations/azure"), ==, 2);
}

static void
test_meter_totals (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) totals = NULL;

  davy_partner_client_list_meter_totals_async (fixture->client, FABRIKAM, LEGACY, NULL,
                                               davy_test_keep_result, &result);
  totals = davy_partner_client_list_meter_totals_finish (fixture->client,
                                                         davy_test_wait_result (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (totals->len, >, 0);
  g_assert_cmpstr (((DavyMeterTotal *) g_ptr_array_index (totals, 0))->currency, ==, "EUR");
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_partner_client_list_events_async (fixture->client, keep_page, fixture, cancellable,
                                         davy_test_keep_result, &result);
  g_cancellable_cancel (cancellable);
  davy_partner_client_list_events_finish (fixture->client, davy_test_wait_result (&result), &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->pages->len, ==, 0);
}

static void
add (const char *path, const char *user, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, user, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/partner/client/all-alerts-are-listed", DAVY_TEST_ADA, test_events);
  g_test_add ("/partner/client/the-first-page-is-small", Fixture, DAVY_TEST_ADA, set_up_many,
              test_first_page_is_small, tear_down);
  g_test_add ("/partner/client/no-alert-comes-twice", Fixture, DAVY_TEST_ADA, set_up_many,
              test_moved_pages, tear_down);
  add ("/partner/client/an-unreadable-alert-hides-no-other", DAVY_TEST_ADA, test_unreadable_event);
  add ("/partner/client/a-byte-order-mark-does-no-harm", DAVY_TEST_ADA, test_byte_order_mark);
  add ("/partner/client/what-is-no-list-is-refused", DAVY_TEST_ADA, test_not_a_list);
  add ("/partner/client/a-missing-second-factor-is-told", DAVY_TEST_MIA, test_no_second_factor);
  add ("/partner/client/alerts-of-one-subscription", DAVY_TEST_ADA, test_subscription_events);
  add ("/partner/client/resolving-sends-exactly-the-ids", DAVY_TEST_ADA, test_resolve);
  add ("/partner/client/investigating-sends-reason-none", DAVY_TEST_ADA, test_investigate);
  add ("/partner/client/an-empty-list-of-ids-is-never-sent", DAVY_TEST_ADA, test_no_ids);
  add ("/partner/client/a-refused-reason-is-told", DAVY_TEST_ADA, test_legitimate_refused);
  add ("/partner/client/a-missing-role-is-told", DAVY_TEST_LUC, test_change_without_role);
  add ("/partner/client/a-change-without-answer-is-not-resent", DAVY_TEST_ADA,
       test_change_without_answer);
  add ("/partner/client/all-customers-are-listed", DAVY_TEST_ADA, test_customers);
  add ("/partner/client/the-next-page-is-asked-for", DAVY_TEST_ADA, test_next_page);
  add ("/partner/client/a-link-elsewhere-is-not-followed", DAVY_TEST_ADA, test_foreign_link);
  add ("/partner/client/a-customer-by-id", DAVY_TEST_ADA, test_customer);
  add ("/partner/client/an-unknown-customer-is-an-error", DAVY_TEST_ADA, test_no_such_customer);
  add ("/partner/client/no-validation-is-normal", DAVY_TEST_ADA, test_validation);
  add ("/partner/client/a-refused-validation-is-an-error", DAVY_TEST_ADA, test_validation_fails);
  add ("/partner/client/qualifications-and-the-reseller", DAVY_TEST_ADA,
       test_qualifications_and_reseller);
  add ("/partner/client/the-kinds-of-subscriptions", DAVY_TEST_ADA, test_subscriptions);
  add ("/partner/client/the-subscriptions-in-a-plan", DAVY_TEST_ADA, test_entitlements);
  add ("/partner/client/utilization-that-is-not-ready-is-waited-for", DAVY_TEST_ADA,
       test_utilization);
  add ("/partner/client/the-totals-of-meters", DAVY_TEST_ADA, test_meter_totals);
  add ("/partner/client/a-cancelled-list-brings-nothing", DAVY_TEST_ADA, test_cancelled);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
