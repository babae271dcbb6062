/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-client.h"

#include <stdarg.h>
#include <string.h>

#include "account/davy-account-signer.h"
#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-fault.h"
#include "azure/davy-cost-reader.h"
#include "core/davy-random.h"
#include "net/davy-pages.h"

#define COST_API_VERSION "2023-11-01"
#define MAX_PAGES        200

struct _DavyArmClient
{
  GObject parent_instance;

  DavyAccount *account;
};

G_DEFINE_FINAL_TYPE (DavyArmClient, davy_arm_client, G_TYPE_OBJECT)

/* The next page is asked for with the same body. */
static DavyRequest *
take_cost_page (DavyRequest *request, DavyResponse *response, gpointer rows, GError **error)
{
  g_autofree char *next = davy_cost_page_read (davy_response_get_json (response), rows, error);

  return next != NULL ? davy_request_follow (request, next, error) : NULL;
}

static void
cost_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_pages_fetch_finish (DAVY_HTTP (source), result, &error))
    g_task_return_pointer (task, g_ptr_array_ref (g_task_get_task_data (task)),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const DavyArmRecord *kind = g_task_get_task_data (task);
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  gpointer record = NULL;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response != NULL)
    {
      DavyJson root = davy_json_root (davy_response_get_json (response), &error);

      if (!davy_json_is_object (&root))
        davy_json_fail (&root, "is not an object");
      record = kind->read (&root);
    }

  if (error == NULL)
    {
      g_task_return_pointer (task, record, kind->free);
    }
  else
    {
      g_clear_pointer (&record, kind->free);
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
davy_arm_client_finalize (GObject *object)
{
  DavyArmClient *self = DAVY_ARM_CLIENT (object);

  g_clear_object (&self->account);

  G_OBJECT_CLASS (davy_arm_client_parent_class)->finalize (object);
}

static void
davy_arm_client_class_init (DavyArmClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_arm_client_finalize;
}

static void
davy_arm_client_init (DavyArmClient *self)
{
}

/* --- within the room ----------------------------------------------------------------------- */

DavyAccount *
davy_arm_client_get_account (DavyArmClient *self)
{
  return self->account;
}

DavyHttp *
davy_arm_client_get_http (DavyArmClient *self)
{
  return davy_account_get_http (self->account);
}

/* Returns: (transfer full): the parts, each escaped, with a slash before every one */
char *
davy_arm_build_path (const char *first, ...)
{
  g_autoptr (GString) path = g_string_new (NULL);
  va_list parts;

  va_start (parts, first);
  for (const char *part = first; part != NULL; part = va_arg (parts, const char *))
    {
      g_string_append_c (path, '/');
      g_string_append_uri_escaped (path, part, NULL, FALSE);
    }
  va_end (parts);

  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* A request to Resource Manager in the name of the account. @path is escaped and may end in a
 * query. The token comes from @tenant_id, the customer's tenant: Resource Manager refuses the
 * partner's own (`wire-contract.md` 1.9). The client's request id comes back in the customer's
 * activity log, so that our own acts can be told from others there.
 * Returns: (transfer full): the request */
DavyRequest *
davy_arm_client_create_request (DavyArmClient *self,
                                const char *tenant_id,
                                const char *method,
                                const char *path,
                                const char *api_version)
{
  const DavyEndpoints *endpoints = davy_account_get_endpoints (self->account);
  g_autofree char *uri =
      g_strconcat (davy_endpoints_get (endpoints, DAVY_SERVICE_RESOURCE_MANAGER), path,
                   strchr (path, '?') != NULL ? "&" : "?", "api-version=", api_version, NULL);
  g_autofree char *request_id = davy_random_uuid ();
  g_autoptr (DavySigner) signer =
      davy_account_create_signer (self->account, DAVY_SERVICE_RESOURCE_MANAGER, tenant_id);
  DavyRequest *request = davy_request_new (method, uri);

  davy_request_set_signer (request, signer);
  davy_request_set_fault_reader (request, davy_arm_read_fault);
  davy_request_set_header (request, "ClientType", "Davylamp");
  davy_request_set_header (request, "x-ms-client-request-id", request_id);

  return request;
}

void
davy_arm_client_get (DavyArmClient *self,
                     DavyRequest *request,
                     const DavyArmRecord *record,
                     gpointer source_tag,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, (gpointer) record, NULL);
  davy_http_send_async (davy_arm_client_get_http (self), request, cancellable, got_cb,
                        g_steal_pointer (&task));
}

gpointer
davy_arm_client_get_finish (DavyArmClient *self,
                            GAsyncResult *result,
                            gpointer source_tag,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_client_new:
 * @account: in whose name to ask
 *
 * A client of Azure Resource Manager, to be used on the thread whose default context runs
 * @account.
 *
 * Returns: (transfer full): a client
 */
DavyArmClient *
davy_arm_client_new (DavyAccount *account)
{
  DavyArmClient *self;

  g_return_val_if_fail (DAVY_IS_ACCOUNT (account), NULL);

  self = g_object_new (DAVY_TYPE_ARM_CLIENT, NULL);
  self->account = g_object_ref (account);

  return self;
}

/**
 * davy_arm_client_query_cost_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: an Azure subscription of that tenant
 * @from: the first UTC day
 * @to: the last UTC day
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks Cost Management what each service cost a day, at list prices (`wire-contract.md` 3.7).
 */
void
davy_arm_client_query_cost_async (DavyArmClient *self,
                                  const char *tenant_id,
                                  const char *subscription_id,
                                  DavyDay from,
                                  DavyDay to,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DavyRequest) request = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  GPtrArray *rows;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && subscription_id != NULL && from <= to);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_arm_client_query_cost_async);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_cost_row_free);
  g_task_set_task_data (task, rows, (GDestroyNotify) g_ptr_array_unref);

  escaped = g_uri_escape_string (subscription_id, NULL, FALSE);
  path = g_strdup_printf ("/subscriptions/%s/providers/Microsoft.CostManagement/query", escaped);
  request = davy_arm_client_create_request (self, tenant_id, "POST", path, COST_API_VERSION);
  body = davy_cost_query_build (from, to);
  davy_request_set_json (request, body);
  davy_request_set_changing (request, FALSE);
  davy_pages_fetch_async (davy_account_get_http (self->account), request, take_cost_page, rows,
                          MAX_PAGES, cancellable, cost_queried_cb, g_steal_pointer (&task));
}

/**
 * davy_arm_client_query_cost_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_REFUSED without rights there, %DAVY_ERROR_CONSENT when the application has no
 *   consent in the tenant, or another #DavyError
 *
 * Returns: (transfer full) (element-type DavyCostRow): the rows, in no order; empty when nothing
 *   was used
 */
GPtrArray *
davy_arm_client_query_cost_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_query_cost_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
