/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "emulator-client.h"
#include "emulator/davy-emulator-thread.h"

#define EVENTS "/pc/v1/fraudEvents"
#define CHANGE EVENTS "/subscription/" PRODUCTION "/status"

static void
add_fault (Client *client, const char *rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (davy_emulator_add_fault (client->emulator, rule, &error));
  g_assert_no_error (error);
  client_use_token (client, ADA, PARTNER_API, NULL);
}

static void
test_throttle (Client *client, gconstpointer unused)
{
  add_fault (client, "GET /pc/v1/fraudEvents x2 status=429,retry-after=57");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (client_get (client, EVENTS), ==, 429);
      g_assert_cmpstr (client_header (client, "Retry-After"), ==, "57");
      assert_json (client, "statusCode", "429");
    }
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
}

static void
test_glob (Client *client, gconstpointer unused)
{
  add_fault (client, "GET /pc/*/validationStatus x* status=503");
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (client_get (client, "/pc/v1/customers/" FABRIKAM "/validationStatus"), ==,
                      503);
}

static void
test_method (Client *client, gconstpointer unused)
{
  add_fault (client, "POST * x1 status=500");
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  g_assert_cmpuint (client_post_json (client, CHANGE, "{}"), ==, 500);
}

static void
test_bodies (Client *client, gconstpointer unused)
{
  add_fault (client, "* /pc/* x1 status=502,html");
  add_fault (client, "* /pc/* x1 status=401,empty");
  add_fault (client, "* /pc/* x1 body=[{\"eventId\":\"a,b\"}]");
  add_fault (client, "* /pc/* x1 header=X-Hint: 9,header=X-Other:8");

  g_assert_cmpuint (client_get (client, EVENTS), ==, 502);
  g_assert_true (client_body_starts_with (client, "<html>"));
  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);
  g_assert_cmpuint (g_bytes_get_size (client->body), ==, 0);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  assert_json (client, "[0].eventId", "a,b");
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  g_assert_cmpstr (client_header (client, "X-Hint"), ==, "9");
  g_assert_cmpstr (client_header (client, "X-Other"), ==, "8");
}

static void
test_spoilt (Client *client, gconstpointer unused)
{
  gsize whole;

  add_fault (client, "GET * x1 bom");
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  g_assert_true (client_body_starts_with (client, "\xef\xbb\xbf["));
  whole = g_bytes_get_size (client->body) - 3;

  add_fault (client, "GET * x1 truncate");
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  g_assert_cmpuint (g_bytes_get_size (client->body), ==, whole / 2);
  g_assert_null (client->json);

  add_fault (client, "GET * x1 wrong-types");
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  assert_json (client, "[0].eventId", "{}");
}

static void
test_broken_off (Client *client, gconstpointer unused)
{
  add_fault (client, "GET * x1 reset");
  g_assert_cmpuint (client_get (client, EVENTS), ==, 0);
  g_assert_nonnull (client->error);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
}

/* Nothing comes back, and yet it was done: the client cannot know. */
static void
test_hang_up (Client *client, gconstpointer unused)
{
  add_fault (client, "POST * x1 hang-up");
  g_assert_cmpuint (client_post_json (client, CHANGE,
                                      "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Resolved\","
                                      "\"ResolvedReason\":\"Fraud\"}"),
                    ==, 0);
  client_add_header (client, "X-NewEventsModel", "true");
  client_get (client, EVENTS);
  assert_json (client, "[0].eventStatus", "Resolved");
}

static void
test_token_faults (Client *client, gconstpointer unused)
{
  const char *challenge;

  add_fault (client, "GET * x1 expired-token");
  add_fault (client, "GET * x1 claims={\"access_token\":{}}");

  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);
  g_assert_nonnull (strstr (client_header (client, "WWW-Authenticate"), "invalid_token"));
  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);
  challenge = soup_message_headers_get_list (soup_message_get_response_headers (client->message),
                                             "WWW-Authenticate");
  g_assert_nonnull (strstr (challenge, "insufficient_claims"));
  g_assert_nonnull (strstr (challenge, "eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="));
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
}

static void
test_login_fault (Client *client, gconstpointer unused)
{
  add_fault (client, "POST /login/* x1 status=503");
  g_assert_cmpuint (client_post_form (client, "/login/organizations/oauth2/v2.0/token", "a=b"), ==,
                    503);
  assert_json (client, "error", "temporarily_unavailable");
}

