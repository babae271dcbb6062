/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "core/davy-json.h"
#include "davy-test.h"
#include "emulator/davy-emulator.h"

/* A small client in the emulator's own main context, for tests. Each includes it once. */

#define APPLICATION_ID "90000000-0000-4000-8000-000000000001"
#define ADA            "ada@northwind.example"
#define PARTNER_TENANT "10000000-0000-4000-8000-000000000001"
#define FABRIKAM       "20000000-0000-4000-8000-000000000001"
#define CONTOSO        "20000000-0000-4000-8000-000000000002"
#define LEGACY         "30000000-0000-4000-8000-000000000001"
#define PLAN           "30000000-0000-4000-8000-000000000002"
#define LEGACY_AZURE   "40000000-0000-4000-8000-00000000000a"
#define PRODUCTION     "40000000-0000-4000-8000-00000000000b"
#define CLOSED         "40000000-0000-4000-8000-00000000000c"
#define FOURTH_COFFEE  "20000000-0000-4000-8000-000000000003"
#define BUSY           "30000000-0000-4000-8000-000000000005"
#define EXPIRED        "30000000-0000-4000-8000-000000000006"
#define LICENCE        "30000000-0000-4000-8000-000000000003"
#define SILENT         "40000000-0000-4000-8000-00000000000d"

#define PARTNER_API "https://api.partnercenter.microsoft.com"
#define GRAPH_API   "https://graph.microsoft.com"
#define AZURE_API   "https://management.azure.com"

typedef struct
{
  DavyEmulator *emulator;
  SoupSession *session;
  char *token;        /* goes with every request; NULL: none */
  GPtrArray *headers; /* name, value, … of the next request */

  /* what came back */
  SoupMessage *message;
  guint status;
  GBytes *body;
  JsonNode *json;
  GError *error;
} Client;

static void
client_start (Client *self, DavyScenario *scenario)
{
  g_autoptr (GError) error = NULL;

  self->emulator = davy_emulator_new (scenario);
  g_assert_true (davy_emulator_listen (self->emulator, 0, NULL, &error));
  g_assert_no_error (error);
  self->session = soup_session_new ();
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  self->headers = g_ptr_array_new_with_free_func (g_free);
}

G_GNUC_UNUSED static void
client_set_up (Client *self, gconstpointer scenario)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (
      TEST_FIXTURES, scenario != NULL ? (const char *) scenario : "small.json", NULL);
  g_autoptr (DavyScenario) loaded = davy_scenario_load (path, &error);

  g_assert_no_error (error);
  client_start (self, loaded);
}

/* @behaviour: JSON; what small.json says of it is forgotten */
G_GNUC_UNUSED static void
client_set_up_behaviour (Client *self, gconstpointer behaviour)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "small.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DavyScenario) loaded = NULL;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  json_object_set_member (json_node_get_object (json_parser_get_root (parser)), "behaviour",
                          json_from_string (behaviour, NULL));
  text = json_to_string (json_parser_get_root (parser), FALSE);
  bytes = g_bytes_new (text, strlen (text));
  loaded = davy_scenario_load_bytes (bytes, &error);
  g_assert_no_error (error);
  client_start (self, loaded);
}

static void
client_forget (Client *self)
{
  g_clear_object (&self->message);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_error (&self->error);
  self->status = 0;
}

G_GNUC_UNUSED static void
client_tear_down (Client *self, gconstpointer unused)
{
  client_forget (self);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->emulator);
  g_ptr_array_unref (self->headers);
  g_free (self->token);
}

G_GNUC_UNUSED static void
client_use_token (Client *self, const char *user, const char *resource, const char *tenant)
{
  g_free (self->token);
  self->token = davy_emulator_issue_token (self->emulator, user, resource, tenant);
}

