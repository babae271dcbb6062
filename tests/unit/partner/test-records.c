/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-readers.h"

#include "davy-test.h"

/* The records of `wire-contract.md` 2.5 to 2.7. */

typedef struct
{
  JsonNode *node;
  GError *error;
  DavyJson root;
} Document;

static void
document_clear (Document *document)
{
  g_clear_pointer (&document->node, json_node_unref);
  g_clear_error (&document->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Document, document_clear)

static void
document_open (Document *document, const char *text)
{
  document->node = davy_json_parse_text (text, &document->error);
  g_assert_no_error (document->error);
  document->root = davy_json_root (document->node, &document->error);
}

static void
test_customer_of_list (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyPartnerCustomer) customer = NULL;

  document_open (&document, "{\"id\": \"2222-AB\", \"companyProfile\": {\"tenantId\": \"2222-AB\","
                            "\"domain\": \"f.example\", \"companyName\": \"Fabrikam\"},"
                            "\"relationshipToPartner\": \"reseller\"}");
  customer = davy_partner_customer_read (&document.root);

  g_assert_no_error (document.error);
  g_assert_cmpstr (customer->tenant_id, ==, "2222-ab");
  g_assert_cmpstr (customer->name, ==, "Fabrikam");
  g_assert_cmpstr (customer->relationship, ==, "reseller");
  g_assert_null (customer->country);
  g_assert_cmpint (customer->delegated_access, ==, DAVY_DELEGATED_ACCESS_UNKNOWN);
}

static void
test_customer_by_id (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyPartnerCustomer) customer = NULL;

  document_open (&document, "{\"id\": \"2222\", \"companyProfile\": {\"address\": null},"
                            "\"billingProfile\": {\"defaultAddress\": {\"country\": \"DE\"}},"
                            "\"allowDelegatedAccess\": false, \"userCredentials\": null,"
                            "\"associatedPartnerId\": \"77\"}");
  customer = davy_partner_customer_read (&document.root);

  g_assert_no_error (document.error);
  g_assert_cmpstr (customer->country, ==, "DE");
  g_assert_cmpstr (customer->associated_partner_id, ==, "77");
  g_assert_cmpint (customer->delegated_access, ==, DAVY_DELEGATED_ACCESS_NO);
}

static void
test_customer_without_id (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyPartnerCustomer) customer = NULL;

  document_open (&document, "{\"companyProfile\": {\"companyName\": \"Fabrikam\"}}");
  customer = davy_partner_customer_read (&document.root);

  g_assert_error (document.error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_qualification_date_names (void)
{
  static const char *const names[] = { "vettingCreatedDate", "vettingCreateDate" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (Document) document = { NULL };
      g_autoptr (DavyPartnerQualification) qualification = NULL;
      g_autofree char *text = g_strdup_printf ("{\"qualification\": \"Education\","
                                               "\"vettingStatus\": \"InReview\","
                                               "\"%s\": \"2026-01-02T00:00:00Z\"}",
                                               names[i]);

      document_open (&document, text);
      qualification = davy_partner_qualification_read (&document.root);

      g_assert_no_error (document.error);
      g_assert_cmpstr (qualification->vetting_status, ==, "InReview");
      g_assert_cmpint (qualification->created, >, 0);
    }
}

static void
test_validation (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyPartnerValidation) validation = NULL;

  document_open (&document, "{\"type\": \"account\", \"status\": \"Not Ready\","
                            "\"lastUpdateDateTime\": \"2026-01-14T18:02:00\"}");
  validation = davy_partner_validation_read (&document.root);

  g_assert_no_error (document.error);
  g_assert_cmpstr (validation->status, ==, "Not Ready");
}

