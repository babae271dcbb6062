/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"
#include "triage/davy-reminder.h"

G_BEGIN_DECLS

/**
 * DavyReminderWatch:
 *
 * Reminds of cases when their time has come, each time once.
 */
#define DAVY_TYPE_REMINDER_WATCH (davy_reminder_watch_get_type ())
G_DECLARE_FINAL_TYPE (DavyReminderWatch, davy_reminder_watch, DAVY, REMINDER_WATCH, GObject)

DavyReminderWatch *davy_reminder_watch_new (DavyStore *store);

G_END_DECLS
