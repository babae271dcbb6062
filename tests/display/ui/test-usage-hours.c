/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-world.h"
#include "page-fixture.h"
#include "sync/davy-usage-hours.h"
#include "ui/common/davy-usage-panel.h"

#include "chart/davy-test-chart.h"

/* The hours of a legacy subscription, from the embedded Partner Center: each costs 0.50 €. */

#define FABRIKAM "20000000-0000-4000-8000-000000000001"
#define PRODUCT  "30000000-0000-4000-8000-000000000001"
#define LEGACY   "40000000-0000-4000-8000-00000000000a"
#define HOURS    "GET /pc/v1/customers/*/utilizations/azure"

typedef struct
{
  DavyTestWorld world;
  DavyStore *store;
  DavySync *sync;
  DavyContext *context;
  DavyUsageSource *source;
  DavyUsagePanel *panel;
} Fixture;

static gboolean
put_subscription (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const DavySubscriptionRow row = { .account_id = davy_account_get_id (fixture->world.account),
                                    .azure_id = LEGACY,
                                    .plan_id = PRODUCT,
                                    .customer_tenant_id = FABRIKAM,
                                    .name = "Produktion",
                                    .kind = DAVY_SUBSCRIPTION_LEGACY };

  return davy_db_put_subscription (db, &row, 1, NULL, error);
}

static gboolean
has_days (gpointer source)
{
  const DavyUsageFindings *findings = davy_usage_source_get_findings (source);

  return findings != NULL && davy_usage_findings_has_values (findings);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = davy_test_store_path ();
  DavyContextParts parts = { .profile = "test" };

  davy_test_clock_install (g_get_real_time ());
  davy_test_world_begin (&fixture->world, DAVY_TEST_ADA);
  fixture->store = davy_test_store_open (path);
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  fixture->sync = davy_sync_new (fixture->store, fixture->world.accounts);
  parts.store = fixture->store;
  parts.accounts = fixture->world.accounts;
  parts.sync = fixture->sync;
  fixture->context = davy_context_new (&parts);
  fixture->source = davy_usage_source_new (fixture->context, 1);
  fixture->panel =
      DAVY_USAGE_PANEL (g_object_ref_sink (g_object_new (DAVY_TYPE_USAGE_PANEL, NULL)));
  davy_usage_panel_set_source (fixture->panel, fixture->source);
  g_assert_true (davy_test_spin_until (has_days, fixture->source));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->panel);
  g_clear_object (&fixture->source);
  g_clear_object (&fixture->context);
  davy_sync_cancel (fixture->sync);
  g_clear_object (&fixture->sync);
  davy_test_store_close (&fixture->store);
  davy_test_world_end (&fixture->world);
}

static void
choose_range (Fixture *fixture, const char *name)
{
  gtk_toggle_button_set_active (page_part (fixture->panel, name), TRUE);
}

static const DavyUsageFindings *
show_hours (Fixture *fixture)
{
  choose_range (fixture, "hours");
  page_wait_for (page_part (fixture->panel, "views"), "chart");

  return davy_usage_hourly_get_findings (davy_usage_source_get_hourly (fixture->source));
}

static char *
dup_description (Fixture *fixture)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (page_part (fixture->panel, "chart")),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "?");
}

static void
test_drawn (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *summary = NULL;
  g_autofree char *reading = NULL;
  const DavyUsageFindings *hours;
  guint first, length;

  g_assert_true (is_visible (page_part (fixture->panel, "hours")));
  hours = show_hours (fixture);

  davy_chart_get_view (page_part (fixture->panel, "chart"), &first, &length);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (length, ==, hours->judged->series->length);
  g_assert_cmpuint (length, >, 24 * (DAVY_USAGE_HOURLY_DAYS - 1) - 2);
  summary = dup_description (fixture);
  g_assert_nonnull (strstr (summary, "hour by hour. The expected range is known for days only."));

  davy_chart_set_cursor (page_part (fixture->panel, "chart"), 2);
  reading = dup_description (fixture);
  g_assert_nonnull (strstr (reading, ", 02:00\n€0.50"));
  g_assert_null (strstr (reading, "Expected"));
}

