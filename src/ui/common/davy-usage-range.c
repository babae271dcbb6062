/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-range.h"

static const guint range_points[DAVY_N_USAGE_RANGES] = { G_MAXUINT, 7, 30, 90, G_MAXUINT };

/**
 * davy_usage_range_get_points:
 * @range: a range
 *
 * Returns: how many days it shows, or hours, as far as they are known; %G_MAXUINT for all
 */
guint
davy_usage_range_get_points (DavyUsageRange range)
{
  return range_points[range];
}

/**
 * davy_usage_range_find:
 * @findings: what is looked at
 * @first: the first day that is seen, or hour
 * @length: how many
 *
 * The ends of the series are those of the last range that shows as much.
 *
 * Returns: the #DavyUsageRange that shows this; -1: none does
 */
int
davy_usage_range_find (const DavyUsageFindings *findings, guint first, guint length)
{
  guint n = findings->judged->series->length;

  if (davy_usage_findings_is_hourly (findings))
    return length == n ? DAVY_USAGE_RANGE_HOURS : -1;
  if (length == n)
    return n <= range_points[DAVY_USAGE_RANGE_QUARTER] ? DAVY_USAGE_RANGE_QUARTER
                                                       : DAVY_USAGE_RANGE_ALL;
  for (int i = DAVY_USAGE_RANGE_WEEK; i < DAVY_USAGE_RANGE_ALL; i++)
    if (length == range_points[i] && first + length == n)
      return i;

  return -1;
}
