/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-details.h"

G_BEGIN_DECLS

/* The keys of what is known about a customer's account, and the values that are not words of the
 * wire. Values are machine words; the interface has the words for people. */
#define DAVY_STANDING_RELATIONSHIP     "relationship"     /* the wire's word, or ended */
#define DAVY_STANDING_DELEGATED_ACCESS "delegated-access" /* yes or no */
#define DAVY_STANDING_VALIDATION       "validation"       /* the wire's word, or none */
#define DAVY_STANDING_QUALIFICATIONS   "qualifications" /* NAME:STATUS, ... of the wire, or none */
#define DAVY_STANDING_SUBSCRIPTIONS    "subscriptions"  /* the worst state, the wire's word */
#define DAVY_STANDING_BUDGET           "budget" /* for davy_standing_read_budget(), or none */

#define DAVY_STANDING_ENDED "ended"
#define DAVY_STANDING_NONE  "none"
#define DAVY_STANDING_YES   "yes"
#define DAVY_STANDING_NO    "no"

#define DAVY_STANDING_SOURCE_PARTNER_CENTER "partner-center"

/**
 * DavyBudget:
 * @amount: the spending budget that is set for a customer; not known when its currency is not told
 * @used: how much of it the running billing period used, 1 for all of it, also more; NAN when
 *   nobody can say
 *
 * A customer's spending budget, which all of its subscriptions use together. Microsoft writes when
 * much of it is used, no more once all of it is, and stops nothing.
 */
typedef struct
{
  DavyMoney amount;
  double used;
} DavyBudget;

DavyMark davy_standing_mark_relationship (const char *relationship);
DavyMark davy_standing_mark_validation (const char *status);
DavyMark davy_standing_mark_qualifications (GPtrArray *qualifications, char **value);
DavyMark davy_standing_mark_subscriptions (GPtrArray *subscriptions, char **value);
DavyMark
davy_standing_mark_budget (double amount, const DavyMoney *cost, double percent_used, char **value);
gboolean davy_standing_read_budget (const char *value, DavyBudget *budget);

G_END_DECLS
