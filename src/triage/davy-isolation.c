/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-isolation.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-network.h"

/* Which network security group stands before which machine (`playbook.md` C.3, 7b). A machine has
 * interfaces; a group holds for an interface, or for the subnet that it is in. */

static gboolean
has_member (const DavySecurityGroup *group, const char *id)
{
  for (guint i = 0; i < group->members->len; i++)
    if (davy_arm_id_equal (g_ptr_array_index (group->members, i), id))
      return TRUE;

  return FALSE;
}

static gboolean
holds_for_subnet (const DavySecurityGroup *group, const DavyNetworkInterface *card)
{
  for (guint i = 0; card->subnet_ids[i] != NULL; i++)
    if (has_member (group, card->subnet_ids[i]))
      return TRUE;

  return FALSE;
}

static gboolean
holds_for (const DavySecurityGroup *group, const DavyNetworkInterface *card)
{
  return has_member (group, card->id) || holds_for_subnet (group, card);
}

static gboolean
is_in (const DavyNetworkInterface *card, const DavyCompute *machine)
{
  return card->machine_id != NULL && davy_arm_id_equal (card->machine_id, machine->id);
}

/* @id: of an interface or a subnet */
static gboolean
is_cut_off_at (const char *id, const DavySecurityGroup *group, const GPtrArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const DavySecurityGroup *other = g_ptr_array_index (groups, i);

      if ((other == group || davy_security_group_is_isolated (other)) && has_member (other, id))
        return TRUE;
    }

  return FALSE;
}

/* What passes an interface passes the group of its subnet as well: one of both is enough. */
static gboolean
is_cut_off (const DavyNetworkInterface *card,
            const DavySecurityGroup *group,
            const GPtrArray *groups)
{
  if (is_cut_off_at (card->id, group, groups))
    return TRUE;
  for (guint i = 0; card->subnet_ids[i] != NULL; i++)
    if (!is_cut_off_at (card->subnet_ids[i], group, groups))
      return FALSE;

  return card->subnet_ids[0] != NULL;
}

static void
add_machine (DavyIsolation *self,
             const DavySecurityGroup *group,
             const DavyCompute *machine,
             const GPtrArray *interfaces,
             const GPtrArray *groups)
{
  gboolean found = FALSE;
  gboolean leaks = FALSE;

  for (guint i = 0; i < interfaces->len; i++)
    {
      const DavyNetworkInterface *card = g_ptr_array_index (interfaces, i);

      if (!is_in (card, machine))
        continue;
      found |= holds_for (group, card);
      leaks |= !is_cut_off (card, group, groups);
      self->for_subnet |= holds_for_subnet (group, card);
    }
  if (found)
    g_ptr_array_add (self->machines, g_strdup (machine->name));
  if (found && leaks)
    g_ptr_array_add (self->leaks, g_strdup (machine->name));
}

/* One interface that no group holds for is enough to talk through. */
static gboolean
is_open (const DavyCompute *machine, const GPtrArray *interfaces, const GPtrArray *groups)
{
  for (guint i = 0; i < interfaces->len; i++)
    {
      const DavyNetworkInterface *card = g_ptr_array_index (interfaces, i);
      gboolean held = FALSE;

      if (!is_in (card, machine))
        continue;
      for (guint j = 0; j < groups->len && !held; j++)
        held = holds_for (g_ptr_array_index (groups, j), card);
      if (!held)
        return TRUE;
    }

  return FALSE;
}

static DavyIsolation *
isolation_new (const DavySecurityGroup *group)
{
  DavyIsolation *self = g_new0 (DavyIsolation, 1);

  self->group_id = g_strdup (group->id);
  self->group_name = g_strdup (group->name);
  self->machines = g_ptr_array_new_with_free_func (g_free);
  self->leaks = g_ptr_array_new_with_free_func (g_free);
  self->isolated = davy_security_group_is_isolated (group);
  self->touched = davy_security_group_has_own_rules (group);

  return self;
}

static int
compare_isolations (gconstpointer a, gconstpointer b)
{
  const DavyIsolation *one = *(const DavyIsolation *const *) a;
  const DavyIsolation *other = *(const DavyIsolation *const *) b;

  return g_ascii_strcasecmp (one->group_id, other->group_id);
}

/**
 * davy_isolation_free:
 * @self: (transfer full) (nullable): an isolation
 *
 * Frees an isolation.
 */
void
davy_isolation_free (DavyIsolation *self)
{
  if (self == NULL)
    return;

  g_free (self->group_id);
  g_free (self->group_name);
  g_ptr_array_unref (self->machines);
  g_ptr_array_unref (self->leaks);
  g_free (self);
}

/**
 * davy_isolations_find:
 * @plan: what computes
 * @interfaces: (element-type DavyNetworkInterface): all interfaces
 * @groups: (element-type DavySecurityGroup): all network security groups
 * @open_machines: (element-type utf8): where to put the names of the machines that have an
 *   interface that no group holds for
 *
 * Finds by which groups machines can be cut off the network, and in which that was begun.
 *
 * Returns: (transfer full) (element-type DavyIsolation): those that hold for a machine, and those
 *   that held for one when a rule of this program came into them, by their ids
 */
GPtrArray *
davy_isolations_find (const DavyStopPlan *plan,
                      const GPtrArray *interfaces,
                      const GPtrArray *groups,
                      GPtrArray *open_machines)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_isolation_free);

  for (guint i = 0; i < groups->len; i++)
    {
      const DavySecurityGroup *group = g_ptr_array_index (groups, i);
      g_autoptr (DavyIsolation) isolation = isolation_new (group);

      for (guint j = 0; j < plan->items->len; j++)
        add_machine (isolation, group, ((DavyStopItem *) plan->items->pdata[j])->compute,
                     interfaces, groups);
      if (isolation->machines->len > 0 || isolation->touched)
        g_ptr_array_add (found, g_steal_pointer (&isolation));
    }
  g_ptr_array_sort (found, compare_isolations);
  for (guint i = 0; i < plan->items->len; i++)
    {
      const DavyCompute *compute = ((DavyStopItem *) plan->items->pdata[i])->compute;

      if (is_open (compute, interfaces, groups))
        g_ptr_array_add (open_machines, g_strdup (compute->name));
    }

  return found;
}
