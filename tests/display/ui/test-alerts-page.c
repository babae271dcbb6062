/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/alerts/davy-alerts-page.h"

#include "davy-test-window.h"
#include "page-fixture.h"
#include "store/davy-journal.h"
#include "ui/alerts/davy-alert-list-row.h"
#include "ui/common/davy-list-pane.h"

#define NBSP "\xc2\xa0"

typedef struct
{
  GListModel *model;
  guint n;
} Length;

static gboolean
has_length (gpointer data)
{
  const Length *length = data;

  return g_list_model_get_n_items (length->model) == length->n;
}

static void
wait_for_length (DavyAlertsPage *page, guint n)
{
  Length length = { G_LIST_MODEL (davy_alerts_page_get_list (page)), n };

  if (!davy_test_spin_until (has_length, &length))
    g_error ("%u are listed, not %u", g_list_model_get_n_items (length.model), n);
}

static DavyAlertsPage *
show (PageFixture *fixture)
{
  return g_object_ref_sink (davy_alerts_page_new (fixture->context));
}

static GtkSingleSelection *
selection_of (DavyAlertsPage *page)
{
  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (page_part (page, "list_view")));
}

typedef struct
{
  GtkSingleSelection *selection;
  const char *event_id;
} Selected;

static gboolean
is_selected (gpointer data)
{
  const Selected *selected = data;
  DavyAlert *alert = gtk_single_selection_get_selected_item (selected->selection);

  return alert != NULL && g_str_equal (davy_alert_get_event_id (alert), selected->event_id);
}

/* A high one that is overdue, a medium one with time left, one that is resolved. */
static PageData
three_alerts (DavyAlertRow *alerts)
{
  alerts[0] = page_alert ("overdue");
  alerts[0].created = NOON - 4 * DAVY_TIME_HOUR;
  alerts[1] = page_alert ("fresh");
  alerts[1].severity = "Medium";
  alerts[2] = page_alert ("resolved");
  alerts[2].status = "Resolved";
  alerts[2].reason = "Legitimate";
  alerts[2].resolved_on = NOON;

  return (PageData){ .alerts = alerts, .n_alerts = 3 };
}

static gboolean
has_button (gpointer page)
{
  return davy_test_find_button (page_part (page, "empty_bin"), "_Clear filters", NULL) != NULL;
}

static void
test_open_alerts_are_listed_by_urgency (void)
{
  DavyAlertRow alerts[3];
  PageData data = three_alerts (alerts);
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);
  Selected first = { selection_of (page), "overdue" };

  wait_for_length (page, 2);
  page_wait_for_state (page_part (page, "pane"), "rows");
  g_assert_true (davy_test_spin_until (is_selected, &first));
  g_assert_cmpuint (davy_row_list_get_number (davy_alerts_page_get_list (page)), ==, 2);
}

static void
test_filters_narrow_the_list (void)
{
  DavyAlertRow alerts[3];
  PageData data = three_alerts (alerts);
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);

  wait_for_length (page, 2);
  g_settings_set_string (fixture->settings, "alerts-severity", "medium");
  wait_for_length (page, 1);
  g_settings_set_string (fixture->settings, "alerts-severity", "any");
  g_settings_set_string (fixture->settings, "alerts-status", "resolved");
  wait_for_length (page, 1);
  g_settings_set_string (fixture->settings, "alerts-status", "any");
  wait_for_length (page, 3);
}

static void
test_no_match_offers_to_clear_the_filters (void)
{
  DavyAlertRow alerts[3];
  PageData data = three_alerts (alerts);
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);

  wait_for_length (page, 2);
  g_settings_set_string (fixture->settings, "alerts-severity", "low");
  wait_for_length (page, 0);
  page_wait_for_state (page_part (page, "pane"), "empty");
  g_assert_true (davy_test_spin_until (has_button, page));

  gtk_widget_activate_action (GTK_WIDGET (page), "alerts-page.clear-filters", NULL);
  wait_for_length (page, 2);
  page_wait_for_state (page_part (page, "pane"), "rows");
}

