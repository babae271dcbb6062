/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-http-private.h"

#include "core/davy-random.h"
#include "core/davy-time.h"
#include "net/davy-answer.h"
#include "net/davy-link.h"
#include "net/davy-tokens.h"
#include "net/davy-transfer.h"

/* One call goes round in a circle: sign, wait for its turn at the gate, transmit, receive, judge.
 * The judgement ends it or sends it round again, at once (after a renewed token, a proof that a
 * person gave, a redirect) or after a pause. Cancelling ends a wait at once and otherwise cancels
 * the attempt, whose callback ends the call. */

#define MAX_FAILURES   3
#define MAX_THROTTLES  6
#define MAX_REDIRECTS  5
#define FIRST_BACK_OFF (DAVY_TIME_SECOND / 2)
#define MAX_BACK_OFF   (30 * DAVY_TIME_SECOND)
#define FIRST_THROTTLE (5 * DAVY_TIME_SECOND)
#define MAX_THROTTLE   (2 * DAVY_TIME_MINUTE)
#define LEAST_PAUSE    DAVY_TIME_SECOND

typedef struct
{
  DavyRequest *request; /* (owned) */
  char *origin;         /* (owned) */
  char *request_id;     /* (owned) (nullable): kept while no answer came */
  char *correlation_id; /* (owned) (nullable): of this attempt */
  DavyTokens tokens;    /* (owned) */
  gboolean answered;    /* the attempt with @request_id was */
  gboolean renew_token;
  gboolean token_renewed;
  GError *challenge; /* (owned) (nullable): the refusal that a person was asked to lift */
  guint failures;
  guint throttles;
  guint redirects;
  gint64 pause;  /* that the server asked for last, microseconds */
  gint64 waited; /* all such pauses that are over */

  GCancellable *attempt; /* (owned) (nullable) */
  gint64 started;

  DavyPass *pass;     /* (owned) (nullable) */
  GTask *queued;      /* (owned) (nullable): the task, while the pass waits for its turn */
  GSource *wait;      /* (owned) (nullable): until the next attempt; holds the task */
  GSource *cancelled; /* (owned) (nullable) */
} Call;

static void call_start (GTask *task);

/* --- the end of an attempt, and of the call ------------------------------------------------- */

static void
call_leave_gate (Call *call)
{
  g_autoptr (GTask) queued = g_steal_pointer (&call->queued);

  g_clear_pointer (&call->pass, davy_pass_free);
}

static void
call_end_attempt (Call *call)
{
  davy_timer_clear (&call->wait);
  g_clear_object (&call->attempt);
  g_clear_pointer (&call->correlation_id, g_free);
  call_leave_gate (call);
}

static void
call_free (Call *call)
{
  call_end_attempt (call);
  if (call->cancelled != NULL)
    g_source_destroy (call->cancelled);
  g_clear_pointer (&call->cancelled, g_source_unref);
  g_clear_error (&call->challenge);
  davy_request_unref (call->request);
  g_free (call->origin);
  g_free (call->request_id);
  davy_tokens_clear (&call->tokens);
  g_free (call);
}

static void
call_fail (GTask *task, GError *error)
{
  call_end_attempt (g_task_get_task_data (task));
  g_task_return_error (task, error);
}

/* The change may have been made. */
static void
call_fail_unknown (GTask *task, GError *error)
{
  DavyHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  davy_unsettled_keep (self->unsettled, call->request, call->request_id);
  call_fail (task, error);
}

static void
call_fail_unknown_because (GTask *task, GError *reason)
{
  Call *call = g_task_get_task_data (task);
  const DavyFault fault = { .correlation_id = call->correlation_id };
  GError *error = davy_error_new_fault (DAVY_ERROR_OUTCOME_UNKNOWN, &fault, "%s", reason->message);

  g_error_free (reason);
  call_fail_unknown (task, error);
}

static void
call_fail_by_answer (GTask *task, DavyResponse *response, gboolean unknown)
{
  DavyHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = davy_answer_to_error (call->request, response, call->tokens.bearer,
                                        call->correlation_id, unknown);

  if (unknown)
    davy_unsettled_keep (self->unsettled, call->request, call->request_id);
  else if (davy_answer_is_about_request (response))
    davy_unsettled_settle (self->unsettled, call->request);
  call_fail (task, error);
}

static void
call_succeed (GTask *task, DavyResponse *response)
{
  DavyHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  davy_unsettled_settle (self->unsettled, call->request);
  call_end_attempt (call);
  g_task_return_pointer (task, response, (GDestroyNotify) davy_response_unref);
}

/* --- trying again --------------------------------------------------------------------------- */

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

