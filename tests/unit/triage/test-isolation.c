/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-isolation.h"

#include "azure/davy-arm-network.h"
#include "precautions-fixture.h"
#include "triage/davy-precaution-acts.h"

/* Cutting machines off the network by their security groups: which, what is sent, and how it ends.
 */

#define RULE(name, direction)                                                                \
  "{\"name\": \"" name "\", \"properties\": {\"priority\": 100, \"direction\": \"" direction \
  "\", \"access\": \"Allow\"}}"
#define CRASHED(kind) "{'act': <'" kind "'>, 'target': <'" GROUP "'>}"

/* --- which group holds for which machine --------------------------------------------------- */

typedef struct
{
  DavyComputeList *found;
  DavyPriceBook *book;
  GPtrArray *interfaces;
  GPtrArray *groups;
  GPtrArray *open;
} Network;

static void
set_up_plan (Network *network, gconstpointer unused)
{
  network->found = g_new0 (DavyComputeList, 1);
  network->found->items = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_compute_free);
  network->found->gaps = g_ptr_array_new ();
  network->book = davy_price_book_new ();
  network->interfaces =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_network_interface_free);
  network->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_security_group_free);
  network->open = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down_plan (Network *network, gconstpointer unused)
{
  davy_compute_list_free (network->found);
  davy_price_book_free (network->book);
  g_ptr_array_unref (network->interfaces);
  g_ptr_array_unref (network->groups);
  g_ptr_array_unref (network->open);
}

static void
add_machine (Network *network, const char *name)
{
  DavyCompute *compute = g_new0 (DavyCompute, 1);

  compute->id = g_strconcat (MINE "virtualMachines/", name, NULL);
  compute->name = g_strdup (name);
  g_ptr_array_add (network->found->items, compute);
}

static void
add_interface (Network *network, const char *id, const char *machine, const char *subnet)
{
  DavyNetworkInterface *card = g_new0 (DavyNetworkInterface, 1);
  const char *subnets[] = { subnet, NULL };

  card->id = g_strdup (id);
  card->machine_id = g_strconcat (MINE "virtualMachines/", machine, NULL);
  card->address_ids = g_new0 (char *, 1);
  card->subnet_ids = g_strdupv ((char **) subnets);
  g_ptr_array_add (network->interfaces, card);
}

static void
add_group (Network *network, const char *name, const char *const *members)
{
  DavySecurityGroup *group = g_new0 (DavySecurityGroup, 1);

  group->id = g_strconcat ("/group/", name, NULL);
  group->name = g_strdup (name);
  group->rules = g_ptr_array_new ();
  group->members = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; members[i] != NULL; i++)
    g_ptr_array_add (group->members, g_strdup (members[i]));
  g_ptr_array_add (network->groups, group);
}

static void
isolate_group (Network *network, guint index)
{
  static DavySecurityRule rules[] = {
    { (char *) "davylamp-deny-inbound", 100, TRUE, FALSE, TRUE },
    { (char *) "davylamp-deny-outbound", 100, FALSE, FALSE, TRUE },
  };
  DavySecurityGroup *group = g_ptr_array_index (network->groups, index);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    g_ptr_array_add (group->rules, &rules[i]);
}

static GPtrArray *
find (Network *network)
{
  const DavyStopSources sources = { .found = network->found,
                                    .prices = network->book,
                                    .currency = "EUR" };
  g_autoptr (DavyStopPlan) plan = davy_stop_plan_new (&sources);

  return davy_isolations_find (plan, network->interfaces, network->groups, network->open);
}

static void
test_members (Network *network, gconstpointer unused)
{
  const char *shared[] = { "/nic/1", "/NIC/2", NULL };
  const char *nobody[] = { "/nic/elsewhere", NULL };
  g_autoptr (GPtrArray) found = NULL;
  const DavyIsolation *isolation;

  add_machine (network, "one");
  add_machine (network, "two");
  add_interface (network, "/nic/1", "one", "/subnet");
  add_interface (network, "/nic/2", "TWO", "/subnet");
  add_group (network, "shared", shared);
  add_group (network, "nobody", nobody);
  found = find (network);

  g_assert_cmpuint (found->len, ==, 1);
  isolation = g_ptr_array_index (found, 0);
  g_assert_cmpstr (isolation->group_name, ==, "shared");
  g_assert_cmpuint (isolation->machines->len, ==, 2);
  g_assert_false (isolation->for_subnet || isolation->isolated || isolation->touched);
  g_assert_cmpuint (network->open->len, ==, 0);
}

