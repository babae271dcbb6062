/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-request.h"

#include "core/davy-time.h"
#include "net/davy-link.h"

#define PATIENCE (10 * DAVY_TIME_MINUTE)

struct _DavyRequest
{
  char *method;
  char *uri;
  GHashTable *headers;       /* name in lower case → value */
  GBytes *body;              /* nullable */
  char *content_type;        /* nullable */
  GArray *accepted;          /* guint: statuses that are answers */
  DavySigner *second_signer; /* nullable */
  char *second_header;       /* nullable: where its token goes */
  DavySigner *signer;        /* nullable */
  DavyFaultReader fault_reader;
  char *budget;     /* nullable */
  guint per_minute; /* what @budget allows */
  gint64 patience;  /* microseconds */
  gboolean changing;
  gboolean retry_empty;
  DavyBodyReader reader; /* nullable */
  gconstpointer reader_data;
  GDestroyNotify free_content;
};

G_DEFINE_BOXED_TYPE (DavyRequest, davy_request, davy_request_ref, davy_request_unref)

static void
davy_request_clear (DavyRequest *self)
{
  g_free (self->method);
  g_free (self->uri);
  g_hash_table_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_array_unref (self->accepted);
  g_clear_object (&self->signer);
  g_clear_object (&self->second_signer);
  g_free (self->second_header);
  g_free (self->budget);
}

/**
 * davy_request_new:
 * @method: an HTTP method in capitals
 * @uri: the absolute address
 *
 * Every method but GET and HEAD counts as changing something until
 * davy_request_set_changing() says otherwise.
 *
 * Returns: (transfer full): a request
 */
DavyRequest *
davy_request_new (const char *method, const char *uri)
{
  DavyRequest *self;

  g_return_val_if_fail (method != NULL && uri != NULL, NULL);

  self = g_atomic_rc_box_new0 (DavyRequest);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->accepted = g_array_new (FALSE, FALSE, sizeof (guint));
  self->patience = PATIENCE;
  self->changing = !g_str_equal (method, "GET") && !g_str_equal (method, "HEAD");

  return self;
}

/**
 * davy_request_follow:
 * @self: a request that was answered
 * @link: a link in the answer, absolute or relative
 * @error: %DAVY_ERROR_FOREIGN_LINK when the link leads to another scheme, host or port
 *
 * Returns: (transfer full): the same request, with a copy of its headers, to the link
 */
DavyRequest *
davy_request_follow (const DavyRequest *self, const char *link, GError **error)
{
  g_autofree char *uri = NULL;
  DavyRequest *copy;
  GHashTableIter iter;
  gpointer name, value;

  g_return_val_if_fail (self != NULL && link != NULL, NULL);

  uri = davy_link_resolve (self->uri, link, error);
  if (uri == NULL)
    return NULL;

  copy = davy_request_new (self->method, uri);
  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    davy_request_set_header (copy, name, value);
  if (self->body != NULL)
    davy_request_set_body (copy, self->body, self->content_type);
  g_array_append_vals (copy->accepted, self->accepted->data, self->accepted->len);
  davy_request_set_signer (copy, self->signer);
  if (self->second_signer != NULL)
    davy_request_set_second_signer (copy, self->second_header, self->second_signer);
  copy->fault_reader = self->fault_reader;
  copy->budget = g_strdup (self->budget);
  copy->per_minute = self->per_minute;
  copy->patience = self->patience;
  copy->changing = self->changing;
  copy->retry_empty = self->retry_empty;
  copy->reader = self->reader;
  copy->reader_data = self->reader_data;
  copy->free_content = self->free_content;

  return copy;
}

/**
 * davy_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): the same
 */
DavyRequest *
davy_request_ref (DavyRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * davy_request_unref:
 * @self: (transfer full): a request
 */
void
davy_request_unref (DavyRequest *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) davy_request_clear);
}

/**
 * davy_request_set_header:
 * @self: a request
 * @name: the header, in any case
 * @value: (nullable): its value; %NULL takes it away
 */
void
davy_request_set_header (DavyRequest *self, const char *name, const char *value)
{
  g_autofree char *key = g_ascii_strdown (name, -1);

  if (value == NULL)
    g_hash_table_remove (self->headers, key);
  else
    g_hash_table_insert (self->headers, g_steal_pointer (&key), g_strdup (value));
}

/**
 * davy_request_set_body:
 * @self: a request
 * @body: what is sent
 * @content_type: its type
 */
