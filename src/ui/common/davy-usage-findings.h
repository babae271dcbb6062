/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot.h"
#include "store/davy-usage-table.h"
#include "usage/davy-judgement.h"

G_BEGIN_DECLS

#define DAVY_USAGE_TOP 5 /* parts that are told apart in the graph */

/**
 * DavyUsageFindings:
 * @table: the usage of one subscription; of @whole when that is set
 * @whole: (nullable): of which these are the findings about one part; they live no longer
 * @part: which of the table's parts; -1: all of them
 * @unit: (nullable): in which the days are counted; %NULL: it is money
 * @judged: the daily sums, and what the detector says about them
 *
 * What can be said about the usage of a subscription, by day or by hour. Of hours nothing is
 * expected: the detector judges days.
 */
typedef struct _DavyUsageFindings DavyUsageFindings;
struct _DavyUsageFindings
{
  DavyUsageTable *table;
  const DavyUsageFindings *whole;
  int part;
  const char *unit;
  DavyJudgement *judged;
};

/* Something that happened; @day is that of UTC. */
typedef struct
{
  DavyTime time;
  DavyDay day;
  DavyPlotMarkKind kind;
} DavyUsageMark;

/**
 * DavyUsageView:
 * @first: the first day that is seen, of the series; of hours, the first hour
 * @length: how many days, or hours, are seen
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

gboolean davy_usage_findings_is_hourly (const DavyUsageFindings *self);
gboolean davy_usage_findings_find_mark (const DavyUsageFindings *self,
                                        const DavyUsageMark *mark,
                                        guint *index);
gboolean davy_usage_findings_has_values (const DavyUsageFindings *self);
guint davy_usage_findings_count_unpriced (const DavyUsageFindings *self, guint first, guint length);
gboolean davy_usage_findings_is_counted (const DavyUsageFindings *self);
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
char *davy_usage_findings_dup_money (const DavyUsageFindings *self, double amount);
gboolean davy_usage_findings_is_about_part (const DavyUsageFindings *self);
gboolean davy_usage_findings_is_excess (const DavyUsageFindings *self);
char *davy_usage_findings_dup_point (const DavyUsageFindings *self, guint index);
char *davy_usage_findings_dup_point_recent (const DavyUsageFindings *self, guint index);
char *davy_usage_findings_dup_headline (const DavyUsageFindings *self);
char *davy_usage_findings_dup_explanation (const DavyUsageFindings *self);
char *davy_usage_findings_dup_basis (const DavyUsageFindings *self);
char *davy_usage_findings_dup_unpriced (const DavyUsageFindings *self);
char *davy_usage_findings_dup_summary (const DavyUsageFindings *self, const DavyUsageView *view);
char *davy_usage_findings_dup_span (const DavyUsageFindings *self, guint first, guint length);
char *davy_usage_findings_dup_reading (const DavyUsageFindings *self,
                                       const DavyUsageView *view,
                                       guint from,
                                       guint to);

/* For a spreadsheet. */
char *davy_usage_findings_dup_csv (const DavyUsageFindings *self, const DavyUsageView *view);

G_END_DECLS
