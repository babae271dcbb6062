/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-stop-plan.h"

G_BEGIN_DECLS

/**
 * DavyIsolation:
 * @group_id: a network security group
 * @group_name: its name
 * @machines: (element-type utf8): the names of the machines that it holds for; none where they are
 *   gone and a rule of this program is left
 * @leaks: (element-type utf8): the names of those of @machines that have an interface which neither
 *   this group nor one that is isolated cuts off
 * @for_subnet: whether it holds for a whole subnet, and so for whatever else is in there
 * @isolated: whether rules of this program let nothing pass
 * @touched: whether a rule of this program is in it, even one alone
 *
 * What is cut off the network together.
 */
typedef struct
{
  char *group_id;
  char *group_name;
  GPtrArray *machines;
  GPtrArray *leaks;
  gboolean for_subnet;
  gboolean isolated;
  gboolean touched;
} DavyIsolation;

void davy_isolation_free (DavyIsolation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyIsolation, davy_isolation_free)

GPtrArray *davy_isolations_find (const DavyStopPlan *plan,
                                 const GPtrArray *interfaces,
                                 const GPtrArray *groups,
                                 GPtrArray *open_machines);

G_END_DECLS
