/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/estate-log.h"

#include <string.h>

#include "core/davy-random.h"
#include "emulator/demo-json.h"

/* The activity log of a subscription (`wire-contract.md` 3.6). */

/**
 * davy_estate_event_free:
 * @event: (transfer full) (type DavyEstateEvent): an entry
 */
void
davy_estate_event_free (gpointer event)
{
  DavyEstateEvent *self = event;

  g_free (self->id);
  g_free (self->correlation_id);
  g_free (self->operation);
  g_free (self->scope);
  g_free (self->status);
  g_free (self->error);
  g_free (self->category);
  g_free (self);
}

/**
 * davy_estate_log:
 * @self: an estate
 * @deed: what is done
 * @time: when
 * @status: `Started`, `Accepted`, `Succeeded` or `Failed`
 * @status_code: of HTTP; 0: not told
 *
 * Returns: (transfer none): the new entry
 */
DavyEstateEvent *
davy_estate_log (DavyEstate *self,
                 const DavyDeed *deed,
                 DavyTime time,
                 const char *status,
                 guint status_code)
{
  DavyEstateEvent *event = g_new0 (DavyEstateEvent, 1);

  event->time = time;
  event->id = davy_random_uuid ();
  event->correlation_id = g_strdup (deed->correlation_id);
  event->operation = g_strdup (deed->operation);
  event->scope = g_strdup (deed->scope);
  event->status = g_strdup (status);
  event->status_code = status_code;
  event->caller = deed->caller;
  event->category = g_strdup ("Administrative");
  g_ptr_array_add (self->events, event);

  return event;
}

/**
 * davy_estate_log_all:
 * @self: an estate
 * @deed: what was done
 * @time: when
 *
 * Writes the three entries of something that took a while and went well.
 */
void
davy_estate_log_all (DavyEstate *self, const DavyDeed *deed, DavyTime time)
{
  davy_estate_log (self, deed, time, "Started", 0);
  davy_estate_log (self, deed, time + 2 * DAVY_TIME_SECOND, "Accepted", 201);
  davy_estate_log (self, deed, time + 41 * DAVY_TIME_SECOND, "Succeeded", 0);
}

/**
 * davy_estate_log_failure:
 * @self: an estate
 * @deed: what was tried
 * @time: when
 * @status_code: of HTTP
 * @error: the code of the error
 */
void
davy_estate_log_failure (DavyEstate *self,
                         const DavyDeed *deed,
                         DavyTime time,
                         guint status_code,
                         const char *error)
{
  davy_estate_log (self, deed, time, "Started", 0);
  davy_estate_log (self, deed, time, "Failed", status_code)->error = g_strdup (error);
}

static JsonObject *
localizable (const char *value, const char *shown)
{
  return davy_demo_object ("value", value, "localizedValue", shown, NULL);
}

/* "Microsoft.Compute/virtualMachines" of "…/providers/Microsoft.Compute/virtualMachines/vm-1" */
static void
describe_scope (JsonObject *object, const DavyEstateEvent *self)
{
  g_auto (GStrv) scope = g_strsplit (self->scope, "/", -1);
  g_auto (GStrv) operation = g_strsplit (self->operation, "/", -1);
  guint n_operation = g_strv_length (operation);
  g_autoptr (GString) type = g_string_new (operation[0]);

  for (guint i = 1; i + 1 < n_operation; i++)
    if (!g_str_equal (operation[n_operation - 1], "action") || i + 2 < n_operation)
      g_string_append_printf (type, "/%s", operation[i]);

  json_object_set_string_member (object, "resourceGroupName",
                                 g_strv_length (scope) > 4 ? scope[4] : "");
  json_object_set_object_member (object, "resourceProviderName",
                                 localizable (operation[0], operation[0]));
  json_object_set_object_member (object, "resourceType", localizable (type->str, type->str));
  json_object_set_string_member (object, "resourceId", self->scope);
}