void
davy_request_set_body (DavyRequest *self, GBytes *body, const char *content_type)
{
  GBytes *old = self->body;
  char *old_type = self->content_type;

  self->body = g_bytes_ref (body);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&old, g_bytes_unref);
  g_free (old_type);
}

/**
 * davy_request_set_json:
 * @self: a request
 * @node: what is sent
 */
void
davy_request_set_json (DavyRequest *self, JsonNode *node)
{
  char *text = json_to_string (node, FALSE);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  davy_request_set_body (self, body, "application/json");
}

/**
 * davy_request_set_form:
 * @self: a request
 * @name: the first field
 * @value: its value
 * @...: further pairs, then %NULL
 *
 * Sends fields as an HTML form would.
 */
void
davy_request_set_form (DavyRequest *self, const char *name, const char *value, ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  va_list rest;

  va_start (rest, value);
  for (; name != NULL; name = va_arg (rest, const char *),
                       value = name != NULL ? va_arg (rest, const char *) : NULL)
    {
      if (text->len > 0)
        g_string_append_c (text, '&');
      g_string_append_uri_escaped (text, name, NULL, FALSE);
      g_string_append_c (text, '=');
      g_string_append_uri_escaped (text, value, NULL, FALSE);
    }
  va_end (rest);

  body = g_bytes_new (text->str, text->len);
  davy_request_set_body (self, body, "application/x-www-form-urlencoded");
}

/**
 * davy_request_set_changing:
 * @self: a request
 * @changing: whether the service's state is another one after it
 *
 * A changing request whose outcome is unknown is never sent again by itself: it ends with
 * %DAVY_ERROR_OUTCOME_UNKNOWN.
 */
void
davy_request_set_changing (DavyRequest *self, gboolean changing)
{
  self->changing = changing;
}

/**
 * davy_request_set_signer:
 * @self: a request
 * @signer: (nullable): who gives the bearer token
 */
void
davy_request_set_signer (DavyRequest *self, DavySigner *signer)
{
  g_set_object (&self->signer, signer);
}

/**
 * davy_request_set_second_signer:
 * @self: a request that has a signer
 * @header: where the second token goes
 * @signer: who gives it
 *
 * Signs with a second bearer token, for a service that wants to hear from two tenants
 * (`wire-contract.md` 3.8). It is kept as secret as the first: it is put on at the last moment, is
 * renewed together with the first and goes nowhere but to the host of the request.
 */
void
davy_request_set_second_signer (DavyRequest *self, const char *header, DavySigner *signer)
{
  g_free (self->second_header);
  self->second_header = g_strdup (header);
  g_set_object (&self->second_signer, signer);
}

/**
 * davy_request_accept_status:
 * @self: a request
 * @status: a status other than 2xx that is an answer and no error
 *
 * May be called several times.
 */
void
davy_request_accept_status (DavyRequest *self, guint status)
{
  g_array_append_val (self->accepted, status);
}

/**
 * davy_request_set_fault_reader:
 * @self: a request
 * @reader: knows how this service words its errors
 */
void
davy_request_set_fault_reader (DavyRequest *self, DavyFaultReader reader)
{
  self->fault_reader = reader;
}

/**
 * davy_request_set_budget:
 * @self: a request
 * @key: whose budget, such as `customers:` and a tenant
 * @per_minute: how many requests the service takes in a minute, at least 1
 *
 * Puts the request under a limit that the service counts: of all requests with that key, whoever
 * sends them, no more than so many go out in any minute, and the others wait their turn
 * (`wire-contract.md` 2.0).
 */
void
davy_request_set_budget (DavyRequest *self, const char *key, guint per_minute)
{
  g_return_if_fail (key != NULL && per_minute > 0);

  g_free (self->budget);
  self->budget = g_strdup (key);
  self->per_minute = per_minute;
}

/**
 * davy_request_set_patience:
 * @self: a request
 * @microseconds: how long the server may make it wait, all pauses together; ten minutes when this
 *   is not called
 *
 * Whoever shows a person what comes of the request has less patience than what goes on by itself.
 * The turn in a budget does not count: it is no word of the server's.
 */
void
davy_request_set_patience (DavyRequest *self, gint64 microseconds)
{
  self->patience = microseconds;
}

/**
 * davy_request_set_retry_empty:
 * @self: a request that reads
 *
 * Takes 204 with `Retry-After` for "not ready yet": it is asked again until patience ends
 * (`wire-contract.md` 2.7). Otherwise 204 is an answer.
 */
