/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "client-fixture.h"
#include "partner/davy-partner-client-budget.h"
#include "partner/davy-partner-client-profiles.h"
#include "partner/davy-partner-client-requests.h"

/* Who somebody is, support requests and budgets: `wire-contract.md` 2.5, 2.7 g, 2.8, 2.10. */

#define BOM "\xef\xbb\xbf"

/* --- profiles ------------------------------------------------------------------------------ */

static DavyPartnerProfile *
get_profile (Fixture *fixture, DavyPartnerProfileKind kind, const char *rule)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyPartnerProfile *profile;

  davy_test_world_spoil (&fixture->world, rule);
  davy_partner_client_get_profile_async (fixture->client, kind, NULL, davy_test_keep_result,
                                         &result);
  profile = davy_partner_client_get_profile_finish (fixture->client,
                                                    davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return profile;
}

static void
test_legal_business (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyPartnerProfile) profile = get_profile (
      fixture, DAVY_PARTNER_PROFILE_LEGAL_BUSINESS,
      "GET /pc/v1/profiles/legalbusiness x1 body=" BOM "{\"companyName\":\"Northwind\","
      "\"address\":{\"country\":\"DE\",\"city\":\" Essen\",\"addressLine1\":\"Schacht 1\","
      "\"postalCode\":\"45000\",\"phoneNumber\":\"1\"},\"primaryContact\":{\"firstName\":"
      "\"Ada\",\"lastName\":\"L\",\"email\":\"ada@northwind.example\",\"phoneNumber\":\"2\"},"
      "\"vettingStatus\":\"authorized\",\"profileType\":\"legal_business_profile\"}");
  g_autofree char *person = davy_partner_profile_dup_person (profile);

  g_assert_cmpstr (profile->company_name, ==, "Northwind");
  g_assert_cmpstr (profile->country, ==, "DE");
  g_assert_cmpstr (profile->city, ==, "Essen");
  g_assert_cmpstr (profile->first_name, ==, "Ada");
  g_assert_cmpstr (person, ==, "Ada L");
  g_assert_cmpstr (profile->phone, ==, "2");
  g_assert_cmpstr (profile->vetting_status, ==, "authorized");
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "vettingVersion=Current"), ==,
                    1);
}

static void
test_support (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyPartnerProfile) profile =
      get_profile (fixture, DAVY_PARTNER_PROFILE_SUPPORT,
                   "GET /pc/v1/profiles/support x1 body={\"email\":\"help@northwind.example\","
                   "\"website\":\"  \",\"profileType\":\" support_profile\"}");

  g_assert_cmpstr (profile->type, ==, "support_profile");
  g_assert_cmpstr (profile->email, ==, "help@northwind.example");
  g_assert_null (profile->website);
  g_assert_null (profile->phone);
}

static void
test_organization_and_network (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyPartnerProfile) organization =
      get_profile (fixture, DAVY_PARTNER_PROFILE_ORGANIZATION,
                   "GET /pc/v1/profiles/organization x1 body={\"tenantId\":\"AB\",\"culture\":"
                   "\"de-DE\",\"defaultAddress\":{\"state\":\"NW\",\"country\":\"DE\"}}");
  g_autoptr (DavyPartnerProfile) network =
      get_profile (fixture, DAVY_PARTNER_PROFILE_NETWORK,
                   "GET /pc/v1/profiles/mpn x1 body={\"mpnId\":4711,\"partnerName\":null}");
  g_autoptr (DavyPartnerProfile) billing =
      get_profile (fixture, DAVY_PARTNER_PROFILE_BILLING,
                   "GET /pc/v1/profiles/billing x1 body={\"companyName\":\"Northwind\"}");

  g_assert_cmpstr (organization->tenant_id, ==, "ab");
  g_assert_cmpstr (organization->state, ==, "NW");
  g_assert_cmpstr (network->network_id, ==, "4711");
  g_assert_null (network->company_name);
  g_assert_cmpstr (billing->company_name, ==, "Northwind");
}

