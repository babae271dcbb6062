/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/davy-error.h"
#include "triage/davy-case-private.h"
#include "triage/davy-change.h"
#include "triage/davy-facts.h"

/* Where a case stands, read from its journal. Recording its steps is in davy-case-steps.c, what is
 * sent to Microsoft in davy-case-change.c. */

G_DEFINE_FINAL_TYPE (DavyCase, davy_case, G_TYPE_OBJECT)

typedef enum
{
  PROP_STEP = 1,
  PROP_ALERTS,
  PROP_LAST = PROP_ALERTS,
} CaseProperty;

static GParamSpec *props[PROP_LAST + 1];

static void
forget_decisions (DavyCase *self)
{
  for (guint i = 0; i < DAVY_N_STEPS; i++)
    {
      g_clear_pointer (&self->facts[i], g_variant_unref);
      g_clear_pointer (&self->notes[i], g_free);
      self->decided[i] = 0;
    }
  self->verdict = DAVY_VERDICT_NONE;
  self->verdict_since = 0;
  self->proved = 0;
}

static void
read_verdict (DavyCase *self, guint position)
{
  DavyVerdict before = self->verdict;
  const char *key = NULL;

  if (self->facts[DAVY_STEP_VERDICT] != NULL)
    g_variant_lookup (self->facts[DAVY_STEP_VERDICT], DAVY_FACT_VERDICT, "&s", &key);
  self->verdict = davy_verdict_from_key (key);
  if (self->verdict != before)
    self->verdict_since = position;
}

/* A later decision takes the place of an earlier one; the journal keeps both. */
static void
read_decisions (DavyCase *self)
{
  const GPtrArray *entries = self->snapshot.record->entries;

  forget_decisions (self);
  for (guint i = 0; i < entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i);
      DavyStepId step;

      if (!davy_step_from_key (entry->step, &step))
        continue;
      if (strcmp (entry->kind, DAVY_ENTRY_PROOF) == 0 && step == DAVY_STEP_REVIEW)
        self->proved = entry->position;
      if (strcmp (entry->kind, DAVY_ENTRY_DECISION) != 0)
        continue;
      g_clear_pointer (&self->facts[step], g_variant_unref);
      self->facts[step] = davy_facts_from_text (entry->facts);
      if (step == DAVY_STEP_VERDICT)
        read_verdict (self, entry->position);
      g_free (self->notes[step]);
      self->notes[step] = g_strdup (entry->note);
      self->decided[step] = entry->position;
    }
}

/* What follows from the verdict counts only when it came after that verdict. */
static gboolean
is_done (DavyCase *self, DavyStepId step)
{
  if (davy_steps[step].sends)
    return self->proved > MAX (self->decided[DAVY_STEP_VERDICT], self->decided[DAVY_STEP_PROOF]);
  if (step > DAVY_STEP_VERDICT)
    return self->decided[step] > self->verdict_since;

  return self->decided[step] > 0;
}

/* The first step before @step that is needed and not done; @step itself when there is none. */
static DavyStepId
find_barrier (DavyCase *self, DavyStepId step)
{
  for (DavyStepId before = DAVY_STEP_DETECTED; before < step; before++)
    if (davy_step_is_needed (before, self->verdict) && !is_done (self, before))
      return before;

  return step;
}

static void
davy_case_finalize (GObject *object)
{
  DavyCase *self = DAVY_CASE (object);

  forget_decisions (self);
  davy_case_snapshot_clear (&self->snapshot);
  g_clear_object (&self->evidence);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->acts_under_way, g_hash_table_unref);
  g_clear_object (&self->service);
  g_clear_object (&self->partner);
  g_clear_object (&self->arm);
  g_clear_object (&self->client_account);
  g_clear_object (&self->accounts);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_case_parent_class)->finalize (object);
}

