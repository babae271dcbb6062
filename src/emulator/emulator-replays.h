/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/**
 * DavyReplays:
 *
 * What Partner Center remembers of changes by their `MS-RequestId`: the same id again means the
 * same change, which is answered again and not carried out twice (`wire-contract.md` 2.0).
 */
typedef struct _DavyReplays DavyReplays;

DavyReplays *davy_replays_new (void);
void davy_replays_free (DavyReplays *self);
gboolean davy_replays_answer (DavyReplays *self, DavyExchange *exchange);
void davy_replays_keep (DavyReplays *self, DavyExchange *exchange);

G_END_DECLS
