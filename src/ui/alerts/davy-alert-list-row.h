/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/davy-alert.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ALERT_LIST_ROW (davy_alert_list_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyAlertListRow, davy_alert_list_row, DAVY, ALERT_LIST_ROW, GtkWidget)

GtkWidget *davy_alert_list_row_new (void);
void davy_alert_list_row_set_alert (DavyAlertListRow *self, DavyAlert *alert);
DavyAlert *davy_alert_list_row_get_alert (DavyAlertListRow *self);
void davy_alert_list_row_set_snoozed (DavyAlertListRow *self, DavyTime until);
void davy_alert_list_row_update_time (DavyAlertListRow *self);

G_END_DECLS
