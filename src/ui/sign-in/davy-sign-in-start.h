/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "account/davy-accounts.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SIGN_IN_START (davy_sign_in_start_get_type ())
G_DECLARE_FINAL_TYPE (DavySignInStart, davy_sign_in_start, DAVY, SIGN_IN_START, AdwBin)

void davy_sign_in_start_set_context (DavySignInStart *self, DavyContext *context);
DavyAccount *davy_sign_in_start_get_again (DavySignInStart *self);
const char *davy_sign_in_start_get_claims (DavySignInStart *self);
const char *davy_sign_in_start_get_cloud (DavySignInStart *self);
gboolean davy_sign_in_start_apply (DavySignInStart *self);

G_END_DECLS
