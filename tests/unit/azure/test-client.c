/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-cost.h"

#include "davy-test-world.h"

/* The client against the embedded Resource Manager. */

#define FABRIKAM "20000000-0000-4000-8000-000000000001"
#define CONTOSO  "20000000-0000-4000-8000-000000000002"
#define SHOP     "40000000-0000-4000-8000-00000000000b"
#define CLOSED   "40000000-0000-4000-8000-00000000000c"
#define FOREIGN  "40000000-0000-4000-8000-00000000000d"

typedef struct
{
  DavyTestWorld world;
  DavyArmClient *client;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_begin (&fixture->world, DAVY_TEST_ADA);
  fixture->client = davy_arm_client_new (fixture->world.account);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->client);
  davy_test_world_end (&fixture->world);
}

static GPtrArray *
query (Fixture *fixture, const char *tenant, const char *subscription, GError **error)
{
  DavyDay today = davy_day_from_time (davy_time_now ());
  g_autoptr (GAsyncResult) result = NULL;

  davy_arm_client_query_cost_async (fixture->client, tenant, subscription,
                                    DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), today - 89, today,
                                    NULL, davy_test_keep_result, &result);

  return davy_arm_client_query_cost_finish (fixture->client, davy_test_wait_result (&result),
                                            error);
}

static void
test_nothing_used (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  davy_test_world_spoil (&fixture->world, "POST /arm/subscriptions/* x* empty,status=204");
  rows = query (fixture, FABRIKAM, SHOP, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 0);
}

static void
test_pages (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = query (fixture, FABRIKAM, SHOP, &error);
  const DavyCostRow *row;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, 80);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "CostManagement/query"), >, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->names[DAVY_DIMENSION_SERVICE], ==, "Virtual Machines");
  g_assert_cmpstr (row->cost.currency, ==, "EUR");
}

static void
test_token_of_the_tenant (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = query (fixture, FABRIKAM, SHOP, &error);

  g_assert_nonnull (rows);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/login/" FABRIKAM "/oauth2"),
                    ==, 1);
}

static void
test_no_rights (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (query (fixture, FABRIKAM, CLOSED, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
}

static void
test_no_consent (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (query (fixture, CONTOSO, FOREIGN, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONSENT);
}

static void
test_wrong_tenant (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (query (fixture, FABRIKAM, FOREIGN, &error));
  g_assert_cmpint (error->domain, ==, DAVY_ERROR);
}

static void
test_foreign_link (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world,
                         "POST /arm/* x1 body={\"properties\":{\"columns\":[],\"rows\":[],"
                         "\"nextLink\":\"https://elsewhere.example/next\"}}");

  g_assert_null (query (fixture, FABRIKAM, SHOP, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
}

static void
test_throttled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  davy_test_world_spoil (&fixture->world, "POST /arm/* x1 status=429,retry-after=1");
  rows = query (fixture, FABRIKAM, SHOP, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, 80);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/client/no-content-is-no-rows", test_nothing_used);
  add ("/azure/client/all-pages-are-read", test_pages);
  add ("/azure/client/the-token-is-of-the-customers-tenant", test_token_of_the_tenant);
  add ("/azure/client/missing-rights-are-told", test_no_rights);
  add ("/azure/client/missing-consent-is-told", test_no_consent);
  add ("/azure/client/another-tenants-subscription-is-an-error", test_wrong_tenant);
  add ("/azure/client/a-link-elsewhere-is-not-followed", test_foreign_link);
  add ("/azure/client/throttling-is-waited-out", test_throttled);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
