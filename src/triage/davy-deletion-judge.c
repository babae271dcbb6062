/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-deletion-private.h"

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-id.h"
#include "azure/davy-arm-resources.h"

/* Who made what, and whether it may be deleted (`playbook.md` C.3, step 10). A creator is believed
 * only where the log's entry and the time of creation fit together: the log ends after 90 days, and
 * what is oldest in it may be a change of something older. */

#define CREATION_SLACK (15 * DAVY_TIME_MINUTE)

static gboolean
fits (DavyTime logged, DavyTime created)
{
  return created != DAVY_TIME_UNSET && logged != DAVY_TIME_UNSET &&
         ABS (logged - created) <= CREATION_SLACK;
}

static gboolean
is_write_of (const DavyArmActivityOperation *operation, const DavyDeletionItem *item)
{
  g_autofree char *write = g_strconcat (item->type, "/write", NULL);

  return operation->name != NULL && g_ascii_strcasecmp (operation->name, write) == 0;
}

static gboolean
has_failed (const DavyArmActivityOperation *operation)
{
  return operation->status != NULL && g_ascii_strcasecmp (operation->status, "Failed") == 0;
}

static void
find_creators (DavyDeletionTree *self, const DavyDeletionFacts *facts)
{
  for (guint i = 0; i < facts->operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (facts->operations, i);
      DavyDeletionItem *item = operation->resource_id != NULL
                                   ? davy_deletion_tree_find (self, operation->resource_id)
                                   : NULL;

      if (item != NULL && item->creator == NULL && operation->caller != NULL &&
          !has_failed (operation) && is_write_of (operation, item) &&
          fits (operation->first, item->created))
        item->creator = g_strdup (operation->caller);
    }
}

/* A machine's disk is made with it, often without an entry of its own. */
static void
inherit_creator (DavyDeletionItem *item)
{
  const DavyDeletionItem *parent = item->parent;

  if (item->creator == NULL && parent != NULL && parent->creator != NULL &&
      parent->created != DAVY_TIME_UNSET && fits (item->created, parent->created))
    item->creator = g_strdup (parent->creator);
}

static DavyDeletionOrigin
find_origin (const DavyDeletionItem *item, const DavyDeletionFacts *facts)
{
  if (facts->onset == DAVY_TIME_UNSET || item->created == DAVY_TIME_UNSET ||
      item->created < facts->onset)
    return DAVY_DELETION_EXISTING;

  return item->creator != NULL && facts->is_hostile (item->creator, facts->data)
             ? DAVY_DELETION_HOSTILE
             : DAVY_DELETION_NEW;
}

/* --- what of the older things is shown ----------------------------------------------------- */

static gboolean
is_named (const DavyDeletionItem *item, const DavyDeletionFacts *facts)
{
  for (guint i = 0; facts->named != NULL && facts->named[i] != NULL; i++)
    if (davy_arm_id_equal (facts->named[i], item->id))
      return TRUE;

  return FALSE;
}

/* A hostile caller did something to it, or inside it, after the onset. */
static gboolean
was_touched (const DavyDeletionItem *item, const DavyDeletionFacts *facts)
{
  for (guint i = 0; facts->onset != DAVY_TIME_UNSET && i < facts->operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (facts->operations, i);

      if (operation->first >= facts->onset && operation->resource_id != NULL &&
          operation->caller != NULL && davy_arm_id_is_within (operation->resource_id, item->id) &&
          facts->is_hostile (operation->caller, facts->data))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_worth_showing (const DavyDeletionItem *item, const DavyDeletionFacts *facts)
{
  return item->origin != DAVY_DELETION_EXISTING || is_named (item, facts) ||
         was_touched (item, facts);
}

/* Takes away the older things that nobody has to look at; what hangs on one that is shown is
 * shown, too. */
static void
drop_untouched (DavyDeletionTree *self, const DavyDeletionFacts *facts)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (is_worth_showing (g_ptr_array_index (self->items, i), facts))
      g_hash_table_add (shown, g_ptr_array_index (self->items, i));
  for (guint i = 0; i < self->items->len; i++)
    {
      DavyDeletionItem *item = g_ptr_array_index (self->items, i);

      if (item->parent != NULL && g_hash_table_contains (shown, item->parent))
        g_hash_table_add (shown, item);
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      DavyDeletionItem *item = g_ptr_array_index (self->items, i);

      if (item->holder != NULL && !g_hash_table_contains (shown, item->holder))
        {
          item->foreign_holder = g_strdup (item->holder->id);
          item->holder = NULL;
        }
      if (item->parent != NULL && !g_hash_table_contains (shown, item->parent))
        item->parent = NULL;
    }
  for (guint i = self->items->len; i > 0; i--)
    {
      DavyDeletionItem *item = g_ptr_array_index (self->items, i - 1);
      g_autofree char *key = NULL;

      if (g_hash_table_contains (shown, item))
        continue;
      key = g_ascii_strdown (item->id, -1);
      g_hash_table_remove (self->by_id, key);
      g_ptr_array_remove_index (self->items, i - 1);
    }
}

/* --- within the planning ------------------------------------------------------------------- */

/* Says of each where it comes from, ticks what may be ticked, and leaves out what stood there
 * before and was not touched. */
void
davy_deletion_tree_judge (DavyDeletionTree *self, const DavyDeletionFacts *facts)
{
  find_creators (self, facts);
  for (guint i = 0; i < self->items->len; i++)
    inherit_creator (g_ptr_array_index (self->items, i));
  for (guint i = 0; i < self->items->len; i++)
    {
      DavyDeletionItem *item = g_ptr_array_index (self->items, i);

      item->origin = find_origin (item, facts);
    }
  drop_untouched (self, facts);
  for (guint i = 0; i < self->items->len; i++)
    {
      DavyDeletionItem *item = g_ptr_array_index (self->items, i);

      item->is_ticked = item->origin == DAVY_DELETION_HOSTILE && item->foreign_holder == NULL &&
                        (item->holder == NULL || item->holder->origin == DAVY_DELETION_HOSTILE);
    }
}
