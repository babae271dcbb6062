/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-network.h"
#include "azure/davy-arm-resources.h"
#include "azure/davy-arm-snapshots.h"
#include "davy-test.h"
#include "triage/davy-deletion-plan.h"

/* What may be deleted, and what is ticked of it: `playbook.md` C.3, step 10. */

#define ROOT        "/subscriptions/s/resourceGroups/"
#define ID(g, t, n) ROOT g "/providers/" t "/" n
#define VM          "Microsoft.Compute/virtualMachines"
#define DISK        "Microsoft.Compute/disks"
#define NIC         "Microsoft.Network/networkInterfaces"
#define IP          "Microsoft.Network/publicIPAddresses"
#define ONSET       (1000 * DAVY_TIME_DAY)
#define BEFORE      (ONSET - 300 * DAVY_TIME_DAY)
#define AFTER       (ONSET + DAVY_TIME_HOUR)
#define EVE         "eve@fabrikam.example"
#define ERIKA       "erika@fabrikam.example"

typedef struct
{
  GPtrArray *resources;
  GPtrArray *groups;
  GPtrArray *interfaces;
  GPtrArray *computes;
  GPtrArray *locks;
  GPtrArray *operations;
  GPtrArray *owned; /* strings of operations */
  DavyPriceBook *prices;
  DavyDeletionFacts facts;
} Estate;

static gboolean
is_eve (const char *caller, gpointer unused)
{
  return g_str_equal (caller, EVE);
}

static void
set_up (Estate *estate, gconstpointer unused)
{
  estate->resources = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_resource_free);
  estate->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_group_free);
  estate->interfaces =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_network_interface_free);
  estate->computes = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_compute_free);
  estate->locks = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_lock_free);
  estate->operations =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_activity_operation_free);
  estate->owned = g_ptr_array_new_with_free_func (g_free);
  estate->prices = davy_price_book_new ();
  estate->facts = (DavyDeletionFacts){
    .resources = estate->resources,
    .groups = estate->groups,
    .interfaces = estate->interfaces,
    .computes = estate->computes,
    .locks = estate->locks,
    .operations = estate->operations,
    .onset = ONSET,
    .is_hostile = is_eve,
    .prices = estate->prices,
    .currency = "EUR",
  };
}

static void
tear_down (Estate *estate, gconstpointer unused)
{
  g_ptr_array_unref (estate->resources);
  g_ptr_array_unref (estate->groups);
  g_ptr_array_unref (estate->interfaces);
  g_ptr_array_unref (estate->computes);
  g_ptr_array_unref (estate->locks);
  g_ptr_array_unref (estate->operations);
  g_ptr_array_unref (estate->owned);
  davy_price_book_free (estate->prices);
}

static DavyArmResource *
put (Estate *estate, const char *id, const char *type, DavyTime created)
{
  DavyArmResource *resource = g_new0 (DavyArmResource, 1);

  resource->id = g_strdup (id);
  resource->name = g_strdup (strrchr (id, '/') + 1);
  resource->type = g_strdup (type);
  resource->location = g_strdup ("westeurope");
  resource->created = created;
  g_ptr_array_add (estate->resources, resource);

  return resource;
}

static const char *
keep (Estate *estate, const char *text)
{
  g_ptr_array_add (estate->owned, g_strdup (text));

  return g_ptr_array_index (estate->owned, estate->owned->len - 1);
}

static void
tell (Estate *estate, const char *operation, const char *id, const char *caller, DavyTime when)
{
  DavyArmActivityOperation *told = g_new0 (DavyArmActivityOperation, 1);

  told->events = g_ptr_array_new ();
  told->name = keep (estate, operation);
  told->resource_id = keep (estate, id);
  told->caller = keep (estate, caller);
  told->status = "Succeeded";
  told->first = when;
  g_ptr_array_add (estate->operations, told);
}

static DavyArmResource *
make (Estate *estate, const char *id, const char *type, const char *caller, DavyTime when)
{
  g_autofree char *write = g_strconcat (type, "/write", NULL);

  tell (estate, write, id, caller, when);

  return put (estate, id, type, when);
}