static void
test_moved_pages (Client *client, gconstpointer unused)
{
  g_autofree char *last = NULL;

  add_fault (client, "GET *fraudEvents x2 moved-pages");
  client_add_header (client, "X-NewEventsModel", "true");
  client_get (client, EVENTS "?PageSize=2&PageNumber=1");
  last = client_json (client, "[1].eventId");
  client_add_header (client, "X-NewEventsModel", "true");
  client_get (client, EVENTS "?PageSize=2&PageNumber=2");
  assert_json (client, "[0].eventId", last);
}

static void
test_delay (Client *client, gconstpointer unused)
{
  gint64 start = g_get_monotonic_time ();

  add_fault (client, "GET * x1 delay=60");
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 55 * 1000);
}

static gboolean
let_go_cb (gpointer data)
{
  DavyEmulator *emulator = data;
  g_autofree char *requests = davy_emulator_dup_requests (emulator);

  if (strstr (requests, EVENTS) == NULL)
    return G_SOURCE_CONTINUE;

  g_assert_null (strstr (requests, "\"status\""));
  davy_emulator_forget_faults (emulator);

  return G_SOURCE_REMOVE;
}

static void
test_hold (Client *client, gconstpointer unused)
{
  add_fault (client, "GET * x* hold");
  g_idle_add (let_go_cb, client->emulator);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
}

static void
test_rules_refused (Client *client, gconstpointer unused)
{
  static const char *const rules[] = {
    "",
    "GET /pc/*",
    "GET /pc/* 2 status=500",
    "GET /pc/* x0 status=500",
    "GET /pc/* x1 ",
    "GET /pc/* x1 status",
    "GET /pc/* x1 status=often",
    "GET /pc/* x1 explode",
    "GET /pc/* x1 bom=1",
    "GET /pc/* x1 header",
    "GET /pc/\xd0 x1 bom",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (davy_emulator_add_fault (client->emulator, rules[i], &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
    }
}

/* What a client gets to see of the spoilings that are there for its limits. */
static void
test_limits (Client *client, gconstpointer unused)
{
  static const struct
  {
    const char *path;
    const char *action;
    const char *shows;
    const char *hides;
  } spoilings[] = {
    { EVENTS, "null-members", "null" },
    { EVENTS, "missing-members", "{", "eventId" },
    { EVENTS, "long-string", "xxxxxxxxxxxxxxxx" },
    { EVENTS, "deep", "                                        [" },
    { "/pc/v1/customers?size=1", "link=https://elsewhere.example/x", "elsewhere.example/x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spoilings); i++)
    {
      g_autofree char *rule = g_strdup_printf ("GET /pc/* x1 %s", spoilings[i].action);
      g_autofree char *text = NULL;

      add_fault (client, rule);
      g_assert_cmpuint (client_get (client, spoilings[i].path), ==, 200);
      text = g_strndup (g_bytes_get_data (client->body, NULL), g_bytes_get_size (client->body));
      g_assert_nonnull (strstr (text, spoilings[i].shows));
      if (spoilings[i].hides != NULL)
        g_assert_null (strstr (text, spoilings[i].hides));
    }
}

static void
test_run_time (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_send (client, "POST", "/_emulator/faults", "text/plain",
                                 "GET /pc/* x1 status=500\nGET /pc/* x1 status=502\n"),
                    ==, 204);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 500);
  g_assert_cmpuint (client_send (client, "DELETE", "/_emulator/faults", NULL, NULL), ==, 204);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  g_assert_cmpuint (client_send (client, "POST", "/_emulator/faults", "text/plain", "nonsense"), ==,
                    400);
}

static void
test_clock (Client *client, gconstpointer unused)
{
  DavyTime before = davy_emulator_now (client->emulator);

  g_assert_cmpuint (client_post_json (client, "/_emulator/clock", "{\"advance\":3600}"), ==, 200);
  g_assert_cmpint (davy_emulator_now (client->emulator) - before, >=, DAVY_TIME_HOUR);
  g_assert_cmpuint (client_post_json (client, "/_emulator/clock", "{\"scale\":600}"), ==, 200);
  assert_json (client, "scale", "600.0");
  g_assert_cmpuint (client_post_json (client, "/_emulator/clock", "{\"scale\":\"fast\"}"), ==, 400);
  g_assert_cmpuint (client_post_json (client, "/_emulator/clock", "[]"), ==, 400);
}

/* The log proves what was sent, and gives nothing away. */
static void
test_requests (Client *client, gconstpointer unused)
{
  g_autofree char *token = NULL, *hash = NULL;

  client_post_form (client, "/login/organizations/oauth2/v2.0/token",
                    "client_id=7&refresh_token=VERYSECRET&grant_type=refresh_token&code=SECRETTOO");
  client_use_token (client, ADA, PARTNER_API, NULL);
  token = g_strdup (client->token);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  client_post_json (client, CHANGE, "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Active\"}");
  g_assert_cmpuint (client_get (client, "/_emulator/requests"), ==, 200);

  assert_json (client, "[1].method", "POST");
  assert_json (client, "[1].path", CHANGE);
  assert_json (client, "[1].body", "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Active\"}");
  assert_json (client, "[1].tokenSha256", hash);
  assert_json (client, "[1].status", "200");
  g_assert_true (client_body_contains (client, "\"Authorization\"")); /* the header's name */
  g_assert_true (client_body_contains (client, "grant_type=refresh_token"));
  g_assert_false (client_body_contains (client, "SECRET"));
  g_assert_false (client_body_contains (client, token));
}

static void
test_requests_in_process (Client *client, gconstpointer unused)
{
  g_autofree char *before = davy_emulator_dup_requests (client->emulator);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "[]");
  client_get (client, "/login");
  after = davy_emulator_dup_requests (client->emulator);
  g_assert_nonnull (strstr (after, "\"path\":\"/login\""));
}

static void
test_loopback_only (Client *client, gconstpointer unused)
{
  g_assert_true (
      g_str_has_prefix (davy_emulator_get_base_uri (client->emulator), "http://127.0.0.1:"));
  g_assert_cmpuint (client_get (client, "/elsewhere"), ==, 404);
}

static void
test_port_taken (Client *client, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "small.json", NULL);
  g_autoptr (DavyScenario) scenario = davy_scenario_load (path, NULL);
  g_autoptr (DavyEmulator) other = davy_emulator_new (scenario);
  g_autoptr (GError) error = NULL;
  const char *uri = davy_emulator_get_base_uri (client->emulator);

  g_assert_false (davy_emulator_listen (
      other, (guint) g_ascii_strtoull (strrchr (uri, ':') + 1, NULL, 10), NULL, &error));
  g_assert_nonnull (error);
  g_assert_null (davy_emulator_get_base_uri (other));
}

