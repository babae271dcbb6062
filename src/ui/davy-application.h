/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/davy-erasure.h"

G_BEGIN_DECLS

#define DAVY_TYPE_APPLICATION (davy_application_get_type ())
G_DECLARE_FINAL_TYPE (DavyApplication, davy_application, DAVY, APPLICATION, AdwApplication)

/**
 * DavyStart:
 * @background: whether to go on without a window
 * @alert: (nullable): what to show, by its id of Microsoft
 * @subscription: (nullable): what to show, by its id of Azure
 *
 * What the program was started for; at most one of them. With none it shows its window.
 */
typedef struct
{
  gboolean background;
  const char *alert;
  const char *subscription;
} DavyStart;

DavyApplication *davy_application_new (const char *application_id, DavyContext *context);
void davy_application_set_start (DavyApplication *self, const DavyStart *start);
void davy_application_set_anew (DavyApplication *self, DavyKept kept);
gboolean davy_application_is_erasing (DavyApplication *self, DavyKept *kept);

G_END_DECLS
