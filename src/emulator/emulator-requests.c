/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-requests.h"

#include <string.h>

#define MAX_REQUESTS 50000

struct _DavyRequestLog
{
  GQueue entries; /* JsonObject, oldest first */
};

/**
 * davy_request_log_new:
 * Returns: (transfer full): a log without requests
 */
DavyRequestLog *
davy_request_log_new (void)
{
  return g_new0 (DavyRequestLog, 1);
}

/**
 * davy_request_log_free:
 * @self: (transfer full): a log
 */
void
davy_request_log_free (DavyRequestLog *self)
{
  g_queue_clear_full (&self->entries, (GDestroyNotify) json_object_unref);
  g_free (self);
}

static char *
hash_bearer (DavyExchange *exchange)
{
  const char *authorization = davy_exchange_get_header (exchange, "Authorization");

  if (authorization == NULL || !g_str_has_prefix (authorization, "Bearer "))
    return NULL;

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, authorization + strlen ("Bearer "), -1);
}

static char *
blank_form (const char *text)
{
  static const char *const secrets[] = { "code=", "code_verifier=", "refresh_token=", "password=",
                                         "device_code=" };
  g_auto (GStrv) fields = g_strsplit (text, "&", -1);

  for (guint i = 0; fields[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (secrets); j++)
      if (g_str_has_prefix (fields[i], secrets[j]))
        {
          g_free (fields[i]);
          fields[i] = g_strconcat (secrets[j], "…", NULL);
          break;
        }

  return g_strjoinv ("&", fields);
}

static char *
dup_body (DavyExchange *exchange)
{
  g_autofree char *text = davy_exchange_dup_text (exchange);

  if (exchange->prefix == DAVY_PREFIX_LOGIN)
    return blank_form (text);

  return g_utf8_make_valid (text, -1);
}

static JsonArray *
list_headers (DavyExchange *exchange)
{
  JsonArray *names = json_array_new ();
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter,
                                  soup_server_message_get_request_headers (exchange->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    json_array_add_string_element (names, name);

  return names;
}

/**
 * davy_request_log_add:
 * @self: the log
 * @exchange: a request that has just come in
 *
 * Returns: (transfer full): the entry, to which `status` is added when it is answered
 */
JsonObject *
davy_request_log_add (DavyRequestLog *self, DavyExchange *exchange)
{
  JsonObject *entry = json_object_new ();
  GUri *uri = soup_server_message_get_uri (exchange->message);
  g_autofree char *time = davy_time_to_iso (davy_exchange_now (exchange));
  g_autofree char *body = dup_body (exchange);
  g_autofree char *token = hash_bearer (exchange);
  const char *query = g_uri_get_query (uri);

  json_object_set_string_member (entry, "time", time);
  json_object_set_string_member (entry, "method", exchange->method);
  json_object_set_string_member (entry, "path", exchange->path);
  json_object_set_string_member (entry, "query", query != NULL ? query : "");
  json_object_set_string_member (entry, "body", body);
  json_object_set_array_member (entry, "headers", list_headers (exchange));
  json_object_set_string_member (entry, "tokenSha256", token);
  json_object_set_string_member (entry, "requestId",
                                 davy_exchange_get_header (exchange, "MS-RequestId"));
  if (self->entries.length == MAX_REQUESTS)
    json_object_unref (g_queue_pop_head (&self->entries));
  g_queue_push_tail (&self->entries, entry);

  return json_object_ref (entry);
}

/**
 * davy_request_log_to_json:
 * @self: the log
 *
 * Returns: (transfer full): what was asked, oldest first
 */
JsonArray *
davy_request_log_to_json (DavyRequestLog *self)
{
  JsonArray *list = json_array_new ();

  for (GList *l = self->entries.head; l != NULL; l = l->next)
    json_array_add_object_element (list, json_object_ref (l->data));

  return list;
}
