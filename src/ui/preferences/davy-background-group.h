/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

/**
 * DavyBackgroundGroup:
 *
 * The preferences of what goes on without a window, and of how often is refreshed.
 */
#define DAVY_TYPE_BACKGROUND_GROUP (davy_background_group_get_type ())
G_DECLARE_FINAL_TYPE (DavyBackgroundGroup,
                      davy_background_group,
                      DAVY,
                      BACKGROUND_GROUP,
                      AdwPreferencesGroup)

void davy_background_group_set_context (DavyBackgroundGroup *self, DavyContext *context);

G_END_DECLS
