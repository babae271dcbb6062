/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"
#include "azure/davy-arm-network.h"

/* Network security groups and our rules in them: `playbook.md` C.3, 7b. */

#define GROUPS     "/subscriptions/" SHOP "/providers/Microsoft.Network/networkSecurityGroups"
#define INTERFACES "/subscriptions/" SHOP "/providers/Microsoft.Network/networkInterfaces"
#define GROUP \
  "/subscriptions/" SHOP "/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg"
#define OUTBOUND GROUP "/securityRules/davylamp-deny-outbound"
#define INBOUND  GROUP "/securityRules/davylamp-deny-inbound"

#define RULE_FOR(name, priority, direction, access, traffic)                                    \
  "{\"name\":\"" name "\",\"properties\":{\"priority\":" priority ",\"direction\":\"" direction \
  "\",\"access\":\"" access "\"," traffic "}}"
#define TRAFFIC(protocol, source, source_port, target, target_port)                   \
  "\"protocol\":\"" protocol "\",\"sourceAddressPrefix\":\"" source                   \
  "\",\"sourcePortRange\":\"" source_port "\",\"destinationAddressPrefix\":\"" target \
  "\",\"destinationPortRange\":\"" target_port "\""
#define RULE(name, priority, direction, access) \
  RULE_FOR (name, priority, direction, access, TRAFFIC ("*", "*", "*", "*", "*"))

/* The only group there is, with @rules. */
static DavySecurityGroup *
list_one (Fixture *fixture, const char *rules)
{
  g_autofree char *body = g_strdup_printf (
      "{\"value\":[{\"id\":\"" GROUP "\",\"name\":\"nsg\",\"location\":\"westeurope\","
      "\"properties\":{\"securityRules\":[%s],\"networkInterfaces\":[{\"id\":\"/nic\"}],"
      "\"subnets\":[{\"id\":\"/subnet\"}]}}]}",
      rules);
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->result);
  answer (fixture, 200, body);
  davy_arm_client_list_security_groups_async (fixture->client, FABRIKAM, SHOP, NULL,
                                              davy_test_keep_result, &fixture->result);
  groups =
      davy_arm_client_list_security_groups_finish (fixture->client, wait_result (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (groups->len, ==, 1);

  return g_ptr_array_steal_index (groups, 0);
}

static gboolean
isolate (Fixture *fixture, const DavySecurityGroup *group, GPtrArray **outcomes, GError **error)
{
  g_clear_object (&fixture->result);
  davy_arm_client_isolate_async (fixture->client, FABRIKAM, group, NULL, davy_test_keep_result,
                                 &fixture->result);

  return davy_arm_client_isolate_finish (fixture->client, wait_result (fixture), outcomes, error);
}

static void
test_interfaces (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) interfaces = NULL;
  g_autoptr (GError) error = NULL;
  const DavyNetworkInterface *used, *loose;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"/nic-1\",\"properties\":{\"virtualMachine\":{\"id\":\"/vm\"},"
          "\"ipConfigurations\":[{\"properties\":{\"publicIPAddress\":{\"id\":\"/ip\"},"
          "\"subnet\":{\"id\":\"/subnet\"}}},"
          "{\"properties\":{}}]}},{\"id\":\"/nic-2\",\"properties\":{}}]}");
  davy_arm_client_list_interfaces_async (fixture->client, FABRIKAM, SHOP, NULL,
                                         davy_test_keep_result, &fixture->result);
  interfaces =
      davy_arm_client_list_interfaces_finish (fixture->client, wait_result (fixture), &error);
  g_assert_no_error (error);
  assert_asked (fixture, 0, "GET", INTERFACES);
  g_assert_cmpuint (interfaces->len, ==, 2);

  used = g_ptr_array_index (interfaces, 0);
  g_assert_cmpstr (used->machine_id, ==, "/vm");
  g_assert_cmpuint (g_strv_length (used->address_ids), ==, 1);
  g_assert_cmpstr (used->address_ids[0], ==, "/ip");
  g_assert_cmpuint (g_strv_length (used->subnet_ids), ==, 1);
  g_assert_cmpstr (used->subnet_ids[0], ==, "/subnet");
  loose = g_ptr_array_index (interfaces, 1);
  g_assert_null (loose->machine_id);
  g_assert_cmpuint (g_strv_length (loose->address_ids), ==, 0);
  g_assert_cmpuint (g_strv_length (loose->subnet_ids), ==, 0);
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySecurityGroup) group =
      list_one (fixture, RULE ("ssh", "300", "Inbound", "Allow") ",{\"name\":\"odd\"}");
  const DavySecurityRule *ssh = g_ptr_array_index (group->rules, 0);
  const DavySecurityRule *odd = g_ptr_array_index (group->rules, 1);

  assert_asked (fixture, 0, "GET", GROUPS);
  g_assert_cmpstr (group->name, ==, "nsg");
  g_assert_cmpuint (group->members->len, ==, 2);
  g_assert_true (ssh->inbound && ssh->allows);
  g_assert_cmpint (ssh->priority, ==, 300);
  g_assert_true (odd->allows);
}

