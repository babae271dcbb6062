/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case-fixture.h"

/* A case over a subscription with two hostile machines, a disk, a lock and a role, of
 * evidence.json: the alert names `vm-1`. */

#define MINE "/subscriptions/" SHOP "/resourceGroups/rg-mine/providers/Microsoft.Compute/"
#define VM_1 MINE "virtualMachines/vm-1"
#define VM_2 MINE "virtualMachines/vm-2"
#define DISK MINE "disks/disk-2"

#define ACTIVITY "/providers/Microsoft.Insights/eventtypes/management/values"
#define ROLES    "/providers/Microsoft.Authorization/roleAssignments"
#define LOCKS    "/providers/Microsoft.Authorization/locks"

#define N_LOG_PIECES 9

static inline void
set_up_estate (Fixture *fixture, gconstpointer data)
{
  begin_from (fixture, "evidence.json", NULL, NULL);
}

static inline const DavyEvidencePart *
get_part (Fixture *fixture, const char *key)
{
  return davy_evidence_get_part (get_evidence (fixture), key);
}

static inline void
assert_state (Fixture *fixture, const char *key, DavyEvidenceState state)
{
  const DavyEvidencePart *part = get_part (fixture, key);

  g_assert_nonnull (part);
  g_test_message ("%s: %s", key, part->error != NULL ? part->error->message : "no error");
  g_assert_cmpint (part->state, ==, state);
}

static inline char *
read_part (Fixture *fixture, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) content = NULL;

  davy_evidence_read_async (get_evidence (fixture), key, NULL, davy_test_keep_result, &result);
  content =
      davy_evidence_read_finish (get_evidence (fixture), davy_test_wait_result (&result), error);

  return content != NULL ? g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content))
                         : NULL;
}

static inline void
assert_holds (Fixture *fixture, const char *key, guint lines, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_part (fixture, key, &error);
  g_auto (GStrv) split = NULL;

  g_assert_no_error (error);
  split = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (split), ==, lines + 1);
  g_assert_cmpstr (split[lines], ==, "");
  for (guint i = 0; i < lines; i++)
    {
      g_autoptr (JsonNode) node = davy_json_parse_text (split[i], &error);

      g_assert_no_error (error);
    }
  g_assert_nonnull (strstr (text, word));
}

static inline gboolean
add_resources (Fixture *fixture, const char *const *ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_evidence_add_resources_async (get_evidence (fixture), ids, NULL, davy_test_keep_result,
                                     &result);
  return davy_evidence_add_resources_finish (get_evidence (fixture),
                                             davy_test_wait_result (&result), error);
}

static inline gboolean
waive (Fixture *fixture, const char *key, const char *reason, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_evidence_waive_async (get_evidence (fixture), key, reason, NULL, davy_test_keep_result,
                             &result);
  return davy_evidence_waive_finish (get_evidence (fixture), davy_test_wait_result (&result),
                                     error);
}

static inline gboolean
run_sql (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, data, error);
}

#define ADD_EVIDENCE(path, function) \
  g_test_add ("/triage/evidence/" path, Fixture, NULL, set_up_estate, function, tear_down)
