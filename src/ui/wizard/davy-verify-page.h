/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_VERIFY_PAGE (davy_verify_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyVerifyPage, davy_verify_page, DAVY, VERIFY_PAGE, AdwBin)

G_END_DECLS
