/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/* What a tenant asks for on top of a sign-in, once a claims challenge names it. */
#define DAVY_STEP_UP_CLAIMS "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}"

gint64 davy_demo_read_login_error (const DavyJson *json, const char *name, gint64 fallback);
void davy_exchange_refuse_login_code (DavyExchange *exchange, gint64 code);

G_END_DECLS
