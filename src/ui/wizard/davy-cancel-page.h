/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_CANCEL_PAGE (davy_cancel_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyCancelPage, davy_cancel_page, DAVY, CANCEL_PAGE, AdwBin)

G_END_DECLS
