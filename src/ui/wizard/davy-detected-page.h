/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-details.h"

G_BEGIN_DECLS

#define DAVY_TYPE_DETECTED_PAGE (davy_detected_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyDetectedPage, davy_detected_page, DAVY, DETECTED_PAGE, AdwBin)

GtkWidget *davy_detected_page_new (void);
void davy_detected_page_clear (DavyDetectedPage *self);
void davy_detected_page_add_alert (DavyDetectedPage *self, const DavyAlertDetails *details);
gboolean davy_detected_page_wants_to_take (DavyDetectedPage *self);

G_END_DECLS
