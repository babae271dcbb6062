/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-access-list.h"

G_BEGIN_DECLS

#define DAVY_TYPE_READY_ROW (davy_ready_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyReadyRow, davy_ready_row, DAVY, READY_ROW, GtkWidget)

GtkWidget *davy_ready_row_new (void);
void davy_ready_row_set_customer (DavyReadyRow *self, DavyCustomerAccess *customer);

G_END_DECLS
