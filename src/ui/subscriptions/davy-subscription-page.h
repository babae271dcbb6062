/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SUBSCRIPTION_PAGE (davy_subscription_page_get_type ())
G_DECLARE_FINAL_TYPE (DavySubscriptionPage, davy_subscription_page, DAVY, SUBSCRIPTION_PAGE, AdwBin)

DavySubscriptionPage *davy_subscription_page_new (DavyContext *context);

void
davy_subscription_page_show (DavySubscriptionPage *self, gint64 subscription_row, gint64 alert_row);
gint64 davy_subscription_page_get_subscription (DavySubscriptionPage *self);
gint64 davy_subscription_page_get_alert (DavySubscriptionPage *self);

G_END_DECLS
