/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-server.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>

#include "core/davy-time.h"
#include "fault-pages.h"

#define LATER           3 /* seconds, where a date says when to ask again */
#define CALLERS_AT_ONCE 20

struct _FaultServer
{
  SoupServer *servers[FAULT_N_PLACES]; /* NULL: nobody listens */
  GSocket *closed;                     /* keeps the port on which nobody listens */
  char *origins[FAULT_N_PLACES];
  char *trap;

  const FaultEndpoint *endpoint;
  const FaultLine *line;
  char *text; /* what the endpoint answers; NULL: what its table holds */
  guint place;
  guint first; /* so many are answered well before */
  guint times; /* so many are spoilt */
  gboolean asked_later;
  guint pair;
  guint callers;

  GHashTable *deleted; /* paths of what was deleted in this pair */
  GPtrArray *requests; /* FaultRequest */
  GPtrArray *held;     /* GIOStream: connections on which nothing is said */
  guint owed;          /* answers that somebody waits for in vain */
};

static void
request_free (FaultRequest *request)
{
  g_free (request->target);
  g_free (request->request_id);
  g_free (request);
}

/* --- what was asked ------------------------------------------------------------------------ */

static gboolean
query_matches (const char *query, const char *wanted)
{
  if (wanted == NULL)
    return TRUE;
  if (*wanted == '!')
    return query == NULL || strstr (query, wanted + 1) == NULL;

  return query != NULL && strstr (query, wanted) != NULL;
}

static gboolean
matches (const FaultEndpoint *endpoint, SoupServerMessage *message, const char *body)
{
  GUri *uri = soup_server_message_get_uri (message);

  return strcmp (endpoint->method, soup_server_message_get_method (message)) == 0 &&
         g_pattern_match_simple (endpoint->path, g_uri_get_path (uri)) &&
         query_matches (g_uri_get_query (uri), endpoint->query) &&
         (endpoint->form == NULL || strstr (body, endpoint->form) != NULL);
}

static const FaultEndpoint *
find_endpoint (FaultServer *self, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  if (self->endpoint != NULL && matches (self->endpoint, message, text))
    return self->endpoint;
  for (guint i = 0; fault_endpoint_tables[i] != NULL; i++)
    for (const FaultEndpoint *e = fault_endpoint_tables[i]; e->name != NULL; e++)
      if (matches (e, message, text))
        return e;

  return NULL;
}

static FaultRequest *
keep_request (FaultServer *self, SoupServerMessage *message)
{
  FaultRequest *request = g_new0 (FaultRequest, 1);
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);

  request->endpoint = find_endpoint (self, message);
  request->target =
      g_strdup_printf ("%s %s%s%s", soup_server_message_get_method (message), g_uri_get_path (uri),
                       query != NULL ? "?" : "", query != NULL ? query : "");
  request->request_id = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "MS-RequestId"));
  request->pair = self->pair;
  g_ptr_array_add (self->requests, request);

  return request;
}

/* The token of a page comes in a header or in the query; without one it is the first. */
static guint
find_page_number (SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  const char *token = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "MS-ContinuationToken");
  const char *number = query != NULL ? strstr (query, "PageNumber=") : NULL;

  if (number != NULL)
    return (guint) g_ascii_strtoull (number + strlen ("PageNumber="), NULL, 10);
  if (token == NULL)
    token = query;
  token = token != NULL ? strstr (token, FAULT_PAGE_TOKEN) : NULL;

  return token != NULL ? (guint) g_ascii_strtoull (token + strlen (FAULT_PAGE_TOKEN), NULL, 10) : 1;
}

/* --- answers ------------------------------------------------------------------------------- */

static char *
dup_origin (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);

  return g_strdup_printf ("%s://127.0.0.1:%d", g_uri_get_scheme (uri), g_uri_get_port (uri));
}

