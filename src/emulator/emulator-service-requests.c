/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-json.h"
#include "emulator/emulator-customers.h"
#include "emulator/emulator-roles.h"
#include "emulator/emulator-routes.h"
#include "emulator/scenario-service-requests.h"

/* Service requests at Partner Center: the list, one, a note to it, its end. To open one is retired
 * and not found, as are the topics it needed (`wire-contract.md` 2.8). */

#define NEVER "0001-01-01T00:00:00"

static void
set_time (JsonObject *object, const char *name, DavyTime time)
{
  g_autofree char *text =
      time != DAVY_TIME_UNSET ? davy_time_to_iso (time / 1000 * 1000) : g_strdup (NEVER);

  json_object_set_string_member (object, name, text);
}

static JsonObject *
organization_to_json (DavyExchange *exchange, const DavyDemoServiceRequest *request)
{
  const DavyScenario *scenario = exchange->scenario;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (
      object, "id", request->customer != NULL ? request->customer->id : scenario->tenant_id);
  json_object_set_string_member (
      object, "name", request->customer != NULL ? request->customer->name : scenario->name);
  json_object_set_null_member (object, "phoneNumber");

  return object;
}

/* A list is sparse and has numbers where one alone has words. */
static JsonObject *
listed_to_json (DavyExchange *exchange, const DavyDemoServiceRequest *request)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "title", request->title);
  json_object_set_string_member (object, "id", request->id);
  json_object_set_int_member (object, "severity",
                              davy_demo_service_request_get_severity (request->severity));
  json_object_set_int_member (object, "status",
                              davy_demo_service_request_get_status (request->status));
  json_object_set_object_member (object, "organization", organization_to_json (exchange, request));
  json_object_set_string_member (object, "productName", request->product);
  set_time (object, "createdDate", request->created);
  set_time (object, "lastModifiedDate", request->modified);
  set_time (object, "lastClosedDate", request->closed);
  json_object_set_object_member (object, "attributes", davy_json_new_attributes ("ServiceRequest"));

  return object;
}

static JsonObject *
note_to_json (const DavyDemoNote *note)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "createdByName", note->by);
  set_time (object, "createdDate", note->time);
  json_object_set_string_member (object, "text", note->text);

  return object;
}

static JsonObject *
contact_to_json (DavyExchange *exchange, const DavyDemoServiceRequest *request)
{
  const DavyDemoUser *user = g_ptr_array_index (exchange->scenario->users, 0);
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "organization", organization_to_json (exchange, request));
  json_object_set_string_member (object, "contactId", user->object_id);
  json_object_set_string_member (object, "firstName", user->display_name);
  json_object_set_string_member (object, "lastName", "");
  json_object_set_string_member (object, "email", user->user_name);

  return object;
}

static JsonObject *
request_to_json (DavyExchange *exchange, const DavyDemoServiceRequest *request)
{
  JsonObject *object = listed_to_json (exchange, request);
  JsonArray *notes = json_array_new ();

  json_object_set_string_member (object, "severity", request->severity);
  json_object_set_string_member (object, "status", request->status);
  json_object_set_string_member (object, "description", request->description);
  json_object_set_string_member (object, "supportTopicId", "32444671");
  json_object_set_string_member (object, "supportTopicName", request->topic);
  json_object_set_object_member (object, "primaryContact", contact_to_json (exchange, request));
  json_object_set_string_member (object, "lastUpdatedBy", "Microsoft");
  json_object_set_string_member (object, "productId", "");
  json_object_set_string_member (object, "countryCode", exchange->scenario->country);
  json_object_set_array_member (object, "fileLinks", json_array_new ());
  json_object_set_null_member (object, "newNote");
  for (guint i = 0; i < request->notes->len; i++)
    json_array_add_object_element (notes, note_to_json (g_ptr_array_index (request->notes, i)));
  json_object_set_array_member (object, "notes", notes);

  return object;
}

