/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"
#include "ui/wizard/davy-contact-page.h"
#include "ui/wizard/davy-date-row.h"
#include "ui/wizard/davy-detected-page.h"
#include "ui/wizard/davy-done-page.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-proof-page.h"
#include "ui/wizard/davy-review-page.h"
#include "ui/wizard/davy-standing-page.h"
#include "ui/wizard/davy-usage-page.h"
#include "ui/wizard/davy-verdict-page.h"
#include "ui/wizard/davy-wizard-page.h"

/* The pages of the wizard by themselves: what they show, what they ask for, what they hand out. */

static GVariant *
facts_of (gpointer page)
{
  return davy_wizard_page_dup_facts (DAVY_WIZARD_PAGE (page));
}

static void
assert_text (GVariant *facts, const char *key, const char *expected)
{
  const char *text = NULL;

  g_variant_lookup (facts, key, "&s", &text);
  g_assert_cmpstr (text, ==, expected);
}

/* Hands a page what it would have recorded, and sees whether the page hands out the same. */
static void
assert_round_trip (gpointer page, const char *facts)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (g_variant_new_parsed (facts));
  g_autoptr (GVariant) back = NULL;
  GVariantIter iter;
  const char *key;
  GVariant *value;

  davy_wizard_page_set_facts (DAVY_WIZARD_PAGE (page), given);
  back = facts_of (page);
  g_variant_iter_init (&iter, given);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) same = g_variant_lookup_value (back, key, NULL);

      if (same == NULL || !g_variant_equal (same, value))
        g_error ("“%s” came back as %s", key, g_variant_print (back, FALSE));
    }
  g_assert_cmpuint (g_variant_n_children (back), ==, g_variant_n_children (given));
}

static void
choose (AdwActionRow *row)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (row)),
                               TRUE);
}

static DavyAlertDetails *
read_alert (PageFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyAlertDetails *details;

  davy_store_get_alert_async (fixture->store, 1, NULL, davy_test_keep_result, &result);
  details = davy_store_get_alert_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return details;
}

static void
test_detected (void)
{
  DavyAlertRow alert = page_alert ("e1");
  DavyAlertResourceRow resource = {
    "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-1",
    "AzureResource"
  };
  DavyAlertDetailRow details[] = { { "miningPool_IP", "198.51.100.9" },
                                   { "resourcetype", "AzureResource" },
                                   { "NewKey", "7" } };
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = NULL;
  g_autoptr (DavyAlertDetails) read = NULL;
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_detected_page_new ());

  alert.resources = &resource;
  alert.n_resources = 1;
  alert.details = details;
  alert.n_details = G_N_ELEMENTS (details);
  fixture = page_fixture_new (&data);
  read = read_alert (fixture);
  davy_detected_page_add_alert (DAVY_DETECTED_PAGE (page), read);

  g_assert_true (page_has_label (page, "Connections to mining pools"));
  g_assert_true (
      page_has_label (page, "22 Nov 2026, 12:43 (11:43\302\240UTC), 43\302\240min left"));
  g_assert_true (page_has_label (page, "Address of the mining pool"));
  g_assert_true (page_has_label (page, "198.51.100.9"));
  g_assert_true (page_has_label (page, "vm-1"));
  g_assert_true (page_has_label (page, "Virtual machine"));
  g_assert_false (page_has_label (page, "AzureResource"));
  g_assert_true (page_has_label (page, "NewKey"));
  g_assert_false (page_has_label (page, "AzureResource"));

  davy_detected_page_clear (DAVY_DETECTED_PAGE (page));
  g_assert_false (page_has_label (page, "198.51.100.9"));
}

static void
test_taking (void)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertDetails) read = read_alert (fixture);
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_detected_page_new ());
  DavyWizardPage *as_page = DAVY_WIZARD_PAGE (page);

  g_assert_false (davy_detected_page_wants_to_take (DAVY_DETECTED_PAGE (page)));
  g_assert_cmpstr (davy_wizard_page_get_forward_label (as_page), ==, "Begin the checks");
  davy_detected_page_add_alert (DAVY_DETECTED_PAGE (page), read);
  g_assert_true (davy_detected_page_wants_to_take (DAVY_DETECTED_PAGE (page)));
  g_assert_cmpstr (davy_wizard_page_get_forward_label (as_page), ==, "Take the alert");
  gtk_check_button_set_active (page_part (page, "take"), FALSE);
  g_assert_false (davy_detected_page_wants_to_take (DAVY_DETECTED_PAGE (page)));
}

