/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  DAVY_ROLE_SEE,
  DAVY_ROLE_CHANGE,
  DAVY_ROLE_CANCEL, /* Azure subscriptions: a global administrator, too */
} DavyRoleNeed;

gboolean davy_role_allows (DavyExchange *exchange, DavyRoleNeed need);

G_END_DECLS
