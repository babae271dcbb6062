/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "ui/common/davy-context.h"
#include "ui/common/davy-usage-findings.h"

G_BEGIN_DECLS

/**
 * DavyUsageHourly:
 *
 * What one legacy subscription used in the last days, by the hour: asked for when somebody looks,
 * kept as long as this is.
 */
#define DAVY_TYPE_USAGE_HOURLY (davy_usage_hourly_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsageHourly, davy_usage_hourly, DAVY, USAGE_HOURLY, GObject)

DavyUsageHourly *davy_usage_hourly_new (DavyContext *context, gint64 subscription_row);

void davy_usage_hourly_read (DavyUsageHourly *self);
void davy_usage_hourly_expire (DavyUsageHourly *self);
gboolean davy_usage_hourly_is_expired (DavyUsageHourly *self);
void davy_usage_hourly_set_dimension (DavyUsageHourly *self, DavyDimension dimension);

const DavyUsageFindings *davy_usage_hourly_get_findings (DavyUsageHourly *self);
const GError *davy_usage_hourly_get_error (DavyUsageHourly *self);

G_END_DECLS
