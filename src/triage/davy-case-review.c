/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case.h"

#include <string.h>

#include "triage/davy-change.h"
#include "triage/davy-facts.h"

/* The last look before a change, and the proof after it. */

/**
 * davy_planned_change_free:
 * @self: (transfer full): a change
 */
void
davy_planned_change_free (DavyPlannedChange *self)
{
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_free (self->azure_id);
  g_free (self->username);
  g_free (self);
}

/**
 * davy_proof_free:
 * @self: (transfer full): a proof
 */
void
davy_proof_free (DavyProof *self)
{
  g_clear_pointer (&self->event_ids, g_strfreev);
  g_free (self->status_word);
  g_free (self->reason_word);
  g_free (self->correlation_id);
  g_free (self);
}

static GPtrArray *
find_alerts (DavyCase *self, const char *const *event_ids)
{
  const GPtrArray *alerts = davy_case_get_alerts (self);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < alerts->len; i++)
    {
      DavyAlert *alert = g_ptr_array_index (alerts, i);

      if (g_strv_contains (event_ids, davy_alert_get_event_id (alert)))
        g_ptr_array_add (found, g_object_ref (alert));
    }

  return found;
}

/* What the verdict says about the alerts (playbook.md C.3, steps 6 and 13). */
void
davy_case_find_outcome (DavyCase *self, DavyAlertStatus *status, DavyAlertReason *reason)
{
  DavyVerdict verdict = davy_case_get_verdict (self);

  *status = DAVY_ALERT_STATUS_INVESTIGATING;
  *reason = DAVY_ALERT_REASON_NONE;
  if (!davy_verdict_resolves (verdict))
    return;

  *status = DAVY_ALERT_STATUS_RESOLVED;
  if (verdict == DAVY_VERDICT_UNEXPECTED)
    *reason = DAVY_ALERT_REASON_FRAUD;
  else
    *reason =
        davy_case_uses_ignore (self) ? DAVY_ALERT_REASON_IGNORE : DAVY_ALERT_REASON_LEGITIMATE;
}

/**
 * davy_case_describe_change:
 * @self: a case with a verdict
 *
 * Says exactly what davy_case_send_async() would send. No alerts: they stand like that already,
 * and nothing would be sent.
 *
 * Returns: (transfer full): the change
 */
DavyPlannedChange *
davy_case_describe_change (DavyCase *self)
{
  DavyPlannedChange *change = g_new0 (DavyPlannedChange, 1);
  DavyAccount *account = davy_case_find_account (self);
  g_auto (GStrv) event_ids = NULL;

  davy_case_find_outcome (self, &change->status, &change->reason);
  change->status_word = davy_alert_status_to_wire (change->status);
  change->reason_word = davy_alert_reason_to_wire (change->reason);
  event_ids = davy_change_dup_ids (self, change->status);
  change->alerts = find_alerts (self, (const char *const *) event_ids);
  change->azure_id = g_strdup (davy_case_get_azure_id (self));
  change->username = g_strdup (account != NULL ? davy_account_get_username (account) : NULL);

  return change;
}

/**
 * davy_case_has_unanswered_change:
 * @self: a case
 *
 * Returns: whether something was sent of which it is not known, or not proved, what became of it:
 *   davy_case_send_async() reads that first
 */
gboolean
davy_case_has_unanswered_change (DavyCase *self)
{
  g_auto (DavyOpenChange) open = { 0 };

  davy_open_change_find (&open, davy_case_get_record (self));

  return open.event_ids != NULL;
}

/**
 * davy_case_get_proof:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): what was read after the last change of the review; %NULL
 *   when there was none
 */
DavyProof *
davy_case_get_proof (DavyCase *self)
{
  const GPtrArray *entries = davy_case_get_record (self)->entries;
  const DavyCaseEntry *entry = NULL;
  g_autoptr (GVariant) facts = NULL;
  DavyProof *proof;

  for (guint i = entries->len; i > 0 && entry == NULL; i--)
    {
      const DavyCaseEntry *candidate = g_ptr_array_index (entries, i - 1);

      if (strcmp (candidate->kind, DAVY_ENTRY_PROOF) == 0 &&
          g_strcmp0 (candidate->step, davy_steps[DAVY_STEP_REVIEW].key) == 0)
        entry = candidate;
    }
  facts = entry != NULL ? davy_facts_from_text (entry->facts) : NULL;
  if (facts == NULL)
    return NULL;

  proof = g_new0 (DavyProof, 1);
  proof->read_at = entry->time;
  g_variant_lookup (facts, "status", "s", &proof->status_word);
  g_variant_lookup (facts, "reason", "s", &proof->reason_word);
  g_variant_lookup (facts, "correlation-id", "s", &proof->correlation_id);
  g_variant_lookup (facts, "alerts", "^as", &proof->event_ids);
  g_variant_lookup (facts, "sent", "b", &proof->sent);
  proof->status = davy_alert_status_from_wire (proof->status_word);
  proof->reason = davy_alert_reason_from_wire (proof->reason_word);

  return proof;
}
