/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-window.h"

#include "store/davy-journal.h"
#include "ui/common/davy-toast.h"
#include "ui/help/davy-help-topic.h"
#include "ui/wizard/davy-wizard-layout.h"
#include "wizard-fixture.h"

/* The way of what is legitimate, and the window itself. */

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
test_whole_way (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sent = NULL;
  guint before;

  go_to_review (fixture);
  before = davy_test_world_count (&fixture->world, "POST", "/fraudEvents");
  go_forward (fixture);
  assert_result (fixture, "The alert is resolved");
  g_assert_false (gtk_widget_get_visible (page_part (fixture->window, "back")));

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

static gboolean
put_aside (DavyDb *db, gpointer data, GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("reminder", "standing");

  entry->note = g_strdup ("The customer calls back");
  entry->facts = g_strdup_printf ("{'for': <'snooze'>, 'due': <int64 %" G_GINT64_FORMAT ">}",
                                  davy_time_now () + 2 * DAVY_TIME_HOUR);

  return davy_db_append_entry (db, 1, entry, error);
}

/* A narrow header has no room for it. */
static void
test_waits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *waits;

  take (fixture);
  wait_for (fixture, "standing");
  g_assert_false (gtk_widget_get_visible (page_part (fixture->window, "waits")));

  davy_test_store_write (fixture->store, put_aside, NULL, DAVY_TABLE_CASES);
  fixture_close (fixture);
  fixture_open (fixture, davy_wizard_window_new);
  wait_for (fixture, "standing");
  waits = page_part (fixture->window, "waits");
  g_assert_true (gtk_widget_get_visible (waits));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (waits)), "put aside until "));
}

static void
test_help (Fixture *fixture, gconstpointer data)
{
  wait_for (fixture, "detected");
  g_assert_cmpstr (davy_help_topic_find (GTK_WINDOW (fixture->window)), ==, "step-detected");
  go_to_review (fixture);
  g_assert_cmpstr (davy_help_topic_find (GTK_WINDOW (fixture->window)), ==, "step-review");
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

/* Where the window is narrow, it is the only one. */
static void
test_way_back (Fixture *fixture, gconstpointer data)
{
  go_to_verdict (fixture);
  choose (wait_for (fixture, "verdict"), "approved", "not-reached");
  go_forward (fixture);
  wait_for (fixture, "review");
  go_forward (fixture);
  assert_result (fixture, "The alert stays under investigation");
  g_assert_true (gtk_widget_get_visible (page_part (fixture->window, "back")));
  g_signal_emit_by_name (page_part (fixture->window, "back"), "clicked");
  wait_for (fixture, "review");
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

int
main (int argc, char **argv)
{
  wizard_begin (&argc, &argv);

  add ("/ui/wizard-window/it-leads-to-the-resolved-alert", "true", test_whole_way);
  add ("/ui/wizard-window/the-heading-names-the-case-and-the-time-left", "true", test_heading);
  add ("/ui/wizard-window/what-it-waits-for-stands-below-a-narrow-header", "true", test_waits);
  add ("/ui/wizard-window/the-help-follows-the-steps", "true", test_help);
  add ("/ui/wizard-window/a-missing-answer-is-said", "true", test_missing_answer);
  add ("/ui/wizard-window/a-mistyped-day-is-not-taken-for-none", "true", test_mistyped_day);
  add ("/ui/wizard-window/a-refused-taking-can-be-tried-again", "true", test_refused_taking);
  add ("/ui/wizard-window/back-finds-what-was-recorded", "true", test_back);
  add ("/ui/wizard-window/a-case-left-open-has-a-way-back", "true", test_way_back);
  add ("/ui/wizard-window/a-draft-comes-back", "true", test_draft);
  add ("/ui/wizard-window/a-refused-reason-has-a-way-on", "false", test_refused_reason);
  add ("/ui/wizard-window/what-a-page-tells-by-the-way-is-seen", "true", test_toast);
  add ("/ui/wizard-window/a-case-has-one-window", "true", test_one_window);
  add ("/ui/wizard-window/narrow-has-one-line-for-the-steps", "true", test_widths);

  return page_test_run_world ();
}
