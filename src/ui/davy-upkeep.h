/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

/**
 * DavyUpkeep:
 *
 * What goes on with a window and without one: takes up the sign-ins that the keyring holds, and
 * refreshes from time to time.
 */
#define DAVY_TYPE_UPKEEP (davy_upkeep_get_type ())
G_DECLARE_FINAL_TYPE (DavyUpkeep, davy_upkeep, DAVY, UPKEEP, GObject)

DavyUpkeep *davy_upkeep_new (DavyContext *context);

void davy_upkeep_begin (DavyUpkeep *self);
gboolean davy_upkeep_has_begun (DavyUpkeep *self);
void davy_upkeep_load_accounts (DavyUpkeep *self);
gboolean davy_upkeep_get_accounts_read (DavyUpkeep *self, const GError **error);

G_END_DECLS
