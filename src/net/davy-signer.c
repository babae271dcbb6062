/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-signer.h"

G_DEFINE_INTERFACE (DavySigner, davy_signer, G_TYPE_OBJECT)

static void
davy_signer_default_init (DavySignerInterface *iface)
{
}

/**
 * davy_signer_sign_async:
 * @self: a signer
 * @renew: whether the token given last was refused, so that a newer one is needed
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for a bearer token.
 */
void
davy_signer_sign_async (DavySigner *self,
                        gboolean renew,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (DAVY_IS_SIGNER (self));

  DAVY_SIGNER_GET_IFACE (self)->sign_async (self, renew, cancellable, callback, user_data);
}

/**
 * davy_signer_sign_finish:
 * @self: a signer
 * @result: the answer
 * @error: %DAVY_ERROR_SIGNED_OUT and what else hinders a token
 *
 * Returns: (transfer full): the token
 */
char *
davy_signer_sign_finish (DavySigner *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (DAVY_IS_SIGNER (self), NULL);

  return DAVY_SIGNER_GET_IFACE (self)->sign_finish (self, result, error);
}

/**
 * davy_signer_explain:
 * @self: a signer
 * @token: a token that a service refused although it was fresh
 *
 * Returns: the error that tells a person why
 */
DavyError
davy_signer_explain (DavySigner *self, const char *token)
{
  DavySignerInterface *iface;

  g_return_val_if_fail (DAVY_IS_SIGNER (self), DAVY_ERROR_SIGNED_OUT);

  iface = DAVY_SIGNER_GET_IFACE (self);
  return iface->explain != NULL ? iface->explain (self, token) : DAVY_ERROR_SIGNED_OUT;
}

/**
 * davy_signer_can_answer_challenge:
 * @self: a signer
 *
 * Returns: whether it knows a way to a person's proof
 */
gboolean
davy_signer_can_answer_challenge (DavySigner *self)
{
  g_return_val_if_fail (DAVY_IS_SIGNER (self), FALSE);

  return DAVY_SIGNER_GET_IFACE (self)->answer_challenge_async != NULL;
}

/**
 * davy_signer_answer_challenge_async:
 * @self: a signer of which davy_signer_can_answer_challenge() is true
 * @claims: the decoded claims challenge, a JSON object as text (`wire-contract.md` 1.7)
 * @cancellable: (nullable): to give up
 * @callback: called once a person gave the proof or did not
 * @user_data: for @callback
 *
 * Asks a person for the proof that a service wants, for a change that was refused for want of it.
 * It may take minutes.
 */
void
davy_signer_answer_challenge_async (DavySigner *self,
                                    const char *claims,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (davy_signer_can_answer_challenge (self));

  DAVY_SIGNER_GET_IFACE (self)->answer_challenge_async (self, claims, cancellable, callback,
                                                        user_data);
}

/**
 * davy_signer_answer_challenge_finish:
 * @self: a signer
 * @result: the answer
 * @error: why there is no new token; %G_IO_ERROR_CANCELLED when the person gave up
 *
 * Returns: whether davy_signer_sign_async() now gives a token made with the proof
 */
gboolean
davy_signer_answer_challenge_finish (DavySigner *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (DAVY_IS_SIGNER (self), FALSE);

  return DAVY_SIGNER_GET_IFACE (self)->answer_challenge_finish (self, result, error);
}
