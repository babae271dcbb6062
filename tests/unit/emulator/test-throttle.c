/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define CUSTOMERS "/pc/v1/customers"
#define ONE       CUSTOMERS "/" FABRIKAM
#define THREE     "{\"throttlePerMinute\": 3}"

/* Stops the time, so that only the test moves it. */
static void
stand_still (Client *client)
{
  davy_emulator_set_time_scale (client->emulator, 0);
  client_use_token (client, ADA, PARTNER_API, NULL);
}

static void
pass (Client *client, gint64 seconds)
{
  davy_emulator_advance (client->emulator, seconds * DAVY_TIME_SECOND);
}

static void
test_limit (Client *client, gconstpointer unused)
{
  stand_still (client);
  g_assert_cmpuint (client_get (client, ONE), ==, 200);
  pass (client, 3);
  g_assert_cmpuint (client_get (client, ONE "/subscriptions"), ==, 200);
  g_assert_cmpuint (client_get (client, ONE "/subscriptions/" PLAN "/azureEntitlements"), ==, 200);

  g_assert_cmpuint (client_get (client, ONE), ==, 429);
  assert_json (client, "statusCode", "429");
  assert_json (client, "message", "Rate limit is exceeded. Try again in 60 seconds.");
  g_assert_cmpstr (client_header (client, "Retry-After"), ==, "60");
}

static void
test_window (Client *client, gconstpointer unused)
{
  stand_still (client);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (client_get (client, ONE), ==, 200);
      pass (client, 10);
    }
  pass (client, 30); /* the first is a minute old, the others are not */
  g_assert_cmpuint (client_get (client, ONE), ==, 200);
  g_assert_cmpuint (client_get (client, ONE), ==, 429);
  g_assert_cmpstr (client_header (client, "Retry-After"), ==, "20");
}

static void
test_hasty (Client *client, gconstpointer unused)
{
  stand_still (client);
  for (guint i = 0; i < 3; i++)
    client_get (client, ONE);
  pass (client, 59);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (client_get (client, ONE), ==, 429);
  pass (client, 1); /* when it would have been over */
  g_assert_cmpuint (client_get (client, ONE), ==, 429);

  pass (client, 60);
  g_assert_cmpuint (client_get (client, ONE), ==, 200);
}

static void
test_elsewhere (Client *client, gconstpointer unused)
{
  stand_still (client);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpuint (client_get (client, CUSTOMERS "?size=10"), ==, 200);
      g_assert_cmpuint (client_get (client, "/pc/v1/fraudEvents"), ==, 200);
    }
}

static void
test_by_customer (Client *client, gconstpointer unused)
{
  stand_still (client);
  for (guint i = 0; i < 3; i++)
    client_get (client, ONE);
  g_assert_cmpuint (client_get (client, ONE), ==, 429);
  g_assert_cmpuint (client_get (client, CUSTOMERS "/" CONTOSO), ==, 200);
}

static void
test_never (Client *client, gconstpointer unused)
{
  stand_still (client);
  for (guint i = 0; i < 600; i++)
    g_assert_cmpuint (client_get (client, ONE), ==, 200);
}

static void
test_documented (Client *client, gconstpointer unused)
{
  stand_still (client);
  for (guint i = 0; i < 500; i++)
    g_assert_cmpuint (client_get (client, ONE), ==, 200);
  g_assert_cmpuint (client_get (client, ONE), ==, 429);
}

static gint64
measure (Client *client)
{
  gint64 start = davy_time_monotonic ();

  g_assert_cmpuint (client_get (client, "/login"), ==, 200);

  return davy_time_monotonic () - start;
}

static void
test_latency (Client *client, gconstpointer unused)
{
  g_assert_cmpint (measure (client), >=, 300 * 1000);
  davy_emulator_set_time_scale (client->emulator, 100);
  g_assert_cmpint (measure (client), <, 300 * 1000);
  davy_emulator_set_latency (client->emulator, 40000);
  g_assert_cmpint (measure (client), >=, 400 * 1000);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client_behaving ("/emulator/throttle/too-many-a-minute-are-refused", THREE, test_limit);
  test_client_behaving ("/emulator/throttle/any-minute-counts", THREE, test_window);
  test_client_behaving ("/emulator/throttle/asking-too-early-makes-it-longer", THREE, test_hasty);
  test_client_behaving ("/emulator/throttle/other-resources-are-free", THREE, test_elsewhere);
  test_client_behaving ("/emulator/throttle/each-customer-may-count-alone",
                        "{\"throttlePerMinute\": 3, \"throttleByCustomer\": true}",
                        test_by_customer);
  test_client_behaving ("/emulator/throttle/nought-means-never", "{\"throttlePerMinute\": 0}",
                        test_never);
  test_client_behaving ("/emulator/throttle/documented-number-is-the-default", "{}",
                        test_documented);
  test_client_behaving ("/emulator/latency/goes-by-the-clock", "{\"latencyMs\": 300}",
                        test_latency);
  return g_test_run ();
}