static void
test_table (Fixture *fixture, gconstpointer unused)
{
  const DavyUsageFindings *hours = show_hours (fixture);
  GtkColumnView *view = page_part (page_part (fixture->panel, "table"), "view");
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) when = g_list_model_get_item (columns, 0);

  gtk_toggle_button_set_active (page_part (fixture->panel, "as_table"), TRUE);

  g_assert_cmpstr (gtk_column_view_column_get_title (when), ==, "Hour");
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))), ==,
                    hours->judged->series->length);
}

static gboolean
names_the_service (gpointer fixture)
{
  g_autofree char *summary = dup_description (fixture);

  return strstr (summary, "hour by hour") != NULL && strstr (summary, "Virtual Machines: ") != NULL;
}

static void
test_told_apart (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *choice = page_part (fixture->panel, "choice");

  show_hours (fixture);
  g_assert_true (gtk_widget_activate_action (page_part (choice, "split_button"), "usage.split", "s",
                                             "services"));

  g_assert_true (davy_test_spin_until (names_the_service, fixture));
}

/* What somebody looked at among the hours is not looked for among the days. */
static void
test_back_to_days (Fixture *fixture, gconstpointer unused)
{
  DavyChart *chart = page_part (fixture->panel, "chart");
  guint first, length;
  guint n_days = davy_usage_source_get_findings (fixture->source)->judged->series->length;

  show_hours (fixture);
  davy_chart_set_view (chart, 24, 24);
  g_assert_false (gtk_toggle_button_get_active (page_part (fixture->panel, "hours")));
  davy_chart_set_cursor (chart, 30);
  choose_range (fixture, "week");

  davy_chart_get_view (chart, &first, &length);
  g_assert_cmpuint (length, ==, 7);
  g_assert_cmpuint (first, ==, n_days - 7);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
}

static gboolean
has_hours (gpointer source)
{
  return davy_usage_hourly_get_findings (davy_usage_source_get_hourly (source)) != NULL;
}

static void
choose (Fixture *fixture, const char *action, const char *value)
{
  GtkWidget *choice = page_part (fixture->panel, "choice");

  g_assert_true (
      gtk_widget_activate_action (page_part (choice, "split_button"), action, "s", value));
}

static void
assert_waiting (Fixture *fixture, const char *text)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page_part (fixture->panel, "views")), ==,
                   "waiting");
  page_assert_label (fixture->panel, "waiting_text", text);
}

/* Nobody knows a price: that is said, and how much was used can be shown. */
static void
test_no_price (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/subscriptions/*/usagerecords/resources"
                         " x1 body={\"items\":[]}");
  choose_range (fixture, "hours");
  g_assert_true (davy_test_spin_until (has_hours, fixture->source));
  assert_waiting (fixture, "No price is known for these hours. To see how much was used, choose a "
                           "single service and then “Quantity”.");
  g_assert_false (is_visible (page_part (fixture->panel, "waiting_spinner")));

  choose (fixture, "usage.split", "regions");
  choose (fixture, "usage.part", "westeurope");
  assert_waiting (
      fixture, "No price is known for these hours. To see how much was used, choose “Quantity”.");
}

/* Traffic has no price, the machine has: the machine is drawn, and traffic is counted. */
static void
test_part_without_price (Fixture *fixture, gconstpointer unused)
{
  show_hours (fixture);
  g_assert_false (is_visible (page_part (fixture->panel, "unpriced")));

  choose (fixture, "usage.split", "services");
  choose (fixture, "usage.part", "Bandwidth");
  assert_waiting (
      fixture, "No price is known for these hours. To see how much was used, choose “Quantity”.");

  choose (fixture, "usage.measure", "quantity");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page_part (fixture->panel, "views")), ==,
                   "chart");
  g_assert_false (is_visible (page_part (fixture->panel, "unpriced")));
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *again = page_part (fixture->panel, "read_again");

  davy_test_world_spoil (&fixture->world, HOURS " x1 status=403");
  choose_range (fixture, "hours");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page_part (fixture->panel, "views")), ==,
                   "waiting");
  g_assert_true (gtk_spinner_get_spinning (page_part (fixture->panel, "waiting_spinner")));
  page_assert_label (fixture->panel, "waiting_text", "Reading the hours…");

  g_assert_true (davy_test_spin_until (is_visible, again));
  g_assert_false (gtk_spinner_get_spinning (page_part (fixture->panel, "waiting_spinner")));
  g_assert_cmpstr (gtk_label_get_text (page_part (fixture->panel, "waiting_text")), !=,
                   "Reading the hours…");

  g_signal_emit_by_name (again, "clicked");
  page_wait_for (page_part (fixture->panel, "views"), "chart");
}

