/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-http.h"

#include "config.h"
#include "core/davy-random.h"
#include "core/davy-time.h"
#include "net/davy-answer.h"
#include "net/davy-link.h"
#include "net/davy-transfer.h"

/* One call goes round in a circle: wait for the host's gate, sign, transmit, receive, judge. The
 * judgement ends it or sends it round again, at once (after a renewed token, a redirect) or after a
 * wait. Cancelling ends a wait at once and otherwise cancels the attempt, whose callback ends the
 * call. */

#define PARSE_INLINE   (16 * 1024)
#define MAX_FAILURES   3
#define MAX_THROTTLES  6
#define MAX_REDIRECTS  5
#define PATIENCE       (10 * DAVY_TIME_MINUTE)
#define MAX_CLOSED     DAVY_TIME_HOUR /* a date far off must not close a host for good */
#define FIRST_BACK_OFF (DAVY_TIME_SECOND / 2)
#define MAX_BACK_OFF   (30 * DAVY_TIME_SECOND)
#define FIRST_THROTTLE (5 * DAVY_TIME_SECOND)
#define MAX_THROTTLE   (2 * DAVY_TIME_MINUTE)

struct _DavyHttp
{
  GObject parent_instance;

  SoupSession *session;
  GHashTable *gates; /* origin → gint64: the monotonic time before which it is left alone */
  gint64 clock_offset;
};

G_DEFINE_FINAL_TYPE (DavyHttp, davy_http, G_TYPE_OBJECT)

typedef struct
{
  DavyRequest *request; /* (owned) */
  char *origin;         /* (owned) */
  char *request_id;     /* (owned): kept while no answer came */
  char *correlation_id; /* (owned): of this attempt */
  char *token;          /* (owned) (nullable) */
  gboolean renew_token;
  gboolean token_renewed;
  guint failures;
  guint throttles;
  guint redirects;

  GCancellable *attempt; /* (owned) (nullable) */
  gint64 started;

  GSource *wait;      /* (owned) (nullable): until the next attempt; holds the task */
  GSource *cancelled; /* (owned) (nullable) */
} Call;

static void call_start (GTask *task);

static void
call_end_attempt (Call *call)
{
  davy_timer_clear (&call->wait);
  g_clear_object (&call->attempt);
  g_clear_pointer (&call->correlation_id, g_free);
}

static void
call_free (Call *call)
{
  call_end_attempt (call);
  if (call->cancelled != NULL)
    g_source_destroy (call->cancelled);
  g_clear_pointer (&call->cancelled, g_source_unref);
  davy_request_unref (call->request);
  g_free (call->origin);
  g_free (call->request_id);
  g_free (call->token);
  g_free (call);
}

static void
call_fail (GTask *task, GError *error)
{
  call_end_attempt (g_task_get_task_data (task));
  g_task_return_error (task, error);
}

static void
call_fail_unknown (GTask *task, const char *why)
{
  const DavyFault fault = { .correlation_id =
                                ((Call *) g_task_get_task_data (task))->correlation_id };

  call_fail (task, davy_error_new_fault (DAVY_ERROR_OUTCOME_UNKNOWN, &fault, "%s", why));
}

static gboolean
wait_over_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Call *call = g_task_get_task_data (task);

  davy_timer_clear (&call->wait);
  call_start (task);

  return G_SOURCE_REMOVE;
}

static void
call_wait (GTask *task, gint64 microseconds)
{
  Call *call = g_task_get_task_data (task);

  call_end_attempt (call);
  if (g_task_return_error_if_cancelled (task))
    return; /* just when the answer came: nothing would end the wait */
  call->wait = davy_timer_start ((guint) (microseconds / 1000 + 1), wait_over_cb,
                                 g_object_ref (task), g_object_unref);
}

static gint64
back_off (guint attempt, gint64 first, gint64 most)
{
  gint64 full = MIN (first << MIN (attempt, 16), most);

  return (gint64) ((double) full * g_random_double_range (0.5, 1.0));
}

/* Nothing came back, or only a part of it. */
static void
call_failed_to_arrive (GTask *task, gboolean sent, GError *error)
{
  Call *call = g_task_get_task_data (task);
  gboolean passing = g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
                     g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TIMED_OUT);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      call_fail (task, error);
    }
  else if (sent && davy_request_is_changing (call->request))
    {
      call_fail_unknown (task, error->message);
      g_error_free (error);
    }
  else if (passing && call->failures < MAX_FAILURES)
    {
      call_wait (task, back_off (call->failures, FIRST_BACK_OFF, MAX_BACK_OFF));
      call->failures++;
      g_error_free (error);
    }
  else
    {
      call_fail (task, error);
    }
}

static void
call_succeed (GTask *task, DavyResponse *response)
{
  call_end_attempt (g_task_get_task_data (task));
  g_task_return_pointer (task, response, (GDestroyNotify) davy_response_unref);
}

