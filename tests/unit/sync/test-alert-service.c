/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-fixture.h"

/* Alerts come from Partner Center or from Graph, never from both at once. */

#define GRAPH "GET /graph/beta/security/partner/securityAlerts x1 "

#define LISTED       "SELECT count (*) " MICROSOFTS " AND NOT gone"
#define FROM_GRAPH   "SELECT count (*) FROM alerts WHERE NOT gone AND service = 'graph'"
#define OPEN_IN_SHOP "SELECT open_alerts FROM subscriptions WHERE azure_id = '" SHOP "'"

#define ONE_ALERT                                                                          \
  "body={\"value\":[{\"id\":\"of-graph\",\"status\":\"active\",\"subscriptionId\":\"" SHOP \
  "\",\"customerTenantId\":\"" FABRIKAM "\",\"alertType\":\"cryptoMining\"}]}"

static void
choose (Fixture *fixture, const char *service)
{
  g_object_set (fixture->sync, "alert-service", service, NULL);
  refresh (fixture);
}

static void
test_switch (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);
  g_assert_cmpint (count (fixture, LISTED, NULL), ==, 5);
  g_assert_cmpint (count (fixture, OPEN_IN_SHOP, NULL), ==, 2);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/graph/"), ==, 0);

  davy_test_world_spoil (&fixture->world, GRAPH ONE_ALERT);
  choose (fixture, "graph");
  g_assert_no_error (davy_sync_get_error (fixture->sync));
  g_assert_cmpint (count (fixture, LISTED, NULL), ==, 1);
  g_assert_cmpint (count (fixture, FROM_GRAPH, NULL), ==, 1);
  g_assert_cmpint (count (fixture, OPEN_IN_SHOP, NULL), ==, 1);
  /* Nothing is lost, and the names come from what is known. */
  g_assert_cmpint (count (fixture, "SELECT count (*) " MICROSOFTS, NULL), ==, 6);
  g_assert_cmpint (count (fixture,
                          "SELECT count (*) FROM alerts WHERE event_id = 'of-graph'"
                          " AND customer_name = 'Fabrikam' AND subscription_name IS NOT NULL",
                          NULL),
                   ==, 1);

  choose (fixture, "partner-center");
  g_assert_cmpint (count (fixture, LISTED, NULL), ==, 5);
  g_assert_cmpint (count (fixture, FROM_GRAPH, NULL), ==, 0);
  g_assert_cmpint (count (fixture, OPEN_IN_SHOP, NULL), ==, 2);
}

static void
test_same_ids (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);
  choose (fixture, "graph");

  g_assert_no_error (davy_sync_get_error (fixture->sync));
  g_assert_cmpint (count (fixture, "SELECT count (*) " MICROSOFTS, NULL), ==, 5);
  g_assert_cmpint (count (fixture, FROM_GRAPH, NULL), ==, 5);
  g_assert_cmpint (count (fixture, OPEN_IN_SHOP, NULL), ==, 2);
}

static void
test_not_allowed (Fixture *fixture, gconstpointer unused)
{
  refresh (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET /graph/beta/security/partner/securityAlerts x* status=403");
  choose (fixture, "graph");

  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpint (count (fixture, LISTED, NULL), ==, 5);
}

/* The first page comes, the second does not: the alerts of before are not listed beside it. */
static void
test_half_a_list (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *rule = g_strdup_printf (
      GRAPH "body={\"@odata.nextLink\":\"%s/graph/beta/security/partner/securityAlerts?p=2\","
            "\"value\":[{\"id\":\"of-graph\",\"status\":\"active\",\"subscriptionId\":\"" SHOP
            "\"}]}",
      davy_emulator_get_base_uri (fixture->world.emulator));

  refresh (fixture);
  davy_test_world_spoil (&fixture->world, rule);
  davy_test_world_spoil (&fixture->world,
                         "GET /graph/beta/security/partner/securityAlerts x* status=403");
  choose (fixture, "graph");

  g_assert_error (davy_sync_get_error (fixture->sync), DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpint (count (fixture, LISTED, NULL), ==, 1);
  g_assert_cmpint (count (fixture, FROM_GRAPH, NULL), ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/sync/alert-service/no-alert-is-listed-twice-after-a-switch", DAVY_TEST_ADA, test_switch);
  add ("/sync/alert-service/an-alert-with-the-same-id-changes-hands", DAVY_TEST_ADA, test_same_ids);
  add ("/sync/alert-service/a-service-that-refuses-takes-nothing-away", DAVY_TEST_ADA,
       test_not_allowed);
  add ("/sync/alert-service/half-a-list-stands-alone", DAVY_TEST_ADA, test_half_a_list);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
