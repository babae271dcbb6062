/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-locks.h"

#include "emulator/arm-writes.h"

/* Locks (`wire-contract.md` 3.4). */

#define LOCKS "Microsoft.Authorization/locks"

static char *
dup_id (const DavyEstateLock *lock)
{
  return g_strdup_printf ("%s/providers/" LOCKS "/%s", lock->scope, lock->name);
}

static JsonObject *
build_lock (const DavyEstateLock *lock)
{
  g_autofree char *id = dup_id (lock);
  JsonObject *object = davy_demo_object ("id", id, "name", lock->name, "type", LOCKS, NULL);

  json_object_set_object_member (
      object, "properties", davy_demo_object ("level", lock->level, "notes", lock->notes, NULL));

  return object;
}

/* Those on the scope and below it, and those it inherits. */
static void
answer_locks (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < call->estate->locks->len; i++)
    {
      const DavyEstateLock *lock = g_ptr_array_index (call->estate->locks, i);

      if (davy_scope_contains (call->scope, lock->scope) ||
          davy_scope_contains (lock->scope, call->scope))
        json_array_add_object_element (list, build_lock (lock));
    }
  davy_arm_answer_list (call, list);
}

static DavyEstateLock *
find_lock (DavyArmCall *call)
{
  for (guint i = 0; i < call->estate->locks->len; i++)
    {
      DavyEstateLock *lock = g_ptr_array_index (call->estate->locks, i);
      g_autofree char *id = dup_id (lock);

      if (g_ascii_strcasecmp (id, call->id) == 0)
        return lock;
    }

  return NULL;
}

static void
answer_lock (DavyArmCall *call)
{
  const DavyEstateLock *lock = find_lock (call);

  if (lock != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, build_lock (lock));
  else
    davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "LockNotFound",
                     "The lock '%s' could not be found.", call->name);
}

static void
put_lock (DavyArmCall *call)
{
  JsonObject *properties = davy_demo_get_object (davy_arm_call_get_body (call), "properties");
  const char *level = davy_demo_get_string (properties, "level");
  DavyEstateLock *lock = find_lock (call);
  guint status = lock != NULL ? SOUP_STATUS_OK : SOUP_STATUS_CREATED;

  if (g_strcmp0 (level, "CanNotDelete") != 0 && g_strcmp0 (level, "ReadOnly") != 0)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidLockLevel",
                       "The level of a lock must be CanNotDelete or ReadOnly.");
      return;
    }

  if (lock == NULL)
    lock = davy_estate_add_lock (call->estate, call->scope, call->name, level);
  g_free (lock->level);
  lock->level = g_strdup (level);
  g_free (lock->notes);
  lock->notes = g_strdup (davy_demo_get_string (properties, "notes"));
  davy_arm_log_write (call, call->id);
  davy_exchange_answer_object (call->exchange, status, build_lock (lock));
}

static void
delete_lock (DavyArmCall *call)
{
  DavyEstateLock *lock = find_lock (call);

  if (lock == NULL)
    {
      davy_exchange_answer_empty (call->exchange, SOUP_STATUS_NO_CONTENT);
      return;
    }

  davy_arm_log_write (call, call->id);
  g_ptr_array_remove (call->estate->locks, lock);
  davy_exchange_answer_empty (call->exchange, SOUP_STATUS_OK);
}

const DavyArmRoute davy_arm_lock_routes[] = {
  { "GET", LOCKS, DAVY_ARM_PLAIN, answer_locks },
  { "GET", LOCKS, DAVY_ARM_ONE, answer_lock },
  { "PUT", LOCKS, DAVY_ARM_ONE | DAVY_ARM_UNLOCKED, put_lock },
  { "DELETE", LOCKS, DAVY_ARM_ONE | DAVY_ARM_UNLOCKED, delete_lock },
  { 0 },
};
