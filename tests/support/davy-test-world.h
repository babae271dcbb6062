/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>
#include <string.h>

#include "account/davy-sign-in.h"
#include "core/davy-error.h"
#include "core/davy-json.h"
#include "davy-test-keyring.h"
#include "davy-test.h"
#include "emulator/davy-emulator.h"

/* For the tests of rooms that ask Microsoft's services: an emulator in the test's own main context
 * and somebody who is signed in to it, the way a person signs in. Each test includes it once, and
 * its main() calls davy_test_keyring_begin(). */

#define DAVY_TEST_APPLICATION "90000000-0000-4000-8000-000000000001"
#define DAVY_TEST_ADA         "ada@northwind.example" /* may do everything */
#define DAVY_TEST_LUC         "luc@northwind.example" /* may look at alerts */
#define DAVY_TEST_MIA         "mia@northwind.example" /* has no second factor */

typedef struct
{
  DavyEmulator *emulator;
  DavyEndpoints *endpoints;
  DavyAccounts *accounts;
  DavyAccount *account;
  SoupSession *browser;
} DavyTestWorld;

/* The browser of the person: fills in the form on the sign-in page. */
static inline void
davy_test_world_visit_cb (DavySignIn *sign_in, GParamSpec *pspec, gpointer user_data)
{
  DavyTestWorld *world = user_data;
  const char *user = g_object_get_data (G_OBJECT (sign_in), "user");
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) form = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (davy_sign_in_get_uri (sign_in) == NULL)
    return;

  escaped = g_uri_escape_string (user, NULL, FALSE);
  text = g_strdup_printf ("user=%s&password=lamp&decision=accept", escaped);
  form = g_bytes_new (text, strlen (text));
  message = soup_message_new ("POST", davy_sign_in_get_uri (sign_in));
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
  soup_session_send_and_read_async (world->browser, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static inline void
davy_test_world_sign_in (DavyTestWorld *world, const char *user)
{
  g_autoptr (DavySignIn) sign_in = davy_sign_in_new (world->accounts, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set_data_full (G_OBJECT (sign_in), "user", g_strdup (user), g_free);
  g_signal_connect (sign_in, "notify::uri", G_CALLBACK (davy_test_world_visit_cb), world);
  davy_sign_in_browser_async (sign_in, NULL, davy_test_keep_result, &result);
  world->account = davy_sign_in_finish (sign_in, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

/* @scenario: the JSON of a scenario */
static inline void
davy_test_world_begin_with (DavyTestWorld *world, const char *scenario, const char *user)
{
  g_autoptr (GBytes) bytes = g_bytes_new (scenario, strlen (scenario));
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyScenario) loaded = davy_scenario_load_bytes (bytes, &error);

  g_assert_no_error (error);
  world->emulator = davy_emulator_new (loaded);
  davy_emulator_listen (world->emulator, 0, NULL, &error);
  g_assert_no_error (error);
  world->endpoints = davy_endpoints_new_below (davy_emulator_get_base_uri (world->emulator));
  world->accounts = davy_accounts_new (world->endpoints, g_test_get_path (), DAVY_TEST_APPLICATION);
  world->browser = soup_session_new ();
  davy_test_world_sign_in (world, user);
}

/* With the scenario that the tests share, tests/support/world.json. */
static inline void
davy_test_world_begin (DavyTestWorld *world, const char *user)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "support", "world.json", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  davy_test_world_begin_with (world, text, user);
}

static inline gboolean
davy_test_world_is_alone (gpointer account)
{
  return ((GObject *) account)->ref_count == 1;
}

static inline void
davy_test_world_end (DavyTestWorld *world)
{
  soup_session_abort (world->browser);
  g_clear_object (&world->browser);
  g_clear_object (&world->accounts);
  /* The keyring may still be told a renewed token, and its file has one writer at a time. */
  g_assert_true (davy_test_spin_until (davy_test_world_is_alone, world->account));
  g_clear_object (&world->account);
  g_clear_pointer (&world->endpoints, davy_endpoints_unref);
  g_clear_object (&world->emulator);
}

static inline void
davy_test_world_spoil (DavyTestWorld *world, const char *rule)
{
  g_autoptr (GError) error = NULL;

  davy_emulator_add_fault (world->emulator, rule, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full): what was asked, an array, the oldest first */
static inline JsonNode *
davy_test_world_read_requests (DavyTestWorld *world)
{
  g_autofree char *text = davy_emulator_dup_requests (world->emulator);
  g_autoptr (GError) error = NULL;
  JsonNode *requests = davy_json_parse_text (text, &error);

  g_assert_no_error (error);

  return requests;
}

/* How many requests there were whose path and query hold @part. */
static inline guint
davy_test_world_count (DavyTestWorld *world, const char *method, const char *part)
{
  g_autoptr (JsonNode) requests = davy_test_world_read_requests (world);
  JsonArray *array = json_node_get_array (requests);
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *request = json_array_get_object_element (array, i);
      g_autofree char *target =
          g_strconcat (json_object_get_string_member (request, "path"), "?",
                       json_object_get_string_member (request, "query"), NULL);

      if (g_str_equal (json_object_get_string_member (request, "method"), method) &&
          strstr (target, part) != NULL)
        count++;
    }

  return count;
}

/* Returns: (transfer full): the body of the last request whose path holds @part */
static inline char *
davy_test_world_dup_body (DavyTestWorld *world, const char *part)
{
  g_autoptr (JsonNode) requests = davy_test_world_read_requests (world);
  JsonArray *array = json_node_get_array (requests);

  for (guint i = json_array_get_length (array); i > 0; i--)
    {
      JsonObject *request = json_array_get_object_element (array, i - 1);

      if (strstr (json_object_get_string_member (request, "path"), part) != NULL)
        return g_strdup (json_object_get_string_member (request, "body"));
    }

  return NULL;
}
