/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-alert-list.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SUBSCRIPTION_ALERTS (davy_subscription_alerts_get_type ())
G_DECLARE_FINAL_TYPE (DavySubscriptionAlerts,
                      davy_subscription_alerts,
                      DAVY,
                      SUBSCRIPTION_ALERTS,
                      AdwBin)

void davy_subscription_alerts_set_list (DavySubscriptionAlerts *self, DavyRowList *alerts);

G_END_DECLS
