/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-routes.h"
#include "emulator/emulator-tenants.h"

/* What OAuth libraries ask before they begin: where the endpoints are, and which hosts belong to
 * one cloud. A few of them take a tenant as the first word of a path only, so these answer without
 * `/login` as well. */

static void
set_words (JsonObject *object, const char *name, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    json_array_add_string_element (array, parts[i]);
  json_object_set_array_member (object, name, array);
}

static void
set_endpoint (DavyExchange *exchange, JsonObject *object, const char *name, const char *path)
{
  g_autofree char *uri =
      g_strdup_printf ("%s/login/%s/%s", davy_emulator_get_base_uri (exchange->emulator),
                       exchange->arguments[0], path);

  json_object_set_string_member (object, name, uri);
}

static void
answer_configuration (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer;
  JsonObject *object;

  if (davy_tenant_find (exchange->scenario, exchange->arguments[0], &customer) == NULL)
    {
      davy_exchange_refuse_login (exchange, "invalid_tenant", 90002, "Tenant not found.");
      return;
    }

  object = json_object_new ();
  set_endpoint (exchange, object, "issuer", "v2.0");
  set_endpoint (exchange, object, "authorization_endpoint", "oauth2/v2.0/authorize");
  set_endpoint (exchange, object, "token_endpoint", "oauth2/v2.0/token");
  set_endpoint (exchange, object, "device_authorization_endpoint", "oauth2/v2.0/devicecode");
  set_endpoint (exchange, object, "jwks_uri", "discovery/v2.0/keys");
  set_words (object, "token_endpoint_auth_methods_supported", "none");
  set_words (object, "response_modes_supported", "query fragment form_post");
  set_words (object, "response_types_supported", "code");
  set_words (object, "subject_types_supported", "pairwise");
  set_words (object, "id_token_signing_alg_values_supported", "HS256");
  set_words (object, "code_challenge_methods_supported", "S256");
  set_words (object, "scopes_supported", "openid profile email offline_access");
  json_object_set_string_member (object, "tenant_region_scope", "EU");
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

/* The key that signs is the emulator's own and is told to nobody: applications do not check the
 * tokens that are made for others. */
static void
answer_keys (DavyExchange *exchange)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "keys", json_array_new ());
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static char *
dup_host (DavyExchange *exchange)
{
  g_autoptr (GUri) uri =
      g_uri_parse (davy_emulator_get_base_uri (exchange->emulator), G_URI_FLAGS_NONE, NULL);

  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

static void
answer_instance (DavyExchange *exchange)
{
  g_autofree char *host = dup_host (exchange);
  g_autofree char *configuration =
      g_strdup_printf ("%s/common/v2.0/.well-known/openid-configuration",
                       davy_emulator_get_base_uri (exchange->emulator));
  JsonObject *object = json_object_new ();
  JsonObject *cloud = json_object_new ();
  JsonArray *metadata = json_array_new ();

  json_object_set_string_member (cloud, "preferred_network", host);
  json_object_set_string_member (cloud, "preferred_cache", host);
  set_words (cloud, "aliases", host);
  json_array_add_object_element (metadata, cloud);
  json_object_set_string_member (object, "tenant_discovery_endpoint", configuration);
  json_object_set_string_member (object, "api-version", "1.1");
  json_object_set_array_member (object, "metadata", metadata);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

const DavyRoute davy_openid_routes[] = {
  { "GET", "/login/{}/v2.0/.well-known/openid-configuration", DAVY_ANSWER_PLAIN,
    answer_configuration },
  { "GET", "/{}/v2.0/.well-known/openid-configuration", DAVY_ANSWER_PLAIN, answer_configuration },
  { "GET", "/login/{}/discovery/v2.0/keys", DAVY_ANSWER_PLAIN, answer_keys },
  { "GET", "/login/{}/discovery/instance", DAVY_ANSWER_PLAIN, answer_instance },
  { "GET", "/{}/discovery/instance", DAVY_ANSWER_PLAIN, answer_instance },
  { 0 },
};
