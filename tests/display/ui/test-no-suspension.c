/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trial-fixture.h"
#include "ui/wizard/davy-choice-row.h"

/* The real application with a case at the whole subscription, which does not run any more, so that
 * its plan could be suspended. All that can be activated is, by name and by widget: nothing may be
 * sent before the evidence is stored and the customer's name typed. */

static guint
count_writes (Tried *tried)
{
  return davy_test_world_count (&tried->at.world, "PATCH", "/subscriptions/") +
         davy_test_world_count (&tried->at.world, "POST", "/cancel");
}

static gboolean
has_sent (gpointer tried)
{
  return count_writes (tried) > 0;
}

static GtkWidget *
get_plan (Tried *tried)
{
  return page_part (get_page (tried), "plan");
}

/* To cancel is chosen, and not sent: the case stays where it is. */
static void
open_plan (Tried *tried)
{
  davy_choice_row_set_choice (page_part (get_page (tried), "keep"), "cancel");
  g_assert_true (davy_test_spin_until (is_visible, get_plan (tried)));
}

static void
unfold (Tried *tried)
{
  GtkWidget *opener = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (get_plan (tried))));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (opener), TRUE);
}

static void
assert_nothing_is_sent (Tried *tried)
{
  unfold (tried);
  try_everything (tried);
  g_assert_cmpint (davy_case_get_step (tried->at.handled), ==, DAVY_STEP_CANCEL);
  g_assert_cmpuint (count_writes (tried), ==, 0);
  g_assert_cmpint (davy_test_store_number (tried->at.store,
                                           "SELECT count(*) FROM case_entries WHERE kind = 'act'"),
                   ==, 0);
}

static void
test_not_before_both (void)
{
  Tried tried = { 0 };
  g_autofree char *estate = read_estate ();
  g_autoptr (GString) scenario = g_string_new (estate);
  GtkWidget *plan;

  g_assert_cmpuint (
      g_string_replace (scenario, "\"Shop\"", "\"Shop\", \"status\": \"inactive\"", 1), ==, 1);
  begin_with (&tried.at, scenario->str);
  walk_to (&tried.at, DAVY_STEP_CANCEL);
  begin_trying (&tried, DAVY_STEP_CANCEL);
  open_plan (&tried);
  plan = get_plan (&tried);
  g_test_message ("The name is typed, evidence is missing");
  type_into (plan, "typed", "Fabrikam");
  assert_nothing_is_sent (&tried);

  g_test_message ("The evidence is complete, another name is typed");
  type_into (plan, "typed", "fabrikam");
  waive (&tried);
  assert_nothing_is_sent (&tried);
  type_into (plan, "typed", "");
  assert_nothing_is_sent (&tried);

  g_test_message ("Both are there: the same trial suspends, so it would have been seen");
  type_into (plan, "typed", "Fabrikam");
  unfold (&tried);
  activate_all_widgets (&tried);
  g_assert_true (davy_test_spin_until (has_sent, &tried));
}

int
main (int argc, char *argv[])
{
  return run_trial (argc, argv, "/ui/no-suspension/before-evidence-and-name", test_not_before_both);
}
