/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "partner/davy-partner-client-audit.h"

#include <glib/gi18n-lib.h>

#include "core/davy-error.h"
#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* What was done on the partner's side: `wire-contract.md` 2.9. */

static const DavyPartnerRecord audit_record = {
  .read = (DavyPartnerReader) davy_audit_record_read,
  .free = (GDestroyNotify) davy_audit_record_free,
};

static char *
build_path (const char *customer_id, DavyDay from, DavyDay to)
{
  g_autofree char *first = davy_day_to_iso (from);
  g_autofree char *last = davy_day_to_iso (to);
  g_autofree char *filter = NULL;

  if (customer_id == NULL)
    return davy_partner_build_query ("/v1/auditrecords", "startDate", first, "endDate", last,
                                     "size", "500", NULL);

  filter = davy_partner_build_filter ("CustomerId", customer_id, "equals");

  return davy_partner_build_query ("/v1/auditrecords", "startDate", first, "endDate", last, "size",
                                   "500", "filter", filter, NULL);
}

/**
 * davy_partner_client_list_audit_records_async:
 * @self: a client
 * @customer_id: (nullable): the customer's tenant; %NULL for all customers
 * @from: the first UTC day, at most %DAVY_AUDIT_DAYS back, which the service would refuse
 * @to: the last UTC day
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Lists what was done at Partner Center (`wire-contract.md` 2.9).
 */
void
davy_partner_client_list_audit_records_async (DavyPartnerClient *self,
                                              const char *customer_id,
                                              DavyDay from,
                                              DavyDay to,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && from <= to);

  if (from <= davy_day_from_time (davy_time_now ()) - DAVY_AUDIT_DAYS)
    {
      g_task_report_new_error (self, callback, user_data,
                               davy_partner_client_list_audit_records_async, DAVY_ERROR,
                               DAVY_ERROR_INPUT,
                               _ ("Partner Center keeps its records for 90 days. Choose a later "
                                  "beginning."));
      return;
    }

  path = build_path (customer_id, from, to);
  request = davy_partner_client_create_request (self, "GET", path);
  davy_partner_client_list (self, request, &audit_record, NULL, NULL,
                            davy_partner_client_list_audit_records_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_audit_records_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT for a time that is not kept any more
 *
 * Returns: (transfer full) (element-type DavyAuditRecord): the records
 */
GPtrArray *
davy_partner_client_list_audit_records_finish (DavyPartnerClient *self,
                                               GAsyncResult *result,
                                               GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_audit_records_async,
                                     error);
}
