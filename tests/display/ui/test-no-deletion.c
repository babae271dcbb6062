/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trial-fixture.h"

/* The real application with a case that stands at the deletion: five resources of a hostile caller
 * are ticked. All that can be activated is, by name and by widget: nothing may be deleted before
 * the evidence is stored and the subscription's name typed. */

static void
walk_to_deletion (Fixture *fixture)
{
  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  record (fixture, DAVY_STEP_ORIGIN,
          "{'callers': <{'eve@fabrikam.example': 'hostile'}>, 'onset': <int64 1767225600000000>}");
  record (fixture, DAVY_STEP_CONTAIN, "{'left-out': <true>}");
  record (fixture, DAVY_STEP_IDENTITY, NULL);
}

static gboolean
has_plan (gpointer data)
{
  Tried *tried = data;
  GtkStack *screens = page_part (get_page (tried), "screens");

  return g_strcmp0 (gtk_stack_get_visible_child_name (screens), "plan") == 0;
}

static guint
count_deletions (Tried *tried)
{
  return davy_test_world_count (&tried->at.world, "DELETE", "/subscriptions/");
}

static gboolean
has_sent (gpointer tried)
{
  return count_deletions (tried) > 0;
}

static void
assert_nothing_is_deleted (Tried *tried)
{
  try_everything (tried);
  g_assert_cmpuint (count_deletions (tried), ==, 0);
  g_assert_cmpint (davy_test_store_number (tried->at.store, "SELECT count(*) FROM case_entries"
                                                            " WHERE kind IN ('plan', 'act')"),
                   ==, 0);
}

static void
test_not_before_both (void)
{
  Tried tried = { 0 };
  g_autofree char *estate = read_estate ();
  GtkWidget *page;

  begin_with (&tried.at, estate);
  walk_to_deletion (&tried.at);
  begin_trying (&tried, DAVY_STEP_DELETE);
  page = get_page (&tried);
  g_assert_true (davy_test_spin_until (has_plan, &tried));
  type_into (page, "by", "Erika Muster");
  type_into (page, "how", "By phone");
  g_test_message ("The name is typed, evidence is missing");
  type_into (page, "typed", "Shop");
  assert_nothing_is_deleted (&tried);

  g_test_message ("The evidence is complete, another name is typed");
  type_into (page, "typed", "shop");
  waive (&tried);
  assert_nothing_is_deleted (&tried);
  type_into (page, "typed", "");
  assert_nothing_is_deleted (&tried);

  g_test_message ("Both are there: the same trial deletes, so it would have been seen");
  type_into (page, "typed", "Shop");
  activate_all_widgets (&tried);
  g_assert_true (davy_test_spin_until (has_sent, &tried));
}

int
main (int argc, char *argv[])
{
  return run_trial (argc, argv, "/ui/no-deletion/before-evidence-and-name", test_not_before_both);
}
