/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/**
 * DavyThrottle:
 *
 * How many requests Partner Center lets pass in any minute (`wire-contract.md` 2.0), by the
 * emulator's clock. What is refused counts as well: who asks again too early waits longer.
 */
typedef struct _DavyThrottle DavyThrottle;

DavyThrottle *davy_throttle_new (void);
void davy_throttle_free (DavyThrottle *self);
gboolean davy_throttle_allows (DavyThrottle *self, DavyExchange *exchange);

G_END_DECLS