static void
describe_caller (JsonObject *object, const DavyEstateEvent *self)
{
  const DavyEstateCaller *caller = self->caller;
  gboolean is_app = caller != NULL && caller->app_id != NULL;
  g_autofree char *trace = NULL;
  JsonObject *request;

  if (caller == NULL)
    return;

  json_object_set_string_member (object, "caller", caller->name);
  json_object_set_object_member (
      object, "claims",
      davy_demo_object (
          "aud", "https://management.azure.com/", "ipaddr", caller->ip, "appid", caller->app_id,
          "http://schemas.microsoft.com/identity/claims/objectidentifier", caller->object_id,
          "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", is_app ? NULL : caller->name,
          "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
          is_app ? NULL : caller->name, NULL));
  if (caller->ip == NULL || !g_str_equal (self->status, "Started"))
    return;

  trace = davy_random_uuid ();
  request = davy_demo_object ("clientRequestId", trace, "clientIpAddress", caller->ip, "method",
                              g_str_has_suffix (self->operation, "/delete")  ? "DELETE"
                              : g_str_has_suffix (self->operation, "/write") ? "PUT"
                                                                             : "POST",
                              NULL);
  json_object_set_object_member (object, "httpRequest", request);
}

static void
describe_outcome (JsonObject *object, const DavyEstateEvent *self)
{
  g_autofree char *code = g_strdup_printf ("%u", self->status_code);
  JsonObject *properties = davy_demo_object ("entity", self->scope, "message", self->operation,
                                             "hierarchy", self->scope, NULL);

  if (self->status_code != 0)
    json_object_set_string_member (properties, "statusCode", code);
  if (self->error != NULL)
    {
      g_autofree char *message = g_strdup_printf (
          "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}", self->error, self->error);

      json_object_set_string_member (properties, "statusMessage", message);
    }
  json_object_set_object_member (object, "properties", properties);
  json_object_set_object_member (object, "status", localizable (self->status, self->status));
  json_object_set_object_member (
      object, "subStatus",
      self->status_code == 202   ? localizable ("Accepted", "Accepted (HTTP Status Code: 202)")
      : self->status_code == 201 ? localizable ("Created", "Created (HTTP Status Code: 201)")
      : self->status_code == 409 ? localizable ("Conflict", "Conflict (HTTP Status Code: 409)")
                                 : localizable ("", ""));
}

/* Seven digits behind the second. */
static char *
format_time (DavyTime time)
{
  g_autofree char *whole = davy_time_to_iso (time / DAVY_TIME_SECOND * DAVY_TIME_SECOND);

  return g_strdup_printf ("%.19s.%07dZ", whole, (int) (time % DAVY_TIME_SECOND) * 10);
}

/**
 * davy_estate_event_build:
 * @self: an entry
 * @estate: whose it is
 *
 * Returns: (transfer full): the entry, as the log shows it
 */
JsonObject *
davy_estate_event_build (const DavyEstateEvent *self, DavyEstate *estate)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = format_time (self->time);
  g_autofree char *submitted = format_time (self->time + 97 * DAVY_TIME_SECOND);
  g_autofree char *id =
      g_strdup_printf ("%s/events/%s/ticks/%" G_GINT64_FORMAT, self->scope, self->id,
                       self->time * 10 + G_GINT64_CONSTANT (621355968000000000));

  json_object_set_object_member (
      object, "authorization",
      davy_demo_object ("action", self->operation, "scope", self->scope, NULL));
  describe_caller (object, self);
  json_object_set_string_member (object, "channels", "Operation");
  json_object_set_string_member (object, "correlationId", self->correlation_id);
  json_object_set_string_member (object, "description", "");
  json_object_set_string_member (object, "eventDataId", self->id);
  json_object_set_object_member (object, "eventName",
                                 g_str_equal (self->status, "Started")
                                     ? localizable ("BeginRequest", "Begin request")
                                     : localizable ("EndRequest", "End request"));
  json_object_set_object_member (object, "category", localizable (self->category, self->category));
  json_object_set_string_member (object, "eventTimestamp", time);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "level",
                                 g_str_equal (self->status, "Failed") ? "Error" : "Informational");
  json_object_set_string_member (object, "operationId", self->correlation_id);
  json_object_set_object_member (object, "operationName",
                                 localizable (self->operation, self->operation));
  describe_scope (object, self);
  describe_outcome (object, self);
  json_object_set_string_member (object, "submissionTimestamp", submitted);
  json_object_set_string_member (object, "subscriptionId", estate->id + strlen ("/subscriptions/"));

  return object;
}
