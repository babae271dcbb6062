/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_SUPPORT_PAGE (davy_support_page_get_type ())
G_DECLARE_FINAL_TYPE (DavySupportPage, davy_support_page, DAVY, SUPPORT_PAGE, AdwBin)

G_END_DECLS
