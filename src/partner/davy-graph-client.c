/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-graph-client.h"

#include "account/davy-account-signer.h"
#include "core/davy-error.h"
#include "partner/davy-alert-service-private.h"
#include "partner/davy-graph-readers.h"
#include "partner/davy-partner-listing.h"
#include "partner/davy-partner-receipt-private.h"

/* Alerts from Microsoft Graph: `wire-contract.md` 2.4. */

#define ALERTS_PATH "/beta/security/partner/securityAlerts"

struct _DavyGraphClient
{
  GObject parent_instance;

  DavyAccount *account;
  DavySigner *signer;
};

/* Several alerts, one after the other. */
typedef struct
{
  GStrv ids;                 /* (owned) */
  guint next;                /* of @ids */
  JsonNode *body;            /* (owned) (nullable): of a change */
  DavyAlertChange *answered; /* (owned) */
} Round;

static char *
dup_alert_key (gconstpointer alert)
{
  return g_strdup (((const DavyFraudEvent *) alert)->event_id);
}

static const DavyPartnerRecord alert_record = {
  .read = (DavyPartnerReader) davy_graph_alert_read,
  .free = (GDestroyNotify) davy_fraud_event_free,
  .dup_key = dup_alert_key,
};

static void change_next (GTask *task);
static void read_next (GTask *task);
static void davy_graph_client_alert_service_init (DavyAlertServiceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyGraphClient,
                               davy_graph_client,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_ALERT_SERVICE,
                                                      davy_graph_client_alert_service_init))

static void
round_free (Round *round)
{
  g_strfreev (round->ids);
  g_clear_pointer (&round->body, json_node_unref);
  g_clear_pointer (&round->answered, davy_alert_change_free);
  g_free (round);
}

static const char *
get_base (DavyGraphClient *self)
{
  return davy_endpoints_get (davy_account_get_endpoints (self->account), DAVY_SERVICE_GRAPH);
}

/* @id: (nullable): of an alert, opaque */
static DavyRequest *
create_request (DavyGraphClient *self, const char *method, const char *id)
{
  g_autofree char *escaped = id != NULL ? g_uri_escape_string (id, NULL, FALSE) : NULL;
  g_autofree char *uri = g_strconcat (get_base (self), ALERTS_PATH, id != NULL ? "/" : "",
                                      id != NULL ? escaped : "", NULL);
  DavyRequest *request = davy_request_new (method, uri);

  davy_request_set_signer (request, self->signer);
  davy_request_set_fault_reader (request, davy_graph_read_fault);

  return request;
}

/* One alert comes as itself or inside `value`. */
static DavyFraudEvent *
read_alert (DavyResponse *response, GError **error)
{
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (DavyFraudEvent) alert = NULL;
  DavyJson root = davy_json_root (davy_response_get_json (response), &unreadable);
  DavyJson inner = { .sink = &unreadable };

  if (!davy_json_is_object (&root))
    davy_json_fail (&root, "is not an object");
  else
    inner = davy_json_member (&root, "value");

  alert = davy_graph_alert_read (davy_json_is_object (&inner) ? &inner : &root);
  if (unreadable == NULL)
    return g_steal_pointer (&alert);

  g_propagate_error (error, g_steal_pointer (&unreadable));
  return NULL;
}

static void
got_alert_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (DavyResponse) response = NULL;
  DavyFraudEvent *alert = NULL;
  GError *error = NULL;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response != NULL)
    alert = read_alert (response, &error);

  if (alert != NULL)
    g_task_return_pointer (task, alert, alert_record.free);
  else
    g_task_return_error (task, error);
}

