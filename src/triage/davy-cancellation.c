/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-cancellation.h"

#include "partner/davy-partner-client-subscriptions.h"
#include "triage/davy-act-private.h"
#include "triage/davy-cancellation-private.h"
#include "triage/davy-case-clients.h"

#define FACT_PLAN "plan" /* of an entitlement: s, the Azure plan that it is in */

#define STATUS_ACTIVE "active"

/* Partner Center takes some ten minutes to show it (`wire-contract.md` 2.6). */
#define PATIENCE (20 * DAVY_TIME_MINUTE)

/* Between two looks. */
#define WHILE_IT_ENDS DAVY_TIME_MINUTE
#define ONCE_IT_ENDED (15 * DAVY_TIME_MINUTE)

/* --- the journal --------------------------------------------------------------------------- */

/* Of the subscription itself: its plan is another matter. */
static gboolean
is_ending (const DavyAct *act)
{
  return g_str_equal (act->kind, DAVY_ACT_CANCEL_ENTITLEMENT) ||
         g_str_equal (act->kind, DAVY_ACT_SUSPEND_SUBSCRIPTION);
}

static gboolean
is_reactivation (const DavyAct *act)
{
  return g_str_equal (act->kind, DAVY_ACT_REACTIVATE_ENTITLEMENT) ||
         g_str_equal (act->kind, DAVY_ACT_REACTIVATE_SUBSCRIPTION) ||
         g_str_equal (act->kind, DAVY_ACT_REACTIVATE_PLAN);
}

static const DavyAct *
find_ending (const GPtrArray *acts)
{
  for (guint i = acts->len; i > 0; i--)
    if (is_ending (g_ptr_array_index (acts, i - 1)))
      return g_ptr_array_index (acts, i - 1);

  return NULL;
}

static gboolean
is_reactivation_of (const DavyAct *act, const DavyAct *ended)
{
  return act->intent > ended->intent && is_reactivation (act) &&
         g_ascii_strcasecmp (act->target, ended->target) == 0;
}

/* Returns: (nullable): the last attempt to undo @ended */
static const DavyAct *
find_reactivation (const GPtrArray *acts, const DavyAct *ended)
{
  for (guint i = acts->len; i > 0; i--)
    if (is_reactivation_of (g_ptr_array_index (acts, i - 1), ended))
      return g_ptr_array_index (acts, i - 1);

  return NULL;
}

/* It runs again by us, or is about to. */
static gboolean
is_taken_back (const DavyAct *reactivation)
{
  return reactivation != NULL && reactivation->state != DAVY_ACT_FAILED;
}

/* --- how all are sent and read ------------------------------------------------------------- */

static const char *
get_plan (const DavyAct *act)
{
  const char *plan = "";

  if (act->facts != NULL)
    g_variant_lookup (act->facts, FACT_PLAN, "&s", &plan);

  return plan;
}

/* It may run again by us, however late. Whoever sees that must not take it for somebody else's
 * doing. */
static gboolean
may_be_ours (DavyCase *self, const DavyAct *act)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (self, NULL);

  for (guint i = 0; is_ending (act) && i < acts->len; i++)
    {
      const DavyAct *other = g_ptr_array_index (acts, i);

      if (is_reactivation_of (other, act) && davy_act_may_come_late (other))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_running (const char *status)
{
  return g_ascii_strcasecmp (status != NULL ? status : "", STATUS_ACTIVE) == 0;
}

/* What does not stand as it was asked for may be about to, unless it stood so before. */
static void
judge (GTask *task, const char *status)
{
  const DavyAct *act = davy_act_of_task (task);

  if (is_running (status) == is_reactivation (act))
    davy_act_seen (task, DAVY_ACT_DONE, NULL);
  else if (act->state == DAVY_ACT_PENDING && davy_time_now () < act->at + PATIENCE)
    davy_act_unseen (task);
  else if (may_be_ours (g_task_get_source_object (task), act))
    davy_act_unseen (task);
  else
    davy_act_seen (task, DAVY_ACT_FAILED, NULL);
}

/* --- an Azure subscription in a plan ------------------------------------------------------- */

static void
entitlement_cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  GError *error = NULL;

  davy_partner_client_cancel_entitlement_finish (DAVY_PARTNER_CLIENT (source), result, &receipt,
                                                 &error);
  davy_act_sent_to_partner (user_data, receipt, error);
}

