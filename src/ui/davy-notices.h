/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

/**
 * DavyNotices:
 *
 * All that the desktop is told, with a window and without one.
 */
#define DAVY_TYPE_NOTICES (davy_notices_get_type ())
G_DECLARE_FINAL_TYPE (DavyNotices, davy_notices, DAVY, NOTICES, GObject)

DavyNotices *davy_notices_new (GApplication *application, DavyContext *context);
void davy_notices_tell_blindness (DavyNotices *self, const char *why);
void davy_notices_withdraw_all (DavyNotices *self);

G_END_DECLS
