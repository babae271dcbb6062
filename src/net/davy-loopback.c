/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-loopback.h"

#include <libsoup/soup.h>

/* The listener that catches the answer of a sign-in in the person's own browser
 * (`wire-contract.md` 1.3). Browsers ask for icons, and anybody on this machine may knock: only the
 * redirect that knows the state is let in, and only once. */

#define PORT_ATTEMPTS 16

struct _DavyLoopback
{
  GObject parent_instance;

  SoupServer *server;
  guint16 port;
  char *state;
  char *done_html;
  char *failed_html;
  GHashTable *answer; /* nullable: came before anybody waited */
  gboolean answered;
  GTask *waiting;     /* (owned) (nullable) */
  GSource *cancelled; /* (owned) (nullable): for waiting */
};

G_DEFINE_FINAL_TYPE (DavyLoopback, davy_loopback, G_TYPE_OBJECT)

/* Takes as long for a nearly right guess as for a wrong one; only the length may show. */
static gboolean
equal_in_constant_time (const char *known, const char *guess)
{
  gsize length = strlen (known);
  guint8 difference = 0;

  if (strlen (guess) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (known[i] ^ guess[i]);

  return difference == 0;
}

static void
stop_waiting (DavyLoopback *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
}

static gboolean
close_cb (gpointer user_data)
{
  DavyLoopback *self = user_data;

  soup_server_disconnect (self->server);

  return G_SOURCE_REMOVE;
}

static void
answer_sent_cb (SoupServerMessage *message, gpointer user_data)
{
  /* Not from within the message's own signal. */
  g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, g_object_ref (user_data), g_object_unref);
}

static gboolean
is_the_answer (DavyLoopback *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  const char *state = query != NULL ? g_hash_table_lookup (query, "state") : NULL;

  return !self->answered && state != NULL &&
         g_str_equal (soup_server_message_get_method (message), "GET") && g_str_equal (path, "/") &&
         equal_in_constant_time (self->state, state) &&
         (g_hash_table_contains (query, "code") || g_hash_table_contains (query, "error"));
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DavyLoopback *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *page;

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Connection", "close");
  if (!is_the_answer (self, message, path, query))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  self->answered = TRUE;
  page = g_hash_table_contains (query, "code") ? self->done_html : self->failed_html;
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page,
                                    strlen (page));
  /* Whoever waited may let go of the listener before the browser has read the page. */
  g_object_set_data_full (G_OBJECT (message), "davy-loopback", g_object_ref (self), g_object_unref);
  g_signal_connect_object (message, "finished", G_CALLBACK (answer_sent_cb), self, 0);

  stop_waiting (self);
  if (self->waiting != NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->waiting);

      g_task_return_pointer (task, g_hash_table_ref (query), (GDestroyNotify) g_hash_table_unref);
    }
  else
    {
      self->answer = g_hash_table_ref (query);
    }
}

static SoupServer *
listen_on_both (GError **error)
{
  g_autoptr (SoupServer) server = soup_server_new ("server-header", "Davylamp", NULL);
  g_autoptr (GError) ipv6_error = NULL;
  GSList *uris;
  int port;

  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  uris = soup_server_get_uris (server);
  port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  /* A browser may take `localhost` for either. Without IPv6 there is nothing to listen on. */
  if (!soup_server_listen_local (server, (guint) port, SOUP_SERVER_LISTEN_IPV6_ONLY, &ipv6_error) &&
      g_error_matches (ipv6_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    {
      g_propagate_error (error, g_steal_pointer (&ipv6_error));
      return NULL;
    }

  return g_steal_pointer (&server);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (DavyLoopback) self = g_object_ref (user_data);
  g_autoptr (GTask) task = g_steal_pointer (&self->waiting);

  stop_waiting (self);
  soup_server_disconnect (self->server);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
davy_loopback_finalize (GObject *object)
{
  DavyLoopback *self = DAVY_LOOPBACK (object);

  stop_waiting (self);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_free (self->state);
  g_free (self->done_html);
  g_free (self->failed_html);
  g_clear_pointer (&self->answer, g_hash_table_unref);

  G_OBJECT_CLASS (davy_loopback_parent_class)->finalize (object);
}

static void
davy_loopback_class_init (DavyLoopbackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_loopback_finalize;
}

static void
davy_loopback_init (DavyLoopback *self)
{
  self->done_html = g_strdup ("");
  self->failed_html = g_strdup ("");
}

/**
 * davy_loopback_new:
 * @state: what the redirect has to know, random and not guessable
 * @error: when no port can be had
 *
 * Listens on the same free port of 127.0.0.1 and ::1.
 *
 * Returns: (transfer full): a listener
 */
DavyLoopback *
davy_loopback_new (const char *state, GError **error)
{
  g_autoptr (DavyLoopback) self = g_object_new (DAVY_TYPE_LOOPBACK, NULL);
  g_autoptr (GError) last_error = NULL;
  GSList *uris;

  for (guint i = 0; i < PORT_ATTEMPTS && self->server == NULL; i++)
    {
      g_clear_error (&last_error);
      self->server = listen_on_both (&last_error);
    }
  if (self->server == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&last_error));
      return NULL;
    }

  self->state = g_strdup (state);
  uris = soup_server_get_uris (self->server);
  self->port = (guint16) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);

  return g_steal_pointer (&self);
}

/**
 * davy_loopback_get_port:
 * @self: a listener
 *
 * Returns: its port
 */
guint16
davy_loopback_get_port (DavyLoopback *self)
{
  g_return_val_if_fail (DAVY_IS_LOOPBACK (self), 0);

  return self->port;
}

/**
 * davy_loopback_set_pages:
 * @self: a listener
 * @done_html: the page that the browser shows after a sign-in
 * @failed_html: the page after a refused one
 *
 * The words come from the caller, in the person's language.
 */
void
davy_loopback_set_pages (DavyLoopback *self, const char *done_html, const char *failed_html)
{
  g_return_if_fail (DAVY_IS_LOOPBACK (self));

  g_free (self->done_html);
  self->done_html = g_strdup (done_html);
  g_free (self->failed_html);
  self->failed_html = g_strdup (failed_html);
}

/**
 * davy_loopback_wait_async:
 * @self: a listener that nobody waits for yet
 * @cancellable: (nullable): to give up; some failures are shown in the browser only, and then no
 *   redirect ever comes
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Waits for the one redirect whose `state` matches, then closes. Everything else is answered with
 * 404.
 */
void
davy_loopback_wait_async (DavyLoopback *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (DAVY_IS_LOOPBACK (self) && self->waiting == NULL);

  g_task_set_source_tag (task, davy_loopback_wait_async);
  if (self->answer != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&self->answer),
                             (GDestroyNotify) g_hash_table_unref);
      return;
    }

  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_task_get_context (task));
    }
  self->waiting = g_steal_pointer (&task);
}

/**
 * davy_loopback_wait_finish:
 * @self: a listener
 * @result: the answer
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the redirect's decoded fields: `code`, or `error` and
 *   `error_description`
 */
GHashTable *
davy_loopback_wait_finish (DavyLoopback *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_loopback_wait_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
