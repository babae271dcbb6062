/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-replays.h"

struct _DavyReplays
{
  GHashTable *answers; /* method, path and id → Answer */
};

typedef struct
{
  guint status;
  char *content_type;
  GBytes *body; /* (nullable) */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * davy_replays_new:
 * Returns: (transfer full): nothing to remember yet
 */
DavyReplays *
davy_replays_new (void)
{
  DavyReplays *self = g_new0 (DavyReplays, 1);

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);

  return self;
}

/**
 * davy_replays_free:
 * @self: (transfer full): what was remembered
 */
void
davy_replays_free (DavyReplays *self)
{
  g_hash_table_unref (self->answers);
  g_free (self);
}

/* NULL for what is not remembered. */
static char *
dup_key (DavyExchange *exchange)
{
  const char *id = davy_exchange_get_header (exchange, "MS-RequestId");

  if (exchange->prefix != DAVY_PREFIX_PARTNER || id == NULL ||
      g_str_equal (exchange->method, "GET"))
    return NULL;

  return g_strconcat (exchange->method, " ", exchange->path, " ", id, NULL);
}

/**
 * davy_replays_answer:
 * @self: what is remembered
 * @exchange: a request that may pass
 *
 * Returns: whether it was a change that was made before, and is answered now
 */
gboolean
davy_replays_answer (DavyReplays *self, DavyExchange *exchange)
{
  g_autofree char *key = dup_key (exchange);
  const Answer *answer = key != NULL ? g_hash_table_lookup (self->answers, key) : NULL;

  if (answer == NULL)
    return FALSE;

  davy_exchange_answer_empty (exchange, answer->status);
  exchange->content_type = g_strdup (answer->content_type);
  if (answer->body != NULL)
    exchange->body = g_bytes_ref (answer->body);

  return TRUE;
}

/**
 * davy_replays_keep:
 * @self: what is remembered
 * @exchange: a request that is answered; remembered when it was a change that was made
 */
void
davy_replays_keep (DavyReplays *self, DavyExchange *exchange)
{
  g_autofree char *key = dup_key (exchange);
  Answer *answer;

  if (key == NULL || !SOUP_STATUS_IS_SUCCESSFUL (exchange->status))
    return;

  answer = g_new0 (Answer, 1);
  answer->status = exchange->status;
  answer->content_type = g_strdup (exchange->content_type);
  answer->body = exchange->body != NULL ? g_bytes_ref (exchange->body) : NULL;
  g_hash_table_insert (self->answers, g_steal_pointer (&key), answer);
}
