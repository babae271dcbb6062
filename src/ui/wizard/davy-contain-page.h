/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_CONTAIN_PAGE (davy_contain_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyContainPage, davy_contain_page, DAVY, CONTAIN_PAGE, AdwBin)

G_END_DECLS