static void
parse_in_thread (GTask *parsing, gpointer source, gpointer response, GCancellable *cancellable)
{
  GError *error = NULL;

  if (davy_response_parse (response, &error))
    g_task_return_boolean (parsing, TRUE);
  else
    g_task_return_error (parsing, error);
}

static void
call_parsed (GTask *task, DavyResponse *response, GError *error)
{
  Call *call = g_task_get_task_data (task);
  guint status = davy_response_get_status (response);

  if (error == NULL || !SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      g_clear_error (&error);
      call_succeed (task, davy_response_ref (response));
    }
  else if (davy_request_is_changing (call->request))
    {
      call_fail_unknown (task, error->message);
      g_error_free (error);
    }
  else
    {
      call_fail (task, error);
    }
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyResponse *response = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  call_parsed (task, response, error);
}

static void
call_parse (GTask *task, DavyResponse *response)
{
  g_autoptr (GTask) parsing = NULL;

  if (!davy_response_looks_like_json (response))
    {
      /* A proxy's page of its own is no empty answer of the service. */
      call_parsed (task, response,
                   g_bytes_get_size (davy_response_get_body (response)) > 0
                       ? g_error_new_literal (DAVY_ERROR, DAVY_ERROR_WIRE, "An answer is no JSON")
                       : NULL);
    }
  else if (g_bytes_get_size (davy_response_get_body (response)) <= PARSE_INLINE)
    {
      GError *error = NULL;

      davy_response_parse (response, &error);
      call_parsed (task, response, error);
    }
  else
    {
      parsing = g_task_new (NULL, NULL, parsed_cb, g_object_ref (task));
      g_task_set_source_tag (parsing, call_parse);
      g_task_set_task_data (parsing, davy_response_ref (response),
                            (GDestroyNotify) davy_response_unref);
      g_task_run_in_thread (parsing, parse_in_thread);
    }
}

static void
call_throttled (GTask *task, DavyResponse *response, gint64 hint)
{
  DavyHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  gint64 wait = hint >= 0 ? hint : back_off (call->throttles, FIRST_THROTTLE, MAX_THROTTLE);
  gboolean unknown =
      davy_response_get_status (response) != 429 && davy_request_is_changing (call->request);
  gint64 *gate = g_hash_table_lookup (self->gates, call->origin);
  gint64 opens = davy_time_monotonic () + MIN (wait, MAX_CLOSED);

  /* Asking again too early lengthens the block for everybody: the whole host waits. */
  if (gate == NULL || *gate < opens)
    g_hash_table_insert (self->gates, g_strdup (call->origin), g_memdup2 (&opens, sizeof opens));

  if (unknown || call->throttles >= MAX_THROTTLES || wait > PATIENCE)
    {
      call_fail (task, davy_answer_to_error (call->request, response, call->token, unknown));
      return;
    }
  call->throttles++;
  call_wait (task, wait);
}

static void
call_redirected (GTask *task, DavyResponse *response)
{
  Call *call = g_task_get_task_data (task);
  const char *location = davy_response_get_header (response, "location");
  DavyRequest *next = NULL;
  GError *error = NULL;

  if (location == NULL || davy_request_is_changing (call->request))
    error = davy_answer_to_error (call->request, response, call->token, FALSE);
  else if (call->redirects == MAX_REDIRECTS)
    error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_LIMIT, "Redirected in circles");
  else
    next = davy_request_follow (call->request, location, &error);

  if (next == NULL)
    {
      call_fail (task, error);
      return;
    }
  davy_request_unref (call->request);
  call->request = next;
  call->redirects++;
  call_start (task);
}

/* Of a change they do not tell whether it was made: a gateway whose server went silent says 503,
 * too. */
static gboolean
status_is_passing (guint status)
{
  return status == 408 || status == 500 || status == 502 || status == 503 || status == 504;
}

/* A newer token of the same kind does not meet a claims challenge. */
static gboolean
is_challenge (const DavyResponse *response)
{
  g_autofree char *claims = davy_answer_dup_claims (response);

  return claims != NULL;
}

static void
call_judge (GTask *task, DavyResponse *response)
{
  Call *call = g_task_get_task_data (task);
  guint status = davy_response_get_status (response);
  gboolean changing = davy_request_is_changing (call->request);
  gint64 hint = davy_answer_get_wait (response);

  if (davy_request_accepts_status (call->request, status))
    {
      call_parse (task, response);
    }
  else if (status == 204 && !changing && hint >= 0 && call->throttles < MAX_THROTTLES)
    {
      /* Utilization records are gathered on demand: 204 until they are (wire-contract.md 2.7). */
      call->throttles++;
      call_wait (task, MIN (hint, PATIENCE));
    }
  else if (SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      call_parse (task, response);
    }
  else if (status == 429 || (status == 503 && hint >= 0))
    {
      call_throttled (task, response, hint);
    }
  else if (status == 401 && call->token != NULL && !call->token_renewed && !is_challenge (response))
    {
      g_clear_pointer (&call->token, g_free);
      call->renew_token = TRUE;
      call_start (task);
    }
  else if (SOUP_STATUS_IS_REDIRECTION (status))
    {
      call_redirected (task, response);
    }
  else if (status_is_passing (status) && !changing && call->failures < MAX_FAILURES)
    {
      call_wait (task, back_off (call->failures, FIRST_BACK_OFF, MAX_BACK_OFF));
      call->failures++;
    }
  else
    {
      gboolean unknown = changing && status_is_passing (status);

      call_fail (task, davy_answer_to_error (call->request, response, call->token, unknown));
    }
}

