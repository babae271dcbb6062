/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-deletion-plan.h"

#include <string.h>

#include "azure/davy-arm-id.h"
#include "triage/davy-deletion-private.h"

/* The plan as it is shown, ticked and frozen. */

struct _DavyDeletionPlan
{
  DavyDeletionTree tree;
};

/* In which order the types go: what would start machines again first, then what computes, then what
 * hung on it. The first that a type begins with counts. */
static const struct
{
  const char *type;
  guint rank;
} ranks[] = {
  { "Microsoft.Insights/autoscaleSettings", 0 },
  { "Microsoft.Compute/virtualMachineScaleSets", 1 },
  { "Microsoft.MachineLearningServices/workspaces/computes", 1 },
  { "Microsoft.Batch/batchAccounts/pools", 1 },
  { "Microsoft.Compute/disks", 5 },
  { "Microsoft.Compute/snapshots", 5 },
  { "Microsoft.Compute/images", 5 },
  { "Microsoft.Network/networkInterfaces", 3 },
  { "Microsoft.Network/publicIPAddresses", 5 },
  { "Microsoft.Network/networkSecurityGroups", 5 },
  { "Microsoft.Network/virtualNetworks", 6 },
  { "Microsoft.Network/", 4 },
  { "", 2 },
};

/* Backups are what the customer comes back with. */
static const char *const kept_types[] = {
  "Microsoft.Compute/restorePointCollections",
  "Microsoft.DataProtection/backupVaults",
  "Microsoft.RecoveryServices/vaults",
};

static int
compare_texts (const char *a, const char *b)
{
  return g_ascii_strcasecmp (a != NULL ? a : "", b != NULL ? b : "");
}

/* Whom an item stands below. */
static const DavyDeletionItem *
find_root (const DavyDeletionItem *item)
{
  for (guint depth = 0; item->parent != NULL && depth < 3; depth++)
    item = item->parent;

  return item;
}

/* What is new, by group; a machine with what hangs on it; what is older at the end. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const DavyDeletionItem *first = *(DavyDeletionItem *const *) a;
  const DavyDeletionItem *second = *(DavyDeletionItem *const *) b;
  const DavyDeletionItem *first_root = find_root (first);
  const DavyDeletionItem *second_root = find_root (second);
  int order = (first_root->origin == DAVY_DELETION_EXISTING) -
              (second_root->origin == DAVY_DELETION_EXISTING);

  if (order == 0)
    order = compare_texts (first_root->group, second_root->group);
  if (order == 0 && first_root != second_root)
    order = (int) davy_deletion_rank (first_root->id) - (int) davy_deletion_rank (second_root->id);
  if (order == 0)
    order = strcmp (first_root->id, second_root->id);
  if (order == 0)
    order = (first != first_root) - (second != second_root);
  if (order == 0)
    order = (int) davy_deletion_rank (first->id) - (int) davy_deletion_rank (second->id);

  return order != 0 ? order : strcmp (first->id, second->id);
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const DavyDeletionItem *first = *(DavyDeletionItem *const *) a;
  const DavyDeletionItem *second = *(DavyDeletionItem *const *) b;
  int order = (int) davy_deletion_rank (first->id) - (int) davy_deletion_rank (second->id);

  return order != 0 ? order : strcmp (first->id, second->id);
}

/**
 * davy_deletion_plan_new:
 * @facts: what stands in the subscription and what is known of it
 *
 * Makes a plan: everything that was created after the onset, and of what is older what an alert
 * names or a hostile caller touched. What was created after the onset by a caller marked hostile is
 * ticked, nothing else is (`playbook.md` C.3, step 10). Snapshots made by this program and recovery
 * vaults are not in it.
 *
 * Returns: (transfer full): the plan; may be empty
 */
DavyDeletionPlan *
davy_deletion_plan_new (const DavyDeletionFacts *facts)
{
  DavyDeletionPlan *self = g_new0 (DavyDeletionPlan, 1);

  davy_deletion_tree_read (&self->tree, facts);
  davy_deletion_tree_judge (&self->tree, facts);
  g_ptr_array_sort (self->tree.items, compare_items);

  return self;
}

/**
 * davy_deletion_plan_free:
 * @self: (transfer full) (nullable): a plan
 *
 * Frees a plan.
 */
void
davy_deletion_plan_free (DavyDeletionPlan *self)
{
  if (self == NULL)
    return;

  davy_deletion_tree_clear (&self->tree);
  g_free (self);
}

/**
 * davy_deletion_plan_get_items:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type DavyDeletionItem): everything in it, each below what it
 *   belongs to, what is older at the end
 */
const GPtrArray *
davy_deletion_plan_get_items (const DavyDeletionPlan *self)
{
  return self->tree.items;
}

/**
 * davy_deletion_plan_find:
 * @self: a plan
 * @id: a resource's id, in any letter case
 *
 * Returns: (transfer none) (nullable): the item
 */
DavyDeletionItem *
davy_deletion_plan_find (const DavyDeletionPlan *self, const char *id)
{
  return davy_deletion_tree_find (&self->tree, id);
}

