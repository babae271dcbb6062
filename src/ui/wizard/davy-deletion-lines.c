/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-deletion-lines.h"

#include <glib/gi18n.h>

/* @owned: (transfer full) */
static void
append (GListStore *lines, DavyDeletionLine *owned)
{
  g_autoptr (DavyDeletionLine) line = owned;

  g_list_store_append (lines, line);
}

/* A heading for each group, and one for all that is older. */
static void
append_heading (GListStore *lines, const DavyDeletionItem *item, const DavyDeletionItem *last)
{
  const DavyDeletionItem *root = item->parent != NULL ? item->parent : item;
  const DavyDeletionItem *last_root = last != NULL && last->parent != NULL ? last->parent : last;
  gboolean is_older = root->origin == DAVY_DELETION_EXISTING;
  gboolean was_older = last_root != NULL && last_root->origin == DAVY_DELETION_EXISTING;

  if (is_older && !was_older)
    append (lines, davy_deletion_line_new_heading (
                       _ ("Existing, probably broken into: isolate, clean or rebuild")));
  else if (!is_older && (last_root == NULL || g_strcmp0 (root->group, last_root->group) != 0))
    append (lines, davy_deletion_line_new_heading (root->group));
}

/**
 * davy_deletion_lines_of_plan:
 * @plan: what may be deleted; has to outlive the lines
 * @tick_cb: called for `tick` of each resource, with @object first
 * @object: (type GObject): for @tick_cb, which is not called any more once it is gone
 *
 * Returns: (transfer full): its #DavyDeletionLine
 */
GListStore *
davy_deletion_lines_of_plan (const DavyDeletionPlan *plan, GCallback tick_cb, gpointer object)
{
  GListStore *lines = g_list_store_new (DAVY_TYPE_DELETION_LINE);
  const GPtrArray *items = davy_deletion_plan_get_items (plan);
  const DavyDeletionItem *last = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      DavyDeletionItem *item = g_ptr_array_index (items, i);
      DavyDeletionLine *line = davy_deletion_line_new_item (item);

      append_heading (lines, item, last);
      g_signal_connect_object (line, "tick", tick_cb, object, G_CONNECT_SWAPPED);
      append (lines, line);
      last = item;
    }

  return lines;
}

/**
 * davy_deletion_lines_of_targets:
 * @deletion: one whose plan is frozen; has to outlive the lines
 *
 * Returns: (transfer full): a #DavyDeletionLine for each resource of it
 */
GListStore *
davy_deletion_lines_of_targets (DavyDeletion *deletion)
{
  GListStore *lines = g_list_store_new (DAVY_TYPE_DELETION_LINE);
  const GPtrArray *targets = davy_deletion_get_targets (deletion);

  for (guint i = 0; i < targets->len; i++)
    append (lines, davy_deletion_line_new_target (g_ptr_array_index (targets, i)));

  return lines;
}

/**
 * davy_deletion_lines_update:
 * @lines: what is shown
 *
 * Shows each anew, after any of them may have changed.
 */
void
davy_deletion_lines_update (GListStore *lines)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lines));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DavyDeletionLine) line = g_list_model_get_item (G_LIST_MODEL (lines), i);

      davy_deletion_line_changed (line);
    }
}
