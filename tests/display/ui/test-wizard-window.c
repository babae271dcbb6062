/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-window.h"

#include "case-window-fixture.h"
#include "triage/davy-steps.h"
#include "ui/common/davy-toast.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-book.h"
#include "ui/wizard/davy-wizard-layout.h"

#define ENTITLEMENT "/pc/v1/customers/*/subscriptions/*/azureEntitlements/*"

/* The whole way through the wizard, on the embedded Partner Center: `event-1` is active, `event-2`
 * of the same subscription is under investigation. */

/* @accept_legitimate: whether Microsoft takes the reason Legitimate, `true` or `false` */
static void
set_up (Fixture *fixture, gconstpointer accept_legitimate)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "support", "world.json", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *scenario = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "\"acceptLegitimate\": false", 2);
  scenario = g_strconcat (parts[0], "\"acceptLegitimate\": ", accept_legitimate, parts[1], NULL);
  davy_test_world_begin_with (&fixture->world, scenario, DAVY_TEST_ADA);
  fixture_fetch (fixture);
  fixture_open (fixture, davy_wizard_window_new);
}

typedef struct
{
  DavyWizardBook *book;
  const char *step;
} Wanted;

static const char *
get_shown (DavyWizardBook *book)
{
  DavyStepId step = davy_wizard_book_get_shown (book);

  return step == DAVY_N_STEPS ? "nothing" : davy_steps[step].key;
}

static gboolean
shows (gpointer data)
{
  const Wanted *wanted = data;

  return g_str_equal (get_shown (wanted->book), wanted->step);
}

static gpointer
trouble_part (Fixture *fixture, const char *name)
{
  return page_part (page_part (fixture->window, "trouble"), name);
}

/* Waits for a step of the case, and returns its page. */
static GtkWidget *
wait_for (Fixture *fixture, const char *step)
{
  Wanted wanted = { page_part (fixture->window, "book"), step };

  if (!davy_test_spin_until (shows, &wanted))
    g_error ("“%s” is shown, not “%s”: %s", get_shown (wanted.book), step,
             gtk_label_get_text (trouble_part (fixture, "sentence")));

  return GTK_WIDGET (
      davy_wizard_book_get_page (wanted.book, davy_wizard_book_get_shown (wanted.book)));
}

static gboolean
is_sensitive (gpointer widget)
{
  return gtk_widget_get_sensitive (widget);
}

static void
go_forward (Fixture *fixture)
{
  GtkWidget *forward = page_part (fixture->window, "forward");

  g_assert_true (davy_test_spin_until (is_sensitive, forward));
  g_signal_emit_by_name (forward, "clicked");
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

/* @question: the row that leads it */
static void
choose (GtkWidget *page, const char *question, const char *answer)
{
  davy_choice_row_set_choice (page_part (page, question), answer);
}

static gboolean
wants_to_take (gpointer window)
{
  return g_strcmp0 (gtk_button_get_label (page_part (window, "forward")), "Take the alert") == 0;
}

static void
take (Fixture *fixture)
{
  wait_for (fixture, "detected");
  g_assert_true (davy_test_spin_until (wants_to_take, fixture->window));
  go_forward (fixture);
}

static void
go_to_verdict (Fixture *fixture)
{
  take (fixture);
  choose (wait_for (fixture, "standing"), "good", "good");
  go_forward (fixture);
  choose (wait_for (fixture, "usage"), "sudden", "sudden");
  go_forward (fixture);
  wait_for (fixture, "contact");
  choose (page_part (wait_for (fixture, "contact"), "reseller"), "reached", "not-reached");
  choose (page_part (wait_for (fixture, "contact"), "customer"), "reached", "not-reached");
  go_forward (fixture);
  wait_for (fixture, "verdict");
}

static void
go_to_review (Fixture *fixture)
{
  GtkWidget *page;

  go_to_verdict (fixture);
  choose (wait_for (fixture, "verdict"), "approved", "false-alarm");
  go_forward (fixture);
  page = wait_for (fixture, "proof");
  davy_note_row_set_text (page_part (page, "reason"), "A render farm.");
  go_forward (fixture);
  wait_for (fixture, "review");
}

/* Whether the day of the review is kept, or none: a slip of the hand is neither. */
static void
test_mistyped_day (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page, *typed;

  go_to_verdict (fixture);
  choose (wait_for (fixture, "verdict"), "approved", "false-alarm");
  go_forward (fixture);
  page = wait_for (fixture, "proof");
  davy_note_row_set_text (page_part (page, "reason"), "A render farm.");
  typed = page_part (page_part (page, "review_on"), "typed");
  gtk_editable_set_text (GTK_EDITABLE (typed), "2027-02-0x");
  gtk_widget_grab_focus (page_part (fixture->window, "forward"));
  go_forward (fixture);
  page_assert_label (page_part (fixture->window, "trouble"), "sentence",
                     "Look at it again on: YYYY-MM-DD");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), typed));
  g_assert_cmpint (fixture_count_entries (fixture, "step = 'proof' AND kind = 'decision'"), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (typed), "2027-02-03");
  go_forward (fixture);
  wait_for (fixture, "review");
  g_assert_cmpint (fixture_count_entries (fixture, "step = 'proof' AND facts LIKE '%2027-02-03%'"),
                   >=, 1);
}

