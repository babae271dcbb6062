/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/davy-cases-page.h"

#include <stdio.h>

#include "davy-test-window.h"
#include "page-fixture.h"
#include "store/davy-case-alerts.h"
#include "store/davy-case-list.h"
#include "store/davy-journal.h"
#include "ui/cases/davy-case-page.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-report-group.h"
#include "ui/wizard/davy-evidence-window.h"

/* The page of the cases, and the page of one. */

typedef struct
{
  PageFixture *fixture;
  DavyCasesPage *page;
} Shown;

static gboolean
append (DavyDb *db,
        gint64 row,
        const char *kind,
        const char *step,
        const char *facts,
        GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (kind, step);

  entry->who = g_strdup ("ada@partner.example");
  entry->facts = g_strdup (facts);

  return davy_db_append_entry (db, row, entry, error);
}

static gboolean
put_case (DavyDb *db, gpointer data, GError **error)
{
  guint attached;
  gint64 row;

  return davy_db_create_case (db, DAVY_TEST_ACCOUNT, AZURE_ID, TENANT_ID, "verdict", &row, error) &&
         davy_db_attach_open_alerts (db, row, FALSE, &attached, error) &&
         append (db, row, "opened", NULL, "{'alerts': <['e1']>}", error) &&
         append (db, row, "read-back", "detected", "{'status': <'Investigating'>, 'sent': <true>}",
                 error) &&
         append (db, row, "decision", "contact", "{'reached': <true>, 'person': <'Grace'>}",
                 error) &&
         append (db, row, "decision", "verdict", "{'verdict': <'unexpected'>}", error) &&
         append (db, row, "evidence", NULL, "{'part': <'roles'>, 'sha256': <'0f0f'>}", error);
}

static gboolean
change_a_byte (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db,
                          "DROP TRIGGER case_entries_stay;"
                          "UPDATE case_entries SET facts = replace (facts, 'Grace', 'Grade')",
                          error);
}

/* @n_alerts: of Microsoft's about the subscription: 1, or 0 so that there is one of ours alone */
static void
begin_with (Shown *self, guint n_alerts)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .usage = USAGE_SPIKE,
                    .state = DAVY_USAGE_FETCHED,
                    .basis = DAVY_BASIS_INVOICED,
                    .alerts = &alert,
                    .n_alerts = n_alerts };

  self->fixture = page_fixture_new (&data);
  davy_test_store_write (self->fixture->store, put_case, NULL, DAVY_TABLE_CASES);
  self->page = g_object_ref_sink (davy_cases_page_new (self->fixture->context));
  page_wait_for_state (page_part (self->page, "pane"), "rows");
}

static void
begin (Shown *self)
{
  begin_with (self, 1);
}

static void
end (Shown *self)
{
  g_object_unref (self->page);
  page_fixture_free (self->fixture);
}

static gboolean
has_detail (gpointer page)
{
  return adw_bin_get_child (page_part (page_part (page, "pane"), "detail_bin")) != NULL;
}

static GtkWidget *
wait_for_case (Shown *self)
{
  GtkWidget *detail;

  g_assert_true (davy_test_spin_until (has_detail, self->page));
  detail = adw_bin_get_child (page_part (page_part (self->page, "pane"), "detail_bin"));
  page_wait_for_state (detail, "page");

  return detail;
}

/* All texts of the labels below @widget, a line each. */
static void
collect_texts (GtkWidget *widget, GString *texts)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (texts, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_texts (child, texts);
}

static void
assert_says (GtkWidget *widget, const char *text)
{
  g_autoptr (GString) texts = g_string_new (NULL);

  collect_texts (widget, texts);
  g_test_message ("looking for “%s” in %s", text, texts->str);
  g_assert_nonnull (strstr (texts->str, text));
}

static void
test_no_case_is_a_page_of_its_own (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyCasesPage) page = g_object_ref_sink (davy_cases_page_new (fixture->context));

  page_wait_for_state (page_part (page, "pane"), "empty");
  g_assert_false (gtk_widget_get_visible (page_part (page_part (page, "pane"), "detail_bin")));
  davy_test_store_write (fixture->store, put_case, NULL, DAVY_TABLE_CASES);
  page_wait_for_state (page_part (page, "pane"), "rows");
  g_assert_true (gtk_widget_get_visible (page_part (page_part (page, "pane"), "detail_bin")));
}

static void
test_case_leads_back_to_where_it_was_left (void)
{
  Shown shown;
  GtkWidget *detail, *go_on;

  begin (&shown);
  detail = wait_for_case (&shown);
  page_assert_label (detail, "title", "Fabrikam Köln GmbH");
  page_assert_label (detail, "subtitle", "Produktion");
  go_on = page_part (detail, "go_on");
  g_assert_true (gtk_widget_get_visible (go_on));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (go_on)), ==, "app.handle-alert");
  g_assert_cmpint (
      g_variant_get_int64 (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (go_on))), ==, 1);
  end (&shown);
}

