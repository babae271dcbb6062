/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-subscriptions.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-receipt-private.h"

/* Suspending a subscription and the way back. The service takes whole objects alone: what is left
 * out of a PATCH is reset (`wire-contract.md` 2.6), so what was read goes back as it came, but for
 * its status. */

#define STALE_CODE "2055"

typedef struct
{
  char *path;         /* (owned): of the subscription */
  const char *status; /* (not owned): the wanted one */
  gboolean reread;    /* the first try was told that its copy was old */
} Suspension;

static void read_whole (GTask *task);

static void
suspension_free (Suspension *suspension)
{
  g_free (suspension->path);
  g_free (suspension);
}

static gboolean
is_stale (const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);

  return fault != NULL &&
         (fault->http_status == 412 || g_strcmp0 (fault->service_code, STALE_CODE) == 0);
}

static void
patched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Suspension *suspension = g_task_get_task_data (task);
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response != NULL)
    {
      g_task_return_pointer (task, davy_partner_receipt_new (response),
                             (GDestroyNotify) davy_partner_receipt_free);
    }
  else if (is_stale (error) && !suspension->reread)
    {
      suspension->reread = TRUE;
      read_whole (task);
    }
  else if (is_stale (error))
    {
      g_task_return_error (task, davy_error_new_fault (DAVY_ERROR_CHANGED_ELSEWHERE,
                                                       davy_error_get_fault (error), "%s",
                                                       error->message));
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static char *
dup_text_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : NULL;
}

/* New-commerce subscriptions have none. */
static char *
dup_quoted_etag (JsonObject *subscription)
{
  JsonNode *attributes = json_object_get_member (subscription, "attributes");
  g_autofree char *etag = attributes != NULL && JSON_NODE_HOLDS_OBJECT (attributes)
                              ? dup_text_member (json_node_get_object (attributes), "etag")
                              : NULL;

  if (etag == NULL || *etag == '\0')
    return NULL;

  return *etag == '"' ? g_steal_pointer (&etag) : g_strdup_printf ("\"%s\"", etag);
}

static void
patch_whole (GTask *task, JsonNode *document)
{
  DavyPartnerClient *self = g_task_get_source_object (task);
  const Suspension *suspension = g_task_get_task_data (task);
  JsonObject *subscription = json_node_get_object (document);
  g_autofree char *etag = dup_quoted_etag (subscription);
  g_autoptr (DavyRequest) request = NULL;

  json_object_set_string_member (subscription, "status", suspension->status);
  request = davy_partner_client_create_request (self, "PATCH", suspension->path);
  davy_request_set_header (request, "If-Match", etag);
  davy_request_set_json (request, document);
  davy_request_set_changing (request, TRUE);
  davy_http_send_async (davy_partner_client_get_http (self), request, g_task_get_cancellable (task),
                        patched_cb, g_object_ref (task));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const Suspension *suspension = g_task_get_task_data (task);
  g_autoptr (DavyResponse) response = NULL;
  g_autofree char *status = NULL;
  GError *error = NULL;
  JsonNode *document;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  document = davy_response_get_json (response);
  if (document == NULL || !JSON_NODE_HOLDS_OBJECT (document))
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_WIRE, "document is not an object");
      return;
    }

  status = dup_text_member (json_node_get_object (document), "status");
  if (status != NULL && g_ascii_strcasecmp (status, suspension->status) == 0)
    g_task_return_pointer (task, g_new0 (DavyPartnerReceipt, 1),
                           (GDestroyNotify) davy_partner_receipt_free);
  else
    patch_whole (task, document);
}

static void
read_whole (GTask *task)
{
  DavyPartnerClient *self = g_task_get_source_object (task);
  const Suspension *suspension = g_task_get_task_data (task);
  g_autoptr (DavyRequest) request =
      davy_partner_client_create_request (self, "GET", suspension->path);

  davy_http_send_async (davy_partner_client_get_http (self), request, g_task_get_cancellable (task),
                        read_cb, g_object_ref (task));
}

/**
 * davy_partner_client_set_suspended_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @subscription_id: a legacy Azure subscription or an Azure plan, by its Partner Center id
 * @suspended: whether to suspend it, or to bring it back
 * @cancellable: (nullable): to give up; the change may have been made all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Suspends a subscription or reactivates it: reads it whole and sends it back with another status,
 * under the ETag where it has one; once more when somebody else changed it in between
 * (`wire-contract.md` 2.6). Nothing is sent when it stands as wanted already. A plan can be
 * suspended only when none of its Azure subscriptions is active: cancel those first.
 */
void
davy_partner_client_set_suspended_async (DavyPartnerClient *self,
                                         const char *customer_id,
                                         const char *subscription_id,
                                         gboolean suspended,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Suspension *suspension;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self));
  g_return_if_fail (customer_id != NULL && subscription_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_partner_client_set_suspended_async);
  suspension = g_new0 (Suspension, 1);
  suspension->path =
      davy_partner_build_path ("customers", customer_id, "subscriptions", subscription_id, NULL);
  suspension->status = suspended ? "suspended" : "active";
  g_task_set_task_data (task, suspension, (GDestroyNotify) suspension_free);

  read_whole (task);
}

/**
 * davy_partner_client_set_suspended_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: a #DavyError with the fault's reason `plan-active` for a plan in which an Azure
 *   subscription is active, `pending` while another change is under way there;
 *   %DAVY_ERROR_CHANGED_ELSEWHERE when somebody else keeps changing it;
 *   %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: get the subscription before anything else
 *
 * Returns: whether the change was taken on (200 or 202)
 */
gboolean
davy_partner_client_set_suspended_finish (DavyPartnerClient *self,
                                          GAsyncResult *result,
                                          DavyPartnerReceipt **receipt,
                                          GError **error)
{
  return davy_partner_client_change_finish (self, result, davy_partner_client_set_suspended_async,
                                            receipt, error);
}
