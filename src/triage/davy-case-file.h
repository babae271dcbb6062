/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"

G_BEGIN_DECLS

/* The case as one JSON document: what is known of it, what was decided, what was done. A report
 * and a letter are made of it, by another process, too: nothing else needs to be at hand. Ids and
 * the services' own words stand as they are; times are UTC, amounts plain numbers beside their
 * currency. Whatever is not known is left out. */

#define DAVY_CASE_FILE_FORMAT  "davylamp-case"
#define DAVY_CASE_FILE_VERSION 1

void davy_case_file_build_async (DavyStore *store,
                                 gint64 case_row,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GBytes *davy_case_file_build_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
