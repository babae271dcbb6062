/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-secrets.h"

#include <string.h>

#include "core/davy-json.h"
#include "core/davy-random.h"

#define KEY_BYTES     32
#define SECRET_BYTES  32
#define USER_CODE_LEN 8

/* No vowels and no look-alikes, as codes that are typed should be. */
static const char user_code_letters[] = "BCDFGHJKLMNPQRSTVWXZ";

struct _DavySecrets
{
  DavyScenario *scenario;
  guint8 key[KEY_BYTES];
  GHashTable *grants; /* secret → DavyGrant */
};

static void
grant_free (gpointer data)
{
  DavyGrant *self = data;

  g_free (self->client_id);
  g_free (self->scope);
  g_free (self->redirect_uri);
  g_free (self->challenge);
  g_free (self->nonce);
  g_free (self->stepped_up);
  g_free (self->user_code);
  g_free (self);
}

/**
 * davy_secrets_new:
 * @scenario: whose people sign in
 *
 * Returns: (transfer full): no secrets yet
 */
DavySecrets *
davy_secrets_new (DavyScenario *scenario)
{
  DavySecrets *self = g_new0 (DavySecrets, 1);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = sizeof self->key;

  self->scenario = davy_scenario_ref (scenario);
  g_checksum_update (checksum, (const guchar *) scenario->tenant_id, -1);
  g_checksum_get_digest (checksum, self->key, &length);
  self->grants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, grant_free);

  return self;
}

/**
 * davy_secrets_free:
 * @self: (transfer full): what was issued; none of it is good any more
 */
void
davy_secrets_free (DavySecrets *self)
{
  g_hash_table_unref (self->grants);
  davy_scenario_unref (self->scenario);
  g_free (self);
}

static DavyGrant *
add_grant (DavySecrets *self, const char *mark, char **secret)
{
  g_autofree char *random = davy_random_token (SECRET_BYTES);
  DavyGrant *grant = g_new0 (DavyGrant, 1);

  *secret = g_strconcat (mark, random, NULL);
  g_hash_table_insert (self->grants, g_strdup (*secret), grant);

  return grant;
}

/**
 * davy_secrets_add_code:
 * @self: the secrets
 * @code: (out) (transfer full): an authorization code
 *
 * Returns: (transfer none): what to fill in about it
 */
DavyGrant *
davy_secrets_add_code (DavySecrets *self, char **code)
{
  return add_grant (self, DAVY_CODE_MARK, code);
}

/**
 * davy_secrets_add_device_code:
 * @self: the secrets
 * @code: (out) (transfer full): a device code
 *
 * Returns: (transfer none): what to fill in about it; its user code is there
 */
DavyGrant *
davy_secrets_add_device_code (DavySecrets *self, char **code)
{
  DavyGrant *grant = add_grant (self, DAVY_CODE_MARK "device.", code);
  guint8 bytes[USER_CODE_LEN];

  davy_random_bytes (bytes, sizeof bytes);
  grant->user_code = g_malloc0 (USER_CODE_LEN + 1);
  for (guint i = 0; i < USER_CODE_LEN; i++)
    grant->user_code[i] = user_code_letters[bytes[i] % (sizeof user_code_letters - 1)];

  return grant;
}

/**
 * davy_secrets_find_code:
 * @self: the secrets
 * @code: (nullable): an authorization code or a device code
 *
 * Returns: (transfer none) (nullable): what it stands for
 */
DavyGrant *
davy_secrets_find_code (DavySecrets *self, const char *code)
{
  return code != NULL && g_str_has_prefix (code, DAVY_CODE_MARK)
             ? g_hash_table_lookup (self->grants, code)
             : NULL;
}

/**
 * davy_secrets_find_user_code:
 * @self: the secrets
 * @user_code: what a person typed, without regard to case
 *
 * Returns: (transfer none) (nullable): the device that shows this code
 */
