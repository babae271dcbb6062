/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"
#include "store/davy-subscription.h"
#include "triage/davy-alert-words.h"

G_BEGIN_DECLS

/* Words for people in place of the wire's words. All are (transfer full). */

char *davy_words_subscription_kind (DavySubscriptionKind kind);
char *davy_words_subscription_state (DavySubscriptionState state, const char *raw);
char *davy_words_subscription_name (DavySubscription *subscription);
char *davy_words_subscription_customer (DavySubscription *subscription);
char *davy_words_subscription_cost (DavySubscription *subscription);
char *davy_words_subscription_change (DavySubscription *subscription);
char *davy_words_usage_state (DavyUsageState state);
char *davy_words_price_basis (DavyPriceBasis basis);

char *davy_words_whose (const char *customer, const char *subscription);

char *davy_words_alert_what (DavyAlert *alert);
char *davy_words_alert_owner (DavyAlert *alert);
char *davy_words_alert_cost (DavyAlert *alert);
char *davy_words_alert_detail (const char *key);
char *davy_words_time_left (DavyTime due, DavyTime now, gboolean *overdue);

G_END_DECLS