static void
set_header (FaultServer *self, SoupServerMessage *message, const char *header, const char *origin)
{
  g_auto (GStrv) parts = g_strsplit (header, ": ", 2);
  g_autoptr (GString) value = g_string_new (parts[1]);

  g_string_replace (value, "%ORIGIN%", origin, 0);
  g_string_replace (value, "%TRAP%", self->trap, 0);
  soup_message_headers_append (soup_server_message_get_response_headers (message), parts[0],
                               value->str);
}

static char *
dup_date (int ahead)
{
  g_autoptr (GDateTime) then =
      g_date_time_new_from_unix_utc (davy_time_now () / DAVY_TIME_SECOND + ahead);

  return soup_date_time_to_string (then, SOUP_DATE_HTTP);
}

static void
answer (SoupServerMessage *message, guint status, const char *type, char *body)
{
  gsize length = strlen (body);

  if (length == 0)
    g_clear_pointer (&body, g_free); /* which libsoup would not take */
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, body != NULL ? type : NULL, SOUP_MEMORY_TAKE, body,
                                    length);
}

static char *
write_page (FaultServer *self,
            const FaultEndpoint *endpoint,
            SoupServerMessage *message,
            FaultSpoiling spoiling)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *target =
      g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : "", query, NULL);
  g_autofree char *origin = dup_origin (message);
  const FaultPage page = {
    endpoint, find_page_number (message), spoiling, self->place, origin, self->trap, target
  };

  return fault_pages_write (&page);
}

static void
answer_well (FaultServer *self,
             const FaultEndpoint *endpoint,
             SoupServerMessage *message,
             FaultSpoiling spoiling)
{
  g_autofree char *origin = dup_origin (message);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  if (strcmp (endpoint->method, "GET") == 0 && g_hash_table_contains (self->deleted, path))
    {
      answer (message, 404, "application/json",
              fault_pages_write_error (endpoint->service, FAULT_OWN_BODY));
      return;
    }
  if (endpoint->header != NULL)
    set_header (self, message, endpoint->header, spoiling == FAULT_LED_AWAY ? self->trap : origin);
  answer (message, endpoint->status != 0 ? endpoint->status : 200,
          "application/json; charset=utf-8",
          self->text != NULL && endpoint == self->endpoint
              ? g_strdup (self->text)
              : write_page (self, endpoint, message, spoiling));
}

static void
break_off (FaultServer *self, const FaultEndpoint *endpoint, SoupServerMessage *message)
{
  const struct linger at_once = { 1, 0 };
  g_autofree char *body = write_page (self, endpoint, message, FAULT_UNSPOILT);
  GSocket *socket = soup_server_message_get_socket (message);
  int fd = g_socket_get_fd (socket);
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.*s",
      strlen (body) + 100, (int) strlen (body) / 2, body);

  if (self->line->way == FAULT_RESET)
    {
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), head, strlen (head), NULL,
                                 NULL, NULL);
      g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), ==, 0);
    }
  g_io_stream_close (stream, NULL, NULL);
}

/* A date counts on the clock of the server that gave it. */
static gboolean
ask_later (FaultServer *self, SoupServerMessage *message)
{
  g_autofree char *date = dup_date (self->line->clock + LATER);

  if (self->line->clock == 0 || self->asked_later)
    return FALSE;
  self->asked_later = TRUE;
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                date);
  answer (message, 429, NULL, g_strdup (""));

  return TRUE;
}

