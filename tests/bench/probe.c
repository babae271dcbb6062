/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <stdlib.h>
#include <time.h>

/* Loaded into the measured program (LD_PRELOAD), so that the program itself knows nothing of
 * benchmarks. It watches the frames that are painted and the time between two polls of the
 * default main context, writes what it found as lines `NAME VALUE` to the file BENCH_REPORT, and
 * ends the program. BENCH_WHAT says what it waits for:
 *
 *   paint    the first frame
 *   alerts   a frame with rows of alerts, when the list has BENCH_ALERTS of them
 *   refresh  with the list scrolled to its middle, a whole refresh: for it the program's clock is
 *            put forward by a day (and by BENCH_AHEAD days from the start), so that all is stale
 *   ingest   the end of the first refresh, which brings BENCH_ALERTS alerts */

#define ROW_TYPE    "DavyAlertListRow"
#define ENOUGH_ROWS 8
#define WARM_UP     G_USEC_PER_SEC
#define POLL_AGAIN  20                                               /* milliseconds */
#define A_DAY       (25 * G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC) /* and a little */

typedef enum
{
  WAITING_FOR_FIRST_REFRESH,
  REFRESHING,
} Stage;

static gint64 started; /* microseconds of the monotonic clock */
static gint64 returned;
static gint64 returned_busy; /* the same moment, in processor time of the main thread */
static gint64 longest_stall;
static gint64 longest_busy;
static Stage stage;
static gint64 refresh_started;
static gint64 ahead; /* microseconds that the program's clock is put forward */

/* Takes the place of GLib's. */
gint64
g_get_real_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + ahead;
}

static void
report (const char *name, double value)
{
  FILE *file = fopen (g_getenv ("BENCH_REPORT"), "a");

  fprintf (file, "%s %f\n", name, value);
  fclose (file);
}

static double
milliseconds_since (gint64 then)
{
  return (double) (g_get_monotonic_time () - then) / 1000;
}

static gint64
get_busy_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* What the default context does between the return of a poll and the next call of it. */
static int
watch_poll (GPollFD *fds, guint n_fds, int timeout)
{
  gint64 now = g_get_monotonic_time ();
  int result;

  if (returned != 0 && now - started > WARM_UP)
    {
      longest_stall = MAX (longest_stall, now - returned);
      longest_busy = MAX (longest_busy, get_busy_time () - returned_busy);
    }
  result = g_poll (fds, n_fds, timeout);
  returned = g_get_monotonic_time ();
  returned_busy = get_busy_time ();

  return result;
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;

  return FALSE;
}

typedef struct
{
  guint n_rows; /* mapped, with text */
  GtkListView *list;
} Alerts;

static void
find_alerts (GtkWidget *widget, Alerts *alerts)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), ROW_TYPE))
    {
      if (has_text (widget))
        {
          alerts->n_rows++;
          alerts->list = GTK_LIST_VIEW (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_VIEW));
        }
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_alerts (child, alerts);
}

static GtkWidget *
get_window (void)
{
  g_autoptr (GObject) window = g_list_model_get_item (gtk_window_get_toplevels (), 0);

  return GTK_WIDGET (window);
}

static guint
count_alerts (const Alerts *alerts)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (alerts->list)));
}

static void
scroll_to_middle (GtkListView *list)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  gtk_adjustment_set_value (adjustment, (gtk_adjustment_get_lower (adjustment) +
                                         gtk_adjustment_get_upper (adjustment) -
                                         gtk_adjustment_get_page_size (adjustment)) /
                                            2);
}

static gboolean
may_refresh (void)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (get_window ()), "refresh");
}

static gboolean
stall_cb (gpointer milliseconds)
{
  g_usleep (GPOINTER_TO_UINT (milliseconds) * 1000);
  return G_SOURCE_REMOVE;
}

static void
begin_refresh (void)
{
  const char *stall = g_getenv ("BENCH_STALL");
  Alerts alerts = { 0 };

  find_alerts (get_window (), &alerts);
  scroll_to_middle (alerts.list);
  stage = REFRESHING;
  ahead += A_DAY;
  refresh_started = g_get_monotonic_time ();
  gtk_widget_activate_action (get_window (), "win.refresh", NULL);

  /* Plants a stall of so many milliseconds: the probe must find it. */
  if (stall != NULL)
    g_timeout_add (100, stall_cb, GUINT_TO_POINTER (atoi (stall)));
}

/* The program refreshes by itself when it starts; the refresh that is looked at comes after that,
 * and after the first second. */
static gboolean
go_on_cb (gpointer unused)
{
  if (!may_refresh () || g_get_monotonic_time () - started < WARM_UP)
    return G_SOURCE_CONTINUE;

  if (stage == WAITING_FOR_FIRST_REFRESH && g_str_equal (g_getenv ("BENCH_WHAT"), "refresh"))
    {
      begin_refresh ();
      return G_SOURCE_CONTINUE;
    }

  report ("refresh-ms", milliseconds_since (refresh_started));
  report ("longest-stall-ms", (double) longest_stall / 1000);
  report ("longest-busy-ms", (double) longest_busy / 1000);
  g_application_quit (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

static gboolean
after_paint_cb (GSignalInvocationHint *hint,
                guint n_parameters,
                const GValue *parameters,
                gpointer unused)
{
  const char *what = g_getenv ("BENCH_WHAT");
  const char *wanted_text = g_getenv ("BENCH_ALERTS");
  guint wanted = wanted_text != NULL ? (guint) atoi (wanted_text) : 0;
  Alerts alerts = { 0 };

  if (g_str_equal (what, "paint"))
    {
      report ("paint-ms", milliseconds_since (started));
      g_application_quit (g_application_get_default ());
      return G_SOURCE_REMOVE;
    }

  find_alerts (get_window (), &alerts);
  if (alerts.n_rows < MIN (ENOUGH_ROWS, wanted) || count_alerts (&alerts) < wanted)
    return G_SOURCE_CONTINUE;

  report ("alerts-ms", milliseconds_since (started));
  report ("alerts-at", (double) (g_get_real_time () - ahead) / G_USEC_PER_SEC);
  if (g_str_equal (what, "refresh") || g_str_equal (what, "ingest"))
    {
      stage = WAITING_FOR_FIRST_REFRESH;
      refresh_started = started;
      g_timeout_add (POLL_AGAIN, go_on_cb, NULL);
    }
  else
    g_application_quit (g_application_get_default ());

  return G_SOURCE_REMOVE;
}

static void __attribute__ ((constructor)) begin (void)
{
  const char *start = g_getenv ("BENCH_START");
  const char *days = g_getenv ("BENCH_AHEAD");

  g_unsetenv ("LD_PRELOAD"); /* not in what the program starts */
  if (start == NULL)
    return;

  started = g_ascii_strtoll (start, NULL, 10) / 1000;
  ahead = days != NULL ? atoi (days) * A_DAY : 0;
  g_main_context_set_poll_func (NULL, watch_poll);
  g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              after_paint_cb, NULL, NULL);
}
