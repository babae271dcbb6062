/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscription-page.h"

#include "page-fixture.h"

#define NBSP "\xc2\xa0"

static DavySubscriptionPage *
show (PageFixture *fixture, gint64 subscription_row, gint64 alert_row)
{
  DavySubscriptionPage *page = g_object_ref_sink (davy_subscription_page_new (fixture->context));

  davy_subscription_page_show (page, subscription_row, alert_row);

  return page;
}

static void
test_head_names_customer_and_subscription (void)
{
  PageData data = { .usage = USAGE_CALM, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = show (fixture, 1, 0);

  page_wait_for_state (page, "page");

  page_assert_label (page, "customer", "Fabrikam Köln GmbH");
  page_assert_label (page, "subscription_facts",
                     "Produktion · Azure plan · Active · via Reseller GmbH");
  g_assert_false (gtk_widget_get_visible (page_part (page, "detected")));
  g_assert_false (gtk_widget_get_visible (page_part (page, "others")));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (page_part (page, "subscription_id")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Copy subscription ID: " AZURE_ID);
}

static void
test_open_alert_can_be_handled (void)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .usage = USAGE_SPIKE,
                    .state = DAVY_USAGE_FETCHED,
                    .basis = DAVY_BASIS_LIST,
                    .alerts = &alert,
                    .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = show (fixture, 1, 1);
  GtkActionable *handle = page_part (page, "handle");

  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "detected")));

  page_assert_label (page_part (page, "summary"), "what", "Connections to mining pools");
  page_assert_label (page_part (page, "summary"), "facts", "High · Active");
  page_assert_label (page_part (page, "summary"), "time_left", "43" NBSP "min left");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (handle)));
  g_assert_cmpstr (gtk_actionable_get_action_name (handle), ==, "app.handle-alert");
  g_assert_cmpint (g_variant_get_int64 (gtk_actionable_get_action_target_value (handle)), ==, 1);
}

/* All of it goes up and down by a sixth, which hides a service that came from nothing. */
static gboolean
put_new_service (DavyDb *db, gpointer data, GError **error)
{
  DavyUsageDay days[2 * DAYS] = { 0 };
  guint n = 0;

  for (guint i = 0; i < DAYS; i++)
    {
      DavyDay day = TODAY - DAYS + 1 + (DavyDay) i;
      double cost = 1000 + 160.0 * ((int) (i % 3) - 1);

      days[n++] = (DavyUsageDay){ .day = day,
                                  .names = { "Storage" },
                                  .cost = davy_money_new (cost, "EUR", DAVY_BASIS_LIST) };
      if (i + 8 >= DAYS)
        days[n++] = (DavyUsageDay){ .day = day,
                                    .names = { "Virtual Machines" },
                                    .cost = davy_money_new (120, "EUR", DAVY_BASIS_LIST) };
    }

  return davy_db_put_usage (db, 1, TODAY - DAYS + 1, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days, n, error) &&
         davy_db_set_usage_state (db, 1, DAVY_USAGE_FETCHED, NOON, error);
}

static void
test_part_is_named (void)
{
  PageData data = { .usage = USAGE_NONE, .state = DAVY_USAGE_FETCHED };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = NULL;
  GtkWidget *graph;
  const char *said;

  davy_test_store_write (fixture->store, put_new_service, NULL,
                         DAVY_TABLE_USAGE | DAVY_TABLE_ALERTS);
  page = show (fixture, 1, davy_test_store_number (fixture->store, "SELECT id FROM alerts"));
  graph = page_part (page, "graph");
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "detected")));
  page_wait_for_state (graph, "graph");

  said = gtk_label_get_text (page_part (graph, "explanation"));
  g_assert_true (g_str_has_prefix (said, "Virtual Machines: On "));
  g_assert_true (gtk_widget_has_css_class (page_part (graph, "headline"), "excess"));
  page_assert_label (page_part (page, "summary"), "description", said);
}

static gboolean
is_overdue (gpointer label)
{
  return gtk_widget_has_css_class (label, "error");
}

static void
test_time_left_counts_down (void)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = show (fixture, 1, 1);
  GtkWidget *summary = page_part (page, "summary");

  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "detected")));
  g_assert_false (is_overdue (page_part (summary, "time_left")));

  davy_test_clock_advance (2 * DAVY_TIME_HOUR + 43 * DAVY_TIME_MINUTE);
  g_assert_true (davy_test_spin_until (is_overdue, page_part (summary, "time_left")));
  page_assert_label (summary, "time_left", "overdue by 2" NBSP "h");
}

