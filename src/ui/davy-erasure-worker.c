/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-erasure-worker.h"

#include "store/davy-store-file.h"

/* The part of deleting everything that is done when the program has ended its work. */

static gboolean
reset_settings (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  gboolean done = TRUE;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_user_value (settings, keys[i]);

      done = done && value == NULL;
    }
  g_settings_sync (); /* the program is about to end */

  return done;
}

/**
 * davy_erasure_worker_end:
 * @settings: the settings of the profile; nothing watches them any more
 * @store_path: its database, which is closed
 *
 * Deletes the settings and the folder of the database. It blocks.
 *
 * Returns: what could not be deleted
 */
DavyKept
davy_erasure_worker_end (GSettings *settings, const char *store_path)
{
  g_autoptr (GError) error = NULL;
  DavyKept kept = DAVY_KEPT_NOTHING;

  if (!reset_settings (settings))
    kept |= DAVY_KEPT_SETTINGS;
  if (!davy_store_file_erase (store_path, &error))
    {
      g_message ("The database was not deleted: %s", error->message);
      kept |= DAVY_KEPT_DATABASE;
    }

  return kept;
}
