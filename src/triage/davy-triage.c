/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-triage.h"

#include <glib/gi18n-lib.h>

#include "core/davy-error.h"
#include "store/davy-case-alerts.h"
#include "store/davy-details.h"
#include "triage/davy-case-private.h"
#include "triage/davy-facts.h"
#include "triage/davy-stop-acts.h"

struct _DavyTriage
{
  GObject parent_instance;

  DavyStore *store;
  DavyAccounts *accounts;
  GHashTable *cases; /* gint64: row → GWeakRef: those that somebody holds */
};

G_DEFINE_FINAL_TYPE (DavyTriage, davy_triage, G_TYPE_OBJECT)

/* A case that is being opened, on its way to the writer's thread and back. */
typedef struct
{
  DavyAlert *alert; /* (owned) (nullable): whose case it is */
  gint64 case_row;  /* or which case */
  char *who;        /* (owned) (nullable) */
  DavyCaseSnapshot snapshot;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  davy_case_snapshot_clear (&opening->snapshot);
  g_clear_object (&opening->alert);
  g_free (opening->who);
  g_free (opening);
}

static gboolean
append_opening (DavyDb *db,
                gint64 case_row,
                const Opening *opening,
                const char *kind,
                GError **error)
{
  g_autoptr (DavyCaseRecord) record = davy_db_load_case (db, case_row, error);
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (kind, NULL);
  g_autoptr (GVariant) facts = NULL;
  GVariantDict dict;

  if (record == NULL)
    return FALSE;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "alerts",
                               g_variant_new_strv ((const char *const *) record->event_ids, -1));
  facts = g_variant_ref_sink (g_variant_dict_end (&dict));
  entry->facts = davy_facts_to_text (facts);
  entry->who = g_strdup (opening->who);

  return davy_db_append_entry (db, case_row, entry, error);
}

/* One of ours is in no case, but leads to that of its subscription as long as it is open. */
static gboolean
find_case_of_resolved (DavyDb *db, DavyAlert *alert, gint64 *case_row, GError **error)
{
  const char *account_id = davy_alert_get_account_id (alert);

  if (davy_alert_is_own (alert))
    return davy_db_find_open_case (db, account_id, davy_alert_get_azure_id (alert), case_row,
                                   error);

  return davy_db_find_case_of_alert (db, account_id, davy_alert_get_event_id (alert), case_row,
                                     error);
}

/* A case that is over stays over: an alert that came after it begins another. One of ours begins a
 * case about its subscription, without an alert in it: of ours nothing is ever sent. */
static gboolean
find_or_create (DavyDb *db, const Opening *opening, gint64 *case_row, GError **error)
{
  const char *account_id = davy_alert_get_account_id (opening->alert);
  const char *azure_id = davy_alert_get_azure_id (opening->alert);
  const char *kind = DAVY_ENTRY_ATTACHED;
  gboolean is_new;
  guint attached;

  if (!davy_db_find_open_case (db, account_id, azure_id, case_row, error))
    return FALSE;
  is_new = *case_row == 0;
  if (is_new)
    {
      kind = DAVY_ENTRY_OPENED;
      if (!davy_db_create_case (db, account_id, azure_id,
                                davy_alert_get_customer_tenant_id (opening->alert),
                                davy_steps[DAVY_STEP_DETECTED].key, case_row, error))
        return FALSE;
    }
  if (!davy_db_attach_open_alerts (db, *case_row, davy_alert_is_test (opening->alert), &attached,
                                   error))
    return FALSE;

  return (attached == 0 && !is_new) || append_opening (db, *case_row, opening, kind, error);
}

static gboolean
open_case (DavyDb *db, gpointer data, GError **error)
{
  Opening *opening = data;
  gint64 case_row = 0;

  if (davy_alert_is_open (opening->alert))
    {
      if (!find_or_create (db, opening, &case_row, error))
        return FALSE;
    }
  else if (!find_case_of_resolved (db, opening->alert, &case_row, error))
    return FALSE;

  if (case_row == 0)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_CONFLICT,
                           "The alert is resolved and was never handled here");
      return FALSE;
    }

  return davy_case_snapshot_read (&opening->snapshot, db, case_row, error);
}

