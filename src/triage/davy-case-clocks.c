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
 * davy_case_clocks_set_first_sign:
 * @self: the clocks
 * @first_sign: the earliest sign of misuse; %DAVY_TIME_UNSET when there is none
 *
 * Lets the clocks of the refund and of the logs run from @first_sign.
 */
void
davy_case_clocks_set_first_sign (DavyCaseClocks *self, DavyTime first_sign)
{
  gboolean known = first_sign != DAVY_TIME_UNSET;

  self->first_sign = first_sign;
  self->refund_until = known ? first_sign + DAVY_REFUND_DAYS * DAVY_TIME_DAY : DAVY_TIME_UNSET;
  self->logs_until = known ? first_sign + DAVY_LOG_DAYS * DAVY_TIME_DAY : DAVY_TIME_UNSET;
}

/**
 * davy_case_clocks_init:
 * @self: (out caller-allocates): the clocks
 * @alerts: (element-type DavyAlert): of the case
 * @onset: when the usage left its expected range; %DAVY_TIME_UNSET when it did not
 *
 * The hour runs from the first alert's creation, the others from the earliest sign of misuse:
 * what Microsoft observed first, or the onset.
 */
void
davy_case_clocks_init (DavyCaseClocks *self, const GPtrArray *alerts, DavyTime onset)
{
  DavyTime first_sign = onset;

  *self = (DavyCaseClocks){ 0 };
  for (guint i = 0; i < alerts->len; i++)
    {
      DavyAlert *alert = g_ptr_array_index (alerts, i);

      self->answer_by = earlier (self->answer_by, davy_alert_get_due (alert));
      first_sign = earlier (first_sign, davy_alert_get_first_observed (alert));
    }
  davy_case_clocks_set_first_sign (self, first_sign);
}
