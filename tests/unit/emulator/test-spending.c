/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define CUSTOMER     "/pc/v1/customers/" FABRIKAM
#define SUBSCRIPTION CUSTOMER "/subscriptions/"
#define UNBILLED                                                                            \
  "/pc/v1/invoices/unbilled/lineitems?provider=onetime&invoicelineitemtype=usagelineitems&" \
  "currencycode=EUR&period="

static void
sign_in (Client *client)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
}

static void
test_summaries (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION PLAN "/usagesummary"), ==, 200);
  assert_json (client, "currencyCode", "EUR");
  assert_json (client, "currencyLocale", "");
  client_get (client, SUBSCRIPTION LEGACY "/usagesummary");
  assert_json (client, "currencyLocale", "de-DE");
  assert_json (client, "currencyCode", "");
  client_get (client, CUSTOMER "/usagesummary");
  assert_json (client, "budget.amount", "1.0");
  assert_json (client, "attributes.objectType", "CustomerUsageSummary");
  client_get (client, "/pc/v1/usagesummary");
  assert_json (client, "attributes.objectType", "PartnerUsageSummary");
}

static void
test_all_customers (Client *client, gconstpointer unused)
{
  g_autofree char *percent = NULL;

  sign_in (client);
  g_assert_cmpuint (client_get (client, "/pc/v1/customers/usagerecords"), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 3);
  percent = client_json (client, "items[0].percentUsed");
  g_assert_cmpfloat (g_ascii_strtod (percent, NULL), >, 100);
  assert_json (client, "items[0].isUpgraded", "true");
  assert_json (client, "items[1].isUpgraded", "false");
  assert_json (client, "items[1].percentUsed", "");
}

static void
test_budget (Client *client, gconstpointer unused)
{
  sign_in (client);
  client_get (client, "/pc/v1/customers/" CONTOSO "/usagebudget");
  assert_json (client, "amount", ""); /* it has none */
  g_assert_cmpuint (client_patch_json (client, "/pc/v1/customers/" CONTOSO "/usagebudget",
                                       "{\"Amount\":250.5,\"Attributes\":{\"ObjectType\":"
                                       "\"SpendingBudget\"}}"),
                    ==, 200);
  assert_json (client, "usageSpendingBudget", "250.5");
  client_get (client, "/pc/v1/customers/" CONTOSO "/usagesummary");
  assert_json (client, "budget.ammount", "250.5"); /* without a plan, and misspelt */
  client_get (client, "/pc/v1/auditrecords");
  assert_json (client, "items[0].operationType", "update_customer_spending_budget");

  client_patch_json (client, "/pc/v1/customers/" CONTOSO "/usagebudget", "{\"Amount\":null}");
  assert_json (client, "amount", "");
  g_assert_cmpuint (
      client_patch_json (client, "/pc/v1/customers/" CONTOSO "/usagebudget", "{\"Amount\":-1}"), ==,
      400);
  g_assert_cmpuint (client_patch_json (client, "/pc/v1/customers/" CONTOSO "/usagebudget", "x"), ==,
                    400);
  client_use_token (client, "luc@northwind.example", PARTNER_API, NULL);
  g_assert_cmpuint (
      client_patch_json (client, "/pc/v1/customers/" CONTOSO "/usagebudget", "{\"Amount\":1}"), ==,
      403);
}

static void
test_resources (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION PLAN "/resourceusagerecords"), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 2);
  assert_json (client, "items[0].subscriptionId", PLAN);
  assert_json (client, "items[0].entitlementId", PRODUCTION);
  assert_json (client, "items[0].resourceType", "Microsoft.Compute");
  g_assert_cmpuint (client_get (client, SUBSCRIPTION LEGACY "/resourceusagerecords"), ==, 400);
}

static void
test_meters (Client *client, gconstpointer unused)
{
  sign_in (client);
  client_get (client, SUBSCRIPTION PLAN "/meterusagerecords");
  assert_json (client, "items[0].meterName", "NC16");
  assert_json (client, "items[0].currencyCode", "EUR");
  client_get (client, SUBSCRIPTION LEGACY "/meterusagerecords");
  assert_json (client, "items[0].name", "D4"); /* the old shape */
  assert_json (client, "items[0].currencyLocale", "de-DE");
  g_assert_cmpuint (client_get (client, SUBSCRIPTION LICENCE "/meterusagerecords"), ==, 400);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION PLAN "/usagerecords/resources"), ==, 400);
}

static void
test_first_day (Client *client, gconstpointer unused)
{
  sign_in (client);
  client_get (client, SUBSCRIPTION PLAN "/usagesummary");
  assert_json (client, "totalCost", "0.0");
}

static void
test_unbilled (Client *client, gconstpointer unused)
{
  g_autofree char *uri = NULL, *token = NULL, *path = NULL, *first = NULL, *second = NULL;

  sign_in (client);
  g_assert_cmpuint (client_get (client, UNBILLED "current&size=3"), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 3);
  assert_json (client, "items[0].billingCurrency", "EUR");
  assert_json (client, "items[0].additionalInfo", "{\"UsageType\":\"ComputeHR\"}");
  first = client_json (client, "items[2].usageDate");
  uri = client_json (client, "links.next.uri");
  token = client_json (client, "links.next.headers[0].value");
  g_assert_true (g_str_has_prefix (uri, "/v1/invoices/")); /* with /v1 */

  path = g_strconcat ("/pc", uri, NULL);
  client_add_header (client, "MS-ContinuationToken", token);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  second = client_json (client, "items[2].usageDate");
  g_assert_cmpstr (first, <, second);

  client_get (client, UNBILLED "previous");
  assert_json (client, "items[0].customerId", FABRIKAM);
  g_assert_cmpuint (client_get (client, UNBILLED "next"), ==, 400);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client ("/emulator/spending/summaries-of-three-levels", test_summaries);
  test_client ("/emulator/spending/one-call-tells-all-customers", test_all_customers);
  test_client ("/emulator/spending/budget-is-kept", test_budget);
  test_client ("/emulator/spending/resources-of-a-plan", test_resources);
  test_client ("/emulator/spending/meters-in-two-shapes", test_meters);
  test_client_behaving ("/emulator/spending/first-day-costs-nothing", "{\"billingDays\": 0}",
                        test_first_day);
  test_client ("/emulator/spending/unbilled-lines-in-pages", test_unbilled);
  return g_test_run ();
}
