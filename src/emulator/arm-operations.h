/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/arm-call.h"

G_BEGIN_DECLS

/* How a service tells where to ask what became of an operation (`wire-contract.md` 3.3). */
typedef enum
{
  DAVY_ARM_AT_ONCE,     /* it does not take a while */
  DAVY_ARM_BY_STATUS,   /* Azure-AsyncOperation */
  DAVY_ARM_BY_LOCATION, /* Location */
  DAVY_ARM_BY_BOTH,
} DavyArmManner;

extern const DavyArmRoute davy_arm_operation_routes[];

void davy_arm_operation_announce (DavyArmCall *call,
                                  const DavyOperation *operation,
                                  DavyArmManner manner);
void
davy_arm_operation_accept (DavyArmCall *call, const DavyOperation *operation, DavyArmManner manner);

G_END_DECLS