static void
davy_case_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyCase *self = DAVY_CASE (object);

  switch ((CaseProperty) id)
    {
    case PROP_STEP:
      g_value_set_uint (value, self->step);
      break;
    case PROP_ALERTS:
      g_value_set_boxed (value, self->snapshot.alerts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_case_class_init (DavyCaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = davy_case_finalize;
  object_class->get_property = davy_case_get_property;

  /**
   * DavyCase:step:
   *
   * Where the case stands, a #DavyStepId. Told also when only the states of the steps changed.
   */
  props[PROP_STEP] =
      g_param_spec_uint ("step", NULL, NULL, 0, DAVY_N_STEPS - 1, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * DavyCase:alerts:
   *
   * The alerts as they were read last, an array of #DavyAlert.
   */
  props[PROP_ALERTS] =
      g_param_spec_boxed ("alerts", NULL, NULL, G_TYPE_PTR_ARRAY,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, PROP_LAST + 1, props);
}

static void
davy_case_init (DavyCase *self)
{
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->acts_under_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Shows the case as @snapshot has it; what was typed since stays. */
void
davy_case_take_snapshot (DavyCase *self, DavyCaseSnapshot *snapshot)
{
  davy_case_snapshot_clear (&self->snapshot);
  self->snapshot = *snapshot;
  *snapshot = (DavyCaseSnapshot){ 0 };

  read_decisions (self);
  if (!davy_step_from_key (self->snapshot.record->step, &self->step))
    self->step = DAVY_STEP_DETECTED;
  self->step = MIN (self->step, find_barrier (self, self->step));

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ALERTS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STEP]);
}

void
davy_case_notify_step (DavyCase *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STEP]);
}

DavyCase *
davy_case_new (DavyStore *store, DavyAccounts *accounts, DavyCaseSnapshot *snapshot)
{
  DavyCase *self = g_object_new (DAVY_TYPE_CASE, NULL);
  GHashTableIter iter;
  gpointer step;
  gpointer text;

  self->store = g_object_ref (store);
  self->accounts = g_object_ref (accounts);
  g_hash_table_iter_init (&iter, snapshot->record->drafts);
  while (g_hash_table_iter_next (&iter, &step, &text))
    g_hash_table_insert (self->drafts, g_strdup (step), g_strdup (text));
  davy_case_take_snapshot (self, snapshot);

  return self;
}

const DavyCaseRecord *
davy_case_get_record (DavyCase *self)
{
  return self->snapshot.record;
}

DavyStore *
davy_case_get_store (DavyCase *self)
{
  return self->store;
}

gboolean
davy_case_uses_ignore (DavyCase *self)
{
  return self->uses_ignore;
}

/* One change at a time: returns whether it was the other way before. */
gboolean
davy_case_set_busy (DavyCase *self, gboolean busy)
{
  if (self->busy == busy)
    return FALSE;
  self->busy = busy;

  return TRUE;
}

/**
 * davy_case_get_id:
 * @self: a case
 *
 * Returns: its row
 */
gint64
davy_case_get_id (DavyCase *self)
{
  return self->snapshot.record->id;
}

/**
 * davy_case_get_account_id:
 * @self: a case
 *
 * Returns: whose case it is
 */
const char *
davy_case_get_account_id (DavyCase *self)
{
  return self->snapshot.record->account_id;
}

/**
 * davy_case_get_azure_id:
 * @self: a case
 *
 * Returns: the Azure subscription that it is about
 */
const char *
davy_case_get_azure_id (DavyCase *self)
{
  return self->snapshot.record->azure_id;
}

/**
 * davy_case_get_customer_tenant_id:
 * @self: a case
 *
 * Returns: (nullable): the customer's tenant
 */
const char *
davy_case_get_customer_tenant_id (DavyCase *self)
{
  return self->snapshot.record->customer_tenant_id;
}

/**
 * davy_case_get_alerts:
 * @self: a case
 *
 * Returns: (transfer none) (element-type DavyAlert): its alerts as they were read last
 */
GPtrArray *
davy_case_get_alerts (DavyCase *self)
{
  return self->snapshot.alerts;
}

