/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-id.h"

#include "core/davy-error.h"
#include "davy-test.h"

#define SUBSCRIPTION "/subscriptions/S"
#define GROUP        SUBSCRIPTION "/resourceGroups/rg-app"
#define MACHINE      GROUP "/providers/Microsoft.Compute/virtualMachines/vm-1"

static DavyArmId *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  DavyArmId *id = davy_arm_id_parse (text, &error);

  g_assert_no_error (error);

  return id;
}

static void
test_resource (void)
{
  g_autoptr (DavyArmId) id = parse (MACHINE "/extensions/agent/");

  g_assert_cmpstr (id->subscription_id, ==, "S");
  g_assert_cmpstr (id->group, ==, "rg-app");
  g_assert_cmpstr (id->provider, ==, "Microsoft.Compute");
  g_assert_cmpstr (id->type, ==, "virtualMachines/extensions");
  g_assert_cmpstr (id->name, ==, "agent");
  g_assert_cmpstr (id->parent, ==, MACHINE);
  g_assert_true (davy_arm_id_has_type (id, "microsoft.compute/VirtualMachines/extensions"));
  g_assert_false (davy_arm_id_has_type (id, "Microsoft.Compute/virtualMachines"));
}

static void
test_group_and_subscription (void)
{
  g_autoptr (DavyArmId) group = parse ("/SUBSCRIPTIONS/S/resourcegroups/rg-app");
  g_autoptr (DavyArmId) subscription = parse (SUBSCRIPTION);

  g_assert_cmpstr (group->group, ==, "rg-app");
  g_assert_cmpstr (group->name, ==, "rg-app");
  g_assert_cmpstr (group->parent, ==, "/SUBSCRIPTIONS/S");
  g_assert_null (group->provider);
  g_assert_false (davy_arm_id_has_type (group, "Microsoft.Compute/virtualMachines"));
  g_assert_cmpstr (subscription->name, ==, "S");
  g_assert_null (subscription->parent);
}

static void
test_extension (void)
{
  static const struct
  {
    const char *id;
    const char *parent;
  } locks[] = {
    { MACHINE "/providers/Microsoft.Authorization/locks/keep", MACHINE },
    { GROUP "/providers/Microsoft.Authorization/locks/keep", GROUP },
    { SUBSCRIPTION "/providers/Microsoft.Authorization/locks/keep", SUBSCRIPTION },
    { "/providers/Microsoft.Authorization/locks/keep", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      g_autoptr (DavyArmId) id = parse (locks[i].id);

      g_assert_cmpstr (id->provider, ==, "Microsoft.Authorization");
      g_assert_cmpstr (id->type, ==, "locks");
      g_assert_cmpstr (id->name, ==, "keep");
      g_assert_cmpstr (id->parent, ==, locks[i].parent);
    }
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { "",
                                       "/",
                                       "subscriptions/S",
                                       "/subscriptions",
                                       "/subscriptions//resourceGroups/a",
                                       SUBSCRIPTION "/resourceGroups",
                                       SUBSCRIPTION "/resourceGroups/..",
                                       SUBSCRIPTION "/things/a",
                                       GROUP "/providers/Microsoft.Compute",
                                       GROUP "/providers/Microsoft.Compute/virtualMachines",
                                       MACHINE "/extensions",
                                       MACHINE "?api-version=1",
                                       "https://elsewhere.example/subscriptions/S" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (davy_arm_id_parse (texts[i], &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
    }
}

static void
test_compare (void)
{
  g_assert_true (davy_arm_id_equal (MACHINE, "/Subscriptions/s/RESOURCEGROUPS/RG-APP/providers/"
                                             "microsoft.compute/virtualmachines/VM-1/"));
  g_assert_false (davy_arm_id_equal (MACHINE, GROUP));
  g_assert_true (davy_arm_id_is_within (MACHINE, GROUP));
  g_assert_true (davy_arm_id_is_within (MACHINE, "/subscriptions/s/"));
  g_assert_false (davy_arm_id_is_within (GROUP, MACHINE));
  g_assert_false (davy_arm_id_is_within (GROUP "-2", GROUP));
}

static void
test_path (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = davy_arm_id_dup_path ("/subscriptions/S/resourceGroups/größe 1/", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, "/subscriptions/S/resourceGroups/gr%C3%B6%C3%9Fe%201");
  g_assert_null (davy_arm_id_dup_path ("/subscriptions/../x", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/azure/id/a-resource-is-taken-apart", test_resource);
  g_test_add_func ("/azure/id/so-are-groups-and-subscriptions", test_group_and_subscription);
  g_test_add_func ("/azure/id/what-belongs-to-another-names-it", test_extension);
  g_test_add_func ("/azure/id/nonsense-is-refused", test_nonsense);
  g_test_add_func ("/azure/id/letter-case-means-nothing", test_compare);
  g_test_add_func ("/azure/id/a-path-is-escaped", test_path);

  return g_test_run ();
}
