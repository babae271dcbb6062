/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_DATA_GROUP (davy_data_group_get_type ())
G_DECLARE_FINAL_TYPE (DavyDataGroup, davy_data_group, DAVY, DATA_GROUP, AdwPreferencesGroup)

void davy_data_group_set_context (DavyDataGroup *self, DavyContext *context);

G_END_DECLS
