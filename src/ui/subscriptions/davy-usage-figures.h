/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-subscription.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_USAGE_FIGURES (davy_usage_figures_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsageFigures, davy_usage_figures, DAVY, USAGE_FIGURES, AdwBin)

void
davy_usage_figures_show (DavyUsageFigures *self, DavyContext *context, gint64 subscription_row);
void davy_usage_figures_set_subscription (DavyUsageFigures *self, DavySubscription *subscription);

G_END_DECLS
