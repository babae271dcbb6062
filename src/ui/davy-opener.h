/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-row-id.h"
#include "ui/davy-window.h"

G_BEGIN_DECLS

void davy_opener_open (DavyWindow *window, DavyStore *store, DavyIdKind kind, const char *id);

G_END_DECLS
