/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-burn-rate.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyDeletionOrigin:
 * @DAVY_DELETION_HOSTILE: created after the onset by a caller marked hostile
 * @DAVY_DELETION_NEW: created after the onset by somebody else, or nobody knows by whom
 * @DAVY_DELETION_EXISTING: older than the onset, or nobody knows how old: probably broken into
 *
 * Where something in a deletion plan comes from (`playbook.md` C.3, step 10). Only the first is
 * ticked by itself.
 */
typedef enum
{
  DAVY_DELETION_HOSTILE,
  DAVY_DELETION_NEW,
  DAVY_DELETION_EXISTING,
} DavyDeletionOrigin;

/**
 * DavyDeletionLock:
 * @name: its name
 * @scope: the id of what it is on
 * @level: as it came: `CanNotDelete`, `ReadOnly`
 * @notes: (nullable): why it is there
 * @owner: (nullable): who put it there, by the activity log; or else the application that owns it
 *
 * What keeps something from being deleted.
 */
typedef struct
{
  char *name;
  char *scope;
  char *level;
  char *notes;
  char *owner;
} DavyDeletionLock;

/**
 * DavyDeletionItem:
 * @id: the exact id
 * @name: its name
 * @type: its type
 * @group: (nullable): the resource group
 * @region: (nullable): where it is
 * @size: (nullable): of a machine
 * @created: when, or %DAVY_TIME_UNSET
 * @creator: (nullable): who made it, by the activity log
 * @origin: where it comes from
 * @parent: (nullable): the machine or the like that it belongs to
 * @holder: (nullable): what has to go before it
 * @foreign_holder: (nullable): the id of what has to go before it and is not in the plan
 * @locks: (element-type DavyDeletionLock): what keeps it from being deleted
 * @per_day: what it costs a day now by list prices; not known where that is not known
 * @is_billed: whether it is a machine that costs something now
 * @is_ticked: whether it is to be deleted; changed by davy_deletion_plan_set_ticked() alone
 *
 * One resource that may be deleted.
 */
typedef struct _DavyDeletionItem DavyDeletionItem;
struct _DavyDeletionItem
{
  char *id;
  char *name;
  char *type;
  char *group;
  char *region;
  char *size;
  DavyTime created;
  char *creator;
  DavyDeletionOrigin origin;
  DavyDeletionItem *parent;
  DavyDeletionItem *holder;
  char *foreign_holder;
  GPtrArray *locks;
  DavyMoney per_day;
  gboolean is_billed;
  gboolean is_ticked;
};

/**
 * DavyDeletionFacts:
 * @resources: (element-type DavyArmResource): all of the subscription, as listed
 * @groups: (element-type DavyArmGroup): its groups
 * @interfaces: (element-type DavyNetworkInterface): its network interfaces
 * @computes: (element-type DavyCompute): what computes in it
 * @locks: (element-type DavyArmLock): its locks
 * @operations: (element-type DavyArmActivityOperation): its activity log, the oldest first
 * @named: (array zero-terminated=1) (nullable): ids of the resources that the alert names
 * @onset: the earliest sign of misuse; %DAVY_TIME_UNSET: not known, so that nothing is new
 * @is_hostile: whether the person marked a caller as hostile
 * @data: for @is_hostile
 * @prices: list prices
 * @currency: in which @prices were asked for
 *
 * What a plan is made of. Borrowed for the call.
 */
typedef struct
{
  const GPtrArray *resources;
  const GPtrArray *groups;
  const GPtrArray *interfaces;
  const GPtrArray *computes;
  const GPtrArray *locks;
  const GPtrArray *operations;
  const char *const *named;
  DavyTime onset;
  gboolean (*is_hostile) (const char *caller, gpointer data);
  gpointer data;
  const DavyPriceBook *prices;
  const char *currency;
} DavyDeletionFacts;

/**
 * DavyDeletionPlan:
 *
 * What may be deleted of a subscription, as a tree in the order in which it is shown, with what is
 * ticked.
 */
typedef struct _DavyDeletionPlan DavyDeletionPlan;

DavyDeletionPlan *davy_deletion_plan_new (const DavyDeletionFacts *facts);
void davy_deletion_plan_free (DavyDeletionPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyDeletionPlan, davy_deletion_plan_free)

const GPtrArray *davy_deletion_plan_get_items (const DavyDeletionPlan *self);
DavyDeletionItem *davy_deletion_plan_find (const DavyDeletionPlan *self, const char *id);
gboolean davy_deletion_plan_can_tick (const DavyDeletionPlan *self, const DavyDeletionItem *item);
gboolean
davy_deletion_plan_set_ticked (DavyDeletionPlan *self, DavyDeletionItem *item, gboolean ticked);
guint davy_deletion_plan_count_ticked (const DavyDeletionPlan *self);
GStrv davy_deletion_plan_freeze (const DavyDeletionPlan *self);
DavyAmounts *davy_deletion_plan_sum_saved (const DavyDeletionPlan *self);

/**
 * DavyDeletionObstacle:
 * @DAVY_DELETION_FREE: nothing is in the way
 * @DAVY_DELETION_LOCKED: a lock forbids it
 * @DAVY_DELETION_HELD: something that stays needs it
 *
 * What a dry run finds in the way of a deletion.
 */
typedef enum
{
  DAVY_DELETION_FREE,
  DAVY_DELETION_LOCKED,
  DAVY_DELETION_HELD,
} DavyDeletionObstacle;

DavyDeletionObstacle davy_deletion_item_find_obstacle (const DavyDeletionItem *self);

guint davy_deletion_rank (const char *id);
gboolean davy_deletion_type_is_kept (const char *type);

G_END_DECLS
