/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-usage-export.h"

G_BEGIN_DECLS

#define DAVY_TYPE_USAGE_EXPORT_BUTTON (davy_usage_export_button_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsageExportButton,
                      davy_usage_export_button,
                      DAVY,
                      USAGE_EXPORT_BUTTON,
                      AdwBin)

/**
 * DavyUsageExportMaker:
 * @data: of the button
 *
 * Returns: (transfer full) (nullable): what is seen at this moment; %NULL: nothing
 */
typedef DavyUsageExport *(*DavyUsageExportMaker) (gpointer data);

void davy_usage_export_button_set_maker (DavyUsageExportButton *self,
                                         DavyUsageExportMaker maker,
                                         gpointer data);
void davy_usage_export_button_save (DavyUsageExportButton *self,
                                    DavyUsageExport *export,
                                    DavyUsageExportKind kind,
                                    GFile *file);

G_END_DECLS