static void
answer_spoilt (FaultServer *self, FaultRequest *request, SoupServerMessage *message)
{
  const FaultEndpoint *endpoint = request->endpoint;
  const FaultLine *line = self->line;
  guint status = line->status;

  request->settled = line->way == FAULT_ANSWER && status >= 300 && status != 408 && status < 500;
  if (line->way == FAULT_SILENCE)
    {
      g_ptr_array_add (self->held, soup_server_message_steal_connection (message));
      self->owed++;
      return;
    }
  if (line->way != FAULT_ANSWER)
    {
      break_off (self, endpoint, message);
      return;
    }
  if (ask_later (self, message))
    {
      request->settled = TRUE;
      return;
    }
  if (line->header != NULL)
    set_header (self, message, line->header, self->origins[FAULT_AT_HOME]);
  if (line->body == FAULT_GOOD_BODY)
    answer_well (self, endpoint, message, line->spoiling);
  else
    answer (message, status, line->body == FAULT_HTML_BODY ? "text/html" : "application/json",
            fault_pages_write_error (endpoint->service, line->body));
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  FaultServer *self = user_data;
  FaultRequest *request = keep_request (self, message);
  const FaultEndpoint *endpoint = request->endpoint;
  gboolean meant = endpoint != NULL && endpoint == self->endpoint && self->times > 0;
  g_autofree char *date = dup_date (meant ? self->line->clock : 0);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", date);
  if (meant && self->first > 0)
    {
      self->first--;
      meant = FALSE;
    }
  request->settled = TRUE;
  if (endpoint == NULL)
    {
      soup_server_message_set_status (message, 418, "It stands in no table");
    }
  else if (meant)
    {
      self->times--;
      answer_spoilt (self, request, message);
    }
  else
    {
      answer_well (self, endpoint, message, FAULT_UNSPOILT);
    }
  if (g_str_has_prefix (request->target, "DELETE ") &&
      SOUP_STATUS_IS_SUCCESSFUL (soup_server_message_get_status (message)))
    g_hash_table_add (self->deleted, g_strdup (path));
}

/* --- listening ----------------------------------------------------------------------------- */