DavyGrant *
davy_secrets_find_user_code (DavySecrets *self, const char *user_code)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->grants);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DavyGrant *grant = value;

      if (grant->user_code != NULL && g_ascii_strcasecmp (grant->user_code, user_code) == 0)
        return grant;
    }

  return NULL;
}

static char *
sign_text (DavySecrets *self, const char *text)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, self->key, sizeof self->key);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, digest, &length);

  return davy_base64url (digest, length);
}

/**
 * davy_secrets_sign:
 * @self: the secrets
 * @claims: (transfer full): what the token says
 *
 * Returns: (transfer full): a JWT that only this emulator accepts
 */
char *
davy_secrets_sign (DavySecrets *self, JsonObject *claims)
{
  static const char header[] = "{\"typ\":\"JWT\",\"alg\":\"HS256\",\"kid\":\"davylamp-demo\"}";
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL, *head = NULL, *body = NULL, *both = NULL, *signature = NULL;

  json_node_take_object (node, claims);
  text = json_to_string (node, FALSE);
  head = davy_base64url ((const guint8 *) header, strlen (header));
  body = davy_base64url ((const guint8 *) text, strlen (text));
  both = g_strconcat (head, ".", body, NULL);
  signature = sign_text (self, both);

  return g_strconcat (both, ".", signature, NULL);
}

static JsonNode *
decode_claims (const char *encoded)
{
  g_autoptr (GString) text = g_string_new (encoded);
  g_autofree guchar *claims = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  g_string_replace (text, "-", "+", 0);
  g_string_replace (text, "_", "/", 0);
  while (text->len % 4 != 0)
    g_string_append_c (text, '=');
  claims = g_base64_decode (text->str, &length);
  bytes = g_bytes_new_take (g_steal_pointer (&claims), length);

  return davy_json_parse (bytes, NULL);
}

/* What a token of ours says; NULL when it is not ours. */
static JsonNode *
read_claims (DavySecrets *self, const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autofree char *both = NULL, *signature = NULL;

  if (g_strv_length (parts) != 3)
    return NULL;

  both = g_strconcat (parts[0], ".", parts[1], NULL);
  signature = sign_text (self, both);

  return g_str_equal (signature, parts[2]) ? decode_claims (parts[1]) : NULL;
}

/**
 * davy_secrets_add_refresh_token:
 * @self: the secrets
 * @from: what was redeemed for it
 * @now: the moment
 *
 * Returns: (transfer full): a refresh token, which says itself what it stands for
 */
char *
davy_secrets_add_refresh_token (DavySecrets *self, const DavyGrant *from, DavyTime now)
{
  g_autofree char *random = davy_random_token (SECRET_BYTES);
  g_autofree char *signed_claims = NULL;
  JsonObject *claims = json_object_new ();

  json_object_set_string_member (claims, "oid", from->user->object_id);
  json_object_set_string_member (claims, "client", from->client_id);
  json_object_set_string_member (claims, "scope", from->scope);
  json_object_set_boolean_member (claims, "mfa", from->mfa);
  json_object_set_string_member (claims, "steppedUp", from->stepped_up);
  json_object_set_boolean_member (claims, "takesChallenges", from->takes_challenges);
  json_object_set_int_member (claims, "issued", now);
  json_object_set_string_member (claims, "random", random);
  signed_claims = davy_secrets_sign (self, claims);

  return g_strconcat (DAVY_REFRESH_TOKEN_MARK, signed_claims, NULL);
}

/**
 * davy_secrets_find_refresh_token:
 * @self: the secrets
 * @token: (nullable): a refresh token, perhaps of an earlier emulator with this scenario
 *
 * Returns: (transfer none) (nullable): what it stands for; %NULL when it is none
 */
