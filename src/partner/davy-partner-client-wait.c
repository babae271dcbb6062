/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-subscriptions.h"

#include "core/davy-error.h"
#include "core/davy-time.h"

/* An Azure subscription that was cancelled or reactivated says so some ten minutes later:
 * `wire-contract.md` 2.6. */

#define POLL_MILLISECONDS 60000
#define PATIENCE          (20 * DAVY_TIME_MINUTE)

typedef struct
{
  char *customer_id;    /* (owned) */
  char *plan_id;        /* (owned) */
  char *entitlement_id; /* (owned) */
  char *wanted_status;  /* (owned) */
  gint64 deadline;      /* monotonic */
  GSource *timer;       /* (owned) (nullable): until the next look */
  GSource *cancelled;   /* (owned) (nullable) */
} Wait;

static void look (GTask *task);

static void
wait_free (Wait *wait)
{
  davy_timer_clear (&wait->timer);
  if (wait->cancelled != NULL)
    g_source_destroy (wait->cancelled);
  g_clear_pointer (&wait->cancelled, g_source_unref);
  g_free (wait->customer_id);
  g_free (wait->plan_id);
  g_free (wait->entitlement_id);
  g_free (wait->wanted_status);
  g_free (wait);
}

/* What may be otherwise in a minute does not end a wait. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TIMED_OUT) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_THROTTLED) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SERVER) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static gboolean
look_again_cb (gpointer user_data)
{
  GTask *task = user_data;
  Wait *wait = g_task_get_task_data (task);

  davy_timer_clear (&wait->timer);
  look (task);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Wait *wait = g_task_get_task_data (task);

  /* A look that is under way ends by itself. */
  if (wait->timer != NULL)
    {
      davy_timer_clear (&wait->timer);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }

  return G_SOURCE_REMOVE;
}

/* The reference to @task lives as long as the wait; whoever ends it lets it go. */
static void
wait_end (GTask *task, DavyPartnerEntitlement *entitlement, GError *error)
{
  if (entitlement != NULL)
    g_task_return_pointer (task, entitlement, (GDestroyNotify) davy_partner_entitlement_free);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static GError *
new_not_yet (void)
{
  const DavyFault fault = { .reason = (char *) "not-yet" };

  return davy_error_new_fault (DAVY_ERROR_TIMED_OUT, &fault,
                               "The Azure subscription did not change its status in time");
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Wait *wait = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerEntitlement) entitlement =
      davy_partner_client_get_entitlement_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (error != NULL && !is_passing (error))
    {
      wait_end (task, NULL, g_steal_pointer (&error));
    }
  else if (entitlement != NULL && entitlement->status != NULL &&
           g_ascii_strcasecmp (entitlement->status, wait->wanted_status) == 0)
    {
      wait_end (task, g_steal_pointer (&entitlement), NULL);
    }
  else if (davy_time_monotonic () >= wait->deadline)
    {
      wait_end (task, NULL, error != NULL ? g_steal_pointer (&error) : new_not_yet ());
    }
  else
    {
      wait->timer = davy_timer_start (POLL_MILLISECONDS, look_again_cb, task, NULL);
    }
}

static void
look (GTask *task)
{
  const Wait *wait = g_task_get_task_data (task);

  davy_partner_client_get_entitlement_async (g_task_get_source_object (task), wait->customer_id,
                                             wait->plan_id, wait->entitlement_id,
                                             g_task_get_cancellable (task), looked_cb, task);
}

/**
 * davy_partner_client_wait_entitlement_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @plan_id: the Azure plan
 * @entitlement_id: an Azure subscription that was cancelled or reactivated
 * @wanted_status: the wire's word that it is to show: `inactive` or `active`
 * @cancellable: (nullable): to give up, at once
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks at an Azure subscription every minute, for at most twenty, until it shows a status
 * (`wire-contract.md` 2.6). Failures that pass by do not end it.
 */
void
davy_partner_client_wait_entitlement_async (DavyPartnerClient *self,
                                            const char *customer_id,
                                            const char *plan_id,
                                            const char *entitlement_id,
                                            const char *wanted_status,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  GTask *task;
  Wait *wait;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);
  g_return_if_fail (plan_id != NULL && entitlement_id != NULL && wanted_status != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_partner_client_wait_entitlement_async);
  wait = g_new0 (Wait, 1);
  wait->customer_id = g_strdup (customer_id);
  wait->plan_id = g_strdup (plan_id);
  wait->entitlement_id = g_strdup (entitlement_id);
  wait->wanted_status = g_strdup (wanted_status);
  wait->deadline = davy_time_monotonic () + PATIENCE;
  g_task_set_task_data (task, wait, (GDestroyNotify) wait_free);
  if (cancellable != NULL)
    {
      wait->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (wait->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (wait->cancelled, g_task_get_context (task));
    }

  look (task);
}

/**
 * davy_partner_client_wait_entitlement_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_TIMED_OUT with the fault's reason `not-yet` after twenty minutes; what the
 *   last look met otherwise
 *
 * Returns: (transfer full): the Azure subscription as it shows the status
 */
DavyPartnerEntitlement *
davy_partner_client_wait_entitlement_finish (DavyPartnerClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (
      g_async_result_is_tagged (result, davy_partner_client_wait_entitlement_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
