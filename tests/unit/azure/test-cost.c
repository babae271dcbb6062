/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-cost-reader.h"

#include "core/davy-error.h"
#include "davy-test.h"

/* The cost query's table: `wire-contract.md` 3.7. */

typedef struct
{
  GPtrArray *rows;
  char *next;
  GError *error;
} Page;

static const DavyCostQuery by_service = {
  .metric = "PreTaxCost",
  .dimensions = DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE),
};

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  g_clear_error (&page->error);
  g_free (page->next);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void
page_read (Page *page, const char *properties)
{
  g_autofree char *text = g_strdup_printf ("{\"id\": \"q\", \"properties\": {%s}}", properties);
  g_autoptr (GError) broken = NULL;
  g_autoptr (JsonNode) document = davy_json_parse_text (text, &broken);

  g_assert_no_error (broken);
  page->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_cost_row_free);
  page->next =
      davy_cost_page_read (document, &by_service, DAVY_BASIS_LIST, page->rows, &page->error);
}

static void
assert_refused (const char *properties, const char *path)
{
  g_auto (Page) page = { NULL };

  page_read (&page, properties);

  g_assert_error (page.error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_nonnull (strstr (page.error->message, path));
  g_assert_null (page.next);
}

static DavyDay
day_of (const char *iso)
{
  DavyDay day;

  g_assert_true (davy_day_parse (iso, &day));

  return day;
}

static void
test_columns_by_name (void)
{
  g_auto (Page) page = { NULL };
  const DavyCostRow *row;

  page_read (&page, "\"columns\": [{\"name\": \"Currency\", \"type\": \"String\"},"
                    "{\"name\": \"ServiceName\", \"type\": \"String\"},"
                    "{\"name\": \"usagedate\", \"type\": \"Number\"},"
                    "{\"name\": \"PreTaxCost\", \"type\": \"Number\"}],"
                    "\"rows\": [[\"EUR\", \"Virtual Machines\", 20260301, 12.34]],"
                    "\"nextLink\": null");

  g_assert_no_error (page.error);
  g_assert_null (page.next);
  g_assert_cmpuint (page.rows->len, ==, 1);
  row = g_ptr_array_index (page.rows, 0);
  g_assert_cmpint (row->day, ==, day_of ("2026-03-01"));
  g_assert_cmpstr (row->names[DAVY_DIMENSION_SERVICE], ==, "Virtual Machines");
  g_assert_cmpint (row->cost.micros, ==, 12340000);
  g_assert_cmpstr (row->cost.currency, ==, "EUR");
  g_assert_cmpint (row->cost.basis, ==, DAVY_BASIS_LIST);
}

static void
test_credit_and_whole_number (void)
{
  g_auto (Page) page = { NULL };
  const DavyCostRow *credit, *whole;

  page_read (&page, "\"columns\": [{\"name\": \"Cost\"}, {\"name\": \"UsageDate\"},"
                    "{\"name\": \"ServiceName\"}, {\"name\": \"Currency\"}],"
                    "\"rows\": [[-3.5, 20260302.0, \"\", \"USD\"], [4, 20260303, null, \"USD\"]]");

  g_assert_no_error (page.error);
  credit = g_ptr_array_index (page.rows, 0);
  whole = g_ptr_array_index (page.rows, 1);
  g_assert_cmpint (credit->cost.micros, ==, -3500000);
  g_assert_null (credit->names[DAVY_DIMENSION_SERVICE]);
  g_assert_cmpint (whole->cost.micros, ==, 4000000);
  g_assert_null (whole->names[DAVY_DIMENSION_SERVICE]);
}

static void
test_no_rows_with_next (void)
{
  g_auto (Page) page = { NULL };

  page_read (&page, "\"columns\": [], \"rows\": [], \"nextLink\": \"https://x.example/next\"");

  g_assert_no_error (page.error);
  g_assert_cmpuint (page.rows->len, ==, 0);
  g_assert_cmpstr (page.next, ==, "https://x.example/next");
}

static void
test_empty_next (void)
{
  g_auto (Page) page = { NULL };

  page_read (&page, "\"columns\": [], \"rows\": [], \"nextLink\": \"\"");

  g_assert_no_error (page.error);
  g_assert_null (page.next);
}

/* Whoever took it for a subscription that used nothing would lose its days. */
static void
test_no_table (void)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (davy_cost_page_read (NULL, &by_service, DAVY_BASIS_LIST, rows, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  assert_refused ("\"columns\": []", "properties.rows");
}

static void
test_missing_columns (void)
{
  assert_refused ("\"columns\": [{\"name\": \"UsageDate\"}, {\"name\": \"Currency\"}],"
                  "\"rows\": [[20260301, \"EUR\"]]",
                  "properties.columns has no PreTaxCost");
  assert_refused ("\"columns\": [{\"name\": \"PreTaxCost\"}, {\"name\": \"Currency\"}],"
                  "\"rows\": [[1, \"EUR\"]]",
                  "properties.columns has no UsageDate");
}

static void
test_bad_cells (void)
{
  static const char *const rows[] = { "[\"1\", 20260301, \"EUR\"]", "[1, 20261301, \"EUR\"]",
                                      "[1, 7, \"EUR\"]", "[1, 20260301, 3]", "[1]" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *properties =
          g_strconcat ("\"columns\": [{\"name\": \"PreTaxCost\"}, {\"name\": \"UsageDate\"},"
                       "{\"name\": \"Currency\"}], \"rows\": [[1, 20260301, \"EUR\"], ",
                       rows[i], "]", NULL);

      assert_refused (properties, "properties.rows[1]");
    }
}

static void
test_two_dimensions (void)
{
  const DavyCostQuery query = { .metric = "Cost",
                                .dimensions = DAVY_DIMENSION_BIT (DAVY_DIMENSION_GROUP) |
                                              DAVY_DIMENSION_BIT (DAVY_DIMENSION_RESOURCE) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_cost_row_free);
  g_autoptr (JsonNode) document = davy_json_parse_text (
      "{\"properties\": {\"columns\": [{\"name\": \"ResourceId\"}, {\"name\": \"Cost\"},"
      "{\"name\": \"ResourceGroupName\"}, {\"name\": \"UsageDate\"}, {\"name\": \"Currency\"}],"
      "\"rows\": [[\"/subscriptions/s/x\", 2, \"rg-a\", 20260301, \"EUR\"],"
      "[\"\", 3, null, 20260301, \"EUR\"]]}}",
      &error);
  const DavyCostRow *row, *nobodys;

  g_assert_no_error (error);
  g_assert_null (davy_cost_page_read (document, &query, DAVY_BASIS_INVOICED, rows, &error));
  g_assert_no_error (error);
  row = g_ptr_array_index (rows, 0);
  nobodys = g_ptr_array_index (rows, 1);
  g_assert_cmpstr (row->names[DAVY_DIMENSION_RESOURCE], ==, "/subscriptions/s/x");
  g_assert_cmpstr (row->names[DAVY_DIMENSION_GROUP], ==, "rg-a");
  g_assert_null (row->names[DAVY_DIMENSION_SERVICE]);
  g_assert_cmpint (row->cost.basis, ==, DAVY_BASIS_INVOICED);
  g_assert_null (nobodys->names[DAVY_DIMENSION_RESOURCE]);
  g_assert_null (nobodys->names[DAVY_DIMENSION_GROUP]);
}

static void
test_families (void)
{
  const DavyCostQuery query = { .metric = "PreTaxCost",
                                .dimensions = DAVY_DIMENSION_BIT (DAVY_DIMENSION_FAMILY) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_cost_row_free);
  g_autoptr (JsonNode) body = davy_cost_query_build (&query);
  g_autofree char *text = json_to_string (body, FALSE);
  g_autoptr (JsonNode) document = davy_json_parse_text (
      "{\"properties\": {\"columns\": [{\"name\": \"PreTaxCost\"}, {\"name\": \"UsageDate\"},"
      "{\"name\": \"MeterSubCategory\"}, {\"name\": \"Currency\"}],"
      "\"rows\": [[2, 20260301, \"NCasT4_v3 Series\", \"EUR\"], [3, 20260301, \"\", \"EUR\"]]}}",
      &error);

  g_assert_nonnull (
      strstr (text, "\"grouping\":[{\"type\":\"Dimension\",\"name\":\"MeterSubCategory\"}]"));
  g_assert_no_error (error);
  g_assert_null (davy_cost_page_read (document, &query, DAVY_BASIS_LIST, rows, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (((DavyCostRow *) g_ptr_array_index (rows, 0))->names[DAVY_DIMENSION_FAMILY], ==,
                   "NCasT4_v3 Series");
  g_assert_null (((DavyCostRow *) g_ptr_array_index (rows, 1))->names[DAVY_DIMENSION_FAMILY]);
}

static void
test_query (void)
{
  DavyCostQuery query = { .metric = "PreTaxCost",
                          .dimensions = DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE) |
                                        DAVY_DIMENSION_BIT (DAVY_DIMENSION_REGION),
                          .from = day_of ("2026-02-15"),
                          .to = day_of ("2026-03-02") };
  g_autoptr (JsonNode) body = davy_cost_query_build (&query);
  g_autofree char *text = json_to_string (body, FALSE);

  g_assert_nonnull (strstr (text, "\"from\":\"2026-02-15T00:00:00Z\""));
  g_assert_nonnull (strstr (text, "\"to\":\"2026-03-02T23:59:59Z\""));
  g_assert_nonnull (strstr (text, "\"granularity\":\"Daily\""));
  g_assert_nonnull (strstr (text, "{\"name\":\"PreTaxCost\",\"function\":\"Sum\"}"));
  g_assert_nonnull (strstr (text, "\"grouping\":[{\"type\":\"Dimension\","
                                  "\"name\":\"ServiceName\"},{\"type\":\"Dimension\","
                                  "\"name\":\"ResourceLocation\"}]"));
  g_assert_null (strstr (text, "filter"));
}

static void
test_query_of_one_subscription (void)
{
  DavyCostQuery query = { .metric = "Cost",
                          .dimensions = DAVY_DIMENSION_BIT (DAVY_DIMENSION_RESOURCE),
                          .subscription_id = "s-1" };
  g_autoptr (JsonNode) body = davy_cost_query_build (&query);
  g_autofree char *text = json_to_string (body, FALSE);

  g_assert_nonnull (strstr (text, "\"name\":\"ResourceId\""));
  g_assert_nonnull (strstr (text, "\"filter\":{\"dimensions\":{\"name\":\"SubscriptionId\","
                                  "\"operator\":\"In\",\"values\":[\"s-1\"]}}"));
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/azure/cost/columns-are-found-by-name", test_columns_by_name);
  g_test_add_func ("/azure/cost/credits-and-whole-numbers-count", test_credit_and_whole_number);
  g_test_add_func ("/azure/cost/a-page-without-rows-may-have-a-next", test_no_rows_with_next);
  g_test_add_func ("/azure/cost/an-empty-link-is-the-end", test_empty_next);
  g_test_add_func ("/azure/cost/no-table-is-no-empty-table", test_no_table);
  g_test_add_func ("/azure/cost/missing-columns-are-named", test_missing_columns);
  g_test_add_func ("/azure/cost/bad-cells-name-their-row", test_bad_cells);
  g_test_add_func ("/azure/cost/two-dimensions-and-the-other-metric", test_two_dimensions);
  g_test_add_func ("/azure/cost/families-by-themselves", test_families);
  g_test_add_func ("/azure/cost/the-query-asks-by-day-and-parts", test_query);
  g_test_add_func ("/azure/cost/the-query-names-one-subscription", test_query_of_one_subscription);

  return g_test_run ();
}
