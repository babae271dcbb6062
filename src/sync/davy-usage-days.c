/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-usage-days.h"

#include <math.h>
#include <string.h>

#define GROUP_MARK "/resourcegroups/"

/* One meter's use, or one part's cost, in one day or hour. */
typedef struct
{
  const char *meter_id; /* (not owned) (nullable): interned; NULL for a cost */
  DavyTime start;       /* of a meter's use */
  DavyUsageDay use;     /* its texts are interned */
} Entry;

typedef struct
{
  double price;        /* NAN when it cannot be told */
  const char *service; /* (not owned) (nullable): interned */
  char currency[4];
} Meter;

struct _DavyUsageDays
{
  GStringChunk *texts;
  GArray *entries;    /* (element-type Entry) */
  GHashTable *meters; /* (element-type utf8 Meter): by meter id, interned */
};

static const char *
intern (DavyUsageDays *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

/* The group is told by the resource's id where it is not told by itself. */
static const char *
find_group (DavyUsageDays *self, const char *resource_id)
{
  g_autofree char *folded = g_ascii_strdown (resource_id, -1);
  const char *mark = strstr (folded, GROUP_MARK);
  const char *name;

  if (mark == NULL)
    return NULL;
  name = resource_id + (mark - folded) + strlen (GROUP_MARK);

  return g_string_chunk_insert_len (self->texts, name, (gssize) strcspn (name, "/"));
}

static void
intern_names (DavyUsageDays *self, const char *const *names, DavyUsageDay *use)
{
  for (guint i = 0; i < DAVY_N_DIMENSIONS; i++)
    use->names[i] = intern (self, names[i]);
  if (use->names[DAVY_DIMENSION_GROUP] == NULL && names[DAVY_DIMENSION_RESOURCE] != NULL)
    use->names[DAVY_DIMENSION_GROUP] = find_group (self, names[DAVY_DIMENSION_RESOURCE]);
}

/**
 * davy_usage_days_new:
 *
 * Returns: (transfer full): nothing yet
 */
DavyUsageDays *
davy_usage_days_new (void)
{
  DavyUsageDays *self = g_new0 (DavyUsageDays, 1);

  self->texts = g_string_chunk_new (1024);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->meters = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  return self;
}

/**
 * davy_usage_days_free:
 * @self: (transfer full) (nullable): what was collected
 *
 * Frees it, with the texts that the result of davy_usage_days_build() borrows.
 */
void
davy_usage_days_free (DavyUsageDays *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->meters);
  g_array_unref (self->entries);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/**
 * davy_usage_days_add_cost:
 * @self: what was collected
 * @row: a day's cost of a part of the subscription
 *
 * Adds what Cost Management says of an Azure plan's subscription.
 */
void
davy_usage_days_add_cost (DavyUsageDays *self, const DavyCostRow *row)
{
  Entry entry = { .use = { .day = row->day, .cost = row->cost, .quantity = NAN } };

  intern_names (self, (const char *const *) row->names, &entry.use);
  g_array_append_val (self->entries, entry);
}

/**
 * davy_usage_days_add_utilization:
 * @self: what was collected
 * @record: a day's use of a meter, or an hour's
 *
 * Adds what Partner Center says of a legacy subscription. The quantity is priced in the end, when
 * the meters' totals are known.
 */
void
davy_usage_days_add_utilization (DavyUsageDays *self, const DavyUtilization *record)
{
  const char *const names[DAVY_N_DIMENSIONS] = {
    [DAVY_DIMENSION_SERVICE] = record->category,
    [DAVY_DIMENSION_REGION] = record->region,
    [DAVY_DIMENSION_RESOURCE] = record->resource_id,
    [DAVY_DIMENSION_FAMILY] = record->subcategory,
  };
  Entry entry = { .meter_id = intern (self, record->meter_id),
                  .start = record->start,
                  .use = { .day = davy_day_from_time (record->start),
                           .quantity = record->quantity,
                           .unit = intern (self, record->unit) } };

  intern_names (self, names, &entry.use);
  g_array_append_val (self->entries, entry);
}

/**
 * davy_usage_days_add_resource_cost:
 * @self: what was collected
 * @record: what a resource in an Azure plan has come to in the running period
 *
 * Adds a total, for davy_db_put_usage_totals(): it is of no day.
 */
void
davy_usage_days_add_resource_cost (DavyUsageDays *self, const DavyResourceCost *record)
{
  const char *const names[DAVY_N_DIMENSIONS] = {
    [DAVY_DIMENSION_SERVICE] = record->type,
    [DAVY_DIMENSION_GROUP] = record->resource_group,
    [DAVY_DIMENSION_RESOURCE] = record->resource_id,
  };
  Entry entry = { .use = { .cost = record->cost, .quantity = NAN } };

  intern_names (self, names, &entry.use);
  g_array_append_val (self->entries, entry);
}

/**
 * davy_usage_days_set_meter_total:
 * @self: what was collected
 * @total: what a meter came to in the running period
 *
 * Learns a meter's price: `totalCost ÷ quantityUsed`, the only unit price that a legacy
 * subscription gives (`wire-contract.md` 2.7 f).
 */
void
davy_usage_days_set_meter_total (DavyUsageDays *self, const DavyMeterTotal *total)
{
  Meter *meter = g_new0 (Meter, 1);

  meter->service = intern (self, total->category);
  /* A total of 0 is what a meter says on its first day, too: it tells no price. */
  meter->price = total->quantity > 0 && total->cost != 0 && *total->currency != '\0'
                     ? total->cost / total->quantity
                     : NAN;
  g_strlcpy (meter->currency, total->currency, sizeof meter->currency);
  g_hash_table_insert (self->meters, (gpointer) intern (self, total->meter_id), meter);
}

static DavyUsageDay
price_entry (DavyUsageDays *self, const Entry *entry)
{
  const Meter *meter = g_hash_table_lookup (self->meters, entry->meter_id);
  DavyUsageDay use = entry->use;

  if (meter == NULL)
    return use;
  if (use.names[DAVY_DIMENSION_SERVICE] == NULL)
    use.names[DAVY_DIMENSION_SERVICE] = meter->service;
  if (!isnan (meter->price))
    use.cost = davy_money_new (use.quantity * meter->price, meter->currency, DAVY_BASIS_ESTIMATED);

  return use;
}

/**
 * davy_usage_days_build:
 * @self: what was collected; it must outlive the result, which borrows its texts
 *
 * A meter without a price gives a quantity and no amount: the day's total is then known to be
 * incomplete.
 *
 * Returns: (transfer full) (element-type DavyUsageDay): the days, several of one day and part among
 *   them
 */
GArray *
davy_usage_days_build (DavyUsageDays *self)
{
  GArray *days = g_array_sized_new (FALSE, FALSE, sizeof (DavyUsageDay), self->entries->len);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      DavyUsageDay use = entry->meter_id != NULL ? price_entry (self, entry) : entry->use;

      g_array_append_val (days, use);
    }

  return days;
}

/**
 * davy_usage_days_build_hours:
 * @self: what was collected of a legacy subscription, by hour; it must outlive the result, which
 *   borrows its texts
 *
 * Returns: (transfer full) (element-type DavyUsageHour): the hours, several of one hour and part
 *   among them; priced like the days of davy_usage_days_build()
 */
GArray *
davy_usage_days_build_hours (DavyUsageDays *self)
{
  GArray *hours = g_array_sized_new (FALSE, FALSE, sizeof (DavyUsageHour), self->entries->len);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      DavyUsageHour hour = { entry->start, price_entry (self, entry) };

      g_array_append_val (hours, hour);
    }

  return hours;
}
