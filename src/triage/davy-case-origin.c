/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-origin.h"

#include "triage/davy-case-clocks.h"

/* Who the callers are and when the misuse began: what was decided in the step ORIGIN. */

static const char *const source_keys[] = {
  [DAVY_ONSET_UNKNOWN] = NULL, [DAVY_ONSET_REPORTED] = "reported", [DAVY_ONSET_USAGE] = "usage",
  [DAVY_ONSET_LOG] = "log",    [DAVY_ONSET_PERSON] = "person",
};

/**
 * davy_onset_source_to_key:
 * @source: a source
 *
 * Returns: (nullable): its name in the journal
 */
const char *
davy_onset_source_to_key (DavyOnsetSource source)
{
  return source_keys[source];
}

/**
 * davy_onset_source_from_key:
 * @key: (nullable): a source's name in the journal
 *
 * Returns: the source; %DAVY_ONSET_UNKNOWN for any other text
 */
DavyOnsetSource
davy_onset_source_from_key (const char *key)
{
  for (gsize i = 1; key != NULL && i < G_N_ELEMENTS (source_keys); i++)
    if (g_str_equal (source_keys[i], key))
      return (DavyOnsetSource) i;

  return DAVY_ONSET_UNKNOWN;
}

/**
 * davy_case_dup_caller_marks:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): who the callers in the logs are, an `a{ss}` for
 *   davy_caller_marks_get(); %NULL before somebody said so
 */
GVariant *
davy_case_dup_caller_marks (DavyCase *self)
{
  GVariant *facts = davy_case_get_facts (self, DAVY_STEP_ORIGIN);

  return facts != NULL ? g_variant_lookup_value (facts, DAVY_FACT_CALLERS, G_VARIANT_TYPE ("a{ss}"))
                       : NULL;
}

/**
 * davy_case_get_caller_mark:
 * @self: a case
 * @caller: (nullable): somebody in the logs; letter case means nothing
 *
 * Returns: who that is, as it was decided last
 */
DavyCallerMark
davy_case_get_caller_mark (DavyCase *self, const char *caller)
{
  g_autoptr (GVariant) marks = davy_case_dup_caller_marks (self);

  return davy_caller_marks_get (marks, caller);
}

/**
 * davy_case_get_first_observed:
 * @self: a case
 *
 * Returns: the earliest moment at which Microsoft saw one of its alerts, or %DAVY_TIME_UNSET
 */
DavyTime
davy_case_get_first_observed (DavyCase *self)
{
  const GPtrArray *alerts = davy_case_get_alerts (self);
  DavyTime first = DAVY_TIME_UNSET;

  for (guint i = 0; i < alerts->len; i++)
    {
      DavyTime observed = davy_alert_get_first_observed (g_ptr_array_index (alerts, i));

      if (observed != DAVY_TIME_UNSET && (first == DAVY_TIME_UNSET || observed < first))
        first = observed;
    }

  return first;
}

/**
 * davy_case_get_onset:
 * @self: a case
 * @source: (out) (optional): how that is known
 *
 * When the misuse began: the earliest of Microsoft's first observation, the beginning of the
 * unusual usage and the first thing that a hostile caller created, unless somebody said otherwise
 * (playbook.md C.3, *Refund*). Before that was decided, Microsoft's first observation.
 *
 * Returns: the moment, or %DAVY_TIME_UNSET
 */
DavyTime
davy_case_get_onset (DavyCase *self, DavyOnsetSource *source)
{
  GVariant *facts = davy_case_get_facts (self, DAVY_STEP_ORIGIN);
  DavyTime onset = DAVY_TIME_UNSET;
  DavyOnsetSource found = DAVY_ONSET_UNKNOWN;
  const char *key = NULL;

  if (facts != NULL && g_variant_lookup (facts, DAVY_FACT_ONSET, "x", &onset) &&
      onset != DAVY_TIME_UNSET)
    {
      g_variant_lookup (facts, DAVY_FACT_ONSET_SOURCE, "&s", &key);
      found = davy_onset_source_from_key (key);
    }
  else
    {
      onset = davy_case_get_first_observed (self);
      found = onset != DAVY_TIME_UNSET ? DAVY_ONSET_REPORTED : DAVY_ONSET_UNKNOWN;
    }
  if (source != NULL)
    *source = found;

  return onset;
}

/**
 * davy_onset_get_log_start:
 * @onset: when the misuse began
 *
 * An attacker prepares before anything is noticed; the log ends after %DAVY_LOG_DAYS days
 * (`wire-contract.md` 3.6).
 *
 * Returns: from when on the activity log is read to see what was done for it
 */
DavyTime
davy_onset_get_log_start (DavyTime onset)
{
  DavyTime oldest = davy_time_now () - (DAVY_LOG_DAYS - 1) * DAVY_TIME_DAY;

  return MAX (onset - DAVY_TIME_DAY, oldest);
}

/**
 * davy_onset_find:
 * @observed: when Microsoft saw it first, or %DAVY_TIME_UNSET
 * @usage: the day on which the usage left its expected range, or %DAVY_TIME_UNSET
 * @hostile: when a hostile caller created something first, or %DAVY_TIME_UNSET
 * @source: (out): which of them it is
 *
 * The earliest sign of misuse (playbook.md C.3, *Refund*). The usage tells the day alone, so that
 * it counts only before the day of the others.
 *
 * Returns: the moment, or %DAVY_TIME_UNSET
 */
DavyTime
davy_onset_find (DavyTime observed, DavyTime usage, DavyTime hostile, DavyOnsetSource *source)
{
  DavyTime onset = observed;

  *source = observed != DAVY_TIME_UNSET ? DAVY_ONSET_REPORTED : DAVY_ONSET_UNKNOWN;
  if (hostile != DAVY_TIME_UNSET && (onset == DAVY_TIME_UNSET || hostile < onset))
    {
      onset = hostile;
      *source = DAVY_ONSET_LOG;
    }
  if (usage != DAVY_TIME_UNSET &&
      (onset == DAVY_TIME_UNSET || davy_day_from_time (usage) < davy_day_from_time (onset)))
    {
      onset = usage;
      *source = DAVY_ONSET_USAGE;
    }

  return onset;
}
