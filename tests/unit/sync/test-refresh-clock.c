/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-refresh-clock.h"

#include "sync-fixture.h"

/* When the store is refreshed. */

#define NOON    ((DavyTime) 1767268800 * DAVY_TIME_SECOND)
#define MINUTES 10
#define TURN    (5 * DAVY_TIME_SECOND / 1000) /* that passes while a refresh runs */

#define KEYRING_PATIENCE 20000 /* milliseconds */

/* --- a network and a battery that do as they are told -------------------------------------- */

typedef struct
{
  GObject parent_instance;
  gboolean available;
  gboolean metered;
  gboolean saving;
} Monitor;

typedef GObjectClass MonitorClass;

typedef enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
  PROP_SAVING,
} MonitorProperty;

static void
monitor_ignore (gpointer iface, gpointer data)
{
}

static GType monitor_get_type (void);
G_DEFINE_TYPE_WITH_CODE (Monitor,
                         monitor,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, monitor_ignore)
                             G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_ignore)
                                 G_IMPLEMENT_INTERFACE (G_TYPE_POWER_PROFILE_MONITOR,
                                                        monitor_ignore))

static void
monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  Monitor *self = (Monitor *) object;

  switch ((MonitorProperty) id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, self->metered);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->saving);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
monitor_class_init (MonitorClass *klass)
{
  klass->get_property = monitor_get_property;
  g_object_class_override_property (klass, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (klass, PROP_METERED, "network-metered");
  g_object_class_override_property (klass, PROP_CONNECTIVITY, "connectivity");
  g_object_class_override_property (klass, PROP_SAVING, "power-saver-enabled");
}

static void
monitor_init (Monitor *self)
{
  self->available = TRUE;
}

static void
set_available (Monitor *self, gboolean available)
{
  self->available = available;
  g_signal_emit_by_name (self, "network-changed", available);
}

static void
set_metered (Monitor *self, gboolean metered)
{
  self->metered = metered;
  g_object_notify (G_OBJECT (self), "network-metered");
}

static void
set_saving (Monitor *self, gboolean saving)
{
  self->saving = saving;
  g_object_notify (G_OBJECT (self), "power-saver-enabled");
}

/* --- a clock that is looked at ------------------------------------------------------------- */

typedef struct
{
  Fixture base;
  DavyRefreshClock *clock;
  Monitor *monitor;
  guint begun; /* refreshes */
} Clocked;

static void
running_cb (DavySync *sync, GParamSpec *pspec, Clocked *clocked)
{
  clocked->begun += davy_sync_get_running (sync) ? 1 : 0;
}

static void
clocked_set_up (Clocked *clocked, gconstpointer user)
{
  davy_test_clock_install (NOON);
  set_up (&clocked->base, DAVY_TEST_ADA);
  clocked->monitor = g_object_new (monitor_get_type (), NULL);
  g_signal_connect (clocked->base.sync, "notify::running", G_CALLBACK (running_cb), clocked);
  clocked->clock = davy_refresh_clock_new (clocked->base.sync, clocked->base.world.accounts);
  davy_refresh_clock_watch (clocked->clock, G_NETWORK_MONITOR (clocked->monitor),
                            G_POWER_PROFILE_MONITOR (clocked->monitor));
}

static void
clocked_tear_down (Clocked *clocked, gconstpointer user)
{
  g_assert_finalize_object (clocked->clock);
  g_assert_finalize_object (clocked->monitor);
  tear_down (&clocked->base, user);
  davy_clock_replace (NULL);
}

/* While it writes down a renewed sign-in no time may pass, or it would be left behind. */
static gboolean
is_keyring_quiet (gpointer unused)
{
  return davy_test_clock_count (KEYRING_PATIENCE) == 0;
}

static void
let_pass (gint64 microseconds)
{
  if (is_keyring_quiet (NULL))
    davy_test_clock_advance (microseconds);
}

static gboolean
is_over (gpointer sync)
{
  if (!davy_sync_get_running (sync) && is_keyring_quiet (NULL))
    return TRUE;
  let_pass (TURN);

  return FALSE;
}

static void
wait_over (Clocked *clocked)
{
  g_assert_true (davy_test_spin_until (is_over, clocked->base.sync));
}

static void
refresh_first (Clocked *clocked)
{
  davy_sync_refresh (clocked->base.sync);
  wait_over (clocked);
  g_assert_cmpuint (clocked->begun, ==, 1);
}

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Goes to the moment that is so many minutes after the beginning of the last refresh, at @since,
 * and looks whether the next one begins then, and not before. */
static void
assert_next (Clocked *clocked, DavyTime since, guint minutes)
{
  guint before = clocked->begun;
  gint64 left = since + minutes * DAVY_TIME_MINUTE - davy_time_now ();

  davy_test_clock_advance (left - DAVY_TIME_SECOND);
  turn ();
  g_assert_cmpuint (clocked->begun, ==, before);
  davy_test_clock_advance (DAVY_TIME_SECOND + DAVY_TIME_SECOND / 100);
  turn ();
  g_assert_cmpuint (clocked->begun, ==, before + 1);
}

static void
refuse_alerts (Clocked *clocked)
{
  davy_test_world_spoil (&clocked->base.world, "GET /pc/v1/fraudEvents x* status=403");
}

/* --- tests --------------------------------------------------------------------------------- */

static void
test_interval (Clocked *clocked, gconstpointer unused)
{
  for (guint i = 0; i < 3; i++)
    {
      DavyTime since = davy_time_now ();

      if (i == 0)
        refresh_first (clocked);
      else
        wait_over (clocked);
      g_assert_no_error (davy_sync_get_error (clocked->base.sync));
      assert_next (clocked, since, MINUTES);
    }
}

static void
test_other_interval (Clocked *clocked, gconstpointer unused)
{
  DavyTime since = davy_time_now ();

  refresh_first (clocked);
  g_object_set (clocked->clock, "minutes", 30, NULL);
  assert_next (clocked, since, 30);

  wait_over (clocked);
  davy_test_clock_advance (8 * DAVY_TIME_MINUTE);
  g_object_set (clocked->clock, "minutes", 5, NULL);
  davy_test_clock_advance (DAVY_TIME_SECOND);
  turn ();
  g_assert_cmpuint (clocked->begun, ==, 3);
}

static void
test_waits_for_an_account (Clocked *clocked, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;

  refresh_first (clocked);
  davy_accounts_sign_out_async (clocked->base.world.accounts, clocked->base.world.account, NULL,
                                davy_test_keep_result, &result);
  davy_accounts_sign_out_finish (clocked->base.world.accounts, davy_test_wait_result (&result),
                                 NULL);
  davy_test_clock_advance (DAVY_TIME_DAY);
  turn ();
  g_assert_cmpuint (clocked->begun, ==, 1);
}

static void
test_errors (Clocked *clocked, gconstpointer unused)
{
  static const guint pauses[] = { 20, 40, 60, 60 };
  DavyTime since = davy_time_now ();

  refuse_alerts (clocked);
  refresh_first (clocked);
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      g_assert_error (davy_sync_get_error (clocked->base.sync), DAVY_ERROR, DAVY_ERROR_REFUSED);
      assert_next (clocked, since, pauses[i]);
      since = davy_time_now ();
      if (i + 1 < G_N_ELEMENTS (pauses))
        wait_over (clocked);
    }

  davy_emulator_forget_faults (clocked->base.world.emulator);
  wait_over (clocked);
  davy_sync_refresh (clocked->base.sync);
  since = davy_time_now ();
  wait_over (clocked);
  g_assert_no_error (davy_sync_get_error (clocked->base.sync));
  assert_next (clocked, since, MINUTES);
}

