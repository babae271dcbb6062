/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-operations.h"

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-fault.h"
#include "azure/davy-arm-pause.h"
#include "core/davy-error.h"
#include "net/davy-answer.h"
#include "net/davy-link.h"

/* Changes, and the long-running operations that some of them begin (`wire-contract.md` 3.3).
 *
 * From the moment that a change was accepted three ends are certain: it succeeded, it failed there,
 * or it still runs when our patience ends. Whatever else hinders us from learning the end, a lost
 * sign-in as much as a link to a strange host, leaves the outcome unknown and must not look like a
 * change that was refused. */

#define DEFAULT_PAUSE  (15 * DAVY_TIME_SECOND)
#define SHORTEST_PAUSE DAVY_TIME_SECOND
#define MAX_LOST       10 /* polls in a row that got no answer */

typedef struct
{
  DavyHttp *http;          /* (owned) */
  DavyRequest *change;     /* (owned) */
  DavyRequest *poll;       /* (owned) (nullable) */
  DavyArmOutcome *outcome; /* (owned) (nullable) */
  gboolean by_location;    /* what is polled tells the end by its HTTP status */
  guint lost;
  gint64 ends; /* monotonic: when patience ends */
} Operation;

static void
operation_free (Operation *operation)
{
  g_clear_pointer (&operation->poll, davy_request_unref);
  g_clear_pointer (&operation->outcome, davy_arm_outcome_free);
  davy_request_unref (operation->change);
  g_object_unref (operation->http);
  g_free (operation);
}

static DavyArmOutcome *
create_outcome (DavyResponse *response, gboolean done)
{
  DavyArmOutcome *outcome = g_new0 (DavyArmOutcome, 1);

  outcome->done = done;
  outcome->status = davy_response_get_status (response);
  outcome->correlation_id = g_strdup (davy_response_get_correlation_id (response));

  return outcome;
}

static void
operation_succeed (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  operation->outcome->done = TRUE;
  g_task_return_pointer (task, g_steal_pointer (&operation->outcome),
                         (GDestroyNotify) davy_arm_outcome_free);
}

static void
operation_fail (GTask *task, DavyError code, const DavyFault *fault, const char *why)
{
  Operation *operation = g_task_get_task_data (task);

  g_task_return_error (task, davy_arm_outcome_to_error (operation->outcome, code, fault, why));
}

static gboolean
follow_link (Operation *operation, const char *link, GError **error)
{
  g_autofree char *uri = davy_link_resolve (davy_request_get_uri (operation->change), link, error);
  const char *second_header;
  DavySigner *second = davy_request_get_second_signer (operation->change, &second_header);

  if (uri == NULL)
    return FALSE;

  g_clear_pointer (&operation->poll, davy_request_unref);
  operation->poll = davy_request_new ("GET", uri);
  davy_request_set_signer (operation->poll, davy_request_get_signer (operation->change));
  if (second != NULL)
    davy_request_set_second_signer (operation->poll, second_header, second);
  davy_request_set_fault_reader (operation->poll, davy_arm_read_fault);

  return TRUE;
}

/* Where to ask from now on; an answer without a link leaves it as it was. */
static gboolean
read_links (Operation *operation, DavyResponse *response, GError **error)
{
  const char *link = davy_response_get_header (response, "azure-asyncoperation");

  if (link == NULL && (operation->poll == NULL || operation->by_location) &&
      davy_response_get_status (response) != 200)
    {
      link = davy_response_get_header (response, "location");
      operation->by_location = link != NULL || operation->by_location;
    }
  else if (link != NULL)
    {
      operation->by_location = FALSE;
    }

  return link == NULL || follow_link (operation, link, error);
}

static void polled_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
pause_over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;

  if (davy_arm_pause_finish (result, &error))
    davy_http_send_async (operation->http, operation->poll, g_task_get_cancellable (task),
                          polled_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* @response: (nullable): the answer that may say how long to wait */
static void
operation_pause (GTask *task, DavyResponse *response)
{
  Operation *operation = g_task_get_task_data (task);
  gint64 left = operation->ends - davy_time_monotonic ();
  gint64 wait = response != NULL ? davy_answer_get_wait (response) : -1;

  if (left <= 0)
    {
      operation_fail (task, DAVY_ERROR_STILL_RUNNING, NULL, "The operation has not ended in time");
      return;
    }

  wait = CLAMP (wait >= 0 ? wait : DEFAULT_PAUSE, SHORTEST_PAUSE, MAX (left, SHORTEST_PAUSE));
  davy_arm_pause_async (wait, g_task_get_cancellable (task), pause_over_cb, g_object_ref (task));
}

/* The status object behind Azure-AsyncOperation. Providers invent words for "running", so that
 * everything but the three ends of the contract is one. */
static void
operation_read_status (GTask *task, DavyResponse *response)
{
  g_autoptr (GError) unreadable = NULL;
  DavyJson root = davy_json_root (davy_response_get_json (response), &unreadable);
  const char *status = davy_json_string (&root, "status", DAVY_JSON_OPTIONAL);
  DavyJson told = davy_json_member (&root, "error");

  if (unreadable != NULL)
    {
      operation_fail (task, DAVY_ERROR_OUTCOME_UNKNOWN, NULL, unreadable->message);
    }
  else if (status != NULL && g_ascii_strcasecmp (status, "Succeeded") == 0)
    {
      operation_succeed (task);
    }
  else if (status != NULL && (g_ascii_strcasecmp (status, "Failed") == 0 ||
                              g_ascii_strcasecmp (status, "Canceled") == 0))
    {
      g_auto (DavyFault) fault = { .http_status = davy_response_get_status (response) };

      davy_arm_fault_take (&fault, &told);
      operation_fail (task, davy_arm_fault_to_code (&fault), &fault,
                      "The operation failed after it was accepted");
    }
  else
    {
      operation_pause (task, response);
    }
}

/* What a poll by Location says with an error status is the end of the operation itself, unless it
 * is about our right to ask. */
static gboolean
is_failure_of_the_operation (const Operation *operation, const GError *error)
{
  return operation->by_location && (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REFUSED) ||
                                    g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND) ||
                                    g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CONFLICT) ||
                                    g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REJECTED));
}