static void
send_cancellation (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_partner_client_cancel_entitlement_async (
      davy_case_get_partner (self, NULL), davy_case_get_customer_tenant_id (self), get_plan (act),
      act->target, NULL, entitlement_cancelled_cb, task);
}

static void
entitlement_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyPartnerEntitlement) entitlement =
      davy_partner_client_get_entitlement_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (entitlement != NULL)
    judge (user_data, entitlement->status);
  else
    davy_act_seen (user_data, DAVY_ACT_PENDING, error);
}

static void
read_entitlement (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_partner_client_get_entitlement_async (
      davy_case_get_partner (self, NULL), davy_case_get_customer_tenant_id (self), get_plan (act),
      act->target, g_task_get_cancellable (task), entitlement_read_cb, task);
}

static void
entitlement_reactivated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  GError *error = NULL;

  davy_partner_client_reactivate_entitlement_finish (DAVY_PARTNER_CLIENT (source), result, &receipt,
                                                     &error);
  davy_act_sent_to_partner (user_data, receipt, error);
}

static void
send_reactivation (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_partner_client_reactivate_entitlement_async (
      davy_case_get_partner (self, NULL), davy_case_get_customer_tenant_id (self), get_plan (act),
      act->target, NULL, entitlement_reactivated_cb, task);
}

static const DavyActKind cancel_entitlement = {
  DAVY_ACT_CANCEL_ENTITLEMENT,
  send_cancellation,
  read_entitlement,
  TRUE,
};

static const DavyActKind reactivate_entitlement = {
  DAVY_ACT_REACTIVATE_ENTITLEMENT,
  send_reactivation,
  read_entitlement,
  TRUE,
};

/* --- a legacy subscription, or a plan ------------------------------------------------------ */

static void
status_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  GError *error = NULL;

  davy_partner_client_set_suspended_finish (DAVY_PARTNER_CLIENT (source), result, &receipt, &error);
  davy_act_sent_to_partner (user_data, receipt, error);
}

static void
send_status (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_partner_client_set_suspended_async (davy_case_get_partner (self, NULL),
                                           davy_case_get_customer_tenant_id (self), act->target,
                                           !is_reactivation (act), NULL, status_set_cb, task);
}

static void
subscription_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyPartnerSubscription) subscription =
      davy_partner_client_get_subscription_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (subscription != NULL)
    judge (user_data, subscription->status);
  else
    davy_act_seen (user_data, DAVY_ACT_PENDING, error);
}

static void
read_subscription (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_partner_client_get_subscription_async (
      davy_case_get_partner (self, NULL), davy_case_get_customer_tenant_id (self), act->target,
      g_task_get_cancellable (task), subscription_read_cb, task);
}

static const DavyActKind suspend_subscription = {
  DAVY_ACT_SUSPEND_SUBSCRIPTION,
  send_status,
  read_subscription,
  TRUE,
};

static const DavyActKind reactivate_subscription = {
  DAVY_ACT_REACTIVATE_SUBSCRIPTION,
  send_status,
  read_subscription,
  TRUE,
};

/* davy_case_suspend_plan_async() looks at the whole plan, by one of its own. */
static const DavyActKind suspend_plan = {
  DAVY_ACT_SUSPEND_PLAN,
  send_status,
  read_subscription,
  TRUE,
};

static const DavyActKind reactivate_plan = {
  DAVY_ACT_REACTIVATE_PLAN,
  send_status,
  read_subscription,
  TRUE,
};