static void
test_relationship (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyPartnerRelationship) relationship = NULL;

  document_open (&document, "{\"id\": \"3333-CC\", \"name\": \"Reseller Ltd\", \"mpnId\": 4711,"
                            "\"relationshipType\":"
                            "\"is_indirect_cloud_solution_provider_of\"}");
  relationship = davy_partner_relationship_read (&document.root);

  g_assert_no_error (document.error);
  g_assert_cmpstr (relationship->tenant_id, ==, "3333-cc");
  g_assert_cmpstr (relationship->name, ==, "Reseller Ltd");
  g_assert_cmpstr (relationship->mpn_id, ==, "4711");
}

static DavyPartnerProduct
recognise (const char *offer_id)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyPartnerSubscription) subscription = NULL;
  g_autofree char *text = g_strdup_printf ("{\"id\": \"s\", \"offerId\": %s}", offer_id);

  document_open (&document, text);
  subscription = davy_partner_subscription_read (&document.root);
  g_assert_no_error (document.error);

  return subscription->product;
}

static void
test_legacy_is_recognised (void)
{
  g_assert_cmpint (recognise ("\"MS-AZR-0145P\""), ==, DAVY_PARTNER_PRODUCT_AZURE_LEGACY);
  g_assert_cmpint (recognise ("\"ms-azr-usgov-0017p\""), ==, DAVY_PARTNER_PRODUCT_AZURE_LEGACY);
}

static void
test_plan_is_recognised (void)
{
  g_assert_cmpint (recognise ("\"DZH318Z0BPS6:0001:DZH318Z0BML6\""), ==,
                   DAVY_PARTNER_PRODUCT_AZURE_PLAN);
}

static void
test_licence_is_neither (void)
{
  g_assert_cmpint (recognise ("\"CFQ7TTC0LH18:0001\""), ==, DAVY_PARTNER_PRODUCT_OTHER);
  g_assert_cmpint (recognise ("null"), ==, DAVY_PARTNER_PRODUCT_OTHER);
}

static void
test_subscription (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyPartnerSubscription) subscription = NULL;

  document_open (&document, "{\"id\": \"AAAA-01\", \"offerId\": \"MS-AZR-0145P\","
                            "\"entitlementId\": \"7D1B-F0\", \"friendlyName\": \"Production\","
                            "\"status\": \"suspended\", \"commitmentEndDate\":"
                            "\"9999-12-14T00:00:00Z\", \"unitType\": \"none\","
                            "\"suspensionReasons\": [\"CustomerCancellation\", null, \"Fraud\"]}");
  subscription = davy_partner_subscription_read (&document.root);

  g_assert_no_error (document.error);
  g_assert_cmpstr (subscription->id, ==, "aaaa-01");
  g_assert_cmpstr (subscription->entitlement_id, ==, "7d1b-f0");
  g_assert_cmpstr (subscription->status, ==, "suspended");
  g_assert_cmpstr (subscription->suspension_reasons, ==, "CustomerCancellation, Fraud");
}

static void
test_entitlement (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyPartnerEntitlement) entitlement = NULL;

  document_open (&document, "{\"id\": \"7D1B-F0\", \"friendlyName\": \"Azure subscription 1\","
                            "\"status\": \"warned\", \"subscriptionId\": \"PLAN-1\"}");
  entitlement = davy_partner_entitlement_read (&document.root);

  g_assert_no_error (document.error);
  g_assert_cmpstr (entitlement->azure_id, ==, "7d1b-f0");
  g_assert_cmpstr (entitlement->plan_id, ==, "plan-1");
  g_assert_cmpstr (entitlement->status, ==, "warned");
}

