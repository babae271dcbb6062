/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/davy-usage-findings.h"

G_BEGIN_DECLS

/**
 * DavyUsageRange:
 * @DAVY_USAGE_RANGE_HOURS: the last days by the hour
 * @DAVY_USAGE_RANGE_WEEK: the last 7 days
 * @DAVY_USAGE_RANGE_MONTH: the last 30 days
 * @DAVY_USAGE_RANGE_QUARTER: the last 90 days
 * @DAVY_USAGE_RANGE_ALL: all days that are known
 *
 * How much of the usage is looked at, where it is not zoomed to something else.
 */
typedef enum
{
  DAVY_USAGE_RANGE_HOURS,
  DAVY_USAGE_RANGE_WEEK,
  DAVY_USAGE_RANGE_MONTH,
  DAVY_USAGE_RANGE_QUARTER,
  DAVY_USAGE_RANGE_ALL,
} DavyUsageRange;
#define DAVY_N_USAGE_RANGES (DAVY_USAGE_RANGE_ALL + 1)

guint davy_usage_range_get_points (DavyUsageRange range);
int davy_usage_range_find (const DavyUsageFindings *findings, guint first, guint length);

G_END_DECLS