/* `size` and `offset` by number; `status` by word. */
static void
answer_with_list (DavyExchange *exchange, const DavyDemoCustomer *customer)
{
  const GPtrArray *requests = exchange->scenario->requests;
  const char *status = davy_exchange_get_query (exchange, "status");
  const char *size_text = davy_exchange_get_query (exchange, "size");
  const char *offset_text = davy_exchange_get_query (exchange, "offset");
  guint64 size = G_MAXUINT, offset = 0, index = 0;
  JsonArray *items = json_array_new ();

  if (size_text != NULL)
    g_ascii_string_to_unsigned (size_text, 10, 1, 1000, &size, NULL);
  if (offset_text != NULL)
    g_ascii_string_to_unsigned (offset_text, 10, 0, 100000, &offset, NULL);

  for (guint i = 0; i < requests->len; i++)
    {
      const DavyDemoServiceRequest *request = g_ptr_array_index (requests, i);

      if ((customer != NULL && request->customer != customer) ||
          (status != NULL && g_ascii_strcasecmp (status, request->status) != 0))
        continue;
      if (index >= offset && index - offset < size)
        json_array_add_object_element (items, listed_to_json (exchange, request));
      index++;
    }
  davy_exchange_answer_items (exchange, items);
}

static void
answer_list (DavyExchange *exchange)
{
  answer_with_list (exchange, NULL);
}

static void
answer_customer_list (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);

  if (customer != NULL)
    answer_with_list (exchange, customer);
}

static DavyDemoServiceRequest *
find_request (DavyExchange *exchange)
{
  for (guint i = 0; i < exchange->scenario->requests->len; i++)
    {
      DavyDemoServiceRequest *request = g_ptr_array_index (exchange->scenario->requests, i);

      if (g_str_equal (request->id, exchange->arguments[0]))
        return request;
    }

  davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "1000",
                        "The service request was not found.");
  return NULL;
}

static void
answer_one (DavyExchange *exchange)
{
  const DavyDemoServiceRequest *request = find_request (exchange);

  if (request != NULL)
    davy_exchange_answer_object (exchange, SOUP_STATUS_OK, request_to_json (exchange, request));
}

static void
set_status (DavyDemoServiceRequest *request, const char *status, DavyTime now)
{
  g_free (request->status);
  request->status = g_ascii_strdown (status, -1);
  request->modified = now;
  if (g_str_equal (request->status, "closed"))
    request->closed = now;
}

/* {"Status":"closed"} or {"NewNote":{"Text":"…"}}: only what changes */
static void
answer_patch (DavyExchange *exchange)
{
  g_autoptr (GError) wire_error = NULL;
  DavyJson body = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  DavyJson note = davy_json_member (&body, "NewNote");
  const char *status = davy_json_string (&body, "Status", DAVY_JSON_OPTIONAL);
  const char *text = davy_json_string (&note, "Text", DAVY_JSON_OPTIONAL);
  DavyDemoServiceRequest *request =
      davy_role_allows (exchange, DAVY_ROLE_CHANGE) ? find_request (exchange) : NULL;

  if (request == NULL)
    return;
  if (wire_error != NULL || (status == NULL && text == NULL) ||
      (status != NULL && davy_demo_service_request_get_status (status) < 0))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                            "The input is missing or malformed.");
      return;
    }

  if (status != NULL)
    set_status (request, status, davy_exchange_now (exchange));
  if (text != NULL)
    davy_demo_service_request_add_note (request, exchange->user->display_name, text,
                                        davy_exchange_now (exchange));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, request_to_json (exchange, request));
}

const DavyRoute davy_service_request_routes[] = {
  { "GET", "/pc/v1/servicerequests", DAVY_ANSWER_PLAIN, answer_list },
  { "GET", "/pc/v1/customers/{}/servicerequests", DAVY_ANSWER_PLAIN, answer_customer_list },
  { "GET", "/pc/v1/servicerequests/{}", DAVY_ANSWER_PLAIN, answer_one },
  { "PATCH", "/pc/v1/servicerequests/{}", DAVY_ANSWER_PLAIN, answer_patch },
  { 0 },
};