static void
test_profiles_of_customer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerProfile) company = NULL;
  g_autoptr (DavyPartnerProfile) billing = NULL;

  davy_partner_client_get_company_profile_async (fixture->client, FABRIKAM, NULL,
                                                 davy_test_keep_result, &first);
  company = davy_partner_client_get_company_profile_finish (fixture->client,
                                                            davy_test_wait_result (&first), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company->company_name, ==, "Fabrikam");

  davy_partner_client_get_billing_profile_async (fixture->client, FABRIKAM, NULL,
                                                 davy_test_keep_result, &second);
  billing = davy_partner_client_get_billing_profile_finish (
      fixture->client, davy_test_wait_result (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (billing->country, ==, "DE");
}

static void
test_support_contact (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerSupportContact) contact = NULL;

  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/subscriptions/*/supportcontact x1 body=" BOM
                         "{\"supportTenantId\":\"AB\",\"supportMpnId\":12,\"name\":\"Northwind\"}");
  davy_partner_client_get_support_contact_async (fixture->client, FABRIKAM, PLAN, NULL,
                                                 davy_test_keep_result, &result);
  contact = davy_partner_client_get_support_contact_finish (
      fixture->client, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contact->tenant_id, ==, "ab");
  g_assert_cmpstr (contact->network_id, ==, "12");
}

/* --- support requests ---------------------------------------------------------------------- */

static void
test_requests (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) of_customer = NULL;
  const DavyServiceRequest *request;

  davy_test_world_spoil (
      &fixture->world, "GET /pc/v1/servicerequests x1 body={\"items\":[{\"id\":\"615112491169010"
                       "\",\"title\":\"Mining\",\"severity\":1,\"status\":3,\"createdDate\":"
                       "\"0001-01-01T00:00:00\"},{\"id\":7,\"severity\":9,\"status\":\"open\"}]}");
  davy_partner_client_list_service_requests_async (fixture->client, NULL, NULL,
                                                   davy_test_keep_result, &first);
  all = davy_partner_client_list_service_requests_finish (fixture->client,
                                                          davy_test_wait_result (&first), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  request = g_ptr_array_index (all, 0);
  g_assert_cmpstr (request->id, ==, "615112491169010");
  g_assert_cmpstr (request->severity, ==, "critical");
  g_assert_cmpstr (request->status, ==, "attention_needed");
  g_assert_cmpint (request->created, ==, DAVY_TIME_UNSET);
  request = g_ptr_array_index (all, 1);
  g_assert_cmpstr (request->severity, ==, "9");
  g_assert_cmpstr (request->status, ==, "open");

  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/servicerequests x1 body={\"items\":[]}");
  davy_partner_client_list_service_requests_async (fixture->client, FABRIKAM, NULL,
                                                   davy_test_keep_result, &second);
  of_customer = davy_partner_client_list_service_requests_finish (
      fixture->client, davy_test_wait_result (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_customer->len, ==, 0);
}

static void
test_request (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyServiceRequest) request = NULL;
  const DavyServiceNote *note;

  davy_test_world_spoil (
      &fixture->world,
      "GET /pc/v1/servicerequests/* x1 body={\"id\":\"1\",\"severity\":\"minimal\",\"status\":"
      "\"closed\",\"organization\":{\"name\":\"Fabrikam\"},\"primaryContact\":null,"
      "\"lastClosedDate\":\"2026-01-02T00:00:00\",\"notes\":[{\"createdByName\":\"Ada\","
      "\"createdDate\":\"2026-01-01T00:00:00Z\",\"text\":\"Please hurry\"}],\"newNote\":null}");
  davy_partner_client_get_service_request_async (fixture->client, "1", NULL, davy_test_keep_result,
                                                 &result);
  request = davy_partner_client_get_service_request_finish (
      fixture->client, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request->organization, ==, "Fabrikam");
  g_assert_null (request->contact_email);
  g_assert_cmpint (request->closed, !=, DAVY_TIME_UNSET);
  note = g_ptr_array_index (request->notes, 0);
  g_assert_cmpstr (note->text, ==, "Please hurry");
}

static void
test_note_and_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;
  g_autofree char *note = NULL;
  g_autofree char *end = NULL;
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "PATCH /pc/v1/servicerequests/* x2 body={}");
  davy_partner_client_add_service_note_async (fixture->client, "1", "A \"quote\"", NULL,
                                              davy_test_keep_result, &first);
  g_assert_true (davy_partner_client_add_service_note_finish (
      fixture->client, davy_test_wait_result (&first), &receipt, &error));
  assert_receipt (receipt, 200);
  note = davy_test_world_dup_body (&fixture->world, "/servicerequests/");
  g_assert_cmpstr (note, ==, "{\"NewNote\":{\"Text\":\"A \\\"quote\\\"\"}}");

  davy_partner_client_close_service_request_async (fixture->client, "1", NULL,
                                                   davy_test_keep_result, &second);
  g_assert_true (davy_partner_client_close_service_request_finish (
      fixture->client, davy_test_wait_result (&second), NULL, &error));
  end = davy_test_world_dup_body (&fixture->world, "/servicerequests/");
  g_assert_cmpstr (end, ==, "{\"Status\":\"closed\"}");

  davy_test_world_spoil (&fixture->world, "PATCH /pc/v1/servicerequests/* x* reset");
  davy_partner_client_add_service_note_async (fixture->client, "1", "Again", NULL,
                                              davy_test_keep_result, &third);
  g_assert_false (davy_partner_client_add_service_note_finish (
      fixture->client, davy_test_wait_result (&third), NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/servicerequests/"), ==, 3);
}

/* --- budgets ------------------------------------------------------------------------------- */

static double
get_budget (Fixture *fixture, const char *body)
{
  g_autofree char *rule = g_strconcat ("GET /pc/v1/customers/*/usagebudget x1 body=", body, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double amount;

  davy_test_world_spoil (&fixture->world, rule);
  davy_partner_client_get_budget_async (fixture->client, FABRIKAM, NULL, davy_test_keep_result,
                                        &result);
  g_assert_true (davy_partner_client_get_budget_finish (
      fixture->client, davy_test_wait_result (&result), &amount, &error));
  g_assert_no_error (error);

  return amount;
}

static void
test_budget (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpfloat (get_budget (fixture, "{\"amount\":100,\"usageSpendingBudget\":100}"), ==, 100);
  g_assert_cmpfloat (get_budget (fixture, "{\"ammount\":12.5}"), ==, 12.5);
  g_assert_cmpfloat (get_budget (fixture, "{\"amount\":0}"), ==, 0);
  g_assert_true (isnan (get_budget (fixture, "{\"amount\":null,\"attributes\":{}}")));
  g_assert_true (isnan (get_budget (fixture, "{}")));
}

static void
set_budget (Fixture *fixture, double amount, const char *sent)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "PATCH /pc/v1/customers/*/usagebudget x1 body={}");
  davy_partner_client_set_budget_async (fixture->client, FABRIKAM, amount, NULL,
                                        davy_test_keep_result, &result);
  g_assert_true (davy_partner_client_set_budget_finish (
      fixture->client, davy_test_wait_result (&result), NULL, &error));
  body = davy_test_world_dup_body (&fixture->world, "/usagebudget");
  g_assert_cmpstr (body, ==, sent);
}