/* --- within the room ----------------------------------------------------------------------- */

const DavyActKind *
davy_cancellation_find_kind (const char *key)
{
  static const DavyActKind *const kinds[] = {
    &cancel_entitlement,      &suspend_subscription, &reactivate_entitlement,
    &reactivate_subscription, &suspend_plan,         &reactivate_plan,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i]->key, key))
      return kinds[i];

  return NULL;
}

/* --- doing it, and looking after it -------------------------------------------------------- */

/**
 * davy_case_cancel_async:
 * @self: a case
 * @place: what to end, as it was shown
 * @cancellable: (nullable): honoured until it is sent
 * @callback: called when Partner Center took it on, or refused
 * @user_data: for @callback
 *
 * Cancels this one Azure subscription for the reason `compromise`, or suspends a legacy one, and
 * stops there: the plan and its other subscriptions are left alone.
 */
void
davy_case_cancel_async (DavyCase *self,
                        const DavyCasePlace *place,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GVariantDict facts;

  if (place->entitlement_id == NULL)
    {
      davy_case_run_act_async (self, &suspend_subscription, DAVY_STEP_CANCEL,
                               place->subscription_id, NULL, cancellable, callback, user_data);
      return;
    }

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, FACT_PLAN, "s", place->subscription_id);
  davy_case_run_act_async (self, &cancel_entitlement, DAVY_STEP_CANCEL, place->entitlement_id,
                           g_variant_dict_end (&facts), cancellable, callback, user_data);
}

/**
 * davy_case_cancel_finish:
 * @self: a case
 * @result: the answer
 * @error: as davy_case_run_act_finish()
 *
 * Returns: (transfer full) (nullable): the act: done, or pending while Partner Center is at it
 */
DavyAct *
davy_case_cancel_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  return davy_case_run_act_finish (self, result, error);
}

/**
 * davy_case_reactivate_async:
 * @self: a case
 * @ended: what davy_case_dup_cancellation() gave, which a read proved
 * @cancellable: (nullable): honoured until it is sent
 * @callback: called when Partner Center took it on, or refused
 * @user_data: for @callback
 *
 * Undoes what was ended from here: reactivates this one Azure subscription, or sets a legacy one
 * active again (`wire-contract.md` 2.6).
 */
void
davy_case_reactivate_async (DavyCase *self,
                            const DavyAct *ended,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  gboolean is_legacy = g_str_equal (ended->kind, DAVY_ACT_SUSPEND_SUBSCRIPTION);

  davy_case_run_act_async (self, is_legacy ? &reactivate_subscription : &reactivate_entitlement,
                           DAVY_STEP_CANCEL, ended->target, ended->facts, cancellable, callback,
                           user_data);
}

/**
 * davy_case_reactivate_finish:
 * @self: a case
 * @result: the answer
 * @error: as davy_case_run_act_finish()
 *
 * Returns: (transfer full) (nullable): the act: done, or pending while Partner Center is at it
 */
DavyAct *
davy_case_reactivate_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  return davy_case_run_act_finish (self, result, error);
}

/**
 * davy_case_watch_cancellation_async:
 * @self: a case
 * @act: what davy_case_dup_cancellation() or davy_case_dup_reactivation() gave, or one of a plan
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks once whether it has ended, or whether somebody in the customer's tenant has reactivated it
 * since; or whether it runs again after it was reactivated from here, which is not taken for
 * somebody else's doing. Sends nothing that changes anything.
 */
void
davy_case_watch_cancellation_async (DavyCase *self,
                                    const DavyAct *act,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  davy_case_settle_act_async (self, davy_cancellation_find_kind (act->kind), act, cancellable,
                              callback, user_data);
}

/**
 * davy_case_watch_cancellation_finish:
 * @self: a case
 * @result: the answer
 * @error: as davy_case_settle_act_finish()
 *
 * Returns: (transfer full) (nullable): the act as it stands now; %DAVY_ACT_UNDONE after a
 *   reactivation
 */
