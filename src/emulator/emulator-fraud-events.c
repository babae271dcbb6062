/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-json.h"
#include "emulator/emulator-roles.h"
#include "emulator/emulator-routes.h"
#include "emulator/fraud-event-json.h"
#include "emulator/scenario-alerts.h"

/* Fraud events: the list in both models, and the change of their status
 * (`wire-contract.md` 2.1 and 2.2). */

static gboolean
wants_new_model (DavyExchange *exchange)
{
  const char *header = davy_exchange_get_header (exchange, "X-NewEventsModel");

  return header != NULL && g_ascii_strcasecmp (header, "true") == 0;
}

static gboolean
query_allows (DavyExchange *exchange, const char *name, const char *value)
{
  const char *wanted = davy_exchange_get_query (exchange, name);

  return wanted == NULL || *wanted == '\0' ||
         (value != NULL && g_ascii_strcasecmp (wanted, value) == 0);
}

static gboolean
is_listed (DavyExchange *exchange, const DavyDemoAlert *alert, gboolean new_model)
{
  if (alert->created > davy_exchange_now (exchange))
    return FALSE;
  if (!query_allows (exchange, "EventStatus", alert->status) ||
      !query_allows (exchange, "SubscriptionId", alert->azure_id))
    return FALSE;

  return new_model ? query_allows (exchange, "EventType", alert->type)
                   : davy_fraud_event_is_legacy (alert);
}

/* Both must be given and positive; otherwise everything is one page. */
static void
find_page (DavyExchange *exchange, guint total, guint *first, guint *end)
{
  const char *size_text = davy_exchange_get_query (exchange, "PageSize");
  const char *number_text = davy_exchange_get_query (exchange, "PageNumber");
  guint64 size, number;

  *first = 0;
  *end = total;
  if (size_text != NULL && number_text != NULL &&
      g_ascii_string_to_unsigned (size_text, 10, 1, 10000, &size, NULL) &&
      g_ascii_string_to_unsigned (number_text, 10, 1, 100000, &number, NULL))
    {
      *first = (guint) ((number - 1) * size);
      *end = *first + (guint) size;
    }
  davy_exchange_get_range (exchange, total, first, end);
}

static void
answer_list (DavyExchange *exchange)
{
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();
  gboolean new_model = wants_new_model (exchange);
  JsonArray *array;
  guint first, end;

  if (!davy_role_allows (exchange, DAVY_ROLE_SEE))
    return;

  for (guint i = 0; i < exchange->scenario->alerts->len; i++)
    {
      DavyDemoAlert *alert = g_ptr_array_index (exchange->scenario->alerts, i);

      if (is_listed (exchange, alert, new_model))
        g_ptr_array_add (listed, alert);
    }

  if (new_model)
    find_page (exchange, listed->len, &first, &end);
  else
    {
      first = 0;
      end = listed->len;
    }

  array = json_array_new ();
  for (guint i = first; i < end; i++)
    json_array_add_object_element (
        array,
        davy_fraud_event_to_json (exchange->scenario, g_ptr_array_index (listed, i), new_model));
  davy_exchange_answer_array (exchange, SOUP_STATUS_OK, array);
}

static gboolean
is_word (const char *word, const char *const *words)
{
  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* The reason counts for a resolved event only; whether Legitimate passes, and whether one must
 * stand there always, is not certain (`wire-contract.md` 2.2), so a scenario decides. */
static gboolean
check_change (DavyExchange *exchange, const char *status, const char *reason)
{
  static const char *const statuses[] = { "Active", "Investigating", "Resolved", NULL };
  static const char *const reasons[] = { "Fraud", "Ignore", "Legitimate", NULL };

  if (!is_word (status, statuses))
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                          "The value of EventStatus is not valid.");
  else if (reason == NULL && exchange->scenario->behaviour.reason_required)
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                          "The value of ResolvedReason is missing.");
  else if (g_ascii_strcasecmp (status, "Resolved") == 0 &&
           (!is_word (reason, reasons) || (g_ascii_strcasecmp (reason, "Legitimate") == 0 &&
                                           !exchange->scenario->behaviour.accept_legitimate)))
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                          "The value of ResolvedReason is not valid.");
  else
    return TRUE;

  return FALSE;
}

static DavyDemoAlert *
find_alert (DavyExchange *exchange, const char *id)
{
  for (guint i = 0; i < exchange->scenario->alerts->len; i++)
    {
      DavyDemoAlert *alert = g_ptr_array_index (exchange->scenario->alerts, i);

      if (g_ascii_strcasecmp (alert->azure_id, exchange->arguments[0]) == 0 &&
          (id == NULL || g_str_equal (alert->id, id)))
        return alert;
    }

  return NULL;
}

/* No ids at all means every event of the subscription. */
static gboolean
find_changed (DavyExchange *exchange, const DavyJson *ids, GPtrArray *changed)
{
  guint n_ids = davy_json_length (ids, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_ids; i++)
    {
      DavyJson id = davy_json_element (ids, i);
      DavyDemoAlert *alert = JSON_NODE_HOLDS_VALUE (id.node)
                                 ? find_alert (exchange, json_node_get_string (id.node))
                                 : NULL;

      if (alert == NULL)
        return FALSE;
      g_ptr_array_add (changed, alert);
    }

  for (guint i = 0; n_ids == 0 && i < exchange->scenario->alerts->len; i++)
    {
      DavyDemoAlert *alert = g_ptr_array_index (exchange->scenario->alerts, i);

      if (g_ascii_strcasecmp (alert->azure_id, exchange->arguments[0]) == 0)
        g_ptr_array_add (changed, alert);
    }

  return changed->len > 0;
}

static void
answer_status (DavyExchange *exchange)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  g_autoptr (GError) wire_error = NULL;
  DavyJson root = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  DavyJson ids = davy_json_member (&root, "EventIds");
  const char *status = davy_json_string (&root, "EventStatus", DAVY_JSON_REQUIRED);
  const char *reason = davy_json_string (&root, "ResolvedReason", DAVY_JSON_OPTIONAL);
  JsonArray *array;

  if (!davy_role_allows (exchange, DAVY_ROLE_CHANGE))
    return;
  if (wire_error != NULL || !davy_json_is_object (&root))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                            "The input is missing or malformed.");
      return;
    }
  if (!check_change (exchange, status, reason))
    return;
  if (!find_changed (exchange, &ids, changed))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "1000",
                            "There is no such event of this subscription.");
      return;
    }

  array = json_array_new ();
  for (guint i = 0; i < changed->len; i++)
    {
      DavyDemoAlert *alert = g_ptr_array_index (changed, i);

      davy_demo_alert_change (alert, status, reason, exchange->user->user_name,
                              davy_exchange_now (exchange));
      json_array_add_object_element (
          array, davy_fraud_event_to_json (exchange->scenario, alert, wants_new_model (exchange)));
    }
  davy_exchange_answer_array (exchange, SOUP_STATUS_OK, array);
}

const DavyRoute davy_fraud_event_routes[] = {
  { "GET", "/pc/v1/fraudEvents", DAVY_ANSWER_PLAIN, answer_list },
  { "POST", "/pc/v1/fraudEvents/subscription/{}/status", DAVY_ANSWER_PLAIN, answer_status },
  { 0 },
};
