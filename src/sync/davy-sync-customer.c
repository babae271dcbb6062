/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-source.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-subscriptions.h"
#include "store/davy-rows.h"
#include "sync/davy-standing.h"

/* All that is to know about one customer: its standing and its Azure subscriptions. One question
 * after the other, so that as many customers as are fetched at once are as many requests. A part
 * that fails costs that part: what was known of it stays in the store, with its age. */

typedef enum
{
  STEP_CUSTOMER,
  STEP_VALIDATION,
  STEP_QUALIFICATIONS,
  STEP_RELATIONSHIPS,
  STEP_SUBSCRIPTIONS,
  STEP_ENTITLEMENTS, /* as often as there are Azure plans */
  STEP_WRITE,
} Step;

typedef struct
{
  DavySyncSource *source; /* (owned) */
  char *account_id;       /* (owned) */
  char *tenant_id;        /* (owned) */
  DavyTime now;           /* also tells this reading from the ones before */
  Step step;
  gboolean ended; /* the customer is no longer the partner's */

  DavyPartnerCustomer *customer; /* (owned) (nullable) */
  gboolean validation_known;
  DavyPartnerValidation *validation; /* (owned) (nullable) */
  GPtrArray *qualifications;         /* (owned) (nullable) */
  GPtrArray *relationships;          /* (owned) (nullable) */
  GPtrArray *subscriptions;          /* (owned) (nullable) */
  GPtrArray *plans;                  /* (owned): of @subscriptions, not asked yet but for @plan */
  const DavyPartnerSubscription *plan;
  GPtrArray *entitlements; /* (owned) (element-type DavyPartnerEntitlement) */
  GError *error;           /* (owned) (nullable): the first part that failed */
} CustomerFetch;

static void fetch_next (GTask *task);

static void
customer_fetch_free (CustomerFetch *fetch)
{
  g_clear_object (&fetch->source);
  g_clear_pointer (&fetch->customer, davy_partner_customer_free);
  g_clear_pointer (&fetch->validation, davy_partner_validation_free);
  g_clear_pointer (&fetch->qualifications, g_ptr_array_unref);
  g_clear_pointer (&fetch->relationships, g_ptr_array_unref);
  g_clear_pointer (&fetch->plans, g_ptr_array_unref);
  g_clear_pointer (&fetch->subscriptions, g_ptr_array_unref);
  g_clear_pointer (&fetch->entitlements, g_ptr_array_unref);
  g_clear_error (&fetch->error);
  g_free (fetch->account_id);
  g_free (fetch->tenant_id);
  g_free (fetch);
}

/* --- writing, on the writer's thread ------------------------------------------------------- */

static gboolean
put_fact (DavyDb *db,
          const CustomerFetch *fetch,
          const char *key,
          const char *value,
          DavyMark mark,
          GError **error)
{
  const DavyStandingFact fact = { .key = (char *) key,
                                  .value = (char *) value,
                                  .mark = mark,
                                  .source = (char *) DAVY_STANDING_SOURCE_PARTNER_CENTER,
                                  .fetched_at = fetch->now };

  return davy_db_put_standing_fact (db, fetch->account_id, fetch->tenant_id, &fact, error);
}

static gboolean
write_relationship (DavyDb *db, const CustomerFetch *fetch, GError **error)
{
  const char *delegated;

  if (fetch->ended)
    return put_fact (db, fetch, DAVY_STANDING_RELATIONSHIP, DAVY_STANDING_ENDED,
                     DAVY_MARK_ATTENTION, error);
  if (fetch->customer == NULL)
    return TRUE;
  if (!put_fact (db, fetch, DAVY_STANDING_RELATIONSHIP, fetch->customer->relationship,
                 davy_standing_mark_relationship (fetch->customer->relationship), error))
    return FALSE;
  if (fetch->customer->delegated_access == DAVY_DELEGATED_ACCESS_UNKNOWN)
    return TRUE;

  /* "No" is what a customer with granular rights alone answers too: nothing to worry about. */
  delegated = fetch->customer->delegated_access == DAVY_DELEGATED_ACCESS_YES ? DAVY_STANDING_YES
                                                                             : DAVY_STANDING_NO;

  return put_fact (db, fetch, DAVY_STANDING_DELEGATED_ACCESS, delegated,
                   fetch->customer->delegated_access == DAVY_DELEGATED_ACCESS_YES
                       ? DAVY_MARK_GOOD
                       : DAVY_MARK_UNKNOWN,
                   error);
}

