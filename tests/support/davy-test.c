/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What the tests of all rooms share: spinning the main context without ever sleeping, folders that
 * go away by themselves, and a clock that only the test moves. */

#define PATIENCE_SECONDS        60
#define LOOK_AGAIN_MILLISECONDS 20

static DavyTime fake_now;
static gint64 fake_set_back;   /* how far the clock on the wall is behind the time that passed */
static GPtrArray *fake_timers; /* FakeTimer sources that have not fired */

typedef struct
{
  GSource source;
  DavyTime due;
  guint milliseconds; /* as it was set */
} FakeTimer;

static gboolean
fake_timer_is_due (GSource *source)
{
  return ((FakeTimer *) source)->due <= fake_now;
}

static gboolean
fake_timer_prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return fake_timer_is_due (source);
}

static gboolean
fake_timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static void
fake_timer_finalize (GSource *source)
{
  g_ptr_array_remove_fast (fake_timers, source);
}

static GSourceFuncs fake_timer_funcs = {
  .prepare = fake_timer_prepare,
  .check = fake_timer_is_due,
  .dispatch = fake_timer_dispatch,
  .finalize = fake_timer_finalize,
};

static DavyTime
fake_clock_now (void)
{
  return fake_now - fake_set_back;
}

static gint64
fake_clock_monotonic (void)
{
  return fake_now;
}

static GSource *
fake_clock_timeout (guint milliseconds)
{
  GSource *source = g_source_new (&fake_timer_funcs, sizeof (FakeTimer));

  ((FakeTimer *) source)->due = fake_now + (DavyTime) milliseconds * 1000;
  ((FakeTimer *) source)->milliseconds = milliseconds;
  g_ptr_array_add (fake_timers, source);

  return source;
}

static const DavyClock fake_clock = {
  .now = fake_clock_now,
  .monotonic = fake_clock_monotonic,
  .timeout = fake_clock_timeout,
};

/**
 * davy_test_clock_install:
 * @now: where the clock stands
 *
 * Puts a clock in place that stands still until davy_test_clock_advance() moves it.
 */
void
davy_test_clock_install (DavyTime now)
{
  if (fake_timers == NULL)
    fake_timers = g_ptr_array_new ();
  fake_now = now;
  fake_set_back = 0;
  davy_clock_replace (&fake_clock);
}

/**
 * davy_test_clock_advance:
 * @microseconds: how far
 *
 * Moves the clock and wakes every context whose timers are now due.
 */
void
davy_test_clock_advance (gint64 microseconds)
{
  fake_now += microseconds;
  for (guint i = 0; i < fake_timers->len; i++)
    {
      GMainContext *context = g_source_get_context (g_ptr_array_index (fake_timers, i));

      if (context != NULL)
        g_main_context_wakeup (context);
    }
}

/**
 * davy_test_clock_set_back:
 * @microseconds: how far
 *
 * Sets the clock back as a person or a time server does: no less time has passed for that.
 */
void
davy_test_clock_set_back (gint64 microseconds)
{
  fake_set_back += microseconds;
}

/**
 * davy_test_clock_next:
 *
 * Returns: how long from the clock's moment until the first timer fires, in microseconds; -1 when
 *   none is set
 */
gint64
davy_test_clock_next (void)
{
  gint64 next = -1;

  for (guint i = 0; i < fake_timers->len; i++)
    {
      FakeTimer *timer = g_ptr_array_index (fake_timers, i);
      gint64 left = timer->due - fake_now;

      if (!g_source_is_destroyed (&timer->source) && (next < 0 || left < next))
        next = left;
    }

  return next;
}

/**
 * davy_test_clock_count:
 * @milliseconds: a length
 *
 * Returns: how many timers are under way that were set for it
 */
