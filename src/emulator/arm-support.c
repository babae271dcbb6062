/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-support.h"

#include <string.h>

#include "emulator/arm-operations.h"
#include "emulator/emulator-audiences.h"

/* Support tickets, in a subscription or in the tenant (`wire-contract.md` 3.8). */

#define TICKETS        "Microsoft.Support/supportTickets"
#define COMMUNICATIONS TICKETS "/communications"
#define NAME_CHECK     "Microsoft.Support/checkNameAvailability"
#define AUXILIARY      "x-ms-authorization-auxiliary"

#define TICKET_SECONDS 20

/* A call about a tenant that has no subscription has nowhere to keep a ticket. */
static gboolean
has_estate (DavyArmCall *call)
{
  if (call->estate != NULL)
    return TRUE;

  davy_arm_refuse (call, SOUP_STATUS_FORBIDDEN, "AuthorizationFailed",
                   "The client does not have authorization to perform action '" TICKETS "/write'.");
  return FALSE;
}

static JsonObject *
find_ticket (DavyArmCall *call, const char *id)
{
  for (guint i = 0; i < call->estate->tickets->len; i++)
    {
      JsonObject *ticket = g_ptr_array_index (call->estate->tickets, i);

      if (g_ascii_strcasecmp (davy_demo_get_string (ticket, "id"), id) == 0)
        return ticket;
    }

  return NULL;
}

/* Acting for a customer takes a second token, of the partner's own tenant. */
static gboolean
check_auxiliary (DavyArmCall *call)
{
  const char *header = davy_exchange_get_header (call->exchange, AUXILIARY);
  DavyBearerClaims claims = { 0 };
  gboolean good = davy_secrets_check_bearer (call->exchange->secrets, header, call->now, &claims) ==
                      DAVY_BEARER_GOOD &&
                  davy_audience_get_service (claims.audience) == DAVY_PREFIX_RESOURCE_MANAGER &&
                  g_ascii_strcasecmp (claims.tenant_id, call->exchange->scenario->tenant_id) == 0;

  davy_bearer_claims_clear (&claims);
  if (!good)
    davy_arm_refuse (call, SOUP_STATUS_FORBIDDEN, "LinkedAuthorizationFailed",
                     "A ticket on behalf of a customer needs a token of the partner's tenant in "
                     "the header " AUXILIARY ".");

  return good;
}

static gboolean
check_plan (DavyArmCall *call)
{
  if (call->estate->support_plan)
    return TRUE;

  davy_arm_refuse (call, SOUP_STATUS_FORBIDDEN, "InvalidSupportPlan",
                   "Support tickets can only be created with a Professional Direct, Premier or "
                   "Unified support plan.");
  return FALSE;
}

/* Returns: (nullable): the first member that is missing */
static const char *
find_missing (JsonObject *properties)
{
  static const char *const needed[] = { "title", "description", "severity", "serviceId",
                                        "problemClassificationId" };
  static const char *const contact[] = { "firstName",
                                         "lastName",
                                         "country",
                                         "preferredContactMethod",
                                         "preferredTimeZone",
                                         "primaryEmailAddress",
                                         "preferredSupportLanguage" };
  JsonObject *details = davy_demo_get_object (properties, "contactDetails");

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (davy_demo_get_string (properties, needed[i]) == NULL)
      return needed[i];
  for (guint i = 0; i < G_N_ELEMENTS (contact); i++)
    if (davy_demo_get_string (details, contact[i]) == NULL)
      return contact[i];

  return NULL;
}

/* The first version of the interface did not know of it. */
static gboolean
asks_consent (DavyArmCall *call)
{
  return strcmp (davy_exchange_get_query (call->exchange, "api-version"), "2020-04-01") > 0;
}