static void
assert_result (Fixture *fixture, const char *title)
{
  page_assert_label (wait_for (fixture, "done"), "title", title);
}

static void
test_whole_way (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sent = NULL;
  guint before;

  go_to_review (fixture);
  before = davy_test_world_count (&fixture->world, "POST", "/fraudEvents");
  go_forward (fixture);
  assert_result (fixture, "The alert is resolved");

  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/fraudEvents"), ==,
                    before + 1);
  g_assert_cmpint (davy_test_store_number (
                       fixture->store, "SELECT COUNT(*) FROM alerts WHERE status_text = 'Resolved'"
                                       " AND event_id IN ('event-1', 'event-2')"),
                   ==, 2);
}

static void
test_heading (Fixture *fixture, gconstpointer data)
{
  wait_for (fixture, "detected");
  g_assert_cmpstr (gtk_window_get_title (fixture->window), ==, "Case: Fabrikam, Shop");
  g_assert_cmpstr (adw_window_title_get_subtitle (page_part (fixture->window, "heading")), !=, "");
  g_assert_false (gtk_widget_get_visible (page_part (fixture->window, "back")));
}

static void
test_missing_answer (Fixture *fixture, gconstpointer data)
{
  take (fixture);
  wait_for (fixture, "standing");
  go_forward (fixture);
  g_assert_true (gtk_revealer_get_reveal_child (trouble_part (fixture, "revealer")));
  page_assert_label (page_part (fixture->window, "trouble"), "sentence",
                     "Say whether the account is in good standing.");
  choose (wait_for (fixture, "standing"), "good", "unknown");
  g_assert_false (gtk_revealer_get_reveal_child (trouble_part (fixture, "revealer")));
  go_forward (fixture);
  wait_for (fixture, "usage");
}

static void
test_refused_taking (Fixture *fixture, gconstpointer data)
{
  davy_test_world_spoil (&fixture->world, "POST /pc/v1/fraudEvents* x1 status=403");
  take (fixture);
  g_assert_true (davy_test_spin_until (is_sensitive, page_part (fixture->window, "forward")));
  g_assert_true (gtk_revealer_get_reveal_child (trouble_part (fixture, "revealer")));
  wait_for (fixture, "detected");
}

static void
test_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  take (fixture);
  page = wait_for (fixture, "standing");
  choose (page, "good", "attention");
  davy_note_row_set_text (page_part (page, "note"), "Asked twice.");
  go_forward (fixture);
  wait_for (fixture, "usage");
  g_signal_emit_by_name (page_part (fixture->window, "back"), "clicked");
  page = wait_for (fixture, "standing");
  {
    g_autofree char *note = davy_note_row_dup_text (page_part (page, "note"));

    g_assert_cmpstr (note, ==, "Asked twice.");
  }
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autofree char *note = NULL;

  take (fixture);
  davy_note_row_set_text (page_part (wait_for (fixture, "standing"), "note"), "Half a sent");
  fixture_close (fixture);
  fixture_open (fixture, davy_wizard_window_new);
  note = davy_note_row_dup_text (page_part (wait_for (fixture, "standing"), "note"));
  g_assert_cmpstr (note, ==, "Half a sent");
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

static void
test_refused_reason (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  go_to_review (fixture);
  go_forward (fixture);
  page = wait_for (fixture, "review");
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "refusal")));
  choose (page, "ignore", "ignore");
  go_forward (fixture);
  assert_result (fixture, "The alert is resolved");
  g_assert_cmpint (davy_test_store_number (
                       fixture->store, "SELECT COUNT(*) FROM alerts WHERE reason_text = 'Ignore'"),
                   ==, 2);
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

  g_signal_emit_by_name (find_answer (), "clicked");
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
  davy_test_world_spoil (&fixture->world, "GET " ENTITLEMENT " x1 status=403");
  g_signal_emit_by_name (find_answer (), "clicked");
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

