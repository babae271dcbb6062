/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-detector.h"

/* Chosen with `tests/bench/run.sh detector`: by the public benchmark's seeds 1000 to 1024 and 2000
 * to 2199 and the development half of our own series, before its seeds 5000 to 5049 and the other
 * half were looked at.
 *
 * accept_days is how long a credit can be asked for (playbook.md C.3): until then the level before
 * counts. With 28 days a third of what the scenario drift_heavy finds would be lost, with more than
 * 60 nothing is won.
 *
 * The part_ ones were chosen by the development half of its subscriptions of many parts. */
const DavyDetector davy_detector_defaults = {
  .window = 28,
  .least_of_class = 3,
  .warm_up = 7,
  .spread_days = 63,
  .least_sd = 0.03,
  .prior_sd = 0.15,
  .prior_days = 5,
  .clip_sds = 4,
  .trend_caution = 1.1,
  .most_growth = 0.012,
  .month_ratio = 3.5,
  .month_sds = 2.5,
  .former_sds = 2,
  .day_sds = 3.5,
  .day_ratio = 1.25,
  .young_days = 4,
  .peaks = 3,
  .shift_slack = 0.8,
  .shift_cap = 4,
  .shift_evidence = 4,
  .shift_ratio = 1.125,
  .end_evidence = 4,
  .end_ratio = 1.1,
  .least_excess = 5,
  .any_cost = 0,
  .notable_amount = 10,
  .part_share = 0.05,
  .part_caution = 2,
  .part_rise = 0.75,
  .part_loss = 0.2,
  .accept_days = 60,
  .accept_times = 2,
};

/**
 * davy_detector_forget_other_parts:
 * @self: the parameters, to judge a part with
 * @dimension: what @part is
 * @part: its name
 *
 * What was planned of one service says nothing of another: they share no money. What was planned of
 * a group may well be of a service.
 */
void
davy_detector_forget_other_parts (DavyDetector *self, DavyDimension dimension, const char *part)
{
  guint kept = 0;

  for (guint i = 0; i < self->n_planned; i++)
    {
      const DavyPlanned *planned = &self->planned[i];

      if (planned->part == NULL || planned->dimension != dimension ||
          g_ascii_strcasecmp (planned->part, part) == 0)
        self->planned[kept++] = *planned;
    }
  self->n_planned = kept;
}