static void
test_resolved_alert_has_no_button (void)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = NULL;
  g_autoptr (DavySubscriptionPage) page = NULL;

  alert.status = "Resolved";
  alert.reason = "Legitimate";
  alert.resolved_by = "anna@example.com";
  alert.resolved_on = NOON;
  fixture = page_fixture_new (&data);
  page = show (fixture, 1, 1);
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "detected")));

  page_assert_label (page_part (page, "summary"), "facts", "High · Resolved: Legitimate");
  g_assert_false (gtk_widget_get_visible (page_part (page, "handle")));
  g_assert_false (gtk_widget_get_visible (page_part (page_part (page, "summary"), "time_left")));
}

static gboolean
is_closed (gpointer page)
{
  const char *facts = gtk_label_get_text (page_part (page_part (page, "summary"), "facts"));

  return strstr (facts, "Resolved") != NULL;
}

static void
test_own_alert_is_answered (void)
{
  PageData data = { .usage = USAGE_SPIKE, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = show (fixture, 1, 1);
  GtkWidget *answers = page_part (page, "answers");
  GtkWidget *summary = page_part (page, "summary");

  g_assert_true (davy_test_spin_until (is_visible, answers));
  page_assert_label (summary, "what", "Cost above the expected range");
  page_assert_label (summary, "facts",
                     "High · Active · Found by Davylamp, not reported by Microsoft");
  page_assert_label (summary, "description",
                     "On Tue 17 Nov it was €1,600, where €160 to €250 were expected; "
                     "since then €8,400 more than expected");
  g_assert_false (gtk_widget_get_visible (page_part (summary, "time_left")));
  g_assert_false (gtk_widget_get_visible (page_part (page, "handle")));
  g_assert_cmpstr (gtk_button_get_label (page_part (page, "ask")), ==, "_Report a missed alert…");

  g_signal_emit_by_name (page_part (answers, "misuse"), "clicked");
  g_signal_emit_by_name (page_part (answers, "planned"), "clicked");
  g_assert_true (davy_test_spin_until (is_closed, page));
  page_assert_label (summary, "facts",
                     "High · Resolved: Planned · Found by Davylamp, not reported by Microsoft");
  g_assert_false (gtk_widget_get_sensitive (page_part (answers, "planned")));
  g_assert_true (gtk_widget_get_sensitive (page_part (answers, "misuse")));
  g_assert_false (gtk_widget_get_visible (page_part (page, "ask")));
}

static gboolean
refuse_answers (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_execute (db,
                          "CREATE TRIGGER refused BEFORE INSERT ON episodes"
                          " BEGIN SELECT RAISE (ABORT, 'no'); END",
                          error);
}

static gboolean
tells_failure (gpointer overlay)
{
  g_autoptr (GError) error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_STORE, "");
  g_autofree char *sentence = davy_error_dup_sentence (error);

  return page_has_label (overlay, sentence);
}

static void
test_answer_that_is_not_kept_is_told (void)
{
  PageData data = { .usage = USAGE_SPIKE, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  GtkWidget *overlay = g_object_ref_sink (adw_toast_overlay_new ());
  DavySubscriptionPage *page = show (fixture, 1, 1);

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (page));
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "answers")));
  davy_test_store_write (fixture->store, refuse_answers, NULL, 0);
  g_signal_emit_by_name (page_part (page_part (page, "answers"), "planned"), "clicked");
  g_assert_true (davy_test_spin_until (tells_failure, overlay));

  g_object_unref (page);
  g_object_unref (overlay);
}

static void
test_most_urgent_open_alert_is_chosen (void)
{
  DavyAlertRow alerts[] = { page_alert ("old"), page_alert ("new") };
  PageData data = { .alerts = alerts, .n_alerts = G_N_ELEMENTS (alerts) };
  g_autoptr (PageFixture) fixture = NULL;
  g_autoptr (DavySubscriptionPage) page = NULL;

  alerts[0].status = "Resolved";
  alerts[0].created -= 30 * DAVY_TIME_DAY;
  alerts[1].type = "Brand_New_Kind";
  fixture = page_fixture_new (&data);
  page = show (fixture, 1, 0);
  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "detected")));

  g_assert_cmpint (davy_subscription_page_get_alert (page), ==, 2);
  page_assert_label (page_part (page, "summary"), "what", "“Brand_New_Kind”");
  g_assert_true (gtk_widget_get_visible (page_part (page, "others")));
}

static guint
count_rows (GtkListBox *rows)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (rows, (int) n) != NULL)
    n++;

  return n;
}

