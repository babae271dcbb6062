/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-stop-picture.h"

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-id.h"
#include "azure/davy-arm-rights.h"
#include "store/davy-details.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-origin.h"
#include "triage/davy-case-private.h"
#include "triage/davy-price-finder.h"

/* Reading what runs and who may have brought it. What computes has to be seen; all else that cannot
 * be read is said and holds nothing up. */

typedef struct
{
  char *currency;         /* (owned) */
  DavyComputeList *found; /* (owned) */
  GPtrArray *locks;       /* (owned) (nullable) */
  GPtrArray *permissions; /* (owned) (nullable) */
  DavyPriceBook *prices;  /* (owned) */
  DavyStopPicture *picture;
  GError *failure; /* (owned) (nullable): why nothing can be shown */
  guint pending;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->currency);
  g_clear_pointer (&reading->found, davy_compute_list_free);
  g_clear_pointer (&reading->locks, g_ptr_array_unref);
  g_clear_pointer (&reading->permissions, g_ptr_array_unref);
  g_clear_pointer (&reading->prices, davy_price_book_free);
  davy_stop_picture_free (reading->picture);
  g_clear_error (&reading->failure);
  g_free (reading);
}

static void
compose (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  DavyStopPicture *picture = reading->picture;
  g_autoptr (GVariant) marks = davy_case_dup_caller_marks (self);
  const DavyStopSources sources = { .found = reading->found,
                                    .locks = reading->locks,
                                    .permissions = reading->permissions,
                                    .prices = reading->prices,
                                    .currency = reading->currency };

  picture->plan = davy_stop_plan_new (&sources);
  picture->accesses = davy_stop_accesses_find (picture->assignments, picture->activities, marks,
                                               reading->picture->since);
  g_task_return_pointer (task, g_steal_pointer (&reading->picture),
                         (GDestroyNotify) davy_stop_picture_free);
}

static void
prices_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->prices = davy_price_finder_find_finish (DAVY_STORE (source), result, &error);
  if (reading->prices != NULL)
    compose (task);
  else
    g_task_return_error (task, error);
}

static void
find_prices (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  DavyArmClient *arm = davy_case_get_arm (self, &error);

  if (arm != NULL)
    davy_price_finder_find_async (davy_case_get_store (self), arm, reading->found->items,
                                  reading->currency, g_task_get_cancellable (task), prices_found_cb,
                                  g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* One of the readings that run beside each other has ended. */
static void
end_part (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (--reading->pending > 0)
    return;
  if (reading->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&reading->failure));
  else
    find_prices (task);
}

static void
compute_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);

  reading->found =
      davy_arm_client_list_compute_finish (DAVY_ARM_CLIENT (source), result, &reading->failure);
  end_part (task);
}

static void
locks_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);

  reading->locks = davy_arm_client_list_locks_finish (DAVY_ARM_CLIENT (source), result,
                                                      &reading->picture->lock_error);
  end_part (task);
}

static void
permissions_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);

  reading->permissions =
      davy_arm_client_list_permissions_finish (DAVY_ARM_CLIENT (source), result, NULL);
  end_part (task);
}

/* The first of two that may fail tells why. */
static void
take_list (GPtrArray **place, GPtrArray *list, DavyStopPicture *picture, GError *error)
{
  if (list != NULL)
    {
      g_ptr_array_unref (*place);
      *place = list;
    }
  else if (picture->access_error == NULL)
    picture->access_error = error;
  else
    g_error_free (error);
}

static void
assignments_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyStopPicture *picture = ((Reading *) g_task_get_task_data (task))->picture;
  GError *error = NULL;
  GPtrArray *list =
      davy_arm_client_list_role_assignments_finish (DAVY_ARM_CLIENT (source), result, &error);

  take_list (&picture->assignments, list, picture, error);
  end_part (task);
}

static void
activity_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyStopPicture *picture = ((Reading *) g_task_get_task_data (task))->picture;
  GError *error = NULL;
  GPtrArray *list = davy_arm_client_list_activity_finish (DAVY_ARM_CLIENT (source), result, &error);

  take_list (&picture->activities, list, picture, error);
  end_part (task);
}

/* The subscription's own currency, so that the sum can be compared with what it costs otherwise. */
static void
subscription_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (DavySubscription) subscription =
      davy_store_find_subscription_finish (DAVY_STORE (source), result, NULL);
  const DavyMoney *cost =
      subscription != NULL ? davy_subscription_get_cost_month (subscription) : NULL;

  reading->currency =
      g_strdup (cost != NULL && davy_money_is_known (cost) ? cost->currency : DAVY_LIST_CURRENCY);
  end_part (task);
}

static DavyTime
find_since (DavyCase *subject)
{
  DavyTime onset = davy_case_get_onset (subject, NULL);

  return davy_onset_get_log_start (onset != DAVY_TIME_UNSET ? onset : davy_time_now ());
}

