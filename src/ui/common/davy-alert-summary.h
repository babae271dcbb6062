/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-alert.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ALERT_SUMMARY (davy_alert_summary_get_type ())
G_DECLARE_FINAL_TYPE (DavyAlertSummary, davy_alert_summary, DAVY, ALERT_SUMMARY, AdwBin)

void davy_alert_summary_set_alert (DavyAlertSummary *self, DavyAlert *alert);

G_END_DECLS
