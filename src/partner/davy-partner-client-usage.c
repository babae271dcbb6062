/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-usage.h"

#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* What was used and what it came to: `wire-contract.md` 2.7. */

static void
append (GString *key, const char *text)
{
  g_string_append_printf (key, "\n%s", text != NULL ? text : "");
}

/* All that a record says: nothing else tells two apart. */
static char *
dup_utilization_key (gconstpointer record)
{
  const DavyUtilization *self = record;
  GString *key = g_string_new (self->meter_id);

  g_string_append_printf (key, "\n%" G_GINT64_FORMAT " %.17g", self->start, self->quantity);
  append (key, self->unit);
  append (key, self->category);
  append (key, self->region);
  append (key, self->resource_id);

  return g_string_free (key, FALSE);
}

/* As part of a query. */
static char *
dup_moment (DavyTime time)
{
  g_autofree char *iso = davy_time_to_iso (time);

  return g_uri_escape_string (iso, NULL, FALSE);
}

static const DavyPartnerRecord utilization_record = {
  .read = (DavyPartnerReader) davy_utilization_read,
  .free = (GDestroyNotify) davy_utilization_free,
  .dup_key = dup_utilization_key,
  .adds_up = TRUE,
};

static const DavyPartnerRecord meter_total_record = {
  .read = (DavyPartnerReader) davy_meter_total_read,
  .free = (GDestroyNotify) davy_meter_total_free,
};

/**
 * davy_partner_client_list_utilization_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @subscription_id: a legacy Azure subscription, by its Partner Center id
 * @granularity: how finely it is counted
 * @from: the first moment, a midnight of UTC or, of hours, a whole hour
 * @to: the moment after the last, likewise
 * @page: called with #DavyUtilization records as they arrive
 * @page_data: for @page, kept by the caller until the end
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Lists what each meter counted a day or an hour (`wire-contract.md` 2.7 a). The service counts by
 * the time at which usage was reported, so a day may be told of later or more than once: amounts of
 * one meter and day add up, and days outside the span may come. What another page told word for
 * word is a list that moved, and is not added.
 */
void
davy_partner_client_list_utilization_async (DavyPartnerClient *self,
                                            const char *customer_id,
                                            const char *subscription_id,
                                            DavyGranularity granularity,
                                            DavyTime from,
                                            DavyTime to,
                                            DavyPartnerPage page,
                                            gpointer page_data,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && page != NULL);
  g_return_if_fail (customer_id != NULL && subscription_id != NULL && from < to);

  path = davy_partner_build_path ("customers", customer_id, "subscriptions", subscription_id,
                                  "utilizations", "azure", NULL);
  start = dup_moment (from);
  end = dup_moment (to);
  query = g_strdup_printf (
      "%s?start_time=%s&end_time=%s&granularity=%s&show_details=true&size=1000", path, start, end,
      granularity == DAVY_GRANULARITY_HOURLY ? "hourly" : "daily");
  request = davy_partner_client_create_request (self, "GET", query);
  davy_request_set_retry_empty (request);
  davy_partner_client_list (self, request, &utilization_record, page, page_data,
                            davy_partner_client_list_utilization_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_utilization_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: whether the whole list was handed over
 */
gboolean
davy_partner_client_list_utilization_finish (DavyPartnerClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  return davy_partner_client_list_finish (self, result, davy_partner_client_list_utilization_async,
                                          error);
}

/**
 * davy_partner_client_list_meter_totals_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @subscription_id: a legacy Azure subscription, by its Partner Center id
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what each meter came to in the running billing period (`wire-contract.md` 2.7 f).
 */
void
davy_partner_client_list_meter_totals_async (DavyPartnerClient *self,
                                             const char *customer_id,
                                             const char *subscription_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self));
  g_return_if_fail (customer_id != NULL && subscription_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                     subscription_id, "usagerecords", "resources", NULL);
  davy_partner_client_list (self, request, &meter_total_record, NULL, NULL,
                            davy_partner_client_list_meter_totals_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_meter_totals_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyMeterTotal): the meters
 */
GPtrArray *
davy_partner_client_list_meter_totals_finish (DavyPartnerClient *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_meter_totals_async,
                                     error);
}