static gboolean
has_rows (gpointer rows)
{
  return count_rows (rows) > 0;
}

static void
test_of_many_alerts_a_few_are_listed (void)
{
  DavyAlertRow alerts[30];
  PageData data = { .alerts = alerts, .n_alerts = G_N_ELEMENTS (alerts) };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PageFixture) fixture = NULL;
  g_autoptr (DavySubscriptionPage) page = NULL;
  GtkWidget *others;
  GtkListBox *rows;
  GtkWidget *more;

  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    {
      g_ptr_array_add (ids, g_strdup_printf ("e%u", i));
      alerts[i] = page_alert (g_ptr_array_index (ids, i));
    }
  fixture = page_fixture_new (&data);
  page = show (fixture, 1, 1);
  others = page_part (page, "others");
  rows = page_part (others, "rows");
  more = page_part (others, "more");
  g_assert_true (davy_test_spin_until (has_rows, rows));

  g_assert_cmpuint (count_rows (rows), ==, 5);
  g_assert_true (gtk_widget_get_visible (more));
  g_signal_emit_by_name (more, "clicked");
  g_assert_cmpuint (count_rows (rows), ==, 25);
  g_signal_emit_by_name (more, "clicked");
  g_assert_cmpuint (count_rows (rows), ==, 30);
  g_assert_false (gtk_widget_get_visible (more));
}

static void
test_alert_without_subscription_is_shown (void)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = NULL;
  g_autoptr (DavySubscriptionPage) page = NULL;

  alert.azure_id = "99999999-0000-4000-8000-000000000000";
  fixture = page_fixture_new (&data);
  page = show (fixture, 0, 1);
  page_wait_for_state (page, "page");

  page_assert_label (page, "customer", "Fabrikam Köln GmbH");
  g_assert_false (gtk_widget_get_visible (page_part (page, "usage")));
  g_assert_true (gtk_widget_get_visible (page_part (page, "handle")));
}

#define LATER_ID "99999999-0000-4000-8000-000000000000"

static gboolean
put_later_subscription (DavyDb *db, gpointer data, GError **error)
{
  const DavySubscriptionRow subscription = { .account_id = DAVY_TEST_ACCOUNT,
                                             .azure_id = LATER_ID,
                                             .customer_tenant_id = TENANT_ID,
                                             .name = "Später",
                                             .state = "active",
                                             .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };

  return davy_db_put_subscription (db, &subscription, 2, NULL, error);
}

static void
test_subscription_that_arrives_later_is_shown (void)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = NULL;
  g_autoptr (DavySubscriptionPage) page = NULL;

  alert.azure_id = LATER_ID;
  fixture = page_fixture_new (&data);
  page = show (fixture, 0, 1);
  page_wait_for_state (page, "page");
  davy_test_store_write (fixture->store, put_later_subscription, NULL,
                         DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS);

  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "usage")));
  g_assert_cmpint (davy_subscription_page_get_subscription (page), ==, 2);
}

static gboolean
put_siblings (DavyDb *db, gpointer data, GError **error)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *azure_id = g_strdup_printf ("99999999-0000-4000-8000-0000000000%02u", i);
      g_autofree char *name = g_strdup_printf ("Sub %02u", i);
      const DavySubscriptionRow subscription = { .account_id = DAVY_TEST_ACCOUNT,
                                                 .azure_id = azure_id,
                                                 .customer_tenant_id = TENANT_ID,
                                                 .name = name,
                                                 .state = "active",
                                                 .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };
      DavyAlertRow alert = page_alert ("sibling");

      alert.azure_id = azure_id;
      if (!davy_db_put_subscription (db, &subscription, 2, NULL, error) ||
          (i == 7 && !davy_db_put_alert (db, &alert, 2, NULL, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
lists_ten (gpointer siblings)
{
  return count_rows (page_part (siblings, "rows")) == 10;
}

static void
test_other_subscriptions_are_listed (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = show (fixture, 1, 0);
  GtkWidget *siblings = page_part (page, "siblings");
  GtkListBoxRow *first;

  page_wait_for_state (page, "page");
  g_assert_false (is_visible (siblings));
  davy_test_store_write (fixture->store, put_siblings, NULL,
                         DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_true (davy_test_spin_until (lists_ten, siblings));

  first = gtk_list_box_get_row_at_index (page_part (siblings, "rows"), 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (first)), ==, "Sub 07");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (first)), ==, "1 alert · Active");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (first)), ==,
                   "app.show-subscription");
  g_assert_cmpint (
      g_variant_get_int64 (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (first))), ==, 9);
  page_assert_label (siblings, "more", "2 more are in the list of subscriptions");
  g_assert_true (is_visible (siblings));
}

