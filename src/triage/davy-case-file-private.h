/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-details.h"
#include "triage/davy-case-clocks.h"
#include "triage/davy-case-private.h"

G_BEGIN_DECLS

/**
 * DavyCaseFile:
 * @snapshot: the case with its journal and its alerts
 * @alerts: (owned) (element-type DavyAlertDetails): the alerts, with what they name
 * @subscription: (owned) (nullable): when it is known
 * @plan_id: (owned) (nullable): Partner Center's id of the subscription or of the Azure plan
 * @usage: (owned) (nullable): its daily cost, when it is known
 * @judged: (owned) (nullable): what the detector says about it
 * @log: (owned) (nullable): the activity log that its evidence keeps, empty when it keeps none;
 *   %NULL until davy_case_file_read_log(): it can be of many megabytes
 *
 * All that a case file is made of.
 */
typedef struct
{
  DavyCaseSnapshot snapshot;
  GPtrArray *alerts;
  DavySubscription *subscription;
  char *plan_id;
  DavyUsageTable *usage;
  DavyJudgement *judged;
  GBytes *log;
} DavyCaseFile;

gboolean davy_case_file_read (DavyCaseFile *self, DavyDb *db, gint64 case_row, GError **error);
gboolean davy_case_file_read_log (DavyCaseFile *self, DavyDb *db, gint64 case_row, GError **error);
void davy_case_file_read_clocks (const DavyCaseFile *self, DavyCaseClocks *clocks);
void davy_case_file_clear (DavyCaseFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyCaseFile, davy_case_file_clear)
char *davy_case_file_to_json (const DavyCaseFile *self);
const char *davy_case_file_basis_word (DavyPriceBasis basis);

/**
 * DavyCaseFileMaker:
 * @file: all that is known of a case
 *
 * Runs on the reader's thread.
 *
 * Returns: (transfer full): what is made of it
 */
typedef gpointer (*DavyCaseFileMaker) (const DavyCaseFile *file);

void davy_case_file_make_async (DavyStore *store,
                                gint64 case_row,
                                gboolean with_log,
                                DavyCaseFileMaker maker,
                                GDestroyNotify free_made,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gpointer davy_case_file_make_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
