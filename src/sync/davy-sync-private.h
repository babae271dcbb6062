/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/davy-sync-plan.h"
#include "sync/davy-sync.h"

G_BEGIN_DECLS

/* The object (davy-sync.c: what is seen and asked for from outside), who is asked
 * (davy-sync-sources.c) and the refresh (davy-sync-run.c) are three files over one struct. */
struct _DavySync
{
  GObject parent_instance;

  DavyStore *store;
  DavyAccounts *accounts;
  GPtrArray *sources; /* (element-type DavySyncSource) */
  DavySyncQueue *queue;
  GCancellable *cancellable; /* of all that is under way; replaced when it was cancelled */
  GHashTable *tried; /* (element-type utf8 gint64): key of a job, when it was last asked for */

  gboolean running;
  gboolean has_new_source; /* since the refresh began */
  DavySyncStep step;
  gboolean planning;
  gboolean planning_background; /* what can be fetched beside the step */
  GSource *pause;               /* (nullable): between two steps */
  DavyTime pass;
  guint staged_total;
  guint staged_done;
  gboolean alerts_failed;

  DavySyncStage stage;
  double fraction;
  GError *error;
  GHashTable *failures; /* (element-type utf8 GError): account id, why it could not go on */
  DavyTime last_refresh;
  char *alert_service; /* (nullable): where alerts come from */
  gboolean offline;
};

void davy_sync_set_stage (DavySync *self, DavySyncStage stage);
void davy_sync_set_running (DavySync *self, gboolean running);
void davy_sync_set_offline (DavySync *self, gboolean offline);
void davy_sync_set_error (DavySync *self, GError *error);
void davy_sync_set_last_refresh (DavySync *self, DavyTime time);
void davy_sync_update_fraction (DavySync *self);

void davy_sync_find_sources (DavySync *self);
void davy_sync_accounts_changed (DavySync *self);
gboolean davy_sync_replace_account (DavySync *self, DavyAccount *account);
void davy_sync_note_failure (DavySync *self, DavyAccount *account, const GError *error);

void davy_sync_begin_run (DavySync *self);
void davy_sync_abort_run (DavySync *self);
void davy_sync_want_rows (DavySync *self, const gint64 *rows, guint n_rows, DavySyncLook look);

G_END_DECLS
