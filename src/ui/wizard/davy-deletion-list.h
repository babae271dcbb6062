/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_DELETION_LIST (davy_deletion_list_get_type ())
G_DECLARE_FINAL_TYPE (DavyDeletionList, davy_deletion_list, DAVY, DELETION_LIST, AdwBin)

void davy_deletion_list_set_lines (DavyDeletionList *self, GListModel *lines);

G_END_DECLS
