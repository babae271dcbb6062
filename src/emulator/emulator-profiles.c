/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-customers.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-subscriptions.h"

/* The partner's own profiles (`wire-contract.md` 2.10). */

static JsonObject *
partner_address (DavyScenario *scenario)
{
  JsonObject *address = json_object_new ();

  json_object_set_string_member (address, "country", scenario->country);
  json_object_set_string_member (address, "city", scenario->city);
  json_object_set_string_member (address, "addressLine1", scenario->address);
  json_object_set_string_member (address, "postalCode", scenario->postal_code);

  return address;
}

static void
answer_organization (DavyExchange *exchange)
{
  DavyScenario *scenario = exchange->scenario;
  JsonObject *object = json_object_new ();
  JsonObject *attributes = davy_json_new_attributes ("OrganizationProfile");

  json_object_set_string_member (object, "id", scenario->tenant_id);
  json_object_set_string_member (object, "companyName", scenario->name);
  json_object_set_object_member (object, "defaultAddress", partner_address (scenario));
  json_object_set_string_member (object, "tenantId", scenario->tenant_id);
  json_object_set_string_member (object, "domain", scenario->domain);
  json_object_set_string_member (object, "email", scenario->email);
  json_object_set_string_member (object, "language", "en");
  json_object_set_string_member (object, "culture", "en-US");
  json_object_set_string_member (object, "profileType", "organization_profile");
  json_object_set_string_member (attributes, "etag", "-6832431428012345678");
  json_object_set_object_member (object, "attributes", attributes);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static JsonObject *
contact (DavyScenario *scenario)
{
  const DavyDemoUser *user = g_ptr_array_index (scenario->users, 0);
  g_auto (GStrv) names = g_strsplit (user->display_name, " ", 2);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "firstName", names[0]);
  json_object_set_string_member (object, "lastName", names[1] != NULL ? names[1] : "");
  json_object_set_string_member (object, "email", user->user_name);
  if (scenario->phone != NULL)
    json_object_set_string_member (object, "phoneNumber", scenario->phone);

  return object;
}

/* Being vetted again, there is another profile than the last that was found good. */
static void
answer_legal_business (DavyExchange *exchange)
{
  DavyScenario *scenario = exchange->scenario;
  const char *version = davy_exchange_get_query (exchange, "vettingVersion");
  gboolean last = version != NULL && g_ascii_strcasecmp (version, "LastFinalized") == 0;
  JsonObject *object;

  if (version != NULL && !last && g_ascii_strcasecmp (version, "Current") != 0)
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                            "The value of vettingVersion is not valid.");
      return;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "companyName", scenario->name);
  json_object_set_object_member (object, "address", partner_address (scenario));
  json_object_set_object_member (object, "primaryContact", contact (scenario));
  json_object_set_object_member (object, "companyApproverAddress", partner_address (scenario));
  json_object_set_string_member (object, "companyApproverEmail", scenario->email);
  json_object_set_string_member (object, "vettingStatus", last ? "authorized" : scenario->vetting);
  json_object_set_string_member (object, "vettingSubStatus", "none");
  json_object_set_string_member (object, "profileType", "legal_business_profile");
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("PartnerLegalBusinessProfile"));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

/* The blank before the type is Microsoft's; not everybody has a telephone. */
static void
answer_support (DavyExchange *exchange)
{
  DavyScenario *scenario = exchange->scenario;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "email", scenario->email);
  if (scenario->phone != NULL)
    json_object_set_string_member (object, "telephone", scenario->phone);
  if (scenario->website != NULL)
    json_object_set_string_member (object, "website", scenario->website);
  json_object_set_string_member (object, "profileType", " support_profile");
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("PartnerSupportProfile"));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_billing (DavyExchange *exchange)
{
  DavyScenario *scenario = exchange->scenario;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "companyName", scenario->name);
  json_object_set_object_member (object, "address", partner_address (scenario));
  json_object_set_object_member (object, "primaryContact", contact (scenario));
  json_object_set_string_member (object, "purchaseOrderNumber", "");
  json_object_set_null_member (object, "taxId");
  json_object_set_string_member (object, "billingCurrency", "EUR");
  json_object_set_string_member (object, "profileType", "billing_profile");
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("PartnerBillingProfile"));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

/* Whose business a subscription is when something breaks: the reseller's, or the partner's. */
static void
answer_support_contact (DavyExchange *exchange)
{
  const DavyScenario *scenario = exchange->scenario;
  DavyDemoCustomer *customer;
  JsonObject *object;

  if (davy_exchange_find_subscription (exchange, &customer) == NULL)
    return;

  object = json_object_new ();
  json_object_set_string_member (object, "supportTenantId",
                                 customer->reseller != NULL ? customer->reseller->id
                                                            : scenario->tenant_id);
  json_object_set_string_member (object, "supportMpnId",
                                 customer->reseller != NULL ? customer->reseller->mpn_id
                                                            : scenario->mpn_id);
  json_object_set_string_member (
      object, "name", customer->reseller != NULL ? customer->reseller->name : scenario->name);
  json_object_set_object_member (object, "attributes", davy_json_new_attributes ("SupportContact"));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_mpn (DavyExchange *exchange)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "mpnId", exchange->scenario->mpn_id);
  json_object_set_string_member (object, "profileType", "mpn_profile");
  json_object_set_object_member (object, "attributes", davy_json_new_attributes ("MpnProfile"));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

const DavyRoute davy_profile_routes[] = {
  { "GET", "/pc/v1/profiles/organization", DAVY_ANSWER_BOM, answer_organization },
  { "GET", "/pc/v1/profiles/legalbusiness", DAVY_ANSWER_BOM, answer_legal_business },
  { "GET", "/pc/v1/profiles/support", DAVY_ANSWER_BOM, answer_support },
  { "GET", "/pc/v1/profiles/mpn", DAVY_ANSWER_BOM, answer_mpn },
  { "GET", "/pc/v1/profiles/billing", DAVY_ANSWER_BOM, answer_billing },
  { "GET", "/pc/v1/customers/{}/subscriptions/{}/supportcontact", DAVY_ANSWER_BOM,
    answer_support_contact },
  { 0 },
};
