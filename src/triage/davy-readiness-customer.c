/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "partner/davy-partner-client-consent.h"
#include "triage/davy-access-check.h"
#include "triage/davy-readiness-private.h"

/* One customer, because a person asks for it: checks it anew, or grants what is missing. */

#define OUR_NAME     "Davylamp"
#define AZURE_APP_ID "797f4846-ba00-4fd7-ba43-dac1f8f63013" /* wire-contract.md 1.2 */

/* What the store is asked and told. */
typedef struct
{
  char *account_id;         /* (owned) */
  char *customer_tenant_id; /* (owned) */
  DavyAccessTarget *target; /* (owned) (nullable): the result of reading */
  DavyAccess access;
  GError *challenge;       /* (owned) (nullable): the proof that was asked for */
  DavyService challenging; /* who asked for it */
} Record;

static Record *
record_new (const char *account_id, const char *customer_tenant_id)
{
  Record *record = g_new0 (Record, 1);

  record->account_id = g_strdup (account_id);
  record->customer_tenant_id = g_strdup (customer_tenant_id);

  return record;
}

static void
record_free (gpointer data)
{
  Record *record = data;

  g_free (record->account_id);
  g_free (record->customer_tenant_id);
  davy_access_target_free (record->target);
  g_clear_error (&record->challenge);
  g_free (record);
}

static gboolean
put_access (DavyDb *db, gpointer data, GError **error)
{
  const Record *record = data;

  return davy_db_put_access (db, record->account_id, record->customer_tenant_id, &record->access,
                             error);
}

static gboolean
get_target (DavyDb *db, gpointer data, GError **error)
{
  Record *record = data;

  record->target =
      davy_db_get_access_target (db, record->account_id, record->customer_tenant_id, error);

  return record->target != NULL;
}

void
davy_readiness_put_async (DavyReadiness *self,
                          const DavyAccessTarget *target,
                          const DavyAccess *access,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Record *record = record_new (target->account_id, target->customer_tenant_id);

  record->access = *access;
  davy_store_write_async (davy_readiness_get_store (self), put_access, record, record_free,
                          DAVY_TABLE_ACCESS, cancellable, callback, user_data);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const Record *record = g_task_get_task_data (task);
  GError *error = NULL;

  if (davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_task_return_pointer (task, g_memdup2 (&record->access, sizeof record->access), g_free);
  else
    g_task_return_error (task, error);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyReadiness *self = g_task_get_source_object (task);
  Record *record = g_task_get_task_data (task);
  const GError *challenge = davy_access_check_get_challenge (result, &record->challenging);
  GError *error = NULL;

  if (challenge != NULL)
    record->challenge = g_error_copy (challenge);
  if (davy_access_check_finish (DAVY_ACCOUNT (source), result, &record->access, &error))
    davy_readiness_put_async (self, record->target, &record->access, NULL, written_cb,
                              g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static DavyAccount *
find_account (GTask *task)
{
  DavyReadiness *self = g_task_get_source_object (task);
  const Record *record = g_task_get_task_data (task);
  DavyAccount *account =
      davy_accounts_find_acting (davy_readiness_get_accounts (self), record->account_id);

  if (account == NULL)
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT, "Nobody can act");

  return account;
}

static void
target_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const Record *record = g_task_get_task_data (task);
  GError *error = NULL;
  DavyAccount *account;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  account = find_account (task);
  if (account != NULL)
    davy_access_check_async (account, record->target, TRUE, g_task_get_cancellable (task),
                             checked_cb, g_object_ref (task));
}

static void
check_one (GTask *task)
{
  DavyReadiness *self = g_task_get_source_object (task);

  davy_store_read_async (davy_readiness_get_store (self), get_target, g_task_get_task_data (task),
                         NULL, g_task_get_cancellable (task), target_read_cb, g_object_ref (task));
}

static void
consent_granted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_partner_client_grant_consent_finish (DAVY_PARTNER_CLIENT (source), result, NULL, &error))
    check_one (task);
  else
    g_task_return_error (task, error);
}

