/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-alert-list.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ALERTS_PAGE (davy_alerts_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyAlertsPage, davy_alerts_page, DAVY, ALERTS_PAGE, AdwBin)

DavyAlertsPage *davy_alerts_page_new (DavyContext *context);

DavyRowList *davy_alerts_page_get_list (DavyAlertsPage *self);
void davy_alerts_page_show_alert (DavyAlertsPage *self, gint64 alert_row);
void davy_alerts_page_show_list (DavyAlertsPage *self);
void davy_alerts_page_set_accounts_known (DavyAlertsPage *self);

G_END_DECLS
