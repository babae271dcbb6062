/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-resources.h"
#include "triage/davy-act.h"
#include "triage/davy-deletion-plan.h"
#include "triage/davy-deletion.h"

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

/* Within the carrying out. */

#define DAVY_ENTRY_PLAN "plan" /* what is to be deleted; facts: ids, by, at, how, name */

struct _DavyDeletion
{
  GObject parent_instance;

  DavyCase *subject;
  GPtrArray *targets; /* DavyDeletionTarget, in the order in which they go */
  DavyTime frozen_at; /* by the server's clock */
  gboolean is_running;
  gboolean is_stopping;
};

extern const DavyActKind davy_deletion_kind;
gboolean davy_deletion_is_on_its_way (const DavyArmResource *resource);

gboolean davy_deletion_evidence_is_enough (DavyDeletion *self, GError **error);
void davy_deletion_set_state (DavyDeletion *self,
                              DavyDeletionTarget *target,
                              DavyDeletionState state,
                              const GError *error);

G_END_DECLS
