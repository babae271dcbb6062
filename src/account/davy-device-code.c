/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-device-code.h"

#include "core/davy-json.h"
#include "net/davy-link.h"

#define DEFAULT_INTERVAL 5 /* seconds */

typedef struct
{
  DavyHttp *http;           /* (owned) */
  DavyEndpoints *endpoints; /* (owned) */
  char *application_id;     /* (owned) */
  char *tenant_id;          /* (owned) */
  DavyDeviceCodeShown shown;
  gpointer data; /* (not owned): for shown */

  char *device_code; /* (owned) (nullable): secret */
  guint interval;    /* seconds between two questions */
  DavyTime deadline;
  GSource *pause;     /* (owned) (nullable): between two questions; holds the task */
  GSource *cancelled; /* (owned) (nullable): for pause */
} Device;

static void ask_for_tokens (GTask *task);

static void
device_free (Device *device)
{
  g_object_unref (device->http);
  davy_endpoints_unref (device->endpoints);
  g_free (device->application_id);
  g_free (device->tenant_id);
  davy_oauth_wipe (&device->device_code);
  g_free (device);
}

static void
end_pause (Device *device)
{
  davy_timer_clear (&device->pause);
  if (device->cancelled != NULL)
    g_source_destroy (device->cancelled);
  g_clear_pointer (&device->cancelled, g_source_unref);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  end_pause (g_task_get_task_data (task));
  ask_for_tokens (task);

  return G_SOURCE_REMOVE;
}

static gboolean
pause_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  end_pause (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
begin_pause (GTask *task)
{
  Device *device = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    {
      device->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (device->cancelled, G_SOURCE_FUNC (pause_cancelled_cb), task, NULL);
      g_source_attach (device->cancelled, g_task_get_context (task));
    }
  device->pause = davy_timer_start (device->interval * 1000, pause_over_cb, g_object_ref (task),
                                    g_object_unref);
}

/* `slow_down` is RFC 8628's; a network that comes and goes does not use up the code. */
static gboolean
goes_on (Device *device, const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);
  const char *word = fault != NULL ? fault->reason : NULL;

  if (g_strcmp0 (word, "slow_down") == 0)
    device->interval += 5;

  return g_strcmp0 (word, "slow_down") == 0 || g_strcmp0 (word, "authorization_pending") == 0 ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TIMED_OUT);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Device *device = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DavyResponse) response = davy_http_send_finish (DAVY_HTTP (source), result, &error);

  if (response != NULL && davy_oauth_check (response, &error))
    {
      g_task_return_pointer (task, g_steal_pointer (&response),
                             (GDestroyNotify) davy_response_unref);
    }
  else if (goes_on (device, error))
    {
      g_error_free (error);
      begin_pause (task);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
ask_for_tokens (GTask *task)
{
  Device *device = g_task_get_task_data (task);
  g_autoptr (DavyRequest) request = NULL;

  if (davy_time_now () >= device->deadline)
    {
      g_task_return_error (task, davy_oauth_make_error ("expired_token", NULL, NULL, NULL));
      return;
    }
  request = davy_oauth_make_request (device->endpoints, device->tenant_id, "token");
  davy_request_set_form (request, "client_id", device->application_id, "grant_type",
                         "urn:ietf:params:oauth:grant-type:device_code", "device_code",
                         device->device_code, NULL);
  davy_request_set_changing (request, FALSE);
  davy_http_send_async (device->http, request, g_task_get_cancellable (task), answered_cb,
                        g_object_ref (task));
}

static gboolean
read_device_code (Device *device, DavyResponse *response, GError **error)
{
  JsonNode *node = davy_response_get_json (response);
  g_autoptr (GError) wire_error = NULL;
  const char *user_code, *verification_uri;
  gint64 expires_in, interval;
  DavyJson root;

  if (!davy_oauth_check (response, error))
    return FALSE;
  if (node == NULL)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_WIRE, "An answer without a code");
      return FALSE;
    }

  root = davy_json_root (node, &wire_error);
  device->device_code = g_strdup (davy_json_string (&root, "device_code", DAVY_JSON_REQUIRED));
  user_code = davy_json_string (&root, "user_code", DAVY_JSON_REQUIRED);
  verification_uri = davy_json_string (&root, "verification_uri", DAVY_JSON_REQUIRED);
  expires_in = davy_json_integer (&root, "expires_in", DAVY_JSON_REQUIRED);
  interval = davy_json_integer (&root, "interval", DAVY_JSON_OPTIONAL);
  if (wire_error == NULL)
    davy_link_check (verification_uri, &wire_error);
  if (wire_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wire_error));
      return FALSE;
    }

  device->interval = interval > 0 ? (guint) MIN (interval, 60) : DEFAULT_INTERVAL;
  device->deadline = davy_time_now () + CLAMP (expires_in, 1, 3600) * DAVY_TIME_SECOND;
  device->shown (user_code, verification_uri, device->data);

  return TRUE;
}

static void
device_code_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Device *device = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DavyResponse) response = davy_http_send_finish (DAVY_HTTP (source), result, &error);

  if (response == NULL || !read_device_code (device, response, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  begin_pause (task);
}

/**
 * davy_device_code_async:
 * @parts: what it needs
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Asks for a code, has it shown, and asks again and again until it was entered.
 */
void
davy_device_code_async (const DavyDeviceCodeParts *parts,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (DavyRequest) request =
      davy_oauth_make_request (parts->endpoints, parts->tenant_id, "devicecode");
  Device *device = g_new0 (Device, 1);

  g_task_set_source_tag (task, davy_device_code_async);
  device->http = g_object_ref (parts->http);
  device->endpoints = davy_endpoints_ref ((DavyEndpoints *) parts->endpoints);
  device->application_id = g_strdup (parts->application_id);
  device->tenant_id = g_strdup (parts->tenant_id);
  device->shown = parts->shown;
  device->data = parts->data;
  g_task_set_task_data (task, device, (GDestroyNotify) device_free);

  /* Not documented for this way; the platform passes over what it does not know. */
  davy_request_set_form (request, "client_id", parts->application_id, "scope", parts->scope,
                         parts->claims != NULL ? "claims" : NULL, parts->claims, NULL);
  davy_request_set_changing (request, FALSE);
  davy_http_send_async (parts->http, request, cancellable, device_code_cb, g_steal_pointer (&task));
}

/**
 * davy_device_code_finish:
 * @result: the answer
 * @error: the fault's `reason` is the protocol's word: `expired_token`, `authorization_declined`
 *
 * Returns: (transfer full): the answer that holds the tokens
 */
DavyResponse *
davy_device_code_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_device_code_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
