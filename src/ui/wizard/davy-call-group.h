/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_CALL_GROUP (davy_call_group_get_type ())
G_DECLARE_FINAL_TYPE (DavyCallGroup, davy_call_group, DAVY, CALL_GROUP, AdwPreferencesGroup)

gboolean davy_call_group_check (DavyCallGroup *self, GError **error);
void davy_call_group_save (DavyCallGroup *self, GVariantDict *facts, const char *prefix);
void davy_call_group_restore (DavyCallGroup *self, GVariantDict *facts, const char *prefix);

G_END_DECLS
