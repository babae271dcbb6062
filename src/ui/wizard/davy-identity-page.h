/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_IDENTITY_PAGE (davy_identity_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyIdentityPage, davy_identity_page, DAVY, IDENTITY_PAGE, AdwBin)

G_END_DECLS
