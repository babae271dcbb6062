/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-alert-service.h"

#include "core/davy-error.h"
#include "partner/davy-alert-service-private.h"
#include "partner/davy-graph-client.h"
#include "partner/davy-partner-client.h"

G_DEFINE_INTERFACE (DavyAlertService, davy_alert_service, G_TYPE_OBJECT)

static void
davy_alert_service_default_init (DavyAlertServiceInterface *iface)
{
}

static gpointer
propagate (DavyAlertService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- within the room ----------------------------------------------------------------------- */

void
davy_alert_change_free (DavyAlertChange *self)
{
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->receipt, davy_partner_receipt_free);
  g_free (self);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_alert_service_new:
 * @account: in whose name to ask
 * @name: (nullable): %DAVY_ALERT_SERVICE_GRAPH for Microsoft Graph; anything else is Partner Center
 *
 * A cloud in which Graph has no such alerts, such as China's, stays with Partner Center. Graph's
 * permission is asked for with the first call to Graph, so never when it is not chosen
 * (`wire-contract.md` 1.2, 2.4).
 *
 * Returns: (transfer full): the service, for the thread whose default context runs @account
 */
DavyAlertService *
davy_alert_service_new (DavyAccount *account, const char *name)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNT (account), NULL);

  if (g_strcmp0 (name, DAVY_ALERT_SERVICE_GRAPH) == 0 &&
      davy_endpoints_offers (davy_account_get_endpoints (account), DAVY_SERVICE_GRAPH))
    return DAVY_ALERT_SERVICE (davy_graph_client_new (account));

  return DAVY_ALERT_SERVICE (davy_partner_client_new (account));
}

/**
 * davy_alert_service_get_name:
 * @self: a service
 *
 * Returns: %DAVY_ALERT_SERVICE_PARTNER_CENTER or %DAVY_ALERT_SERVICE_GRAPH
 */
const char *
davy_alert_service_get_name (DavyAlertService *self)
{
  return DAVY_ALERT_SERVICE_GET_IFACE (self)->name;
}

/**
 * davy_alert_service_get_clock_offset:
 * @self: a service
 *
 * Returns: how far this machine's clock was ahead of the last server's, in microseconds, good to
 *   about a second; 0 while no answer told
 */
gint64
davy_alert_service_get_clock_offset (DavyAlertService *self)
{
  return DAVY_ALERT_SERVICE_GET_IFACE (self)->get_clock_offset (self);
}

/**
 * davy_alert_service_list_first_async:
 * @self: a service
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists some of the alerts with a single request: what a person sees who has seen none before.
 */
void
davy_alert_service_list_first_async (DavyAlertService *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  DAVY_ALERT_SERVICE_GET_IFACE (self)->list_first (self, cancellable, callback, user_data);
}

/**
 * davy_alert_service_list_first_finish:
 * @self: a service
 * @result: the answer
 * @error: as davy_alert_service_list_finish()
 *
 * Returns: (transfer full) (element-type DavyFraudEvent): the alerts
 */
GPtrArray *
davy_alert_service_list_first_finish (DavyAlertService *self, GAsyncResult *result, GError **error)
{
  return propagate (self, result, error);
}

/**
 * davy_alert_service_list_async:
 * @self: a service
 * @page: called with #DavyFraudEvent records as they arrive
 * @page_data: for @page, kept by the caller until the end
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Lists all alerts of the partner, open and resolved. An alert is handed over once, even if it came
 * on two pages.
 */
void
davy_alert_service_list_async (DavyAlertService *self,
                               DavyPartnerPage page,
                               gpointer page_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (page != NULL);

  DAVY_ALERT_SERVICE_GET_IFACE (self)->list (self, page, page_data, cancellable, callback,
                                             user_data);
}

/**
 * davy_alert_service_list_finish:
 * @self: a service
 * @result: the answer
 * @error: what ended the list; %DAVY_ERROR_WIRE naming the path when one or more alerts made no
 *   sense, after all others were handed over; %DAVY_ERROR_CONSENT, or %DAVY_ERROR_REFUSED with the
 *   fault's reason `graph-scope`, when Graph was not allowed to the application
 *
 * Returns: whether the whole list was handed over
 */
gboolean
davy_alert_service_list_finish (DavyAlertService *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) none = propagate (self, result, error);

  return none != NULL;
}

/**
 * davy_alert_service_read_async:
 * @self: a service
 * @subscription_id: an Azure subscription
 * @event_ids: alerts of it
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads how alerts stand: what a change is checked against, before and after.
 */
void
davy_alert_service_read_async (DavyAlertService *self,
                               const char *subscription_id,
                               const char *const *event_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (subscription_id != NULL && event_ids != NULL);

  DAVY_ALERT_SERVICE_GET_IFACE (self)->read (self, subscription_id, event_ids, cancellable,
                                             callback, user_data);
}

/**
 * davy_alert_service_read_finish:
 * @self: a service
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyFraudEvent): the alerts that there are, and perhaps
 *   others of the subscription
 */
GPtrArray *
davy_alert_service_read_finish (DavyAlertService *self, GAsyncResult *result, GError **error)
{
  return propagate (self, result, error);
}

/**
 * davy_alert_service_set_status_async:
 * @self: a service
 * @subscription_id: the Azure subscription of the alerts
 * @event_ids: which alerts, at least one
 * @status: Partner Center's word: `Active`, `Investigating` or `Resolved`
 * @reason: (nullable): Partner Center's word: `Legitimate`, `Fraud` or `Ignore`; %NULL or `None`
 *   for a status that has none
 * @cancellable: (nullable): to give up; the change may have been made all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Changes the status of alerts (`wire-contract.md` 2.2, 2.4). It changes nothing in Azure. For
 * Partner Center an empty list means every alert of the subscription: such a list ends here with
 * %DAVY_ERROR_INPUT.
 */
void
davy_alert_service_set_status_async (DavyAlertService *self,
                                     const char *subscription_id,
                                     const char *const *event_ids,
                                     const char *status,
                                     const char *reason,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (status != NULL);

  if (subscription_id == NULL || *subscription_id == '\0' || event_ids == NULL ||
      *event_ids == NULL)
    g_task_report_new_error (self, callback, user_data, davy_alert_service_set_status_async,
                             DAVY_ERROR, DAVY_ERROR_INPUT,
                             "A status change needs a subscription and at least one alert");
  else
    DAVY_ALERT_SERVICE_GET_IFACE (self)->set_status (self, subscription_id, event_ids, status,
                                                     reason, cancellable, callback, user_data);
}

/**
 * davy_alert_service_set_status_finish:
 * @self: a service
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: %DAVY_ERROR_REJECTED with HTTP status 400 for a reason that the service does not take,
 *   as Partner Center may do with `Legitimate`; %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came, or
 *   when some of the alerts were changed and others not: read the alerts before anything else
 *
 * Returns: (transfer full) (element-type DavyFraudEvent): the alerts as the service says they are
 *   now; may be empty
 */
GPtrArray *
davy_alert_service_set_status_finish (DavyAlertService *self,
                                      GAsyncResult *result,
                                      DavyPartnerReceipt **receipt,
                                      GError **error)
{
  g_autoptr (DavyAlertChange) change = propagate (self, result, error);

  if (change == NULL)
    return NULL;
  if (receipt != NULL)
    *receipt = g_steal_pointer (&change->receipt);

  return g_steal_pointer (&change->events);
}
