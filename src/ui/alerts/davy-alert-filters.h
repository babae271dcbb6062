/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-alert-list.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ALERT_FILTERS (davy_alert_filters_get_type ())
G_DECLARE_FINAL_TYPE (DavyAlertFilters, davy_alert_filters, DAVY, ALERT_FILTERS, AdwBin)

void davy_alert_filters_set_context (DavyAlertFilters *self, DavyContext *context);
void davy_alert_filters_fill_query (DavyAlertFilters *self, DavyAlertQuery *query);
gboolean davy_alert_filters_hides_resolved (DavyAlertFilters *self);
gboolean davy_alert_filters_hide_open (DavyAlertFilters *self);
void davy_alert_filters_clear (DavyAlertFilters *self);
void davy_alert_filters_show_any (DavyAlertFilters *self);

G_END_DECLS
