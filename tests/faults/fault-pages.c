/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-pages.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "core/davy-json.h"

#define DEPTH 200

#define PAGE_PARAMETER "$skiptoken="

/* Each way of paging: where the list stands in the page and where the way to the next. */
static const struct
{
  const char *list;
  const char *next;
} styles[] = {
  [FAULT_ONE] = { NULL, NULL },
  [FAULT_ARRAY] = { NULL, NULL },
  [FAULT_NUMBERED] = { NULL, NULL },
  [FAULT_LINKED] = { "items", "next" },
  [FAULT_NEXT_LINK] = { "value", "nextLink" },
  [FAULT_ODATA] = { "value", "@odata.nextLink" },
  [FAULT_TABLE] = { "rows", "nextLink" },
  [FAULT_NAMED] = { "Items", "NextPageLink" },
};

/* The tables write apostrophes for quotes. */
static JsonNode *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (quoted, &error);

  g_assert_no_error (error);

  return node;
}

/* --- cutting into pages -------------------------------------------------------------------- */

/* Which records stand on a page: two on the first, the third on the second. */
static void
choose_records (const FaultPage *page, guint *first, guint *end)
{
  gboolean numbered = page->endpoint->paging == FAULT_NUMBERED;

  *first = 0;
  *end = 0;
  if (page->number == 1)
    *end = 2;
  else if (page->number == 2 && page->spoiling == FAULT_TWICE)
    *end = numbered ? 2 : 3;
  else if (page->number == 2 && page->spoiling == FAULT_SHIFTED)
    *first = 1, *end = 3;
  else if (page->number == 2 || (page->number == 3 && page->spoiling == FAULT_TWICE))
    *first = 2, *end = 3;
}

static JsonNode *
build_list (const FaultPage *page)
{
  g_autoptr (JsonNode) records = parse (page->endpoint->records);
  JsonArray *all = json_node_get_array (records);
  JsonNode *list = json_node_new (JSON_NODE_ARRAY);
  JsonArray *some = json_array_new ();
  guint first = 0, end = json_array_get_length (all);

  if (page->endpoint->paging != FAULT_ARRAY)
    choose_records (page, &first, &end);
  for (guint i = first; i < MIN (end, json_array_get_length (all)); i++)
    json_array_add_element (some, json_node_copy (json_array_get_element (all, i)));
  json_node_take_array (list, some);

  return list;
}

/* The address of a page, on the way that leads there: what asked for this one is not kept, or no
 * link would ever lead back. */
static char *
build_address (const FaultPage *page, const char *origin, guint number)
{
  const char *token = strstr (page->target, PAGE_PARAMETER);
  gsize length = token != NULL ? (gsize) (token - page->target) - 1 : strlen (page->target);
  g_autofree char *bare = g_strndup (page->target, length);

  return g_strdup_printf ("%s%s%c" PAGE_PARAMETER FAULT_PAGE_TOKEN "%u", origin, bare,
                          strchr (bare, '?') != NULL ? '&' : '?', number);
}

static guint
choose_next (const FaultPage *page)
{
  if (page->number == 1)
    return page->spoiling == FAULT_CIRCLE ? 1 : 2;

  return page->spoiling == FAULT_ROUND ? 1 : 0;
}

/* Partner Center's link: below /v1, with the token in a header. */
static JsonNode *
build_link (const FaultPage *page, const char *origin, guint number)
{
  const char *path = strstr (page->target, "/v1/");
  gboolean foreign = !g_str_equal (origin, page->origin);
  g_autofree char *uri =
      foreign ? g_strconcat (origin, page->target, NULL) : g_strdup (path + strlen ("/v1"));
  g_autofree char *text = g_strdup_printf (
      "{\"uri\":\"%s\",\"method\":\"GET\",\"headers\":[{\"key\":\"MS-ContinuationToken\","
      "\"value\":\"" FAULT_PAGE_TOKEN "%u\"}]}",
      uri, number);

  return parse (text);
}