static gboolean
read_case (DavyDb *db, gpointer data, GError **error)
{
  Opening *opening = data;

  return davy_case_snapshot_read (&opening->snapshot, db, opening->case_row, error);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Two windows on one case share it, so that what one of them sends holds up the other. */
static DavyCase *
share_case (DavyTriage *self, DavyCaseSnapshot *snapshot)
{
  gint64 row = snapshot->record->id;
  GWeakRef *held = g_hash_table_lookup (self->cases, &row);
  DavyCase *shared = held != NULL ? g_weak_ref_get (held) : NULL;

  if (shared != NULL)
    {
      davy_case_take_snapshot (shared, snapshot);
      return shared;
    }

  shared = davy_case_new (self->store, self->accounts, snapshot);
  held = g_new0 (GWeakRef, 1);
  g_weak_ref_init (held, shared);
  g_hash_table_insert (self->cases, g_memdup2 (&row, sizeof row), held);
  davy_case_settle_stops (shared);

  return shared;
}

static void
case_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyTriage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  Opening *opening;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  opening = davy_store_result_get_data (result);
  g_task_return_pointer (task, share_case (self, &opening->snapshot), g_object_unref);
}

static void
alert_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyTriage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAlertDetails) details =
      davy_store_get_alert_finish (DAVY_STORE (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);
  DavyAccount *account;
  Opening *opening;

  if (details == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (davy_alert_get_azure_id (details->alert) == NULL)
    {
      g_task_return_new_error (
          task, DAVY_ERROR, DAVY_ERROR_INPUT, "%s",
          _ ("This alert names no subscription, so it can only be handled in Partner Center."));
      return;
    }

  account = davy_accounts_find_acting (self->accounts, davy_alert_get_account_id (details->alert));
  opening = g_new0 (Opening, 1);
  opening->alert = g_object_ref (details->alert);
  opening->who = g_strdup (account != NULL ? davy_account_get_username (account) : NULL);
  davy_store_write_async (self->store, open_case, opening, opening_free, DAVY_TABLE_CASES,
                          cancellable, case_opened_cb, g_steal_pointer (&task));
}

static void
davy_triage_finalize (GObject *object)
{
  DavyTriage *self = DAVY_TRIAGE (object);

  g_clear_pointer (&self->cases, g_hash_table_unref);
  g_clear_object (&self->accounts);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_triage_parent_class)->finalize (object);
}

static void
davy_triage_class_init (DavyTriageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_triage_finalize;
}

static void
davy_triage_init (DavyTriage *self)
{
  self->cases = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, weak_ref_free);
}

/**
 * davy_triage_new:
 * @store: where alerts and cases are
 * @accounts: in whose names changes are sent
 *
 * Returns: (transfer full): a triage
 */
DavyTriage *
davy_triage_new (DavyStore *store, DavyAccounts *accounts)
{
  DavyTriage *self = g_object_new (DAVY_TYPE_TRIAGE, NULL);

  self->store = g_object_ref (store);
  self->accounts = g_object_ref (accounts);

  return self;
}

/**
 * davy_triage_open_async:
 * @self: a triage
 * @alert_row: an alert
 * @cancellable: (nullable): stops it
 * @callback: called with the case
 * @user_data: for @callback
 *
 * Opens the case of an alert where it was left, or begins one with all open alerts of the
 * subscription. Nothing is sent. A resolved alert opens the case it was resolved in, one of ours
 * the case of its subscription that is open. Whoever opens a case that is open already gets the
 * same one. What an earlier run left without an end is looked after from then on.
 */
void
davy_triage_open_async (DavyTriage *self,
                        gint64 alert_row,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_triage_open_async);
  davy_store_get_alert_async (self->store, alert_row, cancellable, alert_read_cb, task);
}

/**
 * davy_triage_open_finish:
 * @self: a triage
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND; %DAVY_ERROR_INPUT for an alert that names no subscription;
 *   %DAVY_ERROR_CONFLICT for a resolved one without a case; %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): the case
 */
DavyCase *
davy_triage_open_finish (DavyTriage *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_triage_open_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_triage_open_case_async:
 * @self: a triage
 * @case_row: a case
 * @cancellable: (nullable): stops it
 * @callback: called with the case
 * @user_data: for @callback
 *
 * Opens a case as it was left, over or not: no other is begun, and no alert comes to it.
 */
void
davy_triage_open_case_async (DavyTriage *self,
                             gint64 case_row,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, davy_triage_open_case_async);
  opening->case_row = case_row;
  /* In the turn of those who write: who holds the case is not given an older one. */
  davy_store_write_async (self->store, read_case, opening, opening_free, 0, cancellable,
                          case_opened_cb, task);
}

/**
 * davy_triage_open_case_finish:
 * @self: a triage
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND; %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): the case
 */
DavyCase *
davy_triage_open_case_finish (DavyTriage *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_triage_open_case_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
