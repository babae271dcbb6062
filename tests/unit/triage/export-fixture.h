/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence-fixture.h"
#include "triage/davy-evidence-export.h"

/* The evidence of a case as a folder, and what is in that. */

static inline GFile *export(Fixture *fixture, GFile *place, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_evidence_export_async (get_evidence (fixture), place, NULL, davy_test_keep_result, &result);
  return davy_evidence_export_finish (get_evidence (fixture), davy_test_wait_result (&result),
                                      error);
}

static inline GFile *
export_as_it_is (Fixture *fixture)
{
  g_autofree char *path = davy_test_make_folder ();
  g_autoptr (GFile) place = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GFile *folder = export(fixture, place, &error);

  g_assert_no_error (error);

  return folder;
}

static inline GFile *
export_collected (Fixture *fixture)
{
  collect (fixture);

  return export_as_it_is (fixture);
}

/* Returns: whether `sha256sum -c` accepts the folder */
static inline gboolean
is_accepted (GFile *folder)
{
  const char *const check[] = { "sha256sum", "-c", "--strict", "SHA256SUMS", NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, g_file_peek_path (folder));
  process = g_subprocess_launcher_spawnv (launcher, check, &error);
  g_assert_no_error (error);

  return g_subprocess_wait_check (process, NULL, NULL);
}

static inline char *
read_exported (GFile *folder, const char *name)
{
  g_autoptr (GFile) file = g_file_get_child (folder, name);
  g_autoptr (GBytes) content = g_file_load_bytes (file, NULL, NULL, NULL);

  g_assert_nonnull (content);

  return g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}