DavyGrant *
davy_secrets_find_refresh_token (DavySecrets *self, const char *token)
{
  g_autoptr (JsonNode) node = NULL;
  const DavyDemoUser *user;
  DavyGrant *grant;
  DavyJson root;

  if (token == NULL || !g_str_has_prefix (token, DAVY_REFRESH_TOKEN_MARK))
    return NULL;
  grant = g_hash_table_lookup (self->grants, token);
  if (grant != NULL)
    return grant;

  node = read_claims (self, token + strlen (DAVY_REFRESH_TOKEN_MARK));
  if (node == NULL)
    return NULL;

  root = davy_json_root (node, NULL);
  user = davy_scenario_find_person (self->scenario,
                                    davy_json_string (&root, "oid", DAVY_JSON_OPTIONAL));
  if (user == NULL)
    return NULL;

  grant = g_new0 (DavyGrant, 1);
  grant->user = user;
  grant->client_id = g_strdup (davy_json_string (&root, "client", DAVY_JSON_OPTIONAL));
  grant->scope = g_strdup (davy_json_string (&root, "scope", DAVY_JSON_OPTIONAL));
  grant->mfa = davy_json_boolean (&root, "mfa", DAVY_JSON_OPTIONAL);
  grant->stepped_up = g_strdup (davy_json_string (&root, "steppedUp", DAVY_JSON_OPTIONAL));
  grant->takes_challenges = davy_json_boolean (&root, "takesChallenges", DAVY_JSON_OPTIONAL);
  grant->issued = davy_json_integer (&root, "issued", DAVY_JSON_OPTIONAL);
  g_hash_table_insert (self->grants, g_strdup (token), grant);

  return grant;
}

static gboolean
lists_word (const DavyJson *root, const char *name, const char *word)
{
  DavyJson list = davy_json_member (root, name);
  guint n_words = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_words; i++)
    {
      DavyJson element = davy_json_element (&list, i);

      if (g_strcmp0 (json_node_get_string (element.node), word) == 0)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_claim (const DavyJson *root, const char *name)
{
  const char *claim = davy_json_string (root, name, DAVY_JSON_OPTIONAL);

  return g_strdup (claim != NULL ? claim : "");
}

/**
 * davy_secrets_check_bearer:
 * @self: the secrets
 * @authorization: (nullable): the header of that name
 * @now: the moment
 * @claims: (out caller-allocates): what a good token says
 *
 * Returns: what the token is worth
 */
DavyBearer
davy_secrets_check_bearer (DavySecrets *self,
                           const char *authorization,
                           DavyTime now,
                           DavyBearerClaims *claims)
{
  g_autoptr (JsonNode) node = NULL;
  DavyJson root;

  if (authorization == NULL || !g_str_has_prefix (authorization, "Bearer "))
    return DAVY_BEARER_MISSING;

  node = read_claims (self, authorization + strlen ("Bearer "));
  if (node == NULL)
    return DAVY_BEARER_REFUSED;

  root = davy_json_root (node, NULL);
  if (davy_json_integer (&root, "exp", DAVY_JSON_OPTIONAL) <= now / DAVY_TIME_SECOND)
    return DAVY_BEARER_REFUSED;

  claims->object_id = dup_claim (&root, "oid");
  claims->tenant_id = dup_claim (&root, "tid");
  claims->audience = dup_claim (&root, "aud");
  claims->scope = dup_claim (&root, "scp");
  claims->mfa = lists_word (&root, "amr", "mfa");
  claims->stepped_up = lists_word (&root, "acrs", "c1");

  return DAVY_BEARER_GOOD;
}

/**
 * davy_bearer_claims_clear:
 * @claims: what davy_secrets_check_bearer() filled in; empty afterwards
 */
void
davy_bearer_claims_clear (DavyBearerClaims *claims)
{
  g_clear_pointer (&claims->object_id, g_free);
  g_clear_pointer (&claims->tenant_id, g_free);
  g_clear_pointer (&claims->audience, g_free);
  g_clear_pointer (&claims->scope, g_free);
}