static void
test_utilization (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyUtilization) utilization = NULL;
  DavyTime expected;

  document_open (&document,
                 "{\"usageStartTime\": \"2026-03-01T17:00:00-07:00\","
                 "\"usageEndTime\": \"2026-03-02T17:00:00-07:00\","
                 "\"resource\": {\"id\": \"METER-1\", \"category\": \"Virtual Machines\","
                 "\"subcategory\": \"NCasT4_v3 Series\"},"
                 "\"quantity\": -0.25, \"unit\": \"1 Hour\","
                 "\"instanceData\": {\"tags\": [], \"additionalInfo\": {\"a\": \"b\"}}}");
  utilization = davy_utilization_read (&document.root);

  g_assert_no_error (document.error);
  g_assert_true (davy_time_parse ("2026-03-02T00:00:00Z", &expected));
  g_assert_cmpint (utilization->start, ==, expected);
  g_assert_cmpstr (utilization->meter_id, ==, "meter-1");
  g_assert_cmpstr (utilization->subcategory, ==, "NCasT4_v3 Series");
  g_assert_cmpfloat (utilization->quantity, ==, -0.25);
}

static void
test_utilization_without_time (void)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyUtilization) utilization = NULL;

  document_open (&document, "{\"resource\": {\"id\": \"m\"}, \"quantity\": 1}");
  utilization = davy_utilization_read (&document.root);

  g_assert_error (document.error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_nonnull (strstr (document.error->message, "usageStartTime"));
}

static void
assert_currency (const char *member, const char *currency)
{
  g_auto (Document) document = { NULL };
  g_autoptr (DavyMeterTotal) total = NULL;
  g_autofree char *text = g_strdup_printf ("{\"id\": \"m\", \"quantityUsed\": 3,"
                                           "\"totalCost\": 0.12345678901234567890%s}",
                                           member);

  document_open (&document, text);
  total = davy_meter_total_read (&document.root);

  g_assert_no_error (document.error);
  g_assert_cmpfloat_with_epsilon (total->cost, 0.123456789, 1e-9);
  g_assert_cmpstr (total->currency, ==, currency);
}

static void
test_currency_of_locale (void)
{
  assert_currency (", \"currencyLocale\": \"fr-FR\"", "EUR");
  assert_currency (", \"currencyLocale\": \"en-GB\"", "GBP");
  assert_currency (", \"currencyLocale\": \"de-ch\"", "CHF");
}

static void
test_currency_code (void)
{
  assert_currency (", \"currencyCode\": \"gbp\"", "GBP");
}

static void
test_currency_unknown (void)
{
  assert_currency ("", "");
  assert_currency (", \"currencyLocale\": \"xx-QQ\"", "");
  assert_currency (", \"currencyLocale\": \"english\"", "");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/partner/customer/a-list-item-is-read", test_customer_of_list);
  g_test_add_func ("/partner/customer/missing-blocks-are-no-error", test_customer_by_id);
  g_test_add_func ("/partner/customer/one-without-id-is-refused", test_customer_without_id);
  g_test_add_func ("/partner/customer/both-names-of-the-vetting-date",
                   test_qualification_date_names);
  g_test_add_func ("/partner/customer/validation-keeps-the-word", test_validation);
  g_test_add_func ("/partner/customer/a-reseller-is-read", test_relationship);
  g_test_add_func ("/partner/subscription/legacy-azure-is-recognised", test_legacy_is_recognised);
  g_test_add_func ("/partner/subscription/an-azure-plan-is-recognised", test_plan_is_recognised);
  g_test_add_func ("/partner/subscription/licences-are-neither", test_licence_is_neither);
  g_test_add_func ("/partner/subscription/its-fields-are-read", test_subscription);
  g_test_add_func ("/partner/subscription/an-entitlement-keeps-its-word", test_entitlement);
  g_test_add_func ("/partner/usage/an-offset-leads-to-the-utc-day", test_utilization);
  g_test_add_func ("/partner/usage/a-record-without-time-is-refused",
                   test_utilization_without_time);
  g_test_add_func ("/partner/usage/a-locale-leads-to-its-currency", test_currency_of_locale);
  g_test_add_func ("/partner/usage/a-currency-code-is-taken", test_currency_code);
  g_test_add_func ("/partner/usage/an-unknown-currency-stays-unknown", test_currency_unknown);

  return g_test_run ();
}