/* A longer interval than the longest pause is not made shorter by errors. */
static void
test_errors_of_a_long_interval (Clocked *clocked, gconstpointer unused)
{
  DavyTime since = davy_time_now ();

  g_object_set (clocked->clock, "minutes", 120, NULL);
  refuse_alerts (clocked);
  refresh_first (clocked);
  assert_next (clocked, since, 120);
}

static void
test_error_of_a_part (Clocked *clocked, gconstpointer unused)
{
  DavyTime since = davy_time_now ();

  davy_test_world_spoil (&clocked->base.world,
                         "GET /pc/v1/customers/" CONTOSO "/subscriptions x* status=400");
  refresh_first (clocked);
  g_assert_error (davy_sync_get_error (clocked->base.sync), DAVY_ERROR, DAVY_ERROR_REJECTED);
  assert_next (clocked, since, MINUTES);
}

static void
test_sparing (Clocked *clocked, gconstpointer unused)
{
  DavyTime since = davy_time_now ();

  refresh_first (clocked);
  set_metered (clocked->monitor, TRUE);
  assert_next (clocked, since, 2 * MINUTES);

  since = davy_time_now ();
  wait_over (clocked);
  set_saving (clocked->monitor, TRUE);
  assert_next (clocked, since, 2 * MINUTES);

  since = davy_time_now ();
  wait_over (clocked);
  set_metered (clocked->monitor, FALSE);
  davy_test_clock_advance (MINUTES * DAVY_TIME_MINUTE);
  turn ();
  g_assert_cmpuint (clocked->begun, ==, 3);
  set_saving (clocked->monitor, FALSE);
  davy_test_clock_advance (DAVY_TIME_SECOND);
  turn ();
  g_assert_cmpuint (clocked->begun, ==, 4);
}

static void
test_network_comes_back (Clocked *clocked, gconstpointer unused)
{
  refresh_first (clocked);

  /* Gone for a moment, with what is known still fresh. */
  set_available (clocked->monitor, FALSE);
  set_available (clocked->monitor, TRUE);
  g_assert_cmpuint (clocked->begun, ==, 1);

  /* Gone while a refresh was due. */
  g_clear_object (&clocked->base.world.emulator);
  set_available (clocked->monitor, FALSE);
  davy_test_clock_advance (MINUTES * DAVY_TIME_MINUTE);
  turn ();
  wait_over (clocked);
  g_assert_cmpuint (clocked->begun, ==, 2);
  g_assert_true (davy_sync_get_offline (clocked->base.sync));
  set_available (clocked->monitor, TRUE);
  g_assert_cmpuint (clocked->begun, ==, 3);

  /* It was there all the time, but led nowhere; now it may. */
  wait_over (clocked);
  set_available (clocked->monitor, TRUE);
  g_assert_cmpuint (clocked->begun, ==, 4);
}

