/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_STANDING_LIST (davy_standing_list_get_type ())
G_DECLARE_FINAL_TYPE (DavyStandingList, davy_standing_list, DAVY, STANDING_LIST, AdwBin)

void davy_standing_list_show (DavyStandingList *self,
                              DavyContext *context,
                              const char *account_id,
                              const char *customer_tenant_id);

G_END_DECLS