static void
test_what_is_gone_is_said (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = show (fixture, 4711, 0);

  page_wait_for_state (page, "missing");
}

static gboolean
says_taken (gpointer label)
{
  return strstr (gtk_label_get_text (label), "Taken by anna@example.com") != NULL;
}

static void
test_change_elsewhere_arrives (void)
{
  DavyAlertActivityRow activity = { .status_from = "Active",
                                    .status_to = "Investigating",
                                    .updated_by = "anna@example.com",
                                    .time = NOON };
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = show (fixture, 1, 1);

  g_assert_true (davy_test_spin_until (is_visible, page_part (page, "detected")));
  alert.status = "Investigating";
  alert.activity = &activity;
  alert.n_activity = 1;
  page_fixture_write (fixture, &data);

  g_assert_true (
      davy_test_spin_until (says_taken, page_part (page_part (page, "summary"), "times")));
}

/* Of the same cost, so that no list changes. */
static gboolean
put_other_service (DavyDb *db, gpointer data, GError **error)
{
  DavyUsageDay days[DAYS];

  for (guint i = 0; i < DAYS; i++)
    days[i] = (DavyUsageDay){
      .day = TODAY - DAYS + 1 + (DavyDay) i,
      .names = { "Batch" },
      .cost = davy_money_new (page_cost (USAGE_SPIKE, i), "EUR", DAVY_BASIS_LIST),
    };

  return davy_db_put_usage (db, 1, TODAY - DAYS + 1, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days, DAYS, error) &&
         davy_db_set_usage_state (db, 1, DAVY_USAGE_FETCHED, NOON + DAVY_TIME_HOUR, error);
}

static gboolean
names_virtual_machines (gpointer figures)
{
  return page_has_label (figures, "Virtual Machines · 100%");
}

static gboolean
names_batch (gpointer figures)
{
  return page_has_label (figures, "Batch · 100%");
}

static void
test_usage_fetched_anew_is_shown (void)
{
  PageData data = { .usage = USAGE_SPIKE, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavySubscriptionPage) page = show (fixture, 1, 0);
  gpointer figures = page_part (page, "figures");

  g_assert_true (davy_test_spin_until (names_virtual_machines, figures));
  davy_test_store_write (fixture->store, put_other_service, NULL,
                         DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS);

  g_assert_true (davy_test_spin_until (names_batch, figures));
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/subscription-page/head-names-customer-and-subscription",
                   test_head_names_customer_and_subscription);
  g_test_add_func ("/ui/subscription-page/part-is-named-beside-its-alert", test_part_is_named);
  g_test_add_func ("/ui/subscription-page/open-alert-can-be-handled",
                   test_open_alert_can_be_handled);
  g_test_add_func ("/ui/subscription-page/time-left-counts-down", test_time_left_counts_down);
  g_test_add_func ("/ui/subscription-page/resolved-alert-has-no-button",
                   test_resolved_alert_has_no_button);
  g_test_add_func ("/ui/subscription-page/own-alert-is-answered", test_own_alert_is_answered);
  g_test_add_func ("/ui/subscription-page/answer-that-is-not-kept-is-told",
                   test_answer_that_is_not_kept_is_told);
  g_test_add_func ("/ui/subscription-page/most-urgent-open-alert-is-chosen",
                   test_most_urgent_open_alert_is_chosen);
  g_test_add_func ("/ui/subscription-page/of-many-alerts-a-few-are-listed",
                   test_of_many_alerts_a_few_are_listed);
  g_test_add_func ("/ui/subscription-page/alert-without-subscription-is-shown",
                   test_alert_without_subscription_is_shown);
  g_test_add_func ("/ui/subscription-page/subscription-that-arrives-later-is-shown",
                   test_subscription_that_arrives_later_is_shown);
  g_test_add_func ("/ui/subscription-page/other-subscriptions-are-listed",
                   test_other_subscriptions_are_listed);
  g_test_add_func ("/ui/subscription-page/what-is-gone-is-said", test_what_is_gone_is_said);
  g_test_add_func ("/ui/subscription-page/change-elsewhere-arrives", test_change_elsewhere_arrives);
  g_test_add_func ("/ui/subscription-page/usage-fetched-anew-is-shown",
                   test_usage_fetched_anew_is_shown);

  return g_test_run ();
}