static void
operation_poll_failed (GTask *task, GError *error)
{
  Operation *operation = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (davy_arm_error_is_passing (error) && ++operation->lost < MAX_LOST)
    operation_pause (task, NULL);
  else
    operation_fail (task,
                    is_failure_of_the_operation (operation, error) ? (DavyError) error->code
                                                                   : DAVY_ERROR_OUTCOME_UNKNOWN,
                    davy_error_get_fault (error), error->message);
}

static void
polled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response == NULL)
    {
      operation_poll_failed (task, error);
      return;
    }

  operation->lost = 0;
  if (!read_links (operation, response, &error))
    operation_fail (task, DAVY_ERROR_OUTCOME_UNKNOWN, NULL, error->message);
  else if (!operation->by_location)
    operation_read_status (task, response);
  else if (davy_response_get_status (response) == 202)
    operation_pause (task, response);
  else
    operation_succeed (task);
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  guint status;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  status = davy_response_get_status (response);
  operation->outcome = create_outcome (response, status != 202);
  if (status != 204 && !read_links (operation, response, &error))
    operation_fail (task, DAVY_ERROR_OUTCOME_UNKNOWN, NULL, error->message);
  else if (operation->poll != NULL)
    operation_pause (task, response);
  else
    g_task_return_pointer (task, g_steal_pointer (&operation->outcome),
                           (GDestroyNotify) davy_arm_outcome_free);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (DavyResponse) response = NULL;
  GError *error = NULL;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response != NULL)
    g_task_return_pointer (task,
                           create_outcome (response, davy_response_get_status (response) != 202),
                           (GDestroyNotify) davy_arm_outcome_free);
  else
    g_task_return_error (task, error);
}

/* --- within the room ----------------------------------------------------------------------- */

void
davy_arm_client_change (DavyArmClient *self,
                        DavyRequest *request,
                        gpointer source_tag,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  davy_request_set_changing (request, TRUE);
  davy_http_send_async (davy_arm_client_get_http (self), request, cancellable, changed_cb,
                        g_steal_pointer (&task));
}

/* @patience: after how many microseconds to stop watching, with %DAVY_ERROR_STILL_RUNNING */
void
davy_arm_client_change_and_wait (DavyArmClient *self,
                                 DavyRequest *request,
                                 gint64 patience,
                                 gpointer source_tag,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Operation *operation = g_new0 (Operation, 1);

  g_task_set_source_tag (task, source_tag);
  davy_request_set_changing (request, TRUE);
  operation->http = g_object_ref (davy_arm_client_get_http (self));
  operation->change = davy_request_ref (request);
  operation->ends = davy_time_monotonic () + patience;
  g_task_set_task_data (task, operation, (GDestroyNotify) operation_free);

  davy_http_send_async (operation->http, request, cancellable, accepted_cb,
                        g_steal_pointer (&task));
}

/* @fault: (nullable): what is known of the cause
 * Returns: (transfer full): why a change that was accepted did not end well, with the change's own
 *   correlation id */
GError *
davy_arm_outcome_to_error (const DavyArmOutcome *outcome,
                           DavyError code,
                           const DavyFault *fault,
                           const char *why)
{
  g_auto (DavyFault) told = { 0 };

  if (fault != NULL)
    davy_fault_copy (fault, &told);
  g_free (told.correlation_id);
  told.correlation_id = g_strdup (outcome->correlation_id);

  return davy_error_new_fault (code, &told, "%s", why);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_outcome_free:
 * @self: (transfer full) (nullable): an outcome
 *
 * Frees an outcome.
 */
void
davy_arm_outcome_free (DavyArmOutcome *self)
{
  if (self == NULL)
    return;

  g_free (self->correlation_id);
  g_free (self);
}
