/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SUBSCRIPTIONS_PAGE (davy_subscriptions_page_get_type ())
G_DECLARE_FINAL_TYPE (DavySubscriptionsPage,
                      davy_subscriptions_page,
                      DAVY,
                      SUBSCRIPTIONS_PAGE,
                      AdwBin)

DavySubscriptionsPage *davy_subscriptions_page_new (DavyContext *context);
void davy_subscriptions_page_show_subscription (DavySubscriptionsPage *self,
                                                gint64 subscription_row);

G_END_DECLS