static void
test_first_time_offers_to_sign_in (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);
  GtkWidget *sign_in;

  page_wait_for_state (page_part (page, "pane"), "loading");
  davy_alerts_page_set_accounts_known (page);
  page_wait_for_state (page_part (page, "pane"), "empty");

  sign_in = davy_test_find_button (page_part (page, "empty_bin"), "_Sign in", NULL);
  g_assert_nonnull (sign_in);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (sign_in)), ==, "app.sign-in");
  g_assert_nonnull (
      davy_test_find_button (page_part (page, "empty_bin"), "_Try the demonstration", NULL));
}

static gboolean
says_resolved (gpointer overlay)
{
  return page_has_label (overlay, "The alert of Fabrikam Köln GmbH is resolved");
}

static gboolean
remembers_selection (gpointer settings)
{
  return g_settings_get_int64 (settings, "selected-alert") != 0;
}

static void
test_resolved_alert_leaves_and_the_next_takes_its_place (void)
{
  DavyAlertRow alerts[3];
  PageData data = three_alerts (alerts);
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  GtkWidget *overlay = g_object_ref_sink (adw_toast_overlay_new ());
  DavyAlertsPage *page = davy_alerts_page_new (fixture->context);
  Selected selected = { NULL, "overdue" };

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (page));
  selected.selection = selection_of (page);
  wait_for_length (page, 2);
  g_assert_true (davy_test_spin_until (is_selected, &selected));
  /* The list selects at once; the page takes it for selected when the list lies still. */
  g_assert_true (davy_test_spin_until (remembers_selection, fixture->settings));

  alerts[0].status = "Resolved";
  alerts[0].reason = "Legitimate";
  alerts[0].resolved_on = NOON;
  page_fixture_write (fixture, &data);
  wait_for_length (page, 1);
  selected.event_id = "fresh";
  g_assert_true (davy_test_spin_until (is_selected, &selected));
  g_assert_true (davy_test_spin_until (says_resolved, overlay));

  g_object_unref (overlay);
}

/* In a narrow window the detail covers the row before GTK selects it. */
static void
test_activated_row_is_the_selected_one (void)
{
  DavyAlertRow alerts[4];
  PageData data = three_alerts (alerts);
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);
  Selected selected = { selection_of (page), "overdue" };

  wait_for_length (page, 2);
  g_assert_true (davy_test_spin_until (is_selected, &selected));
  g_signal_emit_by_name (page_part (page, "list_view"), "activate", 1);
  selected.event_id = "fresh";
  g_assert_true (is_selected (&selected));
}

static void
test_selection_stays_with_its_alert (void)
{
  DavyAlertRow alerts[4];
  PageData data = three_alerts (alerts);
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);
  Selected selected = { selection_of (page), "fresh" };

  wait_for_length (page, 2);
  gtk_single_selection_set_selected (selected.selection, 1);
  g_assert_true (davy_test_spin_until (is_selected, &selected));

  alerts[3] = page_alert ("older");
  alerts[3].created = NOON - 9 * DAVY_TIME_HOUR;
  data.n_alerts = 4;
  page_fixture_write (fixture, &data);
  wait_for_length (page, 3);
  g_assert_true (davy_test_spin_until (is_selected, &selected));
}

static void
test_shown_alert_makes_the_filters_give_way (void)
{
  DavyAlertRow alerts[3];
  PageData data = three_alerts (alerts);
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);
  Selected selected = { selection_of (page), "resolved" };

  wait_for_length (page, 2);
  davy_alerts_page_show_alert (page, 3);
  wait_for_length (page, 3);
  g_assert_true (davy_test_spin_until (is_selected, &selected));
  g_assert_true (
      davy_side_by_side_get_opened (davy_list_pane_get_sides (page_part (page, "pane"))));
}

static void
test_last_selection_comes_back (void)
{
  DavyAlertRow alerts[3];
  PageData data = three_alerts (alerts);
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = NULL;
  Selected selected = { NULL, "fresh" };

  g_settings_set_int64 (fixture->settings, "selected-alert", 2);
  page = show (fixture);
  selected.selection = selection_of (page);
  g_assert_true (davy_test_spin_until (is_selected, &selected));
}

typedef struct
{
  DavyAlertRow row;
  const char *what;
  const char *whose;
  const char *time_left;
  const char *facts;
} RowCase;

static DavyAlertRow
row_of (const char *type, const char *severity, const char *status, DavyTime created)
{
  DavyAlertRow row = page_alert ("e");

  row.type = type;
  row.severity = severity;
  row.status = status;
  row.created = created;
  row.first_observed = row.last_observed = DAVY_TIME_UNSET;

  return row;
}

