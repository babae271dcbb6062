/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define REQUESTS "/pc/v1/servicerequests"
#define ONE      REQUESTS "/616122292874576"
#define GONE     "20000000-0000-4000-8000-000000000007"

static void
sign_in (Client *client)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
}

static void
test_list (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_get (client, REQUESTS), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 2);
  assert_json (client, "items[0].severity", "1"); /* numbers */
  assert_json (client, "items[0].status", "1");
  assert_json (client, "items[0].lastClosedDate", "0001-01-01T00:00:00");
  assert_json (client, "items[0].notes", "");

  client_get (client, REQUESTS "?status=closed");
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  client_get (client, REQUESTS "?size=1&offset=1");
  assert_json (client, "items[0].title", "Old");
  client_get (client, "/pc/v1/customers/" FABRIKAM "/servicerequests");
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  assert_json (client, "items[0].organization.name", "Fabrikam");
}

static void
test_one (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_get (client, ONE), ==, 200);
  assert_json (client, "severity", "critical"); /* words */
  assert_json (client, "status", "open");
  assert_json (client, "notes[0].text", "Seen");
  g_assert_cmpuint (client_get (client, REQUESTS "/1"), ==, 404);
}

static void
test_change (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_patch_json (client, ONE, "{\"NewNote\":{\"Text\":\"Still so\"}}"), ==,
                    200);
  assert_json (client, "notes[1].text", "Still so");
  assert_json (client, "notes[1].createdByName", "Ada");
  g_assert_cmpuint (client_patch_json (client, ONE, "{\"Status\":\"closed\"}"), ==, 200);
  assert_json (client, "status", "closed");
  client_get (client, REQUESTS "?status=closed");
  g_assert_cmpuint (client_count (client, "items"), ==, 2);

  g_assert_cmpuint (client_patch_json (client, ONE, "{\"Status\":\"lost\"}"), ==, 400);
  g_assert_cmpuint (client_patch_json (client, ONE, "{}"), ==, 400);
  client_use_token (client, "luc@northwind.example", PARTNER_API, NULL);
  g_assert_cmpuint (client_patch_json (client, ONE, "{\"Status\":\"open\"}"), ==, 403);
}

static void
test_retired (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_post_json (client, REQUESTS "/en-US", "{\"Title\":\"x\"}"), ==, 404);
  g_assert_cmpuint (client_get (client, REQUESTS "/supporttopics"), ==, 404);
}

#define PAGE "/pc/dashboard/support/servicerequests/create"

static void
test_page (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, PAGE), ==, 200); /* a browser has no token */
  g_assert_true (client_body_starts_with (client, "<!doctype html>"));
  g_assert_cmpuint (
      client_post_form (client, PAGE, "impact=moderate&title=&description=d&contact=c"), ==, 400);
  g_assert_cmpuint (client_post_form (client, PAGE, "impact=huge&title=t&description=d&contact=c"),
                    ==, 400);
  g_assert_cmpuint (client_post_form (client, PAGE,
                                      "customer=" FABRIKAM "&type=Billing&impact=moderate&title="
                                      "Crypto-mining+notification&description=d&contact=c"),
                    ==, 200);
  g_assert_cmpuint (client_get (client, REQUESTS), ==, 401); /* what lists them wants one */

  sign_in (client);
  client_get (client, REQUESTS);
  g_assert_cmpuint (client_count (client, "items"), ==, 3);
  assert_json (client, "items[0].title", "Crypto-mining notification");
  assert_json (client, "items[0].severity", "2");
  assert_json (client, "items[0].organization.name", "Fabrikam");
}

static void
test_profiles (Client *client, gconstpointer unused)
{
  sign_in (client);
  client_get (client, "/pc/v1/profiles/support");
  assert_json (client, "telephone", "+49 000 1");
  assert_json (client, "website", ""); /* it has none */
  client_get (client, "/pc/v1/profiles/legalbusiness?vettingVersion=Current");
  assert_json (client, "vettingStatus", "pending");
  assert_json (client, "primaryContact.email", ADA);
  client_get (client, "/pc/v1/profiles/legalbusiness?vettingVersion=LastFinalized");
  assert_json (client, "vettingStatus", "authorized");
  g_assert_cmpuint (client_get (client, "/pc/v1/profiles/legalbusiness?vettingVersion=Next"), ==,
                    400);
  client_get (client, "/pc/v1/profiles/billing");
  assert_json (client, "address.country", "DE"); /* two letters */
  client_get (client, "/pc/v1/profiles/mpn");
  assert_json (client, "partnerName", "");
  client_get (client, "/pc/v1/profiles/organization");
  g_assert_true (client_body_starts_with (client, "\xef\xbb\xbf{"));
}

static void
test_support_contact (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (
      client_get (client, "/pc/v1/customers/" FABRIKAM "/subscriptions/" LEGACY "/supportcontact"),
      ==, 200);
  g_assert_true (client_body_starts_with (client, "\xef\xbb\xbf{"));
  assert_json (client, "name", "Grubenlicht");
  client_get (client, "/pc/v1/customers/" FOURTH_COFFEE "/subscriptions/" BUSY "/supportcontact");
  assert_json (client, "supportTenantId", PARTNER_TENANT);
}

static void
test_relationship (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_get (client, "/pc/v1/customers/" GONE), ==, 403);
  assert_json (client, "code", "900159");
  g_assert_cmpuint (client_get (client, "/pc/v1/customers/10000000-0000-4000-8000-000000000005"),
                    ==, 404);
  assert_json (client, "code", "60003");
  client_get (client, "/pc/v1/customers");
  g_assert_cmpuint (client_count (client, "items"), ==, 6);
  client_get (client, "/pc/v1/customers/" FABRIKAM "/directSignedMicrosoftCustomerAgreementStatus");
  assert_json (client, "isSigned", "true");
  client_get (client, "/pc/v1/customers/" FABRIKAM "/agreements");
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  g_assert_cmpuint (client_get (client, "/pc/v1/customers?size=5&filter=%7B%7D"), ==, 400);
}

#define FILTER(field, value)                                                                  \
  "/pc/v1/customers?size=5&filter=%7B%22Field%22%3A%22" field "%22%2C%22Value%22%3A%22" value \
  "%22%2C%22Operator%22%3A%22starts_with%22%7D"

static void
test_filters (Client *client, gconstpointer unused)
{
  sign_in (client);
  client_get (client, FILTER ("Domain", "CONTOSO"));
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  assert_json (client, "items[0].companyProfile.companyName", "Contoso");
  client_get (client, FILTER ("IndirectReseller", "gruben"));
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  assert_json (client, "items[0].companyProfile.companyName", "Fabrikam");
  g_assert_cmpuint (client_get (client, FILTER ("Colour", "red")), ==, 400);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client_in ("/emulator/requests/list-has-numbers", "tenants.json", test_list);
  test_client_in ("/emulator/requests/one-has-words", "tenants.json", test_one);
  test_client_in ("/emulator/requests/note-and-end-are-kept", "tenants.json", test_change);
  test_client_in ("/emulator/requests/opening-one-is-retired", "tenants.json", test_retired);
  test_client_in ("/emulator/requests/page-opens-one", "tenants.json", test_page);
  test_client_in ("/emulator/profiles/what-is-missing-is-missing", "tenants.json", test_profiles);
  test_client ("/emulator/profiles/support-contact-is-the-resellers", test_support_contact);
  test_client ("/emulator/customers/filters-are-of-four-kinds", test_filters);
  test_client_in ("/emulator/customers/relationship-is-asked-for", "tenants.json",
                  test_relationship);
  return g_test_run ();
}
