/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-usage.h"

#include <math.h>

#include "emulator/scenario-reader.h"

/* Usage in a scenario: what each meter counted on each day, listed or worked out from a shape that
 * gives the same numbers every time. An hour is like every other of its day, unless something
 * begins or ends within that. */

#define HOURS_A_DAY 24

/* What is asked for: a day, or an hour of it. */
typedef struct
{
  DavyDay day;
  int offset; /* of the day from the one on which the scenario was read */
  guint hour;
  guint hours;
} Span;

static void
meter_free (gpointer data)
{
  DavyDemoMeter *self = data;

  g_free (self->id);
  g_free (self->service);
  g_free (self->subcategory);
  g_free (self->name);
  g_free (self->region);
  g_free (self->unit);
  g_free (self->resource_group);
  g_free (self->resource);
  g_clear_pointer (&self->daily, g_array_unref);
  g_clear_pointer (&self->events, g_array_unref);
  g_free (self);
}

static void
halt_clear (gpointer data)
{
  g_free (((DavyDemoHalt *) data)->resource);
}

/**
 * davy_demo_usage_free:
 * @self: (transfer full): the usage of one subscription
 */
void
davy_demo_usage_free (DavyDemoUsage *self)
{
  g_ptr_array_unref (self->meters);
  g_array_unref (self->halts);
  g_free (self);
}

/* Exactly one of factor, add, missing and late says what happens. */
static void
read_event_kind (const DavyJson *json, DavyDemoEvent *event)
{
  static const struct
  {
    const char *name;
    DavyDemoEventKind kind;
  } kinds[] = {
    { "factor", DAVY_DEMO_EVENT_FACTOR },
    { "add", DAVY_DEMO_EVENT_ADD },
    { "missing", DAVY_DEMO_EVENT_MISSING },
    { "late", DAVY_DEMO_EVENT_LATE },
  };
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      DavyJson member = davy_json_member (json, kinds[i].name);

      if (!davy_json_exists (&member))
        continue;
      found++;
      event->kind = kinds[i].kind;
      if (kinds[i].kind == DAVY_DEMO_EVENT_MISSING)
        davy_json_boolean (json, kinds[i].name, DAVY_JSON_REQUIRED);
      else
        event->value = davy_json_number (json, kinds[i].name, DAVY_JSON_REQUIRED);
    }

  if (found != 1)
    davy_json_fail (json, "needs exactly one of factor, add, missing and late");
}

static GArray *
read_events (const DavyJson *shape)
{
  DavyJson list = davy_json_member (shape, "events");
  guint n_events = davy_json_length (&list, DAVY_JSON_OPTIONAL);
  GArray *events = g_array_new (FALSE, FALSE, sizeof (DavyDemoEvent));

  for (guint i = 0; i < n_events; i++)
    {
      DavyJson json = davy_json_element (&list, i);
      DavyDemoEvent event = { 0 };

      davy_demo_expect_members (&json, "from", "to", "hours", "factor", "add", "missing", "late",
                                NULL);
      event.from = (int) davy_json_integer (&json, "from", DAVY_JSON_REQUIRED);
      event.to = (int) davy_demo_read_integer (&json, "to", 0);
      if (event.from > event.to || event.to > 0)
        davy_json_fail (&json, "from must not be after to, and to not after 0");
      event.hours = (int) davy_demo_read_integer (&json, "hours", 0);
      if (event.hours < 0 || event.hours >= HOURS_A_DAY)
        davy_json_fail (&json, "hours must be from 0 to 23");
      read_event_kind (&json, &event);
      g_array_append_val (events, event);
    }

  return events;
}

