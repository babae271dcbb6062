/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"

G_BEGIN_DECLS

/* How long after the first fraudulent usage a refund can be asked for, and how long Azure keeps its
 * activity log (playbook.md C.2 and C.3, "Refund"). */
#define DAVY_REFUND_DAYS 60
#define DAVY_LOG_DAYS    90

/* How long before its beginning is gone the log is to be fetched. */
#define DAVY_LOG_SHORT_DAYS 14

/**
 * DavyCaseClocks:
 * @answer_by: when the hour to react is over
 * @first_sign: the earliest sign of misuse
 * @refund_until: until when a refund can be asked for
 * @logs_until: when the first of the logs are gone
 *
 * What runs out in a case; a clock that cannot be told is %DAVY_TIME_UNSET.
 */
typedef struct
{
  DavyTime answer_by;
  DavyTime first_sign;
  DavyTime refund_until;
  DavyTime logs_until;
} DavyCaseClocks;

void davy_case_clocks_init (DavyCaseClocks *self, const GPtrArray *alerts, DavyTime onset);
void davy_case_clocks_set_first_sign (DavyCaseClocks *self, DavyTime first_sign);

G_END_DECLS
