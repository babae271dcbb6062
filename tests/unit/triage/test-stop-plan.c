/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-stop-plan.h"

#include <string.h>

#include "azure/davy-arm-rights.h"
#include "davy-test.h"
#include "triage/davy-stop-script.h"

/* What can be stopped, how, and why not: without asking anybody. */

#define NOW     (1774000000 * DAVY_TIME_SECOND)
#define SUB     "/subscriptions/40000000-0000-4000-8000-00000000000b"
#define APP     SUB "/resourceGroups/rg-app"
#define COMPUTE "/providers/Microsoft.Compute/"
#define MACHINE APP COMPUTE "virtualMachines/"

typedef struct
{
  DavyComputeList *found;
  GPtrArray *locks;
  DavyPriceBook *book;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const DavyHourlyPrices cheap = { .by_kind = { [DAVY_PRICE_LINUX] =
                                                    davy_money_new (2, "EUR", DAVY_BASIS_LIST) } };
  const DavyHourlyPrices dear = { .by_kind = { [DAVY_PRICE_LINUX] =
                                                   davy_money_new (12, "EUR", DAVY_BASIS_LIST) } };

  fixture->found = g_new0 (DavyComputeList, 1);
  fixture->found->items = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_compute_free);
  fixture->found->gaps = g_ptr_array_new ();
  fixture->locks = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_lock_free);
  fixture->book = davy_price_book_new ();
  davy_price_book_put (fixture->book, "Standard_D2", "westeurope", "EUR", &cheap, NOW);
  davy_price_book_put (fixture->book, "Standard_NC6", "westeurope", "EUR", &dear, NOW);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  davy_compute_list_free (fixture->found);
  g_ptr_array_unref (fixture->locks);
  davy_price_book_free (fixture->book);
}

static DavyCompute *
add (Fixture *fixture, DavyComputeKind kind, const char *id, DavyComputeState state)
{
  DavyCompute *compute = g_new0 (DavyCompute, 1);

  compute->kind = kind;
  compute->id = g_strdup (id);
  compute->name = g_strdup (strrchr (id, '/') + 1);
  compute->state = state;
  compute->count = 1;
  compute->size = g_strdup ("Standard_D2");
  compute->region = g_strdup ("westeurope");
  g_ptr_array_add (fixture->found->items, compute);

  return compute;
}

static void
add_lock (Fixture *fixture, const char *scope, DavyArmLockLevel level)
{
  DavyArmLock *lock = g_new0 (DavyArmLock, 1);

  lock->id = g_strconcat (scope, "/providers/Microsoft.Authorization/locks/hold", NULL);
  lock->name = g_strdup ("hold");
  lock->scope = g_strdup (scope);
  lock->level = level;
  g_ptr_array_add (fixture->locks, lock);
}

static DavyStopPlan *
make_plan (Fixture *fixture, GPtrArray *permissions)
{
  const DavyStopSources sources = { .found = fixture->found,
                                    .locks = fixture->locks,
                                    .permissions = permissions,
                                    .prices = fixture->book,
                                    .currency = "EUR" };

  return davy_stop_plan_new (&sources);
}

static DavyStopAbility
get_ability (const DavyStopPlan *plan, const char *id)
{
  const DavyStopItem *item = davy_stop_plan_find (plan, id);

  g_assert_nonnull (item);

  return item->ability;
}

