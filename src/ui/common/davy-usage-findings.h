/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot.h"
#include "store/davy-usage-table.h"
#include "usage/davy-episode.h"

G_BEGIN_DECLS

/**
 * DavyUsageFindings:
 * @table: the usage of one subscription
 * @series: its daily sums
 * @expectation: what was expected of them
 * @episodes: (element-type DavyEpisode): where they left it
 * @episode: (nullable): the latest notable one, of @episodes
 * @daily_excess: what @episode costs a day beyond the expected while it runs; NAN when unknown
 *
 * What can be said about the usage of a subscription.
 */
typedef struct
{
  DavyUsageTable *table;
  DavySeries *series;
  DavyExpectation *expectation;
  GArray *episodes;
  const DavyEpisode *episode;
  double daily_excess;
} DavyUsageFindings;

/* For the graph: how much of the table is shown, and how. */
typedef struct
{
  guint days;          /* so many at the end; at most all */
  gboolean by_service; /* stacked services instead of the expected range */
  const DavyDay *alerts;
  guint n_alerts;
} DavyUsageView;

DavyUsageFindings *davy_usage_findings_new (DavyUsageTable *table);
void davy_usage_findings_free (DavyUsageFindings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageFindings, davy_usage_findings_free)

gboolean davy_usage_findings_has_values (const DavyUsageFindings *self);
int davy_usage_findings_get_last_complete (const DavyUsageFindings *self);
double davy_usage_findings_get_usual (const DavyUsageFindings *self);
int davy_usage_findings_get_cause (const DavyUsageFindings *self, double *share);
const char *davy_usage_findings_get_part (const DavyUsageFindings *self, guint part);

DavyPlot *davy_usage_findings_create_plot (const DavyUsageFindings *self,
                                           const DavyUsageView *view);

/* Words; all are (transfer full). */
char *davy_usage_findings_dup_money (const DavyUsageFindings *self, double amount);
char *davy_usage_findings_dup_headline (const DavyUsageFindings *self);
char *davy_usage_findings_dup_explanation (const DavyUsageFindings *self);
char *davy_usage_findings_dup_basis (const DavyUsageFindings *self);
char *davy_usage_findings_dup_summary (const DavyUsageFindings *self, const DavyUsageView *view);
char *davy_usage_findings_dup_reading (const DavyUsageFindings *self,
                                       const DavyUsageView *view,
                                       guint from,
                                       guint to);

G_END_DECLS
