/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-subscriptions.h"

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-readers.h"
#include "core/davy-error.h"
#include "net/davy-answer.h"

#define API_VERSION "2022-12-01"

static DavyArmSubscriptionState
parse_state (const char *text)
{
  static const char *const names[] = {
    [DAVY_ARM_SUBSCRIPTION_ENABLED] = "Enabled",  [DAVY_ARM_SUBSCRIPTION_WARNED] = "Warned",
    [DAVY_ARM_SUBSCRIPTION_PAST_DUE] = "PastDue", [DAVY_ARM_SUBSCRIPTION_DISABLED] = "Disabled",
    [DAVY_ARM_SUBSCRIPTION_DELETED] = "Deleted",
  };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      return (DavyArmSubscriptionState) i;

  return DAVY_ARM_SUBSCRIPTION_OTHER;
}

static gpointer
read_subscription (const DavyJson *item)
{
  DavyArmSubscription *self = g_new0 (DavyArmSubscription, 1);
  DavyJson policies = davy_json_member (item, "subscriptionPolicies");

  self->id = davy_arm_read_text (item, "id", DAVY_JSON_REQUIRED);
  self->subscription_id = davy_arm_read_text (item, "subscriptionId", DAVY_JSON_REQUIRED);
  self->tenant_id = davy_arm_read_text (item, "tenantId", DAVY_JSON_OPTIONAL);
  self->name = davy_arm_read_text (item, "displayName", DAVY_JSON_OPTIONAL);
  self->raw_state = davy_arm_read_text (item, "state", DAVY_JSON_REQUIRED);
  self->state = parse_state (self->raw_state);
  self->quota_id = davy_arm_read_text (&policies, "quotaId", DAVY_JSON_OPTIONAL);
  self->spending_limit = davy_arm_read_text (&policies, "spendingLimit", DAVY_JSON_OPTIONAL);

  return self;
}

static const DavyArmRecord subscription_record = {
  .read = read_subscription,
  .free = (GDestroyNotify) davy_arm_subscription_free,
};

/* The tenant is the first part of the address where a token is to be had. */
static char *
dup_tenant (DavyResponse *response)
{
  g_autofree char *uri = davy_answer_dup_challenge (response, "authorization_uri");
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL) : NULL;
  g_auto (GStrv) parts = parsed != NULL ? g_strsplit (g_uri_get_path (parsed), "/", 3) : NULL;

  return parts != NULL && parts[0] != NULL && parts[1] != NULL && g_uuid_string_is_valid (parts[1])
             ? g_ascii_strdown (parts[1], -1)
             : NULL;
}

static void
tenant_told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (DavyResponse) response = NULL;
  GError *error = NULL;
  char *tenant_id;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  tenant_id = dup_tenant (response);
  if (tenant_id != NULL)
    g_task_return_pointer (task, tenant_id, g_free);
  else
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_WIRE, "WWW-Authenticate names no tenant");
}

/**
 * davy_arm_subscription_free:
 * @self: (transfer full) (nullable): a subscription
 *
 * Frees a subscription.
 */
void
davy_arm_subscription_free (DavyArmSubscription *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->subscription_id);
  g_free (self->tenant_id);
  g_free (self->name);
  g_free (self->raw_state);
  g_free (self->quota_id);
  g_free (self->spending_limit);
  g_free (self);
}

/**
 * davy_arm_client_list_subscriptions_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the subscriptions of a tenant that the signed-in person can see (`wire-contract.md` 3.1).
 */
void
davy_arm_client_list_subscriptions_async (DavyArmClient *self,
                                          const char *tenant_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (self, tenant_id, "GET", "/subscriptions", API_VERSION);

  davy_arm_client_list (self, request, &subscription_record,
                        davy_arm_client_list_subscriptions_async, cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_subscriptions_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmSubscription): the subscriptions
 */
GPtrArray *
davy_arm_client_list_subscriptions_finish (DavyArmClient *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_subscriptions_async, error);
}

/**
 * davy_arm_client_get_subscription_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: a subscription of that tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets a subscription with its state (`wire-contract.md` 3.1).
 */
void
davy_arm_client_get_subscription_async (DavyArmClient *self,
                                        const char *tenant_id,
                                        const char *subscription_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autofree char *path = davy_arm_build_path ("subscriptions", subscription_id, NULL);
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (self, tenant_id, "GET", path, API_VERSION);

  davy_arm_client_get (self, request, &subscription_record, davy_arm_client_get_subscription_async,
                       cancellable, callback, user_data);
}

/**
 * davy_arm_client_get_subscription_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND also when the person cannot see it; another #DavyError
 *
 * Returns: (transfer full): the subscription
 */
DavyArmSubscription *
davy_arm_client_get_subscription_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_get_subscription_async, error);
}

/**
 * davy_arm_client_find_tenant_async:
 * @self: a client
 * @subscription_id: a subscription of any tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out which tenant owns a subscription: Resource Manager names it when it refuses a request
 * that carries no token (`wire-contract.md` 1.9).
 */
void
davy_arm_client_find_tenant_async (DavyArmClient *self,
                                   const char *subscription_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = davy_arm_build_path ("subscriptions", subscription_id, NULL);
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (self, NULL, "GET", path, "2020-01-01");

  g_task_set_source_tag (task, davy_arm_client_find_tenant_async);
  davy_request_set_signer (request, NULL);
  davy_request_accept_status (request, 401);
  davy_http_send_async (davy_arm_client_get_http (self), request, cancellable, tenant_told_cb,
                        g_steal_pointer (&task));
}

/**
 * davy_arm_client_find_tenant_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND when there is no such subscription, %DAVY_ERROR_WIRE when the
 *   answer names no tenant, or another #DavyError
 *
 * Returns: (transfer full): the tenant's id in lower case
 */
char *
davy_arm_client_find_tenant_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_find_tenant_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