static void
read_shape (const DavyJson *shape, DavyDemoMeter *meter)
{
  davy_demo_expect_members (shape, "base", "weekly", "growth", "noise", "seed", "events", NULL);
  meter->base = davy_json_number (shape, "base", DAVY_JSON_REQUIRED);
  meter->weekly = davy_json_number (shape, "weekly", DAVY_JSON_OPTIONAL);
  meter->growth = davy_json_number (shape, "growth", DAVY_JSON_OPTIONAL);
  meter->noise = davy_json_number (shape, "noise", DAVY_JSON_OPTIONAL);
  meter->seed = davy_json_integer (shape, "seed", DAVY_JSON_OPTIONAL);
  meter->events = read_events (shape);
}

static GArray *
read_daily (const DavyJson *list)
{
  guint n_days = davy_json_length (list, DAVY_JSON_REQUIRED);
  GArray *daily = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n_days; i++)
    {
      DavyJson json = davy_json_element (list, i);
      JsonNode *node = json.node;
      double value = NAN;

      if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
          (json_node_get_value_type (node) == G_TYPE_INT64 ||
           json_node_get_value_type (node) == G_TYPE_DOUBLE))
        value = json_node_get_double (node);
      else if (davy_json_exists (&json))
        davy_json_fail (&json, "is neither a number nor null");
      g_array_append_val (daily, value);
    }

  return daily;
}

static DavyDemoMeter *
read_meter (const DavyJson *json)
{
  DavyDemoMeter *meter = g_new0 (DavyDemoMeter, 1);
  DavyJson daily = davy_json_member (json, "daily");
  DavyJson shape = davy_json_member (json, "shape");
  const char *resource = davy_json_string (json, "resource", DAVY_JSON_OPTIONAL);

  davy_demo_expect_members (json, "id", "service", "subcategory", "name", "region", "unit",
                            "resourceGroup", "resource", "price", "daily", "shape", NULL);
  meter->id = g_strdup (davy_json_string (json, "id", DAVY_JSON_REQUIRED));
  meter->service = g_strdup (davy_json_string (json, "service", DAVY_JSON_REQUIRED));
  meter->subcategory = davy_demo_read_string (json, "subcategory", "");
  meter->name = g_strdup (davy_json_string (json, "name", DAVY_JSON_REQUIRED));
  meter->region = davy_demo_read_string (json, "region", "");
  meter->unit = davy_demo_read_string (json, "unit", "1 Hour");
  meter->resource_group = davy_demo_read_string (json, "resourceGroup", "rg-main");
  if (resource != NULL)
    meter->resource = g_strdup (g_str_has_prefix (resource, "~/") ? resource + 2 : resource);
  meter->price = davy_demo_read_number (json, "price", NAN);

  if (davy_json_exists (&daily) == davy_json_exists (&shape))
    davy_json_fail (json, "needs either daily or shape");
  else if (davy_json_exists (&daily))
    meter->daily = read_daily (&daily);
  else
    read_shape (&shape, meter);

  return meter;
}

/**
 * davy_demo_usage_read:
 * @json: the member `usage` of a subscription
 *
 * Returns: (transfer full) (nullable): the usage, %NULL when there is none
 */
DavyDemoUsage *
davy_demo_usage_read (const DavyJson *json)
{
  DavyJson meters = davy_json_member (json, "meters");
  DavyDemoUsage *self;
  guint n_meters;

  if (!davy_json_exists (json))
    return NULL;

  davy_demo_expect_members (json, "days", "late", "notReady", "meters", NULL);
  self = g_new0 (DavyDemoUsage, 1);
  self->today = davy_day_from_time (davy_time_now ());
  self->days = (guint) CLAMP (davy_demo_read_integer (json, "days", 90), 0, 400);
  self->late = davy_demo_read_span (json, "late", 20 * DAVY_TIME_HOUR);
  self->not_ready = davy_json_integer (json, "notReady", DAVY_JSON_OPTIONAL);
  self->meters = g_ptr_array_new_with_free_func (meter_free);
  self->halts = g_array_new (FALSE, FALSE, sizeof (DavyDemoHalt));
  g_array_set_clear_func (self->halts, halt_clear);

  n_meters = davy_json_length (&meters, DAVY_JSON_REQUIRED);
  for (guint i = 0; i < n_meters; i++)
    {
      DavyJson meter = davy_json_element (&meters, i);

      g_ptr_array_add (self->meters, read_meter (&meter));
    }

  return self;
}

