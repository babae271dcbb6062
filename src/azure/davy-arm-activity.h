/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyArmActivityField:
 * @DAVY_ARM_ACTIVITY_ALL: nothing
 * @DAVY_ARM_ACTIVITY_GROUP: the name of a resource group
 * @DAVY_ARM_ACTIVITY_RESOURCE: the id of a resource
 * @DAVY_ARM_ACTIVITY_PROVIDER: a namespace, such as `Microsoft.Authorization`
 * @DAVY_ARM_ACTIVITY_CORRELATION: a correlation id
 *
 * What the activity log can be narrowed down to beside its time range, one of it at most
 * (`wire-contract.md` 3.6).
 */
typedef enum
{
  DAVY_ARM_ACTIVITY_ALL,
  DAVY_ARM_ACTIVITY_GROUP,
  DAVY_ARM_ACTIVITY_RESOURCE,
  DAVY_ARM_ACTIVITY_PROVIDER,
  DAVY_ARM_ACTIVITY_CORRELATION,
} DavyArmActivityField;

/**
 * DavyArmActivity:
 * @id: (nullable): the event's own id
 * @time: when it happened, or %DAVY_TIME_UNSET
 * @caller: (nullable): who did it: a user name, or the object id of an application
 * @caller_is_id: whether @caller is an object id, which only the customer's directory can name
 * @principal_id: (nullable): the caller's object id, by which roles name it
 * @ip: (nullable): from where
 * @application_id: (nullable): with which program
 * @operation: (nullable): such as `Microsoft.Compute/virtualMachines/write`
 * @operation_title: (nullable): the same in Azure's words
 * @status: (nullable): `Started`, `Accepted`, `Succeeded`, `Failed` …, as it came
 * @sub_status: (nullable): the HTTP status behind it, as it came
 * @level: (nullable): as it came
 * @correlation_id: (nullable): shared by all events of one act
 * @operation_id: (nullable): shared by the events of one operation of an act
 * @request_id: (nullable): what the client called its request
 * @resource_id: (nullable): what it was done to
 * @resource_type: (nullable): of which type that is
 * @group: (nullable): the resource group
 * @raw: the JSON as it came, for the evidence
 *
 * One event of a subscription's activity log. Azure leaves out whatever it likes
 * (`wire-contract.md` 3.6).
 */
typedef struct
{
  char *id;
  DavyTime time;
  char *caller;
  gboolean caller_is_id;
  char *principal_id;
  char *ip;
  char *application_id;
  char *operation;
  char *operation_title;
  char *status;
  char *sub_status;
  char *level;
  char *correlation_id;
  char *operation_id;
  char *request_id;
  char *resource_id;
  char *resource_type;
  char *group;
  char *raw;
} DavyArmActivity;

void davy_arm_activity_free (DavyArmActivity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmActivity, davy_arm_activity_free)

/**
 * DavyArmActivityOperation:
 * @correlation_id: (nullable): shared by its events
 * @name: (nullable): such as `Microsoft.Compute/virtualMachines/write`
 * @first: when it began, or %DAVY_TIME_UNSET
 * @last: when it ended so far, or %DAVY_TIME_UNSET
 * @status: (nullable): how it stands after its last event, as it came
 * @caller: (nullable): who did it
 * @caller_is_id: whether @caller is an object id
 * @ip: (nullable): from where
 * @resource_id: (nullable): what it was done to
 * @events: (element-type DavyArmActivity): its events, the oldest first; they belong to the list
 *   that was grouped
 *
 * What was done once: a create, a delete, an assignment of a role. Strings belong to @events.
 */
typedef struct
{
  const char *correlation_id;
  const char *name;
  DavyTime first;
  DavyTime last;
  const char *status;
  const char *caller;
  gboolean caller_is_id;
  const char *ip;
  const char *resource_id;
  GPtrArray *events;
} DavyArmActivityOperation;

void davy_arm_activity_operation_free (DavyArmActivityOperation *self);
gboolean davy_arm_activity_operation_has_failed (const DavyArmActivityOperation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmActivityOperation, davy_arm_activity_operation_free)

GPtrArray *davy_arm_activities_group (GPtrArray *activities);

void davy_arm_client_list_activity_async (DavyArmClient *self,
                                          const char *tenant_id,
                                          const char *subscription_id,
                                          DavyTime from,
                                          DavyTime to,
                                          DavyArmActivityField field,
                                          const char *value,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
davy_arm_client_list_activity_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
