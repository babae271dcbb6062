/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-access-list.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_READY_DETAIL (davy_ready_detail_get_type ())
G_DECLARE_FINAL_TYPE (DavyReadyDetail, davy_ready_detail, DAVY, READY_DETAIL, AdwBin)

DavyReadyDetail *davy_ready_detail_new (DavyContext *context);
void davy_ready_detail_set_customer (DavyReadyDetail *self, DavyCustomerAccess *customer);

G_END_DECLS