/* A number in (0, 1) that depends on nothing but its arguments (splitmix64). */
static double
scatter (gint64 seed, int offset, guint draw)
{
  guint64 z = (guint64) seed * 0x9e3779b97f4a7c15u + (guint64) (offset + 1000) * 2 + draw;

  z += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  z ^= z >> 31;

  return ((double) (z >> 11) + 0.5) / 9007199254740992.0;
}

static double
shape_get (const DavyDemoMeter *meter, DavyDay day, int offset)
{
  double noise = sqrt (-2 * log (scatter (meter->seed, offset, 0))) *
                 cos (2 * G_PI * scatter (meter->seed, offset, 1));
  double value = meter->base * exp (meter->noise * noise) * pow (1 + meter->growth, offset / 30.0);

  return davy_day_weekday (day) >= 6 ? value * (1 - meter->weekly) : value;
}

/* How much of what is asked for an event covers, 0 to 1. */
static double
event_share (const DavyDemoEvent *event, const Span *span)
{
  int from = span->offset * HOURS_A_DAY + (int) span->hour;
  int to = from + (int) span->hours;
  int covered_from = MAX (from, event->from * HOURS_A_DAY + event->hours);
  int covered_to = event->to == 0 ? to : MIN (to, (event->to + 1) * HOURS_A_DAY + event->hours);

  return MAX (covered_to - covered_from, 0) / (double) span->hours;
}

/* What happened, as if it went on for a day, without regard to when it is reported. */
static gboolean
meter_get (const DavyDemoMeter *meter, const Span *span, double *value, gint64 *delay)
{
  *delay = 0;

  if (meter->daily != NULL)
    {
      int index = (int) meter->daily->len - 1 + span->offset;

      if (index < 0 || index >= (int) meter->daily->len)
        return FALSE;
      *value = g_array_index (meter->daily, double, index);
      return !isnan (*value);
    }

  *value = shape_get (meter, span->day, span->offset);
  for (guint i = 0; i < meter->events->len; i++)
    {
      const DavyDemoEvent *event = &g_array_index (meter->events, DavyDemoEvent, i);

      double share = event_share (event, span);

      if (share <= 0)
        continue;
      switch (event->kind)
        {
        case DAVY_DEMO_EVENT_FACTOR:
          *value *= 1 + (event->value - 1) * share;
          break;
        case DAVY_DEMO_EVENT_ADD:
          *value += event->value * share;
          break;
        case DAVY_DEMO_EVENT_MISSING:
          return FALSE;
        case DAVY_DEMO_EVENT_LATE:
          *delay = (gint64) (event->value * (double) DAVY_TIME_DAY);
          break;
        default:
          g_assert_not_reached ();
        }
    }

  return TRUE;
}

/* "rg-app/providers/…" of "/subscriptions/…/resourceGroups/rg-app/providers/…" */
static const char *
skip_subscription (const char *id)
{
  for (guint slashes = 0; *id != '\0'; id++)
    if (*id == '/' && ++slashes == 4)
      return id + 1;

  return id;
}

/**
 * davy_demo_usage_halt:
 * @self: the usage of an Azure subscription
 * @id: of a resource, or of a group; of the latter what is metered without a resource stops
 * @from: since when it does not run
 */
void
davy_demo_usage_halt (DavyDemoUsage *self, const char *id, DavyTime from)
{
  DavyDemoHalt halt = { g_strdup (skip_subscription (id)), from, DAVY_TIME_UNSET };

  davy_demo_usage_resume (self, id, from);
  g_array_append_val (self->halts, halt);
}

