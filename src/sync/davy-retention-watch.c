/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-retention-watch.h"

#include "store/davy-retention.h"

/* Lets go of what is older than somebody wants kept: after the first refresh of a day in which the
 * alerts were read, and when the setting changes after one. What goes is gone for good: as long as
 * no server has told the time, or when it tells another day, nothing goes. It needs no timer of its
 * own. */

#define CLOCK_TOLERANCE DAVY_TIME_DAY

struct _DavyRetentionWatch
{
  GObject parent_instance;

  DavyStore *store;
  DavySync *sync;
  gboolean heard; /* the alerts were read since the start */
  guint months;
  DavyDay looked; /* on which day what is too old was looked for, with these months */
};

typedef enum
{
  PROP_KEEP_MONTHS = 1,
  N_PROPS,
} RetentionWatchProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DavyRetentionWatch, davy_retention_watch, G_TYPE_OBJECT)

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyRetentionWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  DavyStale dropped;

  if (!davy_store_drop_stale_finish (DAVY_STORE (source), result, &dropped, &error))
    {
      g_message ("What is older than is kept could not be deleted: %s", error->message);
      self->looked = 0;
    }
  else if (!davy_stale_is_empty (&dropped))
    g_message ("Deleted as older than is kept: %u cases, %u alerts, usage of %u subscriptions",
               dropped.n_cases, dropped.n_alerts, dropped.n_subscriptions);
}

static void
look (DavyRetentionWatch *self)
{
  DavyDay today = davy_day_from_time (davy_time_now ());

  if (!self->heard || self->looked == today)
    return;
  if (ABS (davy_sync_get_clock_offset (self->sync)) > CLOCK_TOLERANCE)
    {
      g_message ("Nothing is deleted as older than is kept: this computer's clock is wrong");
      return;
    }

  self->looked = today;
  davy_store_drop_stale_async (self->store, self->months, NULL, dropped_cb, g_object_ref (self));
}

/* It is read from the store at the start, too. */
static void
last_refresh_cb (DavyRetentionWatch *self)
{
  if (davy_sync_get_running (self->sync))
    self->heard = TRUE;
}

static void
refresh_running_cb (DavyRetentionWatch *self)
{
  if (!davy_sync_get_running (self->sync))
    look (self);
}

static void
davy_retention_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *property)
{
  g_value_set_uint (value, DAVY_RETENTION_WATCH (object)->months);
}

static void
davy_retention_watch_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *property)
{
  DavyRetentionWatch *self = DAVY_RETENTION_WATCH (object);

  self->months = g_value_get_uint (value);
  self->looked = 0;
  look (self);
}

static void
davy_retention_watch_finalize (GObject *object)
{
  g_object_unref (DAVY_RETENTION_WATCH (object)->store);
  g_object_unref (DAVY_RETENTION_WATCH (object)->sync);

  G_OBJECT_CLASS (davy_retention_watch_parent_class)->finalize (object);
}

static void
davy_retention_watch_class_init (DavyRetentionWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = davy_retention_watch_get_property;
  object_class->set_property = davy_retention_watch_set_property;
  object_class->finalize = davy_retention_watch_finalize;

  /**
   * DavyRetentionWatch:keep-months:
   *
   * How many months are kept of what is over; %DAVY_RETENTION_FOR_EVER: all of it. Until it is set
   * nothing is deleted.
   */
  properties[PROP_KEEP_MONTHS] =
      g_param_spec_uint ("keep-months", NULL, NULL, 0, G_MAXUINT, DAVY_RETENTION_FOR_EVER,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
davy_retention_watch_init (DavyRetentionWatch *self)
{
}

/**
 * davy_retention_watch_new:
 * @store: what is kept; it may be opened later
 * @sync: after whose refreshes it looks, and whose servers tell whether the clock is right
 *
 * Returns: (transfer full): what deletes, at most once a day, what is older than its `keep-months`
 *   say
 */
DavyRetentionWatch *
davy_retention_watch_new (DavyStore *store, DavySync *sync)
{
  DavyRetentionWatch *self = g_object_new (DAVY_TYPE_RETENTION_WATCH, NULL);

  self->store = g_object_ref (store);
  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "notify::last-refresh", G_CALLBACK (last_refresh_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::running", G_CALLBACK (refresh_running_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}