G_GNUC_UNUSED static void
client_add_header (Client *self, const char *name, const char *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/* @type NULL: no body. Returns the status; 0 when there was no whole answer. */
G_GNUC_UNUSED static guint
client_send (Client *self, const char *method, const char *path, const char *type, const char *body)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *uri =
      g_str_has_prefix (path, "http")
          ? g_strdup (path)
          : g_strconcat (davy_emulator_get_base_uri (self->emulator), path, NULL);

  client_forget (self);
  self->message = soup_message_new (method, uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_append (soup_message_get_request_headers (self->message),
                                   "Authorization", bearer);
    }
  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    soup_message_headers_append (soup_message_get_request_headers (self->message),
                                 g_ptr_array_index (self->headers, i),
                                 g_ptr_array_index (self->headers, i + 1));
  g_ptr_array_set_size (self->headers, 0);
  if (type != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (self->message, type, bytes);
    }

  soup_session_send_and_read_async (self->session, self->message, G_PRIORITY_DEFAULT, NULL,
                                    davy_test_keep_result, &result);
  self->body = soup_session_send_and_read_finish (self->session, davy_test_wait_result (&result),
                                                  &self->error);
  if (self->error != NULL)
    return 0;

  self->json = davy_json_parse (self->body, NULL);
  self->status = soup_message_get_status (self->message);
  return self->status;
}

G_GNUC_UNUSED static guint
client_get (Client *self, const char *path)
{
  return client_send (self, "GET", path, NULL, NULL);
}

G_GNUC_UNUSED static guint
client_post_form (Client *self, const char *path, const char *form)
{
  return client_send (self, "POST", path, "application/x-www-form-urlencoded", form);
}

G_GNUC_UNUSED static guint
client_post_json (Client *self, const char *path, const char *json)
{
  return client_send (self, "POST", path, "application/json", json);
}

G_GNUC_UNUSED static guint
client_patch_json (Client *self, const char *path, const char *json)
{
  return client_send (self, "PATCH", path, "application/json", json);
}

G_GNUC_UNUSED static const char *
client_header (Client *self, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

G_GNUC_UNUSED static gboolean
client_body_starts_with (Client *self, const char *text)
{
  return g_bytes_get_size (self->body) >= strlen (text) &&
         memcmp (g_bytes_get_data (self->body, NULL), text, strlen (text)) == 0;
}

G_GNUC_UNUSED static gboolean
client_body_contains (Client *self, const char *text)
{
  gsize length;
  const char *data = g_bytes_get_data (self->body, &length);

  return g_strstr_len (data, (gssize) length, text) != NULL;
}

/* A path such as "items[0].id"; the value as text, "" when it is absent or null. */
G_GNUC_UNUSED static char *
client_json (Client *self, const char *path)
{
  g_autofree char *expression = g_strconcat (*path == '[' ? "$" : "$.", path, NULL);
  g_autoptr (JsonNode) found = json_path_query (expression, self->json, NULL);
  JsonArray *array = json_node_get_array (found);
  JsonNode *node = json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  return json_to_string (node, FALSE);
}

#define assert_json(client, path, expected)               \
  G_STMT_START                                            \
  {                                                       \
    g_autofree char *found_ = client_json (client, path); \
    g_assert_cmpstr (found_, ==, expected);               \
  }                                                       \
  G_STMT_END

/* How many elements an array has. */
G_GNUC_UNUSED static guint
client_count (Client *self, const char *path)
{
  g_autofree char *expression = g_strconcat (*path == '[' ? "$" : "$.", path, NULL);
  g_autoptr (JsonNode) found = NULL;

  if (*path == '\0')
    return json_array_get_length (json_node_get_array (self->json));

  found = json_path_query (expression, self->json, NULL);
  return json_array_get_length (
      json_node_get_array (json_array_get_element (json_node_get_array (found), 0)));
}

#define test_client(path, function) \
  g_test_add (path, Client, NULL, client_set_up, function, client_tear_down)

#define test_client_in(path, scenario, function) \
  g_test_add (path, Client, scenario, client_set_up, function, client_tear_down)

#define test_client_behaving(path, behaviour, function) \
  g_test_add (path, Client, behaviour, client_set_up_behaviour, function, client_tear_down)
