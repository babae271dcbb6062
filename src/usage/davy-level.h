/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-expectation.h"

G_BEGIN_DECLS

#define DAVY_LEVEL_DAYS 28 /* that say what was usual before an episode */

/**
 * DavyLevel:
 * @workday: what a day from Monday to Friday comes to; NAN when unknown
 * @weekend: what another day comes to; NAN when unknown
 *
 * What days usually come to.
 */
typedef struct
{
  double workday;
  double weekend;
} DavyLevel;

DavyLevel
davy_level_find (const DavySeries *series, const DavyExpectation *judged, guint end, guint days);
double davy_level_of_day (const DavyLevel *self, DavyDay day);
double
davy_level_between (const DavySeries *series, const DavyExpectation *judged, guint from, guint to);
double davy_level_before (const DavySeries *series, const DavyExpectation *judged, guint onset);

G_END_DECLS