static void
test_abilities (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyStopPlan) plan = NULL;

  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "runs", DAVY_COMPUTE_RUNNING);
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "off", DAVY_COMPUTE_HALTED);
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "untold", DAVY_COMPUTE_UNKNOWN);
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "gone", DAVY_COMPUTE_STOPPED);
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "brief", DAVY_COMPUTE_RUNNING)->obstacle =
      DAVY_OBSTACLE_EPHEMERAL_DISK;
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "node", DAVY_COMPUTE_RUNNING)->obstacle =
      DAVY_OBSTACLE_PARENT;
  add (fixture, DAVY_COMPUTE_OTHER, APP "/providers/Microsoft.Web/serverfarms/plan",
       DAVY_COMPUTE_UNKNOWN)
      ->obstacle = DAVY_OBSTACLE_NO_WAY;
  add (fixture, DAVY_COMPUTE_SCALE_SET, APP COMPUTE "virtualMachineScaleSets/idle",
       DAVY_COMPUTE_STOPPED);
  add (fixture, DAVY_COMPUTE_SCALE_SET, APP COMPUTE "virtualMachineScaleSets/grows",
       DAVY_COMPUTE_STOPPED)
      ->may_grow = TRUE;
  plan = make_plan (fixture, NULL);

  g_assert_cmpint (get_ability (plan, MACHINE "runs"), ==, DAVY_STOP_READY);
  g_assert_cmpint (get_ability (plan, MACHINE "off"), ==, DAVY_STOP_READY);
  g_assert_cmpint (get_ability (plan, MACHINE "untold"), ==, DAVY_STOP_READY);
  g_assert_cmpint (get_ability (plan, MACHINE "gone"), ==, DAVY_STOP_NEEDLESS);
  g_assert_cmpint (get_ability (plan, MACHINE "brief"), ==, DAVY_STOP_DELETE_ONLY);
  g_assert_cmpint (get_ability (plan, MACHINE "node"), ==, DAVY_STOP_BY_PARENT);
  g_assert_cmpint (get_ability (plan, APP "/providers/microsoft.web/serverFarms/plan"), ==,
                   DAVY_STOP_NO_WAY);
  g_assert_cmpint (get_ability (plan, APP COMPUTE "virtualMachineScaleSets/idle"), ==,
                   DAVY_STOP_NEEDLESS);
  g_assert_cmpint (get_ability (plan, APP COMPUTE "virtualMachineScaleSets/grows"), ==,
                   DAVY_STOP_READY);
  g_assert_cmpuint (plan->n_ready, ==, 4);
  g_assert_cmpint (plan->read_at, ==, NOW);
}

static void
test_reversible (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyStopPlan) plan = NULL;

  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "runs", DAVY_COMPUTE_RUNNING);
  add (fixture, DAVY_COMPUTE_SCALE_SET, APP COMPUTE "virtualMachineScaleSets/set",
       DAVY_COMPUTE_RUNNING);
  plan = make_plan (fixture, NULL);

  g_assert_true (davy_stop_plan_find (plan, MACHINE "runs")->reversible);
  g_assert_false (
      davy_stop_plan_find (plan, APP COMPUTE "virtualMachineScaleSets/set")->reversible);
}

static void
test_locks (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyStopPlan) plan = NULL;

  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "held", DAVY_COMPUTE_RUNNING);
  add (fixture, DAVY_COMPUTE_MACHINE, SUB "/resourceGroups/rg-b" COMPUTE "virtualMachines/kept",
       DAVY_COMPUTE_RUNNING);
  add_lock (fixture, APP, DAVY_ARM_LOCK_READ_ONLY);
  add_lock (fixture, SUB "/resourceGroups/rg-b", DAVY_ARM_LOCK_CAN_NOT_DELETE);
  plan = make_plan (fixture, NULL);

  g_assert_cmpint (get_ability (plan, MACHINE "held"), ==, DAVY_STOP_LOCKED);
  g_assert_cmpstr (davy_stop_plan_find (plan, MACHINE "held")->lock->name, ==, "hold");
  g_assert_cmpint (get_ability (plan, SUB "/resourceGroups/rg-b" COMPUTE "virtualMachines/kept"),
                   ==, DAVY_STOP_READY);
}

static void
test_rights (Fixture *fixture, gconstpointer unused)
{
  char *actions[] = { (char *) "*/read",
                      (char *) "Microsoft.Compute/virtualMachines/deallocate/action", NULL };
  char *none[] = { NULL };
  DavyArmPermission permission = {
    .actions = actions, .not_actions = none, .data_actions = none, .not_data_actions = none
  };
  g_autoptr (GPtrArray) permissions = g_ptr_array_new ();
  g_autoptr (DavyStopPlan) plan = NULL;

  g_ptr_array_add (permissions, &permission);
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "runs", DAVY_COMPUTE_RUNNING);
  add (fixture, DAVY_COMPUTE_SCALE_SET, APP COMPUTE "virtualMachineScaleSets/set",
       DAVY_COMPUTE_RUNNING);
  plan = make_plan (fixture, permissions);

  g_assert_cmpint (get_ability (plan, MACHINE "runs"), ==, DAVY_STOP_READY);
  g_assert_cmpint (get_ability (plan, APP COMPUTE "virtualMachineScaleSets/set"), ==,
                   DAVY_STOP_NO_RIGHT);
}

