/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-refresh-clock.h"

#include "sync/davy-alarm-clock.h"

/* Microsoft leaves about an hour from an alert to the bill: that is the longest pause after however
 * many errors, and the usual interval is a sixth of it. */

#define DEFAULT_MINUTES 10
#define MAX_MINUTES     240
#define LONGEST_PAUSE   DAVY_TIME_HOUR
#define SPARING         2 /* times as long on battery, or where the network is paid for */

typedef enum
{
  PROP_MINUTES = 1,
  PROP_LAST = PROP_MINUTES,
} DavyRefreshClockProperty;

static GParamSpec *props[PROP_LAST + 1];

struct _DavyRefreshClock
{
  GObject parent_instance;

  DavySync *sync;
  DavyAccounts *accounts;
  GNetworkMonitor *network;    /* nullable */
  GPowerProfileMonitor *power; /* nullable */
  DavyAlarmClock alarm;

  guint minutes;
  gboolean available; /* the network */
  guint n_failures;   /* in a row */
  DavyTime began;     /* the last refresh; DAVY_TIME_UNSET: there was none */
  gint64 began_monotonic;
  DavyTime known; /* of when the alerts were before it */
};

G_DEFINE_FINAL_TYPE (DavyRefreshClock, davy_refresh_clock, G_TYPE_OBJECT)

/* --- how long ------------------------------------------------------------------------------ */

static gboolean
is_sparing (DavyRefreshClock *self)
{
  return (self->network != NULL && g_network_monitor_get_network_metered (self->network)) ||
         (self->power != NULL && g_power_profile_monitor_get_power_saver_enabled (self->power));
}

static gint64
get_interval (DavyRefreshClock *self)
{
  gint64 interval = self->minutes * DAVY_TIME_MINUTE * (is_sparing (self) ? SPARING : 1);
  gint64 longest = MAX (interval, LONGEST_PAUSE);

  for (guint i = 0; i < self->n_failures && interval < longest; i++)
    interval *= 2;

  return MIN (interval, longest);
}

/* The one clock does not count the time that the machine slept, the other may be set back. */
static gint64
get_elapsed (DavyRefreshClock *self)
{
  return MAX (davy_time_now () - self->began, davy_time_monotonic () - self->began_monotonic);
}

static gboolean
has_account (DavyRefreshClock *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) > 0;
}

static void
schedule (DavyRefreshClock *self)
{
  if (self->began == DAVY_TIME_UNSET || !has_account (self))
    davy_alarm_clock_clear (&self->alarm);
  else
    davy_alarm_clock_set_in (&self->alarm, MAX (get_interval (self) - get_elapsed (self), 0));
}

/* --- what became of it --------------------------------------------------------------------- */

static void
note_begin (DavyRefreshClock *self)
{
  self->began = davy_time_now ();
  self->began_monotonic = davy_time_monotonic ();
  self->known = davy_sync_get_last_refresh (self->sync);
}

/* Where one of several accounts fails, the others are asked as often as ever. */
static gboolean
some_went_well (DavyRefreshClock *self)
{
  GListModel *list = G_LIST_MODEL (self->accounts);
  guint n = g_list_model_get_n_items (list), n_failed = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (list, i);

      if (davy_sync_get_account_error (self->sync, davy_account_get_id (account)) != NULL)
        n_failed++;
    }

  return n_failed > 0 && n_failed < n && !davy_sync_get_offline (self->sync);
}

static void
note_end (DavyRefreshClock *self)
{
  const GError *error = davy_sync_get_error (self->sync);

  if (davy_sync_get_last_refresh (self->sync) != self->known || some_went_well (self))
    self->n_failures = 0;
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->n_failures++;
}

static void
running_cb (DavyRefreshClock *self)
{
  if (davy_sync_get_running (self->sync))
    note_begin (self);
  else
    note_end (self);
  schedule (self);
}

/* --- refreshing ---------------------------------------------------------------------------- */

/* One that is still under way has read the alerts long ago, or hangs: begun anew it reads them
 * first, and the rest goes on where it stopped. */
static void
refresh (DavyRefreshClock *self)
{
  if (!has_account (self))
    return;

  if (davy_sync_get_running (self->sync))
    davy_sync_cancel (self->sync);
  davy_sync_refresh (self->sync);

  /* Nobody could be asked: that may change before the next time. */
  if (!davy_sync_get_running (self->sync))
    {
      note_begin (self);
      schedule (self);
    }
}

