/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-compute-join.h"

#include "azure/davy-arm-id.h"

/* What only several lists together tell. */

/* The machines of a cluster stand in a group of their own, and come back as long as it runs. */
static void
join_to_cluster (DavyCompute *compute, GPtrArray *items)
{
  g_autoptr (DavyArmId) id = davy_arm_id_parse (compute->id, NULL);

  for (guint i = 0; id != NULL && id->group != NULL && i < items->len; i++)
    {
      const DavyCompute *cluster = g_ptr_array_index (items, i);

      if (cluster->kind != DAVY_COMPUTE_KUBERNETES || cluster->node_group == NULL ||
          g_ascii_strcasecmp (id->group, cluster->node_group) != 0)
        continue;
      g_free (compute->parent_id);
      compute->parent_id = g_strdup (cluster->id);
      compute->obstacle = DAVY_OBSTACLE_PARENT;
      return;
    }
}

/* --- within the room ----------------------------------------------------------------------- */

/* @states: #DavyComputeState of machines by their id in lower case; one that is missing there is
 *   not known
 * @grown: ids in lower case of what is scaled by a setting that is enabled */
void
davy_compute_join (GPtrArray *items, GHashTable *states, GHashTable *grown)
{
  for (guint i = 0; i < items->len; i++)
    {
      DavyCompute *compute = g_ptr_array_index (items, i);
      g_autofree char *folded = g_ascii_strdown (compute->id, -1);

      if (compute->kind == DAVY_COMPUTE_MACHINE)
        compute->state = (DavyComputeState) GPOINTER_TO_UINT (g_hash_table_lookup (states, folded));
      else if (compute->kind == DAVY_COMPUTE_SCALE_SET)
        compute->may_grow = g_hash_table_contains (grown, folded);
      else
        continue;
      join_to_cluster (compute, items);
    }
}