/* Whose machines are gone: the rule is not forgotten. */
static void
test_left_over (Network *network, gconstpointer unused)
{
  const char *nobody[] = { "/nic/gone", NULL };
  DavySecurityRule rule = { (char *) "davylamp-deny-inbound", 100, TRUE, FALSE };
  g_autoptr (GPtrArray) found = NULL;
  const DavyIsolation *isolation;

  add_machine (network, "one");
  add_group (network, "left", nobody);
  g_ptr_array_add (((DavySecurityGroup *) g_ptr_array_index (network->groups, 0))->rules, &rule);
  found = find (network);

  g_assert_cmpuint (found->len, ==, 1);
  isolation = g_ptr_array_index (found, 0);
  g_assert_cmpuint (isolation->machines->len, ==, 0);
  g_assert_true (isolation->touched && !isolation->isolated);
}

static void
test_subnet (Network *network, gconstpointer unused)
{
  const char *subnet[] = { "/subnet", NULL };
  g_autoptr (GPtrArray) found = NULL;

  add_machine (network, "one");
  add_interface (network, "/nic/1", "one", "/Subnet");
  add_group (network, "wide", subnet);
  found = find (network);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (((const DavyIsolation *) g_ptr_array_index (found, 0))->for_subnet);
}

/* A second way out that nothing stands before. */
static void
test_open (Network *network, gconstpointer unused)
{
  const char *first[] = { "/nic/1", NULL };
  g_autoptr (GPtrArray) found = NULL;

  add_machine (network, "one");
  add_machine (network, "unseen"); /* none of its interfaces is told: nothing is claimed */
  add_interface (network, "/nic/1", "one", NULL);
  add_interface (network, "/nic/2", "one", NULL);
  add_group (network, "first", first);
  found = find (network);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (((const DavyIsolation *) g_ptr_array_index (found, 0))->leaks->len, ==, 1);
  g_assert_cmpuint (network->open->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (network->open, 0), ==, "one");
}

/* @index: of the groups, by their names */
static void
assert_leaks (Network *network, guint index, gboolean leaks)
{
  g_autoptr (GPtrArray) found = find (network);
  const DavyIsolation *isolation = g_ptr_array_index (found, index);

  g_assert_cmpuint (isolation->machines->len, ==, 1);
  g_assert_cmpuint (isolation->leaks->len, ==, leaks ? 1 : 0);
  if (leaks)
    g_assert_cmpstr (g_ptr_array_index (isolation->leaks, 0), ==, "one");
}

/* All of them are to be cut off before it is said of the machine. */
static void
test_two_interfaces (Network *network, gconstpointer unused)
{
  const char *first[] = { "/nic/1", NULL };
  const char *second[] = { "/subnet/2", NULL };

  add_machine (network, "one");
  add_interface (network, "/nic/1", "one", "/subnet/1");
  add_interface (network, "/nic/2", "one", "/subnet/2");
  add_group (network, "first", first);
  add_group (network, "second", second);
  assert_leaks (network, 0, TRUE);
  isolate_group (network, 0);
  assert_leaks (network, 0, TRUE);
  assert_leaks (network, 1, FALSE); /* the other one is cut off already */

  isolate_group (network, 1);
  assert_leaks (network, 0, FALSE);
  g_assert_cmpuint (network->open->len, ==, 0);
}

/* --- on the embedded Azure ----------------------------------------------------------------- */

static const DavyIsolation *
get_isolation (Fixture *fixture)
{
  const GPtrArray *isolations = davy_precautions_get_isolations (get_precautions (fixture));

  return isolations->len > 0 ? g_ptr_array_index (isolations, 0) : NULL;
}

static gboolean
is_read (gpointer fixture)
{
  return get_isolation (fixture) != NULL ||
         davy_precautions_get_error (get_precautions (fixture), DAVY_PRECAUTION_ISOLATE) != NULL;
}

static gboolean
is_cut_off (gpointer fixture)
{
  return get_isolation (fixture) != NULL && get_isolation (fixture)->isolated;
}

static gboolean
is_connected (gpointer fixture)
{
  return get_isolation (fixture) != NULL && !get_isolation (fixture)->touched;
}

static void
read_it (Fixture *fixture)
{
  DavyPrecautions *precautions = get_precautions (fixture);

  g_assert_nonnull (precautions);
  davy_containment_read (get_containment (fixture));
  g_assert_true (davy_test_spin_until (is_read, fixture));
}