/**
 * davy_readiness_check_async:
 * @self: a readiness
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 * @cancellable: (nullable): to give up
 * @callback: called once the result is in the store
 * @user_data: for @callback
 *
 * Checks one customer with new tokens: a role may just have been activated.
 */
void
davy_readiness_check_async (DavyReadiness *self,
                            const char *account_id,
                            const char *customer_tenant_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_readiness_check_async);
  g_task_set_task_data (task, record_new (account_id, customer_tenant_id), record_free);
  check_one (task);
}

static gboolean
take_access (GAsyncResult *result, DavyAccess *access, GError **error)
{
  g_autofree DavyAccess *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found != NULL && access != NULL)
    *access = *found;

  return found != NULL;
}

/**
 * davy_readiness_check_finish:
 * @self: a readiness
 * @result: the answer
 * @access: (out) (optional): what was found
 * @error: as davy_access_check_finish()
 *
 * Returns: whether something was found out
 */
gboolean
davy_readiness_check_finish (DavyReadiness *self,
                             GAsyncResult *result,
                             DavyAccess *access,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_readiness_check_async), FALSE);

  return take_access (result, access, error);
}

/**
 * davy_readiness_get_challenge:
 * @self: a readiness
 * @result: the answer to davy_readiness_check_async()
 * @service: (out): who asked for it
 *
 * Returns: (transfer none) (nullable): the proof that a service asked for before it told more, of
 *   which the reasons only say that there has to be one; it stays as long as @result
 */
const GError *
davy_readiness_get_challenge (DavyReadiness *self, GAsyncResult *result, DavyService *service)
{
  const Record *record;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_readiness_check_async), NULL);

  record = g_task_get_task_data (G_TASK (result));
  *service = record->challenging;

  return record->challenge;
}

/**
 * davy_readiness_grant_consent_async:
 * @self: a readiness
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 * @cancellable: (nullable): to forget about the answer
 * @callback: called once it is granted and the customer was checked again
 * @user_data: for @callback
 *
 * Lets Davylamp manage Azure in the customer's tenant in the name of people who have rights there
 * (`wire-contract.md` 1.9). A person's act: to be called after they have agreed.
 */
void
davy_readiness_grant_consent_async (DavyReadiness *self,
                                    const char *account_id,
                                    const char *customer_tenant_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  static const DavyPartnerGrant grants[] = { { AZURE_APP_ID, "user_impersonation" } };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (DavyPartnerClient) client = NULL;
  DavyAccount *account;
  const char *cloud;

  g_task_set_source_tag (task, davy_readiness_grant_consent_async);
  g_task_set_task_data (task, record_new (account_id, customer_tenant_id), record_free);
  account = find_account (task);
  if (account == NULL)
    return;

  cloud = davy_endpoints_get_cloud (davy_account_get_endpoints (account));
  client = davy_partner_client_new (account);
  davy_partner_client_grant_consent_async (
      client, customer_tenant_id,
      davy_accounts_get_application_id (davy_readiness_get_accounts (self), cloud), OUR_NAME,
      grants, G_N_ELEMENTS (grants), cancellable, consent_granted_cb, g_steal_pointer (&task));
}

/**
 * davy_readiness_grant_consent_finish:
 * @self: a readiness
 * @result: the answer
 * @access: (out) (optional): what was found afterwards; the consent may take minutes to be seen
 * @error: %DAVY_ERROR_REFUSED without a role that may; %DAVY_ERROR_OUTCOME_UNKNOWN, after which
 *   davy_readiness_check_async() tells
 *
 * Returns: whether it is granted
 */
gboolean
davy_readiness_grant_consent_finish (DavyReadiness *self,
                                     GAsyncResult *result,
                                     DavyAccess *access,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_readiness_grant_consent_async),
                        FALSE);

  return take_access (result, access, error);
}
