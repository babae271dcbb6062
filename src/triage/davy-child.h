/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-format.h"

G_BEGIN_DECLS

/**
 * DavyChildTask:
 * @DAVY_CHILD_REPORT: a report of a case; its kinds are formats: `pdf`, `json`
 * @DAVY_CHILD_COMPOSE: a letter about a case; its kinds are letters
 *
 * What this program does when it is started as a child of itself: a case file comes in on standard
 * input, what is made of it goes out on standard output. A process speaks one language only; so
 * one that speaks another than the window is started for it.
 */
typedef enum
{
  DAVY_CHILD_REPORT,
  DAVY_CHILD_COMPOSE,
} DavyChildTask;

const char *davy_child_task_get_option (DavyChildTask task);

void davy_child_run_async (DavyChildTask task,
                           const char *kind,
                           DavyLanguage language,
                           GBytes *case_file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GBytes *davy_child_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
