/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator-client.h"

/* A person who signs in at the emulator, for tests. */

#define VERIFIER  "abcdefghijklmnopqrstuvwxyz-0123456789.ABCDEFG~"
#define REDIRECT  "http%3A%2F%2Flocalhost%3A49712"
#define SCOPE     PARTNER_API "/user_impersonation%20offline_access%20openid"
#define AUTHORIZE "/login/organizations/oauth2/v2.0/authorize"
#define TOKEN     "/login/organizations/oauth2/v2.0/token"
#define ACCEPT    "user=ada%40northwind.example&password=lamp&decision=accept"

G_GNUC_UNUSED static char *
dup_challenge (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *base64 = NULL;
  g_autoptr (GString) text = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) VERIFIER, -1);
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  text = g_string_new (base64);
  g_string_replace (text, "+", "-", 0);
  g_string_replace (text, "/", "_", 0);
  g_string_replace (text, "=", "", 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

G_GNUC_UNUSED static char *
dup_authorize_at (const char *tenant, const char *more)
{
  g_autofree char *challenge = dup_challenge ();

  return g_strconcat ("/login/", tenant,
                      "/oauth2/v2.0/authorize?client_id=" APPLICATION_ID
                      "&response_type=code&redirect_uri=" REDIRECT "&scope=" SCOPE
                      "&state=st%2Fate&code_challenge_method="
                      "S256&code_challenge=",
                      challenge, more, NULL);
}

G_GNUC_UNUSED static char *
dup_authorize (const char *more)
{
  return dup_authorize_at ("organizations", more);
}

/* What the redirect to the program says. */
G_GNUC_UNUSED static char *
dup_answer (Client *client, const char *name)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GHashTable) query = NULL;

  g_assert_cmpuint (client->status, ==, SOUP_STATUS_FOUND);
  uri = g_uri_parse (client_header (client, "Location"), G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_assert_cmpstr (g_uri_get_host (uri), ==, "localhost");
  g_assert_cmpint (g_uri_get_port (uri), ==, 49712);
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/");
  query = soup_form_decode (g_uri_get_query (uri));

  return g_strdup (g_hash_table_lookup (query, name));
}

G_GNUC_UNUSED static char *
sign_in (Client *client, const char *form)
{
  g_autofree char *authorize = dup_authorize ("");

  client_post_form (client, authorize, form);

  return dup_answer (client, "code");
}

G_GNUC_UNUSED static guint
redeem (Client *client, const char *code, const char *verifier, const char *redirect)
{
  g_autofree char *form =
      g_strconcat ("client_id=" APPLICATION_ID "&grant_type=authorization_code&code=", code,
                   "&redirect_uri=", redirect, "&code_verifier=", verifier, "&scope=" SCOPE, NULL);

  return client_post_form (client, TOKEN, form);
}

G_GNUC_UNUSED static guint
refresh (Client *client, const char *tenant, const char *token, const char *scope)
{
  g_autofree char *path = g_strdup_printf ("/login/%s/oauth2/v2.0/token", tenant);
  g_autofree char *form =
      g_strconcat ("client_id=" APPLICATION_ID "&grant_type=refresh_token&refresh_token=", token,
                   "&scope=", scope, NULL);

  return client_post_form (client, path, form);
}

G_GNUC_UNUSED static char *
dup_refresh_token (Client *client)
{
  g_autofree char *code = sign_in (client, ACCEPT);

  g_assert_cmpuint (redeem (client, code, VERIFIER, REDIRECT), ==, 200);

  return client_json (client, "refresh_token");
}

/* The refresh token of a sign-in at a tenant that answers a challenge. */
G_GNUC_UNUSED static char *
sign_in_at (Client *client, const char *tenant, const char *claims)
{
  g_autofree char *encoded = g_uri_escape_string (claims, NULL, TRUE);
  g_autofree char *more = g_strconcat ("&claims=", encoded, NULL);
  g_autofree char *authorize = dup_authorize_at (tenant, more);
  g_autofree char *path = g_strdup_printf ("/login/%s/oauth2/v2.0/token", tenant);
  g_autofree char *code = NULL, *form = NULL;

  client_post_form (client, authorize, ACCEPT);
  code = dup_answer (client, "code");
  form = g_strconcat ("client_id=" APPLICATION_ID "&grant_type=authorization_code&code=", code,
                      "&redirect_uri=" REDIRECT "&code_verifier=" VERIFIER "&scope=" AZURE_API
                      "/user_impersonation%20offline_access",
                      NULL);
  g_assert_cmpuint (client_post_form (client, path, form), ==, 200);

  return client_json (client, "refresh_token");
}

/* A claim of the token that came back, without a look at its signature. */
G_GNUC_UNUSED static char *
dup_claim (Client *client, const char *claim)
{
  g_autofree char *token = client_json (client, "access_token");
  g_auto (GStrv) parts = g_strsplit (token, ".", 3);
  g_autoptr (GString) encoded = g_string_new (parts[1]);
  g_autofree guchar *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonNode *found;
  gsize length;

  g_string_replace (encoded, "-", "+", 0);
  g_string_replace (encoded, "_", "/", 0);
  while (encoded->len % 4 != 0)
    g_string_append_c (encoded, '=');
  text = g_base64_decode (encoded->str, &length);
  node = json_from_string ((const char *) text, NULL);

  found = json_object_get_member (json_node_get_object (node), claim);
  if (found == NULL)
    return g_strdup ("");

  return JSON_NODE_HOLDS_VALUE (found) && json_node_get_value_type (found) == G_TYPE_STRING
             ? json_node_dup_string (found)
             : json_to_string (found, FALSE);
}

#define assert_claim(client, claim, expected)            \
  G_STMT_START                                           \
  {                                                      \
    g_autofree char *claim_ = dup_claim (client, claim); \
    g_assert_cmpstr (claim_, ==, expected);              \
  }                                                      \
  G_STMT_END
