/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-db.h"

G_BEGIN_DECLS

/**
 * DavyCaseSummary:
 *
 * A case as the list of cases shows it: a snapshot that never changes.
 */
#define DAVY_TYPE_CASE_SUMMARY (davy_case_summary_get_type ())
G_DECLARE_FINAL_TYPE (DavyCaseSummary, davy_case_summary, DAVY, CASE_SUMMARY, GObject)

gint64 davy_case_summary_get_id (DavyCaseSummary *self);
const char *davy_case_summary_get_step (DavyCaseSummary *self);
gboolean davy_case_summary_is_open (DavyCaseSummary *self);
DavyTime davy_case_summary_get_opened_at (DavyCaseSummary *self);
DavyTime davy_case_summary_get_closed_at (DavyCaseSummary *self);
DavyTime davy_case_summary_get_changed_at (DavyCaseSummary *self);
const char *davy_case_summary_get_customer_name (DavyCaseSummary *self);
const char *davy_case_summary_get_subscription_name (DavyCaseSummary *self);
gint64 davy_case_summary_get_alert_row (DavyCaseSummary *self);

/* Within a DavyStoreWork, or on the main thread for a list. */
DavyCaseSummary *davy_case_summary_load (DavyDb *db, gint64 case_row, GError **error);

G_END_DECLS
