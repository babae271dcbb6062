/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-details.h"
#include "sync/davy-standing.h"

G_BEGIN_DECLS

/* Words for what is known about a customer's account, and their order. Texts are (transfer full).
 */

char *davy_words_standing_name (const DavyStandingFact *fact);
char *davy_words_standing_value (const DavyStandingFact *fact);
char *davy_words_budget (const DavyBudget *budget);
char *davy_words_standing_source (const DavyStandingFact *fact);
int davy_words_standing_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
