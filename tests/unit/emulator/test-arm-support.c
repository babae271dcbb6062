/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define SUPPORT  "/arm/subscriptions/" PRODUCTION "/providers/Microsoft.Support/"
#define VERSION  "?api-version=2024-04-01"
#define TICKET   SUPPORT "supportTickets/mining-1" VERSION
#define SERVICES "/arm/providers/Microsoft.Support/services"
#define BILLING  "517f2da6-78fd-0498-4e22-ad26996b1dfc"

static void
set_up (Client *client, gconstpointer unused)
{
  client_set_up (client, "estate.json");
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
}

static void
add_auxiliary (Client *client)
{
  g_autofree char *token =
      davy_emulator_issue_token (client->emulator, ADA, AZURE_API, PARTNER_TENANT);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

  client_add_header (client, "x-ms-authorization-auxiliary", bearer);
}

static guint
put_ticket (Client *client, const char *path, const char *country)
{
  g_autofree char *body = g_strdup_printf (
      "{\"properties\":{\"title\":\"Mining\",\"description\":\"…\",\"severity\":\"critical\","
      "\"serviceId\":\"/providers/Microsoft.Support/services/" BILLING "\","
      "\"problemClassificationId\":\"/providers/Microsoft.Support/services/" BILLING
      "/problemClassifications/0c2b4f8e-3a61-4d57-9b0a-2f6d1c7e5a01\","
      "\"advancedDiagnosticConsent\":\"No\",\"contactDetails\":{\"firstName\":\"Ada\","
      "\"lastName\":\"Kern\",\"preferredContactMethod\":\"email\",\"primaryEmailAddress\":"
      "\"ada@northwind.example\",\"preferredTimeZone\":\"W. Europe Standard Time\","
      "\"country\":\"%s\",\"preferredSupportLanguage\":\"de-de\"}}}",
      country);

  return client_send (client, "PUT", path, "application/json", body);
}

static void
test_services (Client *client, gconstpointer unused)
{
  g_autofree char *name = NULL;

  g_assert_cmpuint (client_get (client, SERVICES VERSION), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 5); /* no pages */
  assert_json (client, "value[0].properties.displayName", "Billing");
  g_assert_cmpuint (client_get (client, SERVICES "/" BILLING VERSION), ==, 200);
  g_assert_cmpuint (client_get (client, SERVICES "/" BILLING "/problemClassifications" VERSION), ==,
                    200);
  g_assert_cmpuint (client_count (client, "value"), ==, 2);
  g_assert_cmpuint (client_get (client, SERVICES "/none" VERSION), ==, 404);
}

static void
test_ticket (Client *client, gconstpointer unused)
{
  g_autofree char *status = NULL, *location = NULL, *number = NULL;

  add_auxiliary (client);
  g_assert_cmpuint (put_ticket (client, TICKET, "deu"), ==, 202);
  status = g_strdup (client_header (client, "Azure-AsyncOperation"));
  location = g_strdup (client_header (client, "Location"));
  g_assert_cmpuint (client_get (client, TICKET), ==, 404);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  client_get (client, status);
  assert_json (client, "status", "Succeeded");
  g_assert_cmpuint (client_get (client, location), ==, 200);
  g_assert_cmpuint (client_get (client, TICKET), ==, 200);
  assert_json (client, "properties.status", "Open");
  number = client_json (client, "properties.supportTicketId");
  g_assert_cmpuint (strlen (number), ==, 15);
  g_assert_cmpuint (client_get (client, SUPPORT "supportTickets" VERSION "&$skiptoken=0"), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 1);

  g_assert_cmpuint (client_post_json (client, SUPPORT "checkNameAvailability" VERSION,
                                      "{\"name\":\"mining-1\",\"type\":\"Microsoft.Support/"
                                      "supportTickets\"}"),
                    ==, 200);
  assert_json (client, "nameAvailable", "false");
  add_auxiliary (client);
  g_assert_cmpuint (put_ticket (client, TICKET, "deu"), ==, 409);
}

static void
test_refused (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (put_ticket (client, TICKET, "deu"), ==, 403);
  assert_json (client, "error.code", "LinkedAuthorizationFailed");
  add_auxiliary (client);
  g_assert_cmpuint (put_ticket (client, TICKET, "DE"), ==, 400); /* three letters, small */
  add_auxiliary (client);
  g_assert_cmpuint (client_send (client, "PUT", TICKET, "application/json", "{}"), ==, 400);

  client_use_token (client, "luc@northwind.example", AZURE_API, FABRIKAM);
  add_auxiliary (client);
  g_assert_cmpuint (put_ticket (client, TICKET, "deu"), ==, 403);
  assert_json (client, "error.code", "AuthorizationFailed");
}

static void
test_plan (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  add_auxiliary (client);
  g_assert_cmpuint (put_ticket (client,
                                "/arm/subscriptions/" SILENT
                                "/providers/Microsoft.Support/supportTickets/t" VERSION,
                                "deu"),
                    ==, 403);
  assert_json (client, "error.code", "InvalidSupportPlan");
}

static void
test_communications (Client *client, gconstpointer unused)
{
  const char *path = SUPPORT "supportTickets/mining-1/communications/first" VERSION;
  const char *body = "{\"properties\":{\"subject\":\"More\",\"body\":\"Text\"}}";

  add_auxiliary (client);
  g_assert_cmpuint (client_send (client, "PUT", path, "application/json", body), ==, 404);
  add_auxiliary (client);
  put_ticket (client, TICKET, "deu");
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  add_auxiliary (client);
  g_assert_cmpuint (client_send (client, "PUT", path, "application/json", body), ==, 202);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  assert_json (client, "properties.subject", "More");
  g_assert_cmpuint (
      client_send (client, "PATCH", TICKET, "application/json", "{\"status\":\"closed\"}"), ==,
      200);
  assert_json (client, "properties.status", "Closed");
}

static void
test_tenant (Client *client, gconstpointer unused)
{
  const char *path = "/arm/providers/Microsoft.Support/supportTickets/t" VERSION;

  add_auxiliary (client);
  g_assert_cmpuint (put_ticket (client, path, "deu"), ==, 202);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  assert_json (client, "id", "/providers/Microsoft.Support/supportTickets/t");
}

#define test_support(path, function) \
  g_test_add (path, Client, NULL, set_up, function, client_tear_down)

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_support ("/emulator/tickets/are-about-a-service", test_services);
  test_support ("/emulator/tickets/are-there-after-a-while", test_ticket);
  test_support ("/emulator/tickets/need-a-second-token", test_refused);
  test_support ("/emulator/tickets/need-a-plan", test_plan);
  test_support ("/emulator/tickets/have-messages", test_communications);
  test_support ("/emulator/tickets/may-be-of-the-tenant", test_tenant);
  return g_test_run ();
}
