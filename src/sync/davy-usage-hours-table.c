/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "sync/davy-usage-hours-private.h"

/* The hours as a table like that of the days, told apart by one dimension. */

typedef struct
{
  const char *name; /* (not owned): "" for what nobody told the part of */
  const char *unit; /* (not owned) (nullable) */
  gboolean counted; /* in one unit */
  double sum;
  double *costs;
  double *quantities;
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->costs);
  g_free (part->quantities);
  g_free (part);
}

/* The costliest first, and what is nobody's last. */
static gint
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *one = *(const Part *const *) a;
  const Part *other = *(const Part *const *) b;

  if ((*one->name == '\0') != (*other->name == '\0'))
    return *one->name == '\0' ? 1 : -1;
  if (one->sum != other->sum)
    return one->sum < other->sum ? 1 : -1;

  return g_ascii_strcasecmp (one->name, other->name);
}

/* Returns: whether @use is of an hour of the table, which is @index */
static gboolean
find_hour (const DavyUsageHours *self, const DavyUsageHour *use, guint *index)
{
  if (use->start < self->from || use->start >= self->from + self->length * DAVY_TIME_HOUR)
    return FALSE;
  *index = (guint) ((use->start - self->from) / DAVY_TIME_HOUR);

  return TRUE;
}

/* Up to the last hour that anything is told of, what is not told was not used. */
static double *
create_quantities (const DavyUsageTable *table)
{
  double *hours = g_new0 (double, table->length);

  for (guint i = table->hours_told; i < table->length; i++)
    hours[i] = NAN;

  return hours;
}

/* Without a currency no hour has a price, be it that nothing was used. */
static double *
create_costs (const DavyUsageTable *table)
{
  double *hours = create_quantities (table);

  for (guint i = 0; *table->currency == '\0' && i < table->length; i++)
    hours[i] = NAN;

  return hours;
}

/* Whether what was used has a price in the currency of @table. */
static gboolean
is_priced (const DavyUsageTable *table, const DavyUsageDay *use)
{
  return davy_money_is_known (&use->cost) && g_str_equal (use->cost.currency, table->currency);
}

/* Amounts are never mixed: those of the latest currency count. */
static void
find_currency (const DavyUsageHours *self, DavyUsageTable *table)
{
  DavyTime latest = 0;

  for (guint i = 0; i < self->uses->len; i++)
    {
      const DavyUsageHour *use = &g_array_index (self->uses, DavyUsageHour, i);
      guint index;

      if (!find_hour (self, use, &index))
        continue;
      table->hours_told = MAX (table->hours_told, index + 1);
      if (!davy_money_is_known (&use->use.cost) || use->start < latest)
        continue;
      latest = use->start;
      g_strlcpy (table->currency, use->use.cost.currency, sizeof table->currency);
      table->basis = use->use.cost.basis;
    }
}

static Part *
ensure_part (GHashTable *parts, const char *name, const DavyUsageTable *table)
{
  g_autofree char *key = g_ascii_strdown (name != NULL ? name : "", -1);
  Part *part = g_hash_table_lookup (parts, key);

  if (part == NULL)
    {
      part = g_new0 (Part, 1);
      part->name = name != NULL ? name : "";
      part->costs = create_costs (table);
      part->quantities = create_quantities (table);
      g_hash_table_insert (parts, g_steal_pointer (&key), part);
    }

  return part;
}

static void
add_quantity (Part *part, guint index, const DavyUsageDay *use)
{
  if (part->unit == NULL)
    {
      part->unit = use->unit;
      part->counted = use->unit != NULL;
    }
  part->counted = part->counted && g_strcmp0 (part->unit, use->unit) == 0;
  part->quantities[index] += use->quantity;
}

static double
add_up (double sum, double amount)
{
  return isnan (sum) ? amount : sum + amount;
}

/* What has no price makes its hour unknown, but for what else was used then. */
static void
add_cost (DavyUsageTable *table, Part *part, guint index, const DavyUsageDay *use, gboolean priced)
{
  double cost = priced ? davy_money_to_double (&use->cost) : (double) NAN;

  part->costs[index] = priced ? add_up (part->costs[index], cost) : cost;
  table->total[index] = priced ? add_up (table->total[index], cost) : cost;
  if (priced)
    part->sum += cost;
  else
    table->incomplete_prices = TRUE;
}

/* What has no price comes first, so that what has one stands. */
static void
add_costs (const DavyUsageHours *self, DavyUsageTable *table, GHashTable *parts, gboolean priced)
{
  for (guint i = 0; i < self->uses->len; i++)
    {
      const DavyUsageHour *use = &g_array_index (self->uses, DavyUsageHour, i);
      guint index;

      if (find_hour (self, use, &index) && is_priced (table, &use->use) == priced)
        add_cost (table, ensure_part (parts, use->use.names[table->dimension], table), index,
                  &use->use, priced);
    }
}

static void
add_uses (const DavyUsageHours *self, DavyUsageTable *table, GHashTable *parts)
{
  for (guint i = 0; i < self->uses->len; i++)
    {
      const DavyUsageHour *use = &g_array_index (self->uses, DavyUsageHour, i);
      guint index;

      if (!find_hour (self, use, &index))
        continue;
      for (guint dimension = 0; dimension < DAVY_N_DIMENSIONS; dimension++)
        if (use->use.names[dimension] != NULL)
          table->told |= DAVY_DIMENSION_BIT (dimension);
      add_quantity (ensure_part (parts, use->use.names[table->dimension], table), index, &use->use);
    }
  add_costs (self, table, parts, FALSE);
  add_costs (self, table, parts, TRUE);
}

static void
take_parts (DavyUsageTable *table, GHashTable *parts)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (sorted, value);
  g_ptr_array_sort (sorted, compare_parts);
  table->parts = g_ptr_array_new_with_free_func (g_free);
  table->units = g_ptr_array_new_with_free_func (g_free);
  table->by_part = g_new0 (double *, sorted->len + 1);
  table->quantities = g_new0 (double *, sorted->len + 1);
  for (guint i = 0; i < sorted->len; i++)
    {
      Part *part = g_ptr_array_index (sorted, i);

      g_ptr_array_add (table->parts, g_strdup (part->name));
      g_ptr_array_add (table->units, g_strdup (part->counted ? part->unit : NULL));
      table->by_part[i] = g_steal_pointer (&part->costs);
      if (part->counted)
        table->quantities[i] = g_steal_pointer (&part->quantities);
    }
}

/**
 * davy_usage_hours_create_table:
 * @self: hours
 * @dimension: by what they are told apart
 *
 * What is used is reported up to a day later: as of days, the hours of the last two may still grow.
 * What was used at no known price costs not nothing, but an unknown amount.
 *
 * Returns: (transfer full): the hours; those of whose use no price is known are gaps, and those
 *   after the last that anything is told of
 */
DavyUsageTable *
davy_usage_hours_create_table (const DavyUsageHours *self, DavyDimension dimension)
{
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, part_free);
  DavyUsageTable *table = g_new0 (DavyUsageTable, 1);
  DavyDay late = davy_day_from_time (self->read_at) - DAVY_USAGE_LATE_DAYS + 1;

  table->first = self->first;
  table->hours_from = self->from;
  table->length = self->length;
  table->dimension = dimension;
  table->fetched_at = self->read_at;
  table->detector = davy_detector_defaults;
  find_currency (self, table);
  table->total = create_costs (table);
  table->incomplete =
      self->length - (guint) ((davy_day_to_time (late) - self->from) / DAVY_TIME_HOUR);
  add_uses (self, table, parts);
  take_parts (table, parts);

  return table;
}
