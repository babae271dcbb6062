/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "emulator/scenario-records.h"

/* What a scenario must keep beyond the shape of its JSON: ids are GUIDs where the services have
 * GUIDs, and no two things share one. */

static gboolean
claim_id (GHashTable *taken, const char *id, gboolean guid, GError **error, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

static gboolean
claim_id (GHashTable *taken, const char *id, gboolean guid, GError **error, const char *format, ...)
{
  g_autofree char *path = NULL;
  va_list arguments;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (guid && !g_uuid_string_is_valid (id))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s: “%s” is not a GUID", path, id);
      return FALSE;
    }
  if (!g_hash_table_add (taken, g_ascii_strdown (id, -1)))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s: “%s” is used twice", path, id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_subscriptions (const DavyDemoCustomer *customer, guint c, GHashTable *taken, GError **error)
{
  for (guint i = 0; i < customer->subscriptions->len; i++)
    {
      const DavyDemoSubscription *subscription = g_ptr_array_index (customer->subscriptions, i);

      if (!claim_id (taken, subscription->id, TRUE, error, "customers[%u].subscriptions[%u].id", c,
                     i))
        return FALSE;
      if (subscription->azure_id != NULL &&
          !claim_id (taken, subscription->azure_id, TRUE, error,
                     "customers[%u].subscriptions[%u].azureId", c, i))
        return FALSE;

      for (guint j = 0; j < subscription->entitlements->len; j++)
        {
          const DavyDemoEntitlement *entitlement =
              g_ptr_array_index (subscription->entitlements, j);

          if (!claim_id (taken, entitlement->id, TRUE, error,
                         "customers[%u].subscriptions[%u].entitlements[%u].id", c, i, j))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * davy_scenario_check:
 * @self: a scenario that was read
 * @error: %DAVY_ERROR_INPUT; the message names the path
 *
 * Returns: whether its ids are as they must be
 */
gboolean
davy_scenario_check (DavyScenario *self, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!claim_id (taken, self->tenant_id, TRUE, error, "partner.tenantId"))
    return FALSE;

  if (self->users->len == 0)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "users: nobody could sign in");
      return FALSE;
    }
  for (guint i = 0; i < self->users->len; i++)
    {
      const DavyDemoUser *user = g_ptr_array_index (self->users, i);

      if (!claim_id (taken, user->object_id, TRUE, error, "users[%u].objectId", i) ||
          !claim_id (taken, user->user_name, FALSE, error, "users[%u].userName", i))
        return FALSE;
    }

  for (guint i = 0; i < self->resellers->len; i++)
    {
      const DavyDemoReseller *reseller = g_ptr_array_index (self->resellers, i);

      if (!claim_id (taken, reseller->id, TRUE, error, "resellers[%u].id", i))
        return FALSE;
    }

  for (guint i = 0; i < self->customers->len; i++)
    {
      const DavyDemoCustomer *customer = g_ptr_array_index (self->customers, i);

      if (!claim_id (taken, customer->id, TRUE, error, "customers[%u].id", i) ||
          !check_subscriptions (customer, i, taken, error))
        return FALSE;
    }

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const DavyDemoAlert *alert = g_ptr_array_index (self->alerts, i);

      if (!claim_id (taken, alert->id, FALSE, error, "alerts: id"))
        return FALSE;
    }

  for (guint i = 0; i < self->requests->len; i++)
    {
      const DavyDemoServiceRequest *request = g_ptr_array_index (self->requests, i);

      if (!claim_id (taken, request->id, FALSE, error, "serviceRequests[%u].id", i))
        return FALSE;
    }

  return TRUE;
}