static gboolean
close_case (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_close_case (db, 1, davy_time_now (), error);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* It is gone on with by that alert, until it is over. */
static void
test_case_of_our_alert_leads_back (void)
{
  Shown shown;
  GtkWidget *go_on;

  begin_with (&shown, 0);
  go_on = page_part (wait_for_case (&shown), "go_on");
  g_assert_true (gtk_widget_get_visible (go_on));
  davy_test_store_write (shown.fixture->store, close_case, NULL, DAVY_TABLE_CASES);
  g_assert_true (davy_test_spin_until (is_hidden, go_on));
  end (&shown);
}

static gboolean
shows_evidence (gpointer unused)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found |= DAVY_IS_EVIDENCE_WINDOW (window);
    }

  return found;
}

/* Whatever became of its alerts. */
static void
test_evidence_of_a_case_that_is_over (void)
{
  Shown shown;
  GtkWidget *detail;
  GtkWindow *window = davy_test_window_new ();

  begin_with (&shown, 0);
  davy_test_store_write (shown.fixture->store, close_case, NULL, DAVY_TABLE_CASES);
  gtk_window_set_child (window, GTK_WIDGET (shown.page));
  gtk_window_present (window);
  detail = wait_for_case (&shown);
  page_press (detail, "export");
  g_assert_true (davy_test_spin_until (shows_evidence, NULL));
  gtk_window_destroy (window);
  end (&shown);
}

static void
test_case_tells_who_did_what (void)
{
  Shown shown;
  GtkWidget *detail, *timeline;

  begin (&shown);
  detail = wait_for_case (&shown);
  timeline = page_part (detail, "timeline");
  assert_says (timeline, "22 Nov 2026, 13:00 · ada@partner.example");
  assert_says (timeline, "Spoken to: Grace");
  assert_says (timeline, "Status of the alert: Investigating");
  assert_says (page_part (detail, "facts"), "Unexpected: nobody wanted it");
  assert_says (page_part (detail, "evidence"), "Stored on 22 Nov 2026, 13:00");
  assert_says (page_part (detail, "evidence"), "Not stored");
  g_assert_false (gtk_widget_get_visible (page_part (detail, "fault")));
  end (&shown);
}

/* A hyphen at the end of a line would seem a part of an id or of a SHA-256. */
static void
test_ids_break_without_a_hyphen (void)
{
  GtkWidget *row =
      g_object_ref_sink (davy_fact_row_new ("SHA-256", "d9220d02ad2c050bc4e6a2c4c20f"));
  g_autofree char *attributes =
      pango_attr_list_to_string (gtk_label_get_attributes (page_part (row, "value")));

  g_assert_nonnull (strstr (attributes, "insert-hyphens false"));
  g_object_unref (row);
}

/* The earliest sign was five days ago: by Microsoft, and in the usage. */
static void
test_case_tells_what_runs_out (void)
{
  Shown shown;
  GtkWidget *clocks;

  begin (&shown);
  clocks = page_part (wait_for_case (&shown), "clocks");
  g_assert_true (gtk_widget_get_visible (clocks));
  assert_says (clocks, "Until 16 Jan 2027, which is in 54\302\240days");
  assert_says (clocks, "Until 15 Feb 2027, which is in 84\302\240days");
  end (&shown);
}

static gboolean
put_act (DavyDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) before = davy_db_read_entries (db, 1, error);
  g_autoptr (DavyCaseEntry) intent = davy_case_entry_new ("act", NULL);
  g_autoptr (DavyCaseEntry) proof = davy_case_entry_new ("act-proof", NULL);

  intent->time = proof->time = davy_time_now () - 6 * DAVY_TIME_HOUR;
  intent->facts = g_strdup ("{'act': <'stop'>, 'target': <'vm'>}");
  proof->refers = before->len + 1;
  proof->facts = g_strdup ("{'state': <'done'>}");

  return davy_db_append_entry (db, 1, intent, error) && davy_db_append_entry (db, 1, proof, error);
}

static gboolean
counts_to_verification (gpointer clocks)
{
  g_autoptr (GString) texts = g_string_new (NULL);

  collect_texts (clocks, texts);

  return strstr (texts->str, "Verification") != NULL &&
         strstr (texts->str, "which is in 18\302\240h") != NULL;
}

static void
test_case_tells_when_it_is_verified (void)
{
  Shown shown;
  GtkWidget *clocks;

  begin (&shown);
  clocks = page_part (wait_for_case (&shown), "clocks");
  g_assert_false (counts_to_verification (clocks));
  davy_test_store_write (shown.fixture->store, put_act, NULL, DAVY_TABLE_CASES);
  g_assert_true (davy_test_spin_until (counts_to_verification, clocks));
  end (&shown);
}

static gboolean
says_fault (gpointer detail)
{
  return gtk_widget_get_visible (page_part (detail, "fault"));
}

static void
test_changed_byte_is_found_and_said (void)
{
  Shown shown;
  GtkWidget *detail;

  begin (&shown);
  detail = wait_for_case (&shown);
  davy_test_store_write (shown.fixture->store, change_a_byte, NULL, DAVY_TABLE_CASES);
  g_assert_true (davy_test_spin_until (says_fault, detail));
  assert_says (page_part (detail, "fault"), "entry 3 is not what was written");
  end (&shown);
}

