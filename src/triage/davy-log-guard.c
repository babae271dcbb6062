/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-log-guard.h"

#include "triage/davy-case-clocks.h"
#include "triage/davy-evidence-write.h"
#include "triage/davy-facts.h"

/* Azure keeps its activity log for %DAVY_LOG_DAYS days, and with it goes who did what in the hours
 * that matter. Nobody has to ask for this reminder: it is found in each case that is open. */

/* What was decided last about when it began. */
static DavyTime
find_decided_onset (const DavyCaseRecord *record)
{
  DavyTime onset = DAVY_TIME_UNSET;

  for (guint i = 0; i < record->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i);
      g_autoptr (GVariant) facts = NULL;

      if (g_strcmp0 (entry->kind, DAVY_ENTRY_DECISION) != 0 ||
          g_strcmp0 (entry->step, davy_steps[DAVY_STEP_ORIGIN].key) != 0)
        continue;
      facts = davy_facts_from_text (entry->facts);
      if (facts != NULL)
        g_variant_lookup (facts, DAVY_FACT_ONSET, "x", &onset);
    }

  return onset;
}

/* A case about an alert of ours has none of Microsoft's: its beginning is the last that is known
 * to be in the log. */
static DavyTime
find_log_end (const DavyCaseRecord *record, const GPtrArray *alerts)
{
  DavyTime onset = find_decided_onset (record);
  DavyCaseClocks clocks;

  davy_case_clocks_init (&clocks, alerts, DAVY_TIME_UNSET);
  if (onset != DAVY_TIME_UNSET || clocks.first_sign == DAVY_TIME_UNSET)
    davy_case_clocks_set_first_sign (&clocks, onset != DAVY_TIME_UNSET ? onset : record->opened_at);

  return clocks.logs_until;
}

static gboolean
has_entry (const DavyCaseRecord *record, const char *kind)
{
  g_autoptr (GVariant) facts = NULL;

  return davy_evidence_find_entry (record, kind, DAVY_EVIDENCE_ACTIVITY, &facts) != NULL;
}

static gboolean
was_reminded (const DavyCaseRecord *record, guint position)
{
  for (guint i = 0; i < record->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i);

      if (g_strcmp0 (entry->kind, DAVY_ENTRY_REMINDED) == 0 && entry->refers == position)
        return TRUE;
    }

  return FALSE;
}

/**
 * davy_log_guard_find:
 * @record: a case
 * @alerts: (element-type DavyAlert): its alerts
 *
 * Returns: (transfer full) (nullable): when to remind of its activity log, and by which entry it is
 *   remembered that this was done: that by which the case began; %NULL when the log is stored, or
 *   somebody goes on without it, when the case is closed, and when it is too late
 */
DavyReminder *
davy_log_guard_find (const DavyCaseRecord *record, const GPtrArray *alerts)
{
  const DavyCaseEntry *opening =
      record->entries->len > 0 ? g_ptr_array_index (record->entries, 0) : NULL;
  DavyTime end = find_log_end (record, alerts);
  DavyReminder *reminder;

  if (opening == NULL || record->closed_at != DAVY_TIME_UNSET || end <= davy_time_now () ||
      has_entry (record, DAVY_ENTRY_EVIDENCE) || has_entry (record, DAVY_ENTRY_WAIVED) ||
      was_reminded (record, opening->position))
    return NULL;

  reminder = g_new0 (DavyReminder, 1);
  reminder->kind = DAVY_REMINDER_LOG;
  reminder->position = opening->position;
  reminder->due = end - DAVY_LOG_SHORT_DAYS * DAVY_TIME_DAY;

  return reminder;
}
