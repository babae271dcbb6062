/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

DavyDemoCustomer *davy_exchange_find_customer (DavyExchange *exchange);
JsonObject *davy_json_new_attributes (const char *object_type);
void davy_json_add_next_link (JsonObject *collection, const char *uri, const char *token);

G_END_DECLS
