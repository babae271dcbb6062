/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-reminder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/davy-error.h"
#include "store/davy-case-alerts.h"
#include "triage/davy-case-origin.h"
#include "triage/davy-case-private.h"
#include "triage/davy-facts.h"
#include "triage/davy-log-guard.h"
#include "triage/davy-refund.h"
#include "triage/davy-reminder-private.h"

/* Reminders are entries of the journal: one that is later takes the place of an earlier one of its
 * kind, and what they wait for makes an end of them. */

#define CALL_AGAIN_AFTER (30 * DAVY_TIME_MINUTE)
/* What a case that is put aside tells of what is at stake then. */
#define FACT_COST     "cost" /* d: a day */
#define FACT_CURRENCY "currency"
#define FACT_BASIS    "cost-basis"  /* u, a DavyPriceBasis */
#define FACT_SOURCE   "cost-source" /* u, a DavyAlertCostSource */
/* A case is put aside, never away. */
#define LONGEST_SNOOZE (7 * DAVY_TIME_DAY)

static const char *const kind_keys[DAVY_N_REMINDERS] = {
  [DAVY_REMINDER_CALL] = "call",
  [DAVY_REMINDER_SNOOZE] = "snooze",
  [DAVY_REMINDER_REVIEW] = DAVY_REMINDER_KEY_REVIEW,
  [DAVY_REMINDER_REFUND_HALF] = "refund-half",
  [DAVY_REMINDER_REFUND_LATE] = "refund-late",
  [DAVY_REMINDER_LOG] = "log",
};

/**
 * davy_reminder_free:
 * @self: (transfer full): a reminder
 */
void
davy_reminder_free (DavyReminder *self)
{
  g_free (self->reason);
  g_free (self->account_id);
  g_free (self->azure_id);
  g_free (self->customer_name);
  g_free (self->subscription_name);
  g_free (self);
}

/**
 * davy_reminder_is_of_refund:
 * @self: a reminder
 *
 * Returns: whether it is about the credit for fraudulent usage
 */
gboolean
davy_reminder_is_of_refund (const DavyReminder *self)
{
  return self->kind == DAVY_REMINDER_REFUND_HALF || self->kind == DAVY_REMINDER_REFUND_LATE;
}

/* What was at stake when it was put aside. */
static void
read_cost (DavyReminder *self, GVariant *facts)
{
  const char *currency = NULL;
  guint basis = 0;
  guint source = 0;
  double cost = 0;

  if (!g_variant_lookup (facts, FACT_COST, "d", &cost) ||
      !g_variant_lookup (facts, FACT_CURRENCY, "&s", &currency) ||
      !g_variant_lookup (facts, FACT_BASIS, "u", &basis) ||
      !g_variant_lookup (facts, FACT_SOURCE, "u", &source))
    return;
  self->cost = davy_money_new (cost, currency, (DavyPriceBasis) basis);
  self->cost_source = (DavyAlertCostSource) source;
}

static DavyReminder *
read_reminder (const DavyCaseEntry *entry)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  const char *key = NULL;
  DavyTime due = DAVY_TIME_UNSET;
  DavyReminder *reminder;

  if (facts == NULL || !g_variant_lookup (facts, "for", "&s", &key) ||
      !g_variant_lookup (facts, "due", "x", &due))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kind_keys); i++)
    if (strcmp (kind_keys[i], key) == 0)
      {
        reminder = g_new0 (DavyReminder, 1);
        reminder->kind = (DavyReminderKind) i;
        reminder->position = entry->position;
        reminder->due = due;
        reminder->reason = g_strdup (entry->note);
        read_cost (reminder, facts);
        return reminder;
      }

  return NULL;
}

static void
end_reminder (DavyReminder **pending, DavyReminderKind kind)
{
  g_clear_pointer (&pending[kind], davy_reminder_free);
}

static void
end_refund (DavyReminder **pending)
{
  end_reminder (pending, DAVY_REMINDER_REFUND_HALF);
  end_reminder (pending, DAVY_REMINDER_REFUND_LATE);
}

static gboolean
is_of_step (const DavyCaseEntry *entry, DavyStepId step)
{
  return g_strcmp0 (entry->step, davy_steps[step].key) == 0;
}

/* Who goes on with a case has not put it aside; who spoke to the customer need not call again. Each
 * decision on what it is and when it began sets the times for the credit anew. */
