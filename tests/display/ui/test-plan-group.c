/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-plan-group.h"

#include "../../unit/triage/deletion-fixture.h"

#include "proof-fixture.h"
#include "triage/davy-cancellation.h"
#include "triage/davy-plan-suspension.h"
#include "ui/wizard/davy-cancel-page.h"
#include "ui/wizard/davy-wizard-page.h"

/* The whole plan, on the wizard's page of the whole subscription: SHOP is cancelled, and ARCHIVE is
 * the other Azure subscription in the plan. */

#define PLAN    "30000000-0000-4000-8000-000000000002"
#define ARCHIVE "40000000-0000-4000-8000-00000000000c"

/* @status: of ARCHIVE */
static void
set_up_plan (Fixture *fixture, gconstpointer status)
{
  g_autofree char *other = g_strdup_printf ("\"entitlements\": [{\"id\": \"" ARCHIVE
                                            "\", \"name\": \"Archive\", \"status\": \"%s\"},",
                                            (const char *) status);

  set_up_other_estate (fixture, "\"entitlements\": [", other);
}

static void
walk_to_cancelling (Fixture *fixture)
{
  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  while (davy_case_get_step (fixture->handled) != DAVY_STEP_CANCEL)
    record_next (fixture);
}

static void
cancel (Fixture *fixture)
{
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyCasePlace) place = NULL;
  g_autoptr (DavyAct) act = NULL;
  g_autoptr (GAsyncResult) watched = NULL;
  g_autoptr (DavyAct) seen = NULL;

  davy_case_find_place_async (fixture->handled, NULL, davy_test_keep_result, &found);
  place = davy_case_find_place_finish (fixture->handled, davy_test_wait_result (&found), &error);
  g_assert_no_error (error);
  davy_case_cancel_async (fixture->handled, place, NULL, davy_test_keep_result, &cancelled);
  act = davy_case_cancel_finish (fixture->handled, davy_test_wait_result (&cancelled), &error);
  g_assert_no_error (error);
  davy_emulator_advance (fixture->world.emulator, 10 * DAVY_TIME_MINUTE);
  davy_case_watch_cancellation_async (fixture->handled, act, NULL, davy_test_keep_result, &watched);
  seen = davy_case_watch_cancellation_finish (fixture->handled, davy_test_wait_result (&watched),
                                              &error);
  g_assert_no_error (error);
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
is_sensitive (gpointer widget)
{
  return gtk_widget_is_sensitive (widget);
}

/* Returns: the part of the page */
static GtkWidget *
open_plan (Fixture *fixture)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page;
  GtkWidget *plan;

  walk_to_cancelling (fixture);
  collect (fixture);
  page = g_object_new (DAVY_TYPE_CANCEL_PAGE, NULL);
  davy_wizard_page_set_case (DAVY_WIZARD_PAGE (page), fixture->handled, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 2000);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  plan = page_part (page, "plan");
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
close_page (GtkWidget *plan)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (plan)));
}

static void
press (GtkWidget *plan, const char *button)
{
  g_assert_true (gtk_widget_is_sensitive (page_part (plan, button)));
  g_signal_emit_by_name (page_part (plan, button), "clicked");
}

static guint
count_patches (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "PATCH", PLAN);
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
  close_page (plan);
}

static GtkWidget *
find_button (GtkWidget *inside, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (inside) && gtk_widget_get_mapped (inside) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (inside)), label) == 0)
    return inside;
  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);

  return found;
}

/* A question is a window of its own, or lies above the one that asks. */
static GtkWidget *
find_answer (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = find_button (window, "Reactivate");
    }

  return found;
}

static gboolean
is_asked (gpointer unused)
{
  return find_answer () != NULL;
}

/* Suspended once, and taken back: what is in it can be reactivated only afterwards. */
static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *plan, *page;

  cancel (fixture);
  plan = unfold_plan (fixture);
  page = gtk_widget_get_ancestor (plan, DAVY_TYPE_CANCEL_PAGE);
  g_assert_true (is_sensitive (page_part (page, "reactivating")));
  assert_missing (plan, "Type the customer’s name");
  gtk_editable_set_text (page_part (plan, "typed"), "fabrikam");
  assert_missing (plan, "Type the customer’s name");
  gtk_editable_set_text (page_part (plan, "typed"), "Fabrikam");
  g_assert_false (gtk_widget_get_visible (page_part (plan, "missing")));
  press (plan, "suspending");
  g_assert_true (davy_test_spin_until (is_visible, page_part (plan, "way_back")));
  g_assert_false (gtk_widget_get_visible (page_part (plan, "form")));
  g_assert_cmpuint (count_patches (fixture), ==, 1);
  g_assert_true (gtk_widget_get_visible (page_part (page, "held")));
  g_assert_false (gtk_widget_get_sensitive (page_part (page, "reactivating")));

  g_assert_true (davy_test_spin_until (is_sensitive, page_part (plan, "reactivating")));
  press (plan, "reactivating");
  g_assert_true (davy_test_spin_until (is_asked, NULL));
  g_assert_cmpuint (count_patches (fixture), ==, 1);
  g_signal_emit_by_name (find_answer (), "clicked");
  g_assert_true (davy_test_spin_until (is_visible, page_part (plan, "form")));
  g_assert_true (davy_test_spin_until (is_sensitive, page_part (page, "reactivating")));
  g_assert_cmpuint (count_patches (fixture), ==, 2);
  assert_missing (plan, "Type the customer’s name");
  close_page (plan);
}

/* ARCHIVE was reactivated since it was shown: that is told, and nothing is sent. */
static void
test_changed_elsewhere (Fixture *fixture, gconstpointer data)
{
  GtkWidget *plan;

  cancel (fixture);
  plan = unfold_plan (fixture);
  gtk_editable_set_text (page_part (plan, "typed"), "Fabrikam");
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/subscriptions/*/azureEntitlements x1 status=200,"
                         "body={\"items\":[{\"id\":\"" SHOP "\",\"status\":\"inactive\"},"
                         "{\"id\":\"" ARCHIVE "\",\"status\":\"active\"}]}");
  press (plan, "suspending");
  g_assert_true (davy_test_spin_until (is_visible, page_part (plan, "failed")));
  page_assert_label (plan, "failed",
                     "Somebody else changed this in the meantime. Look at the current state, then "
                     "decide again.");
  g_assert_cmpuint (count_patches (fixture), ==, 0);
  close_page (plan);
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

  cancel (fixture);
  prover_begin (&prover, &fixture->world);
  plan = unfold_plan (fixture);
  gtk_editable_set_text (page_part (plan, "typed"), "Fabrikam");
  davy_test_world_spoil (&fixture->world, "PATCH /pc/* x1 claims");
  press (plan, "suspending");
  prover_prove (&prover, plan);
  g_assert_true (davy_test_spin_until (is_suspended, fixture));
  g_assert_cmpuint (count_patches (fixture), ==, 2); /* the first was refused */
  close_page (plan);
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
