/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-call.h"

#include <math.h>
#include <string.h>

#include "core/davy-random.h"
#include "emulator/emulator-private.h"

#define CORRELATION "x-ms-correlation-request-id"

static char *
join (char **parts, guint n_parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    g_string_append_printf (text, "/%s", parts[i]);

  return g_string_free (text, FALSE);
}

/* The last `providers` that is followed by a namespace and a type. */
static int
find_provider (char **parts, guint n_parts)
{
  for (guint i = n_parts; i > 2; i--)
    if (g_ascii_strcasecmp (parts[i - 3], "providers") == 0)
      return (int) i - 3;

  return -1;
}

static void
take_plain (DavyArmCall *self, char **parts, guint n_parts)
{
  gboolean one = n_parts > 0 && n_parts % 2 == 0;

  self->type = g_strdup (n_parts == 0 ? "" : parts[n_parts - (one ? 2 : 1)]);
  self->name = one ? g_strdup (parts[n_parts - 1]) : NULL;
  self->scope = join (parts, n_parts - MIN (n_parts, one ? 2 : 1));
  self->parent = g_strdup (self->scope);
}

static void
take_provided (DavyArmCall *self, char **parts, guint n_parts, guint provider)
{
  g_autoptr (GString) type = g_string_new (parts[provider + 1]);

  for (guint i = provider + 2; i < n_parts; i += 2)
    g_string_append_printf (type, "/%s", parts[i]);
  self->type = g_string_free (g_steal_pointer (&type), FALSE);
  self->scope = join (parts, provider);
  if ((n_parts - provider) % 2 == 0)
    self->name = g_strdup (parts[n_parts - 1]);
  self->parent = n_parts - provider == 3 ? g_strdup (self->scope)
                                         : join (parts, n_parts - (self->name != NULL ? 2 : 1));
}

static void
find_estate (DavyArmCall *self, char **parts, guint n_parts)
{
  const char *tenant = self->exchange->token.tenant_id;

  if (n_parts > 1 && g_ascii_strcasecmp (parts[0], "subscriptions") == 0)
    {
      self->in_subscription = TRUE;
      if (davy_scenario_find_azure (self->exchange->scenario, parts[1], &self->place))
        self->estate = davy_demo_place_get_estate (&self->place);
      if (n_parts > 3 && g_ascii_strcasecmp (parts[2], "resourceGroups") == 0)
        self->group = g_strdup (parts[3]);
    }
  else
    {
      g_autoptr (GPtrArray) places = davy_demo_list_azure (self->exchange->scenario, tenant);

      if (places->len > 0)
        self->estate = davy_demo_place_get_estate (g_ptr_array_index (places, 0));
    }
}

static void
find_caller (DavyArmCall *self)
{
  const DavyDemoUser *user = self->exchange->user;

  if (self->estate == NULL || user == NULL)
    return;

  self->caller = davy_estate_find_caller (self->estate, user->user_name);
  if (self->caller == NULL)
    self->caller =
        davy_estate_add_caller (self->estate, user->user_name, user->object_id, NULL, "192.0.2.10");
}

/**
 * davy_arm_call_parse:
 * @self: (out caller-allocates): a call; to be cleared
 * @exchange: a request of somebody with a good token
 */
void
davy_arm_call_parse (DavyArmCall *self, DavyExchange *exchange)
{
  g_auto (GStrv) parts = g_strsplit (exchange->path + strlen ("/arm"), "/", -1);
  g_autoptr (GPtrArray) filled = g_ptr_array_new ();
  int provider;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (filled, parts[i]);

  *self = (DavyArmCall){ .exchange = exchange, .now = davy_exchange_now (exchange) };
  self->id = join ((char **) filled->pdata, filled->len);
  provider = find_provider ((char **) filled->pdata, filled->len);
  if (provider < 0)
    take_plain (self, (char **) filled->pdata, filled->len);
  else
    take_provided (self, (char **) filled->pdata, filled->len, (guint) provider);
  find_estate (self, (char **) filled->pdata, filled->len);
  find_caller (self);
}

/**
 * davy_arm_call_clear:
 * @self: a call; empty afterwards
 */
void
davy_arm_call_clear (DavyArmCall *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->parent, g_free);
}

/**
 * davy_arm_call_dup_action:
 * @self: a call
 *
 * Returns: (transfer full): what it takes, such as
 *   `Microsoft.Compute/virtualMachines/deallocate/action`
 */
char *
davy_arm_call_dup_action (DavyArmCall *self)
{
  const char *method = self->exchange->method;
  const char *verb = "read";
  const char *place = "";

  if (g_str_equal (method, "PUT") || g_str_equal (method, "PATCH"))
    verb = "write";
  else if (g_str_equal (method, "DELETE"))
    verb = "delete";
  else if (g_str_equal (method, "POST"))
    verb = "action";

  if (strchr (self->type, '/') == NULL)
    place = g_ascii_strcasecmp (self->type, "subscriptions") == 0
                ? "Microsoft.Resources/"
                : "Microsoft.Resources/subscriptions/";

  return g_strdup_printf ("%s%s/%s", place, self->type, verb);
}

/**
 * davy_arm_call_dup_link:
 * @self: a call
 * @path: below Resource Manager, with a query
 *
 * Returns: (transfer full): a link that leads there
 */
char *
davy_arm_call_dup_link (DavyArmCall *self, const char *path)
{
  return g_strconcat (davy_emulator_get_base_uri (self->exchange->emulator), "/arm", path, NULL);
}

/**
 * davy_arm_call_get_correlation_id:
 * @self: a call
 *
 * Returns: what the answer and the activity log call it: what the client called it, or something
 *   new
 */