static void
test_standing (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_standing_page_new ());

  assert_round_trip (page, "{'answer': <'attention'>, 'note': <'Calls back.'>}");
}

static GtkWidget *
create_usage_page (PageFixture *fixture)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_usage_page_new ());
  g_autoptr (DavyUsageSource) source = davy_usage_source_new (fixture->context, 1);

  davy_usage_page_set_source (DAVY_USAGE_PAGE (page), source);

  return g_steal_pointer (&page);
}

static gboolean
says_no_access (gpointer page)
{
  return g_str_equal (gtk_label_get_text (page_part (page, "missing")),
                      "There is no graph: No access.");
}

static void
test_usage_without_data (void)
{
  PageData data = { .usage = USAGE_NONE, .state = DAVY_USAGE_NO_ACCESS };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (GtkWidget) page = create_usage_page (fixture);

  g_assert_true (davy_test_spin_until (says_no_access, page));
  g_assert_false (gtk_widget_get_visible (page_part (page, "panel")));
  g_assert_true (gtk_widget_get_visible (page_part (page, "no_data")));
  assert_round_trip (page, "{'pattern': <'no-data'>}");
}

static void
test_usage (void)
{
  PageData data = { .usage = USAGE_SPIKE, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (GtkWidget) page = create_usage_page (fixture);

  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "panel")));
  g_assert_false (gtk_widget_get_visible (page_part (page, "no_data")));
  page_assert_label (page, "headline", "≈ €1,400 a day more than expected");
  assert_round_trip (page, "{'pattern': <'sudden'>, 'note': <'34 machines'>}");
}

static void
assert_check (gpointer page, gboolean expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (davy_wizard_page_check (DAVY_WIZARD_PAGE (page), &error) == expected);
  if (!expected)
    g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
}

static void
test_contact_direct (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_contact_page_new ());

  davy_contact_page_set_parties (DAVY_CONTACT_PAGE (page), "Fabrikam & Söhne", NULL);
  g_assert_false (gtk_widget_get_visible (page_part (page, "reseller")));
  g_assert_true (page_has_label (page, "Fabrikam & Söhne"));
  assert_check (page, FALSE);
  assert_round_trip (page, "{'reached': <false>, 'called-at': <int64 1795348800000000>,"
                           " 'number': <'+49 221 1'>, 'note': <'Voice mail'>}");
  assert_check (page, TRUE);
}

static void
test_contact_indirect (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_contact_page_new ());

  davy_contact_page_set_parties (DAVY_CONTACT_PAGE (page), "Fabrikam", "Reseller GmbH");
  g_assert_true (gtk_widget_get_visible (page_part (page, "reseller")));
  assert_round_trip (page, "{'reseller-reached': <true>, 'reseller-person': <'Jo'>,"
                           " 'reseller-called-at': <int64 1795348800000000>,"
                           " 'reseller-said': <'Asks.'>}");
  assert_check (page, FALSE);
  assert_round_trip (page, "{'reseller-reached': <true>, 'reseller-person': <'Jo'>,"
                           " 'reseller-called-at': <int64 1795348800000000>,"
                           " 'reached': <true>, 'person': <'Sam'>, 'said': <'Ours.'>,"
                           " 'called-at': <int64 1795348860000000>}");
  assert_check (page, TRUE);
}

static void
test_reached_wants_a_name (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_contact_page_new ());
  g_autoptr (GVariant) reached = g_variant_ref_sink (g_variant_new_parsed ("{'reached': <true>}"));

  davy_contact_page_set_parties (DAVY_CONTACT_PAGE (page), "Fabrikam", NULL);
  davy_wizard_page_set_facts (DAVY_WIZARD_PAGE (page), reached);
  assert_check (page, FALSE);
}