/* A machine with a disk, an interface and an address, as Azure ties them together. */
static void
make_machine (Estate *estate, const char *name, const char *caller, DavyTime when)
{
  g_autofree char *vm = g_strconcat (ROOT "rg-mine/providers/" VM "/", name, NULL);
  g_autofree char *disk = g_strconcat (ROOT "rg-mine/providers/" DISK "/disk-", name, NULL);
  g_autofree char *nic = g_strconcat (ROOT "rg-mine/providers/" NIC "/nic-", name, NULL);
  g_autofree char *ip = g_strconcat (ROOT "rg-mine/providers/" IP "/ip-", name, NULL);
  DavyNetworkInterface *interface = g_new0 (DavyNetworkInterface, 1);
  DavyCompute *compute = g_new0 (DavyCompute, 1);

  make (estate, vm, VM, caller, when);
  put (estate, disk, DISK, when + DAVY_TIME_MINUTE)->managed_by = g_strdup (vm);
  make (estate, nic, NIC, caller, when);
  make (estate, ip, IP, caller, when);
  interface->id = g_strdup (nic);
  interface->machine_id = g_ascii_strup (vm, -1); /* letter case means nothing */
  interface->address_ids = g_new0 (char *, 2);
  interface->address_ids[0] = g_strdup (ip);
  g_ptr_array_add (estate->interfaces, interface);
  compute->kind = DAVY_COMPUTE_MACHINE;
  compute->id = g_strdup (vm);
  compute->name = g_strdup (name);
  compute->type = g_strdup (VM);
  compute->region = g_strdup ("westeurope");
  compute->size = g_strdup ("Standard_NC24");
  compute->count = 1;
  compute->state = DAVY_COMPUTE_RUNNING;
  g_ptr_array_add (estate->computes, compute);
}

static DavyDeletionItem *
find (const DavyDeletionPlan *plan, const char *id)
{
  DavyDeletionItem *item = davy_deletion_plan_find (plan, id);

  g_assert_nonnull (item);

  return item;
}

static void
test_hostile (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  g_auto (GStrv) ids = NULL;
  DavyDeletionItem *ip;

  make_machine (estate, "m", EVE, AFTER);
  plan = davy_deletion_plan_new (&estate->facts);

  g_assert_cmpuint (davy_deletion_plan_get_items (plan)->len, ==, 4);
  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 4);
  ip = find (plan, ID ("rg-mine", IP, "ip-m"));
  g_assert_cmpstr (ip->parent->name, ==, "m");
  g_assert_cmpstr (ip->holder->name, ==, "nic-m");
  g_assert_cmpstr (find (plan, ID ("rg-mine", DISK, "disk-m"))->creator, ==, EVE);

  ids = davy_deletion_plan_freeze (plan);
  g_assert_cmpuint (g_strv_length (ids), ==, 4);
  g_assert_cmpstr (ids[0], ==, ID ("rg-mine", VM, "m"));
  g_assert_cmpstr (ids[1], ==, ID ("rg-mine", NIC, "nic-m"));
}

static void
test_other_callers (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;

  make_machine (estate, "m", ERIKA, AFTER);
  put (estate, ID ("rg-mine", VM, "nobodys"), VM, AFTER);
  plan = davy_deletion_plan_new (&estate->facts);

  g_assert_cmpuint (davy_deletion_plan_get_items (plan)->len, ==, 5);
  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 0);
  g_assert_cmpint (find (plan, ID ("rg-mine", VM, "m"))->origin, ==, DAVY_DELETION_NEW);
  g_assert_null (find (plan, ID ("rg-mine", VM, "nobodys"))->creator);
}

/* The hostile caller's first entry in the log is a change of something older. */
static void
test_changed_is_not_created (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  DavyDeletionItem *item;

  put (estate, ID ("rg-app", VM, "app"), VM, BEFORE);
  tell (estate, VM "/write", ID ("rg-app", VM, "app"), EVE, AFTER);
  put (estate, ID ("rg-app", VM, "later"), VM, AFTER);
  tell (estate, VM "/write", ID ("rg-app", VM, "later"), EVE, AFTER + DAVY_TIME_DAY);
  plan = davy_deletion_plan_new (&estate->facts);

  item = find (plan, ID ("rg-app", VM, "app"));
  g_assert_cmpint (item->origin, ==, DAVY_DELETION_EXISTING);
  g_assert_null (item->creator);
  g_assert_cmpint (find (plan, ID ("rg-app", VM, "later"))->origin, ==, DAVY_DELETION_NEW);
  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 0);
}