static gboolean
check_ticket (DavyArmCall *call, JsonObject *properties)
{
  static const char *const severities[] = { "minimal", "moderate", "critical",
                                            "highestcriticalimpact", NULL };
  const char *missing = find_missing (properties);
  const char *country =
      davy_demo_get_string (davy_demo_get_object (properties, "contactDetails"), "country");
  const char *wrong = missing;

  if (missing == NULL && asks_consent (call) &&
      davy_demo_get_string (properties, "advancedDiagnosticConsent") == NULL)
    wrong = "advancedDiagnosticConsent";
  else if (missing == NULL &&
           !g_strv_contains (severities, davy_demo_get_string (properties, "severity")))
    wrong = "severity";
  else if (missing == NULL && !g_regex_match_simple ("^[a-z]{3}$", country, 0, 0))
    wrong = "country"; /* three letters, in lower case */
  else if (missing == NULL &&
           !davy_arm_support_knows (davy_demo_get_string (properties, "serviceId"),
                                    davy_demo_get_string (properties, "problemClassificationId")))
    wrong = "problemClassificationId";
  if (wrong == NULL)
    return TRUE;

  davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidParameterValue",
                   "The value of '%s' is missing or not valid.", wrong);
  return FALSE;
}

static void
add_time (JsonObject *object, const char *name, DavyTime time)
{
  g_autofree char *text = davy_time_to_iso (time);

  json_object_set_string_member (object, name, text);
}

static JsonObject *
build_ticket (DavyArmCall *call, JsonObject *properties)
{
  JsonObject *object = davy_demo_object ("id", call->id, "name", call->name, "type", TICKETS, NULL);
  JsonObject *all = davy_demo_copy_object (properties);
  JsonObject *agreement = json_object_new ();
  g_autofree char *number =
      g_strdup_printf ("26%013" G_GINT64_MODIFIER "d", call->now % G_GINT64_CONSTANT (10000000000));

  add_time (agreement, "startTime", call->now);
  add_time (agreement, "expirationTime", call->now + 2 * DAVY_TIME_HOUR);
  json_object_set_int_member (agreement, "slaMinutes", 120);
  json_object_set_string_member (all, "supportTicketId", number);
  json_object_set_string_member (all, "status", "Open");
  json_object_set_string_member (all, "supportPlanType", "Professional Direct");
  json_object_set_object_member (all, "serviceLevelAgreement", agreement);
  json_object_set_object_member (
      all, "supportEngineer", davy_demo_object ("emailAddress", "support@microsoft.example", NULL));
  add_time (all, "createdDate", call->now);
  add_time (all, "modifiedDate", call->now);
  json_object_set_object_member (object, "properties", all);

  return object;
}

static void
keep (DavyEstate *estate, DavyOperation *self)
{
  g_ptr_array_add (estate->tickets, json_object_ref (self->shown));
}

/* Answers 202; the thing is there when the operation is over. */
static void
begin (DavyArmCall *call, JsonObject *thing)
{
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyDeed deed = davy_arm_call_get_deed (call, action, call->id);
  DavyOperation *operation = davy_operation_start (call->estate, &deed, call->id, call->now,
                                                   TICKET_SECONDS * DAVY_TIME_SECOND);

  operation->shown = thing;
  operation->finish = keep;
  davy_arm_operation_accept (call, operation, DAVY_ARM_BY_BOTH);
}

static void
put_ticket (DavyArmCall *call)
{
  JsonObject *properties = davy_demo_get_object (davy_arm_call_get_body (call), "properties");
  JsonObject *ticket;

  if (!has_estate (call) || !check_auxiliary (call) || !check_plan (call) ||
      !check_ticket (call, properties))
    return;
  if (find_ticket (call, call->id) != NULL ||
      davy_estate_find_running (call->estate, call->id) != NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_CONFLICT, "Conflict",
                       "A support ticket with the name '%s' exists already.", call->name);
      return;
    }

  ticket = build_ticket (call, properties);
  if (!call->exchange->scenario->behaviour.ticket_at_once)
    {
      begin (call, ticket);
      return;
    }

  g_ptr_array_add (call->estate->tickets, json_object_ref (ticket));
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, ticket);
}

static void
answer_one (DavyArmCall *call)
{
  JsonObject *ticket = call->estate != NULL ? find_ticket (call, call->id) : NULL;

  if (ticket != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, json_object_ref (ticket));
  else
    davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "ResourceNotFound",
                     "The support ticket or message '%s' was not found.", call->name);
}

