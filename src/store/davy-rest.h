/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"

G_BEGIN_DECLS

void davy_store_rest (DavyStore *store);

G_END_DECLS