static void
isolate (Fixture *fixture)
{
  const GError *error;

  read_it (fixture);
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, &error), ==, DAVY_STAGE_DONE);
  g_assert_no_error (error);
  g_assert_true (davy_test_spin_until (is_cut_off, fixture));
}

static guint
count_rules (Fixture *fixture, const char *method)
{
  return davy_test_world_count (&fixture->world, method, "/securityRules/davylamp-deny-");
}

static void
test_isolated (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) acts = NULL;

  read_it (fixture);
  g_assert_cmpuint (get_isolation (fixture)->machines->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (get_isolation (fixture)->machines, 0), ==, "vm-app");
  g_assert_false (get_isolation (fixture)->isolated);
  isolate (fixture);

  g_assert_cmpuint (count_rules (fixture, "PUT"), ==, 2);
  g_assert_cmpuint (count_changes (fixture), ==, 2);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
  acts = davy_case_list_acts (fixture->handled, davy_act_isolate.key);
  g_assert_nonnull (assert_last_act (acts, 1, DAVY_ACT_DONE)->correlation_id);
  g_assert_cmpuint (count_accepted (fixture, "act-result"), ==, 1);
}

static void
test_reconnected (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) acts = NULL;

  isolate (fixture);
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_RECONNECT, GROUP, NULL), ==, DAVY_STAGE_DONE);
  g_assert_true (davy_test_spin_until (is_connected, fixture));
  g_assert_cmpuint (count_rules (fixture, "DELETE"), ==, 2);
  acts = davy_case_list_acts (fixture->handled, davy_act_reconnect.key);
  assert_last_act (acts, 1, DAVY_ACT_DONE);

  /* And once more, by a new act. */
  isolate (fixture);
  g_assert_cmpuint (count_rules (fixture, "PUT"), ==, 4);
}

static void
test_no_place (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) acts = NULL;
  const GError *error;

  read_it (fixture);
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, &error), ==, DAVY_STAGE_FAILED);

  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "no-priority");
  g_assert_cmpuint (count_changes (fixture), ==, 0);
  acts = davy_case_list_acts (fixture->handled, davy_act_isolate.key);
  assert_last_act (acts, 1, DAVY_ACT_FAILED);
}

/* The first of both rules stands, and is told. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) acts = NULL;
  const GError *error;

  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "PUT *deny-inbound x1 "
                                          "status=409,body={\"error\":{\"code\":\"ScopeLocked\"}}");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, &error), ==, DAVY_STAGE_FAILED);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  acts = davy_case_list_acts (fixture->handled, davy_act_isolate.key);
  assert_last_act (acts, 1, DAVY_ACT_FAILED);

  isolate (fixture);
  g_assert_cmpuint (count_rules (fixture, "PUT"), ==, 4);
}

static void
test_lost_answer (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "PUT *deny-inbound x1 hang-up");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, NULL), ==, DAVY_STAGE_DONE);

  g_assert_cmpuint (count_rules (fixture, "PUT"), ==, 2);
}

static void
test_crashed_before_sending (Fixture *fixture, gconstpointer unused)
{
  crash_over (fixture, CRASHED ("isolate"));
  assert_settled (fixture, &davy_act_isolate, 1, DAVY_ACT_FAILED);
  crash_over (fixture, CRASHED ("reconnect"));
  assert_settled (fixture, &davy_act_reconnect, 1, DAVY_ACT_DONE); /* there was nothing to undo */

  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_crashed_after_sending (Fixture *fixture, gconstpointer unused)
{
  isolate (fixture);
  crash_over (fixture, CRASHED ("isolate"));
  assert_settled (fixture, &davy_act_isolate, 2, DAVY_ACT_DONE);
  crash_over (fixture, CRASHED ("reconnect"));
  assert_settled (fixture, &davy_act_reconnect, 1, DAVY_ACT_FAILED);

  g_assert_cmpuint (count_changes (fixture), ==, 2);
}

/* Right after it was looked at. */
static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  const GError *error;

  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "GET */networkSecurityGroups x2 delay=0"); /* two pages */
  davy_test_world_spoil (&fixture->world,
                         "GET */networkSecurityGroups x1 status=200,body={\"value\":[]}");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, &error), ==, DAVY_STAGE_FAILED);

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_gone_elsewhere (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET */networkSecurityGroups x1 status=200,body={\"value\":[]}");
  assert_not_taken (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, DAVY_STAGE_FAILED);
}

