/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-compute.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-burn-rate.h"

G_BEGIN_DECLS

/**
 * DavyStopAbility:
 * @DAVY_STOP_READY: it is billed, may be, or starts machines by itself, and can be stopped
 * @DAVY_STOP_LOCKED: a read-only lock forbids it
 * @DAVY_STOP_NO_RIGHT: the person may not stop this kind
 * @DAVY_STOP_DELETE_ONLY: its system disk is on the host: only deleting ends it
 * @DAVY_STOP_NO_WAY: nothing here stops this type; the portal may
 * @DAVY_STOP_BY_PARENT: it stops with what started it
 * @DAVY_STOP_NEEDLESS: it is not billed and starts nothing
 *
 * What can be done about something that computes, the most urgent first.
 */
typedef enum
{
  DAVY_STOP_READY,
  DAVY_STOP_LOCKED,
  DAVY_STOP_NO_RIGHT,
  DAVY_STOP_DELETE_ONLY,
  DAVY_STOP_NO_WAY,
  DAVY_STOP_BY_PARENT,
  DAVY_STOP_NEEDLESS,
} DavyStopAbility;

/**
 * DavyStopItem:
 * @compute: what it is
 * @ability: what can be done about it
 * @lock: (nullable): the read-only lock that holds for it
 * @per_hour: its list price; not known when there is none
 * @reversible: whether it can be started again as it was
 *
 * One line of a plan, which owns what is pointed to.
 */
typedef struct
{
  const DavyCompute *compute;
  DavyStopAbility ability;
  const DavyArmLock *lock;
  DavyMoney per_hour;
  gboolean reversible;
} DavyStopItem;

/**
 * DavyStopSources:
 * @found: all that computes
 * @locks: (nullable) (element-type DavyArmLock): all locks; %NULL when they could not be listed
 * @permissions: (nullable) (element-type DavyArmPermission): the person's rights on the
 *   subscription; %NULL when they could not be asked for
 * @prices: list prices
 * @currency: in which they were asked for
 *
 * What a plan is made of. Everything is borrowed during the call; of @found and @locks references
 * are taken.
 */
typedef struct
{
  const DavyComputeList *found;
  GPtrArray *locks;
  GPtrArray *permissions;
  const DavyPriceBook *prices;
  const char *currency;
} DavyStopSources;

/**
 * DavyStopPlan:
 * @items: (element-type DavyStopItem): all that computes, what can be stopped first, the dearest
 *   of it first
 * @gaps: (element-type DavyComputeGap): what could not be looked at
 * @rate: what runs and what it costs a day
 * @per_hour: what it costs an hour; not known when no price is
 * @n_ready: how many of @items can be stopped
 * @read_at: when it was read
 *
 * What runs in a subscription and how it is stopped.
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *gaps;
  DavyBurnRate *rate;
  DavyMoney per_hour;
  guint n_ready;
  DavyTime read_at;
  /*< private >*/
  GPtrArray *computes;
  GPtrArray *locks;
} DavyStopPlan;

DavyStopPlan *davy_stop_plan_new (const DavyStopSources *sources);
void davy_stop_plan_free (DavyStopPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyStopPlan, davy_stop_plan_free)

const DavyStopItem *davy_stop_plan_find (const DavyStopPlan *self, const char *id);
GPtrArray *davy_stop_plan_list_new (const DavyStopPlan *self, const DavyStopPlan *before);

G_END_DECLS
