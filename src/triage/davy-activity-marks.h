/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/**
 * DavyActivityMark:
 * @time: when
 * @day: the day of UTC on which that was
 * @kind: %DAVY_PLOT_MARK_CREATE: something that computes was created or changed;
 *   %DAVY_PLOT_MARK_ROLE: a role was assigned, or somebody gave himself access;
 *   %DAVY_PLOT_MARK_QUOTA: a quota was raised
 *
 * One operation of a subscription's activity log that goes before misuse (`playbook.md` C.3,
 * *Indicators*) and did not fail.
 */
typedef struct
{
  DavyTime time;
  DavyDay day;
  DavyPlotMarkKind kind;
} DavyActivityMark;

const char *davy_activity_mark_get_word (const DavyActivityMark *self);
gboolean davy_activity_mark_find_kind (const char *word, DavyPlotMarkKind *kind);

GArray *davy_activity_marks_from_lines (GBytes *lines);

void davy_activity_marks_load_async (DavyStore *store,
                                     const char *account_id,
                                     const char *azure_id,
                                     DavyTime known,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GArray *davy_activity_marks_load_finish (DavyStore *store,
                                         GAsyncResult *result,
                                         DavyTime *stored_at,
                                         GError **error);

G_END_DECLS