static void
test_search_finds_by_customer_and_id (void)
{
  Shown shown;
  GtkEditable *entry;

  begin (&shown);
  entry = page_part (page_part (shown.page, "pane"), "search_entry");
  gtk_editable_set_text (entry, "nobody of that name");
  g_signal_emit_by_name (entry, "search-changed");
  page_wait_for_state (page_part (shown.page, "pane"), "no-match");
  gtk_editable_set_text (entry, "koln prod");
  g_signal_emit_by_name (entry, "search-changed");
  page_wait_for_state (page_part (shown.page, "pane"), "rows");
  gtk_editable_set_text (entry, "7d1b2c3d-aaaa");
  g_signal_emit_by_name (entry, "search-changed");
  page_wait_for_state (page_part (shown.page, "pane"), "rows");
  end (&shown);
}

static gboolean
says_response (gpointer label)
{
  return gtk_widget_get_visible (label);
}

static void
test_average_response_time_is_said (void)
{
  Shown shown;

  begin (&shown);
  g_assert_true (davy_test_spin_until (says_response, page_part (shown.page, "response")));
  page_assert_label (GTK_WIDGET (shown.page), "response",
                     "Average response time of the last 30 days: 17\302\240min (1 alert)");
  end (&shown);
}

static void
test_page_is_as_narrow_as_a_phone (void)
{
  Shown shown;
  int minimum;

  begin (&shown);
  gtk_widget_measure (wait_for_case (&shown), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  end (&shown);
}

static gboolean
is_made (gpointer group)
{
  return gtk_widget_get_visible (page_part (group, "show"));
}

static void
test_report_is_made_in_the_language_chosen (void)
{
  g_autofree char *folder = davy_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *made = NULL;
  GtkWidget *group;
  Shown shown;

  begin (&shown);
  group = page_part (wait_for_case (&shown), "report");
  adw_combo_row_set_selected (page_part (group, "language"), 2);
  davy_report_group_save (DAVY_REPORT_GROUP (group), file);
  g_assert_false (gtk_widget_get_sensitive (page_part (group, "save")));
  g_assert_true (davy_test_spin_until (is_made, group));
  g_assert_true (g_file_get_contents (path, &made, NULL, NULL));
  g_assert_cmpstr (made, ==, "pdf in fr of {\"format\":\"davylamp-case");
  end (&shown);
}

static gboolean
has_outcome (gpointer group)
{
  return gtk_widget_get_sensitive (page_part (group, "save"));
}

static void
test_report_says_why_it_is_not_made (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/no/such/folder/report.pdf");
  GtkWidget *group;
  Shown shown;

  begin (&shown);
  group = page_part (wait_for_case (&shown), "report");
  davy_report_group_save (DAVY_REPORT_GROUP (group), file);
  g_assert_true (davy_test_spin_until (has_outcome, group));
  assert_says (group, "The report could not be made");
  g_assert_false (gtk_widget_get_visible (page_part (group, "show")));
  end (&shown);
}

/* What the program does as its own child, told apart by what came in. */
static int
be_a_child (const char *format)
{
  g_autofree char *text = davy_test_hear_out ();

  printf ("%s in %s of %.24s", format, g_getenv ("LANGUAGE"), text);

  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--report"))
    return be_a_child (argv[2]);

  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/cases/no-case-is-a-page-of-its-own", test_no_case_is_a_page_of_its_own);
  g_test_add_func ("/ui/cases/case-leads-back-to-where-it-was-left",
                   test_case_leads_back_to_where_it_was_left);
  g_test_add_func ("/ui/cases/case-of-our-alert-leads-back", test_case_of_our_alert_leads_back);
  g_test_add_func ("/ui/cases/evidence-of-a-case-that-is-over-is-exported",
                   test_evidence_of_a_case_that_is_over);
  g_test_add_func ("/ui/cases/case-tells-who-did-what", test_case_tells_who_did_what);
  g_test_add_func ("/ui/cases/ids-break-without-a-hyphen", test_ids_break_without_a_hyphen);
  g_test_add_func ("/ui/cases/case-tells-what-runs-out", test_case_tells_what_runs_out);
  g_test_add_func ("/ui/cases/case-tells-when-it-is-verified", test_case_tells_when_it_is_verified);
  g_test_add_func ("/ui/cases/changed-byte-is-found-and-said", test_changed_byte_is_found_and_said);
  g_test_add_func ("/ui/cases/search-finds-by-customer-and-id",
                   test_search_finds_by_customer_and_id);
  g_test_add_func ("/ui/cases/average-response-time-is-said", test_average_response_time_is_said);
  g_test_add_func ("/ui/cases/page-is-as-narrow-as-a-phone", test_page_is_as_narrow_as_a_phone);
  g_test_add_func ("/ui/cases/report-is-made-in-the-language-chosen",
                   test_report_is_made_in_the_language_chosen);
  g_test_add_func ("/ui/cases/report-says-why-it-is-not-made", test_report_says_why_it_is_not_made);

  return g_test_run ();
}