static void
test_money (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyStopPlan) plan = NULL;
  DavyCompute *compute;

  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "cheap", DAVY_COMPUTE_RUNNING);
  compute = add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "dear", DAVY_COMPUTE_RUNNING);
  g_free (compute->size);
  compute->size = g_strdup ("Standard_NC6");
  compute = add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "unlisted", DAVY_COMPUTE_RUNNING);
  g_free (compute->size);
  compute->size = g_strdup ("Standard_XX1");
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "gone", DAVY_COMPUTE_STOPPED);
  plan = make_plan (fixture, NULL);

  /* The dearest first, what needs nothing last. */
  g_assert_cmpstr (((DavyStopItem *) plan->items->pdata[0])->compute->name, ==, "dear");
  g_assert_cmpstr (((DavyStopItem *) plan->items->pdata[3])->compute->name, ==, "gone");
  g_assert_cmpfloat_with_epsilon (davy_money_to_double (&plan->per_hour), 14, 0.001);
  g_assert_cmpint (plan->rate->machines, ==, 3);
  g_assert_cmpint (plan->rate->unpriced, ==, 1);
  g_assert_false (davy_money_is_known (&davy_stop_plan_find (plan, MACHINE "unlisted")->per_hour));
  g_assert_false (davy_money_is_known (&davy_stop_plan_find (plan, MACHINE "gone")->per_hour));
}

static void
test_empty (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyStopPlan) plan = make_plan (fixture, NULL);

  g_assert_cmpuint (plan->items->len, ==, 0);
  g_assert_cmpuint (plan->n_ready, ==, 0);
  g_assert_false (davy_money_is_known (&plan->per_hour));
  g_assert_null (davy_stop_plan_find (plan, MACHINE "runs"));
}

static void
test_comes_back (Fixture *fixture, gconstpointer unused)
{
  Fixture later = { 0 };
  g_autoptr (DavyStopPlan) before = NULL;
  g_autoptr (DavyStopPlan) after = NULL;
  g_autoptr (GPtrArray) found = NULL;

  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "stopped", DAVY_COMPUTE_STOPPED);
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "runs", DAVY_COMPUTE_RUNNING);
  add (fixture, DAVY_COMPUTE_SCALE_SET, APP COMPUTE "virtualMachineScaleSets/set",
       DAVY_COMPUTE_RUNNING);
  before = make_plan (fixture, NULL);
  set_up (&later, NULL);
  add (&later, DAVY_COMPUTE_MACHINE, MACHINE "Stopped", DAVY_COMPUTE_RUNNING);
  add (&later, DAVY_COMPUTE_MACHINE, MACHINE "runs", DAVY_COMPUTE_RUNNING);
  add (&later, DAVY_COMPUTE_MACHINE, MACHINE "new", DAVY_COMPUTE_RUNNING);
  add (&later, DAVY_COMPUTE_MACHINE, MACHINE "new-and-off", DAVY_COMPUTE_STOPPED);
  add (&later, DAVY_COMPUTE_SCALE_SET, APP COMPUTE "virtualMachineScaleSets/set",
       DAVY_COMPUTE_RUNNING)
      ->count = 3;
  after = make_plan (&later, NULL);
  found = davy_stop_plan_list_new (after, before);

  g_assert_cmpuint (found->len, ==, 3);
  g_assert_true (g_ptr_array_find (found, davy_stop_plan_find (after, MACHINE "new"), NULL));
  g_assert_true (g_ptr_array_find (found, davy_stop_plan_find (after, MACHINE "stopped"), NULL));
  g_assert_false (g_ptr_array_find (found, davy_stop_plan_find (after, MACHINE "runs"), NULL));
  tear_down (&later, NULL);
}

