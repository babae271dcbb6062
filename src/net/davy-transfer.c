/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-transfer.h"

#include "core/davy-time.h"
#include "net/davy-answer.h"

#define MAX_BODY      (32 * 1024 * 1024)
#define CHUNK         (64 * 1024)
#define SILENCE_LIMIT (60 * DAVY_TIME_SECOND)
#define WHOLE_LIMIT   (5 * DAVY_TIME_MINUTE)

/* Each service knows it by another name: Partner Center, Resource Manager, Graph. */
static const char *const correlation_headers[] = {
  "MS-CorrelationId",
  "x-ms-client-request-id",
  "client-request-id",
};

typedef struct
{
  SoupMessage *message;  /* (owned) */
  GInputStream *stream;  /* (owned) (nullable) */
  GByteArray *received;  /* (owned) (nullable) */
  GCancellable *attempt; /* (owned) */
  char *correlation_id;  /* (owned) */
  GSource *silence;      /* (owned) (nullable) */
  gint64 started;
  gboolean sent; /* something of it may have reached the server */
  gboolean timed_out;
} Transfer;

static void
transfer_free (Transfer *transfer)
{
  davy_timer_clear (&transfer->silence);
  g_signal_handlers_disconnect_by_data (transfer->message, &transfer->sent);
  g_clear_object (&transfer->message);
  g_clear_object (&transfer->stream);
  g_clear_pointer (&transfer->received, g_byte_array_unref);
  g_clear_object (&transfer->attempt);
  g_free (transfer->correlation_id);
  g_free (transfer);
}

static void
transfer_fail (GTask *task, const GError *reason)
{
  Transfer *transfer = g_task_get_task_data (task);

  davy_timer_clear (&transfer->silence);
  if (transfer->timed_out)
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_TIMED_OUT, "No answer in time");
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (reason));
  else
    g_task_return_new_error (task, DAVY_ERROR,
                             reason->domain == G_TLS_ERROR ? DAVY_ERROR_TLS : DAVY_ERROR_OFFLINE,
                             "%s", reason->message);
}

static void
collect_header (const char *name, const char *value, gpointer user_data)
{
  GHashTable *headers = user_data;
  char *key = g_ascii_strdown (name, -1);
  const char *before = g_hash_table_lookup (headers, key);
  char *joined = before != NULL ? g_strjoin (", ", before, value, NULL) : g_strdup (value);

  g_hash_table_insert (headers, key, joined);
}

static void
transfer_done (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  DavyResponse *response;

  davy_timer_clear (&transfer->silence);
  soup_message_headers_foreach (soup_message_get_response_headers (transfer->message),
                                collect_header, headers);
  response = davy_response_new (soup_message_get_status (transfer->message), headers,
                                g_byte_array_free_to_bytes (g_steal_pointer (&transfer->received)));
  /* A server that does not echo it has got it all the same. */
  if (davy_response_get_correlation_id (response) == NULL)
    collect_header ("ms-correlationid", transfer->correlation_id, headers);

  g_task_return_pointer (task, response, (GDestroyNotify) davy_response_unref);
}

static gboolean
silence_cb (gpointer user_data)
{
  Transfer *transfer = user_data;

  transfer->timed_out = TRUE;
  davy_timer_clear (&transfer->silence);
  g_cancellable_cancel (transfer->attempt);

  return G_SOURCE_REMOVE;
}

static void
transfer_expect_bytes (Transfer *transfer)
{
  gint64 left = transfer->started + WHOLE_LIMIT - davy_time_monotonic ();
  gint64 limit = CLAMP (left, 0, SILENCE_LIMIT);

  davy_timer_clear (&transfer->silence);
  transfer->silence = davy_timer_start ((guint) (limit / 1000), silence_cb, transfer, NULL);
}

static void transfer_read (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Transfer *transfer = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes == NULL)
    {
      transfer_fail (task, error);
    }
  else if (length == 0)
    {
      transfer_done (task);
    }
  else if (transfer->received->len + length > MAX_BODY)
    {
      davy_timer_clear (&transfer->silence);
      g_cancellable_cancel (transfer->attempt);
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_LIMIT, "An answer larger than %d MiB",
                               MAX_BODY / 1024 / 1024);
    }
  else
    {
      g_byte_array_append (transfer->received, data, (guint) length);
      transfer_read (task);
    }
}

