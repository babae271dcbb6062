/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-activity.h"

#include <string.h>

#include "emulator/estate-log.h"

/* The activity log and the one form of filter that it takes (`wire-contract.md` 3.6). */

#define EVENTS    "Microsoft.Insights/eventtypes/values"
#define RETENTION (90 * DAVY_TIME_DAY)

#define MOMENT "'([0-9T:.Z+-]+)'"
#define FILTER                                                          \
  "^eventTimestamp ge " MOMENT "(?: and eventTimestamp le " MOMENT ")?" \
  "(?: and (resourceGroupName|resourceUri|resourceProvider|correlationId) eq '([^']*)')?$"

typedef struct
{
  DavyTime from;
  DavyTime to;
  char *member; /* "": none */
  char *value;
} LogFilter;

static void
log_filter_clear (LogFilter *self)
{
  g_free (self->member);
  g_free (self->value);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LogFilter, log_filter_clear)

/* This service does not nest its errors. */
static void
refuse_flat (DavyArmCall *call, const char *text)
{
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_BAD_REQUEST,
                               davy_demo_object ("code", "BadRequest", "message", text, NULL));
}

static gboolean
read_filter (DavyArmCall *call, LogFilter *filter)
{
  const char *text = davy_exchange_get_query (call->exchange, "$filter");
  g_autoptr (GRegex) regex = g_regex_new (FILTER, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (text == NULL || !g_regex_match (regex, text, 0, &match))
    {
      refuse_flat (call, "The filter is missing or not supported. It must start with "
                         "eventTimestamp ge '{time}', may go on with and eventTimestamp le "
                         "'{time}', and with one of resourceGroupName, resourceUri, "
                         "resourceProvider and correlationId.");
      return FALSE;
    }

  from = g_match_info_fetch (match, 1);
  to = g_match_info_fetch (match, 2);
  filter->member = g_match_info_fetch (match, 3);
  filter->value = g_match_info_fetch (match, 4);
  filter->to = call->now;
  if (!davy_time_parse (from, &filter->from) ||
      (to != NULL && *to != '\0' && !davy_time_parse (to, &filter->to)))
    {
      refuse_flat (call, "A time in the filter cannot be read.");
      return FALSE;
    }
  if (filter->from < call->now - RETENTION - DAVY_TIME_HOUR)
    {
      refuse_flat (call, "The start time cannot be more than 90 days in the past.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
passes (const LogFilter *filter, DavyArmCall *call, const DavyEstateEvent *event)
{
  gsize length = filter->value != NULL ? strlen (filter->value) : 0;

  if (event->time < filter->from || event->time > filter->to ||
      event->time + call->exchange->scenario->behaviour.log_delay > call->now)
    return FALSE;
  if (filter->member == NULL || *filter->member == '\0')
    return TRUE;
  if (g_str_equal (filter->member, "correlationId"))
    return g_ascii_strcasecmp (event->correlation_id, filter->value) == 0;
  if (g_str_equal (filter->member, "resourceProvider"))
    return g_ascii_strncasecmp (event->operation, filter->value, length) == 0 &&
           event->operation[length] == '/';
  if (g_str_equal (filter->member, "resourceUri"))
    return davy_scope_contains (filter->value, event->scope);

  g_autofree char *group =
      g_strdup_printf ("%s/resourceGroups/%s", call->estate->id, filter->value);
  return davy_scope_contains (group, event->scope);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const DavyEstateEvent *first = *(const DavyEstateEvent *const *) a;
  const DavyEstateEvent *second = *(const DavyEstateEvent *const *) b;

  return (first->time < second->time) - (first->time > second->time);
}

/* Only what is asked for; the caller cannot be. */
static JsonObject *
select_members (JsonObject *event, const char *selection)
{
  g_auto (GStrv) names = NULL;
  JsonObject *chosen;

  if (selection == NULL)
    return event;

  names = g_strsplit (selection, ",", -1);
  chosen = json_object_new ();
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);

      if (!g_str_equal (name, "caller") && json_object_has_member (event, name))
        json_object_set_member (chosen, name, json_object_dup_member (event, name));
    }
  json_object_unref (event);

  return chosen;
}

/* Newest first. */
static void
answer_events (DavyArmCall *call)
{
  const char *selection = davy_exchange_get_query (call->exchange, "$select");
  g_auto (LogFilter) filter = { 0 };
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  JsonArray *list;

  if (!read_filter (call, &filter))
    return;

  for (guint i = 0; call->in_subscription && i < call->estate->events->len; i++)
    {
      DavyEstateEvent *event = g_ptr_array_index (call->estate->events, i);

      if (passes (&filter, call, event))
        g_ptr_array_add (found, event);
    }
  g_ptr_array_sort (found, compare_times);

  list = json_array_new ();
  for (guint i = 0; i < found->len; i++)
    json_array_add_object_element (
        list, select_members (davy_estate_event_build (g_ptr_array_index (found, i), call->estate),
                              selection));
  davy_arm_answer_list (call, list);
}

const DavyArmRoute davy_arm_activity_routes[] = {
  { "GET", EVENTS, DAVY_ARM_TENANT, answer_events },
  { 0 },
};
