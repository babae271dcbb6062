/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <math.h>

#include "core/davy-csv.h"

/* What the graph shows, for programs: ISO days, or hours in UTC, decimal points, nothing where
 * nothing is known; the oldest first. */

static const char *const columns[] = { "day",          "cost",          "currency",
                                       "expected_low", "expected_high", "incomplete" };
#define N_COLUMNS G_N_ELEMENTS (columns)
#define MAX_CELLS (N_COLUMNS + DAVY_USAGE_TOP + 1)

static void
append_head (const DavyUsageFindings *self, const DavyUsageView *view, gboolean rest, GString *csv)
{
  const char *cells[MAX_CELLS];
  guint n = 0;

  while (n < N_COLUMNS)
    {
      cells[n] = columns[n];
      n++;
    }
  if (davy_usage_findings_is_hourly (self))
    cells[0] = "hour";
  if (self->unit != NULL)
    {
      cells[1] = "quantity";
      cells[2] = "unit";
    }
  for (guint i = 0; view->parted && i < view->n_top; i++)
    cells[n++] = g_ptr_array_index (self->table->parts, view->top[i]);
  if (rest)
    cells[n++] = "other";
  davy_csv_append_row (csv, cells, n);
}

static char *
dup_when (const DavyUsageFindings *self, guint index)
{
  if (davy_usage_findings_is_hourly (self))
    return davy_time_to_iso (self->table->hours_from + index * DAVY_TIME_HOUR);

  return davy_day_to_iso (self->judged->series->first + (DavyDay) index);
}

static void
append_day (const DavyUsageFindings *self,
            const DavyUsageView *view,
            const double *rest,
            guint day,
            GString *csv)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, dup_when (self, day));
  g_ptr_array_add (cells, davy_csv_dup_amount (self->judged->series->values[day]));
  g_ptr_array_add (cells, g_strdup (self->unit != NULL ? self->unit : self->table->currency));
  g_ptr_array_add (cells, davy_csv_dup_amount (self->judged->expectation->low[day]));
  g_ptr_array_add (cells, davy_csv_dup_amount (self->judged->expectation->high[day]));
  g_ptr_array_add (cells,
                   g_strdup (davy_series_is_incomplete (self->judged->series, day) ? "yes" : "no"));
  for (guint i = 0; view->parted && i < view->n_top; i++)
    g_ptr_array_add (cells, davy_csv_dup_amount (self->table->by_part[view->top[i]][day]));
  if (rest != NULL)
    g_ptr_array_add (cells, davy_csv_dup_amount (rest[day]));
  davy_csv_append_row (csv, (const char *const *) cells->pdata, cells->len);
}

/**
 * davy_usage_findings_dup_csv:
 * @self: findings
 * @view: what of it is shown
 *
 * Returns: (transfer full): comma-separated values under the names of the columns, a line a day, or
 * an hour
 */
char *
davy_usage_findings_dup_csv (const DavyUsageFindings *self, const DavyUsageView *view)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autofree double *rest = view->parted ? davy_usage_findings_dup_rest (self, view) : NULL;

  append_head (self, view, rest != NULL, csv);
  for (guint i = view->first; i < view->first + view->length; i++)
    append_day (self, view, rest, i, csv);

  return g_string_free (g_steal_pointer (&csv), FALSE);
}