void
davy_request_set_retry_empty (DavyRequest *self)
{
  self->retry_empty = TRUE;
}

/**
 * davy_request_set_reader:
 * @self: a request
 * @reader: reads the body of a successful answer, in a thread when it is large
 * @data: for @reader; it must not change and must outlive all
 * @free_content: frees what @reader made
 *
 * For bodies that are large: davy_response_get_content() then has what @reader made.
 */
void
davy_request_set_reader (DavyRequest *self,
                         DavyBodyReader reader,
                         gconstpointer data,
                         GDestroyNotify free_content)
{
  self->reader = reader;
  self->reader_data = data;
  self->free_content = free_content;
}

/**
 * davy_request_get_method:
 * @self: a request
 *
 * Returns: its method
 */
const char *
davy_request_get_method (const DavyRequest *self)
{
  return self->method;
}

/**
 * davy_request_get_uri:
 * @self: a request
 *
 * Returns: its absolute address
 */
const char *
davy_request_get_uri (const DavyRequest *self)
{
  return self->uri;
}

/**
 * davy_request_get_headers:
 * @self: a request
 *
 * Returns: (transfer none): all headers, names in lower case
 */
GHashTable *
davy_request_get_headers (const DavyRequest *self)
{
  return self->headers;
}

/**
 * davy_request_get_body:
 * @self: a request
 * @content_type: (out) (transfer none) (nullable): its type
 *
 * Returns: (transfer none) (nullable): the body
 */
GBytes *
davy_request_get_body (const DavyRequest *self, const char **content_type)
{
  if (content_type != NULL)
    *content_type = self->content_type;

  return self->body;
}

/**
 * davy_request_is_changing:
 * @self: a request
 *
 * Returns: see davy_request_set_changing()
 */
gboolean
davy_request_is_changing (const DavyRequest *self)
{
  return self->changing;
}

/**
 * davy_request_accepts_status:
 * @self: a request
 * @status: an HTTP status
 *
 * Returns: whether davy_request_accept_status() named it
 */
gboolean
davy_request_accepts_status (const DavyRequest *self, guint status)
{
  for (guint i = 0; i < self->accepted->len; i++)
    if (g_array_index (self->accepted, guint, i) == status)
      return TRUE;

  return FALSE;
}

/**
 * davy_request_get_signer:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): who gives the bearer token
 */
DavySigner *
davy_request_get_signer (const DavyRequest *self)
{
  return self->signer;
}

/**
 * davy_request_get_second_signer:
 * @self: a request
 * @header: (out) (optional) (nullable): where its token goes
 *
 * Returns: (transfer none) (nullable): who gives the second bearer token
 */
DavySigner *
davy_request_get_second_signer (const DavyRequest *self, const char **header)
{
  if (header != NULL)
    *header = self->second_header;

  return self->second_signer;
}

/**
 * davy_request_get_fault_reader:
 * @self: a request
 *
 * Returns: (nullable): who reads this service's errors
 */
DavyFaultReader
davy_request_get_fault_reader (const DavyRequest *self)
{
  return self->fault_reader;
}

/**
 * davy_request_get_budget:
 * @self: a request
 * @per_minute: (out): what it allows; 0 without a budget
 *
 * Returns: (nullable): the key of davy_request_set_budget()
 */
const char *
davy_request_get_budget (const DavyRequest *self, guint *per_minute)
{
  *per_minute = self->per_minute;

  return self->budget;
}

/**
 * davy_request_get_patience:
 * @self: a request
 *
 * Returns: see davy_request_set_patience(), in microseconds
 */
gint64
davy_request_get_patience (const DavyRequest *self)
{
  return self->patience;
}

/**
 * davy_request_retries_empty:
 * @self: a request
 *
 * Returns: see davy_request_set_retry_empty()
 */
gboolean
davy_request_retries_empty (const DavyRequest *self)
{
  return self->retry_empty;
}

/**
 * davy_request_read_body:
 * @self: a request
 * @body: the body of a successful answer to it
 * @free_content: (out): frees what is returned
 * @error: what the reader met
 *
 * Returns: (transfer full) (nullable): what the reader made; %NULL without an error when there is
 * no reader or it leaves the body to be made a tree
 */
gpointer
davy_request_read_body (const DavyRequest *self,
                        GBytes *body,
                        GDestroyNotify *free_content,
                        GError **error)
{
  *free_content = self->free_content;

  return self->reader != NULL ? self->reader (body, self->reader_data, error) : NULL;
}
