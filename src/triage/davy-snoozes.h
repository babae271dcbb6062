/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/**
 * DavySnoozes:
 *
 * Which cases are put aside, and until when. Emits `changed` whenever it was read anew, which may
 * find the same.
 */
#define DAVY_TYPE_SNOOZES (davy_snoozes_get_type ())
G_DECLARE_FINAL_TYPE (DavySnoozes, davy_snoozes, DAVY, SNOOZES, GObject)

DavySnoozes *davy_snoozes_new (DavyStore *store);
DavyTime davy_snoozes_get_until (DavySnoozes *self, const char *account_id, const char *azure_id);

G_END_DECLS
