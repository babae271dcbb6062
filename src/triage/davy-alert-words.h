/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"

G_BEGIN_DECLS

/* Words for people in place of Microsoft's words about an alert. All are (transfer full). */

char *davy_words_alert_type (const char *type);
char *davy_words_severity (DavySeverity severity, const char *raw);
char *davy_words_alert_status (DavyAlertStatus status, const char *raw);
char *davy_words_alert_reason (DavyAlertReason reason, const char *raw);
char *davy_words_quote (const char *raw);

G_END_DECLS
