/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client.h"

#include "core/davy-error.h"
#include "partner/davy-alert-service-private.h"
#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"
#include "partner/davy-partner-receipt-private.h"

/* Alerts from Partner Center: `wire-contract.md` 2.1 and 2.2. */

/* Some screens full. */
#define FIRST_EVENTS_PATH "/v1/fraudEvents?PageSize=100&PageNumber=1"

static char *
dup_event_key (gconstpointer event)
{
  return g_strdup (((const DavyFraudEvent *) event)->event_id);
}

/* Without a key: one page as it comes. */
static const DavyPartnerRecord first_event_record = {
  .read = (DavyPartnerReader) davy_fraud_event_read,
  .free = (GDestroyNotify) davy_fraud_event_free,
};

static const DavyPartnerRecord event_record = {
  .read = (DavyPartnerReader) davy_fraud_event_read,
  .free = (GDestroyNotify) davy_fraud_event_free,
  .dup_key = dup_event_key,
  .numbered = TRUE,
};

static DavyRequest *
create_events_request (DavyPartnerClient *self, const char *method, const char *path)
{
  DavyRequest *request = davy_partner_client_create_request (self, method, path);

  davy_request_set_header (request, "X-NewEventsModel", "true");

  return request;
}

static JsonNode *
build_status_body (const char *const *event_ids, const char *status, const char *reason)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "EventIds");
  json_builder_begin_array (builder);
  for (; *event_ids != NULL; event_ids++)
    json_builder_add_string_value (builder, *event_ids);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "EventStatus");
  json_builder_add_string_value (builder, status);
  json_builder_set_member_name (builder, "ResolvedReason");
  json_builder_add_string_value (builder, reason != NULL ? reason : "None");
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* The change is made, whatever the answer looks like: an answer without readable events is one
 * without events, and the read-back that follows every change tells how things stand. */
static GPtrArray *
read_updated_events (JsonNode *document)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (event_record.free);
  g_autoptr (GError) unreadable = NULL;
  DavyJson root = davy_json_root (document, &unreadable);
  guint length = davy_json_is_array (&root) ? davy_json_length (&root, DAVY_JSON_OPTIONAL) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DavyFraudEvent) event = NULL;
      DavyJson top = davy_json_root (document, &error);
      DavyJson item = davy_json_element (&top, i);

      event = davy_fraud_event_read (&item);
      if (error == NULL)
        g_ptr_array_add (events, g_steal_pointer (&event));
    }

  return events;
}

static void
status_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (DavyResponse) response = NULL;
  GError *error = NULL;
  DavyAlertChange *answer;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  answer = g_new0 (DavyAlertChange, 1);
  answer->events = read_updated_events (davy_response_get_json (response));
  answer->receipt = davy_partner_receipt_new (response);
  g_task_return_pointer (task, answer, (GDestroyNotify) davy_alert_change_free);
}

/**
 * davy_partner_client_list_first_events_async:
 * @self: a client
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the first hundred alerts: what a person sees who has seen none before.
 */
void
davy_partner_client_list_first_events_async (DavyPartnerClient *self,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self));

  request = create_events_request (self, "GET", FIRST_EVENTS_PATH);
  davy_partner_client_list (self, request, &first_event_record, NULL, NULL,
                            davy_partner_client_list_first_events_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_first_events_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyFraudEvent): the alerts
 */
GPtrArray *
davy_partner_client_list_first_events_finish (DavyPartnerClient *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_first_events_async,
                                     error);
}

/**
 * davy_partner_client_list_events_async:
 * @self: a client
 * @page: called with #DavyFraudEvent records as they arrive
 * @page_data: for @page, kept by the caller until the end
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Lists all alerts of the partner, open and resolved, by `GET /v1/fraudEvents` with the new events
 * model (`wire-contract.md` 2.1). An alert is handed over once, even if it came on two pages.
 */
void
davy_partner_client_list_events_async (DavyPartnerClient *self,
                                       DavyPartnerPage page,
                                       gpointer page_data,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && page != NULL);

  request = create_events_request (self, "GET", "/v1/fraudEvents");
  davy_partner_client_list (self, request, &event_record, page, page_data,
                            davy_partner_client_list_events_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_events_finish:
 * @self: a client
 * @result: the answer
 * @error: what ended the list; %DAVY_ERROR_WIRE naming the path when one or more alerts made no
 *   sense, after all others were handed over
 *
 * Returns: whether the whole list was handed over
 */
gboolean
davy_partner_client_list_events_finish (DavyPartnerClient *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  return davy_partner_client_list_finish (self, result, davy_partner_client_list_events_async,
                                          error);
}

/**
 * davy_partner_client_list_subscription_events_async:
 * @self: a client
 * @subscription_id: an Azure subscription
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the alerts of one subscription: what a change is checked against, before and after.
 */
void
davy_partner_client_list_subscription_events_async (DavyPartnerClient *self,
                                                    const char *subscription_id,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && subscription_id != NULL);

  escaped = g_uri_escape_string (subscription_id, NULL, FALSE);
  path = g_strconcat ("/v1/fraudEvents?SubscriptionId=", escaped, NULL);
  request = create_events_request (self, "GET", path);
  davy_partner_client_list (self, request, &event_record, NULL, NULL,
                            davy_partner_client_list_subscription_events_async, cancellable,
                            callback, user_data);
}

