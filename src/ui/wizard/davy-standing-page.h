/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_STANDING_PAGE (davy_standing_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyStandingPage, davy_standing_page, DAVY, STANDING_PAGE, AdwBin)

GtkWidget *davy_standing_page_new (void);
void davy_standing_page_show (DavyStandingPage *self,
                              DavyContext *context,
                              const char *account_id,
                              const char *customer_tenant_id);

G_END_DECLS