/* Two programs with a picture of the same moment. */
static void
test_two_programs (Fixture *fixture, gconstpointer unused)
{
  Fixture colleague;

  begin_colleague (&colleague, fixture);
  read_it (fixture);
  read_it (&colleague);
  isolate (fixture);
  assert_not_taken (&colleague, DAVY_PRECAUTION_ISOLATE, GROUP, DAVY_STAGE_NEEDLESS);

  g_assert_true (davy_test_spin_until (is_cut_off, &colleague));
  take (fixture, DAVY_PRECAUTION_RECONNECT, GROUP, NULL);
  g_assert_cmpint (take (&colleague, DAVY_PRECAUTION_RECONNECT, GROUP, NULL), ==,
                   DAVY_STAGE_NEEDLESS);
  g_assert_cmpuint (count_rules (fixture, "PUT"), ==, 2);
  g_assert_cmpuint (count_rules (fixture, "DELETE"), ==, 2);
  end_profile (&colleague);
}

/* The rules would hold for a machine that nobody saw. */
static void
test_other_members (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET */networkSecurityGroups x1 status=200,body={\"value\":[{\"id\":"
                         "\"" GROUP "\",\"name\":\"nsg\",\"properties\":{\"securityRules\":[],"
                         "\"networkInterfaces\":[{\"id\":\"/nic-app\"},{\"id\":\"/nic-2\"}]}}]}");
  assert_not_taken (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, DAVY_STAGE_FAILED);

  /* Seen as it is now, they are cut off. */
  isolate (fixture);
  g_assert_cmpuint (count_rules (fixture, "PUT"), ==, 2);
}

static void
test_unseen (Fixture *fixture, gconstpointer unused)
{
  const GError *error;

  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "GET */networkSecurityGroups x9 status=403");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, &error), ==, DAVY_STAGE_FAILED);

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 0);
}

static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world, "GET */networkInterfaces x9 status=403");
  read_it (fixture);

  g_assert_error (davy_precautions_get_error (get_precautions (fixture), DAVY_PRECAUTION_ISOLATE),
                  DAVY_ERROR, DAVY_ERROR_REFUSED);
  davy_precautions_take (get_precautions (fixture), DAVY_PRECAUTION_ISOLATE, GROUP);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

#define ADD_PLAN(path, function) \
  g_test_add ("/triage/isolation/" path, Network, NULL, set_up_plan, function, tear_down_plan)
  ADD_PLAN ("a-group-cuts-off-all-its-machines", test_members);
  ADD_PLAN ("a-rule-of-ours-is-found-where-no-machine-is-left", test_left_over);
  ADD_PLAN ("a-group-of-a-subnet-cuts-off-more", test_subnet);
  ADD_PLAN ("a-second-way-out-is-told", test_open);
  ADD_PLAN ("a-machine-is-cut-off-by-all-its-interfaces", test_two_interfaces);
#define ADD_WITH(path, group, function) \
  g_test_add ("/triage/isolation/" path, Fixture, group, set_up_network, function, end_watch)
  ADD_WITH ("nothing-passes-and-that-is-proved", NULL, test_isolated);
  ADD_WITH ("it-is-undone-and-done-again", NULL, test_reconnected);
  ADD_WITH ("behind-a-rule-that-cannot-be-preceded-nothing-is-sent",
            IN_GROUP (RULE ("all", "Inbound")), test_no_place);
  ADD_WITH ("a-refused-one-says-why-and-can-be-tried-again", NULL, test_refused);
  ADD_WITH ("a-lost-answer-is-settled-by-a-read", NULL, test_lost_answer);
  ADD_WITH ("what-was-never-sent-is-not-sent-by-opening", NULL, test_crashed_before_sending);
  ADD_WITH ("what-crashed-is-proved-when-the-case-is-opened", NULL, test_crashed_after_sending);
  ADD_WITH ("a-group-that-is-gone-says-so", NULL, test_gone);
  ADD_WITH ("a-group-that-went-since-is-looked-at-again", NULL, test_gone_elsewhere);
  ADD_WITH ("of-two-programs-the-second-sends-nothing", NULL, test_two_programs);
  ADD_WITH ("what-holds-for-more-than-was-shown-is-looked-at-again", NULL, test_other_members);
  ADD_WITH ("what-cannot-be-looked-at-is-not-isolated", NULL, test_unseen);
  ADD_WITH ("what-cannot-be-read-is-not-offered", NULL, test_unreadable);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
