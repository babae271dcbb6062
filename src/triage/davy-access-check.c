/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-access-check.h"

#include "account/davy-token-facts.h"
#include "azure/davy-arm-cost.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-rights.h"
#include "core/davy-error.h"
#include "partner/davy-partner-client.h"

/* Finds out, by reading alone, what a person could do for a customer in an incident. The two ways
 * are looked at apart: Partner Center cancels whatever Azure says; Azure needs consent, a token of
 * the customer's tenant, and rights on each subscription. */

#define READ_ACTION   "Microsoft.Resources/subscriptions/resources/read"
#define STOP_ACTION   "Microsoft.Compute/virtualMachines/deallocate/action"
#define DELETE_ACTION "Microsoft.Compute/virtualMachines/delete"
#define UNLOCK_ACTION "Microsoft.Authorization/locks/delete"

/* Yesterday is enough to see whether the cost is shown at all. */
#define COST_DAYS 1

typedef struct
{
  DavyAccount *account;       /* (owned) */
  DavyPartnerClient *partner; /* (owned) */
  DavyArmClient *arm;         /* (owned) */
  char *customer_tenant_id;   /* (owned) */
  GStrv azure_ids;            /* (owned) */
  gboolean renew;

  DavyTokenFacts partner_facts;
  guint next;          /* the subscription that is looked at */
  gboolean may_unlock; /* on it */
  guint n_silent;      /* questions about rights without an answer */
  DavyAccess access;
  GError *challenge;       /* (owned) (nullable): the first proof that was asked for */
  DavyService challenging; /* who asked for it */
} Check;

static void look_at_subscription (GTask *task);

static void
check_free (Check *check)
{
  g_object_unref (check->account);
  g_object_unref (check->partner);
  g_object_unref (check->arm);
  g_free (check->customer_tenant_id);
  g_strfreev (check->azure_ids);
  g_clear_error (&check->challenge);
  g_free (check);
}

static void
refuse (Check *check, DavyAccessLine line, DavyAccessReasons reason)
{
  check->access.answers[line] = DAVY_ACCESS_NO;
  check->access.reasons[line] |= reason;
}

static void
remark (Check *check, DavyAccessLine line, DavyAccessReasons reason)
{
  check->access.reasons[line] |= reason;
}

static gboolean
wants_proof (const GError *error)
{
  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_MFA) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
}

/* Which proof it is that would do is told once. */
static void
keep_challenge (Check *check, const GError *error, DavyService service)
{
  if (check->challenge != NULL || !g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CLAIMS))
    return;
  check->challenge = g_error_copy (error);
  check->challenging = service;
}

/* What says nothing about the customer must not take the place of what is known. */
static gboolean
ends_check (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TIMED_OUT) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TLS) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
}

static gboolean
has_reason (const GError *error, const char *reason)
{
  const DavyFault *fault =
      error != NULL && error->domain == DAVY_ERROR ? davy_error_get_fault (error) : NULL;

  return fault != NULL && g_strcmp0 (fault->reason, reason) == 0;
}

static guint
sign_in_number (const GError *error)
{
  const DavyFault *fault = error->domain == DAVY_ERROR ? davy_error_get_fault (error) : NULL;
  const char *code = fault != NULL ? fault->service_code : NULL;

  return code != NULL && g_str_has_prefix (code, "AADSTS")
             ? (guint) g_ascii_strtoull (code + strlen ("AADSTS"), NULL, 10)
             : 0;
}

static void
finish (GTask *task)
{
  Check *check = g_task_get_task_data (task);

  check->access.checked_at = davy_time_now ();
  g_task_return_pointer (task, g_memdup2 (&check->access, sizeof check->access), g_free);
}

/* --- Azure ------------------------------------------------------------------------------------ */

