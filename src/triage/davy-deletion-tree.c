/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-deletion-private.h"

#include <string.h>

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-id.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-network.h"
#include "azure/davy-arm-resources.h"
#include "azure/davy-arm-snapshots.h"

/* What stands in a subscription, what hangs on what, and what locks it. */

#define LOCK_WRITE "Microsoft.Authorization/locks/write"

void
davy_deletion_item_free (DavyDeletionItem *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->group);
  g_free (self->region);
  g_free (self->size);
  g_free (self->creator);
  g_free (self->foreign_holder);
  g_ptr_array_unref (self->locks);
  g_free (self);
}

static void
lock_free (gpointer data)
{
  DavyDeletionLock *lock = data;

  g_free (lock->name);
  g_free (lock->scope);
  g_free (lock->level);
  g_free (lock->notes);
  g_free (lock->owner);
  g_free (lock);
}

/* --- what there is ------------------------------------------------------------------------- */

/* A disk of a cluster goes with the cluster, and its whole group. */
static gboolean
is_in_kept_group (const DavyDeletionFacts *facts, const char *id)
{
  for (guint i = 0; i < facts->groups->len; i++)
    {
      const DavyArmGroup *group = g_ptr_array_index (facts->groups, i);

      if (group->managed_by != NULL && davy_arm_id_is_within (id, group->id))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_our_snapshot (const DavyArmResource *resource)
{
  return resource->tags != NULL && g_hash_table_contains (resource->tags, DAVY_SNAPSHOT_TAG);
}

/* What stands inside another goes with it; only what computes is worth deleting by itself. */
static gboolean
is_part (const DavyArmId *id)
{
  return id->type == NULL || strchr (id->type, '/') != NULL;
}

static DavyDeletionItem *
add_item (DavyDeletionTree *self, const char *id, const DavyArmId *parts)
{
  DavyDeletionItem *item = g_new0 (DavyDeletionItem, 1);

  item->id = g_strdup (id);
  item->name = g_strdup (parts->name);
  item->type = g_strconcat (parts->provider, "/", parts->type, NULL);
  item->group = g_strdup (parts->group);
  item->locks = g_ptr_array_new_with_free_func (lock_free);
  g_ptr_array_add (self->items, item);
  g_hash_table_replace (self->by_id, g_ascii_strdown (id, -1), item);

  return item;
}

static void
add_resource (DavyDeletionTree *self,
              const DavyDeletionFacts *facts,
              const DavyArmResource *resource)
{
  g_autoptr (DavyArmId) id = davy_arm_id_parse (resource->id, NULL);
  DavyDeletionItem *item;

  if (id == NULL || id->provider == NULL || is_part (id) || is_our_snapshot (resource) ||
      davy_deletion_type_is_kept (resource->type) || is_in_kept_group (facts, resource->id) ||
      davy_deletion_tree_find (self, resource->id) != NULL)
    return;

  item = add_item (self, resource->id, id);
  item->region = g_strdup (resource->location);
  item->created = resource->created;
}

static void
price (DavyDeletionItem *item, const DavyCompute *compute, const DavyDeletionFacts *facts)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (DavyBurnRate) rate = NULL;

  g_ptr_array_add (one, (gpointer) compute);
  rate = davy_burn_rate_new (one, facts->prices, facts->currency);
  item->is_billed = rate->machines > 0;
  if (davy_amounts_get_length (rate->per_day) == 1)
    item->per_day = *davy_amounts_get (rate->per_day, 0);
}

/* Pools and clusters of a Batch account or a workspace stand in no list of resources. */
static void
add_compute (DavyDeletionTree *self, const DavyDeletionFacts *facts, const DavyCompute *compute)
{
  DavyDeletionItem *item = davy_deletion_tree_find (self, compute->id);
  g_autoptr (DavyArmId) id = item == NULL ? davy_arm_id_parse (compute->id, NULL) : NULL;

  if (item == NULL && (id == NULL || id->provider == NULL || is_in_kept_group (facts, compute->id)))
    return;
  if (item == NULL)
    {
      item = add_item (self, compute->id, id);
      item->region = g_strdup (compute->region);
    }
  if (item->created == DAVY_TIME_UNSET)
    item->created = compute->created;
  item->size = g_strdup (compute->size);
  price (item, compute, facts);
}

/* --- what hangs on what -------------------------------------------------------------------- */

static void
tie (DavyDeletionTree *self, DavyDeletionItem *item, const char *holder_id)
{
  item->holder = davy_deletion_tree_find (self, holder_id);
  item->parent = item->holder;
  if (item->holder == NULL)
    item->foreign_holder = g_strdup (holder_id);
}

static void
tie_interface (DavyDeletionTree *self, const DavyNetworkInterface *interface)
{
  DavyDeletionItem *card = davy_deletion_tree_find (self, interface->id);

  if (card == NULL)
    return;

  if (interface->machine_id != NULL)
    tie (self, card, interface->machine_id);
  for (guint i = 0; interface->address_ids[i] != NULL; i++)
    {
      DavyDeletionItem *address = davy_deletion_tree_find (self, interface->address_ids[i]);

      if (address == NULL)
        continue;
      tie (self, address, interface->id);
      address->parent = card->parent != NULL ? card->parent : card;
    }
}

/* What stands inside another may go by itself, or with it. */
static void
find_outer (DavyDeletionTree *self, DavyDeletionItem *item)
{
  g_autoptr (DavyArmId) id = davy_arm_id_parse (item->id, NULL);

  if (id != NULL && id->parent != NULL && is_part (id))
    item->parent = davy_deletion_tree_find (self, id->parent);
}

static void
tie_all (DavyDeletionTree *self, const DavyDeletionFacts *facts)
{
  for (guint i = 0; i < facts->resources->len; i++)
    {
      const DavyArmResource *resource = g_ptr_array_index (facts->resources, i);
      DavyDeletionItem *item = davy_deletion_tree_find (self, resource->id);

      if (item != NULL && resource->managed_by != NULL)
        tie (self, item, resource->managed_by);
    }
  for (guint i = 0; i < facts->interfaces->len; i++)
    tie_interface (self, g_ptr_array_index (facts->interfaces, i));
  for (guint i = 0; i < facts->computes->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (facts->computes, i);
      DavyDeletionItem *item = davy_deletion_tree_find (self, compute->id);

      if (item != NULL && compute->parent_id != NULL)
        item->parent = davy_deletion_tree_find (self, compute->parent_id);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      DavyDeletionItem *item = g_ptr_array_index (self->items, i);

      if (item->parent == NULL && item->holder == NULL)
        find_outer (self, item);
    }
}

/* --- what locks it ------------------------------------------------------------------------- */

/* The last one who wrote the lock: an attacker may have changed one that was there. */
static const char *
find_lock_owner (const DavyDeletionFacts *facts, const DavyArmLock *lock)
{
  const char *owner = lock->owners != NULL ? lock->owners[0] : NULL;

  for (guint i = 0; i < facts->operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (facts->operations, i);

      if (operation->caller != NULL && operation->name != NULL && operation->resource_id != NULL &&
          g_ascii_strcasecmp (operation->name, LOCK_WRITE) == 0 &&
          davy_arm_id_equal (operation->resource_id, lock->id))
        owner = operation->caller;
    }

  return owner;
}

static void
add_locks (DavyDeletionItem *item, const DavyDeletionFacts *facts)
{
  g_autoptr (GPtrArray) against =
      davy_arm_locks_find_against_delete ((GPtrArray *) facts->locks, item->id);

  for (guint i = 0; i < against->len; i++)
    {
      const DavyArmLock *lock = g_ptr_array_index (against, i);
      DavyDeletionLock *found = g_new0 (DavyDeletionLock, 1);

      found->name = g_strdup (lock->name);
      found->scope = g_strdup (lock->scope);
      found->level = g_strdup (lock->raw_level);
      found->notes = g_strdup (lock->notes);
      found->owner = g_strdup (find_lock_owner (facts, lock));
      g_ptr_array_add (item->locks, found);
    }
}

/* --- within the planning ------------------------------------------------------------------- */

DavyDeletionItem *
davy_deletion_tree_find (const DavyDeletionTree *self, const char *id)
{
  g_autofree char *key = g_ascii_strdown (id, -1);

  return g_hash_table_lookup (self->by_id, key);
}

/* Reads all that could be deleted. Our own snapshots, recovery vaults and what another service
 * keeps are not among it. */
void
davy_deletion_tree_read (DavyDeletionTree *self, const DavyDeletionFacts *facts)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_deletion_item_free);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < facts->resources->len; i++)
    add_resource (self, facts, g_ptr_array_index (facts->resources, i));
  for (guint i = 0; i < facts->computes->len; i++)
    add_compute (self, facts, g_ptr_array_index (facts->computes, i));
  tie_all (self, facts);
  for (guint i = 0; i < self->items->len; i++)
    add_locks (g_ptr_array_index (self->items, i), facts);
}

void
davy_deletion_tree_clear (DavyDeletionTree *self)
{
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}
