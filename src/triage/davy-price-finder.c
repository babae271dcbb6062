/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-price-finder.h"

#include "store/davy-list-prices.h"

/* What an hour of each machine that runs costs by the public list: the prices come from the store
 * for a week and are asked for after that (`playbook.md`, "Burn rate in the first hours"). */

#define VALID_FOR (7 * DAVY_TIME_DAY)

typedef struct
{
  DavyArmClient *arm;  /* (owned) */
  GPtrArray *computes; /* (owned) (element-type DavyCompute) */
  char *currency;      /* (owned) */
  DavyPriceBook *book; /* (owned) */
  GPtrArray *fetched;  /* (owned) (element-type Fetch): what is new */
  guint pending;
} PriceCall;

/* One size and region that is asked for. */
typedef struct
{
  GTask *task; /* (owned) */
  char *size;
  char *region;
  DavyHourlyPrices prices;
  DavyTime fetched_at;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_object (&fetch->task);
  g_free (fetch->size);
  g_free (fetch->region);
  g_free (fetch);
}

static void
price_call_free (PriceCall *call)
{
  g_clear_object (&call->arm);
  g_clear_pointer (&call->computes, g_ptr_array_unref);
  g_clear_pointer (&call->book, davy_price_book_free);
  g_clear_pointer (&call->fetched, g_ptr_array_unref);
  g_free (call->currency);
  g_free (call);
}

static void
answer (GTask *task)
{
  PriceCall *call = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&call->book),
                         (GDestroyNotify) davy_price_book_free);
}

static gboolean
write_prices (DavyDb *db, gpointer data, GError **error)
{
  const PriceCall *call = data;

  for (guint i = 0; i < call->fetched->len; i++)
    {
      const Fetch *fetch = g_ptr_array_index (call->fetched, i);
      const DavyListPrices prices = { .size = fetch->size,
                                      .region = fetch->region,
                                      .currency = call->currency,
                                      .by_kind = fetch->prices.by_kind,
                                      .n_kinds = DAVY_N_PRICE_KINDS,
                                      .fetched_at = fetch->fetched_at };

      if (!davy_db_put_list_prices (db, &prices, error))
        return FALSE;
    }

  return TRUE;
}

/* Prices that cannot be kept are good for now all the same. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_debug ("List prices are not kept: %s", error->message);
  answer (task);
}

static void
end_fetches (GTask *task)
{
  PriceCall *call = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (call->fetched->len > 0)
    davy_store_write_async (g_task_get_source_object (task), write_prices, call, NULL, 0, NULL,
                            written_cb, g_object_ref (task));
  else
    answer (task);
}

/* A price that cannot be had is missing in the book. */
static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&fetch->task);
  PriceCall *call = g_task_get_task_data (task);

  if (davy_arm_client_get_prices_finish (DAVY_ARM_CLIENT (source), result, &fetch->prices, NULL))
    {
      fetch->fetched_at = davy_time_now ();
      davy_price_book_put (call->book, fetch->size, fetch->region, call->currency, &fetch->prices,
                           fetch->fetched_at);
      g_ptr_array_add (call->fetched, fetch);
    }
  else
    {
      fetch_free (fetch);
    }

  if (--call->pending == 0)
    end_fetches (task);
}

static void
start_fetch (GTask *task, const DavyCompute *compute)
{
  PriceCall *call = g_task_get_task_data (task);
  Fetch *fetch = g_new0 (Fetch, 1);

  call->pending++;
  fetch->task = g_object_ref (task);
  fetch->size = davy_price_dup_size (compute->size);
  fetch->region = davy_price_dup_region (compute->region);
  davy_arm_client_get_prices_async (call->arm, fetch->size, fetch->region, call->currency,
                                    g_task_get_cancellable (task), fetched_cb, fetch);
}

/* Each size and region once, however many machines there are. */
static void
fetch_missing (GTask *task)
{
  PriceCall *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < call->computes->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (call->computes, i);
      g_autofree char *region = NULL;
      g_autofree char *key = NULL;

      if (!davy_compute_is_billed (compute) || compute->size == NULL || compute->region == NULL ||
          davy_price_book_find (call->book, compute->size, compute->region, call->currency) != NULL)
        continue;
      region = davy_price_dup_region (compute->region);
      key = g_strjoin ("\n", compute->size, region, NULL);
      if (g_hash_table_add (asked, g_ascii_strdown (key, -1)))
        start_fetch (task, compute);
    }

  if (call->pending == 0)
    end_fetches (task);
}

/* The kinds of one size, region and currency follow one another. */
static void
take_price (const DavyListPrices *found, guint kind, gpointer data)
{
  PriceCall *call = data;
  const DavyHourlyPrices *known;
  DavyHourlyPrices prices = { 0 };

  if (kind >= DAVY_N_PRICE_KINDS || g_strcmp0 (found->currency, call->currency) != 0)
    return;

  known = davy_price_book_find (call->book, found->size, found->region, found->currency);
  if (known != NULL)
    prices = *known;
  prices.by_kind[kind] = *found->by_kind;
  davy_price_book_put (call->book, found->size, found->region, found->currency, &prices,
                       found->fetched_at);
}

static gboolean
read_prices (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_read_list_prices (db, davy_time_now () - VALID_FOR, take_price, data, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_store_read_finish (DAVY_STORE (source), result, &error))
    fetch_missing (task);
  else
    g_task_return_error (task, error);
}

/**
 * davy_price_finder_find_async:
 * @store: where prices are kept
 * @arm: whom to ask for those that are missing
 * @computes: (element-type DavyCompute): what computes
 * @currency: ISO 4217: in which to price it
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds the list prices of what runs, for davy_burn_rate_new(). A price is kept for a week and
 * serves all accounts.
 */
void
davy_price_finder_find_async (DavyStore *store,
                              DavyArmClient *arm,
                              GPtrArray *computes,
                              const char *currency,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  PriceCall *call = g_new0 (PriceCall, 1);

  g_task_set_source_tag (task, davy_price_finder_find_async);
  call->arm = g_object_ref (arm);
  call->computes = g_ptr_array_ref (computes);
  call->currency = g_strdup (currency);
  call->book = davy_price_book_new ();
  call->fetched = g_ptr_array_new_with_free_func (fetch_free);
  g_task_set_task_data (task, call, (GDestroyNotify) price_call_free);

  davy_store_read_async (store, read_prices, call, NULL, cancellable, read_cb, task);
}

/**
 * davy_price_finder_find_finish:
 * @store: where prices are kept
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE; not for prices that cannot be had, which are
 *   missing in the book
 *
 * Returns: (transfer full): the prices
 */
DavyPriceBook *
davy_price_finder_find_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_price_finder_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
