/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-customers.h"

#include <string.h>

#include "core/davy-json.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-seek.h"

/* Customers: the list with its seek paging, one customer, and what says whether an account is in
 * good standing (`wire-contract.md` 2.5). */

/* The partner's own, or that of a reseller below it. */
static gboolean
is_own_tenant (DavyExchange *exchange)
{
  const DavyScenario *scenario = exchange->scenario;

  for (guint i = 0; i < scenario->resellers->len; i++)
    {
      const DavyDemoReseller *reseller = g_ptr_array_index (scenario->resellers, i);

      if (g_ascii_strcasecmp (reseller->id, exchange->arguments[0]) == 0)
        return TRUE;
    }

  return g_ascii_strcasecmp (scenario->tenant_id, exchange->arguments[0]) == 0;
}

/**
 * davy_exchange_find_customer:
 * @exchange: a request whose first argument is a customer's tenant
 *
 * Returns: (nullable): the customer; %NULL when the request is refused
 */
DavyDemoCustomer *
davy_exchange_find_customer (DavyExchange *exchange)
{
  DavyDemoCustomer *customer =
      davy_scenario_find_customer (exchange->scenario, exchange->arguments[0]);

  if (customer != NULL && g_str_equal (customer->relationship, "none"))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN, "900159",
                            "The partner has no commerce relationship with this customer.");
      return NULL;
    }
  if (customer == NULL && is_own_tenant (exchange))
    davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "60003",
                          "The tenant is not that of a customer.");
  else if (customer == NULL && g_uuid_string_is_valid (exchange->arguments[0]))
    davy_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN, "20002",
                          "The partner has no relationship with this customer.");
  else if (customer == NULL)
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "900118",
                          "The customer id is not valid.");

  return customer;
}

/**
 * davy_json_new_attributes:
 * @object_type: such as `Customer`
 *
 * Returns: (transfer full): the member `attributes` that Partner Center's objects have
 */
JsonObject *
davy_json_new_attributes (const char *object_type)
{
  JsonObject *attributes = json_object_new ();

  json_object_set_string_member (attributes, "objectType", object_type);

  return attributes;
}

/**
 * davy_json_add_next_link:
 * @collection: a page
 * @uri: where the next one is
 * @token: what its request has to carry as `MS-ContinuationToken`
 */
void
davy_json_add_next_link (JsonObject *collection, const char *uri, const char *token)
{
  JsonObject *header = json_object_new ();
  JsonObject *next = json_object_new ();
  JsonObject *links = json_object_new ();
  JsonArray *headers = json_array_new ();

  json_object_set_string_member (header, "key", "MS-ContinuationToken");
  json_object_set_string_member (header, "value", token);
  json_array_add_object_element (headers, header);
  json_object_set_string_member (next, "uri", uri);
  json_object_set_string_member (next, "method", "GET");
  json_object_set_array_member (next, "headers", headers);
  json_object_set_object_member (links, "next", next);
  json_object_set_object_member (collection, "links", links);
}

static JsonObject *
company_to_json (const DavyDemoCustomer *customer)
{
  JsonObject *company = json_object_new ();

  json_object_set_string_member (company, "tenantId", customer->id);
  json_object_set_string_member (company, "domain", customer->domain);
  json_object_set_string_member (company, "companyName", customer->name);
  json_object_set_object_member (company, "attributes",
                                 davy_json_new_attributes ("CustomerCompanyProfile"));

  return company;
}

static JsonObject *
customer_to_json (const DavyDemoCustomer *customer)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", customer->id);
  json_object_set_object_member (object, "companyProfile", company_to_json (customer));
  json_object_set_string_member (object, "relationshipToPartner", customer->relationship);
  json_object_set_object_member (object, "attributes", davy_json_new_attributes ("Customer"));

  return object;
}

static gboolean
starts_with (const char *text, const char *start)
{
  g_autofree char *one = g_utf8_casefold (text, -1);
  g_autofree char *other = g_utf8_casefold (start, -1);

  return g_str_has_prefix (one, other);
}

/* {"Field":"CompanyName","Value":"fab","Operator":"starts_with"} */
static gboolean
filter_allows (const DavyJson *filter, const DavyDemoCustomer *customer)
{
  const char *field = davy_json_string (filter, "Field", DAVY_JSON_OPTIONAL);
  const char *value = davy_json_string (filter, "Value", DAVY_JSON_OPTIONAL);

  if (g_strcmp0 (field, "Domain") == 0)
    return starts_with (customer->domain, value);
  if (g_strcmp0 (field, "CompanyName") == 0)
    return starts_with (customer->name, value);

  return customer->reseller != NULL && (starts_with (customer->reseller->name, value) ||
                                        starts_with (customer->reseller->id, value));
}

