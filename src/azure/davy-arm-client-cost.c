/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-cost.h"

#include "azure/davy-arm-client-private.h"
#include "azure/davy-cost-reader.h"
#include "core/davy-error.h"
#include "net/davy-pages.h"

/* Cost Management's query: `wire-contract.md` 3.7. The scope decides on the price: a subscription
 * shows list prices to the customer's tenant, the partner's billing account what is invoiced. */

#define COST_API_VERSION "2023-11-01"
#define MAX_PAGES        1000

#define METRIC       "PreTaxCost"
#define OTHER_METRIC "Cost"

typedef struct
{
  char *tenant_id;       /* (owned): whose token */
  char *path;            /* (owned) */
  char *subscription_id; /* (owned) (nullable): query.subscription_id */
  DavyCostQuery query;
  DavyPriceBasis basis;
  GPtrArray *rows;  /* (owned) (element-type DavyCostRow) */
  GHashTable *seen; /* (owned): what tells rows apart; a list may move between two pages */
} CostCall;

static void
cost_call_free (CostCall *call)
{
  g_free (call->tenant_id);
  g_free (call->path);
  g_free (call->subscription_id);
  g_clear_pointer (&call->rows, g_ptr_array_unref);
  g_hash_table_unref (call->seen);
  g_free (call);
}

static int
count_dimensions (DavyDimensions dimensions)
{
  return __builtin_popcount (dimensions);
}

static char *
dup_key (const DavyCostRow *row)
{
  g_autoptr (GString) key = g_string_new (row->cost.currency);

  g_string_append_printf (key, " %" G_GINT64_FORMAT " %d", row->cost.micros, row->day);
  for (guint i = 0; i < DAVY_N_DIMENSIONS; i++)
    g_string_append_printf (key, "\n%s", row->names[i] != NULL ? row->names[i] : "");

  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* What a page before had already is the same amount again. Within a page, rows that are alike are
 * told apart by a column that was not asked for: both count. */
static void
drop_repeated (CostCall *call, guint first)
{
  for (guint i = first; i < call->rows->len;)
    {
      g_autofree char *key = dup_key (g_ptr_array_index (call->rows, i));

      if (g_hash_table_contains (call->seen, key))
        g_ptr_array_remove_index (call->rows, i);
      else
        i++;
    }
  for (guint i = first; i < call->rows->len; i++)
    g_hash_table_add (call->seen, dup_key (g_ptr_array_index (call->rows, i)));
}

/* The next page is asked for with the same body. */
static DavyRequest *
take_page (DavyRequest *request, DavyResponse *response, gpointer data, GError **error)
{
  CostCall *call = data;
  guint first = call->rows->len;
  g_autofree char *next = NULL;

  if (davy_response_get_status (response) == 204)
    return NULL; /* nothing was used */
  next = davy_cost_page_read (davy_response_get_json (response), &call->query, call->basis,
                              call->rows, error);
  drop_repeated (call, first);

  return next != NULL ? davy_request_follow (request, next, error) : NULL;
}

static void queried_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
send_query (GTask *task)
{
  DavyArmClient *self = g_task_get_source_object (task);
  CostCall *call = g_task_get_task_data (task);
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (self, call->tenant_id, "POST", call->path, COST_API_VERSION);
  g_autoptr (JsonNode) body = davy_cost_query_build (&call->query);

  davy_request_set_json (request, body);
  davy_request_set_changing (request, FALSE);
  davy_pages_fetch_async (davy_arm_client_get_http (self), request, take_page, call, MAX_PAGES,
                          g_task_get_cancellable (task), queried_cb, g_object_ref (task));
}

/* Which of the two metrics there is depends on the agreement; the one that is not is refused. */
static gboolean
can_ask_otherwise (const CostCall *call, const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);

  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REJECTED) && fault->http_status == 400 &&
         call->rows->len == 0 && g_str_equal (call->query.metric, METRIC);
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CostCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (davy_pages_fetch_finish (DAVY_HTTP (source), result, &error))
    {
      g_task_return_pointer (task, g_steal_pointer (&call->rows),
                             (GDestroyNotify) g_ptr_array_unref);
    }
  else if (can_ask_otherwise (call, error))
    {
      call->query.metric = OTHER_METRIC;
      send_query (task);
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

/* Takes @path. */
static CostCall *
cost_call_new (const char *tenant_id, char *path, const char *subscription_id, DavyPriceBasis basis)
{
  CostCall *call = g_new0 (CostCall, 1);

  call->tenant_id = g_strdup (tenant_id);
  call->path = path;
  call->subscription_id = g_strdup (subscription_id);
  call->basis = basis;
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_cost_row_free);
  call->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  call->query.metric = METRIC;
  call->query.subscription_id = call->subscription_id;

  return call;
}