/* The server's word counts; when it has to say it again, it did not mean enough. */
static gint64
throttle_pause (const Call *call, gint64 hint)
{
  if (hint > 0 && call->throttles == 0)
    return hint;

  return MAX (hint, back_off (call->throttles, FIRST_THROTTLE, MAX_THROTTLE));
}

/* Nothing came back, or only a part of it. */
static void
call_failed_to_arrive (GTask *task, gboolean sent, GError *error)
{
  Call *call = g_task_get_task_data (task);
  gboolean unknown = sent && davy_request_is_changing (call->request);
  gboolean passing = g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
                     g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TIMED_OUT);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      if (unknown)
        call_fail_unknown (task, error);
      else
        call_fail (task, error);
    }
  else if (unknown)
    {
      call_fail_unknown_because (task, error);
    }
  else if (passing && call->failures < MAX_FAILURES)
    {
      call_wait (task, back_off (call->failures, FIRST_BACK_OFF, MAX_BACK_OFF));
      call->failures++;
      g_error_free (error);
    }
  else
    {
      const DavyFault fault = { .correlation_id = sent ? call->correlation_id : NULL };

      call_fail (task,
                 davy_error_new_fault ((DavyError) error->code, &fault, "%s", error->message));
      g_error_free (error);
    }
}

/* --- the answer ----------------------------------------------------------------------------- */

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
      call_fail_unknown_because (task, error);
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
  DavyResponse *response;
  GError *error = NULL;

  response = davy_response_parse_finish (result, &error);
  call_parsed (task, response, error);
}

/* The pause itself is the gate's: it is closed for all. */
static void
call_throttled (GTask *task, DavyResponse *response)
{
  Call *call = g_task_get_task_data (task);
  gboolean unknown =
      davy_response_get_status (response) != 429 && davy_request_is_changing (call->request);

  if (unknown || call->throttles >= MAX_THROTTLES ||
      call->waited + call->pause > davy_request_get_patience (call->request))
    {
      call_fail_by_answer (task, response, unknown);
      return;
    }
  call->throttles++;
  call_start (task);
}

/* What is asked for is being made ready. */
static void
call_not_ready (GTask *task, DavyResponse *response, gint64 hint)
{
  Call *call = g_task_get_task_data (task);
  gint64 pause = MAX (hint, LEAST_PAUSE);

  if (call->waited + pause > davy_request_get_patience (call->request))
    {
      const DavyFault fault = { .http_status = davy_response_get_status (response),
                                .correlation_id =
                                    (char *) davy_response_get_correlation_id (response) };

      call_fail (task, davy_error_new_fault (DAVY_ERROR_TIMED_OUT, &fault,
                                             "What was asked for is not ready yet"));
      return;
    }
  call->waited += pause;
  call_wait (task, pause);
}

static void
call_redirected (GTask *task, DavyResponse *response)
{
  Call *call = g_task_get_task_data (task);
  const char *location = davy_response_get_header (response, "location");
  DavyRequest *next = NULL;
  GError *error = NULL;

  if (location == NULL || davy_request_is_changing (call->request))
    {
      call_fail_by_answer (task, response, FALSE);
      return;
    }
  if (call->redirects == MAX_REDIRECTS)
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

static void
challenge_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (davy_signer_answer_challenge_finish (DAVY_SIGNER (source), result, &error))
    {
      davy_tokens_clear (&call->tokens);
      call_start (task);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_error_free (error);
      call_fail (task, g_error_copy (call->challenge));
    }
  else
    {
      call_fail (task, error);
    }
}

/* A change is a person's act, and the person is there to give the proof that is asked for. It was
 * refused for certain, so it may be sent again. */
static gboolean
call_may_answer_challenge (const Call *call, const DavyResponse *response)
{
  guint status = davy_response_get_status (response);
  DavySigner *signer = davy_request_get_signer (call->request);
  g_autofree char *claims = NULL;

  if ((status != 401 && status != 403) || call->challenge != NULL || signer == NULL ||
      !davy_request_is_changing (call->request) || !davy_signer_can_answer_challenge (signer))
    return FALSE;
  claims = davy_answer_dup_claims (response);

  return claims != NULL;
}

static void
call_answer_challenge (GTask *task, DavyResponse *response)
{
  Call *call = g_task_get_task_data (task);
  g_autofree char *claims = davy_answer_dup_claims (response);

  call->challenge = davy_answer_to_error (call->request, response, call->tokens.bearer,
                                          call->correlation_id, FALSE);
  call_end_attempt (call);
  if (g_task_return_error_if_cancelled (task))
    return;
  call->attempt = g_cancellable_new ();
  davy_signer_answer_challenge_async (davy_request_get_signer (call->request), claims,
                                      call->attempt, challenge_answered_cb, g_object_ref (task));
}

