/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-cost.h"
#include "partner/davy-partner-cost.h"
#include "partner/davy-partner-usage.h"
#include "store/davy-rows.h"

G_BEGIN_DECLS

/**
 * DavyUsageDays:
 *
 * Collects what a subscription used, by day, from either source, ready for the store; of a legacy
 * one also by hour.
 */
typedef struct _DavyUsageDays DavyUsageDays;

/* What a part of the subscription used in an hour, which begins at @start. */
typedef struct
{
  DavyTime start;
  DavyUsageDay use;
} DavyUsageHour;

DavyUsageDays *davy_usage_days_new (void);
void davy_usage_days_free (DavyUsageDays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageDays, davy_usage_days_free)

void davy_usage_days_add_cost (DavyUsageDays *self, const DavyCostRow *row);
void davy_usage_days_add_utilization (DavyUsageDays *self, const DavyUtilization *record);
void davy_usage_days_add_resource_cost (DavyUsageDays *self, const DavyResourceCost *record);
void davy_usage_days_set_meter_total (DavyUsageDays *self, const DavyMeterTotal *total);

GArray *davy_usage_days_build (DavyUsageDays *self);
GArray *davy_usage_days_build_hours (DavyUsageDays *self);

G_END_DECLS