/**
 * davy_arm_client_query_cost_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: an Azure subscription of that tenant
 * @dimensions: by what to part each day; at most %DAVY_COST_MAX_DIMENSIONS, none for the total
 * @from: the first UTC day
 * @to: the last UTC day
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks Cost Management what each part cost a day, at list prices (`wire-contract.md` 3.7). The
 * service counts its questions: few with much in them are better than many.
 */
void
davy_arm_client_query_cost_async (DavyArmClient *self,
                                  const char *tenant_id,
                                  const char *subscription_id,
                                  DavyDimensions dimensions,
                                  DavyDay from,
                                  DavyDay to,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CostCall *call;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && subscription_id != NULL && from <= to);
  g_return_if_fail (count_dimensions (dimensions) <= DAVY_COST_MAX_DIMENSIONS);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_arm_client_query_cost_async);
  call = cost_call_new (tenant_id,
                        davy_arm_build_path ("subscriptions", subscription_id, "providers",
                                             "Microsoft.CostManagement", "query", NULL),
                        NULL, DAVY_BASIS_LIST);
  call->query.dimensions = dimensions;
  call->query.from = from;
  call->query.to = to;
  g_task_set_task_data (task, call, (GDestroyNotify) cost_call_free);

  send_query (task);
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

/**
 * davy_arm_client_query_invoiced_cost_async:
 * @self: a client
 * @billing_account: the partner's billing account, by its name there
 * @customer_id: the customer's tenant
 * @subscription_id: (nullable): the only Azure subscription to count; %NULL for all of the customer
 * @dimensions: by what to part each day; at most %DAVY_COST_MAX_DIMENSIONS, none for the total
 * @from: the first UTC day
 * @to: the last UTC day
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks Cost Management what the partner is invoiced for a customer, with a token of the partner's
 * own tenant (`wire-contract.md` 3.7 and 3.10; source:
 * https://learn.microsoft.com/azure/cost-management-billing/costs/get-started-partners).
 */
void
davy_arm_client_query_invoiced_cost_async (DavyArmClient *self,
                                           const char *billing_account,
                                           const char *customer_id,
                                           const char *subscription_id,
                                           DavyDimensions dimensions,
                                           DavyDay from,
                                           DavyDay to,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *tenant_id;
  CostCall *call;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (billing_account != NULL && customer_id != NULL && from <= to);
  g_return_if_fail (count_dimensions (dimensions) <= DAVY_COST_MAX_DIMENSIONS);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_arm_client_query_invoiced_cost_async);
  tenant_id = davy_account_get_tenant_id (davy_arm_client_get_account (self));
  call = cost_call_new (tenant_id,
                        davy_arm_build_path ("providers", "Microsoft.Billing", "billingAccounts",
                                             billing_account, "customers", customer_id, "providers",
                                             "Microsoft.CostManagement", "query", NULL),
                        subscription_id, DAVY_BASIS_INVOICED);
  call->query.dimensions = dimensions;
  call->query.from = from;
  call->query.to = to;
  g_task_set_task_data (task, call, (GDestroyNotify) cost_call_free);

  send_query (task);
}

/**
 * davy_arm_client_query_invoiced_cost_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_REFUSED without a role on the billing account, or another #DavyError
 *
 * Returns: (transfer full) (element-type DavyCostRow): the rows, in no order; empty when nothing
 *   was used
 */
GPtrArray *
davy_arm_client_query_invoiced_cost_finish (DavyArmClient *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (
      g_async_result_is_tagged (result, davy_arm_client_query_invoiced_cost_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