static void
set_next (const FaultPage *page, JsonObject *holder)
{
  const char *name = styles[page->endpoint->paging].next;
  gboolean foreign = page->spoiling == FAULT_FOREIGN && page->number == 1;
  const char *origin = foreign ? page->trap : page->origin;
  guint number = choose_next (page);
  g_autofree char *address = NULL;

  if (number == 0)
    return;
  if (page->endpoint->paging == FAULT_LINKED)
    {
      JsonObject *links = json_object_new ();

      json_object_set_member (links, name, build_link (page, origin, number));
      json_object_set_object_member (holder, "links", links);
      return;
    }
  address = build_address (page, origin, number);
  json_object_set_string_member (holder, name, address);
}

static JsonNode *
build_document (const FaultPage *page)
{
  const FaultEndpoint *endpoint = page->endpoint;
  JsonObject *object, *holder;
  JsonNode *node;

  if (endpoint->paging == FAULT_ONE)
    return parse (endpoint->records);
  if (endpoint->paging == FAULT_ARRAY || endpoint->paging == FAULT_NUMBERED)
    return build_list (page);

  object = holder = json_object_new ();
  if (endpoint->paging == FAULT_TABLE)
    {
      holder = json_object_new ();
      json_object_set_member (holder, "columns", parse (endpoint->columns));
      json_object_set_object_member (object, "properties", holder);
    }
  json_object_set_member (holder, styles[endpoint->paging].list, build_list (page));
  set_next (page, holder);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return node;
}

/* --- spoiling one member ------------------------------------------------------------------- */

typedef struct
{
  FaultSpoiling spoiling;
  guint left; /* places to pass before the one that is spoilt */
  GString *path;
  gboolean done;
} Spoiler;

static void spoil_below (Spoiler *spoiler, JsonNode *node);

static JsonNode *
turn (JsonNode *node, FaultSpoiling spoiling)
{
  if (spoiling == FAULT_NULL)
    return json_node_new (JSON_NODE_NULL);
  if (JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node))
    return parse ("{\"spoilt\":[true]}");

  return json_node_init_int (json_node_alloc (), 4711);
}

static gboolean
is_chosen (Spoiler *spoiler)
{
  spoiler->done = spoiler->left == 0;
  if (!spoiler->done)
    spoiler->left--;

  return spoiler->done;
}

static void
spoil_object (Spoiler *spoiler, JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL && !spoiler->done; l = l->next)
    {
      const char *name = l->data;
      gsize length = spoiler->path->len;

      g_string_append_printf (spoiler->path, "%s%s", length > 0 ? "." : "", name);
      if (!is_chosen (spoiler))
        spoil_below (spoiler, json_object_get_member (object, name));
      else if (spoiler->spoiling == FAULT_MISSING)
        json_object_remove_member (object, name);
      else
        json_object_set_member (object, name,
                                turn (json_object_get_member (object, name), spoiler->spoiling));
      if (!spoiler->done)
        g_string_truncate (spoiler->path, length);
    }
}

/* json-glib has no way to put another element in the place of one. */
static void
replace_element (JsonArray *array, guint index, JsonNode *node)
{
  guint length = json_array_get_length (array);

  for (guint i = 0; i < length; i++)
    json_array_add_element (array,
                            i == index ? node : json_node_copy (json_array_get_element (array, i)));
  for (guint i = 0; i < length; i++)
    json_array_remove_element (array, 0);
}

/* One element stands for all; of a row of a table each is another thing. */
static void
spoil_array (Spoiler *spoiler, JsonArray *array)
{
  gsize length = spoiler->path->len;

  g_string_append (spoiler->path, "[]");
  for (guint i = 0; i < json_array_get_length (array) && !spoiler->done; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element))
        {
          spoil_below (spoiler, element);
          break;
        }
      if (spoiler->spoiling != FAULT_MISSING && is_chosen (spoiler))
        replace_element (array, i, turn (element, spoiler->spoiling));
    }
  if (!spoiler->done)
    g_string_truncate (spoiler->path, length);
}