static void
follow_entry (DavyReminder **pending, const DavyCaseEntry *entry)
{
  DavyReminder *set;

  if (strcmp (entry->kind, DAVY_ENTRY_REMINDER) == 0 && (set = read_reminder (entry)) != NULL)
    {
      end_reminder (pending, set->kind);
      pending[set->kind] = set;
    }
  else if (strcmp (entry->kind, DAVY_ENTRY_REMINDED) == 0)
    {
      for (guint i = 0; i < DAVY_N_REMINDERS; i++)
        if (pending[i] != NULL && pending[i]->position == entry->refers)
          end_reminder (pending, i);
    }
  else if (strcmp (entry->kind, DAVY_ENTRY_DECISION) == 0 ||
           strcmp (entry->kind, DAVY_ENTRY_CLOSED) == 0)
    {
      gboolean calls =
          is_of_step (entry, DAVY_STEP_CONTACT) || is_of_step (entry, DAVY_STEP_VERDICT);

      end_reminder (pending, DAVY_REMINDER_SNOOZE);
      if (calls || strcmp (entry->kind, DAVY_ENTRY_CLOSED) == 0)
        end_reminder (pending, DAVY_REMINDER_CALL);
      if (is_of_step (entry, DAVY_STEP_VERDICT) || is_of_step (entry, DAVY_STEP_ORIGIN))
        end_refund (pending);
    }
  else if (strcmp (entry->kind, DAVY_ENTRY_REFUND_ASKED) == 0)
    end_refund (pending);
}

static int
compare_due (gconstpointer one, gconstpointer other)
{
  const DavyReminder *const *first = one;
  const DavyReminder *const *second = other;

  return ((*first)->due > (*second)->due) - ((*first)->due < (*second)->due);
}

/**
 * davy_reminders_read:
 * @entries: (element-type DavyCaseEntry): a case's journal
 *
 * Returns: (transfer full) (element-type DavyReminder): what it still reminds of, the first due
 *   first; without the names
 */
GPtrArray *
davy_reminders_read (const GPtrArray *entries)
{
  GPtrArray *reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_reminder_free);
  DavyReminder *pending[DAVY_N_REMINDERS] = { NULL };

  for (guint i = 0; i < entries->len; i++)
    follow_entry (pending, g_ptr_array_index (entries, i));
  for (guint i = 0; i < DAVY_N_REMINDERS; i++)
    if (pending[i] != NULL)
      g_ptr_array_add (reminders, pending[i]);
  g_ptr_array_sort (reminders, compare_due);

  return reminders;
}

/* A credit is granted once per customer: asked for in any case, no case reminds of it. */
static gboolean
drop_refund_if_asked (DavyDb *db,
                      const DavyCaseRecord *record,
                      GPtrArray *reminders,
                      GError **error)
{
  DavyTime asked = DAVY_TIME_UNSET;

  if (!davy_db_find_customer_entry (db, record->account_id, record->customer_tenant_id,
                                    DAVY_ENTRY_REFUND_ASKED, &asked, error))
    return FALSE;

  for (guint i = reminders->len; asked != DAVY_TIME_UNSET && i > 0; i--)
    if (davy_reminder_is_of_refund (g_ptr_array_index (reminders, i - 1)))
      g_ptr_array_remove_index (reminders, i - 1);

  return TRUE;
}

/* Returns: (transfer none) (nullable): the first of a case's alerts that tells what is at stake */
static DavyAlert *
find_costed (const GPtrArray *alerts)
{
  for (guint i = 0; i < alerts->len; i++)
    if (davy_money_is_known (davy_alert_get_daily_cost (g_ptr_array_index (alerts, i))))
      return g_ptr_array_index (alerts, i);

  return NULL;
}

/* A case that is put aside wakes up early when twice as much is at stake (playbook.md F, 19). Only
 * what was measured the same way is compared. */
static void
wake_if_doubled (DavyReminder *self, const GPtrArray *alerts)
{
  DavyAlert *alert = find_costed (alerts);
  const DavyMoney *cost = alert != NULL ? davy_alert_get_daily_cost (alert) : NULL;
  DavyTime now = davy_time_now ();

  if (self->kind != DAVY_REMINDER_SNOOZE || self->due <= now || cost == NULL ||
      !davy_money_is_known (&self->cost) || self->cost.micros <= 0 ||
      self->cost_source != davy_alert_get_cost_source (alert) || self->cost.basis != cost->basis ||
      strcmp (self->cost.currency, cost->currency) != 0)
    return;

  self->woken = cost->micros / 2 >= self->cost.micros;
  if (self->woken)
    self->due = now;
}

