/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SIGN_IN_PAGE (davy_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (DavySignInPage, davy_sign_in_page, DAVY, SIGN_IN_PAGE, AdwBin)

DavySignInPage *davy_sign_in_page_new (DavyContext *context);

G_END_DECLS
