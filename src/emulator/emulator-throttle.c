/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-throttle.h"

struct _DavyThrottle
{
  GHashTable *windows; /* whose requests → GQueue of DavyTime *, oldest first */
};

static void
window_free (gpointer window)
{
  g_queue_free_full (window, g_free);
}

/**
 * davy_throttle_new:
 * Returns: (transfer full): a throttle that has seen nothing yet
 */
DavyThrottle *
davy_throttle_new (void)
{
  DavyThrottle *self = g_new0 (DavyThrottle, 1);

  self->windows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, window_free);

  return self;
}

/**
 * davy_throttle_free:
 * @self: (transfer full): a throttle
 */
void
davy_throttle_free (DavyThrottle *self)
{
  g_hash_table_unref (self->windows);
  g_free (self);
}

/* Counted for the partner, or for each of its customers. */
static GQueue *
find_window (DavyThrottle *self, DavyExchange *exchange)
{
  const char *customer = exchange->arguments[0];
  const char *key = exchange->scenario->tenant_id;
  GQueue *window;

  if (exchange->scenario->behaviour.throttle_by_customer && customer != NULL)
    key = customer;
  window = g_hash_table_lookup (self->windows, key);
  if (window == NULL)
    {
      window = g_queue_new ();
      g_hash_table_insert (self->windows, g_strdup (key), window);
    }

  return window;
}

static void
refuse (DavyExchange *exchange, gint64 wait)
{
  gint64 seconds = (wait + DAVY_TIME_SECOND - 1) / DAVY_TIME_SECOND;
  g_autofree char *header = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *text =
      g_strdup_printf ("Rate limit is exceeded. Try again in %s seconds.", header);

  davy_exchange_set_header (exchange, "Retry-After", header);
  davy_exchange_refuse (exchange, DAVY_STATUS_THROTTLED, "429", text);
}

/**
 * davy_throttle_allows:
 * @self: a throttle
 * @exchange: a request of a kind that is counted
 *
 * Counts a request, and refuses it with 429 and `Retry-After` when there were too many in the
 * minute before it.
 *
 * Returns: whether the request may pass
 */
gboolean
davy_throttle_allows (DavyThrottle *self, DavyExchange *exchange)
{
  guint limit = (guint) exchange->scenario->behaviour.throttle_per_minute;
  DavyTime now = davy_exchange_now (exchange);
  GQueue *window;
  gboolean full;

  if (limit == 0)
    return TRUE;

  /* Only the newest requests, as many as may pass, decide. */
  window = find_window (self, exchange);
  full = window->length == limit &&
         now - *(const DavyTime *) g_queue_peek_head (window) < DAVY_TIME_MINUTE;
  g_queue_push_tail (window, g_memdup2 (&now, sizeof now));
  if (window->length > limit)
    g_free (g_queue_pop_head (window));

  if (full)
    refuse (exchange, *(const DavyTime *) g_queue_peek_head (window) + DAVY_TIME_MINUTE - now);

  return !full;
}