static void
ring_cb (gpointer self)
{
  refresh (self);
}

static void
network_changed_cb (DavyRefreshClock *self, gboolean available)
{
  gboolean came_back = available && (!self->available || davy_sync_get_offline (self->sync));

  self->available = available;
  if (!came_back || self->began == DAVY_TIME_UNSET)
    return;
  if (self->n_failures == 0 && get_elapsed (self) < get_interval (self))
    return;

  self->n_failures = 0;
  refresh (self);
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
davy_refresh_clock_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MINUTES)
    g_value_set_int (value, (int) DAVY_REFRESH_CLOCK (object)->minutes);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
davy_refresh_clock_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyRefreshClock *self = DAVY_REFRESH_CLOCK (object);

  if (id != PROP_MINUTES)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->minutes == (guint) g_value_get_int (value))
    return;

  self->minutes = (guint) g_value_get_int (value);
  schedule (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
davy_refresh_clock_dispose (GObject *object)
{
  DavyRefreshClock *self = DAVY_REFRESH_CLOCK (object);

  davy_alarm_clock_clear (&self->alarm);
  g_clear_object (&self->network);
  g_clear_object (&self->power);

  G_OBJECT_CLASS (davy_refresh_clock_parent_class)->dispose (object);
}

static void
davy_refresh_clock_finalize (GObject *object)
{
  DavyRefreshClock *self = DAVY_REFRESH_CLOCK (object);

  g_clear_object (&self->sync);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (davy_refresh_clock_parent_class)->finalize (object);
}

static void
davy_refresh_clock_class_init (DavyRefreshClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = davy_refresh_clock_get_property;
  object_class->set_property = davy_refresh_clock_set_property;
  object_class->dispose = davy_refresh_clock_dispose;
  object_class->finalize = davy_refresh_clock_finalize;

  /* From the beginning of one refresh to that of the next, where nothing speaks against it. */
  props[PROP_MINUTES] =
      g_param_spec_int ("minutes", NULL, NULL, 1, MAX_MINUTES, DEFAULT_MINUTES,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
davy_refresh_clock_init (DavyRefreshClock *self)
{
  self->minutes = DEFAULT_MINUTES;
  self->available = TRUE;
  self->alarm.ring = ring_cb;
  self->alarm.data = self;
}

/**
 * davy_refresh_clock_new:
 * @sync: what refreshes
 * @accounts: in whose names it asks; while there are none, nothing is refreshed
 *
 * Goes by the refreshes of @sync, whoever asks for them: the first one is somebody else's.
 *
 * Returns: (transfer full): the clock, of the main thread
 */
DavyRefreshClock *
davy_refresh_clock_new (DavySync *sync, DavyAccounts *accounts)
{
  DavyRefreshClock *self;

  g_return_val_if_fail (DAVY_IS_SYNC (sync) && DAVY_IS_ACCOUNTS (accounts), NULL);

  self = g_object_new (DAVY_TYPE_REFRESH_CLOCK, NULL);
  self->sync = g_object_ref (sync);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (sync, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (schedule), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_refresh_clock_watch:
 * @self: a clock
 * @network: (nullable): what knows of the network
 * @power: (nullable): what knows whether power is to be saved
 *
 * From now on goes by these as well; to be called once.
 */
void
davy_refresh_clock_watch (DavyRefreshClock *self,
                          GNetworkMonitor *network,
                          GPowerProfileMonitor *power)
{
  g_return_if_fail (DAVY_IS_REFRESH_CLOCK (self));
  g_return_if_fail (self->network == NULL && self->power == NULL);

  g_set_object (&self->network, network);
  g_set_object (&self->power, power);
  if (network != NULL)
    {
      self->available = g_network_monitor_get_network_available (network);
      g_signal_connect_object (network, "network-changed", G_CALLBACK (network_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (network, "notify::network-metered", G_CALLBACK (schedule), self,
                               G_CONNECT_SWAPPED);
    }
  if (power != NULL)
    g_signal_connect_object (power, "notify::power-saver-enabled", G_CALLBACK (schedule), self,
                             G_CONNECT_SWAPPED);
  schedule (self);
}
