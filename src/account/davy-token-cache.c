/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-token-cache.h"

#include "account/davy-oauth.h"

#define EXPIRY_MARGIN    (2 * DAVY_TIME_MINUTE)
#define RENEWED_JUST_NOW (10 * DAVY_TIME_SECOND)

struct _DavyTokenCache
{
  GHashTable *tokens; /* key → Token */
};

typedef struct
{
  char *text;
  gint64 obtained; /* monotonic: the other clock may be set back */
  DavyTime expires;
} Token;

static void
token_free (Token *token)
{
  davy_oauth_wipe (&token->text);
  g_free (token);
}

/**
 * davy_token_cache_new:
 *
 * Returns: (transfer full): an empty one
 */
DavyTokenCache *
davy_token_cache_new (void)
{
  DavyTokenCache *self = g_new0 (DavyTokenCache, 1);

  self->tokens =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) token_free);

  return self;
}

/**
 * davy_token_cache_free:
 * @self: (transfer full): the tokens
 */
void
davy_token_cache_free (DavyTokenCache *self)
{
  g_hash_table_unref (self->tokens);
  g_free (self);
}

/**
 * davy_token_cache_clear:
 * @self: the tokens
 *
 * Wipes them all.
 */
void
davy_token_cache_clear (DavyTokenCache *self)
{
  g_hash_table_remove_all (self->tokens);
}

/**
 * davy_token_cache_put:
 * @self: the tokens
 * @key: what it is for
 * @token: obtained just now
 * @expires: when it ends
 */
void
davy_token_cache_put (DavyTokenCache *self, const char *key, const char *token, DavyTime expires)
{
  Token *kept = g_new0 (Token, 1);

  kept->text = g_strdup (token);
  kept->obtained = davy_time_monotonic ();
  kept->expires = expires;
  g_hash_table_insert (self->tokens, g_strdup (key), kept);
}

/**
 * davy_token_cache_get:
 * @self: the tokens
 * @key: what it is for
 * @renew: whether the one given last was refused. Many refused at once need one renewal, not one
 *   each: what was obtained a moment ago is good all the same.
 *
 * Returns: (nullable): the token; %NULL when there is none that is good
 */
const char *
davy_token_cache_get (DavyTokenCache *self, const char *key, gboolean renew)
{
  const Token *token = g_hash_table_lookup (self->tokens, key);

  if (token == NULL || token->expires - EXPIRY_MARGIN <= davy_time_now ())
    return NULL;
  if (renew && davy_time_monotonic () - token->obtained >= RENEWED_JUST_NOW)
    return NULL;

  return token->text;
}