static void
answer_all (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();
  g_autofree char *prefix = g_strdup_printf ("%s/", call->id);

  for (guint i = 0; call->estate != NULL && i < call->estate->tickets->len; i++)
    {
      JsonObject *ticket = g_ptr_array_index (call->estate->tickets, i);
      const char *id = davy_demo_get_string (ticket, "id");

      if (g_ascii_strncasecmp (id, prefix, strlen (prefix)) == 0 &&
          strchr (id + strlen (prefix), '/') == NULL)
        json_array_add_object_element (list, json_object_ref (ticket));
    }
  davy_arm_answer_list (call, list);
}

static void
patch_ticket (DavyArmCall *call)
{
  JsonObject *ticket = call->estate != NULL ? find_ticket (call, call->id) : NULL;
  JsonObject *body = davy_arm_call_get_body (call);
  JsonObject *properties;
  const char *status;

  if (ticket == NULL || body == NULL)
    {
      answer_one (call);
      return;
    }

  status = davy_demo_get_string (body, "status");
  properties = davy_demo_get_object (ticket, "properties");
  davy_demo_merge (properties, body);
  if (status != NULL)
    json_object_set_string_member (properties, "status",
                                   g_ascii_strcasecmp (status, "closed") == 0 ? "Closed" : "Open");
  add_time (properties, "modifiedDate", call->now);
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, json_object_ref (ticket));
}

static void
put_communication (DavyArmCall *call)
{
  JsonObject *properties = davy_demo_get_object (davy_arm_call_get_body (call), "properties");
  g_autofree char *list = NULL;
  g_autofree char *ticket = NULL;
  JsonObject *object, *all;

  if (!has_estate (call) || !check_auxiliary (call))
    return;
  list = g_path_get_dirname (call->id);
  ticket = g_path_get_dirname (list);
  if (find_ticket (call, ticket) == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "ResourceNotFound",
                       "The support ticket of '%s' was not found.", call->name);
      return;
    }
  if (davy_demo_get_string (properties, "subject") == NULL ||
      davy_demo_get_string (properties, "body") == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidParameterValue",
                       "A message needs a subject and a body.");
      return;
    }

  object = davy_demo_object ("id", call->id, "name", call->name, "type", COMMUNICATIONS, NULL);
  all = davy_demo_copy_object (properties);
  json_object_set_string_member (all, "communicationType", "web");
  json_object_set_string_member (all, "communicationDirection", "inbound");
  add_time (all, "createdDate", call->now);
  json_object_set_object_member (object, "properties", all);
  begin (call, object);
}

static void
check_name (DavyArmCall *call)
{
  JsonObject *body = davy_arm_call_get_body (call);
  const char *name = davy_demo_get_string (body, "name");
  g_autofree char *id =
      g_strdup_printf ("%s/providers/" TICKETS "/%s", call->scope, name != NULL ? name : "");
  gboolean taken = call->estate != NULL && find_ticket (call, id) != NULL;
  JsonObject *object;

  if (name == NULL || davy_demo_get_string (body, "type") == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidParameterValue",
                       "A name and a type are needed.");
      return;
    }

  object = davy_demo_object ("reason", taken ? "NameNotAvailable" : "", "message",
                             taken ? "Name not available" : "", NULL);
  json_object_set_boolean_member (object, "nameAvailable", !taken);
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, object);
}

#define ONE   (DAVY_ARM_ONE | DAVY_ARM_TENANT)
#define WRITE (ONE | DAVY_ARM_UNLOCKED)

const DavyArmRoute davy_arm_support_routes[] = {
  { "POST", NAME_CHECK, DAVY_ARM_ASKS | DAVY_ARM_TENANT, check_name },
  { "GET", TICKETS, DAVY_ARM_TENANT, answer_all },
  { "GET", TICKETS, ONE, answer_one },
  { "PUT", TICKETS, WRITE, put_ticket },
  { "PATCH", TICKETS, WRITE, patch_ticket },
  { "GET", COMMUNICATIONS, DAVY_ARM_TENANT, answer_all },
  { "GET", COMMUNICATIONS, ONE, answer_one },
  { "PUT", COMMUNICATIONS, WRITE, put_communication },
  { 0 },
};