static void
test_failed_creation (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;

  put (estate, ID ("rg-app", VM, "app"), VM, AFTER);
  tell (estate, VM "/write", ID ("rg-app", VM, "app"), EVE, AFTER);
  ((DavyArmActivityOperation *) g_ptr_array_index (estate->operations, 0))->status = "Failed";
  plan = davy_deletion_plan_new (&estate->facts);

  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 0);
}

static void
test_existing (Estate *estate, gconstpointer unused)
{
  const char *named[] = { ID ("rg-mine", VM, "old"), NULL };
  g_autoptr (DavyDeletionPlan) plan = NULL;
  DavyDeletionItem *machine, *card, *disk;

  make_machine (estate, "old", ERIKA, BEFORE);
  make_machine (estate, "untouched", ERIKA, BEFORE);
  make_machine (estate, "new", EVE, AFTER);
  estate->facts.named = named;
  plan = davy_deletion_plan_new (&estate->facts);

  g_assert_cmpuint (davy_deletion_plan_get_items (plan)->len, ==, 8);
  g_assert_null (davy_deletion_plan_find (plan, ID ("rg-mine", VM, "untouched")));
  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 4);
  /* apart, at the end */
  machine = g_ptr_array_index (davy_deletion_plan_get_items (plan), 4);
  g_assert_cmpstr (machine->name, ==, "old");

  /* one by one: with the machine nothing else is ticked */
  card = find (plan, ID ("rg-mine", NIC, "nic-old"));
  disk = find (plan, ID ("rg-mine", DISK, "disk-old"));
  g_assert_false (davy_deletion_plan_set_ticked (plan, disk, TRUE));
  g_assert_true (davy_deletion_plan_set_ticked (plan, machine, TRUE));
  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 5);
  g_assert_true (davy_deletion_plan_set_ticked (plan, card, TRUE));
  g_assert_true (davy_deletion_plan_set_ticked (plan, machine, FALSE));
  g_assert_false (card->is_ticked);
}

static void
test_unknown_onset (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;

  make_machine (estate, "m", EVE, AFTER);
  estate->facts.onset = DAVY_TIME_UNSET;
  plan = davy_deletion_plan_new (&estate->facts);

  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 0);
}

static void
test_kept (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  DavyArmResource *ours;
  DavyArmGroup *nodes = g_new0 (DavyArmGroup, 1);

  nodes->id = g_strdup (ROOT "MC_nodes");
  nodes->name = g_strdup ("MC_nodes");
  nodes->managed_by = g_strdup (ID ("rg-mine", "Microsoft.ContainerService/managedClusters", "k"));
  g_ptr_array_add (estate->groups, nodes);
  ours = make (estate, ID ("rg-mine", "Microsoft.Compute/snapshots", "ours"),
               "Microsoft.Compute/snapshots", EVE, AFTER);
  ours->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (ours->tags, g_strdup (DAVY_SNAPSHOT_TAG), g_strdup ("case"));
  make (estate, ID ("rg-mine", "Microsoft.Compute/snapshots", "theirs"),
        "Microsoft.Compute/snapshots", EVE, AFTER);
  make (estate, ID ("rg-mine", "microsoft.recoveryservices/vaults", "vault"),
        "microsoft.recoveryservices/vaults", EVE, AFTER);
  make (estate, ID ("mc_NODES", DISK, "node"), DISK, EVE, AFTER);
  make (estate, ID ("rg-mine", VM, "m/extensions/e"), VM "/extensions", EVE, AFTER);
  plan = davy_deletion_plan_new (&estate->facts);

  g_assert_cmpuint (davy_deletion_plan_get_items (plan)->len, ==, 1);
  g_assert_true (find (plan, ID ("rg-mine", "Microsoft.Compute/snapshots", "theirs"))->is_ticked);
}

