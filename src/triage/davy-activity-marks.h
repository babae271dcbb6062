/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/**
 * DavyActivityKind:
 * @DAVY_ACTIVITY_COMPUTE: something that computes was created or changed
 * @DAVY_ACTIVITY_ROLE: a role was assigned, or somebody gave himself access
 * @DAVY_ACTIVITY_QUOTA: a quota was raised
 *
 * What of a subscription's activity log goes before misuse (`playbook.md` C.3, *Indicators*).
 */
typedef enum
{
  DAVY_ACTIVITY_COMPUTE,
  DAVY_ACTIVITY_ROLE,
  DAVY_ACTIVITY_QUOTA,
} DavyActivityKind;

/* One operation that did not fail. */
typedef struct
{
  DavyDay day;
  DavyActivityKind kind;
} DavyActivityMark;

GArray *davy_activity_marks_from_lines (GBytes *lines);

void davy_activity_marks_load_async (DavyStore *store,
                                     const char *account_id,
                                     const char *azure_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GArray *davy_activity_marks_load_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