static gboolean
add_reminders_of (DavyDb *db, gint64 case_row, GPtrArray *reminders, GError **error)
{
  g_autoptr (DavyCaseRecord) record = davy_db_load_case (db, case_row, error);
  g_autoptr (GPtrArray) alerts =
      record != NULL ? davy_db_load_case_alerts (db, case_row, error) : NULL;
  g_autoptr (DavyCaseSummary) summary =
      alerts != NULL ? davy_case_summary_load (db, case_row, error) : NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (DavyReminder) log = NULL;

  if (summary == NULL)
    return FALSE;

  own = davy_reminders_read (record->entries);
  log = davy_log_guard_find (record, alerts);
  if (log != NULL)
    g_ptr_array_add (own, g_steal_pointer (&log));
  if (!drop_refund_if_asked (db, record, own, error))
    return FALSE;
  for (guint i = 0; i < own->len; i++)
    {
      DavyReminder *reminder = g_ptr_array_index (own, i);

      reminder->case_row = case_row;
      reminder->alert_row = davy_case_summary_get_alert_row (summary);
      reminder->account_id = g_strdup (record->account_id);
      reminder->azure_id = g_strdup (record->azure_id);
      reminder->customer_name = g_strdup (davy_case_summary_get_customer_name (summary));
      reminder->subscription_name = g_strdup (davy_case_summary_get_subscription_name (summary));
      wake_if_doubled (reminder, alerts);
    }
  g_ptr_array_extend_and_steal (reminders, g_steal_pointer (&own));

  return TRUE;
}

/**
 * davy_db_list_reminders:
 * @db: any connection
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type DavyReminder): the reminders of all cases that
 *   were not given yet, the first due first
 */
GPtrArray *
davy_db_list_reminders (DavyDb *db, GError **error)
{
  g_autoptr (GPtrArray) reminders =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_reminder_free);
  g_autoptr (GArray) cases = davy_db_list_cases_open_or_with_entry (db, DAVY_ENTRY_REMINDER, error);

  if (cases == NULL)
    return NULL;
  for (guint i = 0; i < cases->len; i++)
    if (!add_reminders_of (db, g_array_index (cases, gint64, i), reminders, error))
      return NULL;
  g_ptr_array_sort (reminders, compare_due);

  return g_steal_pointer (&reminders);
}

/**
 * davy_db_put_reminded:
 * @db: the writer's connection
 * @reminder: a reminder that is given now
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Writes down that it was given, so that it is not given again.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_reminded (DavyDb *db, const DavyReminder *reminder, GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (DAVY_ENTRY_REMINDED, NULL);

  entry->refers = reminder->position;

  return davy_db_append_entry (db, reminder->case_row, entry, error);
}

/* @facts: what else is to be remembered; consumed */
static void
write_reminder (DavyCaseWrite *write,
                const char *step,
                DavyReminderKind kind,
                DavyTime due,
                GVariantDict *facts,
                const char *reason)
{
  DavyCaseEntry *entry;

  g_variant_dict_insert (facts, "for", "s", kind_keys[kind]);
  g_variant_dict_insert (facts, "due", "x", due);
  entry = davy_case_write_add (write, DAVY_ENTRY_REMINDER, step, g_variant_dict_end (facts));
  entry->note = g_strdup (reason);
}

static void
add_reminder (DavyCaseWrite *write, const char *step, DavyReminderKind kind, DavyTime due)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  write_reminder (write, step, kind, due, &facts, NULL);
}

static void
add_snooze (DavyCase *in, DavyCaseWrite *write, DavyTime until, const char *reason)
{
  DavyAlert *alert = find_costed (davy_case_get_alerts (in));
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  if (alert != NULL)
    {
      const DavyMoney *cost = davy_alert_get_daily_cost (alert);

      g_variant_dict_insert (&facts, FACT_COST, "d", davy_money_to_double (cost));
      g_variant_dict_insert (&facts, FACT_CURRENCY, "s", cost->currency);
      g_variant_dict_insert (&facts, FACT_BASIS, "u", (guint) cost->basis);
      g_variant_dict_insert (&facts, FACT_SOURCE, "u", (guint) davy_alert_get_cost_source (alert));
    }
  write_reminder (write, davy_steps[davy_case_get_step (in)].key, DAVY_REMINDER_SNOOZE, until,
                  &facts, reason);
}