static void
test_isolate (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySecurityGroup) group = list_one (fixture, RULE ("ssh", "300", "Inbound", "Allow"));
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 201, "{}");
  add_link (fixture, "Azure-AsyncOperation", "/operations/1");
  answer (fixture, 200, "{\"status\":\"Succeeded\"}");
  answer (fixture, 200, "{}");
  g_assert_true (isolate (fixture, group, &outcomes, &error));

  g_assert_no_error (error);
  assert_asked (fixture, 1, "PUT", OUTBOUND);
  g_assert_cmpstr (get_request (fixture, 1)->body, ==,
                   "{\"properties\":{\"protocol\":\"*\",\"sourceAddressPrefix\":\"*\","
                   "\"sourcePortRange\":\"*\",\"destinationAddressPrefix\":\"*\","
                   "\"destinationPortRange\":\"*\",\"access\":\"Deny\",\"direction\":\"Outbound\","
                   "\"priority\":100}}");
  assert_asked (fixture, 3, "PUT", INBOUND);
  g_assert_cmpuint (outcomes->len, ==, 2);
}

static void
test_priority (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySecurityGroup) denied =
      list_one (fixture, RULE ("deny", "100", "Inbound", "Deny") "," RULE ("out", "101", "Outbound",
                                                                           "Allow"));
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, "{}");
  answer (fixture, 200, "{}");
  g_assert_true (isolate (fixture, denied, &outcomes, &error));

  g_assert_nonnull (strstr (get_request (fixture, 1)->body, "\"priority\":100"));
  /* Behind a rule that denies as well, and before the first that lets pass. */
  g_assert_nonnull (strstr (get_request (fixture, 2)->body, "\"priority\":101"));
}

static void
test_no_priority (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySecurityGroup) group = list_one (fixture, RULE ("all", "100", "Inbound", "Allow"));
  g_autoptr (GError) error = NULL;

  g_assert_false (isolate (fixture, group, NULL, &error));

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "no-priority");
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1); /* the list alone */
}

static void
test_half_done (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySecurityGroup) group = list_one (fixture, "");
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, "{}");
  answer (fixture, 409, "{\"error\":{\"code\":\"ScopeLocked\"}}");
  g_assert_false (isolate (fixture, group, &outcomes, &error));

  g_assert_cmpint (error->domain, ==, DAVY_ERROR);
  g_assert_cmpuint (outcomes->len, ==, 1);
}

static void
test_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySecurityGroup) group = list_one (fixture, "");
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->result);
  answer (fixture, 204, "");
  answer (fixture, 202, "");
  add_link (fixture, "Location", "/operations/1");
  answer (fixture, 204, "");
  davy_arm_client_end_isolation_async (fixture->client, FABRIKAM, group, NULL,
                                       davy_test_keep_result, &fixture->result);
  g_assert_true (davy_arm_client_end_isolation_finish (fixture->client, wait_result (fixture),
                                                       &outcomes, &error));

  g_assert_no_error (error);
  assert_asked (fixture, 1, "DELETE", OUTBOUND);
  assert_asked (fixture, 2, "DELETE", INBOUND);
  g_assert_cmpuint (outcomes->len, ==, 2);
}

