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

#define DAVY_STANDING_ENDED "ended"
#define DAVY_STANDING_NONE  "none"
#define DAVY_STANDING_YES   "yes"
#define DAVY_STANDING_NO    "no"

#define DAVY_STANDING_SOURCE_PARTNER_CENTER "partner-center"

DavyMark davy_standing_mark_relationship (const char *relationship);
DavyMark davy_standing_mark_validation (const char *status);
DavyMark davy_standing_mark_qualifications (GPtrArray *qualifications, char **value);
DavyMark davy_standing_mark_subscriptions (GPtrArray *subscriptions, char **value);

G_END_DECLS
