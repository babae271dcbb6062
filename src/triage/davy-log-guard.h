/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-reminder.h"

G_BEGIN_DECLS

DavyReminder *davy_log_guard_find (const DavyCaseRecord *record, const GPtrArray *alerts);

G_END_DECLS
