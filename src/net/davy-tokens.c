/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-tokens.h"

typedef struct
{
  DavyRequest *request; /* (owned) */
  gboolean renew;
  DavyTokens tokens; /* (owned) */
} Signing;

static void
signing_free (Signing *signing)
{
  davy_request_unref (signing->request);
  davy_tokens_clear (&signing->tokens);
  g_free (signing);
}

static void
second_signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Signing *signing = g_task_get_task_data (task);
  GError *error = NULL;

  signing->tokens.second = davy_signer_sign_finish (DAVY_SIGNER (source), result, &error);
  if (signing->tokens.second != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Signing *signing = g_task_get_task_data (task);
  DavySigner *second = davy_request_get_second_signer (signing->request, NULL);
  GError *error = NULL;

  signing->tokens.bearer = davy_signer_sign_finish (DAVY_SIGNER (source), result, &error);
  if (signing->tokens.bearer == NULL)
    g_task_return_error (task, error);
  else if (second == NULL)
    g_task_return_boolean (task, TRUE);
  else
    davy_signer_sign_async (second, signing->renew, g_task_get_cancellable (task), second_signed_cb,
                            g_object_ref (task));
}

/* --- within the room ----------------------------------------------------------------------- */

void
davy_tokens_clear (DavyTokens *self)
{
  g_clear_pointer (&self->bearer, g_free);
  g_clear_pointer (&self->second, g_free);
}

/* @request: one that has a signer */
void
davy_tokens_get_async (DavyRequest *request,
                       gboolean renew,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Signing *signing = g_new0 (Signing, 1);

  g_task_set_source_tag (task, davy_tokens_get_async);
  signing->request = davy_request_ref (request);
  signing->renew = renew;
  g_task_set_task_data (task, signing, (GDestroyNotify) signing_free);
  davy_signer_sign_async (davy_request_get_signer (request), renew, cancellable, signed_cb,
                          g_steal_pointer (&task));
}

/* @tokens: (out): must be empty */
gboolean
davy_tokens_get_finish (GAsyncResult *result, DavyTokens *tokens, GError **error)
{
  Signing *signing;

  g_return_val_if_fail (g_async_result_is_tagged (result, davy_tokens_get_async), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  signing = g_task_get_task_data (G_TASK (result));
  tokens->bearer = g_steal_pointer (&signing->tokens.bearer);
  tokens->second = g_steal_pointer (&signing->tokens.second);

  return TRUE;
}
