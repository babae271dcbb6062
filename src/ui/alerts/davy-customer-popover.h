/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CUSTOMER_POPOVER (davy_customer_popover_get_type ())
G_DECLARE_FINAL_TYPE (DavyCustomerPopover,
                      davy_customer_popover,
                      DAVY,
                      CUSTOMER_POPOVER,
                      GtkPopover)

GtkWidget *davy_customer_popover_new (DavyContext *context);

G_END_DECLS