static void
test_verdict (void)
{
  static const char *const verdicts[] = { "approved", "false-alarm", "wanted-unapproved",
                                          "unexpected", "not-reached" };
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_verdict_page_new ());

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autofree char *facts = g_strdup_printf ("{'verdict': <'%s'>}", verdicts[i]);

      g_assert_cmpint (davy_verdict_from_key (verdicts[i]), !=, DAVY_VERDICT_NONE);
      assert_round_trip (page, facts);
    }
}

static void
test_proof (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_proof_page_new ());

  davy_proof_page_set_approved (DAVY_PROOF_PAGE (page), TRUE);
  g_assert_false (gtk_widget_get_visible (page_part (page, "false_alarm")));
  assert_round_trip (page, "{'reference': <'MS-4711'>, 'approved-on': <'2026-03-05'>,"
                           " 'review-on': <'2027-03-05'>, 'note': <'By mail'>}");
}

static void
test_reason (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_proof_page_new ());
  g_autoptr (GVariant) facts = NULL;

  davy_test_clock_install (NOON);
  davy_proof_page_set_approved (DAVY_PROOF_PAGE (page), FALSE);
  g_assert_false (gtk_widget_get_visible (page_part (page, "approval")));
  davy_note_row_set_text (page_part (page, "reason"), "A render farm.");
  facts = facts_of (page);
  assert_text (facts, "reason", "A render farm.");
  assert_text (facts, "review-on", "2027-02-20");
  assert_text (facts, "reference", NULL);
}

static const char *
typed_into (gpointer page, const char *row)
{
  return gtk_editable_get_text (page_part (page_part (page, row), "typed"));
}

/* Where noon in Greenwich is the next day already. */
static void
test_days_far_east (void)
{
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));
  GtkWidget *page;

  g_setenv ("TZ", "Pacific/Auckland", TRUE);
  page = g_object_ref_sink (davy_proof_page_new ());
  assert_round_trip (page, "{'reference': <'MS-4711'>, 'approved-on': <'2026-03-05'>,"
                           " 'review-on': <'2027-03-05'>}");
  g_assert_cmpstr (typed_into (page, "approved_on"), ==, "2026-03-05");
  g_assert_cmpstr (typed_into (page, "review_on"), ==, "2027-03-05");
  g_object_unref (page);
  g_setenv ("TZ", zone, TRUE);
}

static void
test_no_day (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_proof_page_new ());

  assert_round_trip (page, "{'approved-on': <'2026-03-05'>, 'review-on': <'2027-03-05'>}");
  assert_round_trip (page, "{'reference': <'MS-4711'>}");
  g_assert_cmpstr (typed_into (page, "approved_on"), ==, "");
  g_assert_cmpstr (typed_into (page, "review_on"), ==, "");
  assert_check (page, TRUE);
}

static DavyPlannedChange
plan (GPtrArray *alerts)
{
  return (DavyPlannedChange){ .status = DAVY_ALERT_STATUS_RESOLVED,
                              .reason = DAVY_ALERT_REASON_LEGITIMATE,
                              .status_word = "Resolved",
                              .reason_word = "Legitimate",
                              .alerts = alerts,
                              .azure_id = (char *) AZURE_ID,
                              .username = (char *) "ada@northwind.example" };
}

static void
test_review (void)
{
  DavyAlertRow alert = page_alert ("event-17");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertDetails) read = read_alert (fixture);
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_review_page_new ());
  g_autoptr (GPtrArray) alerts = g_ptr_array_new ();
  DavyPlannedChange change = plan (alerts);

  g_ptr_array_add (alerts, read->alert);
  davy_review_page_set_change (DAVY_REVIEW_PAGE (page), &change, FALSE);
  g_assert_true (page_has_label (page, "Resolved (“Resolved”)"));
  g_assert_true (page_has_label (page, "Legitimate (“Legitimate”)"));
  g_assert_true (page_has_label (page, "event-17"));
  g_assert_true (page_has_label (page, "ada@northwind.example"));
  g_assert_true (page_has_label (page, "This changes the alert’s status. It stops nothing in "
                                       "Azure."));
  g_assert_cmpstr (davy_wizard_page_get_forward_label (DAVY_WIZARD_PAGE (page)), ==,
                   "Send to Microsoft");
}