static gboolean
filter_is_good (const DavyJson *filter)
{
  static const char *const fields[] = { "CompanyName", "Domain", "IndirectReseller",
                                        "IndirectCloudSolutionProvider", NULL };
  const char *field = davy_json_string (filter, "Field", DAVY_JSON_OPTIONAL);
  const char *operation = davy_json_string (filter, "Operator", DAVY_JSON_OPTIONAL);

  return field != NULL && g_strv_contains (fields, field) &&
         davy_json_string (filter, "Value", DAVY_JSON_OPTIONAL) != NULL && operation != NULL &&
         g_ascii_strcasecmp (operation, "starts_with") == 0;
}

/* NULL when the filter is refused. */
static GPtrArray *
list_customers (DavyExchange *exchange)
{
  const char *text = davy_exchange_get_query (exchange, "filter");
  g_autoptr (JsonNode) node = text != NULL ? davy_json_parse_text (text, NULL) : NULL;
  DavyJson filter = davy_json_root (node, NULL);
  GPtrArray *listed;

  if (text != NULL && !filter_is_good (&filter))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                            "The filter is not valid.");
      return NULL;
    }

  listed = g_ptr_array_new ();
  for (guint i = 0; i < exchange->scenario->customers->len; i++)
    {
      DavyDemoCustomer *customer = g_ptr_array_index (exchange->scenario->customers, i);

      if (!g_str_equal (customer->relationship, "none") &&
          (text == NULL || filter_allows (&filter, customer)))
        g_ptr_array_add (listed, customer);
    }

  return listed;
}

static JsonObject *
listed_to_json (gpointer listed, guint index)
{
  return customer_to_json (g_ptr_array_index ((GPtrArray *) listed, index));
}

static void
answer_list (DavyExchange *exchange)
{
  g_autoptr (GPtrArray) listed = list_customers (exchange);

  if (listed != NULL)
    davy_seek_answer (exchange, "/customers", listed->len, listed_to_json, listed);
}

static JsonObject *
address_to_json (const DavyDemoCustomer *customer)
{
  JsonObject *address = json_object_new ();

  json_object_set_string_member (address, "country", customer->country);
  json_object_set_string_member (address, "city", customer->city);
  json_object_set_string_member (address, "addressLine1", customer->address);
  json_object_set_string_member (address, "postalCode", customer->postal_code);
  json_object_set_string_member (address, "phoneNumber", customer->phone);

  return address;
}

static JsonObject *
billing_to_json (const DavyDemoCustomer *customer)
{
  JsonObject *billing = json_object_new ();
  JsonObject *attributes = davy_json_new_attributes ("CustomerBillingProfile");

  json_object_set_string_member (attributes, "etag", "-2749814912045684171");
  json_object_set_string_member (billing, "email", customer->email);
  json_object_set_string_member (billing, "culture", customer->locale);
  json_object_set_string_member (billing, "language", "en");
  json_object_set_string_member (billing, "companyName", customer->name);
  json_object_set_object_member (billing, "defaultAddress", address_to_json (customer));
  json_object_set_object_member (billing, "attributes", attributes);

  return billing;
}

static JsonArray *
custom_domains (const DavyDemoCustomer *customer)
{
  JsonArray *domains = json_array_new ();

  json_array_add_string_element (domains, customer->domain);

  return domains;
}

/* Without delegated access the address and the mailbox are left out. */
static void
answer_customer (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonObject *object, *company;

  if (customer == NULL)
    return;

  object = customer_to_json (customer);
  company = json_object_get_object_member (object, "companyProfile");
  json_object_set_string_member (object, "commerceId", customer->id);
  json_object_set_boolean_member (object, "allowDelegatedAccess", customer->delegated_access);
  json_object_set_null_member (object, "userCredentials");
  if (customer->reseller != NULL)
    json_object_set_string_member (object, "associatedPartnerId", customer->reseller->id);
  if (customer->delegated_access)
    {
      json_object_set_object_member (company, "address", address_to_json (customer));
      json_object_set_string_member (company, "email", customer->email);
      json_object_set_array_member (object, "customDomains", custom_domains (customer));
    }
  json_object_set_object_member (object, "billingProfile", billing_to_json (customer));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_company (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);

  if (customer != NULL)
    davy_exchange_answer_object (exchange, SOUP_STATUS_OK, company_to_json (customer));
}