static void
transfer_read (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);

  transfer_expect_bytes (transfer);
  g_input_stream_read_bytes_async (transfer->stream, CHUNK, G_PRIORITY_DEFAULT, transfer->attempt,
                                   read_cb, g_object_ref (task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Transfer *transfer = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  transfer->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (transfer->stream == NULL)
    {
      transfer_fail (task, error);
      return;
    }
  transfer->received = g_byte_array_new ();
  transfer_read (task);
}

static void
starting_cb (SoupMessage *message, gpointer sent)
{
  *(gboolean *) sent = TRUE;
}

static SoupMessage *
make_message (DavyRequest *request)
{
  SoupMessage *message =
      soup_message_new (davy_request_get_method (request), davy_request_get_uri (request));
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *content_type;
  GBytes *body = davy_request_get_body (request, &content_type);
  GHashTableIter iter;
  gpointer name, value;

  soup_message_headers_replace (headers, "Accept", "application/json");
  g_hash_table_iter_init (&iter, davy_request_get_headers (request));
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* On a connection that served before, libsoup may send it again by itself. */
  if (davy_request_is_changing (request))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  return message;
}

static void
put_token (SoupMessageHeaders *headers, const char *name, const char *token)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

  soup_message_headers_replace (headers, name, bearer);
}

static void
sign (SoupMessageHeaders *headers, DavyRequest *request, const DavyTokens *tokens)
{
  const char *second;

  if (tokens->bearer != NULL)
    put_token (headers, "Authorization", tokens->bearer);
  if (tokens->second != NULL && davy_request_get_second_signer (request, &second) != NULL)
    put_token (headers, second, tokens->second);
}

/**
 * davy_transfer_async:
 * @session: the connections
 * @request: what to ask
 * @request_id: `MS-RequestId`: tells the service that it is the same request again
 * @correlation_id: what both sides name this attempt by
 * @tokens: what it is signed with
 * @attempt: to give up; it is cancelled by a time-out, too, so it serves once
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a message and reads its whole answer: 60 seconds of silence, 5 minutes or 32 MiB
 * (decompressed) end it.
 */
void
davy_transfer_async (SoupSession *session,
                     DavyRequest *request,
                     const char *request_id,
                     const char *correlation_id,
                     const DavyTokens *tokens,
                     GCancellable *attempt,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, attempt, callback, user_data);
  Transfer *transfer = g_new0 (Transfer, 1);
  SoupMessageHeaders *headers;

  g_task_set_source_tag (task, davy_transfer_async);
  g_task_set_check_cancellable (task, FALSE); /* it stands for the time-out as well */
  g_task_set_task_data (task, transfer, (GDestroyNotify) transfer_free);
  transfer->attempt = g_object_ref (attempt);
  transfer->correlation_id = g_strdup (correlation_id);
  transfer->started = davy_time_monotonic ();
  transfer->message = make_message (request);
  headers = soup_message_get_request_headers (transfer->message);
  soup_message_headers_replace (headers, "MS-RequestId", request_id);
  for (guint i = 0; i < G_N_ELEMENTS (correlation_headers); i++)
    soup_message_headers_replace (headers, correlation_headers[i], correlation_id);
  sign (headers, request, tokens);
  g_signal_connect (transfer->message, "starting", G_CALLBACK (starting_cb), &transfer->sent);

  transfer_expect_bytes (transfer);
  soup_session_send_async (session, transfer->message, G_PRIORITY_DEFAULT, attempt, sent_cb,
                           g_steal_pointer (&task));
}

/**
 * davy_transfer_finish:
 * @result: the answer
 * @sent: (out): whether something of the message may have reached the server
 * @error: %DAVY_ERROR_OFFLINE, %DAVY_ERROR_TIMED_OUT, %DAVY_ERROR_TLS, %DAVY_ERROR_LIMIT or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer, of whatever status
 */
DavyResponse *
davy_transfer_finish (GAsyncResult *result, gboolean *sent, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_transfer_async), NULL);

  *sent = ((Transfer *) g_task_get_task_data (G_TASK (result)))->sent;

  return g_task_propagate_pointer (G_TASK (result), error);
}
