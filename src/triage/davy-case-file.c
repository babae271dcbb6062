/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-file.h"

#include <string.h>

#include "core/davy-error.h"
#include "store/davy-due.h"
#include "store/davy-evidence-table.h"
#include "triage/davy-case-file-private.h"
#include "triage/davy-evidence.h"
#include "triage/davy-facts.h"

/* Gathering what a case file is made of, on the reader's thread, in one look at the store. How it
 * is written is in davy-case-file-json.c. */

typedef struct
{
  gint64 case_row;
  gboolean with_log;
  DavyCaseFileMaker maker;
  GDestroyNotify free_made;
  gpointer made; /* (owned) (nullable) */
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_clear_pointer (&making->made, making->free_made);
  g_free (making);
}

static gboolean
read_alerts (DavyCaseFile *self, DavyDb *db, GError **error)
{
  self->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_alert_details_free);
  for (guint i = 0; i < self->snapshot.alerts->len; i++)
    {
      DavyAlert *alert = g_ptr_array_index (self->snapshot.alerts, i);
      DavyAlertDetails *details = davy_db_load_alert_details (db, davy_alert_get_id (alert), error);

      if (details == NULL)
        return FALSE;
      g_ptr_array_add (self->alerts, details);
    }

  return TRUE;
}

static gboolean
read_plan (DavyCaseFile *self, DavyDb *db, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (DavyUsageTarget) target =
      davy_db_get_usage_target (db, davy_subscription_get_id (self->subscription), &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (target != NULL)
    self->plan_id = g_steal_pointer (&target->plan_id);

  return TRUE;
}

static gboolean
read_usage (DavyCaseFile *self, DavyDb *db, GError **error)
{
  const DavyCaseRecord *record = self->snapshot.record;
  g_autoptr (GError) failure = NULL;

  self->subscription =
      davy_db_find_subscription (db, record->account_id, record->azure_id, &failure);
  if (self->subscription == NULL)
    {
      if (g_error_matches (failure, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!read_plan (self, db, error))
    return FALSE;
  if (davy_subscription_get_usage_fetched_at (self->subscription) == DAVY_TIME_UNSET)
    return TRUE;

  self->usage = davy_db_load_usage (db, davy_subscription_get_id (self->subscription),
                                    DAVY_DIMENSION_SERVICE, error);
  if (self->usage == NULL)
    return FALSE;
  self->judged = davy_usage_table_judge (self->usage);

  return TRUE;
}

/**
 * davy_case_file_read:
 * @self: an empty one
 * @db: any connection
 * @case_row: which case
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Reads all but the activity log.
 *
 * Returns: whether it could be read
 */
gboolean
davy_case_file_read (DavyCaseFile *self, DavyDb *db, gint64 case_row, GError **error)
{
  return davy_case_snapshot_read (&self->snapshot, db, case_row, error) &&
         read_alerts (self, db, error) && read_usage (self, db, error);
}

/**
 * davy_case_file_read_log:
 * @self: a case file
 * @db: any connection
 * @case_row: which case
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Reads the activity log as well.
 *
 * Returns: whether it could be read
 */
gboolean
davy_case_file_read_log (DavyCaseFile *self, DavyDb *db, gint64 case_row, GError **error)
{
  self->log = davy_db_read_evidence (db, case_row, DAVY_EVIDENCE_ACTIVITY, error);

  return self->log != NULL;
}

/**
 * davy_case_file_clear:
 * @self: a case file
 *
 * Frees what it holds; it is an empty one then.
 */
void
davy_case_file_clear (DavyCaseFile *self)
{
  davy_case_snapshot_clear (&self->snapshot);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_clear_object (&self->subscription);
  g_clear_pointer (&self->plan_id, g_free);
  g_clear_pointer (&self->usage, davy_usage_table_free);
  g_clear_pointer (&self->judged, davy_judgement_free);
  g_clear_pointer (&self->log, g_bytes_unref);
}

/* What was decided about how it came about names the onset; it counts more than what was found. */
static DavyTime
read_decided_onset (const GPtrArray *entries)
{
  DavyTime onset = DAVY_TIME_UNSET;

  for (guint i = 0; i < entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GVariant) facts = NULL;

      if (strcmp (entry->kind, DAVY_ENTRY_DECISION) != 0)
        continue;
      facts = davy_facts_from_text (entry->facts);
      if (facts != NULL)
        g_variant_lookup (facts, DAVY_FACT_ONSET, "x", &onset);
    }

  return onset;
}

/**
 * davy_case_file_read_clocks:
 * @self: what a case file is made of
 * @clocks: (out caller-allocates): what runs out
 */
void
davy_case_file_read_clocks (const DavyCaseFile *self, DavyCaseClocks *clocks)
{
  DavyTime decided = read_decided_onset (self->snapshot.record->entries);
  DavyTime onset = DAVY_TIME_UNSET;

  if (self->judged != NULL && self->judged->episode != NULL)
    onset = davy_day_to_time (self->judged->episode->onset);
  davy_case_clocks_init (clocks, self->snapshot.alerts, onset);
  if (decided != DAVY_TIME_UNSET)
    davy_case_clocks_set_first_sign (clocks, decided);
}

static gboolean
make (DavyDb *db, gpointer data, GError **error)
{
  Making *making = data;
  g_auto (DavyCaseFile) file = { 0 };

  if (!davy_case_file_read (&file, db, making->case_row, error) ||
      (making->with_log && !davy_case_file_read_log (&file, db, making->case_row, error)))
    return FALSE;
  making->made = making->maker (&file);

  return TRUE;
}

/**
 * davy_case_file_make_async:
 * @store: a store
 * @case_row: which case
 * @with_log: whether the activity log is needed
 * @maker: what makes something of it
 * @free_made: frees what it made
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Makes something of what the store holds of a case at this moment.
 */
void
davy_case_file_make_async (DavyStore *store,
                           gint64 case_row,
                           gboolean with_log,
                           DavyCaseFileMaker maker,
                           GDestroyNotify free_made,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Making *making = g_new0 (Making, 1);

  making->case_row = case_row;
  making->with_log = with_log;
  making->maker = maker;
  making->free_made = free_made;
  davy_store_read_async (store, make, making, making_free, cancellable, callback, user_data);
}

/**
 * davy_case_file_make_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): what was made
 */
gpointer
davy_case_file_make_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  Making *making;

  if (!davy_store_read_finish (store, result, error))
    return NULL;
  making = davy_store_result_get_data (result);

  return g_steal_pointer (&making->made);
}

static gpointer
make_document (const DavyCaseFile *self)
{
  char *json = davy_case_file_to_json (self);

  return g_bytes_new_take (json, strlen (json));
}

/**
 * davy_case_file_build_async:
 * @store: a store
 * @case_row: which case
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Makes the JSON document of a case, of what the store holds at this moment.
 */
void
davy_case_file_build_async (DavyStore *store,
                            gint64 case_row,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  davy_case_file_make_async (store, case_row, TRUE, make_document, (GDestroyNotify) g_bytes_unref,
                             cancellable, callback, user_data);
}

/**
 * davy_case_file_build_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the document
 */
GBytes *
davy_case_file_build_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return davy_case_file_make_finish (store, result, error);
}
