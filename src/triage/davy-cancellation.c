/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-cancellation.h"

#include "partner/davy-partner-client-subscriptions.h"
#include "triage/davy-act-private.h"
#include "triage/davy-case-clients.h"

#define FACT_PLAN "plan" /* cancel-entitlement: s, the Azure plan that it is in */

#define STATUS_ACTIVE "active"

/* Partner Center takes some ten minutes to show it (`wire-contract.md` 2.6). */
#define PATIENCE (20 * DAVY_TIME_MINUTE)

/* Between two looks. */
#define WHILE_IT_ENDS DAVY_TIME_MINUTE
#define ONCE_IT_ENDED (15 * DAVY_TIME_MINUTE)

/* --- how both are sent and proved ---------------------------------------------------------- */

static const char *
get_plan (const DavyAct *act)
{
  const char *plan = "";

  if (act->facts != NULL)
    g_variant_lookup (act->facts, FACT_PLAN, "&s", &plan);

  return plan;
}

/* One that still runs may be about to end, unless it had ended before. */
static void
judge (GTask *task, const char *status)
{
  const DavyAct *act = davy_act_of_task (task);

  if (g_ascii_strcasecmp (status != NULL ? status : "", STATUS_ACTIVE) != 0)
    davy_act_proved (task, DAVY_ACT_DONE, NULL);
  else if (act->state == DAVY_ACT_PENDING && davy_time_now () < act->at + PATIENCE)
    davy_act_unseen (task);
  else
    davy_act_proved (task, DAVY_ACT_FAILED, NULL);
}

/* --- an Azure subscription in a plan ------------------------------------------------------- */

static void
entitlement_cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *correlation_id = NULL;
  GError *error = NULL;

  davy_partner_client_cancel_entitlement_finish (DAVY_PARTNER_CLIENT (source), result,
                                                 &correlation_id, &error);
  davy_act_sent (user_data, correlation_id, error);
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
    davy_act_proved (user_data, DAVY_ACT_PENDING, error);
}

static void
prove_cancellation (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_partner_client_get_entitlement_async (
      davy_case_get_partner (self, NULL), davy_case_get_customer_tenant_id (self), get_plan (act),
      act->target, g_task_get_cancellable (task), entitlement_read_cb, task);
}

static const DavyActKind cancel_entitlement = {
  DAVY_ACT_CANCEL_ENTITLEMENT,
  send_cancellation,
  prove_cancellation,
};

/* --- a legacy subscription ----------------------------------------------------------------- */

static void
suspended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *correlation_id = NULL;
  GError *error = NULL;

  davy_partner_client_set_suspended_finish (DAVY_PARTNER_CLIENT (source), result, &correlation_id,
                                            &error);
  davy_act_sent (user_data, correlation_id, error);
}

static void
send_suspension (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_partner_client_set_suspended_async (davy_case_get_partner (self, NULL),
                                           davy_case_get_customer_tenant_id (self), act->target,
                                           TRUE, NULL, suspended_cb, task);
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
    davy_act_proved (user_data, DAVY_ACT_PENDING, error);
}

static void
prove_suspension (DavyCase *self, const DavyAct *act, GTask *task)
{
  davy_partner_client_get_subscription_async (
      davy_case_get_partner (self, NULL), davy_case_get_customer_tenant_id (self), act->target,
      g_task_get_cancellable (task), subscription_read_cb, task);
}

static const DavyActKind suspend_subscription = {
  DAVY_ACT_SUSPEND_SUBSCRIPTION,
  send_suspension,
  prove_suspension,
};

/* --- the journal --------------------------------------------------------------------------- */

static DavyAct *
find_last (const GPtrArray *entries)
{
  const DavyAct *last = NULL;
  g_autoptr (GPtrArray) acts = davy_acts_read (entries);

  for (guint i = 0; i < acts->len; i++)
    {
      const DavyAct *act = g_ptr_array_index (acts, i);

      if (g_str_equal (act->kind, DAVY_ACT_CANCEL_ENTITLEMENT) ||
          g_str_equal (act->kind, DAVY_ACT_SUSPEND_SUBSCRIPTION))
        last = act;
    }

  return last != NULL ? davy_act_copy (last) : NULL;
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
 * davy_case_watch_cancellation_async:
 * @self: a case
 * @act: what davy_case_dup_cancellation() gave
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks once whether it has ended, or whether somebody in the customer's tenant has reactivated it
 * since; sends nothing that changes anything.
 */
void
davy_case_watch_cancellation_async (DavyCase *self,
                                    const DavyAct *act,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  gboolean is_legacy = g_str_equal (act->kind, DAVY_ACT_SUSPEND_SUBSCRIPTION);

  davy_case_settle_act_async (self, is_legacy ? &suspend_subscription : &cancel_entitlement, act,
                              cancellable, callback, user_data);
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
  return find_last (davy_case_get_record (self)->entries);
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
 *   there is nothing to look after, or no more
 */
DavyTime
davy_cancellation_find_due (const GPtrArray *entries, DavyTime now, gint64 *interval)
{
  g_autoptr (DavyAct) act = find_last (entries);

  if (act == NULL || !davy_cancellation_is_watched (act, now))
    return DAVY_TIME_UNSET;
  *interval = act->state == DAVY_ACT_PENDING ? WHILE_IT_ENDS : ONCE_IT_ENDED;

  return act->at + *interval;
}
