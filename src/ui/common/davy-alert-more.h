/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-details.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ALERT_MORE (davy_alert_more_get_type ())
G_DECLARE_FINAL_TYPE (DavyAlertMore, davy_alert_more, DAVY, ALERT_MORE, AdwBin)

gboolean davy_alert_more_set_details (DavyAlertMore *self, const DavyAlertDetails *details);

G_END_DECLS
