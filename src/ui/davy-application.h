/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_APPLICATION (davy_application_get_type ())
G_DECLARE_FINAL_TYPE (DavyApplication, davy_application, DAVY, APPLICATION, AdwApplication)

DavyApplication *davy_application_new (const char *application_id, DavyContext *context);
void davy_application_set_store_error (DavyApplication *self, const GError *error);

G_END_DECLS