/* Nothing was refused on any subscription: what was asked and answered counts. */
static void
conclude_azure (Check *check)
{
  for (DavyAccessLine line = DAVY_ACCESS_SEE; line <= DAVY_ACCESS_STOP; line++)
    {
      if (check->access.answers[line] == DAVY_ACCESS_NO)
        continue;
      if (check->n_silent > 0)
        remark (check, line, DAVY_ACCESS_NO_ANSWER);
      else if (check->azure_ids[0] == NULL)
        remark (check, line, DAVY_ACCESS_NO_SUBSCRIPTION);
      else
        check->access.answers[line] = DAVY_ACCESS_YES;
    }
}

static void
next_subscription (GTask *task)
{
  Check *check = g_task_get_task_data (task);

  check->next++;
  look_at_subscription (task);
}

static void
cost_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows =
      davy_arm_client_query_cost_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (rows == NULL && ends_check (error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REFUSED))
    remark (check, DAVY_ACCESS_SEE, DAVY_ACCESS_COST_HIDDEN);
  g_clear_error (&error);
  next_subscription (task);
}

/* Cost Management lets a caller ask four times a minute: of one subscription it tells enough. */
static void
query_cost (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  DavyDay yesterday = davy_day_from_time (davy_time_now ()) - COST_DAYS;

  if (check->next > 0)
    {
      next_subscription (task);
      return;
    }
  davy_arm_client_query_cost_async (check->arm, check->customer_tenant_id, check->azure_ids[0], 0,
                                    yesterday, yesterday, g_task_get_cancellable (task),
                                    cost_queried_cb, g_object_ref (task));
}

static void
locks_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) locks =
      davy_arm_client_list_locks_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (locks == NULL && ends_check (error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (locks != NULL && locks->len > 0 && check->may_unlock)
    remark (check, DAVY_ACCESS_STOP, DAVY_ACCESS_LOCKED);
  else if (locks != NULL && locks->len > 0)
    refuse (check, DAVY_ACCESS_STOP, DAVY_ACCESS_LOCKED_FAST);
  g_clear_error (&error);
  query_cost (task);
}

static void
judge_permissions (Check *check, GPtrArray *permissions)
{
  if (!davy_arm_permissions_allow (permissions, READ_ACTION))
    refuse (check, DAVY_ACCESS_SEE, DAVY_ACCESS_MAY_NOT_READ);
  if (!davy_arm_permissions_allow (permissions, STOP_ACTION))
    refuse (check, DAVY_ACCESS_STOP, DAVY_ACCESS_MAY_NOT_STOP);
  if (!davy_arm_permissions_allow (permissions, DELETE_ACTION))
    refuse (check, DAVY_ACCESS_STOP, DAVY_ACCESS_MAY_NOT_DELETE);
  check->may_unlock = davy_arm_permissions_allow (permissions, UNLOCK_ACTION);
}

/* A subscription on which somebody has no rights is refused, or is not there (wire-contract.md
 * 3.0). */
static void
judge_permissions_error (Check *check, const GError *error)
{
  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REFUSED) ||
      g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    {
      refuse (check, DAVY_ACCESS_SEE, DAVY_ACCESS_NO_RIGHTS);
      refuse (check, DAVY_ACCESS_STOP, DAVY_ACCESS_NO_RIGHTS);
    }
  else if (wants_proof (error))
    {
      keep_challenge (check, error, DAVY_SERVICE_RESOURCE_MANAGER);
      refuse (check, DAVY_ACCESS_STOP, DAVY_ACCESS_NO_MFA);
      remark (check, DAVY_ACCESS_SEE, DAVY_ACCESS_NO_MFA);
      check->n_silent++;
    }
  else
    {
      check->n_silent++;
    }
}

static void
permissions_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) permissions =
      davy_arm_client_list_permissions_finish (DAVY_ARM_CLIENT (source), result, &error);
  g_autofree char *scope = NULL;

  if (permissions == NULL)
    {
      if (ends_check (error))
        {
          g_task_return_error (task, error);
          return;
        }
      judge_permissions_error (check, error);
      g_error_free (error);
      next_subscription (task);
      return;
    }

  judge_permissions (check, permissions);
  scope = g_strconcat ("/subscriptions/", check->azure_ids[check->next], NULL);
  davy_arm_client_list_locks_async (check->arm, check->customer_tenant_id, scope,
                                    g_task_get_cancellable (task), locks_listed_cb,
                                    g_object_ref (task));
}

