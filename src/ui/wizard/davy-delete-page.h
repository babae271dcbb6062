/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_DELETE_PAGE (davy_delete_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyDeletePage, davy_delete_page, DAVY, DELETE_PAGE, AdwBin)

G_END_DECLS
