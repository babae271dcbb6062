/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/arm-call.h"

G_BEGIN_DECLS

/**
 * DavyArmTurn:
 * @going: what something's power is while it turns
 * @done: what it is afterwards
 * @seconds: how long it takes
 *
 * Turning something on or off.
 */
typedef struct
{
  const char *going;
  const char *done;
  guint seconds;
} DavyArmTurn;

extern const DavyArmRoute davy_arm_machine_routes[];

DavyOperation *
davy_arm_turn (DavyArmCall *call, DavyEstateResource *resource, const DavyArmTurn *turn);
JsonObject *davy_arm_build_statuses (const DavyEstateResource *resource, const char *power);

G_END_DECLS
