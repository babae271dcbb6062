/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client-private.h"
#include "davy-test-server.h"
#include "davy-test-world.h"

/* A client whose tokens come from the embedded login and whose Resource Manager is a server that
 * says what the test tells it to say, with a clock that only the test moves. Each test includes
 * this once, and its main() calls davy_test_keyring_begin(). */

#define NORTHWIND "10000000-0000-4000-8000-000000000001"
#define FABRIKAM  "20000000-0000-4000-8000-000000000001"
#define SHOP      "40000000-0000-4000-8000-00000000000b"

/* Timers that watch over something and are no pause to be passed. */
#define SILENCE_LIMIT (60 * DAVY_TIME_SECOND) /* of a transfer */
#define KEYRING_LIMIT (20 * DAVY_TIME_SECOND)

typedef struct
{
  DavyTestWorld world;
  DavyTestServer *server;
  DavyArmClient *client;
  GAsyncResult *result;
} Fixture;

static DavyEndpoints *
create_endpoints (Fixture *fixture)
{
  const char *base = davy_emulator_get_base_uri (fixture->world.emulator);
  g_autofree char *server = davy_test_server_dup_uri (fixture->server, "");
  g_autofree char *folder = davy_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "endpoints", NULL);
  g_autofree char *text = g_strdup_printf ("[endpoints]\nlogin=%s/login\npartner=%s/pc\n"
                                           "graph=%s/graph\nresource-manager=%s\nprices=%s\n",
                                           base, base, base, server, server);
  g_autoptr (GError) error = NULL;
  DavyEndpoints *endpoints;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  endpoints = davy_endpoints_new_from_file (path, &error);
  g_assert_no_error (error);

  return endpoints;
}

static gboolean
nothing_is_timed (gpointer unused)
{
  return davy_test_clock_next () < 0;
}

/* So that no test's pauses mix with the keyring's time limit for keeping the renewed sign-in. */
static void
get_first_token (Fixture *fixture, const char *tenant_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  davy_account_get_token_async (fixture->world.account, DAVY_SERVICE_RESOURCE_MANAGER, tenant_id,
                                FALSE, NULL, davy_test_keep_result, &result);
  token = davy_account_get_token_finish (fixture->world.account, davy_test_wait_result (&result),
                                         &error);
  g_assert_no_error (error);
  g_assert_true (davy_test_spin_until (nothing_is_timed, NULL));
}

G_GNUC_UNUSED static void
set_up (Fixture *fixture, gconstpointer unused)
{
  DavyTestWorld *world = &fixture->world;
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "support", "world.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyScenario) scenario = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  davy_test_clock_install (g_get_real_time ());
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  bytes = g_bytes_new (text, strlen (text));
  scenario = davy_scenario_load_bytes (bytes, &error);
  g_assert_no_error (error);
  world->emulator = davy_emulator_new (scenario);
  davy_emulator_listen (world->emulator, 0, NULL, &error);
  g_assert_no_error (error);

  fixture->server = davy_test_server_new ();
  world->endpoints = create_endpoints (fixture);
  world->accounts = davy_accounts_new (world->endpoints, g_test_get_path (), DAVY_TEST_APPLICATION);
  world->browser = soup_session_new ();
  davy_test_world_sign_in (world, DAVY_TEST_ADA);
  get_first_token (fixture, FABRIKAM);
  get_first_token (fixture, NULL);
  fixture->client = davy_arm_client_new (world->account);
}

G_GNUC_UNUSED static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->server, davy_test_server_free);
  davy_test_world_end (&fixture->world);
}

G_GNUC_UNUSED static void
answer (Fixture *fixture, guint status, const char *body)
{
  davy_test_server_answer (fixture->server, status, *body != '\0' ? "application/json" : NULL,
                           body);
}

/* @path: on the test's server; in @body every %s becomes the server's address */
G_GNUC_UNUSED static void
answer_link (Fixture *fixture, const char *body, const char *path)
{
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, path);
  g_auto (GStrv) parts = g_strsplit (body, "%s", -1);
  g_autofree char *text = g_strjoinv (uri, parts);

  answer (fixture, 200, text);
}

G_GNUC_UNUSED static void
add_header (Fixture *fixture, const char *name, const char *value)
{
  davy_test_server_add_header (fixture->server, name, value);
}

/* An answer with the header @name that leads to @path on the test's server. */
G_GNUC_UNUSED static void
add_link (Fixture *fixture, const char *name, const char *path)
{
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, path);

  add_header (fixture, name, uri);
}

static gboolean
has_result_or_waits (gpointer data)
{
  Fixture *fixture = data;
  gint64 next = davy_test_clock_next ();

  return fixture->result != NULL || (next > 0 && next != SILENCE_LIMIT && next != KEYRING_LIMIT);
}

/* Lets time pass until the answer came. */
G_GNUC_UNUSED static GAsyncResult *
wait_result (Fixture *fixture)
{
  while (fixture->result == NULL)
    {
      g_assert_true (davy_test_spin_until (has_result_or_waits, fixture));
      if (fixture->result == NULL)
        davy_test_clock_advance (davy_test_clock_next ());
    }

  return fixture->result;
}

G_GNUC_UNUSED static const DavyTestRequest *
get_request (Fixture *fixture, guint index)
{
  return davy_test_server_get_request (fixture->server, index);
}

G_GNUC_UNUSED static void
assert_asked (Fixture *fixture, guint index, const char *method, const char *path)
{
  g_assert_cmpstr (get_request (fixture, index)->method, ==, method);
  g_assert_cmpstr (get_request (fixture, index)->path, ==, path);
}

G_GNUC_UNUSED static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}