static void
start (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  DavyArmClient *arm = davy_case_get_arm (self, NULL);
  const char *tenant = davy_case_get_customer_tenant_id (self);
  Reading *reading = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *azure_id = davy_case_get_azure_id (self);
  g_autofree char *scope = g_strconcat ("/subscriptions/", azure_id, NULL);

  reading->pending = 6;
  davy_store_find_subscription_async (davy_case_get_store (self), davy_case_get_account_id (self),
                                      azure_id, cancellable, subscription_found_cb,
                                      g_object_ref (task));
  davy_arm_client_list_compute_async (arm, tenant, azure_id, cancellable, compute_listed_cb,
                                      g_object_ref (task));
  davy_arm_client_list_locks_async (arm, tenant, scope, cancellable, locks_listed_cb,
                                    g_object_ref (task));
  davy_arm_client_list_permissions_async (arm, tenant, scope, cancellable, permissions_listed_cb,
                                          g_object_ref (task));
  davy_arm_client_list_role_assignments_async (arm, tenant, scope, NULL, cancellable,
                                               assignments_listed_cb, g_object_ref (task));
  davy_arm_client_list_activity_async (arm, tenant, azure_id, reading->picture->since,
                                       davy_time_now (), DAVY_ARM_ACTIVITY_ALL, NULL, cancellable,
                                       activity_listed_cb, g_object_ref (task));
}

/**
 * davy_stop_picture_read_async:
 * @subject: a case
 * @cancellable: (nullable): to give up
 * @callback: called with the picture
 * @user_data: for @callback
 *
 * Reads what computes in the case's subscription, the locks, the person's rights, the roles of
 * others and what was done since the misuse began (`wire-contract.md` 3.4 to 3.6, 3.9 and 3.10).
 * Changes nothing.
 */
void
davy_stop_picture_read_async (DavyCase *subject,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (subject, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, davy_stop_picture_read_async);
  reading->picture = g_new0 (DavyStopPicture, 1);
  reading->picture->since = find_since (subject);
  reading->picture->assignments = g_ptr_array_new ();
  reading->picture->activities = g_ptr_array_new ();
  g_task_set_task_data (task, reading, reading_free);

  if (davy_case_can_reach_customer (subject, &error))
    start (task);
  else
    g_task_return_error (task, error);
}

/**
 * davy_stop_picture_read_finish:
 * @subject: a case
 * @result: the answer
 * @error: a #DavyError when what computes cannot be read: no consent, no rights, no connection …
 *
 * Returns: (transfer full) (nullable): the picture
 */
DavyStopPicture *
davy_stop_picture_read_finish (DavyCase *subject, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, subject), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_stop_picture_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_stop_picture_free:
 * @self: (transfer full) (nullable): a picture
 *
 * Frees a picture.
 */
void
davy_stop_picture_free (DavyStopPicture *self)
{
  if (self == NULL)
    return;

  davy_stop_plan_free (self->plan);
  g_clear_pointer (&self->accesses, g_ptr_array_unref);
  g_clear_error (&self->access_error);
  g_clear_error (&self->lock_error);
  g_ptr_array_unref (self->assignments);
  g_ptr_array_unref (self->activities);
  g_free (self);
}

static gboolean
is_write (const DavyArmActivity *activity)
{
  return activity->operation != NULL && g_str_has_suffix (activity->operation, "/write");
}

/**
 * davy_stop_picture_is_recent:
 * @self: a picture
 * @item: a line of its plan
 *
 * Returns: whether it was created since the incident may have begun; where the service does not
 *   tell when, whether it was written since then
 */
gboolean
davy_stop_picture_is_recent (const DavyStopPicture *self, const DavyStopItem *item)
{
  if (item->compute->created != DAVY_TIME_UNSET)
    return item->compute->created >= self->since;

  for (guint i = 0; i < self->activities->len; i++)
    {
      const DavyArmActivity *activity = g_ptr_array_index (self->activities, i);

      if (is_write (activity) && activity->time >= self->since && activity->resource_id != NULL &&
          davy_arm_id_equal (activity->resource_id, item->compute->id))
        return TRUE;
    }

  return FALSE;
}

/**
 * davy_stop_picture_count_writes:
 * @self: a picture
 * @since: a moment
 * @who: (nullable): whose own operations do not count
 *
 * Returns: how many operations created or changed something since then
 */
guint
davy_stop_picture_count_writes (const DavyStopPicture *self, DavyTime since, const char *who)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->activities->len; i++)
    {
      const DavyArmActivity *activity = g_ptr_array_index (self->activities, i);

      if (activity->time > since && activity->operation_id != NULL && is_write (activity) &&
          (who == NULL || activity->caller == NULL ||
           g_ascii_strcasecmp (activity->caller, who) != 0))
        g_hash_table_add (seen, activity->operation_id);
    }

  return g_hash_table_size (seen);
}
