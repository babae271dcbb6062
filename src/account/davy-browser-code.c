/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-browser-code.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/davy-random.h"
#include "net/davy-loopback.h"

typedef struct
{
  DavyHttp *http;           /* (owned) */
  DavyEndpoints *endpoints; /* (owned) */
  char *application_id;     /* (owned) */
  char *tenant_id;          /* (owned) */
  char *scope;              /* (owned) */
  char *redirect_uri;       /* (owned) */
  char *verifier;           /* (owned): secret */
} Visit;

static void
visit_free (Visit *visit)
{
  g_object_unref (visit->http);
  davy_endpoints_unref (visit->endpoints);
  g_free (visit->application_id);
  g_free (visit->tenant_id);
  g_free (visit->scope);
  g_free (visit->redirect_uri);
  davy_oauth_wipe (&visit->verifier);
  g_free (visit);
}

static Visit *
visit_new (const DavyBrowserCodeParts *parts, guint port)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->http = g_object_ref (parts->http);
  visit->endpoints = davy_endpoints_ref ((DavyEndpoints *) parts->endpoints);
  visit->application_id = g_strdup (parts->application_id);
  visit->tenant_id = g_strdup (parts->tenant_id);
  visit->scope = g_strdup (parts->scope);
  visit->redirect_uri = g_strdup_printf ("http://localhost:%u/", port);
  visit->verifier = davy_random_token (32);

  return visit;
}

static void
redeemed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  DavyResponse *response = davy_http_send_finish (DAVY_HTTP (source), result, &error);

  if (response != NULL)
    g_task_return_pointer (task, response, (GDestroyNotify) davy_response_unref);
  else
    g_task_return_error (task, error);
}

static void
redeem (GTask *task, const char *code)
{
  Visit *visit = g_task_get_task_data (task);
  g_autoptr (DavyRequest) request =
      davy_oauth_make_request (visit->endpoints, visit->tenant_id, "token");

  davy_request_set_form (request, "client_id", visit->application_id, "grant_type",
                         "authorization_code", "code", code, "redirect_uri", visit->redirect_uri,
                         "code_verifier", visit->verifier, "scope", visit->scope, NULL);
  davy_request_set_changing (request, FALSE); /* twice is refused, which tells enough */
  davy_http_send_async (visit->http, request, g_task_get_cancellable (task), redeemed_cb,
                        g_object_ref (task));
}

static void
redirected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (GHashTable) answer =
      davy_loopback_wait_finish (DAVY_LOOPBACK (source), result, &error);
  const char *code = answer != NULL ? g_hash_table_lookup (answer, "code") : NULL;

  if (code != NULL)
    {
      redeem (task, code);
      return;
    }
  if (answer != NULL)
    error = davy_oauth_make_error (g_hash_table_lookup (answer, "error"),
                                   g_hash_table_lookup (answer, "error_description"), NULL, NULL);
  g_task_return_error (task, error);
}

static char *
make_uri (const Visit *visit, const DavyBrowserCodeParts *parts, const char *state)
{
  const DavyOauthQuestion question = {
    .application_id = visit->application_id,
    .tenant_id = visit->tenant_id,
    .redirect_uri = visit->redirect_uri,
    .scope = parts->asked_scope,
    .state = state,
    .verifier = visit->verifier,
    .claims = parts->claims,
    .username = parts->username,
  };

  return davy_oauth_make_authorize_uri (visit->endpoints, &question);
}

/**
 * davy_browser_code_async:
 * @parts: what it needs
 * @cancellable: (nullable): to give up; some refusals are shown in the browser only, and then no
 *   answer ever comes
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Listens for the browser's answer, has the page opened before it returns, and redeems the code.
 */
void
davy_browser_code_async (const DavyBrowserCodeParts *parts,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *state = davy_random_token (32);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyLoopback) loopback = davy_loopback_new (state, &error);
  g_autofree char *uri = NULL;
  Visit *visit;

  g_task_set_source_tag (task, davy_browser_code_async);
  if (loopback == NULL)
    {
      g_debug ("No loopback address: %s", error->message);
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_INPUT, "%s",
                               _ ("This computer does not let Davylamp wait for the browser’s "
                                  "answer. Use the code on another device."));
      return;
    }

  visit = visit_new (parts, davy_loopback_get_port (loopback));
  g_task_set_task_data (task, visit, (GDestroyNotify) visit_free);
  if (parts->done_html != NULL)
    davy_loopback_set_pages (loopback, parts->done_html, parts->failed_html);
  uri = make_uri (visit, parts, state);
  davy_loopback_wait_async (loopback, cancellable, redirected_cb, g_steal_pointer (&task));
  parts->open (uri, parts->data);
}

/**
 * davy_browser_code_finish:
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT when no browser could answer; what davy_oauth_make_error() tells
 *
 * Returns: (transfer full): the answer that holds the tokens, or the platform's refusal
 */
DavyResponse *
davy_browser_code_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_browser_code_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
