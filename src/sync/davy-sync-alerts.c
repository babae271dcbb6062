/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-source.h"

#include "store/davy-rows.h"
#include "triage/davy-event-writer.h"

/* Alerts, page by page into the store and so onto the screen. Who has seen none before sees some at
 * once: the first few are fetched alone, and the screen gets its turn before the rest begins. */

#define TURN_OF_THE_SCREEN 300 /* milliseconds */

typedef struct
{
  DavySyncSource *source; /* (owned) */
  char *account_id;       /* (owned): for the writer's thread */
  DavyTime pass;
  gboolean begun;      /* a page has come */
  gboolean listed;     /* every page has come */
  guint unwritten;     /* pages on their way to the disk */
  GError *write_error; /* (owned) (nullable): the first page that could not be written */
} AlertsFetch;

typedef struct
{
  GPtrArray *events; /* (owned) (element-type DavyFraudEvent) */
  char *account_id;  /* (owned) */
  DavyTime pass;
  const char *service; /* (not owned) (nullable): of the first page: the one to stay with */
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

static gboolean
write_page (DavyDb *db, gpointer data, GError **error)
{
  const AlertsPage *page = data;

  if (page->service != NULL &&
      !davy_db_leave_other_services (db, page->account_id, page->service, error))
    return FALSE;
  for (guint i = 0; i < page->events->len; i++)
    {
      if (!davy_db_put_event (db, page->account_id, g_ptr_array_index (page->events, i), page->pass,
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
end_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* After half a list nobody can say which alerts are gone, nor when a page was not written. */
static void
end_when_written (GTask *task)
{
  AlertsFetch *fetch = g_task_get_task_data (task);

  if (!fetch->listed || fetch->unwritten > 0)
    return;

  if (fetch->write_error != NULL)
    g_task_return_error (task, g_steal_pointer (&fetch->write_error));
  else
    davy_store_write_async (davy_sync_source_get_store (fetch->source), write_end, fetch, NULL,
                            DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_STATE, NULL,
                            end_written_cb, g_object_ref (task));
}

static void
page_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  AlertsFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error) && fetch->write_error == NULL)
    fetch->write_error = g_steal_pointer (&error);
  fetch->unwritten--;
  end_when_written (task);
}

/* Writes are not given the cancellable: what has arrived is kept. */
static void
store_page (GTask *task, GPtrArray *events, GAsyncReadyCallback callback)
{
  AlertsFetch *fetch = g_task_get_task_data (task);
  AlertsPage *page = g_new0 (AlertsPage, 1);

  page->events = g_ptr_array_ref (events);
  page->account_id = g_strdup (fetch->account_id);
  page->pass = fetch->pass;
  if (!fetch->begun)
    page->service = davy_alert_service_get_name (davy_sync_source_get_alerts (fetch->source));
  fetch->begun = TRUE;
  fetch->unwritten++;
  davy_store_write_async (davy_sync_source_get_store (fetch->source), write_page, page,
                          alerts_page_free,
                          DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_STORE_REPEATABLE,
                          NULL, callback, g_object_ref (task));
}

static gboolean
take_page (GPtrArray *events, gpointer user_data, GError **error)
{
  if (events->len > 0)
    store_page (G_TASK (user_data), events, page_written_cb);

  return TRUE;
}

static void
events_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  AlertsFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_alert_service_list_finish (DAVY_ALERT_SERVICE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  fetch->listed = TRUE;
  end_when_written (task);
}

static void
fetch_all (GTask *task)
{
  AlertsFetch *fetch = g_task_get_task_data (task);

  davy_alert_service_list_async (davy_sync_source_get_alerts (fetch->source), take_page, task,
                                 g_task_get_cancellable (task), events_listed_cb,
                                 g_object_ref (task));
}

static gboolean
turn_over_cb (gpointer user_data)
{
  fetch_all (G_TASK (user_data));

  return G_SOURCE_REMOVE;
}

static void
first_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  g_autoptr (GSource) turn = NULL;

  turn = davy_timer_start (TURN_OF_THE_SCREEN, turn_over_cb, g_object_ref (task), g_object_unref);
  page_written_cb (source, result, task);
}

static void
first_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (GPtrArray) events =
      davy_alert_service_list_first_finish (DAVY_ALERT_SERVICE (source), result, &error);

  if (events != NULL)
    store_page (task, events, first_written_cb);
  else
    g_task_return_error (task, error);
}

/**
 * davy_sync_source_fetch_alerts_async:
 * @self: a source
 * @pass: when the refresh began
 * @first: whether the store knows no alerts of the account yet
 * @cancellable: (nullable): to give up; pages that arrived stay in the store
 * @callback: called once everything is written
 * @user_data: for @callback
 *
 * Brings the alerts in the store up to date with the service, those that are gone included.
 */
void
davy_sync_source_fetch_alerts_async (DavySyncSource *self,
                                     DavyTime pass,
                                     gboolean first,
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

  if (first)
    davy_alert_service_list_first_async (davy_sync_source_get_alerts (self), cancellable,
                                         first_listed_cb, g_object_ref (task));
  else
    fetch_all (task);
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
