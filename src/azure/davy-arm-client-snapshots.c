/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-snapshots.h"

#include <string.h>

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-id.h"
#include "core/davy-error.h"

/* Copies of disks, kept before what they belong to is deleted: `playbook.md` C.3, 7b and 10. */

#define API_VERSION    "2024-03-02"
#define LONGEST_NAME   80
#define CASE_KEY_CHARS 12

static gpointer
read_snapshot (const DavyJson *item)
{
  DavySnapshot *self = g_new0 (DavySnapshot, 1);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson creation = davy_json_member (&properties, "creationData");
  DavyJson tags = davy_json_member (item, "tags");

  self->id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->name = g_strdup (davy_json_string (item, "name", DAVY_JSON_REQUIRED));
  self->region = g_strdup (davy_json_string (item, "location", DAVY_JSON_OPTIONAL));
  self->disk_id = g_strdup (davy_json_string (&creation, "sourceResourceId", DAVY_JSON_OPTIONAL));
  self->case_key = g_strdup (davy_json_string (&tags, DAVY_SNAPSHOT_TAG, DAVY_JSON_OPTIONAL));
  self->created = davy_json_time (&properties, "timeCreated", DAVY_JSON_OPTIONAL);
  self->state = g_strdup (davy_json_string (&properties, "provisioningState", DAVY_JSON_OPTIONAL));

  return self;
}

static const DavyArmRecord snapshot_record = { .read = read_snapshot,
                                               .free = (GDestroyNotify) davy_snapshot_free };

/* What a snapshot's name may not hold becomes a dash. */
static char *
dup_name (const char *disk_name, const char *case_key)
{
  g_autofree char *key = g_strndup (case_key, CASE_KEY_CHARS);
  g_autofree char *tail = g_strconcat ("-davylamp-", key, NULL);
  g_autofree char *head = g_strndup (disk_name, LONGEST_NAME - strlen (tail));

  g_strcanon (head, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-", '-');
  g_strcanon (tail, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-", '-');

  return g_strconcat (head, tail, NULL);
}

static JsonNode *
create_body (const char *disk_id, const char *region, const char *case_key)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "location");
  json_builder_add_string_value (builder, region);
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, DAVY_SNAPSHOT_TAG);
  json_builder_add_string_value (builder, case_key);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "incremental");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_set_member_name (builder, "creationData");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "createOption");
  json_builder_add_string_value (builder, "Copy");
  json_builder_set_member_name (builder, "sourceResourceId");
  json_builder_add_string_value (builder, disk_id);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_snapshot_free:
 * @self: (transfer full) (nullable): a snapshot
 *
 * Frees a snapshot.
 */
void
davy_snapshot_free (DavySnapshot *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->region);
  g_free (self->disk_id);
  g_free (self->case_key);
  g_free (self->state);
  g_free (self);
}

/**
 * davy_snapshot_is_made:
 * @self: a snapshot
 *
 * Returns: whether it is whole; where nothing is told of that, it is
 */
gboolean
davy_snapshot_is_made (const DavySnapshot *self)
{
  return self->state == NULL || g_ascii_strcasecmp (self->state, "Succeeded") == 0;
}

/**
 * davy_snapshot_has_failed:
 * @self: a snapshot
 *
 * Returns: whether it stands in the list and will never be whole
 */
gboolean
davy_snapshot_has_failed (const DavySnapshot *self)
{
  return self->state != NULL && (g_ascii_strcasecmp (self->state, "Failed") == 0 ||
                                 g_ascii_strcasecmp (self->state, "Canceled") == 0);
}

/**
 * davy_snapshot_dup_id:
 * @disk_id: a managed disk's id
 * @case_key: the key of a case
 * @error: %DAVY_ERROR_WIRE when @disk_id is none
 *
 * Where davy_arm_client_create_snapshot_async() puts it: beside the disk, under a name that is the
 * same whenever it is asked for, so that an intent can name it before it is there.
 *
 * Returns: (transfer full): the snapshot's id
 */
char *
davy_snapshot_dup_id (const char *disk_id, const char *case_key, GError **error)
{
  g_autoptr (DavyArmId) id = davy_arm_id_parse (disk_id, error);
  g_autofree char *name = NULL;

  if (id == NULL)
    return NULL;
  if (id->subscription_id == NULL || id->group == NULL || id->provider == NULL)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "Not the id of a disk");
      return NULL;
    }

  name = dup_name (id->name, case_key);

  return g_strconcat ("/subscriptions/", id->subscription_id, "/resourceGroups/", id->group,
                      "/providers/Microsoft.Compute/snapshots/", name, NULL);
}

/**
 * davy_arm_client_list_snapshots_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @subscription_id: an Azure subscription of that tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the snapshots of a subscription, with the case of those that this program made.
 */
void
davy_arm_client_list_snapshots_async (DavyArmClient *self,
                                      const char *tenant_id,
                                      const char *subscription_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  davy_arm_client_list_in (self, tenant_id, subscription_id, "Microsoft.Compute/snapshots",
                           API_VERSION, &snapshot_record, davy_arm_client_list_snapshots_async,
                           cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_snapshots_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavySnapshot): the snapshots
 */
GPtrArray *
davy_arm_client_list_snapshots_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_snapshots_async, error);
}

/**
 * davy_arm_client_create_snapshot_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @disk_id: a managed disk of that tenant
 * @region: where the disk is, and the snapshot will be
 * @case_key: the key of the case it is made for; tagged with it
 * @cancellable: (nullable): to give up waiting; what was sent stays sent
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Makes an incremental snapshot of a disk, which may be in use, and waits until it is there. Asked
 * for again, it stays as it is (source:
 * https://learn.microsoft.com/rest/api/compute/snapshots/create-or-update).
 */
void
davy_arm_client_create_snapshot_async (DavyArmClient *self,
                                       const char *tenant_id,
                                       const char *disk_id,
                                       const char *region,
                                       const char *case_key,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyRequest) request = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autofree char *id = NULL;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self) && tenant_id != NULL);
  g_return_if_fail (disk_id != NULL && region != NULL && case_key != NULL);

  id = davy_snapshot_dup_id (disk_id, case_key, &error);
  if (id != NULL)
    request =
        davy_arm_client_create_request_at (self, tenant_id, "PUT", id, "", API_VERSION, &error);
  if (request == NULL)
    {
      g_task_report_error (self, callback, user_data, davy_arm_client_create_snapshot_async, error);
      return;
    }

  body = create_body (disk_id, region, case_key);
  davy_request_set_json (request, body);
  davy_arm_client_change_and_wait (self, request, DAVY_ARM_PATIENCE,
                                   davy_arm_client_create_snapshot_async, cancellable, callback,
                                   user_data);
}

/**
 * davy_arm_client_create_snapshot_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_CONFLICT for a lock, or another #DavyError
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_create_snapshot_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_create_snapshot_async, error);
}
