/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-http-private.h"

#include "config.h"
#include "net/davy-link.h"

#define IDLE_SECONDS    10
#define MAX_CONNECTIONS 32 /* of all hosts together; how many to one is the gate's business */

G_DEFINE_FINAL_TYPE (DavyHttp, davy_http, G_TYPE_OBJECT)

static void
davy_http_finalize (GObject *object)
{
  DavyHttp *self = DAVY_HTTP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->gate, davy_gate_free);
  g_clear_pointer (&self->unsettled, davy_unsettled_free);

  G_OBJECT_CLASS (davy_http_parent_class)->finalize (object);
}

static void
davy_http_class_init (DavyHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_http_finalize;
}

static void
davy_http_init (DavyHttp *self)
{
  /* No cookie jar, no cache, no logger; the time limits are ours. A connection that nobody needs
   * any more goes soon, not one minute into the rest between two refreshes. */
  self->session = soup_session_new_with_options (
      "user-agent", "Davylamp/" DAVY_VERSION, "timeout", 0, "idle-timeout", IDLE_SECONDS,
      "max-conns-per-host", MAX_CONNECTIONS, "max-conns", MAX_CONNECTIONS, NULL);
  self->gate = davy_gate_new ();
  self->unsettled = davy_unsettled_new ();
}

/**
 * davy_http_new:
 *
 * Returns: (transfer full): a new way to the network, with its own connections, gate and budgets
 */
DavyHttp *
davy_http_new (void)
{
  return g_object_new (DAVY_TYPE_HTTP, NULL);
}

/**
 * davy_http_dup_library:
 *
 * Returns: (transfer full): what carries the requests, "libsoup 3.2.3"
 */
char *
davy_http_dup_library (void)
{
  return g_strdup_printf ("libsoup %u.%u.%u", soup_get_major_version (), soup_get_minor_version (),
                          soup_get_micro_version ());
}

/**
 * davy_http_send_async:
 * @self: who sends
 * @request: what to ask; it must not be changed until the answer came
 * @cancellable: (nullable): to give up. A change that was under way then may have been made.
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a request and sees it through: signs it, renews a refused token once, waits for its turn
 * (eight at once to a host, what its budget leaves) and when the server asks for patience (429, 503
 * and `Retry-After`; every other request to that host waits too), tries again after failures that
 * pass by, with growing and jittered pauses, and reads the whole answer, JSON in a thread when it
 * is large. `MS-RequestId` stays the same while no answer came, and for a change whose outcome
 * stayed unknown also when it is sent anew; `MS-CorrelationId` is new for every attempt
 * (`wire-contract.md` 2.0). A change that is refused with a claims challenge is sent again once the
 * signer has answered it (`wire-contract.md` 1.7).
 */
void
davy_http_send_async (DavyHttp *self,
                      DavyRequest *request,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_return_if_fail (DAVY_IS_HTTP (self));

  g_task_set_source_tag (task, davy_http_send_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!davy_link_check (davy_request_get_uri (request), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  davy_call_begin (task, request);
}

/**
 * davy_http_send_finish:
 * @self: who sent
 * @result: the answer
 * @error: a #DavyError, with the service's words in its #DavyFault; or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer: 2xx, empty or JSON, or a status that the request accepts
 */
DavyResponse *
davy_http_send_finish (DavyHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_http_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_http_get_clock_offset:
 * @self: who sent
 *
 * Returns: how far this machine's clock was ahead of the last server's, in microseconds, good to
 *   about a second; 0 while no answer told
 */
gint64
davy_http_get_clock_offset (DavyHttp *self)
{
  return self->clock_offset;
}
