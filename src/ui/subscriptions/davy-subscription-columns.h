/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/davy-subscription-list.h"

G_BEGIN_DECLS

void davy_subscription_columns_add (GtkColumnView *view);
gboolean davy_subscription_columns_get_order (GtkColumnView *view,
                                              DavySubscriptionSort *sort,
                                              gboolean *descending);
void davy_subscription_columns_set_order (GtkColumnView *view,
                                          DavySubscriptionSort sort,
                                          gboolean descending);

G_END_DECLS
