/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

gboolean davy_bearer_check (DavyExchange *exchange);

G_END_DECLS