/* --- lists --------------------------------------------------------------------------------- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  GPtrArray *alerts = davy_partner_listing_run_finish (DAVY_HTTP (source), result, &error);

  if (alerts != NULL)
    g_task_return_pointer (task, alerts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
davy_graph_client_list (DavyAlertService *service,
                        DavyPartnerPage page,
                        gpointer page_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  DavyGraphClient *self = DAVY_GRAPH_CLIENT (service);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (DavyRequest) request = create_request (self, "GET", NULL);

  g_task_set_source_tag (task, davy_graph_client_list);
  davy_partner_listing_run_async (davy_account_get_http (self->account), get_base (self), request,
                                  &alert_record, page, page_data, cancellable, listed_cb,
                                  g_steal_pointer (&task));
}

/* The first page, whatever its size: Graph documents no way to ask for one (`$top`). */
static void
first_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) unreadable = NULL;
  GError *error = NULL;
  DavyJson root, list;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  alerts = g_ptr_array_new_with_free_func (alert_record.free);
  root = davy_json_root (davy_response_get_json (response), &unreadable);
  list = davy_json_member (&root, "value");
  for (guint i = 0; i < davy_json_length (&list, DAVY_JSON_REQUIRED); i++)
    {
      DavyJson item = davy_json_element (&list, i);
      g_autoptr (DavyFraudEvent) alert = davy_graph_alert_read (&item);

      if (unreadable == NULL)
        g_ptr_array_add (alerts, g_steal_pointer (&alert));
    }

  if (unreadable != NULL)
    g_task_return_error (task, g_steal_pointer (&unreadable));
  else
    g_task_return_pointer (task, g_steal_pointer (&alerts), (GDestroyNotify) g_ptr_array_unref);
}

static void
davy_graph_client_list_first (DavyAlertService *service,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  DavyGraphClient *self = DAVY_GRAPH_CLIENT (service);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (DavyRequest) request = create_request (self, "GET", NULL);

  g_task_set_source_tag (task, davy_graph_client_list_first);
  davy_http_send_async (davy_account_get_http (self->account), request, cancellable,
                        first_listed_cb, g_steal_pointer (&task));
}

/* --- several alerts, one after the other --------------------------------------------------- */

static GTask *
round_begin (DavyAlertService *service,
             const char *const *event_ids,
             gpointer source_tag,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (service, cancellable, callback, user_data);
  Round *round = g_new0 (Round, 1);

  g_task_set_source_tag (task, source_tag);
  round->ids = g_strdupv ((GStrv) event_ids);
  round->answered = g_new0 (DavyAlertChange, 1);
  round->answered->events = g_ptr_array_new_with_free_func (alert_record.free);
  g_task_set_task_data (task, round, (GDestroyNotify) round_free);

  return task;
}