guint
davy_test_clock_count (guint milliseconds)
{
  guint count = 0;

  for (guint i = 0; i < fake_timers->len; i++)
    {
      FakeTimer *timer = g_ptr_array_index (fake_timers, i);

      if (!g_source_is_destroyed (&timer->source) && timer->milliseconds == milliseconds)
        count++;
    }

  return count;
}

static gboolean
patience_ended_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * davy_test_spin_until:
 * @condition: asked before every turn of the main context, and every few milliseconds
 * @data: handed to @condition
 *
 * Runs the thread-default context until @condition holds or patience ends. A condition may come
 * true on another thread, such as a task's that lets go of its object, and that wakes no context.
 *
 * Returns: whether the condition held
 */
gboolean
davy_test_spin_until (DavyTestCondition condition, gpointer data)
{
  GMainContext *context = g_main_context_get_thread_default ();
  g_autoptr (GSource) patience = g_timeout_source_new_seconds (PATIENCE_SECONDS);
  g_autoptr (GSource) look_again = g_timeout_source_new (LOOK_AGAIN_MILLISECONDS);
  gboolean ended = FALSE;

  g_source_set_callback (patience, patience_ended_cb, &ended, NULL);
  g_source_attach (patience, context);
  g_source_set_callback (look_again, look_again_cb, NULL, NULL);
  g_source_attach (look_again, context);

  while (!condition (data) && !ended)
    g_main_context_iteration (context, TRUE);

  g_source_destroy (look_again);
  g_source_destroy (patience);

  return condition (data);
}

/**
 * davy_test_keep_result:
 * @source: (nullable): who answered
 * @result: the answer
 * @slot: a `GAsyncResult **` to keep it in
 *
 * A #GAsyncReadyCallback for tests.
 */
void
davy_test_keep_result (GObject *source, GAsyncResult *result, gpointer slot)
{
  g_set_object ((GAsyncResult **) slot, result);
}

static gboolean
result_is_there (gpointer slot)
{
  return *(GAsyncResult **) slot != NULL;
}

/**
 * davy_test_wait_result:
 * @result: the slot given to davy_test_keep_result()
 *
 * Waits for an asynchronous answer; fails the test when none comes.
 *
 * Returns: (transfer none): the answer
 */
GAsyncResult *
davy_test_wait_result (GAsyncResult **result)
{
  g_assert_true (davy_test_spin_until (result_is_there, result));
  return *result;
}

/**
 * davy_test_make_folder:
 *
 * Returns: (transfer full): the path of a new empty folder below the test's own folders
 */
char *
davy_test_make_folder (void)
{
  static guint n_folders;
  g_autofree char *name = g_strdup_printf ("folder-%u", ++n_folders);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);

  return g_steal_pointer (&path);
}

/**
 * davy_test_hear_out:
 *
 * For a test that is its own child: reads standard input to its end, as the program does. Who ends
 * without that leaves the one who writes to it with a broken pipe, now and then.
 *
 * Returns: (transfer full): what came in
 */
char *
davy_test_hear_out (void)
{
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (STDIN_FILENO);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (g_io_channel_read_to_end (channel, &text, NULL, &error) != G_IO_STATUS_NORMAL)
    g_error ("Standard input cannot be read: %s", error->message);

  return text;
}

/* The product starts itself as its child (triage/davy-child.h), and in a test that is the test: it
 * would run all over again, on the same store, since GLib hands its folders on to children. */
static gboolean
is_child (int argc, char **argv)
{
  return argc > 1 && (g_str_equal (argv[1], "--compose") || g_str_equal (argv[1], "--report"));
}

/**
 * davy_test_init:
 * @argc: (inout): of main()
 * @argv: (inout): of main()
 *
 * Starts a test program: every test has folders (home, data, cache) of its own. One that is started
 * as its own child, and has not seen to that before, fails at once.
 */
void
davy_test_init (int *argc, char ***argv)
{
  if (is_child (*argc, *argv))
    exit (EXIT_FAILURE);

  /* The desktop's resolver reads settings whose schemas are not among the test's own folders. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
}
