/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-json.h"
#include "emulator/emulator-customers.h"
#include "emulator/emulator-roles.h"
#include "emulator/emulator-routes.h"
#include "emulator/scenario-customers.h"

/* Applications that a partner lets into a customer's tenant, so that tokens can be had there
 * (`wire-contract.md` 1.9). */

static JsonObject *
consent_to_json (const DavyDemoConsent *consent)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "applicationId", consent->application_id);
  json_object_set_string_member (object, "displayName", consent->display_name);
  json_object_set_array_member (object, "applicationGrants", json_array_ref (consent->grants));
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("ApplicationConsent"));

  return object;
}

/* It takes an administrator's role in the customer's tenant, besides. */
static DavyDemoCustomer *
find_customer (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;

  if (!davy_role_allows (exchange, DAVY_ROLE_CHANGE))
    return NULL;

  customer = davy_exchange_find_customer (exchange);
  if (customer == NULL || customer->may_consent)
    return customer;

  davy_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN, "900308",
                        "The user lacks a role in the customer's tenant.");
  return NULL;
}

static gboolean
find_consent (const DavyDemoCustomer *customer, const char *application_id, guint *index)
{
  for (*index = 0; *index < customer->consents->len; (*index)++)
    {
      const DavyDemoConsent *consent = g_ptr_array_index (customer->consents, *index);

      if (g_ascii_strcasecmp (consent->application_id, application_id) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
answer_list (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = find_customer (exchange);
  JsonArray *items;

  if (customer == NULL)
    return;

  items = json_array_new ();
  for (guint i = 0; i < customer->consents->len; i++)
    json_array_add_object_element (items,
                                   consent_to_json (g_ptr_array_index (customer->consents, i)));
  davy_exchange_answer_items (exchange, items);
}

static gboolean
grants_are_good (const DavyJson *grants)
{
  guint n_grants = davy_json_length (grants, DAVY_JSON_REQUIRED);

  for (guint i = 0; i < n_grants; i++)
    {
      DavyJson grant = davy_json_element (grants, i);

      davy_json_string (&grant, "enterpriseApplicationId", DAVY_JSON_REQUIRED);
      davy_json_string (&grant, "scope", DAVY_JSON_REQUIRED);
    }

  return n_grants > 0;
}

static void
answer_post (DavyExchange *exchange)
{
  g_autoptr (GError) wire_error = NULL;
  DavyJson body = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  DavyJson grants = davy_json_member (&body, "applicationGrants");
  const char *id = davy_json_string (&body, "applicationId", DAVY_JSON_REQUIRED);
  const char *name = davy_json_string (&body, "displayName", DAVY_JSON_OPTIONAL);
  const DavyDemoCustomer *customer = find_customer (exchange);
  DavyDemoConsent *consent;
  guint index;

  if (customer == NULL)
    return;
  if (!grants_are_good (&grants) || wire_error != NULL || !g_uuid_string_is_valid (id))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                            "The input is missing or malformed.");
      return;
    }
  if (find_consent (customer, id, &index))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_CONFLICT, "409",
                            "Permission entry already exists.");
      return;
    }

  consent = g_new0 (DavyDemoConsent, 1);
  consent->application_id = g_strdup (id);
  consent->display_name = g_strdup (name != NULL ? name : "");
  consent->grants = json_array_ref (json_node_get_array (grants.node));
  g_ptr_array_add (customer->consents, consent);
  davy_exchange_answer_object (exchange, SOUP_STATUS_CREATED, consent_to_json (consent));
}

static void
answer_one (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = find_customer (exchange);
  guint index;

  if (customer == NULL)
    return;
  if (find_consent (customer, exchange->arguments[1], &index))
    davy_exchange_answer_object (exchange, SOUP_STATUS_OK,
                                 consent_to_json (g_ptr_array_index (customer->consents, index)));
  else
    davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "1000",
                          "This application has no consent here.");
}

static void
answer_delete (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = find_customer (exchange);
  guint index;

  if (customer == NULL)
    return;
  if (find_consent (customer, exchange->arguments[1], &index))
    {
      g_ptr_array_remove_index (customer->consents, index);
      davy_exchange_answer_empty (exchange, SOUP_STATUS_NO_CONTENT);
    }
  else
    davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "1000",
                          "This application has no consent here.");
}

#define CONSENTS "/pc/v1/customers/{}/applicationconsents"

const DavyRoute davy_consent_routes[] = {
  { "GET", CONSENTS, DAVY_ANSWER_PLAIN, answer_list },
  { "POST", CONSENTS, DAVY_ANSWER_PLAIN, answer_post },
  { "GET", CONSENTS "/{}", DAVY_ANSWER_PLAIN, answer_one },
  { "DELETE", CONSENTS "/{}", DAVY_ANSWER_PLAIN, answer_delete },
  { 0 },
};