static void
test_set_budget (Fixture *fixture, gconstpointer unused)
{
  set_budget (fixture, 100.5,
              "{\"Amount\":100.5,\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}");
  set_budget (fixture, NAN, "{\"Amount\":null,\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}");
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/partner/profiles/the-partner-in-law", DAVY_TEST_ADA, test_legal_business);
  add ("/partner/profiles/blanks-are-taken-off", DAVY_TEST_ADA, test_support);
  add ("/partner/profiles/organization-network-and-billing", DAVY_TEST_ADA,
       test_organization_and_network);
  add ("/partner/profiles/company-and-billing-of-a-customer", DAVY_TEST_ADA,
       test_profiles_of_customer);
  add ("/partner/profiles/who-supports-a-subscription", DAVY_TEST_ADA, test_support_contact);
  add ("/partner/profiles/numbers-in-a-list-become-words", DAVY_TEST_ADA, test_requests);
  add ("/partner/profiles/a-request-has-notes", DAVY_TEST_ADA, test_request);
  add ("/partner/profiles/a-note-and-the-end-of-a-request", DAVY_TEST_ADA, test_note_and_end);
  add ("/partner/profiles/a-budget-may-be-missing", DAVY_TEST_ADA, test_budget);
  add ("/partner/profiles/a-budget-is-set-and-taken-away", DAVY_TEST_ADA, test_set_budget);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
