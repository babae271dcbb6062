/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-subscription.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SUBSCRIPTION_USAGE_CELL (davy_subscription_usage_cell_get_type ())
G_DECLARE_FINAL_TYPE (DavySubscriptionUsageCell,
                      davy_subscription_usage_cell,
                      DAVY,
                      SUBSCRIPTION_USAGE_CELL,
                      AdwBin)

GtkWidget *davy_subscription_usage_cell_new (void);
void davy_subscription_usage_cell_set_subscription (DavySubscriptionUsageCell *self,
                                                    DavySubscription *subscription);

G_END_DECLS
