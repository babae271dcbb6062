/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-cancel-page.h"

#include "davy-test-window.h"
#include "wizard-fixture.h"

/* The way of what nobody expected, and cancelling the subscription on it. */

#define ENTITLEMENT     "/pc/v1/customers/*/subscriptions/*/azureEntitlements/*"
#define THE_LOOK_PASSES "GET " ENTITLEMENT " x1 delay=0" /* right before it is sent */

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* What may be left out is left out for a reason that is written down. */
static void
leave_out (Fixture *fixture, const char *step)
{
  GtkWidget *page = wait_for (fixture, step);
  GtkWidget *button = page_part (fixture->window, "leave_out");

  g_assert_true (davy_test_spin_until (is_sensitive, button));
  davy_note_row_set_text (page_part (page, "note"), "There is nothing of theirs.");
  g_signal_emit_by_name (button, "clicked");
}

/* Nothing of it was expected, and all is left out that may be. */
static GtkWidget *
go_to_cancel (Fixture *fixture)
{
  go_to_verdict (fixture);
  choose (wait_for (fixture, "verdict"), "approved", "unexpected");
  go_forward (fixture);
  wait_for (fixture, "origin");
  go_forward (fixture);
  leave_out (fixture, "contain");
  wait_for (fixture, "identity");
  go_forward (fixture);
  leave_out (fixture, "delete");

  return wait_for (fixture, "cancel");
}

static void
test_unexpected (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  go_to_cancel (fixture);
  go_forward (fixture);
  page = wait_for (fixture, "verify");
  g_assert_false (gtk_widget_get_visible (page_part (page, "look_now")));
  go_forward (fixture);
  wait_for (fixture, "review");
  go_forward (fixture);
  page = wait_for (fixture, "support");
  go_forward (fixture);
  page_assert_label (page_part (fixture->window, "trouble"), "sentence",
                     "Keep the number of the request first.");
  davy_note_row_set_text (page_part (page, "note"), "Nothing to ask.");
  g_signal_emit_by_name (page_part (fixture->window, "leave_out"), "clicked");
  page = wait_for (fixture, "report");
  gtk_editable_set_text (page_part (page, "handed_to"), "Grace");
  go_forward (fixture);
  assert_result (fixture, "The alert is resolved");
  g_assert_cmpint (davy_test_store_number (
                       fixture->store, "SELECT COUNT(*) FROM alerts WHERE status_text = 'Resolved'"
                                       " AND event_id IN ('event-1', 'event-2')"),
                   ==, 2);
  g_assert_cmpint (fixture_count_entries (fixture, "step = 'report' AND facts LIKE '%Grace%'"), ==,
                   1);
  g_assert_cmpint (
      davy_test_store_number (fixture->store, "SELECT COUNT(*) FROM cases WHERE closed_at <> 0"),
      ==, 1);
}

/* Chosen alone it sends nothing; pressed, it is sent once. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  page = go_to_cancel (fixture);
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "question")));
  g_assert_false (gtk_widget_get_visible (page_part (page, "sending")));
  choose (page, "keep", "cancel");
  go_forward (fixture);
  page_assert_label (page_part (fixture->window, "trouble"), "sentence",
                     "You chose to cancel it, but nothing was sent yet.");
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 0);
  g_signal_emit_by_name (page_part (page, "sending"), "clicked");
  g_assert_true (davy_test_spin_until (is_hidden, page_part (page, "question")));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 0);
  go_forward (fixture);
  wait_for (fixture, "verify");
  go_forward (fixture);
  wait_for (fixture, "review");
}

static gboolean
says_it_has_ended (gpointer page)
{
  return page_has_label (page_part (page, "place_group"), "It does not run");
}

static gboolean
says_it_runs (gpointer page)
{
  return page_has_label (page_part (page, "place_group"), "It runs");
}

static gboolean
is_asked (gpointer unused)
{
  return davy_test_find_answer ("Reactivate") != NULL;
}

/* Cancelled, and asked whether to take it back: nothing is sent before the question is answered. */
static GtkWidget *
go_to_reactivate (Fixture *fixture)
{
  GtkWidget *page = go_to_cancel (fixture);

  g_assert_false (gtk_widget_get_visible (page_part (page, "way_back")));
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "question")));
  choose (page, "keep", "cancel");
  g_signal_emit_by_name (page_part (page, "sending"), "clicked");
  g_assert_true (davy_test_spin_until (says_it_has_ended, page));
  g_assert_true (gtk_widget_get_visible (page_part (page, "way_back")));
  g_signal_emit_by_name (page_part (page, "reactivating"), "clicked");
  g_assert_true (davy_test_spin_until (is_asked, NULL));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/reactivate"), ==, 0);

  return page;
}