static void
look_at_subscription (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  const char *azure_id = check->azure_ids[check->next];
  g_autofree char *scope = NULL;

  if (azure_id == NULL)
    {
      conclude_azure (check);
      finish (task);
      return;
    }
  scope = g_strconcat ("/subscriptions/", azure_id, NULL);
  davy_arm_client_list_permissions_async (check->arm, check->customer_tenant_id, scope,
                                          g_task_get_cancellable (task), permissions_listed_cb,
                                          g_object_ref (task));
}

/* The identity platform's own words for why there is no token of the customer's tenant
 * (`wire-contract.md` 1.6). */
static void
judge_no_token (Check *check, const GError *error)
{
  static const guint not_known[] = { 50020, 50034, 51004, 90002, 90072 };
  DavyAccessReasons reason = DAVY_ACCESS_NO_ANSWER;
  guint number = sign_in_number (error);

  keep_challenge (check, error, DAVY_SERVICE_RESOURCE_MANAGER);
  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CONSENT))
    reason = DAVY_ACCESS_NO_CONSENT;
  else if (wants_proof (error))
    reason = DAVY_ACCESS_NO_MFA;
  else if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REFUSED))
    reason = DAVY_ACCESS_BLOCKED;
  for (guint i = 0; i < G_N_ELEMENTS (not_known); i++)
    if (number == not_known[i])
      reason = DAVY_ACCESS_NOT_KNOWN_THERE;

  for (DavyAccessLine line = DAVY_ACCESS_SEE; line <= DAVY_ACCESS_STOP; line++)
    {
      if (reason == DAVY_ACCESS_NO_ANSWER)
        remark (check, line, reason);
      else
        refuse (check, line, reason);
    }
}

/* Reads pass without a second factor where changes do not (wire-contract.md 3.10). */
static void
azure_token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;
  DavyTokenFacts facts;

  if (davy_account_look_at_token_finish (DAVY_ACCOUNT (source), result, &facts, &error))
    {
      if (facts.second_factor == DAVY_TOKEN_FACT_NO)
        refuse (check, DAVY_ACCESS_STOP, DAVY_ACCESS_NO_MFA);
      look_at_subscription (task);
    }
  else if (ends_check (error))
    {
      g_task_return_error (task, error);
    }
  else
    {
      judge_no_token (check, error);
      g_error_free (error);
      finish (task);
    }
}

static void
begin_azure (GTask *task)
{
  Check *check = g_task_get_task_data (task);

  davy_account_look_at_token_async (
      check->account, DAVY_SERVICE_RESOURCE_MANAGER, check->customer_tenant_id, check->renew,
      g_task_get_cancellable (task), azure_token_cb, g_object_ref (task));
}

/* --- Partner Center --------------------------------------------------------------------------- */

/* Cancelling takes a Global administrator who is an Admin agent as well (wire-contract.md 1.8).
 * Only the first role is to be seen, and not in every token. */
static void
conclude_partner (Check *check)
{
  if (check->access.answers[DAVY_ACCESS_CANCEL] == DAVY_ACCESS_NO)
    return;
  if (check->partner_facts.global_administrator == DAVY_TOKEN_FACT_YES)
    check->access.answers[DAVY_ACCESS_CANCEL] = DAVY_ACCESS_YES;
  else if (check->partner_facts.global_administrator == DAVY_TOKEN_FACT_NO)
    refuse (check, DAVY_ACCESS_CANCEL, DAVY_ACCESS_NOT_ADMINISTRATOR);
  else
    remark (check, DAVY_ACCESS_CANCEL, DAVY_ACCESS_ROLE_UNSEEN);
}

