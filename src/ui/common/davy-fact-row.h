/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-details.h"

G_BEGIN_DECLS

#define DAVY_TYPE_FACT_ROW (davy_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyFactRow, davy_fact_row, DAVY, FACT_ROW, AdwPreferencesRow)

GtkWidget *davy_fact_row_new (const char *name, const char *value);
DavyFactRow *davy_fact_row_add (AdwPreferencesGroup *group,
                                GPtrArray *rows,
                                const char *name,
                                const char *value);
void davy_fact_row_set_mark (DavyFactRow *self, DavyMark mark);
void davy_fact_row_set_source (DavyFactRow *self, const char *source);
void davy_fact_row_set_copyable (DavyFactRow *self, gboolean copyable);

G_END_DECLS
