/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-running.h"

#include "core/davy-error.h"
#include "triage/davy-price-finder.h"

/* What runs in a subscription, without a case: to say what it costs an hour until the cost of a day
 * is known (`playbook.md`, "Burn rate in the first hours"). */

typedef struct
{
  DavyArmClient *arm;     /* (owned) */
  char *currency;         /* (owned) */
  DavyComputeList *found; /* (owned) (nullable) */
} Running;

static void
running_free (gpointer data)
{
  Running *running = data;

  g_clear_object (&running->arm);
  g_free (running->currency);
  g_clear_pointer (&running->found, davy_compute_list_free);
  g_free (running);
}

static void
prices_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Running *running = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DavyPriceBook) prices =
      davy_price_finder_find_finish (DAVY_STORE (source), result, &error);
  const DavyStopSources sources = { .found = running->found,
                                    .prices = prices,
                                    .currency = running->currency };

  if (prices != NULL)
    g_task_return_pointer (task, davy_stop_plan_new (&sources),
                           (GDestroyNotify) davy_stop_plan_free);
  else
    g_task_return_error (task, error);
}

static void
compute_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Running *running = g_task_get_task_data (task);
  GError *error = NULL;

  running->found = davy_arm_client_list_compute_finish (DAVY_ARM_CLIENT (source), result, &error);
  if (running->found != NULL)
    davy_price_finder_find_async (
        g_task_get_source_object (task), running->arm, running->found->items, running->currency,
        g_task_get_cancellable (task), prices_found_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * davy_running_read_async:
 * @store: where list prices are kept
 * @accounts: in whose name it is asked
 * @subscription: which subscription
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads what computes in a subscription and what it costs at list prices, in the subscription's
 * currency (`wire-contract.md` 3.9). Neither locks nor rights are asked for: what can be done about
 * it is not told.
 */
void
davy_running_read_async (DavyStore *store,
                         DavyAccounts *accounts,
                         DavySubscription *subscription,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  DavyAccount *account =
      davy_accounts_find_acting (accounts, davy_subscription_get_account_id (subscription));
  const char *tenant = davy_subscription_get_customer_tenant_id (subscription);
  const DavyMoney *cost = davy_subscription_get_cost_month (subscription);
  Running *running;

  g_task_set_source_tag (task, davy_running_read_async);
  if (account == NULL || davy_account_get_state (account) != DAVY_ACCOUNT_SIGNED_IN ||
      tenant == NULL)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT,
                               "Nobody is signed in who may ask what runs");
      return;
    }

  running = g_new0 (Running, 1);
  running->arm = davy_arm_client_new (account);
  running->currency = g_strdup (davy_money_is_known (cost) ? cost->currency : DAVY_LIST_CURRENCY);
  g_task_set_task_data (task, running, running_free);
  davy_arm_client_list_compute_async (running->arm, tenant,
                                      davy_subscription_get_azure_id (subscription), cancellable,
                                      compute_listed_cb, g_object_ref (task));
}

/**
 * davy_running_read_finish:
 * @store: the store
 * @result: the answer
 * @error: a #DavyError when what computes cannot be read: no consent, no rights, no connection …
 *
 * Returns: (transfer full) (nullable): what runs
 */
DavyStopPlan *
davy_running_read_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_running_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
