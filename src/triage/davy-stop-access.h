/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-roles.h"
#include "triage/davy-caller-mark.h"

G_BEGIN_DECLS

/**
 * DavyStopAccess:
 * @assignment: the role
 * @caller: (nullable): how the log calls whoever has it; %NULL when it did nothing there
 * @mark: who that is, as somebody said
 * @by_hostile: whether somebody hostile gave it
 * @is_new: whether it was given since the misuse began
 * @made_compute: whether who has it made machines since then
 * @proposed: whether it is to go unless the person says otherwise: of somebody hostile, or given by
 *   one
 *
 * A role that may have to be taken away. Strings belong to the lists it was found in.
 */
typedef struct
{
  const DavyArmRoleAssignment *assignment;
  const char *caller;
  DavyCallerMark mark;
  gboolean by_hostile;
  gboolean is_new;
  gboolean made_compute;
  gboolean proposed;
} DavyStopAccess;

GPtrArray *davy_stop_accesses_find (GPtrArray *assignments,
                                    GPtrArray *activities,
                                    GVariant *marks,
                                    DavyTime since);

G_END_DECLS