/* An alert that is not there is left out: its absence tells. */
static void
got_of_round_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  DavyFraudEvent *alert =
      davy_graph_client_get_alert_finish (DAVY_GRAPH_CLIENT (source), result, &error);

  if (alert != NULL)
    g_ptr_array_add (round->answered->events, alert);
  else if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    g_clear_error (&error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    read_next (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
read_next (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  const char *id = round->ids[round->next++];

  if (id != NULL)
    {
      davy_graph_client_get_alert_async (g_task_get_source_object (task), id,
                                         g_task_get_cancellable (task), got_of_round_cb, task);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&round->answered->events),
                         (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

/* Graph has no way to ask for the alerts of a subscription that is documented. */
static void
davy_graph_client_read (DavyAlertService *service,
                        const char *subscription_id,
                        const char *const *event_ids,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  read_next (
      round_begin (service, event_ids, davy_graph_client_read, cancellable, callback, user_data));
}

/* Where some of the alerts were changed and one was not, only a read tells which. */
static GError *
blame_round (const Round *round, GError *error)
{
  GError *partly;

  if (round->next == 1 || error->domain != DAVY_ERROR)
    return error;

  partly = davy_error_new_fault (DAVY_ERROR_OUTCOME_UNKNOWN, davy_error_get_fault (error),
                                 "After %u alerts: %s", round->next - 1, error->message);
  g_error_free (error);

  return partly;
}

/* The change is made, whatever its answer looks like; the read-back tells how things stand. */
static void
patched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Round *round = g_task_get_task_data (task);
  g_autoptr (DavyResponse) response = NULL;
  DavyFraudEvent *alert;
  GError *error = NULL;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response == NULL)
    {
      g_task_return_error (task, blame_round (round, error));
      return;
    }

  alert = read_alert (response, NULL);
  if (alert != NULL)
    g_ptr_array_add (round->answered->events, alert);
  g_clear_pointer (&round->answered->receipt, davy_partner_receipt_free);
  round->answered->receipt = davy_partner_receipt_new (response);
  change_next (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
change_next (GTask *task)
{
  DavyGraphClient *self = g_task_get_source_object (task);
  Round *round = g_task_get_task_data (task);
  const char *id = round->ids[round->next++];
  g_autoptr (DavyRequest) request = NULL;

  if (id == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&round->answered),
                             (GDestroyNotify) davy_alert_change_free);
      g_object_unref (task);
      return;
    }

  request = create_request (self, "PATCH", id);
  davy_request_set_json (request, round->body);
  davy_request_set_changing (request, TRUE);
  davy_http_send_async (davy_account_get_http (self->account), request,
                        g_task_get_cancellable (task), patched_cb, task);
}

static JsonNode *
build_status_body (const char *status, const char *reason)
{
  g_autofree char *status_word = davy_graph_word (status);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "status", status_word);
  if (reason != NULL && g_strcmp0 (reason, "None") != 0)
    {
      g_autofree char *reason_word = davy_graph_word (reason);

      json_object_set_string_member (object, "resolvedReason", reason_word);
    }
  json_object_unref (object);

  return node;
}

static void
davy_graph_client_set_status (DavyAlertService *service,
                              const char *subscription_id,
                              const char *const *event_ids,
                              const char *status,
                              const char *reason,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = round_begin (service, event_ids, davy_graph_client_set_status, cancellable,
                             callback, user_data);
  Round *round = g_task_get_task_data (task);

  round->body = build_status_body (status, reason);
  change_next (task);
}

static gint64
davy_graph_client_get_clock_offset (DavyAlertService *service)
{
  return davy_http_get_clock_offset (davy_account_get_http (DAVY_GRAPH_CLIENT (service)->account));
}

static void
davy_graph_client_alert_service_init (DavyAlertServiceInterface *iface)
{
  iface->name = DAVY_ALERT_SERVICE_GRAPH;
  iface->get_clock_offset = davy_graph_client_get_clock_offset;
  iface->list_first = davy_graph_client_list_first;
  iface->list = davy_graph_client_list;
  iface->read = davy_graph_client_read;
  iface->set_status = davy_graph_client_set_status;
}

static void
davy_graph_client_finalize (GObject *object)
{
  DavyGraphClient *self = DAVY_GRAPH_CLIENT (object);

  g_clear_object (&self->signer);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (davy_graph_client_parent_class)->finalize (object);
}

static void
davy_graph_client_class_init (DavyGraphClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_graph_client_finalize;
}

static void
davy_graph_client_init (DavyGraphClient *self)
{
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_graph_client_new:
 * @account: in whose name to ask
 *
 * A client of Microsoft Graph, to be used on the thread whose default context runs @account. The
 * permission `PartnerSecurity.ReadWrite.All` is asked for with its first call.
 *
 * Returns: (transfer full): a client
 */
DavyGraphClient *
davy_graph_client_new (DavyAccount *account)
{
  DavyGraphClient *self;

  g_return_val_if_fail (DAVY_IS_ACCOUNT (account), NULL);

  self = g_object_new (DAVY_TYPE_GRAPH_CLIENT, NULL);
  self->account = g_object_ref (account);
  self->signer = davy_account_create_signer (account, DAVY_SERVICE_GRAPH, NULL);

  return self;
}

/**
 * davy_graph_client_get_alert_async:
 * @self: a client
 * @alert_id: which alert; opaque
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets how an alert stands now (`wire-contract.md` 2.4).
 */
void
davy_graph_client_get_alert_async (DavyGraphClient *self,
                                   const char *alert_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_GRAPH_CLIENT (self) && alert_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_graph_client_get_alert_async);
  request = create_request (self, "GET", alert_id);
  davy_http_send_async (davy_account_get_http (self->account), request, cancellable, got_alert_cb,
                        g_steal_pointer (&task));
}

/**
 * davy_graph_client_get_alert_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_CONSENT, or %DAVY_ERROR_REFUSED with the fault's reason `graph-scope`, when
 *   Graph was not allowed to the application; %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the alert
 */
DavyFraudEvent *
davy_graph_client_get_alert_finish (DavyGraphClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_graph_client_get_alert_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