static void
allocate (GtkWidget *layout, int width)
{
  int minimum, height;

  gtk_widget_measure (layout, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, width);
  gtk_widget_measure (layout, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (layout, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static guint
count_windows (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  guint count = 0;

  for (GList *link = windows; link != NULL; link = link->next)
    count += DAVY_IS_WIZARD_WINDOW (link->data);

  return count;
}

static gboolean
is_alone (gpointer data)
{
  return count_windows () == 1;
}

static void
test_one_window (Fixture *fixture, gconstpointer data)
{
  wait_for (fixture, "detected");
  davy_wizard_window_new (fixture->context, NULL, fixture_alert (fixture));
  g_assert_cmpuint (count_windows (), ==, 2);
  g_assert_true (davy_test_spin_until (is_alone, NULL));
  wait_for (fixture, "detected");
}

static void
test_widths (Fixture *fixture, gconstpointer data)
{
  GtkWidget *position = page_part (fixture->window, "position");
  GtkWidget *line = gtk_widget_get_parent (gtk_widget_get_parent (position));
  GtkWidget *steps = gtk_widget_get_parent (page_part (fixture->window, "steps"));
  GtkWidget *layout = gtk_widget_get_parent (steps);

  wait_for (fixture, "detected");
  allocate (layout, DAVY_WIZARD_LAYOUT_WIDTH);
  g_assert_true (gtk_widget_get_child_visible (steps));
  g_assert_false (gtk_widget_get_child_visible (line));

  allocate (layout, 340);
  g_assert_false (gtk_widget_get_child_visible (steps));
  g_assert_true (gtk_widget_get_child_visible (line));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (position)), ==, "Step 1 of 7: What was detected");
}

/* A browser that does not open, for one. */
static void
test_toast (Fixture *fixture, gconstpointer data)
{
  davy_toast_show (page_part (fixture->window, "book"),
                   adw_toast_new ("No browser could be opened"));
  g_assert_true (page_has_label (GTK_WIDGET (fixture->window), "No browser could be opened"));
}

static void
add (const char *path, const char *accept_legitimate, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, accept_legitimate, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  /* Learns the types of files while the system's folders are in sight: icons are SVG. */
  g_free (g_content_type_guess ("icon.svg", NULL, 0, NULL));
  davy_test_init (&argc, &argv);
  adw_init ();
  /* GTK 4.8 complains when a cursor blinks in an entry that was hidden while it had the focus. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  g_resources_register (davy_ui_get_resource ());
  davy_test_keyring_begin ();

  add ("/ui/wizard-window/it-leads-to-the-resolved-alert", "true", test_whole_way);
  add ("/ui/wizard-window/the-heading-names-the-case-and-the-time-left", "true", test_heading);
  add ("/ui/wizard-window/a-missing-answer-is-said", "true", test_missing_answer);
  add ("/ui/wizard-window/a-mistyped-day-is-not-taken-for-none", "true", test_mistyped_day);
  add ("/ui/wizard-window/a-refused-taking-can-be-tried-again", "true", test_refused_taking);
  add ("/ui/wizard-window/back-finds-what-was-recorded", "true", test_back);
  add ("/ui/wizard-window/a-draft-comes-back", "true", test_draft);
  add ("/ui/wizard-window/a-refused-reason-has-a-way-on", "false", test_refused_reason);
  add ("/ui/wizard-window/unexpected-ends-as-fraud", "true", test_unexpected);
  add ("/ui/wizard-window/a-subscription-is-cancelled-once", "true", test_cancelled);
  add ("/ui/wizard-window/what-was-cancelled-is-taken-back", "true, \"entitlementDelay\": \"0s\"",
       test_taken_back);
  add ("/ui/wizard-window/a-way-back-without-an-answer-holds-nobody-up",
       "true, \"entitlementDelay\": \"0s\"", test_lost_way_back);
  add ("/ui/wizard-window/what-was-done-is-looked-at-again", "true", test_verified);
  add ("/ui/wizard-window/what-a-page-tells-by-the-way-is-seen", "true", test_toast);
  add ("/ui/wizard-window/a-case-has-one-window", "true", test_one_window);
  add ("/ui/wizard-window/narrow-has-one-line-for-the-steps", "true", test_widths);
  status = g_test_run ();

  davy_test_keyring_end ();

  return status;
}
