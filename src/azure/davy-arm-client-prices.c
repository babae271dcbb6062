/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-prices.h"

#include "azure/davy-arm-client-private.h"
#include "azure/davy-price-reader.h"
#include "net/davy-pages.h"

/* Azure's public list prices, which nobody signs in for: `wire-contract.md` 3.9. */

#define MAX_PAGES 20

static DavyRequest *
take_page (DavyRequest *request, DavyResponse *response, gpointer rows, GError **error)
{
  g_autofree char *next = davy_price_page_read (davy_response_get_json (response), rows, error);

  return next != NULL ? davy_request_follow (request, next, error) : NULL;
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_pages_fetch_finish (DAVY_HTTP (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * davy_arm_client_get_prices_async:
 * @self: a client
 * @size: a machine's size, such as `Standard_NC24ads_A100_v4`
 * @region: where it is
 * @currency: ISO 4217; prices in others than USD are for reference
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for the list prices of a machine's hour. No token goes there (`wire-contract.md` 3.9;
 * source: https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices).
 */
void
davy_arm_client_get_prices_async (DavyArmClient *self,
                                  const char *size,
                                  const char *region,
                                  const char *currency,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DavyRequest) request = NULL;
  g_autofree char *query = NULL;
  g_autofree char *uri = NULL;
  const DavyEndpoints *endpoints;
  DavyPriceRows *rows;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (size != NULL && region != NULL && currency != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_arm_client_get_prices_async);
  rows = g_new0 (DavyPriceRows, 1);
  g_task_set_task_data (task, rows, g_free);

  endpoints = davy_account_get_endpoints (davy_arm_client_get_account (self));
  query = davy_price_build_query (size, region, currency);
  uri = g_strconcat (davy_endpoints_get (endpoints, DAVY_SERVICE_PRICES), query, NULL);
  request = davy_request_new ("GET", uri);
  davy_pages_fetch_async (davy_arm_client_get_http (self), request, take_page, rows, MAX_PAGES,
                          cancellable, fetched_cb, g_steal_pointer (&task));
}

/**
 * davy_arm_client_get_prices_finish:
 * @self: a client
 * @result: the answer
 * @prices: (out caller-allocates): the prices; none of them is known for a size that is not listed
 * @error: a #DavyError
 *
 * Returns: whether the list was read
 */
gboolean
davy_arm_client_get_prices_finish (DavyArmClient *self,
                                   GAsyncResult *result,
                                   DavyHourlyPrices *prices,
                                   GError **error)
{
  const DavyPriceRows *rows;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_get_prices_async), FALSE);

  rows = g_task_get_task_data (G_TASK (result));
  *prices = rows->prices;

  return g_task_propagate_boolean (G_TASK (result), error);
}