/**
 * davy_partner_client_list_subscription_events_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyFraudEvent): the alerts
 */
GPtrArray *
davy_partner_client_list_subscription_events_finish (DavyPartnerClient *self,
                                                     GAsyncResult *result,
                                                     GError **error)
{
  return davy_partner_client_finish (self, result,
                                     davy_partner_client_list_subscription_events_async, error);
}

/**
 * davy_partner_client_set_status_async:
 * @self: a client
 * @subscription_id: the Azure subscription of the alerts
 * @event_ids: which alerts, at least one
 * @status: the wire's word: `Active`, `Investigating` or `Resolved`
 * @reason: (nullable): the wire's word: `Legitimate`, `Fraud` or `Ignore`; %NULL for a status that
 *   has none, sent as `None`
 * @cancellable: (nullable): to give up; the change may have been made all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Changes the status of alerts (`wire-contract.md` 2.2). It changes nothing in Azure. For the
 * service an empty list means every alert of the subscription: such a list ends here with
 * %DAVY_ERROR_INPUT.
 */
void
davy_partner_client_set_status_async (DavyPartnerClient *self,
                                      const char *subscription_id,
                                      const char *const *event_ids,
                                      const char *status,
                                      const char *reason,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DavyRequest) request = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && status != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_partner_client_set_status_async);
  if (subscription_id == NULL || *subscription_id == '\0' || event_ids == NULL ||
      *event_ids == NULL)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_INPUT,
                               "A status change needs a subscription and at least one alert");
      return;
    }

  path = davy_partner_build_path ("fraudEvents", "subscription", subscription_id, "status", NULL);
  request = create_events_request (self, "POST", path);
  body = build_status_body (event_ids, status, reason);
  davy_request_set_json (request, body);
  davy_request_set_changing (request, TRUE);
  davy_http_send_async (davy_partner_client_get_http (self), request, cancellable, status_set_cb,
                        g_steal_pointer (&task));
}

/**
 * davy_partner_client_set_status_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: %DAVY_ERROR_REJECTED for a reason that the service does not take;
 *   %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: read the alerts before anything else
 *
 * Returns: (transfer full) (element-type DavyFraudEvent): the alerts as the service says they are
 *   now; may be empty
 */
GPtrArray *
davy_partner_client_set_status_finish (DavyPartnerClient *self,
                                       GAsyncResult *result,
                                       DavyPartnerReceipt **receipt,
                                       GError **error)
{
  g_autoptr (DavyAlertChange) change =
      davy_partner_client_finish (self, result, davy_partner_client_set_status_async, error);

  if (change == NULL)
    return NULL;
  if (receipt != NULL)
    *receipt = g_steal_pointer (&change->receipt);

  return g_steal_pointer (&change->events);
}

/* --- as an alert service ------------------------------------------------------------------- */

static gint64
service_get_clock_offset (DavyAlertService *service)
{
  return davy_partner_client_get_clock_offset (DAVY_PARTNER_CLIENT (service));
}

static void
service_list_first (DavyAlertService *service,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  davy_partner_client_list_first_events_async (DAVY_PARTNER_CLIENT (service), cancellable, callback,
                                               user_data);
}

static void
service_list (DavyAlertService *service,
              DavyPartnerPage page,
              gpointer page_data,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  davy_partner_client_list_events_async (DAVY_PARTNER_CLIENT (service), page, page_data,
                                         cancellable, callback, user_data);
}

/* One request tells of all alerts of a subscription. */
static void
service_read (DavyAlertService *service,
              const char *subscription_id,
              const char *const *event_ids,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  davy_partner_client_list_subscription_events_async (
      DAVY_PARTNER_CLIENT (service), subscription_id, cancellable, callback, user_data);
}

static void
service_set_status (DavyAlertService *service,
                    const char *subscription_id,
                    const char *const *event_ids,
                    const char *status,
                    const char *reason,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  davy_partner_client_set_status_async (DAVY_PARTNER_CLIENT (service), subscription_id, event_ids,
                                        status, reason, cancellable, callback, user_data);
}

void
davy_partner_client_alert_service_init (DavyAlertServiceInterface *iface)
{
  iface->name = DAVY_ALERT_SERVICE_PARTNER_CENTER;
  iface->get_clock_offset = service_get_clock_offset;
  iface->list_first = service_list_first;
  iface->list = service_list;
  iface->read = service_read;
  iface->set_status = service_set_status;
}
