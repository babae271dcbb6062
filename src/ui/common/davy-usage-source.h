/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "store/davy-subscription.h"
#include "ui/common/davy-context.h"
#include "ui/common/davy-usage-findings.h"
#include "ui/common/davy-usage-hourly.h"

G_BEGIN_DECLS

/**
 * DavyUsageSource:
 *
 * What is known about the usage of one subscription: read from the store, kept up with it, fetched
 * before others.
 */
#define DAVY_TYPE_USAGE_SOURCE (davy_usage_source_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsageSource, davy_usage_source, DAVY, USAGE_SOURCE, GObject)

DavyUsageSource *davy_usage_source_new (DavyContext *context, gint64 subscription_row);

void davy_usage_source_set_dimension (DavyUsageSource *self, DavyDimension dimension);
void davy_usage_source_fetch (DavyUsageSource *self);

DavySubscription *davy_usage_source_get_subscription (DavyUsageSource *self);
const DavyUsageFindings *davy_usage_source_get_findings (DavyUsageSource *self);
DavyUsageHourly *davy_usage_source_get_hourly (DavyUsageSource *self);
const GArray *davy_usage_source_get_marks (DavyUsageSource *self);
double davy_usage_source_get_budget (DavyUsageSource *self);
const GError *davy_usage_source_get_error (DavyUsageSource *self);
gboolean davy_usage_source_get_offline (DavyUsageSource *self);

G_END_DECLS
