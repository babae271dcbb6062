/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_ORIGIN_PAGE (davy_origin_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyOriginPage, davy_origin_page, DAVY, ORIGIN_PAGE, AdwBin)

G_END_DECLS