/* Those that are still to come: the panel tells of a time that is over. */
static void
add_refund (DavyCaseWrite *write, DavyStepId step, DavyTime first)
{
  static const struct
  {
    DavyReminderKind kind;
    int days;
  } warnings[] = {
    { DAVY_REMINDER_REFUND_HALF, DAVY_REFUND_CHARGED_DAYS },
    { DAVY_REMINDER_REFUND_LATE, DAVY_REFUND_WARN_DAYS },
  };

  for (gsize i = 0; first != DAVY_TIME_UNSET && i < G_N_ELEMENTS (warnings); i++)
    {
      DavyTime due = first + warnings[i].days * DAVY_TIME_DAY;

      if (due > davy_time_now ())
        add_reminder (write, davy_steps[step].key, warnings[i].kind, due);
    }
}

/* What a decision asks to be reminded of (playbook.md C.3, steps 5 and 6, and *Refund*). */
void
davy_reminder_add_for_decision (DavyCase *in,
                                DavyCaseWrite *write,
                                DavyStepId step,
                                GVariant *facts)
{
  DavyTime onset = DAVY_TIME_UNSET;
  const char *verdict = NULL;
  const char *review_on = NULL;
  gboolean reached = TRUE;
  DavyDay day;

  if (facts == NULL)
    return;
  g_variant_lookup (facts, DAVY_FACT_REACHED, "b", &reached);
  g_variant_lookup (facts, DAVY_FACT_VERDICT, "&s", &verdict);
  g_variant_lookup (facts, DAVY_FACT_REVIEW_ON, "&s", &review_on);

  if ((step == DAVY_STEP_CONTACT && !reached) ||
      (step == DAVY_STEP_VERDICT && davy_verdict_from_key (verdict) == DAVY_VERDICT_NOT_REACHED))
    add_reminder (write, davy_steps[step].key, DAVY_REMINDER_CALL,
                  davy_time_now () + CALL_AGAIN_AFTER);
  if (step == DAVY_STEP_PROOF && davy_day_parse (review_on, &day))
    add_reminder (write, davy_steps[step].key, DAVY_REMINDER_REVIEW, davy_day_to_time (day));
  if (step == DAVY_STEP_VERDICT && davy_verdict_from_key (verdict) == DAVY_VERDICT_UNEXPECTED)
    add_refund (write, step, davy_case_get_onset (in, NULL));
  if (step == DAVY_STEP_ORIGIN)
    {
      if (!g_variant_lookup (facts, DAVY_FACT_ONSET, "x", &onset) || onset == DAVY_TIME_UNSET)
        onset = davy_case_get_first_observed (in);
      add_refund (write, step, onset);
    }
}

/**
 * davy_case_list_reminders:
 * @self: a case
 *
 * Returns: (transfer full) (element-type DavyReminder): what it still reminds of, the first due
 *   first
 */
GPtrArray *
davy_case_list_reminders (DavyCase *self)
{
  return davy_reminders_read (davy_case_get_record (self)->entries);
}

static gboolean
check_snooze (DavyCase *self, DavyTime until, const char *reason, GError **error)
{
  g_autofree char *why = g_strstrip (g_strdup (reason != NULL ? reason : ""));
  DavyTime now = davy_time_now ();
  const char *missing = NULL;

  if (davy_case_is_closed (self))
    missing = _ ("This case is closed.");
  else if (*why == '\0')
    missing = _ ("Write down why this can wait.");
  else if (until <= now || until > now + LONGEST_SNOOZE)
    missing = _ ("Choose an end within the next seven days.");
  if (missing == NULL)
    return TRUE;
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, missing);

  return FALSE;
}

/**
 * davy_case_snooze_async:
 * @self: a case
 * @until: when to remind of it, seven days from now at most
 * @reason: why it can wait, in the person's words
 * @cancellable: (nullable): honoured until it is written
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Puts a case aside until a certain time, or until twice as much is at stake a day. The alert's
 * clocks run on. The next decision in the case ends it.
 */
void
davy_case_snooze_async (DavyCase *self,
                        DavyTime until,
                        const char *reason,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  DavyCaseWrite *write;

  g_task_set_source_tag (task, davy_case_snooze_async);
  if (!check_snooze (self, until, reason, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  write = davy_case_write_new (self);
  add_snooze (self, write, until, reason);
  davy_case_write_last (write, cancellable, g_steal_pointer (&task));
}

/**
 * davy_case_snooze_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT with a sentence that says what is missing; %DAVY_ERROR_STORE
 *
 * Returns: whether it is put aside
 */
gboolean
davy_case_snooze_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_snooze_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
