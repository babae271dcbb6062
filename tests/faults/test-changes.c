/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../unit/triage/case-fixture.h"

/* A case that changes the status of its alerts while things go wrong: whatever became of a request,
 * the next one is not sent before a read has shown how things stand, and one whose outcome nobody
 * knew is the same request again. */

#define STATUS "POST /pc/v1/fraudEvents/subscription/*/status x1 "

static const struct
{
  const char *name;
  const char *rule;
  gboolean unknown; /* no answer told what became of it */
} faults[] = {
  { "hang-up", STATUS "hang-up", TRUE },
  { "reset-mid-body", STATUS "reset", TRUE },
  { "500", STATUS "status=500", TRUE },
  { "503", STATUS "status=503,html", TRUE },
  { "html", STATUS "html", TRUE },
  { "truncated", STATUS "truncate", TRUE },
  { "400", STATUS "status=400", FALSE },
  { "401-claims", STATUS "claims", FALSE },
  { "403", STATUS "status=403", FALSE },
  { "404", STATUS "status=404", FALSE },
  { "409", STATUS "status=409", FALSE },
  { "412", STATUS "status=412", FALSE },
  { "429-retry-after", STATUS "status=429,retry-after=1", FALSE },
  { "read-before-fails", "GET /pc/v1/fraudEvents x1 status=403", FALSE },
};

typedef struct
{
  guint n_changes;
  char *request_id; /* (owned) (nullable): of the last change */
  char *body;       /* (owned) (nullable) */
  gboolean read_since;
} Watch;

static void
watch_change (Watch *watch, JsonObject *request, gboolean unknown)
{
  const char *id = json_object_get_string_member (request, "requestId");
  const char *body = json_object_get_string_member (request, "body");

  g_assert_nonnull (id);
  if (watch->n_changes++ > 0 && unknown)
    {
      g_assert_true (watch->read_since);
      if (g_strcmp0 (body, watch->body) == 0)
        g_assert_cmpstr (id, ==, watch->request_id);
    }
  g_free (watch->request_id);
  g_free (watch->body);
  watch->request_id = g_strdup (id);
  watch->body = g_strdup (body);
  watch->read_since = FALSE;
}

/* Returns: how many changes there were */
static guint
assert_log (Fixture *fixture, gboolean unknown)
{
  g_autoptr (JsonNode) requests = davy_test_world_read_requests (&fixture->world);
  JsonArray *array = json_node_get_array (requests);
  Watch watch = { 0 };

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *request = json_array_get_object_element (array, i);
      const char *path = json_object_get_string_member (request, "path");
      gboolean change = g_str_has_suffix (path, "/status");

      if (change)
        watch_change (&watch, request, unknown);
      else if (strstr (path, "/fraudEvents") != NULL)
        watch.read_since = TRUE;
    }
  g_free (watch.request_id);
  g_free (watch.body);

  return watch.n_changes;
}

static void
test_fault (Fixture *fixture, gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) again = NULL;
  g_autofree char *sentence = NULL;

  walk_to_review (fixture, "approved");
  davy_test_world_spoil (&fixture->world, faults[index].rule);
  if (!try_send (fixture, &first))
    {
      g_assert_cmpint (first->domain, ==, DAVY_ERROR);
      sentence = davy_error_dup_sentence (first);
      g_assert_cmpstr (sentence, !=, "");
      /* The person looks, and tries again. */
      try_send (fixture, &again);
      g_assert_no_error (again);
    }

  g_assert_true (davy_case_is_closed (fixture->handled));
  g_assert_cmpuint (assert_log (fixture, faults[index].unknown), >=, 1);
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, count_entries (fixture, "result"));
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/changes/", faults[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_fault, tear_down);
    }

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
