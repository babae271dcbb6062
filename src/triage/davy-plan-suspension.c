/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-plan-suspension.h"

#include <glib/gi18n-lib.h>

#include "core/davy-error.h"
#include "triage/davy-act-private.h"
#include "triage/davy-alert-words.h"
#include "triage/davy-cancellation-private.h"
#include "triage/davy-evidence.h"

/* What a person confirms is what was shown: the plan is read once more before it is suspended, and
 * when anything in it stands otherwise by then, nothing is sent. */

#define FACT_NAME  "name"  /* s: what was typed */
#define FACT_SHOWN "shown" /* as: the plan, what is in it, and how each stood as it was shown */

#define WHILE_IT_ENDS DAVY_TIME_MINUTE /* between two looks */

/* --- the journal --------------------------------------------------------------------------- */

static gboolean
is_of_plan (const DavyAct *act)
{
  return g_str_equal (act->kind, DAVY_ACT_SUSPEND_PLAN) ||
         g_str_equal (act->kind, DAVY_ACT_REACTIVATE_PLAN);
}

/* @kind: (nullable): either, when not given */
static const DavyAct *
find_last (const GPtrArray *acts, const char *kind)
{
  for (guint i = acts->len; i > 0; i--)
    {
      const DavyAct *act = g_ptr_array_index (acts, i - 1);

      if (is_of_plan (act) && (kind == NULL || g_str_equal (act->kind, kind)))
        return act;
    }

  return NULL;
}

static DavyAct *
dup_last (DavyCase *self, const char *kind)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (self, NULL);
  const DavyAct *act = find_last (acts, kind);

  return act != NULL ? davy_act_copy (act) : NULL;
}

static gboolean
has_pending (DavyCase *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_plan_act (self);
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (self);

  return (act != NULL && act->state == DAVY_ACT_PENDING) ||
         (reactivation != NULL && reactivation->state == DAVY_ACT_PENDING);
}

/* --- what has to be given ------------------------------------------------------------------ */

static gboolean
set_missing (GError **error, const char *sentence)
{
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, sentence);
  return FALSE;
}

/* Microsoft refuses a plan in which something runs; whoever reads the name knows what to do. */
static gboolean
check_nothing_runs (const DavyCasePlace *place, GError **error)
{
  g_autoptr (GPtrArray) running = davy_case_place_list_running (place);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  if (running->len == 0)
    return TRUE;

  for (guint i = 0; i < running->len; i++)
    {
      const DavyCasePlace *named = g_ptr_array_index (running, i);

      g_ptr_array_add (
          names, davy_words_quote (named->name != NULL ? named->name : named->entitlement_id));
    }
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (", ", (char **) names->pdata);
  g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
               /* Translators: %s names one or several Azure subscriptions, in quotes, separated by
                * commas. */
               _ ("Microsoft suspends a plan only when nothing in it runs. Still running: %s."),
               joined);

  return FALSE;
}

/**
 * davy_case_get_plan_consent:
 * @self: a case
 *
 * Returns: (transfer none) (nullable): the name that has to be typed: the customer's, or the id of
 *   the customer's tenant where it has none
 */
const char *
davy_case_get_plan_consent (DavyCase *self)
{
  const char *name = davy_case_get_customer_name (self);

  return name != NULL && *name != '\0' ? name : davy_case_get_customer_tenant_id (self);
}

/**
 * davy_case_check_plan:
 * @self: a case
 * @place: where its subscription stands, in a plan, as it was shown
 * @typed: what the person typed as davy_case_get_plan_consent()
 * @error: %DAVY_ERROR_INPUT, a sentence that says what is missing, or names what still runs;
 *   %DAVY_ERROR_CHANGED_ELSEWHERE when the plan does not run
 *
 * Returns: whether davy_case_suspend_plan_async() would go on
 */
gboolean
davy_case_check_plan (DavyCase *self, const DavyCasePlace *place, const char *typed, GError **error)
{
  const char *missing = NULL;

  g_return_val_if_fail (place->plan != NULL, FALSE);

  if (has_pending (self))
    return set_missing (error, _ ("First end what was begun."));
  if (!place->plan->is_active)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE,
                           "The plan does not run any more");
      return FALSE;
    }
  if (!check_nothing_runs (place, error))
    return FALSE;
  if (!davy_evidence_is_enough (davy_case_get_evidence (self), &missing))
    return set_missing (error, _ ("First store the evidence."));
  if (g_strcmp0 (typed, davy_case_get_plan_consent (self)) != 0)
    return set_missing (error, _ ("Type the customer’s name as it is written above."));

  return TRUE;
}

/* --- suspending ---------------------------------------------------------------------------- */

static void
add_place (GVariantBuilder *shown, const char *id, const char *status)
{
  g_variant_builder_add_value (shown,
                               g_variant_new_take_string (g_strdup_printf ("%s %s", id, status)));
}

/* The plan, what is in it and how each stands. */
static GVariant *
create_picture (const DavyCasePlace *place)
{
  GVariantBuilder shown;

  g_variant_builder_init (&shown, G_VARIANT_TYPE_STRING_ARRAY);
  add_place (&shown, place->subscription_id, place->plan->status);
  add_place (&shown, place->entitlement_id, place->status);
  for (guint i = 0; i < place->plan->others->len; i++)
    {
      const DavyCasePlace *other = g_ptr_array_index (place->plan->others, i);

      add_place (&shown, other->entitlement_id, other->status);
    }

  return g_variant_builder_end (&shown);
}

static GVariant *
create_facts (const DavyCasePlace *place, const char *typed)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, FACT_NAME, "s", typed);
  g_variant_dict_insert_value (&facts, FACT_SHOWN, create_picture (place));

  return g_variant_dict_end (&facts);
}

