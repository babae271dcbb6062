/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-server.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  guint status; /* 0: the fault */
  DavyTestFault fault;
  char *content_type; /* nullable */
  GBytes *body;
  SoupMessageHeaders *headers;
} Answer;

struct _DavyTestServer
{
  SoupServer *server;
  char *base;
  GQueue answers;
  GHashTable *standing; /* (element-type utf8 Answer): by target */
  GPtrArray *requests;
};

static void
answer_free (Answer *answer)
{
  g_free (answer->content_type);
  g_clear_pointer (&answer->body, g_bytes_unref);
  soup_message_headers_unref (answer->headers);
  g_free (answer);
}

static void
request_free (DavyTestRequest *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_hash_table_unref (request->headers);
  g_free (request->body);
  g_free (request);
}

static void
copy_header (const char *name, const char *value, gpointer headers)
{
  g_hash_table_insert (headers, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
set_header (const char *name, const char *value, gpointer headers)
{
  /* Several of a name are several, but the library has set this one itself. */
  if (g_ascii_strcasecmp (name, "Date") == 0)
    soup_message_headers_replace (headers, name, value);
  else
    soup_message_headers_append (headers, name, value);
}

static void
keep_request (DavyTestServer *self, SoupServerMessage *message)
{
  DavyTestRequest *request = g_new0 (DavyTestRequest, 1);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  GUri *uri = soup_server_message_get_uri (message);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (g_uri_get_path (uri));
  request->query = g_strdup (g_uri_get_query (uri));
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                request->headers);
  request->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_ptr_array_add (self->requests, request);
}

/* The answer for the path with the beginning of its query, or for the path alone. */
static const Answer *
find_standing (DavyTestServer *self, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *target = g_strconcat (g_uri_get_path (uri), "?", query, NULL);
  GHashTableIter iter;
  gpointer key, answer;

  g_hash_table_iter_init (&iter, self->standing);
  while (g_hash_table_iter_next (&iter, &key, &answer))
    if (strchr (key, '?') != NULL && g_str_has_prefix (target, key))
      return answer;

  return g_hash_table_lookup (self->standing, g_uri_get_path (uri));
}

static void
commit_fault (SoupServerMessage *message, DavyTestFault fault)
{
  g_autoptr (GIOStream) stream = NULL;
  static const char half[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                             "Content-Length: 1000\r\n\r\n{\"value\":[";

  if (fault == DAVY_TEST_FAULT_SILENCE)
    {
      soup_server_message_pause (message);
      return;
    }
  stream = soup_server_message_steal_connection (message);
  if (fault == DAVY_TEST_FAULT_CUT)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), half, strlen (half), NULL,
                               NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
send_answer (SoupServerMessage *message, const Answer *answer)
{
  if (answer->status == 0)
    {
      commit_fault (message, answer->fault);
      return;
    }

  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_foreach (answer->headers, set_header,
                                soup_server_message_get_response_headers (message));
  soup_server_message_set_response (message, answer->content_type, SOUP_MEMORY_COPY,
                                    g_bytes_get_data (answer->body, NULL),
                                    g_bytes_get_size (answer->body));
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DavyTestServer *self = user_data;
  const Answer *standing = find_standing (self, message);
  Answer *answer = standing == NULL ? g_queue_pop_head (&self->answers) : NULL;

  keep_request (self, message);
  if (standing != NULL)
    send_answer (message, standing);
  else if (answer != NULL)
    send_answer (message, answer);
  else
    soup_server_message_set_status (message, 418, "Nothing more was expected");
  g_clear_pointer (&answer, answer_free);
}

/**
 * davy_test_server_new:
 *
 * Returns: (transfer full): a server that listens, on the thread-default context
 */
DavyTestServer *
davy_test_server_new (void)
{
  DavyTestServer *self = g_new0 (DavyTestServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  g_queue_init (&self->answers);
  self->standing =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) answer_free);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

/**
 * davy_test_server_free:
 * @self: (transfer full): a server
 */
void
davy_test_server_free (DavyTestServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_queue_clear_full (&self->answers, (GDestroyNotify) answer_free);
  g_hash_table_unref (self->standing);
  g_ptr_array_unref (self->requests);
  g_free (self->base);
  g_free (self);
}

/**
 * davy_test_server_dup_uri:
 * @self: a server
 * @path: a path with its leading slash, or "" for the base
 *
 * Returns: (transfer full): the address of @path
 */
char *
davy_test_server_dup_uri (DavyTestServer *self, const char *path)
{
  return g_strconcat (self->base, path, NULL);
}

/**
 * davy_test_server_answer:
 * @self: a server
 * @status: the status of the next answer
 * @content_type: (nullable): its type
 * @body: its body
 *
 * Puts one more answer in the queue.
 */
void
davy_test_server_answer (DavyTestServer *self,
                         guint status,
                         const char *content_type,
                         const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  davy_test_server_answer_bytes (self, status, content_type, bytes);
}

/**
 * davy_test_server_answer_bytes:
 * @self: a server
 * @status: the status of the next answer
 * @content_type: (nullable): its type
 * @body: its body
 *
 * Puts one more answer in the queue.
 */
void
davy_test_server_answer_bytes (DavyTestServer *self,
                               guint status,
                               const char *content_type,
                               GBytes *body)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->content_type = g_strdup (content_type);
  answer->body = g_bytes_ref (body);
  answer->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_queue_push_tail (&self->answers, answer);
}

/**
 * davy_test_server_answer_to:
 * @self: a server
 * @target: a path, or a path with the beginning of its query
 * @status: the status of its answers
 * @body: their body, JSON
 *
 * Has @target answered so whenever it is asked for, before the queue is looked at: for what is
 * asked in no certain order.
 */
void
davy_test_server_answer_to (DavyTestServer *self,
                            const char *target,
                            guint status,
                            const char *body)
{
  Answer *answer;

  davy_test_server_answer (self, status, "application/json", body);
  answer = g_queue_pop_tail (&self->answers);
  g_hash_table_replace (self->standing, g_strdup (target), answer);
}

/**
 * davy_test_server_add_header:
 * @self: a server
 * @name: a header
 * @value: its value
 *
 * Adds a header to the answer that was queued last.
 */
void
davy_test_server_add_header (DavyTestServer *self, const char *name, const char *value)
{
  Answer *answer = g_queue_peek_tail (&self->answers);

  soup_message_headers_append (answer->headers, name, value);
}

/**
 * davy_test_server_answer_fault:
 * @self: a server
 * @fault: what happens instead of an answer
 *
 * Puts one failure in the queue.
 */
void
davy_test_server_answer_fault (DavyTestServer *self, DavyTestFault fault)
{
  davy_test_server_answer (self, 0, NULL, "");
  ((Answer *) g_queue_peek_tail (&self->answers))->fault = fault;
}

/**
 * davy_test_server_count:
 * @self: a server
 *
 * Returns: how often it was asked
 */
guint
davy_test_server_count (DavyTestServer *self)
{
  return self->requests->len;
}

/**
 * davy_test_server_get_request:
 * @self: a server
 * @index: from 0; must be below davy_test_server_count()
 *
 * Returns: (transfer none): what it was asked
 */
const DavyTestRequest *
davy_test_server_get_request (DavyTestServer *self, guint index)
{
  g_assert_cmpuint (index, <, self->requests->len);

  return g_ptr_array_index (self->requests, index);
}

/**
 * davy_test_request_dup_field:
 * @request: a request with a form as its body, or with a query
 * @name: a field
 *
 * Returns: (transfer full) (nullable): its decoded value
 */
char *
davy_test_request_dup_field (const DavyTestRequest *request, const char *name)
{
  const char *text = *request->body != '\0' ? request->body : request->query;
  g_autoptr (GHashTable) form = soup_form_decode (text != NULL ? text : "");

  return g_strdup (g_hash_table_lookup (form, name));
}