static void
judge_partner_error (Check *check, const GError *error)
{
  keep_challenge (check, error, DAVY_SERVICE_PARTNER);
  if (has_reason (error, "no-relationship") ||
      g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    refuse (check, DAVY_ACCESS_CANCEL, DAVY_ACCESS_NO_RELATIONSHIP);
  else if (wants_proof (error))
    refuse (check, DAVY_ACCESS_CANCEL, DAVY_ACCESS_NO_PARTNER_MFA);
  else if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REFUSED))
    refuse (check, DAVY_ACCESS_CANCEL, DAVY_ACCESS_NO_ROLE);
  else
    remark (check, DAVY_ACCESS_CANCEL, DAVY_ACCESS_NO_ANSWER);
}

static void
got_customer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DavyPartnerCustomer) customer =
      davy_partner_client_get_customer_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (customer != NULL)
    {
      conclude_partner (check);
    }
  else if (ends_check (error))
    {
      g_task_return_error (task, error);
      return;
    }
  else
    {
      judge_partner_error (check, error);
      g_error_free (error);
    }
  begin_azure (task);
}

static void
partner_token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_account_look_at_token_finish (DAVY_ACCOUNT (source), result, &check->partner_facts,
                                          &error))
    {
      if (ends_check (error))
        {
          g_task_return_error (task, error);
          return;
        }
      judge_partner_error (check, error);
      g_error_free (error);
      begin_azure (task);
      return;
    }

  if (check->partner_facts.second_factor == DAVY_TOKEN_FACT_NO)
    refuse (check, DAVY_ACCESS_CANCEL, DAVY_ACCESS_NO_PARTNER_MFA);
  davy_partner_client_get_customer_async (check->partner, check->customer_tenant_id,
                                          g_task_get_cancellable (task), got_customer_cb,
                                          g_object_ref (task));
}

/**
 * davy_access_check_async:
 * @account: who would act
 * @target: the customer and the subscriptions to try it on; borrowed during the call
 * @renew: whether to ask for new tokens: a role may just have been activated
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out what @account may do for a customer (`playbook.md` C.3, step 1). Only reads. To be
 * called on the thread whose default context runs @account.
 */
void
davy_access_check_async (DavyAccount *account,
                         const DavyAccessTarget *target,
                         gboolean renew,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  g_task_set_source_tag (task, davy_access_check_async);
  check->account = g_object_ref (account);
  check->partner = davy_partner_client_new (account);
  check->arm = davy_arm_client_new (account);
  check->customer_tenant_id = g_strdup (target->customer_tenant_id);
  check->azure_ids = g_strdupv (target->azure_ids);
  check->renew = renew;
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);

  davy_account_look_at_token_async (account, DAVY_SERVICE_PARTNER, NULL, renew, cancellable,
                                    partner_token_cb, g_steal_pointer (&task));
}

/**
 * davy_access_check_finish:
 * @account: who would act
 * @result: the answer
 * @access: (out): what was found
 * @error: %DAVY_ERROR_OFFLINE, %DAVY_ERROR_TIMED_OUT, %DAVY_ERROR_TLS or %DAVY_ERROR_SIGNED_OUT,
 *   which say nothing about the customer; any other refusal is an answer
 *
 * Returns: whether something was found out
 */
gboolean
davy_access_check_finish (DavyAccount *account,
                          GAsyncResult *result,
                          DavyAccess *access,
                          GError **error)
{
  g_autofree DavyAccess *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_access_check_async), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found != NULL)
    *access = *found;

  return found != NULL;
}

/**
 * davy_access_check_get_challenge:
 * @result: the answer
 * @service: (out): who asked for it
 *
 * Returns: (transfer none) (nullable): the proof that a service asked for before it told more,
 *   %DAVY_ERROR_CLAIMS
 */
const GError *
davy_access_check_get_challenge (GAsyncResult *result, DavyService *service)
{
  const Check *check;

  g_return_val_if_fail (g_async_result_is_tagged (result, davy_access_check_async), NULL);

  check = g_task_get_task_data (G_TASK (result));
  *service = check->challenging;

  return check->challenge;
}
