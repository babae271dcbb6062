/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-case-refund.h"

#include <glib/gi18n-lib.h>

#include "core/davy-error.h"
#include "store/davy-details.h"
#include "triage/davy-aftermath.h"
#include "triage/davy-case-private.h"

/* The credit that a case asks for: read together from the store, and written down once it was asked
 * for. There is one for each customer tenant, ever. */

typedef struct
{
  DavyTime first; /* what the person said, or %DAVY_TIME_UNSET */
  char *account_id;
  char *customer_tenant_id; /* (nullable) */
  DavyTime asked;
  DavyRefund *refund; /* (nullable) */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_clear_pointer (&loading->refund, davy_refund_free);
  g_free (loading->account_id);
  g_free (loading->customer_tenant_id);
  g_free (loading);
}

static gboolean
find_asked (DavyDb *db, gpointer data, GError **error)
{
  Loading *loading = data;

  return davy_db_find_customer_entry (db, loading->account_id, loading->customer_tenant_id,
                                      DAVY_ENTRY_REFUND_ASKED, &loading->asked, error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  Loading *loading;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  loading = davy_store_result_get_data (result);
  loading->refund->asked = loading->asked;
  g_task_return_pointer (task, g_steal_pointer (&loading->refund),
                         (GDestroyNotify) davy_refund_free);
}

/* It is granted once: who asks before has asked for the last time (playbook.md C.3, *Refund*). */
static gboolean
has_stopped (DavyCase *self)
{
  g_autoptr (DavyAftermath) aftermath = davy_case_get_aftermath (self);
  const DavyVerification *last = davy_aftermath_get_last (aftermath);

  return last != NULL && davy_verification_is_good (last);
}

/* @task: (transfer full); @usage: (nullable) */
static void
finish_loading (GTask *task, const DavyUsageTable *usage)
{
  DavyCase *self = g_task_get_source_object (task);
  Loading *loading = g_new0 (Loading, 1);
  DavyOnsetSource source = DAVY_ONSET_PERSON;
  DavyTime first = *(DavyTime *) g_task_get_task_data (task);

  if (first == DAVY_TIME_UNSET)
    first = davy_case_get_onset (self, &source);
  loading->account_id = g_strdup (davy_case_get_account_id (self));
  loading->customer_tenant_id = g_strdup (davy_case_get_customer_tenant_id (self));
  loading->refund = davy_refund_new (first, source, usage);
  loading->refund->has_stopped = has_stopped (self);
  davy_store_read_async (davy_case_get_store (self), find_asked, loading, loading_free,
                         g_task_get_cancellable (task), asked_cb, task);
}

static void
usage_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyUsageTable) usage =
      davy_store_load_usage_finish (DAVY_STORE (source), result, &error);

  if (usage == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    finish_loading (g_steal_pointer (&task), usage);
}

static void
subscription_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavySubscription) subscription =
      davy_store_find_subscription_finish (DAVY_STORE (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (subscription == NULL) /* its cost is not known; the rest is */
    finish_loading (g_steal_pointer (&task), NULL);
  else
    davy_store_load_usage_async (DAVY_STORE (source), davy_subscription_get_id (subscription),
                                 DAVY_DIMENSION_SERVICE, cancellable, usage_read_cb,
                                 g_steal_pointer (&task));
}

/**
 * davy_case_load_refund_async:
 * @self: a case
 * @first: the first fraudulent usage as the person says; %DAVY_TIME_UNSET: as
 *   davy_case_get_onset() finds it
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Puts together what a credit is asked with (`playbook.md` C.3, *Refund*).
 */
void
davy_case_load_refund_async (DavyCase *self,
                             DavyTime first,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_case_load_refund_async);
  g_task_set_task_data (task, g_memdup2 (&first, sizeof first), g_free);
  davy_store_find_subscription_async (davy_case_get_store (self), davy_case_get_account_id (self),
                                      davy_case_get_azure_id (self), cancellable,
                                      subscription_found_cb, task);
}

/**
 * davy_case_load_refund_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): what is asked with
 */
DavyRefund *
davy_case_load_refund_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_load_refund_async,
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_case_record_refund_async:
 * @self: a case
 * @refund: what was asked with
 * @number: the number of the request at Azure's support
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Writes down that the credit was asked for. A second time for the same customer, or without a
 * number, ends with %DAVY_ERROR_INPUT.
 */
void
davy_case_record_refund_async (DavyCase *self,
                               const DavyRefund *refund,
                               const char *number,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const char *missing = NULL;
  DavyCaseWrite *write;
  GVariantDict facts;

  g_task_set_source_tag (task, davy_case_record_refund_async);
  if (refund->asked != DAVY_TIME_UNSET)
    missing = _ ("A credit was already asked for this customer, and Microsoft grants it once.");
  else if (*number == '\0')
    missing = _ ("Enter the number of the request.");
  if (missing != NULL)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_INPUT, "%s", missing);
      return;
    }

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "number", "s", number);
  g_variant_dict_insert (&facts, "first", "x", refund->first);
  g_variant_dict_insert (&facts, "source", "s", davy_onset_source_to_key (refund->source));
  g_variant_dict_insert (&facts, "excess", "d", refund->total);
  g_variant_dict_insert (&facts, "currency", "s", refund->currency);
  write = davy_case_write_new (self);
  davy_case_write_add (write, DAVY_ENTRY_REFUND_ASKED, NULL, g_variant_dict_end (&facts));
  davy_case_write_last (write, NULL, g_steal_pointer (&task));
}

/**
 * davy_case_record_refund_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT with a sentence that says what is missing; %DAVY_ERROR_STORE
 *
 * Returns: whether it is written down
 */
gboolean
davy_case_record_refund_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_record_refund_async,
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
