/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "ui/common/davy-aside-row.h"

G_BEGIN_DECLS

#define DAVY_TYPE_DATE_ROW (davy_date_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyDateRow, davy_date_row, DAVY, DATE_ROW, DavyAsideRow)

DavyTime davy_date_row_get_time (DavyDateRow *self);
void davy_date_row_set_time (DavyDateRow *self, DavyTime time);
void davy_date_row_set_day (DavyDateRow *self, const char *day);
gboolean davy_date_row_check (DavyDateRow *self, GError **error);
void davy_date_row_begin (DavyDateRow *self);

G_END_DECLS
