/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-burn-rate.h"

/* Money a day, before any cost data arrive: `playbook.md`, "Burn rate in the first hours". */

#define VALID_FOR    (7 * DAVY_TIME_DAY)
#define HOURS_OF_DAY 24
#define MAX_MACHINES G_GINT64_CONSTANT (1000000)

struct _DavyPriceBook
{
  GHashTable *pages; /* (element-type utf8 Page): by key */
};

typedef struct
{
  DavyHourlyPrices prices;
  DavyTime fetched_at;
} Page;

static char *
dup_key (const char *size, const char *region, const char *currency)
{
  g_autofree char *own_region = davy_price_dup_region (region);
  g_autofree char *key = g_strjoin ("\n", size, own_region, currency, NULL);

  return g_ascii_strdown (key, -1);
}

/* A cluster's machines are counted where they stand; of what is only named nothing is known. */
static gboolean
counts (const DavyCompute *compute)
{
  return compute->kind != DAVY_COMPUTE_KUBERNETES && compute->kind != DAVY_COMPUTE_OTHER;
}

static void
add_cost (DavyBurnRate *self,
          const DavyCompute *compute,
          const DavyPriceBook *book,
          const char *currency)
{
  gint64 count = MIN (compute->count, MAX_MACHINES);
  const DavyHourlyPrices *prices = NULL;
  DavyMoney daily;

  if (compute->size != NULL && compute->region != NULL)
    prices = davy_price_book_find (book, compute->size, compute->region, currency);
  daily = prices != NULL ? prices->by_kind[davy_price_kind_get (compute->windows, compute->spot)]
                         : (DavyMoney){ 0 };
  /* The price is hourly; a product that does not fit is not known either. */
  if (davy_money_is_known (&daily))
    daily = davy_money_new (davy_money_to_double (&daily) * HOURS_OF_DAY * (double) count,
                            daily.currency, DAVY_BASIS_LIST);

  self->machines += count;
  if (davy_money_is_known (&daily))
    davy_amounts_add (self->per_day, &daily);
  else
    self->unpriced += count;
}

/**
 * davy_price_book_new:
 *
 * Returns: (transfer full): a book without prices
 */
DavyPriceBook *
davy_price_book_new (void)
{
  DavyPriceBook *self = g_new0 (DavyPriceBook, 1);

  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * davy_price_book_free:
 * @self: (transfer full) (nullable): a book
 *
 * Frees a book.
 */
void
davy_price_book_free (DavyPriceBook *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->pages);
  g_free (self);
}

/**
 * davy_price_book_put:
 * @self: a book
 * @size: a machine's size, in any case
 * @region: where, in any case
 * @currency: the currency that was asked for
 * @prices: what an hour costs
 * @fetched_at: when that was read
 *
 * Keeps prices, in the place of what was known of the same.
 */
void
davy_price_book_put (DavyPriceBook *self,
                     const char *size,
                     const char *region,
                     const char *currency,
                     const DavyHourlyPrices *prices,
                     DavyTime fetched_at)
{
  Page *page = g_new0 (Page, 1);

  page->prices = *prices;
  page->fetched_at = fetched_at;
  g_hash_table_replace (self->pages, dup_key (size, region, currency), page);
}

/**
 * davy_price_book_find:
 * @self: a book
 * @size: a machine's size, in any case
 * @region: where, in any case
 * @currency: the currency that is asked for
 *
 * Returns: (transfer none) (nullable): the prices, as long as nothing is put; %NULL when they are
 *   not known, or were read more than a week ago or in the future
 */
const DavyHourlyPrices *
davy_price_book_find (const DavyPriceBook *self,
                      const char *size,
                      const char *region,
                      const char *currency)
{
  g_autofree char *key = dup_key (size, region, currency);
  const Page *page = g_hash_table_lookup (self->pages, key);
  DavyTime now = davy_time_now ();

  if (page == NULL || page->fetched_at > now || now - page->fetched_at > VALID_FOR)
    return NULL;

  return &page->prices;
}

/**
 * davy_compute_is_billed:
 * @compute: something that computes
 *
 * Returns: whether machines of it are known to be billed now
 */
gboolean
davy_compute_is_billed (const DavyCompute *compute)
{
  return counts (compute) && compute->count > 0 &&
         (compute->state == DAVY_COMPUTE_RUNNING || compute->state == DAVY_COMPUTE_HALTED ||
          compute->state == DAVY_COMPUTE_STOPPING);
}

/**
 * davy_burn_rate_new:
 * @computes: (element-type DavyCompute): what computes
 * @book: prices
 * @currency: in which they were asked for
 *
 * Works out what is billed now and what it costs a day. What is not known is counted, so that
 * nobody takes the sum for the whole.
 *
 * Returns: (transfer full): the burn rate
 */
DavyBurnRate *
davy_burn_rate_new (const GPtrArray *computes, const DavyPriceBook *book, const char *currency)
{
  DavyBurnRate *self = g_new0 (DavyBurnRate, 1);

  self->per_day = davy_amounts_new ();
  for (guint i = 0; i < computes->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (computes, i);

      if (davy_compute_is_billed (compute))
        add_cost (self, compute, book, currency);
      else if (compute->state == DAVY_COMPUTE_UNKNOWN)
        self->unknown++;
    }

  return self;
}

/**
 * davy_burn_rate_free:
 * @self: (transfer full) (nullable): a burn rate
 *
 * Frees a burn rate.
 */
void
davy_burn_rate_free (DavyBurnRate *self)
{
  if (self == NULL)
    return;

  davy_amounts_free (self->per_day);
  g_free (self);
}