static gboolean
write_standing (DavyDb *db, const CustomerFetch *fetch, GError **error)
{
  if (!write_relationship (db, fetch, error))
    return FALSE;

  if (fetch->validation_known)
    {
      const char *status = fetch->validation != NULL ? fetch->validation->status : NULL;

      if (!put_fact (db, fetch, DAVY_STANDING_VALIDATION,
                     status != NULL ? status : DAVY_STANDING_NONE,
                     davy_standing_mark_validation (status), error))
        return FALSE;
    }
  if (fetch->qualifications != NULL)
    {
      g_autofree char *value = NULL;
      DavyMark mark = davy_standing_mark_qualifications (fetch->qualifications, &value);

      if (!put_fact (db, fetch, DAVY_STANDING_QUALIFICATIONS, value, mark, error))
        return FALSE;
    }
  if (fetch->subscriptions != NULL)
    {
      g_autofree char *value = NULL;
      DavyMark mark = davy_standing_mark_subscriptions (fetch->subscriptions, &value);

      if (!put_fact (db, fetch, DAVY_STANDING_SUBSCRIPTIONS, value, mark, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_names (DavyDb *db, const CustomerFetch *fetch, GError **error)
{
  const DavyPartnerRelationship *reseller =
      fetch->relationships != NULL && fetch->relationships->len > 0
          ? g_ptr_array_index (fetch->relationships, 0)
          : NULL;
  const DavyPartnerCustomer *customer = fetch->customer;
  const DavyCustomerRow row = { .account_id = fetch->account_id,
                                .tenant_id = fetch->tenant_id,
                                .name = customer != NULL ? customer->name : NULL,
                                .domain = customer != NULL ? customer->domain : NULL,
                                .country = customer != NULL ? customer->country : NULL,
                                .reseller_name = reseller != NULL ? reseller->name : NULL };

  return davy_db_put_customer (db, &row, error);
}

static gboolean
put_azure (DavyDb *db,
           const CustomerFetch *fetch,
           DavySubscriptionKind kind,
           const char *azure_id,
           const char *plan_id,
           const char *name,
           const char *state,
           GError **error)
{
  const DavySubscriptionRow row = { .account_id = fetch->account_id,
                                    .azure_id = azure_id,
                                    .plan_id = plan_id,
                                    .customer_tenant_id = fetch->tenant_id,
                                    .name = name,
                                    .state = state,
                                    .kind = kind };

  return davy_db_put_subscription (db, &row, fetch->now, NULL, error);
}

static gboolean
write_subscriptions (DavyDb *db, const CustomerFetch *fetch, GError **error)
{
  for (guint i = 0; fetch->subscriptions != NULL && i < fetch->subscriptions->len; i++)
    {
      const DavyPartnerSubscription *one = g_ptr_array_index (fetch->subscriptions, i);

      if (one->product == DAVY_PARTNER_PRODUCT_AZURE_LEGACY &&
          !put_azure (db, fetch, DAVY_SUBSCRIPTION_LEGACY,
                      one->entitlement_id != NULL ? one->entitlement_id : one->id, one->id,
                      one->name != NULL ? one->name : one->offer_name, one->status, error))
        return FALSE;
    }
  for (guint i = 0; i < fetch->entitlements->len; i++)
    {
      const DavyPartnerEntitlement *one = g_ptr_array_index (fetch->entitlements, i);

      if (!put_azure (db, fetch, DAVY_SUBSCRIPTION_AZURE_PLAN, one->azure_id, one->plan_id,
                      one->name, one->status, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_customer (DavyDb *db, gpointer data, GError **error)
{
  const CustomerFetch *fetch = data;

  if (!write_names (db, fetch, error) || !write_standing (db, fetch, error) ||
      !write_subscriptions (db, fetch, error))
    return FALSE;

  /* After half of it nobody can say which subscriptions are gone, and it is to be read again. */
  if (fetch->error != NULL)
    return TRUE;
  if (!davy_db_finish_subscriptions_pass (db, fetch->account_id, fetch->tenant_id, fetch->now,
                                          error))
    return FALSE;

  return davy_db_mark_customer_read (db, fetch->account_id, fetch->tenant_id, fetch->now, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomerFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (fetch->error != NULL)
    g_task_return_error (task, g_steal_pointer (&fetch->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* --- fetching ------------------------------------------------------------------------------ */

static void
end_customer (CustomerFetch *fetch)
{
  fetch->ended = TRUE;
  fetch->step = STEP_WRITE;
}

/* Goes on to the next part, whatever became of this one, unless nothing would come of it.
 * Takes @error. */
static void
part_done (GTask *task, GError *error)
{
  CustomerFetch *fetch = g_task_get_task_data (task);
  const DavyFault *fault;

  if (error != NULL && davy_sync_error_is_fatal (error))
    {
      g_task_return_error (task, error);
      return;
    }

  fault = error != NULL && error->domain == DAVY_ERROR ? davy_error_get_fault (error) : NULL;
  if (fault != NULL && g_strcmp0 (fault->reason, "no-relationship") == 0)
    {
      end_customer (fetch);
      g_error_free (error);
    }
  else if (error != NULL && fetch->error == NULL)
    {
      fetch->error = error;
    }
  else
    {
      g_clear_error (&error);
    }

  fetch_next (task);
}

static void
got_customer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomerFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->customer =
      davy_partner_client_get_customer_finish (DAVY_PARTNER_CLIENT (source), result, &error);
  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      end_customer (fetch);
    }
  part_done (task, error);
}

static void
got_validation_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomerFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->validation_known = davy_partner_client_get_validation_finish (
      DAVY_PARTNER_CLIENT (source), result, &fetch->validation, &error);
  part_done (task, error);
}

static void
listed_qualifications_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomerFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->qualifications =
      davy_partner_client_list_qualifications_finish (DAVY_PARTNER_CLIENT (source), result, &error);
  part_done (task, error);
}

static void
listed_relationships_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomerFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->relationships =
      davy_partner_client_list_relationships_finish (DAVY_PARTNER_CLIENT (source), result, &error);
  part_done (task, error);
}

static gboolean
is_state (const DavyPartnerSubscription *subscription, const char *state)
{
  return subscription->status != NULL && g_ascii_strcasecmp (subscription->status, state) == 0;
}

static void
listed_subscriptions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomerFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->subscriptions =
      davy_partner_client_list_subscriptions_finish (DAVY_PARTNER_CLIENT (source), result, &error);
  for (guint i = 0; fetch->subscriptions != NULL && i < fetch->subscriptions->len; i++)
    {
      DavyPartnerSubscription *one = g_ptr_array_index (fetch->subscriptions, i);

      if (one->product == DAVY_PARTNER_PRODUCT_AZURE_PLAN && !is_state (one, "deleted"))
        g_ptr_array_add (fetch->plans, one);
    }
  part_done (task, error);
}

static void
listed_entitlements_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomerFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) entitlements =
      davy_partner_client_list_entitlements_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  for (guint i = 0; entitlements != NULL && i < entitlements->len; i++)
    {
      DavyPartnerEntitlement *one = g_ptr_array_index (entitlements, i);

      if (one->plan_id == NULL)
        one->plan_id = g_strdup (fetch->plan->id);
      /* What is in a plan that does not run does not run either. */
      if (fetch->plan->status != NULL && !is_state (fetch->plan, "active"))
        {
          g_free (one->status);
          one->status = g_strdup (fetch->plan->status);
        }
    }
  if (entitlements != NULL)
    g_ptr_array_extend_and_steal (fetch->entitlements, g_steal_pointer (&entitlements));
  part_done (task, error);
}

static void
fetch_entitlements (GTask *task)
{
  CustomerFetch *fetch = g_task_get_task_data (task);

  if (fetch->plans->len == 0)
    {
      fetch->step = STEP_WRITE;
      fetch_next (task);
      return;
    }

  fetch->plan = g_ptr_array_steal_index (fetch->plans, 0);
  davy_partner_client_list_entitlements_async (
      davy_sync_source_get_partner (fetch->source), fetch->tenant_id, fetch->plan->id,
      g_task_get_cancellable (task), listed_entitlements_cb, g_object_ref (task));
}

static void
store_customer (GTask *task)
{
  CustomerFetch *fetch = g_task_get_task_data (task);

  davy_store_write_async (davy_sync_source_get_store (fetch->source), write_customer, fetch, NULL,
                          DAVY_TABLE_CUSTOMERS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_ALERTS |
                              DAVY_TABLE_STANDING | DAVY_TABLE_STATE,
                          NULL, written_cb, g_object_ref (task));
}

/* A customer of an indirect reseller names it; of the others there is nothing to ask. */
static gboolean
has_no_reseller (const CustomerFetch *fetch)
{
  return fetch->customer != NULL && fetch->customer->associated_partner_id == NULL;
}

static void
fetch_next (GTask *task)
{
  CustomerFetch *fetch = g_task_get_task_data (task);
  DavyPartnerClient *partner = davy_sync_source_get_partner (fetch->source);
  GCancellable *cancellable = g_task_get_cancellable (task);

  switch (fetch->step)
    {
    case STEP_CUSTOMER:
      fetch->step = STEP_VALIDATION;
      davy_partner_client_get_customer_async (partner, fetch->tenant_id, cancellable,
                                              got_customer_cb, g_object_ref (task));
      break;

    case STEP_VALIDATION:
      fetch->step = STEP_QUALIFICATIONS;
      davy_partner_client_get_validation_async (partner, fetch->tenant_id, cancellable,
                                                got_validation_cb, g_object_ref (task));
      break;

    case STEP_QUALIFICATIONS:
      fetch->step = STEP_RELATIONSHIPS;
      davy_partner_client_list_qualifications_async (partner, fetch->tenant_id, cancellable,
                                                     listed_qualifications_cb, g_object_ref (task));
      break;

    case STEP_RELATIONSHIPS:
      fetch->step = STEP_SUBSCRIPTIONS;
      if (has_no_reseller (fetch))
        fetch_next (task);
      else
        davy_partner_client_list_relationships_async (partner, fetch->tenant_id, cancellable,
                                                      listed_relationships_cb, g_object_ref (task));
      break;

    case STEP_SUBSCRIPTIONS:
      fetch->step = STEP_ENTITLEMENTS;
      davy_partner_client_list_subscriptions_async (partner, fetch->tenant_id, cancellable,
                                                    listed_subscriptions_cb, g_object_ref (task));
      break;

    case STEP_ENTITLEMENTS:
      fetch_entitlements (task);
      break;

    case STEP_WRITE:
    default:
      store_customer (task);
      break;
    }
}

/**
 * davy_sync_source_fetch_customer_async:
 * @self: a source
 * @customer_tenant_id: a customer of the source's account
 * @cancellable: (nullable): to give up; nothing of this customer is written then
 * @callback: called once everything is written
 * @user_data: for @callback
 *
 * Brings a customer's standing and Azure subscriptions up to date.
 */
void
davy_sync_source_fetch_customer_async (DavySyncSource *self,
                                       const char *customer_tenant_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CustomerFetch *fetch = g_new0 (CustomerFetch, 1);

  g_task_set_source_tag (task, davy_sync_source_fetch_customer_async);
  fetch->source = g_object_ref (self);
  fetch->account_id = g_strdup (davy_sync_source_get_account_id (self));
  fetch->tenant_id = g_strdup (customer_tenant_id);
  fetch->now = davy_time_now ();
  fetch->plans = g_ptr_array_new ();
  fetch->entitlements =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_partner_entitlement_free);
  g_task_set_task_data (task, fetch, (GDestroyNotify) customer_fetch_free);

  fetch_next (task);
}

/**
 * davy_sync_source_fetch_customer_finish:
 * @self: a source
 * @result: the answer
 * @error: a #DavyError of the first part that failed; the other parts are in the store, unless
 *   davy_sync_error_is_fatal()
 *
 * Returns: whether all of it could be read; also for a customer who is no longer the partner's
 */
gboolean
davy_sync_source_fetch_customer_finish (DavySyncSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_sync_source_fetch_customer_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
