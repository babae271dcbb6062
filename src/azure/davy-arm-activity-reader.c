/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-activity-private.h"

/* One event of the activity log. Every object in it may be missing, null or "", and an event that
 * lacks one is evidence all the same: nothing here is required, and what has another type than
 * usual reads as absent. */

#define UPN_CLAIM    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"
#define NAME_CLAIM   "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"
#define OBJECT_CLAIM "http://schemas.microsoft.com/identity/claims/objectidentifier"

static char *
read_text (const DavyJson *object, const char *name)
{
  return g_strdup (davy_json_string (object, name, DAVY_JSON_OPTIONAL));
}

/* `{"value":…,"localizedValue":…}`, or the value alone. */
static char *
read_value (const DavyJson *event, const char *name)
{
  DavyJson member = davy_json_member (event, name);

  return davy_json_is_object (&member) ? read_text (&member, "value") : read_text (event, name);
}

static char *
read_title (const DavyJson *event, const char *name)
{
  DavyJson member = davy_json_member (event, name);

  return davy_json_is_object (&member) ? read_text (&member, "localizedValue") : NULL;
}

static char *
read_caller (const DavyJson *event, const DavyJson *claims)
{
  static const char *const names[] = { UPN_CLAIM, NAME_CLAIM, OBJECT_CLAIM };
  char *caller = read_text (event, "caller");

  for (guint i = 0; caller == NULL && i < G_N_ELEMENTS (names); i++)
    caller = read_text (claims, names[i]);

  return caller;
}

/* --- within the room ----------------------------------------------------------------------- */

DavyArmActivity *
davy_arm_activity_read (const DavyJson *item)
{
  DavyArmActivity *self = g_new0 (DavyArmActivity, 1);
  DavyJson event = *item;
  DavyJson claims, request;

  event.sink = NULL; /* failures are forgotten */
  claims = davy_json_member (&event, "claims");
  request = davy_json_member (&event, "httpRequest");

  self->raw = davy_json_dup_raw (&event);
  self->id = read_text (&event, "eventDataId");
  self->time = davy_json_time (&event, "eventTimestamp", DAVY_JSON_OPTIONAL);
  self->caller = read_caller (&event, &claims);
  self->caller_is_id = self->caller != NULL && g_uuid_string_is_valid (self->caller);
  self->principal_id = read_text (&claims, OBJECT_CLAIM);
  self->ip = read_text (&request, "clientIpAddress");
  if (self->ip == NULL)
    self->ip = read_text (&claims, "ipaddr");
  self->application_id = read_text (&claims, "appid");
  self->operation = read_value (&event, "operationName");
  self->operation_title = read_title (&event, "operationName");
  self->status = read_value (&event, "status");
  self->sub_status = read_value (&event, "subStatus");
  self->level = read_text (&event, "level");
  self->correlation_id = read_text (&event, "correlationId");
  self->operation_id = read_text (&event, "operationId");
  self->request_id = read_text (&request, "clientRequestId");
  self->resource_id = read_text (&event, "resourceId");
  self->resource_type = read_value (&event, "resourceType");
  self->group = read_text (&event, "resourceGroupName");

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_activity_free:
 * @self: (transfer full) (nullable): an event
 *
 * Frees an event.
 */
void
davy_arm_activity_free (DavyArmActivity *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->caller);
  g_free (self->principal_id);
  g_free (self->ip);
  g_free (self->application_id);
  g_free (self->operation);
  g_free (self->operation_title);
  g_free (self->status);
  g_free (self->sub_status);
  g_free (self->level);
  g_free (self->correlation_id);
  g_free (self->operation_id);
  g_free (self->request_id);
  g_free (self->resource_id);
  g_free (self->resource_type);
  g_free (self->group);
  g_free (self->raw);
  g_free (self);
}