/* A newer token of the same kind does not meet a claims challenge. */
static gboolean
call_may_renew_token (const Call *call, const DavyResponse *response)
{
  g_autofree char *claims = NULL;

  if (davy_response_get_status (response) != 401 || call->tokens.bearer == NULL ||
      call->token_renewed)
    return FALSE;
  claims = davy_answer_dup_claims (response);

  return claims == NULL;
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
      davy_response_parse_async (response, call->request, parsed_cb, g_object_ref (task));
    }
  else if (status == 204 && hint >= 0 && davy_request_retries_empty (call->request))
    {
      call_not_ready (task, response, hint);
    }
  else if (SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      davy_response_parse_async (response, call->request, parsed_cb, g_object_ref (task));
    }
  else if (davy_answer_is_throttled (response))
    {
      call_throttled (task, response);
    }
  else if (call_may_renew_token (call, response))
    {
      davy_tokens_clear (&call->tokens);
      call->renew_token = TRUE;
      call_start (task);
    }
  else if (call_may_answer_challenge (call, response))
    {
      call_answer_challenge (task, response);
    }
  else if (SOUP_STATUS_IS_REDIRECTION (status))
    {
      call_redirected (task, response);
    }
  else if (davy_answer_is_passing (response) && !changing && call->failures < MAX_FAILURES)
    {
      call_wait (task, back_off (call->failures, FIRST_BACK_OFF, MAX_BACK_OFF));
      call->failures++;
    }
  else
    {
      call_fail_by_answer (task, response, changing && davy_answer_is_passing (response));
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
  if (response != NULL && davy_answer_is_throttled (response))
    {
      /* Before others are let through in its place. */
      call->pause = throttle_pause (call, davy_answer_get_wait (response));
      davy_gate_close (self->gate, call->origin, call->pause);
    }
  call_leave_gate (call);
  if (response == NULL)
    {
      call_failed_to_arrive (task, sent, error);
      return;
    }
  call->answered = TRUE;
  if (davy_answer_read_date (response, &date))
    self->clock_offset = davy_time_now () - date;
  call_judge (task, response);
}

/* --- an attempt ----------------------------------------------------------------------------- */

static void
call_transmit (GTask *task)
{
  DavyHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (call->answered)
    g_clear_pointer (&call->request_id, g_free); /* the next is a new request */
  call->answered = FALSE;
  if (call->request_id == NULL)
    call->request_id = davy_unsettled_dup_id (self->unsettled, call->request);
  if (call->request_id == NULL)
    call->request_id = davy_random_uuid ();
  call->correlation_id = davy_random_uuid ();
  call->started = davy_time_monotonic ();
  davy_transfer_async (self->session, call->request, call->request_id, call->correlation_id,
                       &call->tokens, call->attempt, transferred_cb, g_object_ref (task));
}

static void
turn_cb (gboolean open, gpointer user_data)
{
  Call *call = g_task_get_task_data (G_TASK (user_data));
  g_autoptr (GTask) task = g_steal_pointer (&call->queued);

  call->waited += call->pause;
  call->pause = 0;
  if (open)
    call_transmit (task);
  else
    call_fail (task, g_error_new_literal (DAVY_ERROR, DAVY_ERROR_THROTTLED,
                                          "The server wants to be left alone"));
}

static void
call_queue (GTask *task)
{
  DavyHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  gint64 patience = davy_request_get_patience (call->request) - call->waited;

  call->pass = davy_pass_new (self->gate, call->origin, call->request, patience, turn_cb, task);
  call->queued = g_object_ref (task);
  davy_pass_queue (call->pass);
}

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean is_signed = davy_tokens_get_finish (result, &call->tokens, &error);

  call->token_renewed = call->token_renewed || call->renew_token;
  call->renew_token = FALSE;

  if (is_signed)
    call_queue (task);
  else
    call_fail (task, error);
}

static void
call_start (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  call_end_attempt (call);
  if (g_task_return_error_if_cancelled (task))
    return;
  call->attempt = g_cancellable_new ();
  if (davy_request_get_signer (call->request) != NULL && call->tokens.bearer == NULL)
    davy_tokens_get_async (call->request, call->renew_token, call->attempt, signed_cb,
                           g_object_ref (task));
  else
    call_queue (task);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GCancellable) attempt = call->attempt != NULL ? g_object_ref (call->attempt) : NULL;

  if (call->wait != NULL || call->queued != NULL)
    {
      call_end_attempt (call);
      g_task_return_error_if_cancelled (task);
    }
  else if (attempt != NULL)
    {
      g_cancellable_cancel (attempt);
    }

  return G_SOURCE_REMOVE;
}

/* --- within the room ----------------------------------------------------------------------- */

/* @task: of a DavyHttp; it returns a DavyResponse */
void
davy_call_begin (GTask *task, DavyRequest *request)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Call *call = g_new0 (Call, 1);

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