static void
test_nothing_to_send (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_review_page_new ());
  g_autoptr (GPtrArray) alerts = g_ptr_array_new ();
  DavyPlannedChange change = plan (alerts);

  davy_review_page_set_change (DAVY_REVIEW_PAGE (page), &change, FALSE);
  g_assert_cmpstr (davy_wizard_page_get_forward_label (DAVY_WIZARD_PAGE (page)), ==,
                   "Read the status and record it");
  g_assert_true (g_str_has_prefix (gtk_label_get_text (page_part (page, "intro")),
                                   "Nothing is sent: the alert has this status already."));
  g_assert_false (gtk_widget_get_visible (page_part (page, "recipient")));
}

static void
test_refused (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_review_page_new ());
  DavyReviewPage *review = DAVY_REVIEW_PAGE (page);

  g_assert_false (gtk_widget_get_visible (page_part (page, "refusal")));
  g_assert_false (davy_review_page_wants_ignore (review));
  davy_review_page_set_refused (review, TRUE);
  g_assert_true (gtk_widget_get_visible (page_part (page, "refusal")));
  g_assert_false (davy_review_page_wants_ignore (review));
  choose (page_part (page, "ignore"));
  g_assert_true (davy_review_page_wants_ignore (review));
  davy_review_page_set_refused (review, FALSE);
  g_assert_false (davy_review_page_wants_ignore (review));
}

static void
test_resolved (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_done_page_new ());
  DavyProof proof = { .status = DAVY_ALERT_STATUS_RESOLVED,
                      .reason = DAVY_ALERT_REASON_LEGITIMATE,
                      .status_word = (char *) "Resolved",
                      .reason_word = (char *) "Legitimate",
                      .correlation_id = (char *) "5b0ad45e-8f04",
                      .read_at = NOON,
                      .sent = TRUE };

  davy_done_page_set_result (DAVY_DONE_PAGE (page), DAVY_VERDICT_APPROVED, &proof);
  page_assert_label (page, "title", "The alert is resolved");
  g_assert_true (page_has_label (page, "Read back on 22 Nov 2026, 13:00 (12:00\302\240UTC)"));
  g_assert_true (page_has_label (page, "5b0ad45e-8f04"));
  g_assert_true (page_has_label (page, "Non-payment, fraud, or misuse"));
  g_assert_false (gtk_widget_get_visible (page_part (page, "next")));
}

static void
test_open_verdicts (void)
{
  static const DavyVerdict verdicts[] = { DAVY_VERDICT_WANTED_UNAPPROVED,
                                          DAVY_VERDICT_NOT_REACHED };
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_done_page_new ());

  davy_done_page_set_subscription (DAVY_DONE_PAGE (page), TENANT_ID, AZURE_ID);
  g_assert_cmpstr (gtk_link_button_get_uri (page_part (page, "portal")), ==,
                   "https://portal.azure.com/" TENANT_ID "/#@" TENANT_ID
                   "/resource/subscriptions/" AZURE_ID "/overview");

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      davy_done_page_set_result (DAVY_DONE_PAGE (page), verdicts[i], NULL);
      page_assert_label (page, "title", "The alert stays under investigation");
      g_assert_true (gtk_widget_get_visible (page_part (page, "next")));
      g_assert_cmpuint (strlen (gtk_label_get_text (page_part (page, "next_text"))), >, 40);
      g_assert_true (gtk_widget_get_visible (page_part (page, "support")) ==
                     (verdicts[i] == DAVY_VERDICT_WANTED_UNAPPROVED));
    }
}

static void
count_cb (gpointer count)
{
  (*(guint *) count)++;
}

static void
test_changes_are_told (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_standing_page_new ());
  guint changes = 0;

  g_signal_connect_swapped (page, "changed", G_CALLBACK (count_cb), &changes);
  choose (page_part (page, "good"));
  g_assert_cmpuint (changes, ==, 1);
  davy_note_row_set_text (page_part (page, "note"), "x");
  g_assert_cmpuint (changes, >, 1);
}

