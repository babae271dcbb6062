/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-plan-group.h"

#include "../../unit/triage/plan-fixture.h"

#include "davy-test-window.h"
#include "proof-fixture.h"
#include "triage/davy-plan-suspension.h"
#include "ui/wizard/davy-cancel-page.h"

/* The whole plan, on the wizard's page of the whole subscription: SHOP is cancelled, and ARCHIVE is
 * the other Azure subscription in the plan. */

/* Returns: the part of the page */
static GtkWidget *
open_plan (Fixture *fixture)
{
  GtkWidget *plan;

  walk_to (fixture, DAVY_STEP_CANCEL);
  collect (fixture);
  plan = page_part (page_open (DAVY_TYPE_CANCEL_PAGE, fixture->handled), "plan");
  g_assert_true (davy_test_spin_until (is_visible, plan));

  return plan;
}

/* By hand: it is folded at first. */
static GtkWidget *
unfold_plan (Fixture *fixture)
{
  GtkWidget *plan = open_plan (fixture);
  GtkWidget *opener = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (plan)));

  g_assert_false (gtk_widget_get_mapped (page_part (plan, "suspending")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (opener), TRUE);

  return plan;
}

static void
assert_missing (GtkWidget *plan, const char *part)
{
  const char *told = gtk_label_get_text (page_part (plan, "missing"));

  g_assert_true (gtk_widget_get_visible (page_part (plan, "missing")));
  g_assert_false (gtk_widget_is_sensitive (page_part (plan, "suspending")));
  g_assert_nonnull (strstr (told, part));
}

/* What still runs is named, and no name can be typed. */
static void
test_something_runs (Fixture *fixture, gconstpointer data)
{
  GtkWidget *plan = unfold_plan (fixture);

  g_assert_true (page_has_label (page_part (plan, "others_group"), "Archive"));
  g_assert_true (page_has_label (page_part (plan, "others_group"), "It runs"));
  assert_missing (plan, "“Shop”, “Archive”");
  g_assert_false (gtk_widget_get_visible (page_part (plan, "typing")));
  g_assert_cmpuint (count_patches (fixture), ==, 0);
  page_close (plan);
}

static gboolean
is_asked (gpointer unused)
{
  return davy_test_find_answer ("Reactivate") != NULL;
}

/* Suspended once, and taken back: what is in it can be reactivated only afterwards. */
static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *plan, *page;

  end_it (fixture);
  plan = unfold_plan (fixture);
  page = gtk_widget_get_ancestor (plan, DAVY_TYPE_CANCEL_PAGE);
  g_assert_true (is_sensitive (page_part (page, "reactivating")));
  assert_missing (plan, "Type the customer’s name");
  gtk_editable_set_text (page_part (plan, "typed"), "fabrikam");
  assert_missing (plan, "Type the customer’s name");
  gtk_editable_set_text (page_part (plan, "typed"), "Fabrikam");
  g_assert_false (gtk_widget_get_visible (page_part (plan, "missing")));
  page_press (plan, "suspending");
  g_assert_true (davy_test_spin_until (is_visible, page_part (plan, "way_back")));
  g_assert_false (gtk_widget_get_visible (page_part (plan, "form")));
  g_assert_cmpuint (count_patches (fixture), ==, 1);
  g_assert_true (gtk_widget_get_visible (page_part (page, "held")));
  g_assert_false (gtk_widget_get_sensitive (page_part (page, "reactivating")));

  g_assert_true (davy_test_spin_until (is_sensitive, page_part (plan, "reactivating")));
  page_press (plan, "reactivating");
  g_assert_true (davy_test_spin_until (is_asked, NULL));
  g_assert_cmpuint (count_patches (fixture), ==, 1);
  g_signal_emit_by_name (davy_test_find_answer ("Reactivate"), "clicked");
  g_assert_true (davy_test_spin_until (is_visible, page_part (plan, "form")));
  g_assert_true (davy_test_spin_until (is_sensitive, page_part (page, "reactivating")));
  g_assert_cmpuint (count_patches (fixture), ==, 2);
  assert_missing (plan, "Type the customer’s name");
  page_close (plan);
}

/* ARCHIVE was reactivated since it was shown: that is told, and nothing is sent. */
static void
test_changed_elsewhere (Fixture *fixture, gconstpointer data)
{
  GtkWidget *plan;

  end_it (fixture);
  plan = unfold_plan (fixture);
  gtk_editable_set_text (page_part (plan, "typed"), "Fabrikam");
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/subscriptions/*/azureEntitlements x1 status=200,"
                         "body={\"items\":[{\"id\":\"" SHOP "\",\"status\":\"inactive\"},"
                         "{\"id\":\"" ARCHIVE "\",\"status\":\"active\"}]}");
  page_press (plan, "suspending");
  g_assert_true (davy_test_spin_until (is_visible, page_part (plan, "failed")));
  page_assert_label (plan, "failed",
                     "Somebody else changed this in the meantime. Look at the current state, then "
                     "decide again.");
  g_assert_cmpuint (count_patches (fixture), ==, 0);
  page_close (plan);
}

static gboolean
is_suspended (gpointer fixture)
{
  g_autoptr (DavyAct) act = davy_case_dup_plan_act (((Fixture *) fixture)->handled);

  return act != NULL && act->state == DAVY_ACT_DONE;
}

static void
test_proof (Fixture *fixture, gconstpointer data)
{
  Prover prover = { 0 };
  GtkWidget *plan;

  end_it (fixture);
  prover_begin (&prover, &fixture->world);
  plan = unfold_plan (fixture);
  gtk_editable_set_text (page_part (plan, "typed"), "Fabrikam");
  davy_test_world_spoil (&fixture->world, "PATCH /pc/* x1 claims");
  page_press (plan, "suspending");
  prover_prove (&prover, plan);
  g_assert_true (davy_test_spin_until (is_suspended, fixture));
  g_assert_cmpuint (count_patches (fixture), ==, 2); /* the first was refused */
  page_close (plan);
}

#define ADD_PLAN(name, status, func) \
  g_test_add ("/ui/plan-group/" name, Fixture, status, set_up_plan, func, tear_down)

int
main (int argc, char *argv[])
{
  page_test_begin_world (&argc, &argv);
  ADD_PLAN ("what-still-runs-is-named", "active", test_something_runs);
  ADD_PLAN ("a-plan-is-suspended-and-comes-back", "inactive", test_there_and_back);
  ADD_PLAN ("what-changed-since-is-told-and-not-sent", "inactive", test_changed_elsewhere);
  ADD_PLAN ("a-suspension-goes-on-after-a-proof", "inactive", test_proof);

  return page_test_run_world ();
}
