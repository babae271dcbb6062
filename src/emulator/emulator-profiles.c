/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-customers.h"
#include "emulator/emulator-routes.h"

/* The partner's own profiles (`wire-contract.md` 2.10). */

static JsonObject *
partner_address (DavyScenario *scenario)
{
  JsonObject *address = json_object_new ();

  json_object_set_string_member (address, "country", scenario->country);
  json_object_set_string_member (address, "city", "Hamburg");
  json_object_set_string_member (address, "addressLine1", "Lampenweg 1");
  json_object_set_string_member (address, "postalCode", "20095");

  return address;
}

static void
answer_organization (DavyExchange *exchange)
{
  DavyScenario *scenario = exchange->scenario;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", scenario->tenant_id);
  json_object_set_string_member (object, "companyName", scenario->name);
  json_object_set_object_member (object, "defaultAddress", partner_address (scenario));
  json_object_set_string_member (object, "tenantId", scenario->tenant_id);
  json_object_set_string_member (object, "domain", scenario->domain);
  json_object_set_string_member (object, "language", "en");
  json_object_set_string_member (object, "culture", "en-US");
  json_object_set_string_member (object, "profileType", "organization_profile");
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("OrganizationProfile"));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_legal_business (DavyExchange *exchange)
{
  DavyScenario *scenario = exchange->scenario;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "companyName", scenario->name);
  json_object_set_object_member (object, "address", partner_address (scenario));
  json_object_set_string_member (object, "vettingStatus", "authorized");
  json_object_set_string_member (object, "profileType", "legal_business_profile");
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("PartnerLegalBusinessProfile"));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_support (DavyExchange *exchange)
{
  JsonObject *object = json_object_new ();
  g_autofree char *email = g_strconcat ("support@", exchange->scenario->domain, NULL);

  json_object_set_string_member (object, "email", email);
  json_object_set_string_member (object, "profileType", " support_profile");
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("PartnerSupportProfile"));
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
  { 0 },
};