static void
answer_billing (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);

  if (customer != NULL)
    davy_exchange_answer_object (exchange, SOUP_STATUS_OK, billing_to_json (customer));
}

static void
answer_relationships (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonArray *items;

  if (customer == NULL)
    return;

  items = json_array_new ();
  if (customer->reseller != NULL)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "id", customer->reseller->id);
      json_object_set_string_member (item, "name", customer->reseller->name);
      json_object_set_string_member (item, "relationshipType",
                                     "is_indirect_cloud_solution_provider_of");
      json_object_set_string_member (item, "mpnId", customer->reseller->mpn_id);
      json_object_set_object_member (item, "attributes",
                                     davy_json_new_attributes ("PartnerRelationship"));
      json_array_add_object_element (items, item);
    }
  davy_exchange_answer_items (exchange, items);
}

static void
answer_qualifications (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonArray *array;

  if (customer == NULL)
    return;

  array = json_array_new ();
  for (guint i = 0; i < customer->qualifications->len; i++)
    {
      const DavyDemoQualification *one = g_ptr_array_index (customer->qualifications, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "qualification", one->qualification);
      json_object_set_string_member (object, "vettingStatus", one->vetting_status);
      /* spelt in two ways */
      json_object_set_string_member (
          object, i % 2 == 0 ? "vettingCreatedDate" : "vettingCreateDate", "2025-03-04T10:11:12");
      json_array_add_object_element (array, object);
    }
  davy_exchange_answer_array (exchange, SOUP_STATUS_OK, array);
}

/* That there is none is told by an error of a shape of its own. */
static void
answer_no_validation (DavyExchange *exchange)
{
  JsonObject *error = json_object_new ();

  json_object_set_int_member (error, "code", 600074);
  json_object_set_string_member (error, "message", "No validation status was found.");
  json_object_set_string_member (error, "errorName", "ValidationStatusNotFound");
  json_object_set_boolean_member (error, "isRetryable", FALSE);
  json_object_set_string_member (error, "errorMessageExtended", "");
  davy_exchange_answer_object (exchange, SOUP_STATUS_NOT_FOUND, error);
}

static void
answer_validation (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  g_autofree char *time = NULL;
  JsonObject *object;

  if (customer == NULL)
    return;
  if (customer->validation == NULL)
    {
      answer_no_validation (exchange);
      return;
    }

  time = davy_time_to_iso (customer->validated / DAVY_TIME_SECOND * DAVY_TIME_SECOND);
  object = json_object_new ();
  json_object_set_string_member (object, "type", "account");
  json_object_set_string_member (object, "status", customer->validation);
  json_object_set_string_member (object, "lastUpdateDateTime", time);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_agreement (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonObject *object;

  if (customer == NULL)
    return;

  object = json_object_new ();
  json_object_set_boolean_member (object, "isSigned", customer->agreed);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_agreements (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonArray *items;

  if (customer == NULL)
    return;

  items = json_array_new ();
  if (customer->agreed)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "type", "MicrosoftCustomerAgreement");
      json_object_set_string_member (item, "dateAgreed", "2024-02-03T00:00:00");
      json_object_set_object_member (item, "attributes", davy_json_new_attributes ("Agreement"));
      json_array_add_object_element (items, item);
    }
  davy_exchange_answer_items (exchange, items);
}

const DavyRoute davy_customer_routes[] = {
  { "GET", "/pc/v1/customers", DAVY_ANSWER_GZIP, answer_list },
  { "GET", "/pc/v1/customers/{}", DAVY_ANSWER_COUNTED, answer_customer },
  { "GET", "/pc/v1/customers/{}/profiles/company", DAVY_ANSWER_BOM, answer_company },
  { "GET", "/pc/v1/customers/{}/profiles/billing", DAVY_ANSWER_BOM, answer_billing },
  { "GET", "/pc/v1/customers/{}/relationships", DAVY_ANSWER_PLAIN, answer_relationships },
  { "GET", "/pc/v1/customers/{}/qualifications", DAVY_ANSWER_BOM, answer_qualifications },
  { "GET", "/pc/v1/customers/{}/validationStatus", DAVY_ANSWER_BOM, answer_validation },
  { "GET", "/pc/v1/customers/{}/directSignedMicrosoftCustomerAgreementStatus", DAVY_ANSWER_PLAIN,
    answer_agreement },
  { "GET", "/pc/v1/customers/{}/agreements", DAVY_ANSWER_PLAIN, answer_agreements },
  { 0 },
};
