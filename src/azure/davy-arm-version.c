/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-version.h"

#include <string.h>

#include "azure/davy-arm-providers.h"
#include "core/davy-error.h"

/* Which api-version to ask with. Each type has its own; the provider lists them (`wire-contract.md`
 * 3.2), and so does the refusal of a wrong one (3.0). */

#define DATE_LENGTH 10
/* Of groups and subscriptions; elsewhere it is refused with a list. */
#define GROUP_VERSION "2021-04-01"

static gboolean
is_stable (const char *version)
{
  return strlen (version) == DATE_LENGTH;
}

static gboolean
is_version (const char *text)
{
  return strlen (text) >= DATE_LENGTH && g_ascii_isdigit (text[0]) && text[4] == '-' &&
         text[7] == '-' && g_ascii_isdigit (text[9]);
}

static gboolean
is_better (const char *version, const char *than)
{
  if (than == NULL || is_stable (version) != is_stable (than))
    return than == NULL || is_stable (version);

  return strcmp (version, than) > 0;
}

/* Versions are the same in every subscription. */
static char *
dup_key (const DavyArmId *id)
{
  g_autofree char *type =
      id->provider != NULL ? g_strconcat (id->provider, "/", id->type, NULL) : g_strdup ("");

  return g_ascii_strdown (type, -1);
}

static void
provider_got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const DavyArmId *id = g_task_get_task_data (task);
  g_autoptr (DavyArmProvider) provider = NULL;
  g_autoptr (GError) error = NULL;
  const char *version = NULL;

  provider = davy_arm_client_get_provider_finish (DAVY_ARM_CLIENT (source), result, &error);
  if (provider != NULL)
    version = davy_arm_provider_choose_version (provider, id->type);
  if (version != NULL)
    davy_arm_client_keep_version (DAVY_ARM_CLIENT (source), id, version);

  /* Whoever may not see the provider may see the resource. */
  if (error == NULL || g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REFUSED) ||
      g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    g_task_return_pointer (task, g_strdup (version != NULL ? version : GROUP_VERSION), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- within the room ----------------------------------------------------------------------- */

/* Returns: (nullable): the newest of @versions that is no preview, or else the newest */
const char *
davy_arm_version_choose (GStrv versions)
{
  const char *best = NULL;

  for (guint i = 0; versions[i] != NULL; i++)
    if (is_version (versions[i]) && is_better (versions[i], best))
      best = versions[i];

  return best;
}

/* "…The supported api-versions are '2015-06-15, 2024-07-01'. The supported locations are…"
 * Returns: (transfer full) (nullable): the best of them */
char *
davy_arm_version_dup_supported (const char *message)
{
  const char *list = message != NULL ? strstr (message, "versions are '") : NULL;
  g_auto (GStrv) quoted = list != NULL ? g_strsplit (list, "'", 3) : NULL;
  g_auto (GStrv) versions = NULL;

  if (quoted == NULL || quoted[1] == NULL)
    return NULL;

  versions = g_strsplit_set (quoted[1], ", ", -1);

  return g_strdup (davy_arm_version_choose (versions));
}

/* Remembers which version goes with the type of @id. */
void
davy_arm_client_keep_version (DavyArmClient *self, const DavyArmId *id, const char *version)
{
  g_hash_table_insert (davy_arm_client_get_versions (self), dup_key (id), g_strdup (version));
}

/* Finds the api-version for what @id names, which is kept until the end. */
void
davy_arm_client_find_version (DavyArmClient *self,
                              const char *tenant_id,
                              const DavyArmId *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = dup_key (id);
  const char *kept = g_hash_table_lookup (davy_arm_client_get_versions (self), key);

  g_task_set_source_tag (task, davy_arm_client_find_version);
  g_task_set_task_data (task, (gpointer) id, NULL);
  if (kept == NULL && id->provider != NULL && id->subscription_id != NULL)
    davy_arm_client_get_provider_async (self, tenant_id, id->subscription_id, id->provider,
                                        cancellable, provider_got_cb, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_strdup (kept != NULL ? kept : GROUP_VERSION), g_free);
}

char *
davy_arm_client_find_version_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_find_version), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
