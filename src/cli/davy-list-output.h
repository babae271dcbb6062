/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-listing.h"

G_BEGIN_DECLS

char *davy_list_output_columns (const DavyListing *listing,
                                DavyDb *db,
                                const char *const *statuses,
                                GError **error);
char *davy_list_output_json (const DavyListing *listing,
                             DavyDb *db,
                             const char *const *statuses,
                             GError **error);

G_END_DECLS
