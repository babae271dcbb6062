/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-account-signer.h"

#include "account/davy-jwt.h"
#include "account/davy-step-up.h"

#define DAVY_TYPE_ACCOUNT_SIGNER (davy_account_signer_get_type ())
G_DECLARE_FINAL_TYPE (DavyAccountSigner, davy_account_signer, DAVY, ACCOUNT_SIGNER, GObject)

struct _DavyAccountSigner
{
  GObject parent_instance;

  DavyAccount *account;
  DavyService service;
  char *tenant_id; /* nullable: the account's own */
};

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  char *token = davy_account_get_token_finish (DAVY_ACCOUNT (source), result, &error);

  if (token != NULL)
    g_task_return_pointer (task, token, g_free);
  else
    g_task_return_error (task, error);
}

static void
davy_account_signer_sign_async (DavySigner *signer,
                                gboolean renew,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  DavyAccountSigner *self = DAVY_ACCOUNT_SIGNER (signer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_account_signer_sign_async);
  davy_account_get_token_async (self->account, self->service, self->tenant_id, renew, cancellable,
                                token_cb, g_steal_pointer (&task));
}

static char *
davy_account_signer_sign_finish (DavySigner *signer, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, signer), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_account_signer_sign_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Partner Center refuses a token without a second factor with an empty 401 (wire-contract.md 1.8);
 * only the token itself tells. */
static DavyError
davy_account_signer_explain (DavySigner *signer, const char *token)
{
  return davy_jwt_lacks_mfa (token) ? DAVY_ERROR_MFA : DAVY_ERROR_SIGNED_OUT;
}

static void
proven_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_step_up_ask_finish (DAVY_ACCOUNT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
davy_account_signer_answer_challenge_async (DavySigner *signer,
                                            const char *claims,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  DavyAccountSigner *self = DAVY_ACCOUNT_SIGNER (signer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_account_signer_answer_challenge_async);
  davy_step_up_ask_async (self->account, self->service, self->tenant_id, claims, cancellable,
                          proven_cb, g_steal_pointer (&task));
}

static gboolean
davy_account_signer_answer_challenge_finish (DavySigner *signer,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, signer), FALSE);
  g_return_val_if_fail (
      g_async_result_is_tagged (result, davy_account_signer_answer_challenge_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
davy_account_signer_iface_init (DavySignerInterface *iface)
{
  iface->sign_async = davy_account_signer_sign_async;
  iface->sign_finish = davy_account_signer_sign_finish;
  iface->explain = davy_account_signer_explain;
  iface->answer_challenge_async = davy_account_signer_answer_challenge_async;
  iface->answer_challenge_finish = davy_account_signer_answer_challenge_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyAccountSigner,
                               davy_account_signer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_SIGNER,
                                                      davy_account_signer_iface_init))

static void
davy_account_signer_finalize (GObject *object)
{
  DavyAccountSigner *self = DAVY_ACCOUNT_SIGNER (object);

  g_clear_object (&self->account);
  g_free (self->tenant_id);

  G_OBJECT_CLASS (davy_account_signer_parent_class)->finalize (object);
}

static void
davy_account_signer_class_init (DavyAccountSignerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_account_signer_finalize;
}

static void
davy_account_signer_init (DavyAccountSigner *self)
{
}

/**
 * davy_account_create_signer:
 * @account: who asks
 * @service: whom the requests go to
 * @tenant_id: (nullable): the tenant that has to issue the tokens; %NULL is the account's own
 *
 * Returns: (transfer full): what signs requests in the name of @account
 */
DavySigner *
davy_account_create_signer (DavyAccount *account, DavyService service, const char *tenant_id)
{
  DavyAccountSigner *self = g_object_new (DAVY_TYPE_ACCOUNT_SIGNER, NULL);

  self->account = g_object_ref (account);
  self->service = service;
  self->tenant_id = g_strdup (tenant_id);

  return DAVY_SIGNER (self);
}
