/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_SIGN_IN_WAITING (davy_sign_in_waiting_get_type ())
G_DECLARE_FINAL_TYPE (DavySignInWaiting, davy_sign_in_waiting, DAVY, SIGN_IN_WAITING, AdwBin)

void davy_sign_in_waiting_begin (DavySignInWaiting *self);
void davy_sign_in_waiting_end (DavySignInWaiting *self);
void davy_sign_in_waiting_set_no_browser (DavySignInWaiting *self);

G_END_DECLS