typedef struct
{
  Fixture *fixture;
  DavyTime shown_at;
} Waiting;

static gboolean
is_new (gpointer data)
{
  const Waiting *waiting = data;
  const DavyUsageFindings *hours =
      davy_usage_hourly_get_findings (davy_usage_source_get_hourly (waiting->fixture->source));

  return hours != NULL && hours->table->fetched_at > waiting->shown_at;
}

/* What else it brings is of no matter here. */
static void
begin_refresh (Fixture *fixture)
{
  davy_test_clock_advance (DAVY_TIME_MINUTE);
  davy_sync_refresh (fixture->sync);
  davy_sync_cancel (fixture->sync);
}

/* A minute later hours are as good as new, but not for who refreshes. */
static void
test_refreshed (Fixture *fixture, gconstpointer unused)
{
  Waiting waiting = { fixture, show_hours (fixture)->table->fetched_at };

  begin_refresh (fixture);
  g_assert_true (davy_test_spin_until (is_new, &waiting));
}

/* Hours that nobody looks at are read when somebody does. */
static void
test_refreshed_unseen (Fixture *fixture, gconstpointer unused)
{
  Waiting waiting = { fixture, show_hours (fixture)->table->fetched_at };

  choose_range (fixture, "week");
  begin_refresh (fixture);
  g_assert_true (davy_usage_hourly_is_expired (davy_usage_source_get_hourly (fixture->source)));

  choose_range (fixture, "hours");
  g_assert_true (davy_test_spin_until (is_new, &waiting));
}

/* The page goes while the answer is on its way. */
static void
test_given_up (Fixture *fixture, gconstpointer unused)
{
  DavyUsageHourly *hourly = davy_usage_source_get_hourly (fixture->source);

  davy_test_world_spoil (&fixture->world, HOURS " x9 delay=600");
  choose_range (fixture, "hours");
  g_object_add_weak_pointer (G_OBJECT (hourly), (gpointer *) &hourly);
  g_clear_object (&fixture->panel);
  g_clear_object (&fixture->source);

  g_assert_null (hourly);
}

int
main (int argc, char **argv)
{
  page_test_begin_world (&argc, &argv);

#define add(path, test) g_test_add ("/ui/usage-hours/" path, Fixture, NULL, set_up, test, tear_down)
  add ("are-drawn-and-read", test_drawn);
  add ("have-a-row-each", test_table);
  add ("are-told-apart", test_told_apart);
  add ("are-left-for-days", test_back_to_days);
  add ("say-that-no-price-is-known", test_no_price);
  add ("are-counted-where-a-part-has-no-price", test_part_without_price);
  add ("are-refused-and-read-again", test_refused);
  add ("are-read-anew-by-a-refresh", test_refreshed);
  add ("are-read-anew-after-a-refresh", test_refreshed_unseen);
  add ("are-given-up-with-the-page", test_given_up);
#undef add

  return page_test_run_world ();
}