/**
 * davy_deletion_plan_can_tick:
 * @self: a plan
 * @item: one of it
 *
 * Returns: whether it could be deleted when all that is ticked is: what a machine that stays needs
 *   stays with it
 */
gboolean
davy_deletion_plan_can_tick (const DavyDeletionPlan *self, const DavyDeletionItem *item)
{
  return item->foreign_holder == NULL && (item->holder == NULL || item->holder->is_ticked);
}

/**
 * davy_deletion_plan_set_ticked:
 * @self: a plan
 * @item: one of it
 * @ticked: whether it is to be deleted
 *
 * Ticks one, or takes the tick away, from it and from what cannot be deleted without it. With a
 * machine that a hostile caller made what that caller made for it is ticked as well; what is older
 * is ticked one by one.
 *
 * Returns: %FALSE when it cannot be ticked
 */
gboolean
davy_deletion_plan_set_ticked (DavyDeletionPlan *self, DavyDeletionItem *item, gboolean ticked)
{
  if (ticked && !davy_deletion_plan_can_tick (self, item))
    return FALSE;

  item->is_ticked = ticked;
  for (guint i = 0; i < self->tree.items->len; i++)
    {
      DavyDeletionItem *other = g_ptr_array_index (self->tree.items, i);

      if (other->holder == item && other->is_ticked != ticked &&
          (!ticked || other->origin == DAVY_DELETION_HOSTILE))
        davy_deletion_plan_set_ticked (self, other, ticked);
    }

  return TRUE;
}

/**
 * davy_deletion_plan_count_ticked:
 * @self: a plan
 *
 * Returns: how many are ticked
 */
guint
davy_deletion_plan_count_ticked (const DavyDeletionPlan *self)
{
  guint n_ticked = 0;

  for (guint i = 0; i < self->tree.items->len; i++)
    n_ticked += ((DavyDeletionItem *) g_ptr_array_index (self->tree.items, i))->is_ticked ? 1 : 0;

  return n_ticked;
}

/**
 * davy_deletion_plan_freeze:
 * @self: a plan
 *
 * Returns: (transfer full): the exact ids of what is ticked, in the order in which they go; later
 *   changes do not change them
 */
GStrv
davy_deletion_plan_freeze (const DavyDeletionPlan *self)
{
  g_autoptr (GPtrArray) turns = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->tree.items->len; i++)
    if (((DavyDeletionItem *) g_ptr_array_index (self->tree.items, i))->is_ticked)
      g_ptr_array_add (turns, g_ptr_array_index (self->tree.items, i));
  g_ptr_array_sort (turns, compare_turns);
  for (guint i = 0; i < turns->len; i++)
    g_strv_builder_add (builder, ((DavyDeletionItem *) g_ptr_array_index (turns, i))->id);

  return g_strv_builder_end (builder);
}

/**
 * davy_deletion_plan_sum_saved:
 * @self: a plan
 *
 * Returns: (transfer full): what the machines that are ticked cost a day now, by list prices; those
 *   whose price is not known are counted in it
 */
DavyAmounts *
davy_deletion_plan_sum_saved (const DavyDeletionPlan *self)
{
  DavyAmounts *saved = davy_amounts_new ();

  for (guint i = 0; i < self->tree.items->len; i++)
    {
      const DavyDeletionItem *item = g_ptr_array_index (self->tree.items, i);

      if (item->is_ticked && item->is_billed)
        davy_amounts_add (saved, &item->per_day);
    }

  return saved;
}

/**
 * davy_deletion_item_find_obstacle:
 * @self: one of a plan
 *
 * Returns: what a deletion would meet, as far as can be known without trying
 */
DavyDeletionObstacle
davy_deletion_item_find_obstacle (const DavyDeletionItem *self)
{
  if (self->locks->len > 0)
    return DAVY_DELETION_LOCKED;

  return self->foreign_holder != NULL || (self->holder != NULL && !self->holder->is_ticked)
             ? DAVY_DELETION_HELD
             : DAVY_DELETION_FREE;
}

/**
 * davy_deletion_rank:
 * @id: a resource's id
 *
 * Returns: in which round it goes; what has a higher rank may need what has a lower one to be gone
 */
guint
davy_deletion_rank (const char *id)
{
  g_autoptr (DavyArmId) parts = davy_arm_id_parse (id, NULL);
  g_autofree char *type = parts != NULL && parts->provider != NULL
                              ? g_strconcat (parts->provider, "/", parts->type, NULL)
                              : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    if (g_ascii_strncasecmp (type, ranks[i].type, strlen (ranks[i].type)) == 0)
      return ranks[i].rank;

  g_assert_not_reached ();
}

/**
 * davy_deletion_type_is_kept:
 * @type: a resource's type
 *
 * Returns: whether things of this type are never deleted from here
 */
gboolean
davy_deletion_type_is_kept (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept_types); i++)
    if (g_ascii_strcasecmp (type, kept_types[i]) == 0)
      return TRUE;

  return FALSE;
}
