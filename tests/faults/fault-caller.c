/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-caller.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "account/davy-accounts-private.h"

#define PATIENCE_SECONDS 300.0
#define ANSWER_LIMIT     60000 /* milliseconds, for an answer to come */
#define IDLE_TURNS       20    /* of a millisecond */
#define IDLE_TURNS_TLS   250

static const struct
{
  const char *key;
  const char *prefix;
} services[DAVY_N_SERVICES] = {
  [DAVY_SERVICE_LOGIN] = { "login", "login" },
  [DAVY_SERVICE_PARTNER] = { "partner", "pc" },
  [DAVY_SERVICE_GRAPH] = { "graph", "graph" },
  [DAVY_SERVICE_RESOURCE_MANAGER] = { "resource-manager", "arm" },
  [DAVY_SERVICE_PRICES] = { "prices", "prices" },
};

/* All services stand at home but one. */
static DavyEndpoints *
make_endpoints (FaultServer *server, DavyService moved, FaultPlace place)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  DavyEndpoints *endpoints;
  int fd = g_file_open_tmp (NULL, &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  for (guint i = 0; i < DAVY_N_SERVICES; i++)
    {
      g_autofree char *address = g_strdup_printf (
          "%s/%s", fault_server_get_origin (server, i == moved ? place : 0), services[i].prefix);

      g_key_file_set_string (file, "endpoints", services[i].key, address);
    }
  g_key_file_save_to_file (file, path, &error);
  g_assert_no_error (error);
  endpoints = davy_endpoints_new_from_file (path, &error);
  g_assert_no_error (error);
  g_unlink (path);

  return endpoints;
}

static gboolean
tick_cb (gpointer ticked)
{
  *(gboolean *) ticked = TRUE;
  return G_SOURCE_REMOVE;
}

/* Returns: whether a millisecond went by in which nothing happened */
static gboolean
wait_a_moment (void)
{
  g_autoptr (GSource) tick = g_timeout_source_new (1);
  gboolean ticked = FALSE;

  g_source_set_callback (tick, tick_cb, &ticked, NULL);
  g_source_attach (tick, NULL);
  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (tick);

  return ticked;
}

static gboolean
has_result (gpointer data)
{
  return ((FaultCaller *) data)->result != NULL;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * fault_caller_begin:
 * @self: (out caller-allocates): a caller
 * @server: whom it asks
 * @moved: the service that stands at @place
 * @place: where
 *
 * Signs somebody in who has been nowhere yet.
 */
void
fault_caller_begin (FaultCaller *self, FaultServer *server, DavyService moved, FaultPlace place)
{
  g_autoptr (DavyEndpoints) endpoints = NULL;
  DavyOauthTokens tokens = {
    .access_token = (char *) "secret-access-0",
    .refresh_token = (char *) "secret-refresh-0",
    .account_id = (char *) "oid." FAULT_TENANT,
    .username = (char *) FAULT_PERSON,
    .tenant_id = (char *) FAULT_TENANT,
    .expires = davy_time_now () + DAVY_TIME_HOUR,
  };

  fault_server_make_room (server);
  endpoints = make_endpoints (server, moved, place);
  *self = (FaultCaller){ .server = server };
  self->accounts = davy_accounts_new (endpoints, "faults", FAULT_APPLICATION);
  self->account =
      g_object_ref (davy_accounts_take (self->accounts, DAVY_CLOUD_GLOBAL, &tokens, TRUE));
  self->partner = davy_partner_client_new (self->account);
  self->arm = davy_arm_client_new (self->account);
}

/**
 * fault_caller_end:
 * @self: a caller
 */
void
fault_caller_end (FaultCaller *self)
{
  g_clear_object (&self->result);
  g_clear_object (&self->arm);
  g_clear_object (&self->partner);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
}

/* Whether a thread @id of this process is at work, or would be if it were let. */
static gboolean
is_busy (const char *id)
{
  g_autofree char *path = g_build_filename ("/proc/self/task", id, "stat", NULL);
  g_autofree char *text = NULL;
  const char *name_end;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE; /* it has just ended */
  name_end = strrchr (text, ')');

  return name_end != NULL && (name_end[2] == 'R' || name_end[2] == 'D');
}

/* What another thread does, parsing or writing, is no time that passes. On a machine that is busy
 * with something else it may take long to begin. */
static gboolean
is_another_thread_busy (void)
{
  g_autofree char *own = g_strdup_printf ("%d", (int) getpid ());
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;

  while (threads != NULL && (id = g_dir_read_name (threads)) != NULL)
    if (!g_str_equal (id, own) && is_busy (id))
      return TRUE;

  return FALSE;
}

/**
 * fault_spin_until:
 * @server: who may be keeping somebody waiting
 * @condition: asked before every turn of the main context
 * @data: for @condition
 *
 * Runs the main context until @condition holds. Nothing waits for the clock: when nothing else is
 * left to do, it jumps to the next moment that somebody waits for. While an answer is on its way it
 * stands still; an answer that is expected in vain is one that the server owes, or nothing at all
 * goes on.
 *
 * Returns: whether the condition held before patience ended
 */
gboolean
fault_spin_until (FaultServer *server, DavyTestCondition condition, gpointer data)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  guint limit = fault_server_speaks_tls (server) ? IDLE_TURNS_TLS : IDLE_TURNS;
  guint idle = 0;

  while (!condition (data))
    {
      guint expected;

      if (g_main_context_iteration (NULL, FALSE) || !wait_a_moment () || is_another_thread_busy ())
        {
          idle = 0;
          continue;
        }
      expected = davy_test_clock_count (ANSWER_LIMIT);
      if (g_timer_elapsed (timer, NULL) > PATIENCE_SECONDS)
        {
          g_test_message ("%u answers expected, %u owed, next timer in %" G_GINT64_FORMAT
                          " microseconds",
                          expected, fault_server_get_owed (server), davy_test_clock_next ());
          return FALSE;
        }
      if (davy_test_clock_next () < 0 ||
          (expected > fault_server_get_owed (server) && idle++ < limit))
        continue;
      davy_test_clock_advance (davy_test_clock_next ());
      if (davy_test_clock_count (ANSWER_LIMIT) < expected || davy_test_clock_next () == 0)
        fault_server_forget_owed (server);
      idle = 0;
    }

  return TRUE;
}

/**
 * fault_caller_keep:
 * @source: (nullable): who answered
 * @result: the answer
 * @caller: who asked
 *
 * A #GAsyncReadyCallback.
 */
void
fault_caller_keep (GObject *source, GAsyncResult *result, gpointer caller)
{
  g_set_object (&((FaultCaller *) caller)->result, result);
}

/**
 * fault_caller_wait:
 * @self: a caller that has asked with fault_caller_keep()
 *
 * Returns: (transfer none): the answer
 */
GAsyncResult *
fault_caller_wait (FaultCaller *self)
{
  g_assert_true (fault_spin_until (self->server, has_result, self));

  return self->result;
}

/**
 * fault_caller_count_page:
 * @records: a page
 * @caller: who asked
 * @error: never set
 *
 * A #DavyPartnerPage.
 *
 * Returns: %TRUE
 */
gboolean
fault_caller_count_page (GPtrArray *records, gpointer caller, GError **error)
{
  ((FaultCaller *) caller)->n_records += (int) records->len;

  return TRUE;
}