static void
test_script (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyStopPlan) plan = NULL;
  g_autofree char *script = NULL;

  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "runs", DAVY_COMPUTE_RUNNING);
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "gone", DAVY_COMPUTE_STOPPED);
  add (fixture, DAVY_COMPUTE_MACHINE, MACHINE "brief", DAVY_COMPUTE_RUNNING)->obstacle =
      DAVY_OBSTACLE_EPHEMERAL_DISK;
  add (fixture, DAVY_COMPUTE_SCALE_SET, APP COMPUTE "virtualMachineScaleSets/set",
       DAVY_COMPUTE_RUNNING)
      ->may_grow = TRUE;
  plan = make_plan (fixture, NULL);
  script = davy_stop_script_make ("global", "t-1", "s-1", plan);

  g_assert_true (g_str_has_prefix (script, "az login --tenant 't-1'\n"));
  g_assert_nonnull (strstr (script, "az rest --method post --url '" MACHINE
                                    "runs/deallocate?api-version=2024-07-01'\n"));
  g_assert_nonnull (strstr (script, "[?ends_with(targetResourceUri, "));
  g_assert_nonnull (strstr (script, "az resource update --set properties.enabled=false --ids\n"));
  g_assert_nonnull (strstr (script, "    --body '{\"sku\":{\"capacity\":0}}'\n"));
  g_assert_null (strstr (script, "/gone"));
  g_assert_null (strstr (script, "/brief"));
  g_assert_null (strstr (script, "powerOff"));
  g_assert_null (strstr (script, "delete"));
}

static void
test_script_for_all (void)
{
  g_autofree char *global = davy_stop_script_make ("global", "t-1", "s-1", NULL);
  g_autofree char *china = davy_stop_script_make ("china", "t-1", "s'; rm", NULL);

  g_assert_cmpstr (global, ==,
                   "az login --tenant 't-1'\n"
                   "az vm list --subscription 's-1' --query '[].id' --output tsv |\n"
                   "  xargs --no-run-if-empty az vm deallocate --no-wait --ids\n");
  g_assert_true (g_str_has_prefix (china, "az cloud set --name AzureChinaCloud\n"));
  g_assert_nonnull (strstr (china, "'s'\\''; rm'"));
}

/* An attacker chooses the names. */
static void
test_script_is_safe (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyStopPlan) plan = NULL;
  g_autofree char *script = NULL;

  add (fixture, DAVY_COMPUTE_SCALE_SET, APP COMPUTE "virtualMachineScaleSets/a';rm -r ~;'$(b)",
       DAVY_COMPUTE_RUNNING)
      ->may_grow = TRUE;
  plan = make_plan (fixture, NULL);
  script = davy_stop_script_make ("global", "t-1", "s-1", plan);

  g_assert_null (strstr (script, "a';rm"));
  g_assert_nonnull (strstr (script, "/a%27%3Brm%20-r%20~%3B%27%24%28b%29?api-version"));
}

static void
test_portal (void)
{
  g_autofree char *uri =
      davy_stop_dup_portal_uri ("https://portal.azure.com", "t-1", MACHINE "a b#c");

  g_assert_cmpstr (uri, ==,
                   "https://portal.azure.com/t-1/#@t-1/resource" MACHINE "a%20b%23c/overview");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  davy_test_clock_install (NOW);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/triage/stop-plan/each-thing-is-stopped-or-told-why-not", test_abilities);
  ADD ("/triage/stop-plan/what-cannot-be-had-back-is-told", test_reversible);
  ADD ("/triage/stop-plan/only-read-only-locks-forbid-it", test_locks);
  ADD ("/triage/stop-plan/rights-are-asked-for-each-kind", test_rights);
  ADD ("/triage/stop-plan/the-dearest-comes-first", test_money);
  ADD ("/triage/stop-plan/where-nothing-runs-nothing-is-planned", test_empty);
  ADD ("/triage/stop-plan/what-comes-back-is-found", test_comes_back);
  ADD ("/triage/stop-plan/the-commands-stop-what-the-plan-lists", test_script);
  ADD ("/triage/stop-plan/names-in-the-commands-are-harmless", test_script_is_safe);
#undef ADD
  g_test_add_func ("/triage/stop-plan/the-commands-find-machines-by-themselves",
                   test_script_for_all);
  g_test_add_func ("/triage/stop-plan/the-portal-opens-in-the-customers-tenant", test_portal);

  return g_test_run ();
}
