/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-event-writer.h"

#include "store/davy-rows.h"

/* From what an alert service told to what the store keeps. */

static GArray *
build_resources (const DavyFraudEvent *event)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (DavyAlertResourceRow));

  for (guint i = 0; i < event->resources->len; i++)
    {
      const DavyFraudResource *resource = g_ptr_array_index (event->resources, i);
      const DavyAlertResourceRow row = { .azure_id = resource->id, .type = resource->type };

      g_array_append_val (rows, row);
    }

  return rows;
}

static GArray *
build_details (const DavyFraudEvent *event)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (DavyAlertDetailRow));

  for (guint i = 0; i < event->details->len; i++)
    {
      const DavyFraudDetail *detail = g_ptr_array_index (event->details, i);
      const DavyAlertDetailRow row = { .key = detail->key, .value = detail->value };

      g_array_append_val (rows, row);
    }

  return rows;
}

static GArray *
build_activity (const DavyFraudEvent *event)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (DavyAlertActivityRow));

  for (guint i = 0; i < event->activity->len; i++)
    {
      const DavyFraudActivity *activity = g_ptr_array_index (event->activity, i);
      const DavyAlertActivityRow row = { .status_from = activity->status_from,
                                         .status_to = activity->status_to,
                                         .updated_by = activity->updated_by,
                                         .time = activity->time };

      g_array_append_val (rows, row);
    }

  return rows;
}

/**
 * davy_db_put_event:
 * @db: the writer's connection
 * @account_id: whose alert
 * @event: what a service told of it (`wire-contract.md` 2.1, 2.4)
 * @pass: the refresh it was seen in; 0: none, such as the answer to a change of status
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_event (DavyDb *db,
                   const char *account_id,
                   const DavyFraudEvent *event,
                   gint64 pass,
                   GError **error)
{
  g_autoptr (GArray) resources = build_resources (event);
  g_autoptr (GArray) details = build_details (event);
  g_autoptr (GArray) activity = build_activity (event);
  const DavyAlertRow row = {
    .account_id = account_id,
    .service = event->service,
    .event_id = event->event_id,
    .type = event->event_type,
    .severity = event->severity,
    .confidence = event->confidence,
    .status = event->status,
    .reason = event->resolved_reason,
    .resolved_by = event->resolved_by,
    .title = event->display_name,
    .description = event->description,
    .customer_tenant_id = event->customer_tenant_id,
    .customer_name = event->customer_name,
    .azure_id = event->subscription_id,
    .subscription_name = event->subscription_name,
    .reseller_name = event->reseller_name,
    .entity_name = event->entity_name,
    .resource_name = event->resource_name,
    .resource_group = event->resource_group,
    .raw = event->raw,
    .created = event->event_time,
    .first_observed = event->first_observed,
    .last_observed = event->last_observed,
    .resolved_on = event->resolved_on,
    .is_test = event->is_test,
    .resources = (const DavyAlertResourceRow *) (gpointer) resources->data,
    .n_resources = resources->len,
    .details = (const DavyAlertDetailRow *) (gpointer) details->data,
    .n_details = details->len,
    .activity = (const DavyAlertActivityRow *) (gpointer) activity->data,
    .n_activity = activity->len,
  };

  return davy_db_put_alert (db, &row, pass, NULL, error);
}
