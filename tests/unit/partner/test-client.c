/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-fixture.h"

/* Customers, subscriptions and usage. */

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

/* Whatever form a link has, the next page is below /v1. */
static void
test_link_forms (Fixture *fixture, gconstpointer unused)
{
  static const char *const forms[] = { "/v1/customers?p=2", "/customers?p=2", "customers?p=2" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *rule =
          g_strdup_printf ("GET /pc/v1/customers x1 body={\"items\":[{\"id\":\"A\"}],\"links\":{"
                           "\"next\":{\"uri\":\"%s\",\"headers\":[]}},\"continuationToken\":\"T\"}",
                           forms[i]);
      g_autoptr (GError) error = NULL;

      davy_test_world_spoil (&fixture->world, rule);
      davy_test_world_spoil (&fixture->world,
                             "GET /pc/v1/customers x1 body={\"items\":[{\"id\":\"B\"}]}");
      g_assert_true (list_customers (fixture, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/pc/v1/customers?p=2"), ==,
                        i + 1);
    }
  g_assert_cmpuint (count_records (fixture), ==, 2 * G_N_ELEMENTS (forms));
}

/* A page that has links, but none to a next one, is the last, whatever token it carries. */
static void
test_last_page (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers x1 body={\"items\":[{\"id\":\"A\"}],"
                         "\"links\":{\"self\":{\"method\":\"GET\",\"headers\":[]}},"
                         "\"continuationToken\":\"T\"}");
  g_assert_true (list_customers (fixture, &error));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/pc/v1/customers"), ==, 1);
}

static void
test_by_name (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) customers = NULL;

  davy_partner_client_find_customers_async (fixture->client, "fabr", NULL, davy_test_keep_result,
                                            &result);
  customers = davy_partner_client_find_customers_finish (fixture->client,
                                                         davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (customers->len, ==, 1);
  g_assert_cmpstr (((DavyPartnerCustomer *) g_ptr_array_index (customers, 0))->name, ==,
                   "Fabrikam");
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
  davy_partner_client_list_utilization_async (
      fixture->client, FABRIKAM, LEGACY, DAVY_GRANULARITY_DAILY, davy_day_to_time (today - 9),
      davy_day_to_time (today + 1), keep_page, fixture, NULL, davy_test_keep_result, &result);
  davy_partner_client_list_utilization_finish (fixture->client, davy_test_wait_result (&result),
                                               &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (fixture), >=, 16);
  /* The first answer was 204: not ready yet. */
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/utilizations/azure"), ==, 2);
}

/* One meter may count as much in one hour as in another: both add up. */
static void
test_hours (Fixture *fixture, gconstpointer unused)
{
  DavyTime today = davy_day_to_time (davy_day_from_time (davy_time_now ()));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) hours = g_hash_table_new (g_int64_hash, g_int64_equal);

  davy_partner_client_list_utilization_async (
      fixture->client, FABRIKAM, LEGACY, DAVY_GRANULARITY_HOURLY, today - 3 * DAVY_TIME_DAY,
      today - 2 * DAVY_TIME_DAY, keep_page, fixture, NULL, davy_test_keep_result, &result);
  davy_partner_client_list_utilization_finish (fixture->client, davy_test_wait_result (&result),
                                               &error);

  g_assert_no_error (error);
  for (guint i = 0; i < fixture->pages->len; i++)
    {
      GPtrArray *page = g_ptr_array_index (fixture->pages, i);

      for (guint j = 0; j < page->len; j++)
        g_hash_table_add (hours, &((DavyUtilization *) g_ptr_array_index (page, j))->start);
    }
  g_assert_cmpuint (g_hash_table_size (hours), ==, 24);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/utilizations/azure"), ==, 1);
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

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/partner/client/all-customers-are-listed", DAVY_TEST_ADA, test_customers);
  add ("/partner/client/the-next-page-is-asked-for", DAVY_TEST_ADA, test_next_page);
  add ("/partner/client/a-link-comes-in-three-forms", DAVY_TEST_ADA, test_link_forms);
  add ("/partner/client/a-page-without-next-link-is-the-last", DAVY_TEST_ADA, test_last_page);
  add ("/partner/client/customers-by-the-beginning-of-a-name", DAVY_TEST_ADA, test_by_name);
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
  add ("/partner/client/hours-are-not-taken-for-one-another", DAVY_TEST_ADA, test_hours);
  add ("/partner/client/the-totals-of-meters", DAVY_TEST_ADA, test_meter_totals);
  add ("/partner/client/a-cancelled-list-brings-nothing", DAVY_TEST_ADA, test_cancelled);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
