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
};

void davy_signer_sign_async (DavySigner *self,
                             gboolean renew,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *davy_signer_sign_finish (DavySigner *self, GAsyncResult *result, GError **error);
DavyError davy_signer_explain (DavySigner *self, const char *token);

G_END_DECLS
