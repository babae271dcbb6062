/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-exchange.h"

#include <string.h>

#include "core/davy-json.h"
#include "core/davy-random.h"
#include "emulator/emulator-quirks.h"

#define AUTHORIZATION "https://login.microsoftonline.com/common/oauth2/authorize"

static const struct
{
  const char *path;
  DavyPrefix prefix;
} prefixes[] = {
  { "/login", DAVY_PREFIX_LOGIN },   { "/pc", DAVY_PREFIX_PARTNER },
  { "/graph", DAVY_PREFIX_GRAPH },   { "/arm", DAVY_PREFIX_RESOURCE_MANAGER },
  { "/prices", DAVY_PREFIX_PRICES }, { "/_emulator", DAVY_PREFIX_CONTROL },
};

static DavyPrefix
prefix_from_path (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      gsize length = strlen (prefixes[i].path);

      if (strncmp (path, prefixes[i].path, length) == 0 &&
          (path[length] == '/' || path[length] == '\0'))
        return prefixes[i].prefix;
    }

  return DAVY_PREFIX_NONE;
}

/**
 * davy_exchange_new:
 * @host: who is asked
 * @message: the request, on which the answer is set at the end
 * @path: its path, decoded
 * @query: (nullable): its query, decoded
 *
 * Returns: (transfer full): an exchange without an answer
 */
DavyExchange *
davy_exchange_new (const DavyExchangeHost *host,
                   SoupServerMessage *message,
                   const char *path,
                   GHashTable *query)
{
  DavyExchange *self = g_new0 (DavyExchange, 1);

  self->emulator = g_object_ref (host->emulator);
  self->scenario = davy_scenario_ref (host->scenario);
  self->clock = host->clock;
  self->secrets = host->secrets;
  self->message = g_object_ref (message);
  self->prefix = prefix_from_path (path);
  self->method = soup_server_message_get_method (message);
  self->path = g_strdup (path);
  self->query = query != NULL ? g_hash_table_ref (query) : NULL;

  return self;
}

/**
 * davy_exchange_free:
 * @self: (transfer full): an exchange; what was not sent is lost
 */
void
davy_exchange_free (DavyExchange *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->arguments); i++)
    g_free (self->arguments[i]);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  davy_bearer_claims_clear (&self->token);
  g_free (self->content_type);
  g_free ((char *) self->path);
  g_object_unref (self->message);
  davy_scenario_unref (self->scenario);
  g_object_unref (self->emulator);
  g_free (self);
}

/**
 * davy_exchange_now:
 * @self: an exchange
 *
 * Returns: what the emulator's clock shows
 */
DavyTime
davy_exchange_now (DavyExchange *self)
{
  return davy_emulator_clock_now (self->clock);
}

/**
 * davy_exchange_get_query:
 * @self: an exchange
 * @name: a parameter of the query
 *
 * Returns: (nullable): its value, decoded
 */
const char *
davy_exchange_get_query (DavyExchange *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/**
 * davy_exchange_get_header:
 * @self: an exchange
 * @name: a header of the request
 *
 * Returns: (nullable): its value
 */
const char *
davy_exchange_get_header (DavyExchange *self, const char *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message),
                                       name);
}

/**
 * davy_exchange_dup_text:
 * @self: an exchange
 *
 * Returns: (transfer full): the body of the request
 */
