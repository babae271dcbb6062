/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-alert-watch.h"

#include "sync/davy-alarm-clock.h"

/* Looks when alerts changed, when a person did something about what was told, and when the next
 * moment has come. What comes during one refresh is told at once, so that many can be told as one:
 * Microsoft's alerts when all of them were read, and ours, which are about days that are over, when
 * the refresh is. */

struct _DavyAlertWatch
{
  GObject parent_instance;

  DavyStore *store;
  DavySync *sync;
  GCancellable *cancellable;
  DavyAlarmClock alarm;
  gboolean looking;
  gboolean again; /* something changed while it was looked at */
};

typedef enum
{
  SIGNAL_NEWS,
  SIGNAL_LAST,
} DavyAlertWatchSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyAlertWatch, davy_alert_watch, G_TYPE_OBJECT)

static void look (DavyAlertWatch *self);

typedef struct
{
  DavyNewsScope scope;
  gboolean has_news;
  DavyNews *news; /* (owned): what is told now, once it is taken */
  DavyTime next;
} Look;

static Look *
look_new (DavyNewsScope scope)
{
  Look *found = g_new0 (Look, 1);

  found->scope = scope;
  found->news = davy_news_new ();

  return found;
}

static DavyNewsScope
get_scope (DavyAlertWatch *self)
{
  DavyNewsScope scope = 0;

  if (davy_sync_get_stage (self->sync) != DAVY_SYNC_STAGE_ALERTS)
    scope |= DAVY_NEWS_THEIRS;
  if (!davy_sync_get_running (self->sync))
    scope |= DAVY_NEWS_OURS;

  return scope;
}

static void
look_free (gpointer data)
{
  Look *found = data;

  davy_news_free (found->news);
  g_free (found);
}

static gboolean
find_news (DavyDb *db, gpointer data, GError **error)
{
  Look *found = data;

  return davy_db_has_news (db, found->scope, &found->has_news, &found->next, error);
}

static gboolean
take_news (DavyDb *db, gpointer data, GError **error)
{
  Look *found = data;

  if (!davy_db_take_news (db, found->scope, found->news, error))
    return FALSE;
  found->next = found->news->next;

  return TRUE;
}

/* Returns: (nullable): what was found; NULL when there is nothing to go on with */
static Look *
take_found (DavyAlertWatch *self, GAsyncResult *result, const GError *error)
{
  self->looking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return NULL;
  if (error != NULL)
    {
      g_message ("What is new among the alerts cannot be found: %s", error->message);
      return NULL;
    }

  return davy_store_result_get_data (result);
}

static void
go_on (DavyAlertWatch *self, DavyTime next)
{
  davy_alarm_clock_set (&self->alarm, next);
  if (self->again)
    look (self);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyAlertWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  Look *found;

  davy_store_write_finish (DAVY_STORE (source), result, &error);
  found = take_found (self, result, error);
  if (found == NULL)
    return;

  if (!davy_news_is_empty (found->news))
    g_signal_emit (self, signals[SIGNAL_NEWS], 0, found->news);
  go_on (self, found->next);
}

/* Most changes are no news, and reading does not hold up what is written. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyAlertWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  Look *found;
  DavyNewsScope scope;

  davy_store_read_finish (DAVY_STORE (source), result, &error);
  found = take_found (self, result, error);
  if (found == NULL)
    return;

  if (!found->has_news)
    {
      go_on (self, found->next);
      return;
    }
  /* A refresh may have begun meanwhile. Ours are told all the same: it may take long. */
  scope = found->scope & (get_scope (self) | DAVY_NEWS_OURS);
  self->looking = TRUE;
  davy_store_write_async (self->store, take_news, look_new (scope), look_free, 0, self->cancellable,
                          taken_cb, g_object_ref (self));
}

static void
look (DavyAlertWatch *self)
{
  self->again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  davy_store_read_async (self->store, find_news, look_new (get_scope (self)), look_free,
                         self->cancellable, looked_cb, g_object_ref (self));
}

static void
ring_cb (gpointer self)
{
  look (self);
}

static void
store_changed_cb (DavyAlertWatch *self, DavyStoreTables tables)
{
  if ((tables & (DAVY_TABLE_ALERTS | DAVY_TABLE_NOTICES)) != 0)
    look (self);
}

static void
davy_alert_watch_dispose (GObject *object)
{
  DavyAlertWatch *self = DAVY_ALERT_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  davy_alarm_clock_clear (&self->alarm);
  g_clear_object (&self->store);
  g_clear_object (&self->sync);

  G_OBJECT_CLASS (davy_alert_watch_parent_class)->dispose (object);
}

static void
davy_alert_watch_finalize (GObject *object)
{
  g_object_unref (DAVY_ALERT_WATCH (object)->cancellable);

  G_OBJECT_CLASS (davy_alert_watch_parent_class)->finalize (object);
}

static void
davy_alert_watch_class_init (DavyAlertWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_alert_watch_dispose;
  object_class->finalize = davy_alert_watch_finalize;

  /* #DavyNews: what the desktop is to be told, and what is withdrawn; each is given once. */
  signals[SIGNAL_NEWS] = g_signal_new ("news", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
davy_alert_watch_init (DavyAlertWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->alarm.ring = ring_cb;
  self->alarm.data = self;
}

/**
 * davy_alert_watch_new:
 * @store: where the alerts are; it may be opened later
 * @sync: what fetches them
 *
 * Returns: (transfer full): what says by `news` what is to be told of them
 */
DavyAlertWatch *
davy_alert_watch_new (DavyStore *store, DavySync *sync)
{
  DavyAlertWatch *self = g_object_new (DAVY_TYPE_ALERT_WATCH, NULL);

  self->store = g_object_ref (store);
  self->sync = g_object_ref (sync);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::stage", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::running", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);

  return self;
}