static gboolean
is_as_shown (const DavyAct *act, const DavyCasePlace *place)
{
  g_autoptr (GVariant) shown = g_variant_lookup_value (act->facts, FACT_SHOWN, NULL);
  g_autoptr (GVariant) picture =
      place->plan != NULL ? g_variant_ref_sink (create_picture (place)) : NULL;

  return picture != NULL && g_variant_equal (picture, shown);
}

static void
looked_at_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyCase *self = DAVY_CASE (source);
  const DavyAct *act = davy_act_of_task (user_data);
  const char *typed = NULL;
  GError *error = NULL;
  g_autoptr (DavyCasePlace) place = davy_case_find_place_finish (self, result, &error);

  g_variant_lookup (act->facts, FACT_NAME, "&s", &typed);
  if (place != NULL && !is_as_shown (act, place))
    davy_act_seen_otherwise (user_data, DAVY_ACT_FAILED);
  else if (place != NULL && davy_case_check_plan (self, place, typed, &error))
    davy_act_seen (user_data, DAVY_ACT_FAILED, NULL);
  else
    davy_act_seen (user_data, DAVY_ACT_PENDING, error);
}

static void
send_suspension (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_cancellation_find_kind (act->kind)->send (self, act, task);
}

/* Before it is written down all of it is read that the person confirmed. */
static void
read_suspension (DavyCase *self, const DavyAct *act, GTask *task)
{
  if (davy_act_is_draft (act))
    davy_case_find_place_async (self, g_task_get_cancellable (task), looked_at_cb, task);
  else
    davy_cancellation_find_kind (act->kind)->read (self, act, task);
}

static const DavyActKind suspend_as_shown = {
  DAVY_ACT_SUSPEND_PLAN,
  send_suspension,
  read_suspension,
  TRUE,
};

/**
 * davy_case_suspend_plan_async:
 * @self: a case
 * @place: where its subscription stands, in a plan, as it was shown
 * @typed: what the person typed as davy_case_get_plan_consent()
 * @cancellable: (nullable): honoured until it is sent
 * @callback: called when Partner Center took it on, or refused
 * @user_data: for @callback
 *
 * Suspends the plan, in which nothing may run any more: what is in it and was not cancelled is not
 * cancelled from here. Reads first whether all still stands as it was shown.
 */
void
davy_case_suspend_plan_async (DavyCase *self,
                              const DavyCasePlace *place,
                              const char *typed,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GError *error = NULL;

  if (davy_case_check_plan (self, place, typed, &error))
    davy_case_run_act_async (self, &suspend_as_shown, DAVY_STEP_CANCEL, place->subscription_id,
                             create_facts (place, typed), cancellable, callback, user_data);
  else
    g_task_report_error (self, callback, user_data, davy_case_run_act_async, error);
}

/**
 * davy_case_suspend_plan_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT, a sentence that says what is missing, or names what still runs;
 *   %DAVY_ERROR_CHANGED_ELSEWHERE when something stands otherwise than it was shown; else as
 *   davy_case_run_act_finish()
 *
 * Returns: (transfer full) (nullable): the act: done, or pending while Partner Center is at it
 */
DavyAct *
davy_case_suspend_plan_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  return davy_case_run_act_finish (self, result, error);
}

/* --- the way back -------------------------------------------------------------------------- */

/**
 * davy_case_reactivate_plan_async:
 * @self: a case
 * @suspended: what davy_case_dup_plan_suspension() gave
 * @cancellable: (nullable): honoured until it is sent
 * @callback: called when Partner Center took it on, or refused
 * @user_data: for @callback
 *
 * Sets the plan active again. What is in it stays as it is: each Azure subscription is reactivated
 * by itself, which Partner Center refuses before its plan runs.
 */
void
davy_case_reactivate_plan_async (DavyCase *self,
                                 const DavyAct *suspended,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  davy_case_run_act_async (self, davy_cancellation_find_kind (DAVY_ACT_REACTIVATE_PLAN),
                           DAVY_STEP_CANCEL, suspended->target, NULL, cancellable, callback,
                           user_data);
}

/**
 * davy_case_reactivate_plan_finish:
 * @self: a case
 * @result: the answer
 * @error: as davy_case_run_act_finish()
 *
 * Returns: (transfer full) (nullable): the act: done, or pending while Partner Center is at it
 */
DavyAct *
davy_case_reactivate_plan_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  return davy_case_run_act_finish (self, result, error);
}

/* --- how it stands ------------------------------------------------------------------------- */

/**
 * davy_case_dup_plan_suspension:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): the last act that suspended the plan, or was to
 */
DavyAct *
davy_case_dup_plan_suspension (DavyCase *self)
{
  return dup_last (self, DAVY_ACT_SUSPEND_PLAN);
}

/**
 * davy_case_dup_plan_act:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): the last act on the plan: that, or one that undid it, or was
 *   to
 */
DavyAct *
davy_case_dup_plan_act (DavyCase *self)
{
  return dup_last (self, NULL);
}

/**
 * davy_plan_suspension_find_due:
 * @entries: (element-type DavyCaseEntry): the journal of a case
 * @interval: (out): from one look to the next
 *
 * Returns: when to look first whether the plan was suspended, or runs again; %DAVY_TIME_UNSET when
 *   that is known, or nothing was sent
 */
DavyTime
davy_plan_suspension_find_due (const GPtrArray *entries, gint64 *interval)
{
  g_autoptr (GPtrArray) acts = davy_acts_read (entries);
  const DavyAct *act = find_last (acts, NULL);

  if (act == NULL || act->state != DAVY_ACT_PENDING)
    return DAVY_TIME_UNSET;
  *interval = WHILE_IT_ENDS;

  return act->at + *interval;
}