/* The same over a thread, as --demo has it, and without a main loop of our own. */
static void
test_thread (void)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "small.json", NULL);
  g_autoptr (DavyScenario) scenario = davy_scenario_load (path, NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GError) error = NULL;
  DavyEmulatorThread *thread = davy_emulator_thread_start (scenario, &error);
  g_autofree char *uri = NULL;

  g_assert_no_error (error);
  uri = g_strconcat (davy_emulator_thread_get_base_uri (thread), "/login", NULL);
  {
    g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
    g_autoptr (GBytes) body = soup_session_send_and_read (session, message, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  }
  davy_emulator_thread_stop (thread);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client ("/emulator/faults/throttles-so-many-times", test_throttle);
  test_client ("/emulator/faults/path-is-a-glob-and-may-never-end", test_glob);
  test_client ("/emulator/faults/method-counts", test_method);
  test_client ("/emulator/faults/bodies-and-headers-are-replaced", test_bodies);
  test_client ("/emulator/faults/bodies-are-spoilt", test_spoilt);
  test_client ("/emulator/faults/connection-breaks-in-the-body", test_broken_off);
  test_client ("/emulator/faults/hang-up-leaves-the-change-done", test_hang_up);
  test_client ("/emulator/faults/tokens-end-and-claims-are-asked", test_token_faults);
  test_client ("/emulator/faults/login-words-its-own-errors", test_login_fault);
  test_client ("/emulator/faults/moved-pages-repeat-an-event", test_moved_pages);
  test_client ("/emulator/faults/answer-is-delayed", test_delay);
  test_client ("/emulator/faults/request-is-held-until-the-faults-are-forgotten", test_hold);
  test_client ("/emulator/faults/wrong-rules-are-refused", test_rules_refused);
  test_client ("/emulator/faults/a-right-answer-is-spoilt-for-every-limit", test_limits);
  test_client ("/emulator/control/faults-come-and-go-at-run-time", test_run_time);
  test_client ("/emulator/control/clock-is-turned", test_clock);
  test_client ("/emulator/control/requests-are-told-without-secrets", test_requests);
  test_client ("/emulator/control/requests-are-told-in-process", test_requests_in_process);
  test_client ("/emulator/server/other-paths-are-not-found", test_loopback_only);
  test_client ("/emulator/server/taken-port-is-an-error", test_port_taken);
  g_test_add_func ("/emulator/server/runs-on-a-thread", test_thread);
  return g_test_run ();
}
