/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-error.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SIGNER (davy_signer_get_type ())
G_DECLARE_INTERFACE (DavySigner, davy_signer, DAVY, SIGNER, GObject)

/**
 * DavySignerInterface:
 * @sign_async: finds a bearer token; with renew a newer one than was given before
 * @sign_finish: gives the token
 * @explain: (nullable): looks at a token that was refused although it was fresh, and names the
 *   error that tells a person why; %DAVY_ERROR_SIGNED_OUT when there is nothing to say
 * @answer_challenge_async: (nullable): leads a person through the proof that a service asks for;
 *   after it @sign_async gives the token that was made with it
 * @answer_challenge_finish: (nullable): tells whether there is such a token
 *
 * Who puts the bearer token on a request.
 */
struct _DavySignerInterface
{
  GTypeInterface parent_iface;

  void (*sign_async) (DavySigner *self,
                      gboolean renew,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  char *(*sign_finish) (DavySigner *self, GAsyncResult *result, GError **error);
  DavyError (*explain) (DavySigner *self, const char *token);
  void (*answer_challenge_async) (DavySigner *self,
                                  const char *claims,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
  gboolean (*answer_challenge_finish) (DavySigner *self, GAsyncResult *result, GError **error);
};

void davy_signer_sign_async (DavySigner *self,
                             gboolean renew,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *davy_signer_sign_finish (DavySigner *self, GAsyncResult *result, GError **error);
DavyError davy_signer_explain (DavySigner *self, const char *token);
gboolean davy_signer_can_answer_challenge (DavySigner *self);
void davy_signer_answer_challenge_async (DavySigner *self,
                                         const char *claims,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
davy_signer_answer_challenge_finish (DavySigner *self, GAsyncResult *result, GError **error);

G_END_DECLS
