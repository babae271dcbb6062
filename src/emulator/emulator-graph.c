/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-json.h"
#include "emulator/emulator-roles.h"
#include "emulator/emulator-routes.h"
#include "emulator/graph-alert-json.h"
#include "emulator/graph-filter.h"
#include "emulator/scenario-alerts.h"

/* Graph: the partner's security alerts, which are the fraud events of Partner Center under other
 * names (`wire-contract.md` 2.4). */

#define ALERTS "/graph/beta/security/partner/securityAlerts"

static gboolean
has_scope (DavyExchange *exchange, gboolean change)
{
  g_auto (GStrv) scopes = g_strsplit (exchange->token.scope, " ", -1);

  if (g_strv_contains ((const char *const *) scopes, "PartnerSecurity.ReadWrite.All") ||
      (!change && g_strv_contains ((const char *const *) scopes, "PartnerSecurity.Read.All")))
    return davy_role_allows (exchange, change ? DAVY_ROLE_CHANGE : DAVY_ROLE_SEE);

  davy_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN, "Authorization_RequestDenied",
                        "Insufficient privileges to complete the operation.");
  return FALSE;
}

static JsonObject *
select_members (JsonObject *alert, const char *names)
{
  g_auto (GStrv) wanted = g_strsplit (names, ",", -1);
  JsonObject *selected = json_object_new ();

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (alert, g_strstrip (wanted[i]));

      if (node != NULL)
        json_object_set_member (selected, wanted[i], json_node_copy (node));
    }
  json_object_unref (alert);

  return selected;
}

/* NULL when the filter is refused. */
static GPtrArray *
list_alerts (DavyExchange *exchange)
{
  const char *filter = davy_exchange_get_query (exchange, "$filter");
  g_autoptr (GPtrArray) listed =
      g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < exchange->scenario->alerts->len; i++)
    {
      const DavyDemoAlert *alert = g_ptr_array_index (exchange->scenario->alerts, i);
      g_autoptr (JsonObject) object = NULL;
      gboolean passes = TRUE;

      if (alert->created > davy_exchange_now (exchange))
        continue;
      object = davy_graph_alert_to_json (exchange->scenario, alert);
      if (filter != NULL && !davy_graph_filter_match (filter, object, &passes))
        {
          davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "BadRequest",
                                "Invalid filter clause.");
          return NULL;
        }
      if (passes)
        g_ptr_array_add (listed, g_steal_pointer (&object));
    }

  return g_steal_pointer (&listed);
}

/* Absolute, with all that was asked for. */
static void
set_next_link (DavyExchange *exchange, JsonObject *page, guint end)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  g_autoptr (GHashTable) fields = soup_form_decode (query != NULL ? query : "");
  g_autofree char *token = g_strdup_printf ("%u", end);
  g_autofree char *next = NULL, *link = NULL;

  g_hash_table_replace (fields, g_strdup ("$skiptoken"), token);
  next = soup_form_encode_hash (fields);
  link = g_strconcat (davy_emulator_get_base_uri (exchange->emulator), ALERTS "?", next, NULL);
  json_object_set_string_member (page, "@odata.nextLink", link);
}

static void
answer_list (DavyExchange *exchange)
{
  const char *count = davy_exchange_get_query (exchange, "$count");
  const char *names = davy_exchange_get_query (exchange, "$select");
  const char *top = davy_exchange_get_query (exchange, "$top");
  const char *skip = davy_exchange_get_query (exchange, "$skiptoken");
  g_autoptr (GPtrArray) listed = NULL;
  guint64 size = (guint64) exchange->scenario->behaviour.graph_page;
  guint first = skip != NULL ? (guint) g_ascii_strtoull (skip, NULL, 10) : 0;
  JsonObject *page;
  JsonArray *value;
  guint end;

  if (!has_scope (exchange, FALSE))
    return;
  listed = list_alerts (exchange);
  if (listed == NULL)
    return;

  if (top != NULL)
    g_ascii_string_to_unsigned (top, 10, 1, 999, &size, NULL);
  end = first + (guint) size;
  davy_exchange_get_range (exchange, listed->len, &first, &end);
  value = json_array_new ();
  for (guint i = first; i < end; i++)
    {
      JsonObject *alert = json_object_ref (g_ptr_array_index (listed, i));

      json_array_add_object_element (value, names != NULL ? select_members (alert, names) : alert);
    }

  page = json_object_new ();
  json_object_set_string_member (page, "@odata.context",
                                 "https://graph.microsoft.com/beta/"
                                 "$metadata#security/partner/securityAlerts");
  if (count != NULL && g_ascii_strcasecmp (count, "true") == 0)
    json_object_set_int_member (page, "@odata.count", listed->len);
  if (end < listed->len)
    set_next_link (exchange, page, end);
  json_object_set_array_member (page, "value", value);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, page);
}

static DavyDemoAlert *
find_alert (DavyExchange *exchange)
{
  for (guint i = 0; i < exchange->scenario->alerts->len; i++)
    {
      DavyDemoAlert *alert = g_ptr_array_index (exchange->scenario->alerts, i);
      g_autofree char *id = davy_graph_alert_dup_id (exchange->scenario, alert);

      if (alert->created <= davy_exchange_now (exchange) &&
          g_ascii_strcasecmp (id, exchange->arguments[0]) == 0)
        return alert;
    }

  davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "NotFound",
                        "The requested resource was not found.");
  return NULL;
}

/* Some of the samples wrap a single alert. */
static void
answer_with (DavyExchange *exchange, const DavyDemoAlert *alert)
{
  JsonObject *object = davy_graph_alert_to_json (exchange->scenario, alert);

  if (exchange->scenario->behaviour.graph_wrapped)
    {
      JsonObject *outer = json_object_new ();

      json_object_set_object_member (outer, "value", object);
      object = outer;
    }
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_alert (DavyExchange *exchange)
{
  const DavyDemoAlert *alert = has_scope (exchange, FALSE) ? find_alert (exchange) : NULL;

  if (alert != NULL)
    answer_with (exchange, alert);
}

static void
answer_patch (DavyExchange *exchange)
{
  static const char *const statuses[] = { "active", "investigating", "resolved", NULL };
  static const char *const reasons[] = { "fraud", "ignore", "legitimate", NULL };
  g_autoptr (GError) wire_error = NULL;
  DavyJson body = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  const char *status = davy_json_string (&body, "status", DAVY_JSON_REQUIRED);
  const char *reason = davy_json_string (&body, "resolvedReason", DAVY_JSON_OPTIONAL);
  DavyDemoAlert *alert = has_scope (exchange, TRUE) ? find_alert (exchange) : NULL;

  if (alert == NULL)
    return;
  if (wire_error != NULL || !g_strv_contains (statuses, status) ||
      (reason != NULL && !g_strv_contains (reasons, reason)))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "BadRequest",
                            "Invalid value specified for property 'status' or 'resolvedReason'.");
      return;
    }

  davy_demo_alert_change (alert, status, reason, exchange->user->user_name,
                          davy_exchange_now (exchange));
  answer_with (exchange, alert);
}

const DavyRoute davy_graph_routes[] = {
  { "GET", ALERTS, DAVY_ANSWER_GZIP, answer_list },
  { "GET", ALERTS "/{}", DAVY_ANSWER_PLAIN, answer_alert },
  { "PATCH", ALERTS "/{}", DAVY_ANSWER_PLAIN, answer_patch },
  { 0 },
};
