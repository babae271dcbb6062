/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

DavyDemoSubscription *davy_exchange_find_subscription (DavyExchange *exchange,
                                                       DavyDemoCustomer **customer);

G_END_DECLS