/**
 * davy_demo_usage_resume:
 * @self: the usage of an Azure subscription
 * @id: of a resource, or of a group
 * @to: since when it runs again
 */
void
davy_demo_usage_resume (DavyDemoUsage *self, const char *id, DavyTime to)
{
  for (guint i = 0; i < self->halts->len; i++)
    {
      DavyDemoHalt *halt = &g_array_index (self->halts, DavyDemoHalt, i);

      if (halt->to == DAVY_TIME_UNSET &&
          g_ascii_strcasecmp (halt->resource, skip_subscription (id)) == 0)
        halt->to = to;
    }
}

/* How long something did not run between two moments. */
static gint64
halted (const DavyDemoUsage *self, const DavyDemoMeter *meter, DavyTime start, DavyTime end)
{
  const char *what = meter->resource != NULL ? meter->resource : meter->resource_group;
  gint64 sum = 0;

  for (guint i = 0; i < self->halts->len; i++)
    {
      const DavyDemoHalt *halt = &g_array_index (self->halts, DavyDemoHalt, i);
      DavyTime from = MAX (halt->from, start);
      DavyTime to = halt->to == DAVY_TIME_UNSET ? end : MIN (halt->to, end);

      if (to > from && g_ascii_strcasecmp (halt->resource, what) == 0)
        sum += to - from;
    }

  return sum;
}

static gboolean
get_span (const DavyDemoUsage *self,
          const DavyDemoMeter *meter,
          const Span *span,
          DavyTime now,
          double *quantity,
          DavyTime *reported)
{
  DavyTime start = davy_day_to_time (span->day) + span->hour * DAVY_TIME_HOUR;
  gint64 length = span->hours * DAVY_TIME_HOUR;
  gint64 told;
  gint64 delay;

  if (span->offset <= -(int) self->days || !meter_get (meter, span, quantity, &delay))
    return FALSE;

  told = MIN (now - delay - self->late - start, length);
  if (told <= 0 || (span->hours == 1 && told < length))
    return FALSE;

  told -= halted (self, meter, start, start + told);
  *quantity = round (*quantity * (double) told / (double) DAVY_TIME_DAY * 1e6) / 1e6;
  if (reported != NULL)
    *reported = start + length + delay;

  return *quantity != 0;
}

/**
 * davy_demo_usage_get:
 * @self: the usage of an Azure subscription
 * @meter: one of its meters
 * @day: the day that is asked for
 * @now: when it is asked
 * @quantity: (out): what was used that day, as far as it is reported by @now
 * @reported: (out) (optional): when billing received it: the end of the day, or later
 *
 * Returns: whether anything is known of that day by @now
 */
gboolean
davy_demo_usage_get (const DavyDemoUsage *self,
                     const DavyDemoMeter *meter,
                     DavyDay day,
                     DavyTime now,
                     double *quantity,
                     DavyTime *reported)
{
  const Span span = { day, day - self->today, 0, HOURS_A_DAY };

  return get_span (self, meter, &span, now, quantity, reported);
}

/**
 * davy_demo_usage_get_hour:
 * @self: the usage of an Azure subscription
 * @meter: one of its meters
 * @hour: when the hour that is asked for begins
 * @now: when it is asked
 * @quantity: (out): what was used in that hour; it is told when it is over
 * @reported: (out) (optional): when billing received it: the end of the hour, or later
 *
 * Returns: whether anything is known of that hour by @now
 */
gboolean
davy_demo_usage_get_hour (const DavyDemoUsage *self,
                          const DavyDemoMeter *meter,
                          DavyTime hour,
                          DavyTime now,
                          double *quantity,
                          DavyTime *reported)
{
  DavyDay day = davy_day_from_time (hour);
  const Span span = { day, day - self->today,
                      (guint) ((hour - davy_day_to_time (day)) / DAVY_TIME_HOUR), 1 };

  return get_span (self, meter, &span, now, quantity, reported);
}
