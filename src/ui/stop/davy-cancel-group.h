/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CANCEL_GROUP (davy_cancel_group_get_type ())
G_DECLARE_FINAL_TYPE (DavyCancelGroup, davy_cancel_group, DAVY, CANCEL_GROUP, AdwPreferencesGroup)

void davy_cancel_group_set_case (DavyCancelGroup *self, DavyCase *subject);

G_END_DECLS