/* The clock went on while no timer did. */
static void
test_sleep (Clocked *clocked, gconstpointer unused)
{
  refresh_first (clocked);
  davy_test_clock_set_back (-DAVY_TIME_DAY);
  davy_test_clock_advance (DAVY_TIME_MINUTE);
  turn ();
  g_assert_cmpuint (clocked->begun, ==, 2);
}

/* … and the network is back before any timer fires. */
static void
test_sleep_without_network (Clocked *clocked, gconstpointer unused)
{
  refresh_first (clocked);
  set_available (clocked->monitor, FALSE);
  davy_test_clock_set_back (-DAVY_TIME_HOUR);
  set_available (clocked->monitor, TRUE);
  g_assert_cmpuint (clocked->begun, ==, 2);
}

static void
test_clock_set_back (Clocked *clocked, gconstpointer unused)
{
  DavyTime since = davy_time_now ();

  refresh_first (clocked);
  davy_test_clock_set_back (2 * DAVY_TIME_HOUR);
  set_metered (clocked->monitor, TRUE); /* whatever lets it reckon anew */
  set_metered (clocked->monitor, FALSE);
  assert_next (clocked, since - 2 * DAVY_TIME_HOUR, MINUTES);
}

static gboolean
has_read_alerts_again (gpointer sync)
{
  DavyTime *before = g_object_get_data (sync, "before");

  return davy_sync_get_last_refresh (sync) > *before;
}

/* The customers are still being read, and never will be: the alerts are read again meanwhile. */
static void
test_takes_too_long (Clocked *clocked, gconstpointer unused)
{
  DavySync *sync = clocked->base.sync;
  DavyTime before;

  davy_test_world_spoil (&clocked->base.world,
                         "GET /pc/v1/customers/" CONTOSO "/subscriptions x* hold");
  davy_sync_refresh (sync);
  while (davy_sync_get_stage (sync) < DAVY_SYNC_STAGE_SUBSCRIPTIONS)
    {
      let_pass (TURN);
      g_main_context_iteration (NULL, TRUE);
    }
  before = davy_sync_get_last_refresh (sync);
  g_assert_cmpint (before, !=, DAVY_TIME_UNSET);
  g_object_set_data (G_OBJECT (sync), "before", &before);
  g_object_set (clocked->clock, "minutes", 1, NULL);
  for (guint second = 0; second < 61; second++)
    {
      g_assert_true (davy_test_spin_until (is_keyring_quiet, NULL));
      davy_test_clock_advance (DAVY_TIME_SECOND);
      turn ();
    }
  g_assert_true (davy_test_spin_until (has_read_alerts_again, sync));
  g_assert_cmpuint (clocked->begun, ==, 2);
}

/* Between two refreshes the machine is woken for nothing but the look at the clock. */
static void
test_wakes_seldom (Clocked *clocked, gconstpointer unused)
{
  DavyTime end = davy_time_now () + (MINUTES - 1) * DAVY_TIME_MINUTE;
  guint wakes = 0;

  refresh_first (clocked);
  turn ();
  while (davy_time_now () < end)
    {
      gint64 next = davy_test_clock_next ();

      g_assert_cmpint (next, >, 0);
      davy_test_clock_advance (next);
      turn ();
      wakes++;
    }
  g_assert_cmpuint (clocked->begun, ==, 1);
  g_assert_cmpuint (wakes, <=, MINUTES);
}

#define ADD_CLOCK(path, function)                                                   \
  g_test_add ("/sync/refresh-clock/" path, Clocked, NULL, clocked_set_up, function, \
              clocked_tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_CLOCK ("refreshes-every-so-many-minutes", test_interval);
  ADD_CLOCK ("follows-the-setting", test_other_interval);
  ADD_CLOCK ("waits-for-an-account", test_waits_for_an_account);
  ADD_CLOCK ("waits-longer-after-errors", test_errors);
  ADD_CLOCK ("errors-make-no-interval-shorter", test_errors_of_a_long_interval);
  ADD_CLOCK ("error-of-a-part-changes-nothing", test_error_of_a_part);
  ADD_CLOCK ("spares-battery-and-metered-networks", test_sparing);
  ADD_CLOCK ("asks-at-once-when-the-network-is-back", test_network_comes_back);
  ADD_CLOCK ("asks-soon-after-a-sleep", test_sleep);
  ADD_CLOCK ("asks-at-once-when-a-sleep-ends-with-the-network", test_sleep_without_network);
  ADD_CLOCK ("asks-in-time-when-the-clock-is-set-back", test_clock_set_back);
  ADD_CLOCK ("begins-anew-what-takes-too-long", test_takes_too_long);
  ADD_CLOCK ("wakes-once-a-minute-at-most", test_wakes_seldom);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