static void
test_names (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (davy_verdict_page_new ());
  GtkWidget *row = page_part (page, "approved");
  GtkWidget *button = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));

  /* A grouped check button is a check box to GTK 4.8 and a radio button to GTK 4.18. */
  g_assert_true (
      gtk_test_accessible_has_role (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_ROLE_CHECKBOX) ||
      gtk_test_accessible_has_role (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_ROLE_RADIO));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Expected, and approved by Microsoft");
}

static char *
dup_day (DavyDateRow *row)
{
  g_autoptr (GDateTime) moment =
      g_date_time_new_from_unix_local (davy_date_row_get_time (row) / DAVY_TIME_SECOND);

  return g_date_time_format (moment, "%Y-%m-%d %H:%M");
}

/* As it stands in a letter; the calendar is for those who do not know the date. */
static void
test_typed_date (void)
{
  DavyDateRow *row = g_object_ref_sink (g_object_new (DAVY_TYPE_DATE_ROW, NULL));
  GtkEditable *typed = page_part (row, "typed");
  g_autofree char *day = NULL;
  g_autofree char *written_out = NULL;
  guint changed = 0;

  g_signal_connect_swapped (row, "changed", G_CALLBACK (count_cb), &changed);
  gtk_editable_set_text (typed, "2026-03-01");
  day = dup_day (row);
  g_assert_cmpstr (day, ==, "2026-03-01 12:00");
  g_assert_cmpuint (changed, >, 0);
  g_assert_cmpstr (gtk_menu_button_get_label (page_part (row, "button")), ==, "1 Mar 2026");

  gtk_editable_set_text (typed, "2026-03-0x");
  g_assert_cmpint (davy_date_row_get_time (row), ==, DAVY_TIME_UNSET);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (typed), "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (typed), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_editable_set_text (typed, "1 March 2026");
  written_out = dup_day (row);
  g_assert_cmpstr (written_out, ==, "2026-03-01 12:00");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (typed), "error"));
  g_assert_false (
      gtk_test_accessible_has_state (GTK_ACCESSIBLE (typed), GTK_ACCESSIBLE_STATE_INVALID));

  davy_date_row_set_time (row, DAVY_TIME_UNSET);
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "");
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/wizard-pages/an-alert-shows-its-facts", test_detected);
  g_test_add_func ("/ui/wizard-pages/an-active-alert-can-be-taken", test_taking);
  g_test_add_func ("/ui/wizard-pages/the-judgement-has-a-note", test_standing);
  g_test_add_func ("/ui/wizard-pages/usage-may-be-unknown", test_usage_without_data);
  g_test_add_func ("/ui/wizard-pages/usage-stands-in-a-graph", test_usage);
  g_test_add_func ("/ui/wizard-pages/not-reached-is-an-answer", test_contact_direct);
  g_test_add_func ("/ui/wizard-pages/the-reseller-is-called-first", test_contact_indirect);
  g_test_add_func ("/ui/wizard-pages/who-was-reached-has-a-name", test_reached_wants_a_name);
  g_test_add_func ("/ui/wizard-pages/there-are-five-answers", test_verdict);
  g_test_add_func ("/ui/wizard-pages/an-approval-has-reference-and-date", test_proof);
  g_test_add_func ("/ui/wizard-pages/a-false-alarm-has-a-reason-and-a-review", test_reason);
  g_test_add_func ("/ui/wizard-pages/a-day-stays-the-same-far-east", test_days_far_east);
  g_test_add_func ("/ui/wizard-pages/an-answer-without-a-day-empties-it", test_no_day);
  g_test_add_func ("/ui/wizard-pages/the-last-look-shows-what-is-sent", test_review);
  g_test_add_func ("/ui/wizard-pages/nothing-to-send-is-said", test_nothing_to_send);
  g_test_add_func ("/ui/wizard-pages/a-refused-reason-offers-another", test_refused);
  g_test_add_func ("/ui/wizard-pages/the-result-is-proved", test_resolved);
  g_test_add_func ("/ui/wizard-pages/open-verdicts-say-what-comes-next", test_open_verdicts);
  g_test_add_func ("/ui/wizard-pages/changes-are-told", test_changes_are_told);
  g_test_add_func ("/ui/wizard-pages/answers-have-names", test_names);
  g_test_add_func ("/ui/wizard-pages/a-date-is-typed", test_typed_date);

  return g_test_run ();
}
