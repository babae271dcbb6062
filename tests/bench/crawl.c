/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "davy-test-store.h"
#include "davy-test-world.h"
#include "sync/davy-sync.h"

/* crawl BASE SCALE USER STORE: signs in to the emulator at BASE, brings everything into an empty
 * store, as the program does, and prints what it took, as lines `NAME VALUE`. Its clock is SCALE
 * times as fast as ours, as the emulator's is. */

static double scale = 1;
static gint64 began;

static gint64
scaled_monotonic (void)
{
  return (gint64) ((double) (g_get_monotonic_time () - began) * scale);
}

static DavyTime
scaled_now (void)
{
  static DavyTime beginning;

  if (beginning == 0)
    beginning = g_get_real_time ();

  return beginning + scaled_monotonic ();
}

static GSource *
scaled_timeout (guint milliseconds)
{
  return g_timeout_source_new ((guint) ((double) milliseconds / scale + 1));
}

static const DavyClock scaled_clock = {
  .now = scaled_now,
  .monotonic = scaled_monotonic,
  .timeout = scaled_timeout,
};

static gboolean
is_idle (DavySync *sync)
{
  return !davy_sync_get_running (sync);
}

static void
report (DavyStore *store, const char *name, const char *sql)
{
  printf ("%s %" G_GINT64_FORMAT "\n", name, davy_test_store_number (store, sql));
}

int
main (int argc, char *argv[])
{
  DavyTestWorld world = { 0 };
  g_autoptr (DavyStore) store = NULL;
  g_autoptr (DavySync) sync = NULL;
  gint64 started;

  if (argc != 5)
    return EXIT_FAILURE;

  scale = g_ascii_strtod (argv[2], NULL);
  began = g_get_monotonic_time ();
  davy_clock_replace (&scaled_clock);
  davy_test_keyring_begin ();
  world.endpoints = davy_endpoints_new_below (argv[1]);
  world.accounts = davy_accounts_new (world.endpoints, "crawl", DAVY_TEST_APPLICATION);
  world.browser = soup_session_new ();
  davy_test_world_sign_in (&world, argv[3]);

  store = davy_test_store_open (argv[4]);
  sync = davy_sync_new (store, world.accounts);
  started = davy_time_monotonic ();
  davy_sync_refresh (sync);
  while (!is_idle (sync))
    g_main_context_iteration (NULL, TRUE);

  printf ("seconds %f\n", (double) (davy_time_monotonic () - started) / G_USEC_PER_SEC);
  report (store, "customers", "SELECT count (*) FROM customers WHERE country IS NOT NULL");
  report (store, "subscriptions", "SELECT count (*) FROM subscriptions WHERE NOT gone");
  report (store, "used", "SELECT count (DISTINCT subscription_row) FROM usage");
  g_clear_object (&sync);
  davy_test_store_close (&store);
  davy_test_world_end (&world);
  davy_test_keyring_end ();

  return EXIT_SUCCESS;
}
