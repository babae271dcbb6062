/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-oauth.h"

G_BEGIN_DECLS

/* The sign-in with a code on another device, up to the answer with the tokens
 * (`wire-contract.md` 1.5). Used by davy-sign-in.c alone. */

/**
 * DavyDeviceCodeShown:
 * @user_code: what the person enters
 * @verification_uri: where
 * @data: as given to davy_device_code_async()
 *
 * The code is there and waits to be entered.
 */
typedef void (*DavyDeviceCodeShown) (const char *user_code,
                                     const char *verification_uri,
                                     gpointer data);

/**
 * DavyDeviceCodeParts:
 *
 * @claims: (nullable): the claims challenge to meet
 *
 * What davy_device_code_async() needs; everything is borrowed during the call, but @data, which
 * has to stay until the end.
 */
typedef struct
{
  DavyHttp *http;
  const DavyEndpoints *endpoints;
  const char *application_id;
  const char *tenant_id;
  const char *scope;
  const char *claims;
  DavyDeviceCodeShown shown;
  gpointer data;
} DavyDeviceCodeParts;

void davy_device_code_async (const DavyDeviceCodeParts *parts,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
DavyResponse *davy_device_code_finish (GAsyncResult *result, GError **error);

G_END_DECLS