char *
davy_exchange_dup_text (DavyExchange *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (self->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * davy_exchange_parse_form:
 * @self: an exchange
 *
 * Returns: (transfer full): the fields of an urlencoded body
 */
GHashTable *
davy_exchange_parse_form (DavyExchange *self)
{
  g_autofree char *text = davy_exchange_dup_text (self);

  return soup_form_decode (text);
}

/**
 * davy_exchange_get_json:
 * @self: an exchange
 *
 * Returns: (transfer none) (nullable): the body, %NULL when it is not JSON
 */
JsonNode *
davy_exchange_get_json (DavyExchange *self)
{
  g_autofree char *text = davy_exchange_dup_text (self);

  if (self->json == NULL)
    self->json = davy_json_parse_text (text, NULL);

  return self->json;
}

/**
 * davy_exchange_get_range:
 * @self: an exchange
 * @total: how many things there are
 * @first: (inout): where the page begins
 * @end: (inout): behind its last
 *
 * Keeps a page within what there is. With the fault `moved-pages` something new stands before
 * the first page by now: each later page begins with what the page before it ended with.
 *
 * Returns: whether the page holds anything
 */
gboolean
davy_exchange_get_range (DavyExchange *self, guint total, guint *first, guint *end)
{
  if ((self->flags & DAVY_ANSWER_MOVED_PAGES) != 0 && *first > 0)
    {
      (*first)--;
      (*end)--;
    }
  *first = MIN (*first, total);
  *end = CLAMP (*end, *first, total);

  return *first < *end;
}

/**
 * davy_exchange_set_header:
 * @self: an exchange
 * @name: a header of the answer
 * @value: takes the place of an earlier one
 */
void
davy_exchange_set_header (DavyExchange *self, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name,
                                value);
}

/* Beside an earlier one of the same name. */
static void
add_header (DavyExchange *self, const char *name, const char *value)
{
  soup_message_headers_append (soup_server_message_get_response_headers (self->message), name,
                               value);
}

/**
 * davy_exchange_has_answer_header:
 * @self: an exchange
 * @name: a header of the answer
 *
 * Returns: whether it is set already
 */
gboolean
davy_exchange_has_answer_header (DavyExchange *self, const char *name)
{
  return soup_message_headers_get_one (soup_server_message_get_response_headers (self->message),
                                       name) != NULL;
}

/**
 * davy_exchange_answer_text:
 * @self: an exchange
 * @status: of HTTP
 * @type: the content type
 * @text: (transfer full): the body
 */
void
davy_exchange_answer_text (DavyExchange *self, guint status, const char *type, char *text)
{
  self->status = status;
  g_free (self->content_type);
  self->content_type = g_strdup (type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new_take (text, strlen (text));
}

/**
 * davy_exchange_answer_node:
 * @self: an exchange
 * @status: of HTTP
 * @node: (transfer full): the body
 */
void
davy_exchange_answer_node (DavyExchange *self, guint status, JsonNode *node)
{
  g_autoptr (JsonNode) turned = davy_quirks_apply (self, node);

  davy_exchange_answer_text (self, status, "application/json; charset=utf-8",
                             davy_quirks_print (self, turned));
}

/**
 * davy_exchange_answer_object:
 * @self: an exchange
 * @status: of HTTP
 * @object: (transfer full): the body
 */
void
davy_exchange_answer_object (DavyExchange *self, guint status, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  davy_exchange_answer_node (self, status, node);
}

/**
 * davy_exchange_answer_array:
 * @self: an exchange
 * @status: of HTTP
 * @array: (transfer full): the body
 */
void
davy_exchange_answer_array (DavyExchange *self, guint status, JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  davy_exchange_answer_node (self, status, node);
}

/**
 * davy_exchange_answer_items:
 * @self: an exchange with Partner Center
 * @items: (transfer full): what is listed
 *
 * Answers with a collection that has no further page.
 */
void
davy_exchange_answer_items (DavyExchange *self, JsonArray *items)
{
  JsonObject *collection = json_object_new ();
  JsonObject *attributes = json_object_new ();

  json_object_set_int_member (collection, "totalCount", json_array_get_length (items));
  json_object_set_array_member (collection, "items", items);
  json_object_set_string_member (attributes, "objectType", "Collection");
  json_object_set_object_member (collection, "attributes", attributes);
  davy_exchange_answer_object (self, SOUP_STATUS_OK, collection);
}

/**
 * davy_exchange_answer_empty:
 * @self: an exchange
 * @status: of HTTP
 *
 * Answers without a body, whatever was answered before.
 */
void
davy_exchange_answer_empty (DavyExchange *self, guint status)
{
  self->status = status;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->content_type, g_free);
}

/**
 * davy_exchange_redirect:
 * @self: an exchange
 * @uri: where the browser is sent
 */
void
davy_exchange_redirect (DavyExchange *self, const char *uri)
{
  davy_exchange_answer_empty (self, SOUP_STATUS_FOUND);
  davy_exchange_set_header (self, "Location", uri);
}

/* The gateway before Partner Center words throttling by itself (`wire-contract.md` 2.0). */
static JsonObject *
gateway_error (guint status, const char *text)
{
  JsonObject *error = json_object_new ();

  json_object_set_int_member (error, "statusCode", status);
  json_object_set_string_member (error, "message", text);

  return error;
}

static JsonObject *
partner_error (const char *code, const char *text)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "code", code);
  json_object_set_string_member (error, "description", text);
  json_object_set_array_member (error, "data", json_array_new ());
  json_object_set_string_member (error, "source", "PartnerFD");

  return error;
}

/* Graph names the exchange within its errors, and begins them with a byte order mark. */
static void
add_inner_error (DavyExchange *self, JsonObject *error)
{
  JsonObject *inner = json_object_new ();
  g_autofree char *id = davy_random_uuid ();
  g_autofree char *date = davy_time_to_iso (davy_exchange_now (self));
  const char *client_id = davy_exchange_get_header (self, "client-request-id");

  json_object_set_string_member (inner, "date", date);
  json_object_set_string_member (inner, "request-id", id);
  json_object_set_string_member (inner, "client-request-id", client_id != NULL ? client_id : id);
  json_object_set_object_member (json_object_get_object_member (error, "error"), "innerError",
                                 inner);
  davy_exchange_set_header (self, "request-id", id);
  self->flags |= DAVY_ANSWER_BOM;
}

