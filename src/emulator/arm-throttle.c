/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-throttle.h"

struct _DavyArmThrottle
{
  GHashTable *buckets; /* whose requests → Bucket */
};

typedef struct
{
  double tokens;
  DavyTime time;
} Bucket;

typedef struct
{
  const char *name;
  double size;
  double refill; /* a second */
} Limit;

#define GLOBAL_FACTOR 15

/* Queries of Cost Management, of one tenant. */
#define QUERIES        12
#define QUERY_INTERVAL (10 * DAVY_TIME_SECOND)

static const Limit reads = { "reads", 250, 25 };
static const Limit writes = { "writes", 200, 10 };
static const Limit deletes = { "deletes", 200, 10 };

/**
 * davy_arm_throttle_new:
 * Returns: (transfer full): full buckets
 */
DavyArmThrottle *
davy_arm_throttle_new (void)
{
  DavyArmThrottle *self = g_new0 (DavyArmThrottle, 1);

  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * davy_arm_throttle_free:
 * @self: (transfer full): buckets
 */
void
davy_arm_throttle_free (DavyArmThrottle *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

/* Takes one token; returns how many are left, -1: there was none. */
static double
take (DavyArmThrottle *self, const char *key, double size, double refill, DavyTime now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);

  if (bucket == NULL)
    {
      bucket = g_new0 (Bucket, 1);
      *bucket = (Bucket){ size, now };
      g_hash_table_insert (self->buckets, g_strdup (key), bucket);
    }
  bucket->tokens += (double) MAX (now - bucket->time, 0) / (double) DAVY_TIME_SECOND * refill;
  bucket->tokens = MIN (bucket->tokens, size);
  bucket->time = now;
  if (bucket->tokens < 1)
    return -1;

  return --bucket->tokens;
}

static void
tell (DavyArmCall *call, const char *name, const char *kind, double left)
{
  g_autofree char *header = g_strdup_printf ("x-ms-ratelimit-remaining-%s-%s", name, kind);
  g_autofree char *value = g_strdup_printf ("%d", (int) MAX (left, 0));

  davy_exchange_set_header (call->exchange, header, value);
}

/**
 * davy_arm_throttle_allows:
 * @self: buckets
 * @call: a call of somebody whose token is good
 *
 * Takes a call out of its bucket, tells what is left, and refuses it with 429 when there was
 * nothing. Time is the emulator's.
 *
 * Returns: whether the call may pass
 */
gboolean
davy_arm_throttle_allows (DavyArmThrottle *self, DavyArmCall *call)
{
  const char *method = call->exchange->method;
  const char *tenant = call->exchange->token.tenant_id;
  const Limit *limit = g_str_equal (method, "GET")      ? &reads
                       : g_str_equal (method, "DELETE") ? &deletes
                                                        : &writes;
  const char *scope = call->in_subscription ? call->estate->id : tenant;
  const char *who = call->caller != NULL ? call->caller->object_id : "";
  g_autofree char *own = g_strdup_printf ("%s %s %s", scope, who, limit->name);
  g_autofree char *global = g_strdup_printf ("%s %s", scope, limit->name);
  double left = take (self, own, limit->size, limit->refill, call->now);

  tell (call, call->in_subscription ? "subscription" : "tenant", limit->name, left);
  if (call->in_subscription && left >= 0)
    {
      left = take (self, global, limit->size * GLOBAL_FACTOR, limit->refill * GLOBAL_FACTOR,
                   call->now);
      tell (call, "subscription-global", limit->name, left);
    }
  if (left >= 0)
    return TRUE;

  davy_arm_set_retry_after (call, DAVY_TIME_SECOND);
  davy_arm_refuse (call, DAVY_STATUS_THROTTLED, "SubscriptionRequestsThrottled",
                   "Number of %s for %s exceeded the limit. Please try again after some time.",
                   limit->name, scope);
  return FALSE;
}

/**
 * davy_arm_throttle_query:
 * @self: buckets
 * @call: a query of Cost Management
 *
 * Counts a query; how many its tenant has left goes into a header.
 *
 * Returns: how many microseconds of the emulator's time it has to wait, 0: it may pass
 */
gint64
davy_arm_throttle_query (DavyArmThrottle *self, DavyArmCall *call)
{
  g_autofree char *key = g_strdup_printf ("%s queries", call->exchange->token.tenant_id);
  double refill = (double) QUERIES / ((double) QUERY_INTERVAL / (double) DAVY_TIME_SECOND);
  double left = take (self, key, QUERIES, refill, call->now);
  g_autofree char *value = g_strdup_printf ("QueriesPerInterval;%d", (int) MAX (left, 0));

  davy_exchange_set_header (call->exchange, "x-ms-ratelimit-microsoft.costmanagement-qpu-consumed",
                            "1");
  davy_exchange_set_header (call->exchange, "x-ms-ratelimit-microsoft.costmanagement-qpu-remaining",
                            value);

  return left < 0 ? QUERY_INTERVAL : 0;
}
