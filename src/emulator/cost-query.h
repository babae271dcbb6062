/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

void davy_cost_query_answer (DavyExchange *exchange, const DavyDemoPlace *place);

G_END_DECLS