/* Azure Resource Manager, Graph */
static JsonObject *
nested_error (const char *code, const char *text)
{
  JsonObject *error = json_object_new ();
  JsonObject *outer = json_object_new ();

  json_object_set_string_member (error, "code", code);
  json_object_set_string_member (error, "message", text);
  json_object_set_object_member (outer, "error", error);

  return outer;
}

/**
 * davy_exchange_refuse:
 * @self: an exchange
 * @status: of HTTP
 * @code: the service's own code
 * @text: its words
 *
 * Answers with an error as the service words it.
 */
void
davy_exchange_refuse (DavyExchange *self, guint status, const char *code, const char *text)
{
  JsonObject *error;

  if (self->prefix == DAVY_PREFIX_PARTNER && status == DAVY_STATUS_THROTTLED)
    error = gateway_error (status, text);
  else if (self->prefix == DAVY_PREFIX_PARTNER)
    error = partner_error (code, text);
  else
    error = nested_error (code, text);
  if (self->prefix == DAVY_PREFIX_GRAPH)
    add_inner_error (self, error);

  davy_exchange_answer_object (self, status, error);
}

/**
 * davy_exchange_refuse_token:
 * @self: an exchange
 *
 * Answers that the bearer token is not, or no longer, good for this service.
 */
void
davy_exchange_refuse_token (DavyExchange *self)
{
  davy_exchange_set_header (self, "WWW-Authenticate",
                            "Bearer realm=\"\", error=\"invalid_token\", "
                            "error_description=\"The access token is not accepted\"");
  if (self->prefix == DAVY_PREFIX_PARTNER)
    davy_exchange_refuse (self, SOUP_STATUS_UNAUTHORIZED, "800001", "Access denied.");
  else
    davy_exchange_refuse (self, SOUP_STATUS_UNAUTHORIZED, "InvalidAuthenticationToken",
                          "The access token is invalid.");
}

/**
 * davy_exchange_refuse_claims:
 * @self: an exchange
 * @claims: what is asked of the sign-in, as JSON
 *
 * Answers with a claims challenge: two headers, whose parameters come in another order than the
 * documentation has them (`wire-contract.md` 1.7).
 */
void
davy_exchange_refuse_claims (DavyExchange *self, const char *claims)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) claims, strlen (claims));
  g_autofree char *challenge = g_strdup_printf (
      "Bearer claims=\"%s\", error=\"insufficient_claims\", authorization_uri=\"" AUTHORIZATION
      "\", realm=\"\"",
      encoded);

  add_header (self, "WWW-Authenticate",
              "Bearer realm=\"\", authorization_uri=\"" AUTHORIZATION "\"");
  add_header (self, "WWW-Authenticate", challenge);
  davy_exchange_refuse (self, SOUP_STATUS_UNAUTHORIZED, "InvalidAuthenticationToken",
                        "Continuous access evaluation resulted in a challenge");
}

/**
 * davy_exchange_refuse_login_with:
 * @self: an exchange with the token endpoint
 * @error: the OAuth error
 * @code: the number behind AADSTS
 * @text: the service's words
 * @more: (transfer full): what else the answer has
 */
void
davy_exchange_refuse_login_with (DavyExchange *self,
                                 const char *error,
                                 guint code,
                                 const char *text,
                                 JsonObject *more)
{
  JsonArray *codes = json_array_new ();
  g_autofree char *trace = davy_random_uuid ();
  g_autofree char *correlation = davy_random_uuid ();
  g_autofree char *time =
      davy_time_to_iso (davy_exchange_now (self) / DAVY_TIME_SECOND * DAVY_TIME_SECOND);
  g_autofree char *description =
      g_strdup_printf ("AADSTS%u: %s\r\nTrace ID: %s\r\nCorrelation ID: %s\r\nTimestamp: %s", code,
                       text, trace, correlation, time);
  g_autofree char *uri = g_strdup_printf ("https://login.microsoftonline.com/error?code=%u", code);

  json_array_add_int_element (codes, code);
  json_object_set_string_member (more, "error", error);
  json_object_set_string_member (more, "error_description", description);
  json_object_set_array_member (more, "error_codes", codes);
  json_object_set_string_member (more, "timestamp", time);
  json_object_set_string_member (more, "trace_id", trace);
  json_object_set_string_member (more, "correlation_id", correlation);
  json_object_set_string_member (more, "error_uri", uri);
  davy_exchange_answer_object (self, SOUP_STATUS_BAD_REQUEST, more);
}

/**
 * davy_exchange_refuse_login:
 * @self: an exchange with the token endpoint
 * @error: the OAuth error
 * @code: the number behind AADSTS
 * @text: the service's words
 */
void
davy_exchange_refuse_login (DavyExchange *self, const char *error, guint code, const char *text)
{
  davy_exchange_refuse_login_with (self, error, code, text, json_object_new ());
}
