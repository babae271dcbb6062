/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/* What a scenario may do to every answer of Partner Center and Graph (`wire-contract.md` 2.0). */

DavyAnswerFlags davy_quirks_get_flags (const DavyExchange *exchange, DavyAnswerFlags flags);
JsonNode *davy_quirks_apply (const DavyExchange *exchange, JsonNode *node);
char *davy_quirks_print (const DavyExchange *exchange, JsonNode *node);

G_END_DECLS
