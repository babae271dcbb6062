/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-clocks.h"

#include "store/davy-alert.h"

static DavyTime
earlier (DavyTime one, DavyTime other)
{
  if (one == DAVY_TIME_UNSET || other == DAVY_TIME_UNSET)
    return MAX (one, other);

  return MIN (one, other);
}

/**
 * davy_case_clocks_init:
 * @self: (out caller-allocates): the clocks
 * @alerts: (element-type DavyAlert): of the case
 * @onset: the day on which the usage left its expected range; 0 when it did not
 *
 * The hour runs from the first alert's creation, the others from the earliest sign of misuse:
 * what Microsoft observed first, or the onset.
 */
void
davy_case_clocks_init (DavyCaseClocks *self, const GPtrArray *alerts, DavyDay onset)
{
  *self = (DavyCaseClocks){ 0 };
  for (guint i = 0; i < alerts->len; i++)
    {
      DavyAlert *alert = g_ptr_array_index (alerts, i);

      self->answer_by = earlier (self->answer_by, davy_alert_get_due (alert));
      self->first_sign = earlier (self->first_sign, davy_alert_get_first_observed (alert));
    }
  if (onset != 0)
    self->first_sign = earlier (self->first_sign, davy_day_to_time (onset));
  if (self->first_sign == DAVY_TIME_UNSET)
    return;

  self->refund_until = self->first_sign + DAVY_REFUND_DAYS * DAVY_TIME_DAY;
  self->logs_until = self->first_sign + DAVY_LOG_DAYS * DAVY_TIME_DAY;
}