/* Partner Center carries both out at once: what is told while the page still sends is followed
 * afterwards. */
static void
test_taken_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = go_to_reactivate (fixture);

  g_signal_emit_by_name (davy_test_find_answer ("Reactivate"), "clicked");
  g_assert_true (davy_test_spin_until (says_it_runs, page));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/reactivate"), ==, 1);
  g_assert_false (gtk_widget_get_visible (page_part (page, "way_back")));
  g_assert_true (gtk_widget_get_visible (page_part (page, "question")));
  g_assert_cmpint (fixture_count_entries (fixture, "facts LIKE '%undone%'"), ==, 0);
  g_assert_cmpstr (gtk_button_get_label (page_part (fixture->window, "forward")), ==,
                   "Go on without cancelling");
}

static gboolean
says (GtkWidget *inside, const char *part)
{
  if (GTK_IS_LABEL (inside) && strstr (gtk_label_get_text (GTK_LABEL (inside)), part) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, part))
      return TRUE;

  return FALSE;
}

/* The answer is lost and the read refused: what is on its way is not called done, and what was
 * chosen before does not hold anybody up. */
static void
test_lost_way_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = go_to_reactivate (fixture);

  davy_test_world_spoil (&fixture->world, "POST " ENTITLEMENT "/reactivate x1 hang-up");
  davy_test_world_spoil (&fixture->world, THE_LOOK_PASSES);
  davy_test_world_spoil (&fixture->world, "GET " ENTITLEMENT " x1 status=403");
  g_signal_emit_by_name (davy_test_find_answer ("Reactivate"), "clicked");
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "failed")));
  g_assert_true (says (page, "It may have been sent "));
  g_assert_false (says (page, "It was taken back from here since."));
  go_forward (fixture);
  wait_for (fixture, "verify");
  g_assert_cmpint (fixture_count_entries (fixture, "step = 'cancel' AND facts LIKE '%keep%'"), ==,
                   1);
}

static gboolean
was_looked (gpointer store)
{
  return davy_test_store_number (store,
                                 "SELECT COUNT(*) FROM case_entries WHERE kind = 'verified'") == 1;
}

/* What was done is looked at again; who does not wait for it says why. */
static void
test_verified (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  go_to_cancel (fixture);
  page = wait_for (fixture, "cancel");
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "question")));
  davy_test_world_spoil (&fixture->world, THE_LOOK_PASSES);
  davy_test_world_spoil (&fixture->world,
                         "GET " ENTITLEMENT " x9 "
                         "status=200,body={\"id\":\"40000000-0000-4000-8000-00000000000b\","
                         "\"status\":\"inactive\"}");
  choose (page, "keep", "cancel");
  g_signal_emit_by_name (page_part (page, "sending"), "clicked");
  g_assert_true (davy_test_spin_until (is_hidden, page_part (page, "question")));
  go_forward (fixture);

  page = wait_for (fixture, "verify");
  g_assert_cmpstr (gtk_button_get_label (page_part (fixture->window, "forward")), ==,
                   "Go on all the same");
  go_forward (fixture);
  page_assert_label (page_part (fixture->window, "trouble"), "sentence",
                     "A look is still to come. Come back after it, or write down why you go on "
                     "without it.");
  g_signal_emit_by_name (page_part (page, "look_now"), "clicked");
  g_assert_true (davy_test_spin_until (was_looked, fixture->store));
  davy_note_row_set_text (page_part (page, "note"), "The customer left.");
  go_forward (fixture);
  wait_for (fixture, "review");
}

int
main (int argc, char **argv)
{
  wizard_begin (&argc, &argv);

  add ("/ui/wizard-cancel/unexpected-ends-as-fraud", "true", test_unexpected);
  add ("/ui/wizard-cancel/a-subscription-is-cancelled-once", "true", test_cancelled);
  add ("/ui/wizard-cancel/what-was-cancelled-is-taken-back", "true, \"entitlementDelay\": \"0s\"",
       test_taken_back);
  add ("/ui/wizard-cancel/a-way-back-without-an-answer-holds-nobody-up",
       "true, \"entitlementDelay\": \"0s\"", test_lost_way_back);
  add ("/ui/wizard-cancel/what-was-done-is-looked-at-again", "true", test_verified);

  return page_test_run_world ();
}
