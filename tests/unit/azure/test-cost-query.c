/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"
#include "azure/davy-arm-cost.h"

/* The cost query as it is sent: `wire-contract.md` 3.7. */

#define QUERY   "/subscriptions/" SHOP "/providers/Microsoft.CostManagement/query"
#define SERVICE DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE)
#define COLUMNS                                                                                 \
  "\"columns\":[{\"name\":\"PreTaxCost\"},{\"name\":\"UsageDate\"},{\"name\":\"ServiceName\"}," \
  "{\"name\":\"Currency\"}]"

static void
start (Fixture *fixture)
{
  g_clear_object (&fixture->result);
  davy_arm_client_query_cost_async (fixture->client, FABRIKAM, SHOP, SERVICE, 20500, 20510, NULL,
                                    davy_test_keep_result, &fixture->result);
}

static GPtrArray *
query (Fixture *fixture, GError **error)
{
  start (fixture);

  return davy_arm_client_query_cost_finish (fixture->client, wait_result (fixture), error);
}

static void
test_next_page_gets_the_same_body (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  answer_link (fixture,
               "{\"properties\":{" COLUMNS ",\"rows\":[[1,20260301,\"VM\",\"EUR\"]],"
               "\"nextLink\":\"%s?api-version=2023-11-01&$skiptoken=a%2Fb\"}}",
               QUERY);
  answer (fixture, 200,
          "{\"properties\":{" COLUMNS ",\"rows\":[[2,20260302,\"VM\",\"EUR\"]],"
          "\"nextLink\":null}}");
  rows = query (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  assert_asked (fixture, 0, "POST", QUERY);
  assert_asked (fixture, 1, "POST", QUERY);
  g_assert_cmpstr (get_request (fixture, 1)->query, ==, "api-version=2023-11-01&$skiptoken=a%2Fb");
  g_assert_cmpstr (get_request (fixture, 1)->body, ==, get_request (fixture, 0)->body);
  g_assert_nonnull (strstr (get_request (fixture, 0)->body, "\"ServiceName\""));
  g_assert_cmpstr (g_hash_table_lookup (get_request (fixture, 1)->headers, "clienttype"), ==,
                   "Davylamp");
}

/* The list may move between two pages; what comes twice is no double cost. */
static void
test_row_twice (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  answer_link (fixture,
               "{\"properties\":{" COLUMNS ",\"rows\":[[1,20260301,\"VM\",\"EUR\"],"
               "[1,20260302,\"VM\",\"EUR\"]],\"nextLink\":\"%s?$skiptoken=2\"}}",
               QUERY);
  answer (fixture, 200,
          "{\"properties\":{" COLUMNS ",\"rows\":[[1,20260302,\"VM\",\"EUR\"],"
          "[1,20260302,\"VM\",\"USD\"],[1,20260302,\"Vm\",\"EUR\"]]}}");
  rows = query (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 4);
}

/* A column that nobody asked for tells such rows apart. */
static void
test_rows_alike (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  answer (fixture, 200,
          "{\"properties\":{" COLUMNS ",\"rows\":[[1,20260301,\"VM\",\"EUR\"],"
          "[1,20260301,\"VM\",\"EUR\"]]}}");
  rows = query (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
}

static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  answer (fixture, 204, "");
  rows = query (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 0);
}

static void
test_longest_hint (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  DavyTime before = davy_time_now ();

  answer (fixture, 429, "{\"error\":{\"code\":\"429\",\"message\":\"Too many requests\"}}");
  add_header (fixture, "Retry-After", "3");
  add_header (fixture, "x-ms-ratelimit-microsoft.costmanagement-entity-retry-after", "41");
  add_header (fixture, "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after", "20");
  answer (fixture, 204, "");
  rows = query (fixture, &error);

  g_assert_no_error (error);
  g_assert_nonnull (rows);
  g_assert_cmpint (davy_time_now () - before, >=, 41 * DAVY_TIME_SECOND);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
}

static void
test_other_metric (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  answer (fixture, 400,
          "{\"error\":{\"code\":\"BadRequest\",\"message\":\"PreTaxCost is not supported\"}}");
  answer (fixture, 200,
          "{\"properties\":{\"columns\":[{\"name\":\"UsageDate\"},{\"name\":\"Cost\"},"
          "{\"name\":\"Currency\"}],\"rows\":[[20260301,7,\"EUR\"]]}}");
  rows = query (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (((DavyCostRow *) g_ptr_array_index (rows, 0))->cost.micros, ==, 7000000);
  g_assert_nonnull (strstr (get_request (fixture, 0)->body, "\"PreTaxCost\""));
  g_assert_nonnull (strstr (get_request (fixture, 1)->body, "\"name\":\"Cost\""));
}

static void
test_refused_twice (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    answer (fixture, 400, "{\"error\":{\"code\":\"BadRequest\",\"message\":\"no\"}}");

  g_assert_null (query (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REJECTED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
}

/* A row that cannot be read is no reason to ask for something else. */
static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, "{\"properties\":{" COLUMNS ",\"rows\":[[null,20260301,\"\",\"EUR\"]]}}");

  g_assert_null (query (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static char *
read_tenant (const DavyTestRequest *request)
{
  const char *header = g_hash_table_lookup (request->headers, "authorization");
  g_auto (GStrv) parts = g_strsplit (header, ".", 3);
  g_autofree char *padded = g_strconcat (parts[1], "===", NULL);
  gsize length;
  g_autofree guchar *claims = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  claims = g_base64_decode (padded, &length);
  text = g_strndup ((char *) claims, length);
  node = davy_json_parse_text (text, NULL);
  g_assert_nonnull (node);

  return g_strdup (json_object_get_string_member (json_node_get_object (node), "tid"));
}

static void
test_invoiced (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *tenant = NULL;

  answer (fixture, 200,
          "{\"properties\":{\"columns\":[{\"name\":\"PreTaxCost\"},{\"name\":\"UsageDate\"},"
          "{\"name\":\"ResourceId\"},{\"name\":\"Currency\"}],"
          "\"rows\":[[3,20260301,\"/subscriptions/s/x\",\"EUR\"]]}}");
  davy_arm_client_query_invoiced_cost_async (fixture->client, "1:2_2019-05-31", FABRIKAM, SHOP,
                                             DAVY_DIMENSION_BIT (DAVY_DIMENSION_RESOURCE), 20500,
                                             20510, NULL, davy_test_keep_result, &fixture->result);
  rows =
      davy_arm_client_query_invoiced_cost_finish (fixture->client, wait_result (fixture), &error);
  g_assert_no_error (error);
  tenant = read_tenant (get_request (fixture, 0));

  assert_asked (fixture, 0, "POST",
                "/providers/Microsoft.Billing/billingAccounts/1:2_2019-05-31/customers/" FABRIKAM
                "/providers/Microsoft.CostManagement/query");
  g_assert_cmpstr (tenant, ==, NORTHWIND);
  g_assert_nonnull (strstr (get_request (fixture, 0)->body, "\"values\":[\"" SHOP "\"]"));
  g_assert_cmpint (((DavyCostRow *) g_ptr_array_index (rows, 0))->cost.basis, ==,
                   DAVY_BASIS_INVOICED);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/cost-query/the-next-page-gets-the-same-body", test_next_page_gets_the_same_body);
  add ("/azure/cost-query/a-row-that-comes-twice-counts-once", test_row_twice);
  add ("/azure/cost-query/rows-alike-on-a-page-both-count", test_rows_alike);
  add ("/azure/cost-query/nothing-used-is-no-error", test_nothing);
  add ("/azure/cost-query/the-longest-hint-is-waited-for", test_longest_hint);
  add ("/azure/cost-query/the-other-metric-is-asked-for", test_other_metric);
  add ("/azure/cost-query/it-is-asked-otherwise-once", test_refused_twice);
  add ("/azure/cost-query/what-cannot-be-read-is-not-asked-otherwise", test_unreadable);
  add ("/azure/cost-query/the-partners-scope-is-invoiced-to-the-partner", test_invoiced);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
