/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence-csv.h"

#include <math.h>

#include "core/davy-csv.h"
#include "core/davy-json.h"
#include "triage/davy-refund.h"

/* The cost for a spreadsheet, beside the records themselves (`playbook.md` C.4), with ISO days of
 * UTC. */

static const char *const cost_columns[] = { "day", "service", "cost", "currency", "basis" };

static const char *const day_columns[] = { "day",    "cost",       "expected", "low",  "high",
                                           "excess", "incomplete", "currency", "basis" };

/* --- as it was collected -------------------------------------------------------------------- */

static void
append_record (const DavyJson *record, gpointer text)
{
  const char *values[G_N_ELEMENTS (cost_columns)];

  for (guint i = 0; i < G_N_ELEMENTS (cost_columns); i++)
    values[i] = davy_json_string (record, cost_columns[i], DAVY_JSON_OPTIONAL);
  davy_csv_append_row (text, values, G_N_ELEMENTS (values));
}

/**
 * davy_evidence_cost_to_csv:
 * @records: what the part of the daily cost holds, a JSON object a line
 *
 * Returns: (transfer full): the same as comma-separated values under the names of the columns; of
 *   records that were changed, as many as can be read
 */
char *
davy_evidence_cost_to_csv (GBytes *records)
{
  GString *text = g_string_new (NULL);

  davy_csv_append_row (text, cost_columns, G_N_ELEMENTS (cost_columns));
  davy_json_visit_lines (records, append_record, text, NULL);

  return g_string_free (text, FALSE);
}

/* --- day by day ----------------------------------------------------------------------------- */

/* Returns: what @day cost too much as a credit would be asked for; NAN: nothing */
static double
find_excess (const DavyRefund *refund, DavyDay day)
{
  for (guint i = 0; i < refund->days->len; i++)
    {
      const DavyRefundDay *found = &g_array_index (refund->days, DavyRefundDay, i);

      if (found->day == day)
        return found->excess;
    }

  return NAN;
}

static void
append_day (GString *text, const DavyCaseFile *file, const DavyRefund *refund, guint i)
{
  DavyDay on = file->judged->series->first + (DavyDay) i;
  g_autofree char *day = davy_day_to_iso (on);
  g_autofree char *cost = davy_csv_dup_amount (file->judged->series->values[i]);
  g_autofree char *expected = davy_csv_dup_amount (file->judged->expectation->expected[i]);
  g_autofree char *low = davy_csv_dup_amount (file->judged->expectation->low[i]);
  g_autofree char *high = davy_csv_dup_amount (file->judged->expectation->high[i]);
  g_autofree char *excess = davy_csv_dup_amount (find_excess (refund, on));
  const char *values[G_N_ELEMENTS (day_columns)] = {
    day,
    cost,
    expected,
    low,
    high,
    excess,
    davy_series_is_incomplete (file->judged->series, i) ? "yes" : "no",
    file->usage->currency,
    davy_case_file_basis_word (file->usage->basis),
  };

  davy_csv_append_row (text, values, G_N_ELEMENTS (values));
}

/**
 * davy_evidence_days_to_csv:
 * @file: what is known of a case, with its usage
 *
 * What a credit for fraudulent usage is asked with, and what the graph shows: the excess runs from
 * the earliest sign of misuse.
 *
 * Returns: (transfer full): comma-separated values under the names of the columns, a line a day;
 *   what is not known is empty
 */
char *
davy_evidence_days_to_csv (const DavyCaseFile *file)
{
  GString *text = g_string_new (NULL);
  g_autoptr (DavyRefund) refund = NULL;
  DavyCaseClocks clocks;

  davy_case_file_read_clocks (file, &clocks);
  refund = davy_refund_new (clocks.first_sign, DAVY_ONSET_PERSON, file->usage);
  davy_csv_append_row (text, day_columns, G_N_ELEMENTS (day_columns));
  for (guint i = 0; i < file->judged->series->length; i++)
    append_day (text, file, refund, i);

  return g_string_free (text, FALSE);
}
