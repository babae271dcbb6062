/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/davy-subscription.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SUBSCRIPTION_LIST_ROW (davy_subscription_list_row_get_type ())
G_DECLARE_FINAL_TYPE (DavySubscriptionListRow,
                      davy_subscription_list_row,
                      DAVY,
                      SUBSCRIPTION_LIST_ROW,
                      GtkWidget)

GtkWidget *davy_subscription_list_row_new (void);
void davy_subscription_list_row_set_subscription (DavySubscriptionListRow *self,
                                                  DavySubscription *subscription);

G_END_DECLS
