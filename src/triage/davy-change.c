/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-change.h"

#include <string.h>

#include "core/davy-error.h"
#include "triage/davy-facts.h"

/* The parts of a change of status: what was read, compared with what was shown, and what is
 * written down about it. Nothing here waits for anything. */

void
davy_change_free (DavyChange *self)
{
  davy_timer_clear (&self->timer);
  g_clear_object (&self->service);
  g_clear_pointer (&self->event_ids, g_strfreev);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->receipt, davy_partner_receipt_free);
  g_free (self);
}

/* The service does not keep the letter case of an id (`wire-contract.md` 2.0). */
static gboolean
is_same_id (const char *one, const char *other)
{
  return g_ascii_strcasecmp (one, other) == 0;
}

static gboolean
contains_id (const char *const *event_ids, const char *event_id)
{
  for (; *event_ids != NULL; event_ids++)
    if (is_same_id (*event_ids, event_id))
      return TRUE;

  return FALSE;
}

static gboolean
has_alert (const GPtrArray *alerts, const char *event_id)
{
  for (guint i = 0; i < alerts->len; i++)
    if (is_same_id (davy_alert_get_event_id (g_ptr_array_index (alerts, i)), event_id))
      return TRUE;

  return FALSE;
}

static const DavyFraudEvent *
find_event (const GPtrArray *events, const char *event_id)
{
  for (guint i = 0; i < events->len; i++)
    {
      const DavyFraudEvent *event = g_ptr_array_index (events, i);

      if (is_same_id (event->event_id, event_id))
        return event;
    }

  return NULL;
}

/* Whether each of @event_ids was read as @status, and a resolved one with @reason. */
gboolean
davy_events_stand_at (const GPtrArray *events,
                      const char *const *event_ids,
                      DavyAlertStatus status,
                      DavyAlertReason reason)
{
  for (; *event_ids != NULL; event_ids++)
    {
      const DavyFraudEvent *event = find_event (events, *event_ids);

      if (event == NULL || davy_alert_status_from_wire (event->status) != status)
        return FALSE;
      if (status == DAVY_ALERT_STATUS_RESOLVED &&
          davy_alert_reason_from_wire (event->resolved_reason) != reason)
        return FALSE;
    }

  return TRUE;
}

/* Of a case's alerts those that @status would change. */
GStrv
davy_change_dup_ids (DavyCase *for_case, DavyAlertStatus status)
{
  const GPtrArray *alerts = davy_case_get_alerts (for_case);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < alerts->len; i++)
    {
      DavyAlert *alert = g_ptr_array_index (alerts, i);

      if (davy_alert_is_open (alert) && davy_alert_get_status (alert) != status)
        g_ptr_array_add (ids, g_strdup (davy_alert_get_event_id (alert)));
    }
  g_ptr_array_add (ids, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

/* All that a reading is compared with: the case's alerts, and those that an earlier run sent. */
GStrv
davy_change_dup_read_ids (DavyCase *for_case)
{
  const GPtrArray *alerts = davy_case_get_alerts (for_case);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (DavyOpenChange) open = { 0 };

  for (guint i = 0; i < alerts->len; i++)
    g_strv_builder_add (ids, davy_alert_get_event_id (g_ptr_array_index (alerts, i)));
  davy_open_change_find (&open, davy_case_get_record (for_case));
  for (guint i = 0; open.event_ids != NULL && open.event_ids[i] != NULL; i++)
    if (!has_alert (alerts, open.event_ids[i]))
      g_strv_builder_add (ids, open.event_ids[i]);

  return g_strv_builder_end (ids);
}

/* Who changed it: the service keeps a list of who did what (`wire-contract.md` 2.1). */
static const char *
find_changer (const DavyFraudEvent *event)
{
  const DavyFraudActivity *last =
      event->activity->len > 0 ? g_ptr_array_index (event->activity, event->activity->len - 1)
                               : NULL;

  return last != NULL ? last->updated_by : event->resolved_by;
}

/* Returns what differs from what the person was shown, NULL when nothing does. Alerts named in
 * @expected are ours to have changed. */
char *
davy_events_describe_difference (const GPtrArray *events,
                                 const GPtrArray *alerts,
                                 const char *const *expected)
{
  g_autoptr (GString) difference = g_string_new (NULL);

  for (guint i = 0; i < alerts->len; i++)
    {
      DavyAlert *alert = g_ptr_array_index (alerts, i);
      const char *id = davy_alert_get_event_id (alert);
      const DavyFraudEvent *event = find_event (events, id);
      const char *changer;

      if (expected != NULL && contains_id (expected, id))
        continue;
      if (event == NULL)
        {
          g_string_append_printf (difference, "%s: gone\n", id);
          continue;
        }
      if (g_strcmp0 (event->status, davy_alert_get_status_text (alert)) == 0 &&
          davy_alert_reason_from_wire (event->resolved_reason) == davy_alert_get_reason (alert))
        continue;
      changer = find_changer (event);
      g_string_append_printf (difference, "%s: %s → %s (%s)\n", id,
                              davy_alert_get_status_text (alert), event->status,
                              changer != NULL ? changer : "?");
    }

  return difference->len > 0 ? g_strdup (difference->str) : NULL;
}

static const char *
get_step_key (const DavyChange *self)
{
  return davy_steps[self->step].key;
}

/* The intent says exactly what is about to be sent. */
void
davy_change_add_intent (const DavyChange *self, DavyCaseWrite *write)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "service", "s", davy_alert_service_get_name (self->service));
  g_variant_dict_insert (&facts, "status", "s", davy_alert_status_to_wire (self->status));
  g_variant_dict_insert (&facts, "reason", "s", davy_alert_reason_to_wire (self->reason));
  g_variant_dict_insert_value (&facts, "alerts",
                               g_variant_new_strv ((const char *const *) self->event_ids, -1));
  davy_case_write_add (write, DAVY_ENTRY_INTENT, get_step_key (self), g_variant_dict_end (&facts));
}

