/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot.h"
#include "store/davy-usage-table.h"
#include "usage/davy-episode.h"

G_BEGIN_DECLS

#define DAVY_USAGE_TOP         5  /* parts that are told apart in the graph */
#define DAVY_USAGE_RECENT_DAYS 90 /* what is older is no news */

/**
 * DavyUsageFindings:
 * @table: the usage of one subscription; of @whole when that is set
 * @whole: (nullable): of which these are the findings about one part; they live no longer
 * @part: which of the table's parts; -1: all of them
 * @unit: (nullable): in which @series is counted; %NULL: it is money
 * @series: the daily sums
 * @expectation: what was expected of them
 * @episodes: (element-type DavyEpisode): where they left it
 * @episode: (nullable): the latest notable one of the last 90 days, of @episodes
 * @daily_excess: what @episode costs a day beyond the expected while it runs; NAN when unknown
 *
 * What can be said about the usage of a subscription.
 */
typedef struct _DavyUsageFindings DavyUsageFindings;
struct _DavyUsageFindings
{
  DavyUsageTable *table;
  const DavyUsageFindings *whole;
  int part;
  const char *unit;
  DavySeries *series;
  DavyExpectation *expectation;
  GArray *episodes;
  const DavyEpisode *episode;
  double daily_excess;
};

/* Something that happened, on the axis of days. */
typedef struct
{
  DavyDay day;
  DavyPlotMarkKind kind;
} DavyUsageMark;

/**
 * DavyUsageView:
 * @first: the first day that is seen, of the series
 * @length: how many days are seen
 * @parted: whether the costliest parts are stacked in the place of the expected range
 * @top: which parts these are, the costliest first; set by davy_usage_findings_rank()
 * @n_top: how many
 * @marks: (array length=n_marks) (not owned): what happened
 * @n_marks: how many
 * @budget: a day's share of the customer's budget, in the currency of the findings; 0: none is
 * known
 *
 * How much of the findings is shown, and how.
 */
typedef struct
{
  guint first;
  guint length;
  gboolean parted;
  guint top[DAVY_USAGE_TOP];
  guint n_top;
  const DavyUsageMark *marks;
  guint n_marks;
  double budget;
} DavyUsageView;

/**
 * DavyUsageSum:
 * @amount: what these days came to; NAN when nothing is known of any
 * @excess: how much of it was more than expected, in notable episodes
 * @highest: the day with the most, counted from the first of the series; -1 without any
 *
 * Several days together.
 */
typedef struct
{
  double amount;
  double excess;
  int highest;
} DavyUsageSum;

DavyUsageFindings *davy_usage_findings_new (DavyUsageTable *table);
DavyUsageFindings *
davy_usage_findings_new_part (const DavyUsageFindings *whole, guint part, gboolean quantity);
void davy_usage_findings_free (DavyUsageFindings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageFindings, davy_usage_findings_free)

gboolean davy_usage_findings_has_values (const DavyUsageFindings *self);
int davy_usage_findings_get_last_complete (const DavyUsageFindings *self);
double davy_usage_findings_get_usual (const DavyUsageFindings *self);
int davy_usage_findings_get_cause (const DavyUsageFindings *self, double *share);
gboolean davy_usage_findings_is_notable (const DavyUsageFindings *self, guint index);
DavyUsageSum davy_usage_findings_sum (const DavyUsageFindings *self, guint first, guint length);
void davy_usage_findings_rank (const DavyUsageFindings *self, DavyUsageView *view);
double *davy_usage_findings_dup_rest (const DavyUsageFindings *self, const DavyUsageView *view);

DavyPlot *davy_usage_findings_create_plot (const DavyUsageFindings *self,
                                           const DavyUsageView *view);

/* Words; all that are made are (transfer full). */
const char *davy_usage_findings_get_part (const DavyUsageFindings *self, guint part);
const char *davy_usage_findings_get_rest (const DavyUsageFindings *self);
const char *davy_usage_mark_get_name (DavyPlotMarkKind kind);
char *davy_usage_findings_dup_money (const DavyUsageFindings *self, double amount);
char *davy_usage_findings_dup_headline (const DavyUsageFindings *self);
char *davy_usage_findings_dup_explanation (const DavyUsageFindings *self);
char *davy_usage_findings_dup_basis (const DavyUsageFindings *self);
char *davy_usage_findings_dup_summary (const DavyUsageFindings *self, const DavyUsageView *view);
char *davy_usage_findings_dup_span (const DavyUsageFindings *self, guint first, guint length);
char *davy_usage_findings_dup_reading (const DavyUsageFindings *self,
                                       const DavyUsageView *view,
                                       guint from,
                                       guint to);

/* For a spreadsheet. */
char *davy_usage_findings_dup_csv (const DavyUsageFindings *self, const DavyUsageView *view);

G_END_DECLS
