/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_SIGN_IN_CODE (davy_sign_in_code_get_type ())
G_DECLARE_FINAL_TYPE (DavySignInCode, davy_sign_in_code, DAVY, SIGN_IN_CODE, AdwBin)

void davy_sign_in_code_begin (DavySignInCode *self);
void davy_sign_in_code_end (DavySignInCode *self);
void davy_sign_in_code_show (DavySignInCode *self, const char *uri, const char *code);

G_END_DECLS