static void
test_pool (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  DavyCompute *pool = g_new0 (DavyCompute, 1);
  const char *id = ID ("rg", "Microsoft.Batch/batchAccounts", "customers/pools/p");

  put (estate, ID ("rg", "Microsoft.Batch/batchAccounts", "customers"),
       "Microsoft.Batch/batchAccounts", BEFORE);
  pool->kind = DAVY_COMPUTE_BATCH_POOL;
  pool->id = g_strdup (id);
  pool->created = AFTER;
  g_ptr_array_add (estate->computes, pool);
  tell (estate, "Microsoft.Batch/batchAccounts/pools/write", id, EVE, AFTER);
  plan = davy_deletion_plan_new (&estate->facts);

  g_assert_true (find (plan, id)->is_ticked);
  g_assert_cmpint (find (plan, ID ("rg", "Microsoft.Batch/batchAccounts", "customers"))->origin, ==,
                   DAVY_DELETION_EXISTING);
}

static void
add_lock (Estate *estate, const char *scope, const char *owner)
{
  DavyArmLock *lock = g_new0 (DavyArmLock, 1);

  lock->id = g_strconcat (scope, "/providers/Microsoft.Authorization/locks/hold", NULL);
  lock->name = g_strdup ("hold");
  lock->scope = g_strdup (scope);
  lock->level = DAVY_ARM_LOCK_CAN_NOT_DELETE;
  lock->raw_level = g_strdup ("CanNotDelete");
  lock->notes = g_strdup ("Ask first");
  g_ptr_array_add (estate->locks, lock);
  if (owner != NULL)
    tell (estate, "Microsoft.Authorization/locks/write", lock->id, owner, AFTER);
}

static void
test_locks (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  DavyDeletionItem *machine;
  const DavyDeletionLock *lock;

  make_machine (estate, "m", EVE, AFTER);
  add_lock (estate, ROOT "rg-mine", EVE);
  plan = davy_deletion_plan_new (&estate->facts);

  machine = find (plan, ID ("rg-mine", VM, "m"));
  g_assert_cmpuint (machine->locks->len, ==, 1);
  lock = g_ptr_array_index (machine->locks, 0);
  g_assert_cmpstr (lock->owner, ==, EVE);
  g_assert_cmpstr (lock->notes, ==, "Ask first");
  g_assert_cmpstr (lock->scope, ==, ROOT "rg-mine");
  g_assert_cmpint (davy_deletion_item_find_obstacle (machine), ==, DAVY_DELETION_LOCKED);
}

static void
test_held (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  DavyDeletionItem *disk;

  /* a hostile caller's disk in a machine that stood there before and is not in the plan */
  put (estate, ID ("rg-app", VM, "app"), VM, BEFORE);
  make (estate, ID ("rg-app", DISK, "extra"), DISK, EVE, AFTER)->managed_by =
      g_strdup (ID ("rg-app", VM, "app"));
  plan = davy_deletion_plan_new (&estate->facts);

  disk = find (plan, ID ("rg-app", DISK, "extra"));
  g_assert_cmpuint (davy_deletion_plan_get_items (plan)->len, ==, 1);
  g_assert_false (disk->is_ticked);
  g_assert_cmpstr (disk->foreign_holder, ==, ID ("rg-app", VM, "app"));
  g_assert_false (davy_deletion_plan_set_ticked (plan, disk, TRUE));
  g_assert_cmpint (davy_deletion_item_find_obstacle (disk), ==, DAVY_DELETION_HELD);
}

static void
test_untick (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  DavyDeletionItem *machine;

  make_machine (estate, "a", EVE, AFTER);
  make_machine (estate, "b", EVE, AFTER);
  plan = davy_deletion_plan_new (&estate->facts);

  machine = find (plan, ID ("rg-mine", VM, "a"));
  g_assert_true (davy_deletion_plan_set_ticked (plan, machine, FALSE));
  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 4);
  g_assert_false (find (plan, ID ("rg-mine", IP, "ip-a"))->is_ticked);
  g_assert_true (davy_deletion_plan_set_ticked (plan, machine, TRUE));
  g_assert_cmpuint (davy_deletion_plan_count_ticked (plan), ==, 8);
}

