/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-deletion-plan.h"

G_BEGIN_DECLS

/* Within the planning: what stands there, and how it hangs together. */

/**
 * DavyDeletionTree:
 * @items: (owned) (element-type DavyDeletionItem): everything, in no order
 * @by_id: (owned) (element-type utf8 DavyDeletionItem): by their ids in lower case
 */
typedef struct
{
  GPtrArray *items;
  GHashTable *by_id;
} DavyDeletionTree;

void davy_deletion_item_free (DavyDeletionItem *self);

void davy_deletion_tree_read (DavyDeletionTree *self, const DavyDeletionFacts *facts);
void davy_deletion_tree_judge (DavyDeletionTree *self, const DavyDeletionFacts *facts);
void davy_deletion_tree_clear (DavyDeletionTree *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyDeletionTree, davy_deletion_tree_clear)

DavyDeletionItem *davy_deletion_tree_find (const DavyDeletionTree *self, const char *id);

G_END_DECLS
