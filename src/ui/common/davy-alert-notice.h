/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-notice-table.h"

G_BEGIN_DECLS

/* The application's actions behind the buttons, but for those that others use as well. */
#define DAVY_ACTION_SHOW_ALERTS   "show-alerts"   /* x: a DavyNoticeKind */
#define DAVY_ACTION_SNOOZE_ALERT  "snooze-alert"  /* x: its row */
#define DAVY_ACTION_SNOOZE_ALERTS "snooze-alerts" /* x: a DavyNoticeKind */

GNotification *davy_alert_notice_new (const DavyNotice *notice);
GNotification *davy_alert_notice_new_of_many (DavyNoticeKind kind, const DavyNoticeOfMany *many);

G_END_DECLS
