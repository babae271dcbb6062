/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-usage-days.h"

#include <math.h>

/* One meter's use, or one service's cost, in one day. */
typedef struct
{
  DavyDay day;
  const char *meter_id; /* (not owned) (nullable): interned; NULL for a cost */
  const char *service;  /* (not owned) (nullable): interned */
  const char *unit;     /* (not owned) (nullable): interned */
  double quantity;
  DavyMoney cost;
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
 * @row: a day's cost of a service
 *
 * Adds what Cost Management says of an Azure plan's subscription.
 */
void
davy_usage_days_add_cost (DavyUsageDays *self, const DavyCostRow *row)
{
  const Entry entry = {
    .day = row->day, .service = intern (self, row->service), .quantity = NAN, .cost = row->cost
  };

  g_array_append_val (self->entries, entry);
}

/**
 * davy_usage_days_add_utilization:
 * @self: what was collected
 * @record: a day's use of a meter
 *
 * Adds what Partner Center says of a legacy subscription. The quantity is priced in the end, when
 * the meters' totals are known.
 */
void
davy_usage_days_add_utilization (DavyUsageDays *self, const DavyUtilization *record)
{
  const Entry entry = { .day = record->day,
                        .meter_id = intern (self, record->meter_id),
                        .service = intern (self, record->category),
                        .unit = intern (self, record->unit),
                        .quantity = record->quantity };

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
  DavyUsageDay day = { .day = entry->day,
                       .service = entry->service,
                       .amount = NAN,
                       .quantity = entry->quantity,
                       .unit = entry->unit,
                       .basis = DAVY_BASIS_ESTIMATED };

  if (day.service == NULL && meter != NULL)
    day.service = meter->service;
  if (meter != NULL && !isnan (meter->price))
    {
      day.amount = entry->quantity * meter->price;
      day.currency = meter->currency;
    }

  return day;
}

/**
 * davy_usage_days_build:
 * @self: what was collected; it must outlive the result, which borrows its texts
 *
 * A meter without a price gives a quantity and no amount: the day's total is then known to be
 * incomplete.
 *
 * Returns: (transfer full) (element-type DavyUsageDay): the days, several of one day and service
 *   among them
 */
GArray *
davy_usage_days_build (DavyUsageDays *self)
{
  GArray *days = g_array_sized_new (FALSE, FALSE, sizeof (DavyUsageDay), self->entries->len);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      DavyUsageDay day;

      if (entry->meter_id != NULL)
        day = price_entry (self, entry);
      else
        day = (DavyUsageDay){ .day = entry->day,
                              .service = entry->service,
                              .amount = davy_money_is_known (&entry->cost)
                                            ? davy_money_to_double (&entry->cost)
                                            : NAN,
                              .quantity = NAN,
                              .currency = entry->cost.currency,
                              .basis = entry->cost.basis };
      g_array_append_val (days, day);
    }

  return days;
}