static void
spoil_below (Spoiler *spoiler, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    spoil_object (spoiler, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    spoil_array (spoiler, json_node_get_array (node));
}

/* --- spoiling the text --------------------------------------------------------------------- */

/* A member more in the first object; every reader meets it. */
static char *
insert_member (const char *text, const char *name, char fill, const char *before, const char *after)
{
  const char *brace = strchr (text, '{');
  gsize length = fill != '\0' ? FAULT_LONG_TEXT : 0;
  g_autoptr (GString) spoilt = g_string_sized_new (strlen (text) + length + 1024);
  gsize at;

  if (brace == NULL)
    return g_strdup (text);
  g_string_append_len (spoilt, text, brace + 1 - text);
  g_string_append_printf (spoilt, "\"%s\":%s", name, before);
  at = spoilt->len;
  g_string_set_size (spoilt, at + length);
  memset (spoilt->str + at, fill, length);
  g_string_append_printf (spoilt, "%s%s", after, brace[1] == '}' ? "" : ",");
  g_string_append (spoilt, brace + 1);

  return g_string_free (g_steal_pointer (&spoilt), FALSE);
}

/* In the place of words that are read, where there are any. */
static char *
insert_long (const char *text, const char *name)
{
  g_autofree char *member = g_strdup_printf ("\"%s\":\"", name != NULL ? name : "");
  const char *place = name != NULL ? strstr (text, member) : NULL;
  g_autofree char *words = NULL;
  g_autofree char *before = NULL;

  if (place == NULL)
    return insert_member (text, "padding", 'x', "\"", "\"");
  place += strlen (member);
  words = g_strnfill (FAULT_LONG_TEXT, 'x');
  before = g_strndup (text, (gsize) (place - text));

  return g_strconcat (before, words, place, NULL);
}

static char *
spoil_text (const FaultPage *page, const char *text)
{
  g_autofree char *opened = NULL;
  g_autofree char *closed = NULL;

  switch ((int) page->spoiling)
    {
    case FAULT_BOM:
      return g_strconcat ("\xef\xbb\xbf", text, NULL);
    case FAULT_TRUNCATED:
      return g_strndup (text, strlen (text) / 2);
    case FAULT_LONG:
      return insert_long (text, page->endpoint->text);
    case FAULT_DEEP:
      opened = g_strnfill (DEPTH, '[');
      closed = g_strnfill (DEPTH, ']');
      return insert_member (text, "depth", '\0', opened, closed);
    default:
      return g_strdup (text);
    }
}

/* `%ID%` is the last part of the path that was asked, `%C%` the customer's number in it. */
static char *
fill_in (const char *text, const FaultPage *page)
{
  g_autoptr (GString) filled = g_string_new (text);
  g_auto (GStrv) parts = g_strsplit_set (page->target, "/?", -1);
  const char *last = "", *customer = "01";

  for (guint i = 0; parts[i] != NULL && strchr (parts[i], '=') == NULL; i++)
    {
      last = parts[i];
      if (i > 0 && strcmp (parts[i - 1], "customers") == 0 && strlen (last) > 2)
        customer = last + strlen (last) - 2;
    }
  g_string_replace (filled, "%ORIGIN%", page->origin, 0);
  g_string_replace (filled, "%ID%", last, 0);
  g_string_replace (filled, "%C%", customer, 0);

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static gboolean
is_member_spoiling (FaultSpoiling spoiling)
{
  return spoiling == FAULT_WRONG_TYPE || spoiling == FAULT_MISSING || spoiling == FAULT_NULL;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * fault_pages_write:
 * @page: which
 *
 * Returns: (transfer full): the body; empty for an endpoint that answers without one
 */
char *
fault_pages_write (const FaultPage *page)
{
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *text = NULL;
  g_autofree char *filled = NULL;

  if (page->endpoint->records == NULL)
    return g_strdup ("");

  document = build_document (page);
  if (is_member_spoiling (page->spoiling))
    {
      Spoiler spoiler = { page->spoiling, page->place, g_string_new (NULL), FALSE };

      spoil_below (&spoiler, document);
      g_string_free (spoiler.path, TRUE);
    }
  text = json_to_string (document, FALSE);
  filled = fill_in (text, page);

  return spoil_text (page, filled);
}

/**
 * fault_pages_dup_place:
 * @endpoint: an endpoint
 * @spoiling: how it is spoilt
 * @place: where, from 0
 *
 * Returns: (transfer full) (nullable): the way to that member, without indices; %NULL when the
 *   answer has not as many members
 */
char *
fault_pages_dup_place (const FaultEndpoint *endpoint, FaultSpoiling spoiling, guint place)
{
  const FaultPage page = { endpoint, 1, FAULT_UNSPOILT, 0, "http://here", "http://there", "/v1/x" };
  Spoiler spoiler = { spoiling, place, g_string_new (NULL), FALSE };
  g_autoptr (JsonNode) document = build_document (&page);

  spoil_below (&spoiler, document);

  return g_string_free (spoiler.path, !spoiler.done);
}

/**
 * fault_pages_requires:
 * @endpoint: an endpoint
 * @place: the way to a member
 *
 * Returns: whether its answer means nothing without it
 */
gboolean
fault_pages_requires (const FaultEndpoint *endpoint, const char *place)
{
  g_auto (GStrv) required =
      g_strsplit (endpoint->required != NULL ? endpoint->required : "", " ", -1);

  return g_strv_contains ((const char *const *) required, place);
}

static const char *
word_error (DavyService service, FaultBody body)
{
  if (body == FAULT_GATEWAY_BODY)
    return "{\"statusCode\":403,\"message\":\"%s\"}";

  switch (service)
    {
    case DAVY_SERVICE_LOGIN:
      return "{\"error\":\"invalid_request\",\"error_description\":\"AADSTS900144: %s\"}";
    case DAVY_SERVICE_GRAPH:
    case DAVY_SERVICE_RESOURCE_MANAGER:
      if (body == FAULT_KNOWN_BODY)
        return "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"%s\"}}";
      return body == FAULT_OTHER_BODY ? "{\"code\":\"Spoilt\",\"message\":\"%s\"}"
                                      : "{\"error\":{\"code\":\"Spoilt\",\"message\":\"%s\"}}";
    case DAVY_SERVICE_PARTNER:
    case DAVY_SERVICE_PRICES:
    default:
      if (body == FAULT_KNOWN_BODY)
        return "{\"code\":\"2032\",\"description\":\"%s\"}";
      return body == FAULT_OTHER_BODY ? "{\"code\":4711,\"message\":\"%s\",\"errorName\":\"x\"}"
                                      : "{\"code\":\"4711\",\"description\":\"%s\",\"data\":[]}";
    }
}

/**
 * fault_pages_write_error:
 * @service: who words it
 * @body: how
 *
 * Returns: (transfer full): the body of a refusal
 */
char *
fault_pages_write_error (DavyService service, FaultBody body)
{
  g_auto (GStrv) parts = g_strsplit (word_error (service, body), "%s", 2);
  g_autofree char *words =
      body == FAULT_LONG_BODY ? g_strnfill (FAULT_LONG_TEXT, 'x') : g_strdup (FAULT_MARK);

  if (body == FAULT_HTML_BODY)
    return g_strdup ("<html><body><h1>" FAULT_MARK "</h1></body></html>");
  if (body == FAULT_EMPTY_BODY)
    return g_strdup ("");

  return g_strconcat (parts[0], words, parts[1], NULL);
}
