/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-readers.h"
#include "net/davy-loopback.h"

/* The listener that waits for the browser: anybody on this computer may write to it. Without the
 * state nobody gets an answer out of it. */

#define STATE      "the-state-that-nobody-guesses"
#define TURNS      200
#define QUIET_TIME 3 /* milliseconds */

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GHashTable) answer = davy_loopback_wait_finish (DAVY_LOOPBACK (source), result, NULL);

  if (answer != NULL)
    g_assert_cmpstr (g_hash_table_lookup (answer, "state"), ==, STATE);
}

static gboolean
tick_cb (gpointer quiet)
{
  *(gboolean *) quiet = TRUE;
  return G_SOURCE_REMOVE;
}

static void
let_it_read (void)
{
  for (guint i = 0; i < TURNS; i++)
    {
      gboolean quiet = FALSE;
      g_autoptr (GSource) tick = g_timeout_source_new (QUIET_TIME);

      g_source_set_callback (tick, tick_cb, &quiet, NULL);
      g_source_attach (tick, NULL);
      g_main_context_iteration (NULL, TRUE);
      g_source_destroy (tick);
      if (quiet)
        return;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (DavyLoopback) loopback = davy_loopback_new (STATE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  g_assert_nonnull (loopback);
  g_socket_client_set_enable_proxy (client, FALSE);
  davy_loopback_wait_async (loopback, cancellable, waited_cb, NULL);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                davy_loopback_get_port (loopback), NULL, NULL);
  if (connection != NULL)
    {
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), data,
                                 size, NULL, NULL, NULL);
      g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
    }
  let_it_read ();
  g_cancellable_cancel (cancellable);
  let_it_read ();

  return 0;
}
