/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-response.h"

#include "core/davy-error.h"
#include "core/davy-json.h"

#define PARSE_INLINE (16 * 1024)

struct _DavyResponse
{
  guint status;
  GHashTable *headers; /* name in lower case → value */
  GBytes *body;
  JsonNode *json;   /* nullable */
  gpointer content; /* nullable: what the request's reader made instead */
  GDestroyNotify free_content;
};

G_DEFINE_BOXED_TYPE (DavyResponse, davy_response, davy_response_ref, davy_response_unref)

/* In order of worth to Microsoft's support: Partner Center, Resource Manager, Graph. */
static const char *const correlation_headers[] = {
  "ms-correlationid",
  "x-ms-correlation-request-id",
  "request-id",
  "x-ms-request-id",
};

static void
davy_response_clear (DavyResponse *self)
{
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_clear_pointer (&self->json, json_node_unref);
  if (self->content != NULL)
    self->free_content (self->content);
}

/**
 * davy_response_new:
 * @status: the HTTP status
 * @headers: (transfer full): names in lower case and values
 * @body: (transfer full): the whole body
 *
 * Returns: (transfer full): an answer whose body was not looked at yet
 */
DavyResponse *
davy_response_new (guint status, GHashTable *headers, GBytes *body)
{
  DavyResponse *self = g_atomic_rc_box_new0 (DavyResponse);

  self->status = status;
  self->headers = headers;
  self->body = body;

  return self;
}

/**
 * davy_response_ref:
 * @self: an answer
 *
 * Returns: (transfer full): the same
 */
DavyResponse *
davy_response_ref (DavyResponse *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * davy_response_unref:
 * @self: (transfer full): an answer
 */
void
davy_response_unref (DavyResponse *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) davy_response_clear);
}

/**
 * davy_response_get_status:
 * @self: an answer
 *
 * Returns: its HTTP status
 */
guint
davy_response_get_status (const DavyResponse *self)
{
  return self->status;
}

/**
 * davy_response_get_header:
 * @self: an answer
 * @name: a header, in any case
 *
 * Returns: (nullable): its value; several are joined with a comma
 */
const char *
davy_response_get_header (const DavyResponse *self, const char *name)
{
  g_autofree char *key = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, key);
}

/**
 * davy_response_get_body:
 * @self: an answer
 *
 * Returns: (transfer none): the body as it came, decompressed
 */
GBytes *
davy_response_get_body (const DavyResponse *self)
{
  return self->body;
}

/**
 * davy_response_get_json:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): the body's tree; %NULL when it is no JSON
 */
JsonNode *
davy_response_get_json (const DavyResponse *self)
{
  return self->json;
}

/**
 * davy_response_get_content:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): what the reader of the request made; then there is no tree
 */
gpointer
davy_response_get_content (const DavyResponse *self)
{
  return self->content;
}

/**
 * davy_response_get_correlation_id:
 * @self: an answer
 *
 * Returns: (nullable): what Microsoft's support asks for
 */
const char *
davy_response_get_correlation_id (const DavyResponse *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (correlation_headers); i++)
    {
      const char *value = g_hash_table_lookup (self->headers, correlation_headers[i]);

      if (value != NULL && *value != '\0')
        return value;
    }

  return NULL;
}

static gboolean
begins_like_json (GBytes *body)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (body, &length);
  gsize i = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (bytes[i]))
    i++;

  return i < length && (bytes[i] == '{' || bytes[i] == '[');
}

/* Services name their JSON `application/json`, `text/json`, `application/problem+json` and
 * `text/plain` (`wire-contract.md` 2.0). */
static gboolean
looks_like_json (const DavyResponse *self)
{
  const char *type = g_hash_table_lookup (self->headers, "content-type");

  if (g_bytes_get_size (self->body) == 0)
    return FALSE;
  if (type != NULL && strstr (type, "json") != NULL)
    return TRUE;

  return (type == NULL || g_str_has_prefix (type, "text/plain")) && begins_like_json (self->body);
}

typedef struct
{
  DavyResponse *response; /* (owned) */
  DavyRequest *request;   /* (owned) */
} Parse;

static void
parse_free (gpointer data)
{
  Parse *parse = data;

  davy_response_unref (parse->response);
  davy_request_unref (parse->request);
  g_free (parse);
}

/* The body of a failure is for the reader of faults. */
static gboolean
parse_run (Parse *parse, GError **error)
{
  DavyResponse *self = parse->response;
  g_autoptr (GError) unreadable = NULL;

  if (self->status / 100 == 2)
    self->content =
        davy_request_read_body (parse->request, self->body, &self->free_content, &unreadable);
  if (unreadable != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unreadable));
      return FALSE;
    }

  if (self->content != NULL)
    return TRUE;

  self->json = davy_json_parse (self->body, error);

  return self->json != NULL;
}

static void
parse_in_thread (GTask *task, gpointer source, gpointer parse, GCancellable *cancellable)
{
  GError *error = NULL;

  if (parse_run (parse, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * davy_response_parse_async:
 * @self: an answer that nobody else has yet
 * @request: what was asked
 * @callback: called with the answer, perhaps at once
 * @user_data: for @callback
 *
 * Reads the body as the request wants it or as JSON, where there is one, in a thread when it is
 * large.
 */
void
davy_response_parse_async (DavyResponse *self,
                           DavyRequest *request,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Parse *parse = g_new0 (Parse, 1);

  g_task_set_source_tag (task, davy_response_parse_async);
  parse->response = davy_response_ref (self);
  parse->request = davy_request_ref (request);
  g_task_set_task_data (task, parse, parse_free);

  if (g_bytes_get_size (self->body) == 0)
    g_task_return_boolean (task, TRUE);
  else if (!looks_like_json (self))
    /* A proxy's page of its own is no empty answer of the service. */
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_WIRE, "An answer is no JSON");
  else if (g_bytes_get_size (self->body) > PARSE_INLINE)
    g_task_run_in_thread (task, parse_in_thread);
  else
    parse_in_thread (task, NULL, parse, NULL);
}

/**
 * davy_response_parse_finish:
 * @result: the answer
 * @error: %DAVY_ERROR_WIRE, %DAVY_ERROR_LIMIT
 *
 * Returns: (transfer none): what was parsed, with or without an error, owned by @result
 */
DavyResponse *
davy_response_parse_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_response_parse_async), NULL);

  g_task_propagate_boolean (G_TASK (result), error);

  return ((Parse *) g_task_get_task_data (G_TASK (result)))->response;
}
