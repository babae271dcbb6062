/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "triage/davy-reminder.h"

G_BEGIN_DECLS

const char *davy_reminder_words_target (const DavyReminder *reminder, gint64 *target);
GNotification *davy_reminder_words_notification (const DavyReminder *reminder);
char *davy_reminder_words_state (const DavyReminder *reminder);

G_END_DECLS