/* @outcome: `accepted`, `refused`, or, when no answer came, `found` or `not-made` by a read. */
void
davy_change_add_result (const DavyChange *self, DavyCaseWrite *write, const char *outcome)
{
  GVariantDict facts;
  DavyCaseEntry *entry;

  g_variant_dict_init (&facts, NULL);
  davy_facts_insert_text (&facts, "outcome", outcome);
  if (self->receipt != NULL)
    davy_facts_insert_answer (&facts, self->receipt->http_status, self->receipt->correlation_id);
  if (self->failure != NULL)
    davy_facts_insert_failure (&facts, self->failure);
  entry = davy_case_write_add (write, DAVY_ENTRY_RESULT, get_step_key (self),
                               g_variant_dict_end (&facts));
  entry->refers = self->intent;
}

static void
add_read_back (const DavyChange *self,
               DavyCaseWrite *write,
               const char *step,
               const char *const *event_ids,
               const char *correlation_id,
               gboolean sent)
{
  const DavyFraudEvent *event =
      event_ids[0] != NULL ? find_event (self->events, event_ids[0]) : NULL;
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert_value (&facts, "alerts", g_variant_new_strv (event_ids, -1));
  davy_facts_insert_text (&facts, "status", event != NULL ? event->status : NULL);
  davy_facts_insert_text (&facts, "reason", event != NULL ? event->resolved_reason : NULL);
  davy_facts_insert_text (&facts, "correlation-id", correlation_id);
  g_variant_dict_insert (&facts, "sent", "b", sent);
  davy_case_write_add (write, DAVY_ENTRY_PROOF, step, g_variant_dict_end (&facts));
}

/* How @event_ids were read back. */
void
davy_change_add_proof (const DavyChange *self,
                       DavyCaseWrite *write,
                       const char *const *event_ids,
                       gboolean sent)
{
  add_read_back (self, write, get_step_key (self), event_ids,
                 self->receipt != NULL ? self->receipt->correlation_id : NULL, sent);
}

/* The proof of the review leads on; the taking leaves the case where it is. */
void
davy_change_add_end (const DavyChange *self, DavyCase *for_case, DavyCaseWrite *write)
{
  DavyStepId next = davy_step_get_next (DAVY_STEP_REVIEW, davy_case_get_verdict (for_case));

  if (self->step != DAVY_STEP_REVIEW)
    return;

  write->step = davy_steps[next].key;
  if (next == DAVY_STEP_DONE && self->status == DAVY_ALERT_STATUS_RESOLVED)
    davy_case_write_close (write);
}

/* What became of a change that an earlier run left open. */
void
davy_change_add_settled (const DavyChange *self,
                         DavyCaseWrite *write,
                         const DavyOpenChange *open,
                         gboolean made)
{
  GVariantDict facts;
  DavyCaseEntry *entry;

  if (!open->answered || !made)
    {
      g_variant_dict_init (&facts, NULL);
      davy_facts_insert_text (&facts, "outcome", made ? "found" : "not-made");
      entry =
          davy_case_write_add (write, DAVY_ENTRY_RESULT, open->step, g_variant_dict_end (&facts));
      entry->refers = open->intent;
    }
  if (made)
    add_read_back (self, write, open->step, (const char *const *) open->event_ids,
                   open->correlation_id, TRUE);
}

void
davy_open_change_clear (DavyOpenChange *self)
{
  g_clear_pointer (&self->event_ids, g_strfreev);
  g_clear_pointer (&self->correlation_id, g_free);
  g_clear_pointer (&self->service, g_free);
}

static void
read_intent (const DavyCaseEntry *entry, DavyOpenChange *open)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  const char *status = NULL;
  const char *reason = NULL;

  davy_open_change_clear (open);
  *open = (DavyOpenChange){ .step = entry->step, .intent = entry->position };
  if (facts == NULL)
    return;
  g_variant_lookup (facts, "service", "s", &open->service);
  g_variant_lookup (facts, "status", "&s", &status);
  g_variant_lookup (facts, "reason", "&s", &reason);
  g_variant_lookup (facts, "alerts", "^as", &open->event_ids);
  open->status = davy_alert_status_from_wire (status);
  open->reason = davy_alert_reason_from_wire (reason);
}

static void
read_result (const DavyCaseEntry *entry, DavyOpenChange *open)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  const char *outcome = NULL;

  if (facts == NULL || entry->refers != open->intent)
    return;
  g_variant_lookup (facts, "outcome", "&s", &outcome);
  g_variant_lookup (facts, "correlation-id", "s", &open->correlation_id);
  open->answered = TRUE;
  if (g_strcmp0 (outcome, "accepted") != 0)
    davy_open_change_clear (open);
}

/* Finds in the journal what has no end; the strings that are not owned live as long as @record. */
void
davy_open_change_find (DavyOpenChange *self, const DavyCaseRecord *record)
{
  for (guint i = 0; i < record->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i);

      if (strcmp (entry->kind, DAVY_ENTRY_INTENT) == 0)
        read_intent (entry, self);
      else if (strcmp (entry->kind, DAVY_ENTRY_RESULT) == 0)
        read_result (entry, self);
      else if (strcmp (entry->kind, DAVY_ENTRY_PROOF) == 0)
        davy_open_change_clear (self);
    }
}