static void
test_is_isolated (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavySecurityGroup) open = list_one (fixture, "");
  g_autoptr (DavySecurityGroup) half =
      list_one (fixture, RULE ("davylamp-deny-inbound", "100", "Inbound", "Deny"));
  g_autoptr (DavySecurityGroup) closed =
      list_one (fixture, RULE ("davylamp-deny-inbound", "101", "Inbound", "Deny") "," RULE (
                             "DAVYLAMP-deny-outbound", "100", "Outbound", "Deny"));
  g_autoptr (DavySecurityGroup) passed =
      list_one (fixture, RULE ("davylamp-deny-inbound", "102", "Inbound", "Deny") "," RULE (
                             "davylamp-deny-outbound", "100", "Outbound",
                             "Deny") "," RULE ("back", "101", "Inbound", "Allow"));

  g_assert_false (davy_security_group_is_isolated (open));
  g_assert_false (davy_security_group_is_isolated (half));
  g_assert_true (davy_security_group_is_isolated (closed));
  g_assert_false (davy_security_group_is_isolated (passed));
}

/* Our rules, one of which somebody changed. */
static void
test_changed (Fixture *fixture, gconstpointer unused)
{
#define OUR(name, direction, traffic) \
  RULE_FOR ("davylamp-deny-" name, "100", direction, "Deny", traffic)
#define ALL TRAFFIC ("*", "*", "*", "*", "*")
#define WITH_INBOUND(traffic) \
  OUR ("outbound", "Outbound", ALL) "," OUR ("inbound", "Inbound", traffic)
  const char *changed[] = {
    WITH_INBOUND (TRAFFIC ("Tcp", "*", "*", "*", "*")),
    WITH_INBOUND (TRAFFIC ("*", "10.0.0.0/8", "*", "*", "*")),
    WITH_INBOUND (TRAFFIC ("*", "*", "1024-65535", "*", "*")),
    WITH_INBOUND (TRAFFIC ("*", "*", "*", "VirtualNetwork", "*")),
    WITH_INBOUND (TRAFFIC ("*", "*", "*", "*", "22")),
    WITH_INBOUND ("\"protocol\":\"*\",\"sourceAddressPrefixes\":[\"10.0.0.4\",\"10.0.0.5\"],"
                  "\"sourcePortRange\":\"*\",\"destinationAddressPrefix\":\"*\","
                  "\"destinationPortRange\":\"*\""),
    OUR ("outbound", "Outbound", TRAFFIC ("*", "*", "*", "*", "443")) "," OUR ("inbound", "Inbound",
                                                                               ALL),
    OUR ("outbound", "Outbound", ALL) "," OUR ("inbound", "Outbound", ALL),
  };
  g_autoptr (DavySecurityGroup) whole = list_one (fixture, WITH_INBOUND (ALL));

  g_assert_true (davy_security_group_is_isolated (whole));
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_autoptr (DavySecurityGroup) group = list_one (fixture, changed[i]);

      g_assert_false (davy_security_group_is_isolated (group));
      g_assert_true (davy_security_group_has_own_rules (group)); /* it can still be undone */
    }
#undef OUR
#undef ALL
#undef WITH_INBOUND
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/network/interfaces-name-their-machine-and-addresses", test_interfaces);
  add ("/azure/network/groups-are-listed-with-their-members", test_list);
  add ("/azure/network/nothing-passes-in-either-direction", test_isolate);
  add ("/azure/network/our-rule-comes-before-what-lets-pass", test_priority);
  add ("/azure/network/a-taken-first-place-sends-nothing", test_no_priority);
  add ("/azure/network/what-was-changed-before-a-failure-is-told", test_half_done);
  add ("/azure/network/isolation-is-undone", test_end);
  add ("/azure/network/isolated-is-what-nothing-precedes", test_is_isolated);
  add ("/azure/network/isolated-is-not-what-somebody-narrowed", test_changed);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
