/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-format.h"
#include "store/davy-usage-table.h"
#include "triage/davy-case-origin.h"
#include "triage/davy-support-request.h"

G_BEGIN_DECLS

/* Microsoft's terms (playbook.md C.2, wire-contract.md 4.3): asked for within 60 days of the first
 * fraudulent usage; at most the charges of its first 30 days are considered. */
#define DAVY_REFUND_DAYS         60
#define DAVY_REFUND_CHARGED_DAYS 30
#define DAVY_REFUND_WARN_DAYS    50

/**
 * DavyRefundClock:
 * @DAVY_REFUND_CLOCK_UNKNOWN: nobody knows when it began
 * @DAVY_REFUND_CLOCK_RUNS: there is time
 * @DAVY_REFUND_CLOCK_HALF: 30 days are over: further charges are not considered
 * @DAVY_REFUND_CLOCK_LATE: 50 days are over
 * @DAVY_REFUND_CLOCK_OVER: 60 days are over
 *
 * How the time for asking stands.
 */
typedef enum
{
  DAVY_REFUND_CLOCK_UNKNOWN,
  DAVY_REFUND_CLOCK_RUNS,
  DAVY_REFUND_CLOCK_HALF,
  DAVY_REFUND_CLOCK_LATE,
  DAVY_REFUND_CLOCK_OVER,
} DavyRefundClock;

/**
 * DavyRefundDay:
 * @day: which
 * @excess: what it cost beyond the expected
 */
typedef struct
{
  DavyDay day;
  double excess;
} DavyRefundDay;

/**
 * DavyRefund:
 * @first: the first fraudulent usage, or %DAVY_TIME_UNSET
 * @source: how that is known
 * @days: (element-type DavyRefundDay): since then
 * @total: the sum of @days
 * @currency: ISO 4217, "" when no amount is known
 * @basis: which price the amounts were made with; %DAVY_BASIS_INVOICED is what Microsoft refunds
 * @asked: when it was asked for, for any subscription of the customer; %DAVY_TIME_UNSET: never
 * @has_stopped: whether a look after the last act found that nothing goes on
 *
 * What a credit for fraudulent usage is asked with.
 */
typedef struct
{
  DavyTime first;
  DavyOnsetSource source;
  GArray *days;
  double total;
  char currency[4];
  DavyPriceBasis basis;
  DavyTime asked;
  gboolean has_stopped;
} DavyRefund;

DavyRefund *davy_refund_new (DavyTime first, DavyOnsetSource source, const DavyUsageTable *usage);
void davy_refund_free (DavyRefund *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyRefund, davy_refund_free)

DavyRefundClock davy_refund_get_clock (const DavyRefund *self, DavyTime now);
DavyTime davy_refund_get_deadline (const DavyRefund *self);
char *davy_refund_dup_text (const DavyRefund *self, const DavySupportFacts *facts);

G_END_DECLS