static gboolean
has_labels (gpointer row)
{
  return gtk_widget_get_first_child (row) != NULL;
}

/* The row of the only alert of @page, seen: only such a one has labels. */
static DavyAlertListRow *
show_only_row (DavyAlertsPage *page)
{
  DavyAlertListRow *row = DAVY_ALERT_LIST_ROW (davy_alert_list_row_new ());
  GtkWindow *window = davy_test_window_new ();
  g_autoptr (DavyAlert) alert = NULL;

  wait_for_length (page, 1);
  alert = g_list_model_get_item (G_LIST_MODEL (davy_alerts_page_get_list (page)), 0);
  davy_alert_list_row_set_alert (row, alert);
  gtk_window_set_child (window, GTK_WIDGET (row));
  gtk_window_present (window);
  g_assert_true (davy_test_spin_until (has_labels, row));

  return row;
}

static void
check_row (const RowCase *expected)
{
  PageData data = { .alerts = &expected->row, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = NULL;
  g_autofree char *spoken = NULL;
  DavyAlertListRow *row;

  g_settings_set_string (fixture->settings, "alerts-status", "any");
  page = show (fixture);
  row = show_only_row (page);

  page_assert_label (row, "what", expected->what);
  page_assert_label (row, "whose", expected->whose);
  page_assert_label (row, "which", "· Produktion");
  page_assert_label (row, "facts", expected->facts);
  page_assert_label (row, "time_left", expected->time_left);

  /* Nothing is known of the cost: no amount, and no zero. */
  g_assert_false (gtk_widget_get_visible (page_part (row, "cost")));

  spoken = g_strjoin (", ", expected->what, expected->whose, "· Produktion", expected->time_left,
                      expected->facts, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
  page_close (GTK_WIDGET (row));
}

static void
test_rows_say_what_whose_and_how_long (void)
{
  DavyAlertActivityRow taken = { .status_from = "Active",
                                 .status_to = "Investigating",
                                 .updated_by = "anna@example.com",
                                 .time = NOON };
  RowCase cases[] = {
    { row_of ("NetworkConnectionsToCryptoMiningPools", "High", "Active",
              NOON - 17 * DAVY_TIME_MINUTE),
      "Connections to mining pools", "Fabrikam Köln GmbH (via Reseller GmbH)", "43" NBSP "min left",
      "High · Active" },
    { row_of (NULL, NULL, "Investigating", NOON - 4 * DAVY_TIME_HOUR), "Crypto-mining",
      "Fabrikam Köln GmbH (via Reseller GmbH)", "overdue by 3" NBSP "h",
      "No severity given · Investigating by anna" },
    { row_of ("Quota_Thing", "Weird", "Resolved", NOON - 2 * DAVY_TIME_DAY), "Test: “Quota_Thing”",
      "Fabrikam Köln GmbH (via Reseller GmbH)", "resolved Sat 13:00", "“Weird” · Resolved: Fraud" },
  };

  cases[1].row.reseller_name = "Reseller GmbH";
  cases[1].row.activity = &taken;
  cases[1].row.n_activity = 1;
  cases[2].row.reason = "Fraud";
  cases[2].row.resolved_on = NOON - DAVY_TIME_DAY;
  cases[2].row.is_test = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_row (&cases[i]);
}

static void
test_own_alert_is_marked_with_a_word (void)
{
  PageData data = { .usage = USAGE_SPIKE, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);
  DavyAlertListRow *row = show_only_row (page);

  page_assert_label (row, "what", "Davylamp: Cost above the expected range");
  page_assert_label (row, "cost", "≈ €1,400 a day");
  page_assert_label (row, "time_left", "Began Tue 17 Nov"); /* it is no hour of Microsoft's */
  page_assert_label (row, "facts", "High · Active");
  page_close (GTK_WIDGET (row));
}

static void
test_cost_is_said_with_its_basis (void)
{
  DavyAlertRow alert = page_alert ("e");
  PageData data = { .usage = USAGE_SPIKE,
                    .state = DAVY_USAGE_FETCHED,
                    .basis = DAVY_BASIS_ESTIMATED,
                    .alerts = &alert,
                    .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyAlertsPage) page = show (fixture);
  DavyAlertListRow *row = show_only_row (page);

  page_assert_label (row, "cost", "≈ €1,400 a day");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (page_part (row, "cost")), ==,
                   "Measured above the expected range (estimated)");
  page_close (GTK_WIDGET (row));
}

/* The case of that alert, put aside for two hours. */
static gboolean
put_aside (DavyDb *db, gpointer data, GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("reminder", "usage");
  gint64 row;

  entry->note = g_strdup ("The customer calls back");
  entry->facts = g_strdup_printf ("{'for': <'snooze'>, 'due': <int64 %" G_GINT64_FORMAT ">}",
                                  NOON + 2 * DAVY_TIME_HOUR);

  return davy_db_create_case (db, DAVY_TEST_ACCOUNT, AZURE_ID, TENANT_ID, "usage", &row, error) &&
         davy_db_execute (db, "INSERT INTO case_alerts VALUES (1, 1, 'e')", error) &&
         davy_db_append_entry (db, row, entry, error);
}

/* Looked up each time: a row may be replaced by what is new about it. */
static gboolean
says_facts (GtkWidget *page, const char *facts)
{
  GtkWidget *row = davy_test_find_typed (page, DAVY_TYPE_ALERT_LIST_ROW);

  return row != NULL && has_labels (row) &&
         g_str_equal (gtk_label_get_text (page_part (row, "facts")), facts);
}

static gboolean
is_put_aside (gpointer page)
{
  return says_facts (page, "put aside until 15:00 · High · Active");
}

static gboolean
is_not_put_aside (gpointer page)
{
  return says_facts (page, "High · Active");
}

static void
test_what_is_put_aside_says_until_when (void)
{
  DavyAlertRow alert =
      row_of ("NetworkConnectionsToCryptoMiningPools", "High", "Active", NOON - DAVY_TIME_MINUTE);
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  DavyAlertsPage *page = davy_alerts_page_new (fixture->context);
  GtkWindow *window = davy_test_window_new ();

  gtk_window_set_child (window, GTK_WIDGET (page));
  gtk_window_present (window);
  wait_for_length (page, 1);
  davy_test_store_write (fixture->store, put_aside, NULL, DAVY_TABLE_CASES);
  g_assert_true (davy_test_spin_until (is_put_aside, page));

  /* It is said until then, and no longer. */
  davy_test_clock_advance (2 * DAVY_TIME_HOUR);
  g_assert_true (davy_test_spin_until (is_not_put_aside, page));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/alerts-page/open-alerts-are-listed-by-urgency",
                   test_open_alerts_are_listed_by_urgency);
  g_test_add_func ("/ui/alerts-page/what-is-put-aside-says-until-when",
                   test_what_is_put_aside_says_until_when);
  g_test_add_func ("/ui/alerts-page/filters-narrow-the-list", test_filters_narrow_the_list);
  g_test_add_func ("/ui/alerts-page/no-match-offers-to-clear-the-filters",
                   test_no_match_offers_to_clear_the_filters);
  g_test_add_func ("/ui/alerts-page/first-time-offers-to-sign-in",
                   test_first_time_offers_to_sign_in);
  g_test_add_func ("/ui/alerts-page/resolved-alert-leaves-and-the-next-takes-its-place",
                   test_resolved_alert_leaves_and_the_next_takes_its_place);
  g_test_add_func ("/ui/alerts-page/activated-row-is-the-selected-one",
                   test_activated_row_is_the_selected_one);
  g_test_add_func ("/ui/alerts-page/selection-stays-with-its-alert",
                   test_selection_stays_with_its_alert);
  g_test_add_func ("/ui/alerts-page/shown-alert-makes-the-filters-give-way",
                   test_shown_alert_makes_the_filters_give_way);
  g_test_add_func ("/ui/alerts-page/last-selection-comes-back", test_last_selection_comes_back);
  g_test_add_func ("/ui/alerts-page/rows-say-what-whose-and-how-long",
                   test_rows_say_what_whose_and_how_long);
  g_test_add_func ("/ui/alerts-page/own-alert-is-marked-with-a-word",
                   test_own_alert_is_marked_with_a_word);
  g_test_add_func ("/ui/alerts-page/cost-is-said-with-its-basis", test_cost_is_said_with_its_basis);

  return g_test_run ();
}
