/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-private.h"

#include <math.h>

#include "store/davy-own-alerts-private.h"
#include "store/davy-own-excess.h"
#include "usage/davy-parts.h"

/* All parts that davy-usage-table.h tells apart are judged whenever usage is written: the costliest
 * 500 of each dimension, in their last 90 days. */

static gboolean
is_named (const DavyUsageTable *table, guint part)
{
  return *(const char *) g_ptr_array_index (table->parts, part) != '\0';
}

/* On a day of which nobody told what is whose, no part is known to have cost nothing. */
static void
forget_untold_days (DavyUsageTable *table)
{
  for (guint day = 0; day < table->length; day++)
    {
      gboolean told = table->total[day] == 0;

      for (guint i = 0; i < table->parts->len && !told; i++)
        told = is_named (table, i) && table->by_part[i][day] != 0;
      for (guint i = 0; i < table->parts->len && !told; i++)
        table->by_part[i][day] = NAN;
    }
}

/* Of the named parts; what is nobody's stands last. */
static void
judge_parts (DavyUsageTable *table,
             const DavyJudgement *total,
             const DavyDailyTotals *totals,
             GArray *excesses)
{
  guint named = table->parts->len;
  g_autofree gboolean *any_cost = g_new (gboolean, named);
  g_autoptr (GArray) found = NULL;
  DavyParts parts = { .dimension = table->dimension,
                      .names = (const char *const *) table->parts->pdata,
                      .by_part = table->by_part,
                      .any_cost = any_cost,
                      .first = table->first };

  if (named > 0 && !is_named (table, named - 1))
    named--;
  forget_untold_days (table);
  for (guint i = 0; i < named; i++)
    any_cost[i] = davy_usage_table_counts_any_cost (table, i);
  parts.n_parts = named;
  found = davy_parts_find_excess (&parts, total);
  for (guint i = 0; i < found->len; i++)
    {
      const DavyPartExcess *excess = &g_array_index (found, DavyPartExcess, i);

      davy_own_excesses_add (excesses, excess->judged, totals,
                             g_ptr_array_index (table->parts, excess->part), table->dimension);
    }
}

/* Finds the notable episodes that run in parts of a subscription's use.
 * @total: what is said of all of it
 * @totals: what that was
 * @excesses: (element-type DavyOwnExcess): where to add them */
gboolean
davy_db_judge_parts (DavyDb *db,
                     gint64 subscription_row,
                     const DavyJudgement *total,
                     const DavyDailyTotals *totals,
                     GArray *excesses,
                     GError **error)
{
  DavyDay last = total->series->first + (DavyDay) total->series->length - 1;

  for (guint dimension = 0; dimension < DAVY_N_DIMENSIONS; dimension++)
    {
      g_autoptr (DavyUsageTable) table = davy_db_load_usage_between (
          db, subscription_row, (DavyDimension) dimension,
          MAX (total->series->first, last + 1 - DAVY_JUDGEMENT_RECENT_DAYS), last, error);

      if (table == NULL)
        return FALSE;
      judge_parts (table, total, totals, excesses);
    }

  return TRUE;
}

/* The alert names the part alone; what it is tells the use of the days that it is about.
 * @dimension: (out): not touched when its use is not known any more */
gboolean
davy_db_find_dimension (DavyDb *db,
                        gint64 subscription_row,
                        const char *part,
                        DavyDay onset,
                        DavyDimension *dimension,
                        GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT dimension FROM usage WHERE subscription_row = ? AND day >= ?"
                       " AND name = ? COLLATE NOCASE ORDER BY dimension LIMIT 1",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, onset);
  davy_statement_bind_text (statement, 3, part);
  if (davy_statement_next (statement, error))
    *dimension = (DavyDimension) davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

/* Reads what is found of a part of a subscription's use in which too much is used now, whatever was
 * said of it; of several that which somebody still has to act on.
 * @part: (out) (transfer full) (nullable): which; %NULL: there is none
 * @dimension: (out): what that is; not touched without one, or when its use is not known any more
 * @episode: (out): what it is about; not touched without one
 * @excess: (out): what it costs a day beyond the expected; NAN when that is not known */
gboolean
davy_db_read_own_part (DavyDb *db,
                       gint64 subscription_row,
                       char **part,
                       DavyDimension *dimension,
                       DavyOwnEpisode *episode,
                       double *excess,
                       GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT description, (SELECT excess FROM subscriptions WHERE id = ?1),"
                       " " DAVY_OWN_EPISODE_COLUMNS " FROM alerts"
                       " JOIN episodes ON episodes.alert_row = alerts.id"
                       " JOIN alert_bodies ON alert_bodies.alert_row = alerts.id"
                       " WHERE subscription_row = ?1 AND service = '" DAVY_ALERT_SERVICE_OWN
                       "' AND running AND description IS NOT NULL"
                       " ORDER BY status = ?2, episodes.excess DESC LIMIT 1",
                       error);

  *excess = (double) NAN;
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, DAVY_ALERT_STATUS_RESOLVED);
  if (davy_statement_next (statement, error))
    {
      *part = davy_statement_dup_text (statement, 0);
      *excess = davy_statement_get_double (statement, 1);
      davy_own_episode_read (episode, statement, 2);
    }
  if (davy_statement_has_failed (statement))
    return FALSE;

  return *part == NULL || davy_db_find_dimension (db, subscription_row, *part,
                                                  episode->episode.onset, dimension, error);
}