const char *
davy_arm_call_get_correlation_id (DavyArmCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->exchange->message);

  if (soup_message_headers_get_one (headers, CORRELATION) == NULL)
    {
      const char *given = davy_exchange_get_header (self->exchange, CORRELATION);
      g_autofree char *made = davy_random_uuid ();

      soup_message_headers_replace (headers, CORRELATION, given != NULL ? given : made);
    }

  return soup_message_headers_get_one (headers, CORRELATION);
}

/**
 * davy_arm_call_get_body:
 * @self: a call
 *
 * Returns: (transfer none) (nullable): the body, if it is an object
 */
JsonObject *
davy_arm_call_get_body (DavyArmCall *self)
{
  JsonNode *node = davy_exchange_get_json (self->exchange);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * davy_arm_call_get_deed:
 * @self: a call
 * @operation: what is done, such as `Microsoft.Compute/disks/write`
 * @scope: to what
 *
 * Returns: what to write into the activity log; it borrows everything
 */
DavyDeed
davy_arm_call_get_deed (DavyArmCall *self, const char *operation, const char *scope)
{
  return (DavyDeed){ operation, scope, davy_arm_call_get_correlation_id (self), self->caller };
}

/* The same query with another place to go on from. */
static char *
dup_next_link (DavyArmCall *self, const char *token)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (self->exchange->message));
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr (GString) link = g_string_new (self->id);
  char separator = '?';
  char *full;

  for (guint i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0' && g_ascii_strncasecmp (pairs[i], "$skiptoken=", 11) != 0 &&
        g_ascii_strncasecmp (pairs[i], "%24skiptoken=", 13) != 0)
      {
        g_string_append_printf (link, "%c%s", separator, pairs[i]);
        separator = '&';
      }
  g_string_append_printf (link, "%c$skiptoken=%s", separator, token);
  full = davy_arm_call_dup_link (self, link->str);

  return full;
}

/**
 * davy_arm_answer_list:
 * @self: a call that asks for a list
 * @all: (transfer full): all that is in it
 *
 * Answers one page of it, with an absolute link to the next. Where the scenario says so, the
 * first page is empty though more follow.
 */
void
davy_arm_answer_list (DavyArmCall *self, JsonArray *all)
{
  const DavyDemoBehaviour *behaviour = &self->exchange->scenario->behaviour;
  const char *skip = davy_exchange_get_query (self->exchange, "$skiptoken");
  const char *top = davy_exchange_get_query (self->exchange, "$top");
  guint64 rows = top != NULL ? g_ascii_strtoull (top, NULL, 10) : 0;
  guint total = json_array_get_length (all);
  guint first = skip != NULL ? (guint) g_ascii_strtoull (skip, NULL, 10) : 0;
  guint end = first + (guint) (rows > 0 ? MIN (rows, 1000) : (guint64) behaviour->list_rows);
  JsonObject *object = json_object_new ();
  JsonArray *page = json_array_new ();
  g_autofree char *token = NULL;

  if (skip == NULL && behaviour->empty_pages && total > 0)
    end = 0;
  davy_exchange_get_range (self->exchange, total, &first, &end);
  for (guint i = first; i < end; i++)
    json_array_add_element (page, json_array_dup_element (all, i));
  json_object_set_array_member (object, "value", page);
  if (end < total)
    {
      g_autofree char *link = NULL;

      token = g_strdup_printf ("%u", end);
      link = dup_next_link (self, token);
      json_object_set_string_member (object, "nextLink", link);
    }
  json_array_unref (all);
  davy_exchange_answer_object (self->exchange, SOUP_STATUS_OK, object);
}

/**
 * davy_arm_answer_whole:
 * @self: a call that asks for a list
 * @all: (transfer full): all that is in it
 *
 * Answers a list that has no pages.
 */
void
davy_arm_answer_whole (DavyArmCall *self, JsonArray *all)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "value", all);
  davy_exchange_answer_object (self->exchange, SOUP_STATUS_OK, object);
}

/**
 * davy_arm_refuse:
 * @self: a call
 * @status: of HTTP
 * @code: of the error
 * @format: its words
 */
void
davy_arm_refuse (DavyArmCall *self, guint status, const char *code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);
  davy_exchange_refuse (self->exchange, status, code, text);
}

/**
 * davy_arm_refuse_missing:
 * @self: a call
 * @id: of a resource that is not there
 */
void
davy_arm_refuse_missing (DavyArmCall *self, const char *id)
{
  const char *providers = strstr (id, "/providers/");

  if (self->group != NULL && davy_estate_find_group (self->estate, self->group) == NULL)
    davy_arm_refuse (self, SOUP_STATUS_NOT_FOUND, "ResourceGroupNotFound",
                     "Resource group '%s' could not be found.", self->group);
  else
    davy_arm_refuse (self, SOUP_STATUS_NOT_FOUND, "ResourceNotFound",
                     "The Resource '%s' under resource group '%s' was not found. For more details "
                     "please go to https://aka.ms/ARMResourceNotFoundFix",
                     providers != NULL ? providers + strlen ("/providers/") : id,
                     self->group != NULL ? self->group : "");
}

/**
 * davy_arm_set_retry_after:
 * @self: a call
 * @remaining: microseconds of the emulator's time until it is worth to ask again
 *
 * Tells when to ask again, in the client's time: at most after 15 seconds.
 */
void
davy_arm_set_retry_after (DavyArmCall *self, gint64 remaining)
{
  double scale = davy_emulator_get_time_scale (self->exchange->emulator);
  double seconds = ceil ((double) remaining / (double) DAVY_TIME_SECOND / scale);
  g_autofree char *text = g_strdup_printf ("%d", (int) CLAMP (seconds, 1, 15));

  davy_exchange_set_header (self->exchange, "Retry-After", text);
}
