/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-usage-source.h"

G_BEGIN_DECLS

#define DAVY_TYPE_USAGE_PAGE (davy_usage_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsagePage, davy_usage_page, DAVY, USAGE_PAGE, AdwBin)

GtkWidget *davy_usage_page_new (void);
void davy_usage_page_set_source (DavyUsagePage *self, DavyUsageSource *source);

G_END_DECLS
