/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-locks.h"

#include <string.h>

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-id.h"
#include "azure/davy-arm-readers.h"

/* Locks hold for what they were put on and for everything in there; the strictest wins; deleting a
 * group fails as a whole for a lock on anything inside it (`wire-contract.md` 3.4). */

#define API_VERSION "2016-09-01"

static DavyArmLockLevel
parse_level (const char *text)
{
  if (text == NULL || g_ascii_strcasecmp (text, "NotSpecified") == 0)
    return DAVY_ARM_LOCK_NONE;
  if (g_ascii_strcasecmp (text, "CanNotDelete") == 0)
    return DAVY_ARM_LOCK_CAN_NOT_DELETE;

  return g_ascii_strcasecmp (text, "ReadOnly") == 0 ? DAVY_ARM_LOCK_READ_ONLY : DAVY_ARM_LOCK_OTHER;
}

static GStrv
read_owners (const DavyJson *properties)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  DavyJson list = davy_json_member (properties, "owners");
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson owner = davy_json_element (&list, i);
      const char *id = davy_json_string (&owner, "applicationId", DAVY_JSON_OPTIONAL);

      if (id != NULL)
        g_strv_builder_add (builder, id);
    }

  return g_strv_builder_end (builder);
}

static gpointer
read_lock (const DavyJson *item)
{
  DavyArmLock *self = g_new0 (DavyArmLock, 1);
  DavyJson properties = davy_json_member (item, "properties");
  g_autoptr (DavyArmId) id = NULL;

  self->raw = davy_json_dup_raw (item);
  self->id = davy_arm_read_text (item, "id", DAVY_JSON_REQUIRED);
  self->name = davy_arm_read_text (item, "name", DAVY_JSON_REQUIRED);
  self->raw_level = davy_arm_read_text (&properties, "level", DAVY_JSON_REQUIRED);
  self->level = parse_level (self->raw_level);
  self->notes = davy_arm_read_text (&properties, "notes", DAVY_JSON_OPTIONAL);
  self->owners = read_owners (&properties);
  id = self->id != NULL ? davy_arm_id_parse (self->id, NULL) : NULL;
  if (id != NULL && id->parent != NULL)
    self->scope = g_strdup (id->parent);
  else
    davy_json_fail (item, "is not a lock on anything");

  return self;
}

static const DavyArmRecord lock_record = {
  .read = read_lock,
  .free = (GDestroyNotify) davy_arm_lock_free,
};

/**
 * davy_arm_lock_free:
 * @self: (transfer full) (nullable): a lock
 *
 * Frees a lock.
 */
void
davy_arm_lock_free (DavyArmLock *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->scope);
  g_free (self->raw_level);
  g_free (self->notes);
  g_strfreev (self->owners);
  g_free (self->raw);
  g_free (self);
}

/**
 * davy_arm_locks_find_level:
 * @locks: (element-type DavyArmLock): all locks of the subscription
 * @id: the id of something in it
 *
 * Returns: the strictest of the locks that hold for @id, its own and the inherited ones
 */
DavyArmLockLevel
davy_arm_locks_find_level (GPtrArray *locks, const char *id)
{
  DavyArmLockLevel level = DAVY_ARM_LOCK_NONE;

  for (guint i = 0; i < locks->len; i++)
    {
      const DavyArmLock *lock = g_ptr_array_index (locks, i);

      if (davy_arm_id_is_within (id, lock->scope))
        level = MAX (level, lock->level);
    }

  return level;
}

/**
 * davy_arm_locks_find_against_delete:
 * @locks: (element-type DavyArmLock): all locks of the subscription
 * @id: the id of something in it
 *
 * Finds what has to be removed before @id can be deleted: locks that hold for it, and locks on
 * anything inside it.
 *
 * Returns: (transfer container) (element-type DavyArmLock): locks of @locks, the strictest first
 */
GPtrArray *
davy_arm_locks_find_against_delete (GPtrArray *locks, const char *id)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint level = DAVY_ARM_LOCK_READ_ONLY; level > DAVY_ARM_LOCK_NONE; level--)
    {
      for (guint i = 0; i < locks->len; i++)
        {
          DavyArmLock *lock = g_ptr_array_index (locks, i);

          if (lock->level == level &&
              (davy_arm_id_is_within (id, lock->scope) || davy_arm_id_is_within (lock->scope, id)))
            g_ptr_array_add (found, lock);
        }
    }

  return found;
}

/**
 * davy_arm_client_list_locks_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @scope: the id of a subscription, whose list holds the locks of everything in it
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists locks.
 */
void
davy_arm_client_list_locks_async (DavyArmClient *self,
                                  const char *tenant_id,
                                  const char *scope,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  davy_arm_client_list_at (self, tenant_id, scope, "/providers/Microsoft.Authorization/locks",
                           API_VERSION, &lock_record, davy_arm_client_list_locks_async, cancellable,
                           callback, user_data);
}

/**
 * davy_arm_client_list_locks_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmLock): the locks
 */
GPtrArray *
davy_arm_client_list_locks_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_locks_async, error);
}

/**
 * davy_arm_client_delete_lock_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @lock_id: the lock's own id
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Removes a lock, which needs the Owner role. A lock that was not there is no error.
 */
void
davy_arm_client_delete_lock_async (DavyArmClient *self,
                                   const char *tenant_id,
                                   const char *lock_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  davy_arm_client_change_at (self, tenant_id, "DELETE", lock_id, API_VERSION,
                             davy_arm_client_delete_lock_async, cancellable, callback, user_data);
}

/**
 * davy_arm_client_delete_lock_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: list the locks before anything else;
 *   otherwise it was not removed
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_delete_lock_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_delete_lock_async, error);
}
