/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-seek.h"

#include <string.h>

#include "emulator/emulator-customers.h"

/* Seek paging at Partner Center: `seekOperation=Next` and a token that goes into a header
 * (`wire-contract.md` 2.0). */

#define TOKEN_MARK "AAAA/seek+"
#define MAX_SIZE   2000

/* The token must come back letter by letter, its slash and plus sign included. */
static char *
token_for (guint offset)
{
  return g_strdup_printf (TOKEN_MARK "%u==", offset);
}

static gboolean
read_token (DavyExchange *exchange, guint *offset)
{
  const char *token = davy_exchange_get_header (exchange, "MS-ContinuationToken");
  g_autofree char *again = NULL;

  *offset = 0;
  if (davy_exchange_get_query (exchange, "seekOperation") == NULL)
    return TRUE;
  if (token == NULL || !g_str_has_prefix (token, TOKEN_MARK))
    return FALSE;

  *offset = (guint) g_ascii_strtoull (token + strlen (TOKEN_MARK), NULL, 10);
  again = token_for (*offset);

  return g_str_equal (token, again);
}

static void
add_next_link (DavyExchange *exchange, JsonObject *collection, const char *path, guint offset)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  g_auto (GStrv) parts = g_strsplit (query, "&seekOperation=", 2);
  g_autofree char *token = token_for (offset);
  g_autofree char *uri = g_strdup_printf ("%s?%s&seekOperation=Next", path, parts[0]);

  davy_json_add_next_link (collection, uri, token);
  json_object_set_string_member (collection, "continuationToken", token);
}

/**
 * davy_seek_answer:
 * @exchange: a request for a list; `size` in its query says how many at once, 0 or none: all
 * @path: how the link to the next page names the list
 * @total: how many there are
 * @item: makes one
 * @data: passed to @item
 *
 * Answers with the page that the continuation token names, or with the first.
 */
void
davy_seek_answer (DavyExchange *exchange,
                  const char *path,
                  guint total,
                  DavySeekItem item,
                  gpointer data)
{
  const char *size_text = davy_exchange_get_query (exchange, "size");
  guint64 size = 0;
  JsonObject *collection;
  JsonArray *items;
  guint first, end;

  if (!read_token (exchange, &first))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                            "The continuation token is missing or malformed.");
      return;
    }
  if (size_text != NULL)
    g_ascii_string_to_unsigned (size_text, 10, 0, MAX_SIZE, &size, NULL);

  end = size > 0 ? first + (guint) size : total;
  davy_exchange_get_range (exchange, total, &first, &end);
  items = json_array_new ();
  for (guint i = first; i < end; i++)
    json_array_add_object_element (items, item (data, i));

  collection = json_object_new ();
  json_object_set_int_member (collection, "totalCount", end - first);
  json_object_set_array_member (collection, "items", items);
  json_object_set_object_member (collection, "attributes", davy_json_new_attributes ("Collection"));
  if (end < total)
    add_next_link (exchange, collection, path, end);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, collection);
}
