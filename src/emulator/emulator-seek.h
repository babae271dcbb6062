/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/**
 * DavySeekItem:
 * @data: what was given to davy_seek_answer()
 * @index: which thing
 *
 * Returns: (transfer full): one thing as JSON
 */
typedef JsonObject *(*DavySeekItem) (gpointer data, guint index);

void davy_seek_answer (DavyExchange *exchange,
                       const char *path,
                       guint total,
                       DavySeekItem item,
                       gpointer data);

G_END_DECLS
