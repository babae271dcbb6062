/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-source.h"

#include "store/davy-rows.h"

/* Alerts, page by page: a page stands in the store, and so on the screen, before the next is asked
 * for. */

typedef struct
{
  DavySyncSource *source; /* (owned) */
  char *account_id;       /* (owned): for the writer's thread */
  DavyTime pass;
  GError *write_error; /* (owned) (nullable): the first page that could not be written */
} AlertsFetch;

typedef struct
{
  GPtrArray *events; /* (owned) (element-type DavyFraudEvent) */
  char *account_id;  /* (owned) */
  DavyTime pass;
} AlertsPage;

static void
alerts_fetch_free (AlertsFetch *fetch)
{
  g_clear_object (&fetch->source);
  g_clear_error (&fetch->write_error);
  g_free (fetch->account_id);
  g_free (fetch);
}

static void
alerts_page_free (gpointer data)
{
  AlertsPage *page = data;

  g_ptr_array_unref (page->events);
  g_free (page->account_id);
  g_free (page);
}

static GArray *
build_resources (const DavyFraudEvent *event)
{
  GArray *rows =
      g_array_sized_new (FALSE, FALSE, sizeof (DavyAlertResourceRow), event->resources->len);

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
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (DavyAlertDetailRow), event->details->len);

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
  GArray *rows =
      g_array_sized_new (FALSE, FALSE, sizeof (DavyAlertActivityRow), event->activity->len);

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

static gboolean
write_event (DavyDb *db,
             const char *account_id,
             const DavyFraudEvent *event,
             DavyTime pass,
             GError **error)
{
  g_autoptr (GArray) resources = build_resources (event);
  g_autoptr (GArray) details = build_details (event);
  g_autoptr (GArray) activity = build_activity (event);
  const DavyAlertRow row = {
    .account_id = account_id,
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

static gboolean
write_page (DavyDb *db, gpointer data, GError **error)
{
  const AlertsPage *page = data;

  for (guint i = 0; i < page->events->len; i++)
    {
      if (!write_event (db, page->account_id, g_ptr_array_index (page->events, i), page->pass,
                        error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_end (DavyDb *db, gpointer data, GError **error)
{
  const AlertsFetch *fetch = data;

  return davy_db_finish_alerts_pass (db, fetch->account_id, fetch->pass, error) &&
         davy_db_put_last_refresh (db, fetch->account_id, fetch->pass, error);
}

static void
page_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  AlertsFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error) && fetch->write_error == NULL)
    fetch->write_error = g_steal_pointer (&error);
}

/* Writes are not given the cancellable: what has arrived is kept. */
static gboolean
take_page (GPtrArray *events, gpointer user_data, GError **error)
{
  GTask *task = G_TASK (user_data);
  AlertsFetch *fetch = g_task_get_task_data (task);
  AlertsPage *page;

  if (events->len == 0)
    return TRUE;

  page = g_new0 (AlertsPage, 1);
  page->events = g_ptr_array_ref (events);
  page->account_id = g_strdup (fetch->account_id);
  page->pass = fetch->pass;
  davy_store_write_async (davy_sync_source_get_store (fetch->source), write_page, page,
                          alerts_page_free, DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS, NULL,
                          page_written_cb, g_object_ref (task));

  return TRUE;
}

static void
end_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  AlertsFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  /* The writer works in order: by now every page has been written or has failed. */
  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (fetch->write_error != NULL)
    g_task_return_error (task, g_steal_pointer (&fetch->write_error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
events_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  AlertsFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  /* After half a list nobody can say which alerts are gone. */
  if (!davy_partner_client_list_events_finish (DAVY_PARTNER_CLIENT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  davy_store_write_async (davy_sync_source_get_store (fetch->source), write_end, fetch, NULL,
                          DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_STATE, NULL,
                          end_written_cb, g_steal_pointer (&task));
}

/**
 * davy_sync_source_fetch_alerts_async:
 * @self: a source
 * @pass: when the refresh began
 * @cancellable: (nullable): to give up; pages that arrived stay in the store
 * @callback: called once everything is written
 * @user_data: for @callback
 *
 * Brings the alerts in the store up to date with the service, those that are gone included.
 */
void
davy_sync_source_fetch_alerts_async (DavySyncSource *self,
                                     DavyTime pass,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  AlertsFetch *fetch = g_new0 (AlertsFetch, 1);

  g_task_set_source_tag (task, davy_sync_source_fetch_alerts_async);
  fetch->source = g_object_ref (self);
  fetch->account_id = g_strdup (davy_sync_source_get_account_id (self));
  fetch->pass = pass;
  g_task_set_task_data (task, fetch, (GDestroyNotify) alerts_fetch_free);

  davy_partner_client_list_events_async (davy_sync_source_get_partner (self), take_page, task,
                                         cancellable, events_listed_cb, g_object_ref (task));
}

/**
 * davy_sync_source_fetch_alerts_finish:
 * @self: a source
 * @result: the answer
 * @error: a #DavyError; what arrived before it is in the store
 *
 * Returns: whether the store holds exactly what the service does
 */
gboolean
davy_sync_source_fetch_alerts_finish (DavySyncSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_sync_source_fetch_alerts_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
