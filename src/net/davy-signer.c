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