static void
test_saved (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  g_autoptr (DavyAmounts) saved = NULL;
  DavyHourlyPrices prices = { 0 };
  DavyMoney sum;

  prices.by_kind[DAVY_PRICE_LINUX] = davy_money_new (2, "EUR", DAVY_BASIS_LIST);
  davy_price_book_put (estate->prices, "Standard_NC24", "westeurope", "EUR", &prices,
                       davy_time_now ());
  make_machine (estate, "a", EVE, AFTER);
  make_machine (estate, "b", EVE, AFTER);
  make_machine (estate, "c", EVE, AFTER);
  ((DavyCompute *) g_ptr_array_index (estate->computes, 1))->state = DAVY_COMPUTE_STOPPED;
  g_free (((DavyCompute *) g_ptr_array_index (estate->computes, 2))->size);
  ((DavyCompute *) g_ptr_array_index (estate->computes, 2))->size = NULL;
  plan = davy_deletion_plan_new (&estate->facts);

  saved = davy_deletion_plan_sum_saved (plan);
  sum = davy_amounts_find (saved, "EUR", DAVY_BASIS_LIST);
  g_assert_cmpfloat_with_epsilon (davy_money_to_double (&sum), 48, 0.001);
  g_assert_cmpuint (davy_amounts_get_unknown (saved), ==, 1);
}

static void
test_frozen (Estate *estate, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = NULL;
  g_auto (GStrv) ids = NULL;
  guint rank = 0;

  make (estate, ID ("rg-mine", "Microsoft.Insights/autoscaleSettings", "grow"),
        "Microsoft.Insights/autoscaleSettings", EVE, AFTER);
  make (estate, ID ("rg-mine", "Microsoft.Network/virtualNetworks", "net"),
        "Microsoft.Network/virtualNetworks", EVE, AFTER);
  make_machine (estate, "b", EVE, AFTER);
  make_machine (estate, "a", EVE, AFTER);
  plan = davy_deletion_plan_new (&estate->facts);
  ids = davy_deletion_plan_freeze (plan);

  g_assert_cmpuint (g_strv_length (ids), ==, 10);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_assert_cmpuint (davy_deletion_rank (ids[i]), >=, rank);
      rank = davy_deletion_rank (ids[i]);
    }
  davy_deletion_plan_set_ticked (plan, find (plan, ID ("rg-mine", VM, "a")), FALSE);
  g_assert_cmpuint (g_strv_length (ids), ==, 10);
}

#define ADD(path, test) g_test_add (path, Estate, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  ADD ("/triage/deletion-plan/what-a-hostile-caller-made-is-ticked-with-what-hangs-on-it",
       test_hostile);
  ADD ("/triage/deletion-plan/what-others-or-nobody-made-is-not-ticked", test_other_callers);
  ADD ("/triage/deletion-plan/a-change-is-no-creation", test_changed_is_not_created);
  ADD ("/triage/deletion-plan/who-failed-to-create-is-no-creator", test_failed_creation);
  ADD ("/triage/deletion-plan/older-things-stand-apart-and-are-ticked-one-by-one", test_existing);
  ADD ("/triage/deletion-plan/without-an-onset-nothing-is-ticked", test_unknown_onset);
  ADD ("/triage/deletion-plan/our-snapshots-vaults-and-parts-are-never-in-it", test_kept);
  ADD ("/triage/deletion-plan/a-pool-in-an-older-account-is-ticked-alone", test_pool);
  ADD ("/triage/deletion-plan/locks-are-named-with-their-owner", test_locks);
  ADD ("/triage/deletion-plan/what-a-machine-that-stays-needs-stays", test_held);
  ADD ("/triage/deletion-plan/a-tick-is-taken-away-with-what-needs-it", test_untick);
  ADD ("/triage/deletion-plan/what-is-saved-a-day-counts-what-has-no-price", test_saved);
  ADD ("/triage/deletion-plan/it-is-frozen-in-the-order-of-dependence", test_frozen);
  return g_test_run ();
}
