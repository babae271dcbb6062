/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

DavyDemoCustomer *davy_exchange_find_customer (DavyExchange *exchange);
JsonObject *davy_json_new_attributes (const char *object_type);

G_END_DECLS
