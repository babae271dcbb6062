/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"

G_BEGIN_DECLS

DavyDb *davy_store_get_page_db (DavyStore *self);

G_END_DECLS
