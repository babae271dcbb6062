/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-place.h"

#include "core/davy-error.h"
#include "partner/davy-partner-plan-map.h"
#include "triage/davy-case-clients.h"

#define STATUS_ACTIVE "active"

static gboolean
is_active (const char *status)
{
  return status != NULL && g_ascii_strcasecmp (status, STATUS_ACTIVE) == 0;
}

static DavyCasePlace *
place_new (const DavyPartnerPlace *found)
{
  const DavyPartnerEntitlement *entitlement = found->entitlement;
  DavyCasePlace *self = g_new0 (DavyCasePlace, 1);

  self->subscription_id = g_strdup (found->subscription->id);
  self->entitlement_id = g_strdup (entitlement != NULL ? entitlement->azure_id : NULL);
  self->name = g_strdup (entitlement != NULL ? entitlement->name : found->subscription->name);
  self->status = g_strdup (entitlement != NULL ? entitlement->status : found->subscription->status);
  self->is_active = is_active (self->status);

  return self;
}

static DavyCasePlan *
plan_new (const DavyPartnerPlanMap *map, const DavyPartnerPlace *found)
{
  g_autoptr (GPtrArray) entitlements = davy_partner_plan_map_list (map, found->subscription);
  DavyCasePlan *self = g_new0 (DavyCasePlan, 1);

  self->name = g_strdup (found->subscription->name);
  self->status = g_strdup (found->subscription->status);
  self->is_active = is_active (self->status);
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_case_place_free);
  for (guint i = 0; i < entitlements->len; i++)
    {
      DavyPartnerPlace other = { found->subscription, g_ptr_array_index (entitlements, i) };

      if (other.entitlement != found->entitlement)
        g_ptr_array_add (self->others, place_new (&other));
    }

  return self;
}

static void
plan_free (DavyCasePlan *self)
{
  g_free (self->name);
  g_free (self->status);
  g_ptr_array_unref (self->others);
  g_free (self);
}

static DavyCasePlace *
place_new_whole (const DavyPartnerPlanMap *map, const DavyPartnerPlace *found)
{
  DavyCasePlace *self = place_new (found);

  if (found->entitlement != NULL)
    self->plan = plan_new (map, found);

  return self;
}

static void
mapped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyCase *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (DavyPartnerPlanMap) map =
      davy_partner_client_map_plans_finish (DAVY_PARTNER_CLIENT (source), result, &error);
  DavyPartnerPlace place;

  if (map == NULL)
    g_task_return_error (task, error);
  else if (davy_partner_plan_map_find (map, davy_case_get_azure_id (self), &place))
    g_task_return_pointer (task, place_new_whole (map, &place),
                           (GDestroyNotify) davy_case_place_free);
  else
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND,
                             "Partner Center has no such Azure subscription of this customer");
}

/**
 * davy_case_place_free:
 * @self: (transfer full) (nullable): a place
 *
 * Frees it.
 */
void
davy_case_place_free (DavyCasePlace *self)
{
  if (self == NULL)
    return;

  g_free (self->subscription_id);
  g_free (self->entitlement_id);
  g_free (self->name);
  g_free (self->status);
  g_clear_pointer (&self->plan, plan_free);
  g_free (self);
}

static void
add_running (GPtrArray *running, const DavyCasePlace *place)
{
  if (place->is_active)
    g_ptr_array_add (running, (gpointer) place);
}

/**
 * davy_case_place_list_running:
 * @self: where a subscription stands, in a plan
 *
 * Returns: (transfer container) (element-type DavyCasePlace): which Azure subscriptions in that
 *   plan run, this one first; owned by @self
 */
GPtrArray *
davy_case_place_list_running (const DavyCasePlace *self)
{
  GPtrArray *running = g_ptr_array_new ();

  add_running (running, self);
  for (guint i = 0; i < self->plan->others->len; i++)
    add_running (running, g_ptr_array_index (self->plan->others, i));

  return running;
}

/**
 * davy_case_find_place_async:
 * @self: a case
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out what would be cancelled: the alert names the Azure subscription, Partner Center knows
 * in which plan it is, or under which other id (`wire-contract.md` 2.6).
 */
void
davy_case_find_place_async (DavyCase *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *customer_id = davy_case_get_customer_tenant_id (self);
  GError *error = NULL;
  DavyPartnerClient *client;

  g_task_set_source_tag (task, davy_case_find_place_async);
  client = davy_case_get_partner (self, &error);
  if (client == NULL)
    g_task_return_error (task, error);
  else if (customer_id == NULL)
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND,
                             "The alerts of this case name no customer");
  else
    davy_partner_client_map_plans_async (client, customer_id, cancellable, mapped_cb,
                                         g_steal_pointer (&task));
}

/**
 * davy_case_find_place_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND when Partner Center does not know it, or another #DavyError
 *
 * Returns: (transfer full) (nullable): where it stands
 */
DavyCasePlace *
davy_case_find_place_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_case_find_place_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