DavyAct *
davy_case_watch_cancellation_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  return davy_case_settle_act_finish (self, result, error);
}

/**
 * davy_case_dup_cancellation:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): the last act that ended the subscription, or was to
 */
DavyAct *
davy_case_dup_cancellation (DavyCase *self)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (self, NULL);
  const DavyAct *ended = find_ending (acts);

  return ended != NULL ? davy_act_copy (ended) : NULL;
}

/**
 * davy_case_dup_reactivation:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): the last act that undid what davy_case_dup_cancellation()
 *   gives, or was to
 */
DavyAct *
davy_case_dup_reactivation (DavyCase *self)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (self, NULL);
  const DavyAct *ended = find_ending (acts);
  const DavyAct *act = ended != NULL ? find_reactivation (acts, ended) : NULL;

  return act != NULL ? davy_act_copy (act) : NULL;
}

/**
 * davy_cancellation_stands:
 * @act: (nullable): what davy_case_dup_cancellation() gave
 * @reactivation: (nullable): what davy_case_dup_reactivation() gave
 *
 * Returns: whether the subscription has ended, or is about to, and was not reactivated since
 */
gboolean
davy_cancellation_stands (const DavyAct *act, const DavyAct *reactivation)
{
  return act != NULL && (act->state == DAVY_ACT_PENDING || act->state == DAVY_ACT_DONE) &&
         !is_taken_back (reactivation);
}

/**
 * davy_cancellation_is_watched:
 * @act: what davy_case_dup_cancellation() gave
 * @now: the moment
 *
 * Returns: whether it is to be looked after: for 48 hours, unless it came to nothing
 */
gboolean
davy_cancellation_is_watched (const DavyAct *act, DavyTime now)
{
  return (act->state == DAVY_ACT_PENDING || act->state == DAVY_ACT_DONE) &&
         now < act->at + DAVY_CANCELLATION_WATCH;
}

/**
 * davy_cancellation_find_due:
 * @entries: (element-type DavyCaseEntry): the journal of a case
 * @now: the moment
 * @interval: (out): from one look to the next
 *
 * Returns: when to look first after the subscription that was cancelled; %DAVY_TIME_UNSET when
 *   there is nothing to look after, or no more, or it was reactivated from here
 */
DavyTime
davy_cancellation_find_due (const GPtrArray *entries, DavyTime now, gint64 *interval)
{
  g_autoptr (GPtrArray) acts = davy_acts_read (entries);
  const DavyAct *act = find_ending (acts);

  if (act == NULL || !davy_cancellation_is_watched (act, now) ||
      is_taken_back (find_reactivation (acts, act)))
    return DAVY_TIME_UNSET;
  *interval = act->state == DAVY_ACT_PENDING ? WHILE_IT_ENDS : ONCE_IT_ENDED;

  return act->at + *interval;
}

/**
 * davy_reactivation_find_due:
 * @entries: (element-type DavyCaseEntry): the journal of a case
 * @interval: (out): from one look to the next
 *
 * Returns: when to look first whether what was reactivated from here runs, for 48 hours even when
 *   it was given up; %DAVY_TIME_UNSET when that is known, or nothing was
 */
DavyTime
davy_reactivation_find_due (const GPtrArray *entries, gint64 *interval)
{
  g_autoptr (GPtrArray) acts = davy_acts_read (entries);
  const DavyAct *ended = find_ending (acts);
  const DavyAct *act = ended != NULL ? find_reactivation (acts, ended) : NULL;

  if (act != NULL && act->state == DAVY_ACT_PENDING)
    *interval = WHILE_IT_ENDS;
  else if (act != NULL && act->state == DAVY_ACT_FAILED && davy_act_may_come_late (act) &&
           davy_time_now () < act->at + DAVY_CANCELLATION_WATCH)
    *interval = ONCE_IT_ENDED;
  else
    return DAVY_TIME_UNSET;

  return act->at + *interval;
}
