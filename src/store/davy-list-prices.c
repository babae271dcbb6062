/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-list-prices.h"

static gboolean
forget_older (DavyDb *db, DavyTime than, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "DELETE FROM list_prices WHERE fetched_at < ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, than);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_put_list_prices:
 * @db: the writer's connection
 * @prices: what an hour costs; a price that is not known is kept as such, so that it is not asked
 *   for again and again
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Takes the place of what was known of the same size, region and currency; what is older than a
 * month is forgotten.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_list_prices (DavyDb *db, const DavyListPrices *prices, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "INSERT OR REPLACE INTO list_prices"
                       " (size, region, currency, kind, micros, price_currency, fetched_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                       error);

  if (statement == NULL || !forget_older (db, prices->fetched_at - 30 * DAVY_TIME_DAY, error))
    return FALSE;

  for (guint kind = 0; kind < prices->n_kinds; kind++)
    {
      const DavyMoney *price = &prices->by_kind[kind];

      davy_statement_bind_text (statement, 1, prices->size);
      davy_statement_bind_text (statement, 2, prices->region);
      davy_statement_bind_text (statement, 3, prices->currency);
      davy_statement_bind_int64 (statement, 4, kind);
      davy_statement_bind_int64 (statement, 5, price->micros);
      davy_statement_bind_text (statement, 6, price->currency);
      davy_statement_bind_int64 (statement, 7, prices->fetched_at);
      if (!davy_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * davy_db_read_list_prices:
 * @db: any connection
 * @since: leave out what was read before
 * @found: called with each price
 * @data: for @found
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Reads the prices that are known.
 *
 * Returns: whether they were read
 */
gboolean
davy_db_read_list_prices (DavyDb *db,
                          DavyTime since,
                          DavyListPriceFound found,
                          gpointer data,
                          GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT size, region, currency, kind, micros, price_currency, fetched_at FROM list_prices"
      " WHERE fetched_at >= ? ORDER BY size, region, currency, kind",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, since);
  while (davy_statement_next (statement, error))
    {
      DavyMoney price = { .micros = davy_statement_get_int64 (statement, 4),
                          .basis = DAVY_BASIS_LIST };
      const DavyListPrices prices = { .size = davy_statement_get_text (statement, 0),
                                      .region = davy_statement_get_text (statement, 1),
                                      .currency = davy_statement_get_text (statement, 2),
                                      .by_kind = &price,
                                      .n_kinds = 1,
                                      .fetched_at = davy_statement_get_int64 (statement, 6) };

      g_strlcpy (price.currency, davy_statement_get_text (statement, 5), sizeof price.currency);
      found (&prices, (guint) davy_statement_get_int64 (statement, 3), data);
    }

  return !davy_statement_has_failed (statement);
}
