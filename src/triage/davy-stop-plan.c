/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-stop-plan.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-rights.h"

/* What runs, what it costs, and how it is stopped or why it cannot be (`playbook.md` C.3, 7b). A
 * plan is a picture of one moment: what was stopped since then is seen in the next one. */

#define HOURS_OF_DAY 24

/* What is not known to be stopped is worth stopping; so is what would start others. */
static gboolean
needs_stopping (const DavyCompute *compute)
{
  return compute->state != DAVY_COMPUTE_STOPPED || compute->may_grow;
}

static const DavyArmLock *
find_read_only (GPtrArray *locks, const char *id)
{
  for (guint i = 0; locks != NULL && i < locks->len; i++)
    {
      const DavyArmLock *lock = g_ptr_array_index (locks, i);

      if (lock->level == DAVY_ARM_LOCK_READ_ONLY && davy_arm_id_is_within (id, lock->scope))
        return lock;
    }

  return NULL;
}

/* Rights that could not be asked for forbid nothing: the attempt tells. */
static gboolean
is_allowed (GPtrArray *permissions, DavyComputeKind kind)
{
  const char *action = davy_compute_kind_get_action (kind);

  return permissions == NULL || action == NULL || davy_arm_permissions_allow (permissions, action);
}

static DavyStopAbility
judge (const DavyStopItem *item, const DavyStopSources *sources)
{
  const DavyCompute *compute = item->compute;

  if (compute->obstacle == DAVY_OBSTACLE_PARENT)
    return DAVY_STOP_BY_PARENT;
  if (compute->obstacle == DAVY_OBSTACLE_NO_WAY || compute->kind == DAVY_COMPUTE_OTHER)
    return DAVY_STOP_NO_WAY;
  if (!needs_stopping (compute))
    return DAVY_STOP_NEEDLESS;
  if (compute->obstacle == DAVY_OBSTACLE_EPHEMERAL_DISK)
    return DAVY_STOP_DELETE_ONLY;
  if (item->lock != NULL)
    return DAVY_STOP_LOCKED;
  if (!is_allowed (sources->permissions, compute->kind))
    return DAVY_STOP_NO_RIGHT;

  return DAVY_STOP_READY;
}

/* The sum of a rate in the one currency that was asked for. */
static DavyMoney
get_per_hour (const DavyBurnRate *rate)
{
  const DavyMoney *daily;

  if (davy_amounts_get_length (rate->per_day) == 0)
    return (DavyMoney){ 0 };

  daily = davy_amounts_get (rate->per_day, 0);
  return davy_money_new (davy_money_to_double (daily) / HOURS_OF_DAY, daily->currency,
                         daily->basis);
}

static DavyMoney
find_price (const DavyCompute *compute, const DavyStopSources *sources)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  g_autoptr (DavyBurnRate) rate = NULL;

  g_ptr_array_add (alone, (gpointer) compute);
  rate = davy_burn_rate_new (alone, sources->prices, sources->currency);

  return get_per_hour (rate);
}

static DavyStopItem *
item_new (const DavyCompute *compute, const DavyStopSources *sources)
{
  DavyStopItem *item = g_new0 (DavyStopItem, 1);

  item->compute = compute;
  item->lock = find_read_only (sources->locks, compute->id);
  item->ability = judge (item, sources);
  item->per_hour = find_price (compute, sources);
  item->reversible = davy_compute_kind_is_reversible (compute->kind);

  return item;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const DavyStopItem *one = *(const DavyStopItem *const *) a;
  const DavyStopItem *other = *(const DavyStopItem *const *) b;

  if (one->ability != other->ability)
    return one->ability < other->ability ? -1 : 1;
  if (one->per_hour.micros != other->per_hour.micros)
    return one->per_hour.micros > other->per_hour.micros ? -1 : 1;

  return g_ascii_strcasecmp (one->compute->id, other->compute->id);
}

/**
 * davy_stop_plan_new:
 * @sources: what was read
 *
 * Works out what can be stopped from here and how. Nothing is asked of anybody.
 *
 * Returns: (transfer full): a plan
 */
DavyStopPlan *
davy_stop_plan_new (const DavyStopSources *sources)
{
  DavyStopPlan *self = g_new0 (DavyStopPlan, 1);
  const GPtrArray *computes = sources->found->items;

  self->items = g_ptr_array_new_with_free_func (g_free);
  self->computes = g_ptr_array_ref (sources->found->items);
  self->locks = sources->locks != NULL ? g_ptr_array_ref (sources->locks) : NULL;
  self->gaps = g_ptr_array_ref (sources->found->gaps);
  for (guint i = 0; i < computes->len; i++)
    {
      DavyStopItem *item = item_new (g_ptr_array_index (computes, i), sources);

      self->n_ready += item->ability == DAVY_STOP_READY;
      g_ptr_array_add (self->items, item);
    }
  g_ptr_array_sort (self->items, compare_items);
  self->rate = davy_burn_rate_new (computes, sources->prices, sources->currency);
  self->per_hour = get_per_hour (self->rate);
  self->read_at = davy_time_now ();

  return self;
}

/**
 * davy_stop_plan_free:
 * @self: (transfer full) (nullable): a plan
 *
 * Frees a plan.
 */
void
davy_stop_plan_free (DavyStopPlan *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->gaps);
  g_ptr_array_unref (self->computes);
  g_clear_pointer (&self->locks, g_ptr_array_unref);
  davy_burn_rate_free (self->rate);
  g_free (self);
}

/**
 * davy_stop_plan_find:
 * @self: a plan
 * @id: the id of something that computes
 *
 * Returns: (transfer none) (nullable): its line; %NULL when it is not there
 */
const DavyStopItem *
davy_stop_plan_find (const DavyStopPlan *self, const char *id)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const DavyStopItem *item = g_ptr_array_index (self->items, i);

      if (davy_arm_id_equal (item->compute->id, id))
        return item;
    }

  return NULL;
}

/**
 * davy_stop_plan_list_new:
 * @self: a plan
 * @before: an earlier one of the same subscription
 *
 * Finds what came or came back while nobody looked: things that were not there, that ran on after
 * they had stopped, or that have more machines than before.
 *
 * Returns: (transfer container) (element-type DavyStopItem): lines of @self
 */
GPtrArray *
davy_stop_plan_list_new (const DavyStopPlan *self, const DavyStopPlan *before)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      DavyStopItem *item = g_ptr_array_index (self->items, i);
      const DavyStopItem *known = davy_stop_plan_find (before, item->compute->id);

      if (!davy_compute_is_billed (item->compute))
        continue;
      if (known == NULL || !davy_compute_is_billed (known->compute) ||
          item->compute->count > known->compute->count)
        g_ptr_array_add (found, item);
    }

  return found;
}