/**
 * davy_case_get_customer_name:
 * @self: a case
 *
 * Returns: (transfer none) (nullable): whose subscription it is about
 */
const char *
davy_case_get_customer_name (DavyCase *self)
{
  return davy_case_snapshot_get_customer_name (&self->snapshot);
}

/**
 * davy_case_get_subscription_name:
 * @self: a case
 *
 * Returns: (transfer none) (nullable): what the subscription is called
 */
const char *
davy_case_get_subscription_name (DavyCase *self)
{
  return davy_case_snapshot_get_subscription_name (&self->snapshot);
}

/**
 * davy_case_get_alert_row:
 * @self: a case
 *
 * Returns: an alert to open it by, as davy_case_summary_get_alert_row()
 */
gint64
davy_case_get_alert_row (DavyCase *self)
{
  return davy_case_summary_get_alert_row (self->snapshot.summary);
}

/**
 * davy_case_is_closed:
 * @self: a case
 *
 * Returns: whether it is over: nothing is decided in it or changed at Microsoft any more; what was
 *   done is still looked after, and its journal tells what is found
 */
gboolean
davy_case_is_closed (DavyCase *self)
{
  return self->snapshot.record->closed_at != DAVY_TIME_UNSET;
}

/**
 * davy_case_get_journal_error:
 * @self: a case
 *
 * Returns: (transfer none) (nullable): what is wrong with the journal when it is not as it was
 *   written
 */
const GError *
davy_case_get_journal_error (DavyCase *self)
{
  return self->snapshot.journal_error;
}

/**
 * davy_case_get_step:
 * @self: a case
 *
 * Returns: where it stands
 */
DavyStepId
davy_case_get_step (DavyCase *self)
{
  return self->step;
}

/**
 * davy_case_get_step_state:
 * @self: a case
 * @step: a step
 * @reason: (out) (optional) (nullable): why it is locked, a sentence for people; %NULL when it
 *   is not
 *
 * Returns: the state of @step
 */
DavyStepState
davy_case_get_step_state (DavyCase *self, DavyStepId step, const char **reason)
{
  DavyStepId barrier = find_barrier (self, step);

  if (reason != NULL)
    *reason = NULL;
  if (step == self->step)
    return DAVY_STEP_STATE_NOW;
  if (!davy_step_is_needed (step, self->verdict))
    return DAVY_STEP_STATE_LEFT_OUT;
  if (barrier != step)
    {
      if (reason != NULL)
        *reason = _ (davy_steps[barrier].first);
      return DAVY_STEP_STATE_LOCKED;
    }

  return is_done (self, step) ? DAVY_STEP_STATE_DONE : DAVY_STEP_STATE_OPEN;
}

/**
 * davy_case_get_verdict:
 * @self: a case
 *
 * Returns: what was recorded last as the answer to *What is it?*
 */
DavyVerdict
davy_case_get_verdict (DavyCase *self)
{
  return self->verdict;
}

/**
 * davy_case_get_facts:
 * @self: a case
 * @step: a step
 *
 * Returns: (transfer none) (nullable): what was recorded last, an `a{sv}` of the `DAVY_FACT_…`
 */
GVariant *
davy_case_get_facts (DavyCase *self, DavyStepId step)
{
  return self->facts[step];
}

/**
 * davy_case_get_note:
 * @self: a case
 * @step: a step
 *
 * Returns: (transfer none) (nullable): the note that was recorded last
 */
const char *
davy_case_get_note (DavyCase *self, DavyStepId step)
{
  return self->notes[step];
}

/**
 * davy_case_use_ignore:
 * @self: a case
 * @use_ignore: whether to send `Ignore` instead of `Legitimate`
 *
 * For a service that refused `Legitimate` (`wire-contract.md` 2.2). The person decides it, seeing
 * davy_case_describe_change() anew.
 */
void
davy_case_use_ignore (DavyCase *self, gboolean use_ignore)
{
  self->uses_ignore = use_ignore;
}