static void
transferred_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Call *call = g_task_get_task_data (task);
  DavyHttp *self = g_task_get_source_object (task);
  g_autofree char *template = davy_answer_dup_template (davy_request_get_uri (call->request));
  GError *error = NULL;
  DavyTime date;
  gboolean sent;
  g_autoptr (DavyResponse) response = davy_transfer_finish (result, &sent, &error);

  g_debug ("%s %s: %u after %" G_GINT64_FORMAT " ms", davy_request_get_method (call->request),
           template, response != NULL ? davy_response_get_status (response) : 0,
           (davy_time_monotonic () - call->started) / 1000);
  if (response == NULL)
    {
      call_failed_to_arrive (task, sent, error);
      return;
    }
  g_clear_pointer (&call->request_id, g_free); /* it was answered: the next is a new request */
  if (davy_answer_read_date (response, &date))
    self->clock_offset = davy_time_now () - date;
  call_judge (task, response);
}

static void
call_transmit (GTask *task)
{
  DavyHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (call->request_id == NULL)
    call->request_id = davy_random_uuid ();
  call->correlation_id = davy_random_uuid ();
  call->started = davy_time_monotonic ();
  davy_transfer_async (self->session, call->request, call->request_id, call->correlation_id,
                       call->token, call->attempt, transferred_cb, g_object_ref (task));
}

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->token = davy_signer_sign_finish (DAVY_SIGNER (source), result, &error);
  call->token_renewed = call->token_renewed || call->renew_token;
  call->renew_token = FALSE;

  if (call->token == NULL)
    call_fail (task, error);
  else
    call_transmit (task);
}

static void
call_start (GTask *task)
{
  DavyHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  DavySigner *signer = davy_request_get_signer (call->request);
  gint64 *gate = g_hash_table_lookup (self->gates, call->origin);
  gint64 closed = gate != NULL ? *gate - davy_time_monotonic () : 0;

  call_end_attempt (call);
  if (closed > PATIENCE)
    {
      call_fail (task, g_error_new_literal (DAVY_ERROR, DAVY_ERROR_THROTTLED,
                                            "The server wants to be left alone"));
    }
  else if (closed > 0)
    {
      call_wait (task, closed);
    }
  else
    {
      call->attempt = g_cancellable_new ();
      if (signer != NULL && call->token == NULL)
        davy_signer_sign_async (signer, call->renew_token, call->attempt, signed_cb,
                                g_object_ref (task));
      else
        call_transmit (task);
    }
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GCancellable) attempt = call->attempt != NULL ? g_object_ref (call->attempt) : NULL;

  if (call->wait != NULL)
    {
      davy_timer_clear (&call->wait);
      g_task_return_error_if_cancelled (task);
    }
  else if (attempt != NULL)
    {
      g_cancellable_cancel (attempt);
    }

  return G_SOURCE_REMOVE;
}

static void
davy_http_finalize (GObject *object)
{
  DavyHttp *self = DAVY_HTTP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->gates, g_hash_table_unref);

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
  /* No cookie jar, no cache, no logger; the time limits are ours. */
  self->session = soup_session_new_with_options ("user-agent", "Davylamp/" DAVY_VERSION, "timeout",
                                                 0, "max-conns-per-host", 6, NULL);
  self->gates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * davy_http_new:
 *
 * Returns: (transfer full): a new way to the network, with its own connections and gates
 */
DavyHttp *
davy_http_new (void)
{
  return g_object_new (DAVY_TYPE_HTTP, NULL);
}

/**
 * davy_http_send_async:
 * @self: who sends
 * @request: what to ask; it must not be changed until the answer came
 * @cancellable: (nullable): to give up. A change that was under way then may have been made.
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a request and sees it through: signs it, renews a refused token once, waits when the server
 * asks for patience (429, 503 and `Retry-After`; every other request to that host waits too), tries
 * again after failures that pass by, with growing and jittered pauses, and reads the whole answer,
 * JSON in a thread when it is large. `MS-RequestId` stays the same while no answer came,
 * `MS-CorrelationId` is new for every attempt (`wire-contract.md` 2.0).
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
  Call *call;

  g_return_if_fail (DAVY_IS_HTTP (self));

  g_task_set_source_tag (task, davy_http_send_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!davy_link_check (davy_request_get_uri (request), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  call = g_new0 (Call, 1);
  call->request = davy_request_ref (request);
  call->origin = davy_link_dup_origin (davy_request_get_uri (request));
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  if (cancellable != NULL)
    {
      call->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (call->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (call->cancelled, g_task_get_context (task));
    }
  call_start (task);
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