static void
listen_at (FaultServer *self, FaultPlace place, const char *folder, const char *name)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  if (name != NULL)
    {
      g_autofree char *leaf = g_strconcat (name, ".pem", NULL);
      g_autofree char *file = g_build_filename (folder, leaf, NULL);
      g_autofree char *key = g_build_filename (folder, "server.key", NULL);

      certificate = g_tls_certificate_new_from_files (file, key, &error);
      g_assert_no_error (error);
    }
  self->servers[place] = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (self->servers[place], NULL, request_cb, self, NULL);
  soup_server_listen_local (
      self->servers[place], 0,
      SOUP_SERVER_LISTEN_IPV4_ONLY | (name != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->servers[place]);
  self->origins[place] = g_strdup_printf ("%s://127.0.0.1:%d", name != NULL ? "https" : "http",
                                          g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

/* A port that is taken and on which nobody listens. */
static void
close_port (FaultServer *self)
{
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (here, 0);
  g_autoptr (GSocketAddress) taken = NULL;
  g_autoptr (GError) error = NULL;

  self->closed =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->closed, any, FALSE, &error);
  g_assert_no_error (error);
  taken = g_socket_get_local_address (self->closed, &error);
  g_assert_no_error (error);
  self->origins[FAULT_AT_NOBODY] = g_strdup_printf (
      "http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken)));
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * fault_server_new:
 * @certificates: (nullable): the folder that make-certificates.sh filled; %NULL for no TLS
 * @trap: scheme, host and port of the listener that nobody may ask
 *
 * Returns: (transfer full): a server
 */
FaultServer *
fault_server_new (const char *certificates, const char *trap)
{
  FaultServer *self = g_new0 (FaultServer, 1);

  self->trap = g_strdup (trap);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->deleted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  listen_at (self, FAULT_AT_HOME, NULL, NULL);
  close_port (self);
  if (certificates == NULL)
    return self;
  listen_at (self, FAULT_AT_TRUSTED, certificates, "trusted");
  listen_at (self, FAULT_AT_UNKNOWN, certificates, "unknown");
  listen_at (self, FAULT_AT_EXPIRED, certificates, "expired");
  listen_at (self, FAULT_AT_ELSEWHERE, certificates, "elsewhere");

  return self;
}

/**
 * fault_server_free:
 * @self: (transfer full): a server
 */
void
fault_server_free (FaultServer *self)
{
  for (guint i = 0; i < FAULT_N_PLACES; i++)
    {
      if (self->servers[i] != NULL)
        soup_server_disconnect (self->servers[i]);
      g_clear_object (&self->servers[i]);
      g_free (self->origins[i]);
    }
  g_clear_object (&self->closed);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->held);
  g_hash_table_unref (self->deleted);
  g_free (self->trap);
  g_free (self->text);
  g_free (self);
}

/**
 * fault_server_make_room:
 * @self: a server
 *
 * Lets go of connections whose other end is gone; libsoup keeps some. The server may stand on
 * another port then.
 */
void
fault_server_make_room (FaultServer *self)
{
  if (++self->callers % CALLERS_AT_ONCE != 0)
    return;
  soup_server_disconnect (self->servers[FAULT_AT_HOME]);
  g_clear_object (&self->servers[FAULT_AT_HOME]);
  g_clear_pointer (&self->origins[FAULT_AT_HOME], g_free);
  listen_at (self, FAULT_AT_HOME, NULL, NULL);
}

/**
 * fault_server_get_origin:
 * @self: a server
 * @place: where
 *
 * Returns: scheme, host and port
 */
const char *
fault_server_get_origin (FaultServer *self, FaultPlace place)
{
  return self->origins[place];
}

/**
 * fault_server_begin_pair:
 * @self: a server
 * @endpoint: (nullable): what is spoilt
 * @line: (nullable): how
 * @place: which member, for a fault that goes through them
 * @first: how many requests are answered well before
 * @times: how many are spoilt then
 *
 * Forgets the pair before but for what was asked.
 */
void
fault_server_begin_pair (FaultServer *self,
                         const FaultEndpoint *endpoint,
                         const FaultLine *line,
                         guint place,
                         guint first,
                         guint times)
{
  self->endpoint = endpoint;
  self->line = line;
  g_clear_pointer (&self->text, g_free);
  self->place = place;
  self->first = first;
  self->times = times;
  self->asked_later = FALSE;
  self->owed = 0;
  self->pair++;
  g_ptr_array_set_size (self->held, 0);
  g_hash_table_remove_all (self->deleted);
}

/**
 * fault_server_get_pair:
 * @self: a server
 *
 * Returns: the number of the pair that is under way
 */
guint
fault_server_get_pair (FaultServer *self)
{
  return self->pair;
}

/**
 * fault_server_show:
 * @self: a server
 * @endpoint: whose answer it is
 * @text: a body
 *
 * Begins a pair in which nothing is spoilt, and one endpoint answers with that body.
 */
void
fault_server_show (FaultServer *self, const FaultEndpoint *endpoint, const char *text)
{
  fault_server_begin_pair (self, endpoint, NULL, 0, 0, 0);
  self->text = g_strdup (text);
}

/**
 * fault_server_count:
 * @self: a server
 * @endpoint: (nullable): what; %NULL for what stands in no table
 *
 * Returns: how often it was asked in this pair
 */
guint
fault_server_count (FaultServer *self, const FaultEndpoint *endpoint)
{
  guint count = 0;

  for (guint i = self->requests->len; i > 0; i--)
    {
      const FaultRequest *request = g_ptr_array_index (self->requests, i - 1);

      if (request->pair != self->pair)
        break;
      count += request->endpoint == endpoint ? 1 : 0;
    }

  return count;
}

/**
 * fault_server_speaks_tls:
 * @self: a server
 *
 * Returns: whether this pair's connections take their time, in threads of their own
 */
gboolean
fault_server_speaks_tls (FaultServer *self)
{
  return self->line != NULL && self->line->place >= FAULT_AT_TRUSTED;
}

/**
 * fault_server_get_owed:
 * @self: a server
 *
 * Returns: how many answers somebody waits for in vain
 */
guint
fault_server_get_owed (FaultServer *self)
{
  return self->owed;
}

/**
 * fault_server_forget_owed:
 * @self: a server
 *
 * Nobody waits any longer.
 */
void
fault_server_forget_owed (FaultServer *self)
{
  self->owed = 0;
}

/**
 * fault_server_get_requests:
 * @self: a server
 *
 * Returns: (element-type FaultRequest): all that was asked, the oldest first
 */
const GPtrArray *
fault_server_get_requests (FaultServer *self)
{
  return self->requests;
}
