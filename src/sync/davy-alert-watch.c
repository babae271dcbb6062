/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-alert-watch.h"

#include "sync/davy-store-watch.h"

/* Looks when alerts changed, when a person did something about what was told, and when the next
 * moment has come. What comes during one refresh is told at once, so that many can be told as one:
 * Microsoft's alerts when all of them were read, and ours, which are about days that are over, when
 * the refresh is. */

struct _DavyAlertWatch
{
  GObject parent_instance;

  DavyStoreWatch watch;
  DavySync *sync;
};

typedef enum
{
  SIGNAL_NEWS,
  SIGNAL_LAST,
} DavyAlertWatchSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyAlertWatch, davy_alert_watch, G_TYPE_OBJECT)

typedef struct
{
  DavyStoreLook look;
  DavyNewsScope scope;
  gboolean has_news;
  DavyNews *news; /* (owned): what is told now, once it is taken */
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

  return davy_db_has_news (db, found->scope, &found->has_news, &found->look.next, error);
}

static gboolean
take_news (DavyDb *db, gpointer data, GError **error)
{
  Look *found = data;

  if (!davy_db_take_news (db, found->scope, found->news, error))
    return FALSE;
  found->look.next = found->news->next;

  return TRUE;
}

static gpointer
look_for_news (gpointer owner)
{
  return look_new (get_scope (owner));
}

/* A refresh may have begun meanwhile. Ours are told all the same: it may take long. */
static gpointer
take_what_is_new (gpointer owner, gconstpointer data)
{
  const Look *found = data;

  return found->has_news ? look_new (found->scope & (get_scope (owner) | DAVY_NEWS_OURS)) : NULL;
}

static void
tell (gpointer owner, gpointer data)
{
  const Look *taken = data;

  if (!davy_news_is_empty (taken->news))
    g_signal_emit (owner, signals[SIGNAL_NEWS], 0, taken->news);
}

static const DavyStoreWatchKind kind = {
  .watched = DAVY_TABLE_ALERTS | DAVY_TABLE_NOTICES,
  .failure = "What is new among the alerts cannot be found",
  .look_new = look_for_news,
  .take_new = take_what_is_new,
  .look_free = look_free,
  .find = find_news,
  .take = take_news,
  .tell = tell,
};

static void
stage_changed_cb (DavyAlertWatch *self)
{
  davy_store_watch_look (&self->watch);
}

static void
davy_alert_watch_dispose (GObject *object)
{
  DavyAlertWatch *self = DAVY_ALERT_WATCH (object);

  davy_store_watch_clear (&self->watch);
  g_clear_object (&self->sync);

  G_OBJECT_CLASS (davy_alert_watch_parent_class)->dispose (object);
}

static void
davy_alert_watch_class_init (DavyAlertWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_alert_watch_dispose;

  /* #DavyNews: what the desktop is to be told, and what is withdrawn; each is given once. */
  signals[SIGNAL_NEWS] = g_signal_new ("news", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
davy_alert_watch_init (DavyAlertWatch *self)
{
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

  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "notify::stage", G_CALLBACK (stage_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::running", G_CALLBACK (stage_changed_cb), self,
                           G_CONNECT_SWAPPED);
  davy_store_watch_begin (&self->watch, &kind, G_OBJECT (self), store);

  return self;
}
