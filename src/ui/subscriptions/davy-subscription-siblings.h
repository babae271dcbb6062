/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-subscription.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SUBSCRIPTION_SIBLINGS (davy_subscription_siblings_get_type ())
G_DECLARE_FINAL_TYPE (DavySubscriptionSiblings,
                      davy_subscription_siblings,
                      DAVY,
                      SUBSCRIPTION_SIBLINGS,
                      AdwBin)

void davy_subscription_siblings_show (DavySubscriptionSiblings *self,
                                      DavyContext *context,
                                      DavySubscription *subscription);

G_END_DECLS
