/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-panel.h"

#include "chart/davy-test-chart.h"
#include "page-fixture.h"
#include "store/davy-evidence-table.h"
#include "sync/davy-standing.h"
#include "ui/common/davy-usage-choice.h"

#define HISTORY 200

typedef struct
{
  PageFixture *page;
  DavyUsageSource *source;
  DavyUsagePanel *panel;
} Fixture;

/* Two services in two regions and of two families, counted in hours where @unit is given, for @days
 * days. */
static gboolean
put_parts (DavyDb *db, gpointer data, GError **error)
{
  guint n = GPOINTER_TO_UINT (data);
  g_autofree DavyUsageDay *days = g_new0 (DavyUsageDay, 2 * n);

  for (guint i = 0; i < n; i++)
    {
      DavyDay day = TODAY - (DavyDay) i;

      days[2 * i] =
          (DavyUsageDay){ .day = day,
                          .names = { "Virtual Machines",
                                     "westeurope", [DAVY_DIMENSION_FAMILY] = "Dv5 Series" },
                          .cost = davy_money_new (150, "EUR", DAVY_BASIS_ESTIMATED),
                          .quantity = 24,
                          .unit = "1 Hour" };
      days[2 * i + 1] =
          (DavyUsageDay){ .day = day,
                          .names = { "Storage", "eastus", [DAVY_DIMENSION_FAMILY] = "Hot LRS" },
                          .cost = davy_money_new (50, "EUR", DAVY_BASIS_ESTIMATED),
                          .quantity = NAN };
    }

  return davy_db_put_usage (db, 1, TODAY - (DavyDay) n + 1, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE) |
                                DAVY_DIMENSION_BIT (DAVY_DIMENSION_REGION) |
                                DAVY_DIMENSION_BIT (DAVY_DIMENSION_FAMILY),
                            days, 2 * n, error) &&
         davy_db_set_usage_state (db, 1, DAVY_USAGE_FETCHED, NOON + n * DAVY_TIME_SECOND, error);
}

/* In all of it nothing happens; in one of two regions something runs for a week. */
static gboolean
put_new_region (DavyDb *db, gpointer data, GError **error)
{
  DavyUsageDay days[60 + 8];
  guint n = 0;

  for (guint ago = 0; ago < 60; ago++)
    {
      const DavyDay day = TODAY - (DavyDay) ago;
      const double busy = 1000 + 160.0 * ((int) (ago % 3) - 1);

      days[n++] = (DavyUsageDay){ .day = day,
                                  .names = { "Storage", "westeurope" },
                                  .cost = davy_money_new (busy, "EUR", DAVY_BASIS_LIST),
                                  .quantity = NAN };
      if (ago < 8)
        days[n++] = (DavyUsageDay){ .day = day,
                                    .names = { "Storage", "eastus" },
                                    .cost = davy_money_new (90, "EUR", DAVY_BASIS_LIST),
                                    .quantity = NAN };
    }

  return davy_db_put_usage (db, 1, TODAY - 59, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE) |
                                DAVY_DIMENSION_BIT (DAVY_DIMENSION_REGION),
                            days, n, error) &&
         davy_db_set_usage_state (db, 1, DAVY_USAGE_FETCHED, NOON, error);
}

static gboolean
has_findings (gpointer source)
{
  return davy_usage_source_get_findings (source) != NULL;
}

static void
set_up_with (Fixture *fixture, const PageData *data, guint days)
{
  fixture->page = page_fixture_new (data);
  if (days > 0)
    davy_test_store_write (fixture->page->store, put_parts, GUINT_TO_POINTER (days),
                           DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS);
  fixture->source = davy_usage_source_new (fixture->page->context, 1);
  fixture->panel =
      DAVY_USAGE_PANEL (g_object_ref_sink (g_object_new (DAVY_TYPE_USAGE_PANEL, NULL)));
  davy_usage_panel_set_source (fixture->panel, fixture->source);
  g_assert_true (davy_test_spin_until (has_findings, fixture->source));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static const PageData data = { .usage = USAGE_NONE, .state = DAVY_USAGE_FETCHED };

  set_up_with (fixture, &data, HISTORY);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->panel);
  g_clear_object (&fixture->source);
  g_clear_pointer (&fixture->page, page_fixture_free);
}

static GtkWidget *
get_choice (Fixture *fixture, const char *name)
{
  return page_part (page_part (fixture->panel, "choice"), name);
}

static void
choose (Fixture *fixture, const char *action, const char *target)
{
  g_assert_true (
      gtk_widget_activate_action (get_choice (fixture, "split_button"), action, "s", target));
}

static gboolean
has_more_days (gpointer source)
{
  return davy_usage_source_get_findings (source)->judged->series->length > HISTORY;
}

typedef struct
{
  Fixture *fixture;
  DavyDimension dimension;
} Wanted;

static gboolean
has_dimension (gpointer data)
{
  const Wanted *wanted = data;

  return davy_usage_source_get_findings (wanted->fixture->source)->table->dimension ==
         wanted->dimension;
}

static void
choose_split (Fixture *fixture, const char *target, DavyDimension dimension)
{
  Wanted wanted = { fixture, dimension };

  choose (fixture, "usage.split", target);
  g_assert_true (davy_test_spin_until (has_dimension, &wanted));
}

static void
assert_view (Fixture *fixture, guint first, guint length)
{
  guint has_first, has_length;

  davy_chart_get_view (page_part (fixture->panel, "chart"), &has_first, &has_length);
  g_assert_cmpuint (has_length, ==, length);
  g_assert_cmpuint (has_first, ==, first);
}

static void
assert_choice (Fixture *fixture, const char *name, const char *text)
{
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_choice (fixture, name))), ==, text);
}

static char *
read_day (Fixture *fixture)
{
  DavyChart *chart = page_part (fixture->panel, "chart");

  davy_chart_set_cursor (chart, HISTORY - 1);

  return g_strdup (gtk_test_accessible_check_property (GTK_ACCESSIBLE (chart),
                                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "?"));
}

static void
test_ranges_are_views (Fixture *fixture, gconstpointer unused)
{
  assert_view (fixture, HISTORY - 90, 90);
  /* It is in a plan. */
  g_assert_false (gtk_widget_get_visible (page_part (fixture->panel, "hours")));
  gtk_toggle_button_set_active (page_part (fixture->panel, "week"), TRUE);
  assert_view (fixture, HISTORY - 7, 7);
  g_assert_false (gtk_toggle_button_get_active (page_part (fixture->panel, "quarter")));
  page_assert_label (fixture->panel, "span", "Mon 16 Nov – Sun 22 Nov: €1,400");
  gtk_toggle_button_set_active (page_part (fixture->panel, "all"), TRUE);
  assert_view (fixture, 0, HISTORY);
}

static void
test_zoom_leaves_the_ranges (Fixture *fixture, gconstpointer unused)
{
  static const char *const ranges[] = { "week", "month", "quarter", "all" };

  davy_chart_set_view (page_part (fixture->panel, "chart"), 20, 40);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    g_assert_false (gtk_toggle_button_get_active (page_part (fixture->panel, ranges[i])));
  page_assert_label (fixture->panel, "span", "Wed 27 May – Sun 5 Jul: €8,000");

  davy_chart_set_view (page_part (fixture->panel, "chart"), HISTORY - 30, 30);
  g_assert_true (gtk_toggle_button_get_active (page_part (fixture->panel, "month")));
  gtk_toggle_button_set_active (page_part (fixture->panel, "quarter"), TRUE);
  assert_view (fixture, HISTORY - 90, 90);
}

static void
test_parts_can_be_chosen (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *all = NULL;
  g_autofree char *one = NULL;

  assert_choice (fixture, "split_label", "Sum");
  g_assert_false (gtk_widget_get_visible (get_choice (fixture, "part_button")));

  choose_split (fixture, "regions", DAVY_DIMENSION_REGION);
  assert_choice (fixture, "split_label", "Regions");
  assert_choice (fixture, "part_label", "All regions");
  all = read_day (fixture);
  g_assert_nonnull (strstr (all, "westeurope: €150"));
  g_assert_nonnull (strstr (all, "eastus: €50.00"));

  choose (fixture, "usage.part", "eastus");
  assert_choice (fixture, "part_label", "eastus");
  page_assert_label (fixture->panel, "span", "Tue 25 Aug – Sun 22 Nov: €4,500");
}

static void
test_families_can_be_chosen (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *all = NULL;

  choose_split (fixture, "families", DAVY_DIMENSION_FAMILY);
  assert_choice (fixture, "split_label", "Size families");
  assert_choice (fixture, "part_label", "All size families");
  all = read_day (fixture);
  g_assert_nonnull (strstr (all, "Dv5 Series: €150"));

  choose (fixture, "usage.part", "Hot LRS");
  assert_choice (fixture, "part_label", "Hot LRS");
  page_assert_label (fixture->panel, "span", "Tue 25 Aug – Sun 22 Nov: €4,500");
}

static void
test_quantity_of_one_part (Fixture *fixture, gconstpointer unused)
{
  choose_split (fixture, "services", DAVY_DIMENSION_SERVICE);
  g_assert_false (gtk_widget_get_visible (get_choice (fixture, "measure_button")));
  choose (fixture, "usage.part", "Storage");
  g_assert_false (gtk_widget_get_visible (get_choice (fixture, "measure_button")));

  choose (fixture, "usage.part", "Virtual Machines");
  g_assert_true (gtk_widget_get_visible (get_choice (fixture, "measure_button")));
  choose (fixture, "usage.measure", "quantity");
  assert_choice (fixture, "measure_label", "Quantity");
  page_assert_label (fixture->panel, "span", "Tue 25 Aug – Sun 22 Nov: 2,160 × 1 Hour");

  choose_split (fixture, "sum", DAVY_DIMENSION_SERVICE);
  g_assert_false (gtk_widget_get_visible (get_choice (fixture, "measure_button")));
}

/* Of a subscription in a plan they are fetched when they are looked at. */
static void
test_what_is_not_known_is_said (Fixture *fixture, gconstpointer unused)
{
  choose_split (fixture, "groups", DAVY_DIMENSION_GROUP);

  g_assert_true (gtk_widget_get_visible (get_choice (fixture, "note")));
  assert_choice (fixture, "note", "The resource groups are not known yet.");
  g_assert_false (gtk_widget_get_visible (get_choice (fixture, "part_button")));
  choose_split (fixture, "sum", DAVY_DIMENSION_SERVICE);
  g_assert_false (gtk_widget_get_visible (get_choice (fixture, "note")));
}

static gboolean
shows_part (gpointer choice)
{
  return davy_usage_choice_get_part (choice) >= 0;
}

/* Our alert names a region: the graph opens on it, until somebody chooses something else. */
static void
check_part_of_alert (gboolean compact)
{
  static const PageData data = { .usage = USAGE_NONE, .state = DAVY_USAGE_FETCHED };
  Fixture fixture = { .page = page_fixture_new (&data) };
  DavyUsageChoice *choice;

  davy_test_store_write (fixture.page->store, put_new_region, NULL,
                         DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS);
  fixture.source = davy_usage_source_new (fixture.page->context, 1);
  fixture.panel = DAVY_USAGE_PANEL (
      g_object_ref_sink (g_object_new (DAVY_TYPE_USAGE_PANEL, "compact", compact, NULL)));
  davy_usage_panel_set_source (fixture.panel, fixture.source);
  choice = page_part (fixture.panel, "choice");
  g_assert_true (davy_test_spin_until (shows_part, choice));
  assert_choice (&fixture, "split_label", "Regions");
  assert_choice (&fixture, "part_label", "eastus");
  g_assert_true (gtk_widget_get_visible (get_choice (&fixture, "part_button")));

  choose (&fixture, "usage.part", "");
  assert_choice (&fixture, "part_label", "All regions");
  choose_split (&fixture, "services", DAVY_DIMENSION_SERVICE);
  assert_choice (&fixture, "split_label", "Services");
  choose_split (&fixture, "sum", DAVY_DIMENSION_SERVICE);
  assert_choice (&fixture, "split_label", "Sum");
  tear_down (&fixture, NULL);
}

static void
test_part_of_an_alert_is_shown (void)
{
  check_part_of_alert (FALSE);
}

static void
test_part_of_an_alert_is_shown_beside (void)
{
  check_part_of_alert (TRUE);
}

static void
test_table_has_a_row_for_each_day (Fixture *fixture, gconstpointer unused)
{
  GtkColumnView *view = page_part (page_part (fixture->panel, "table"), "view");

  gtk_toggle_button_set_active (page_part (fixture->panel, "as_table"), TRUE);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (page_part (fixture->panel, "views")), ==,
                   "table");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))), ==,
                    HISTORY);
}

static void
test_table_tells_the_parts_apart (Fixture *fixture, gconstpointer unused)
{
  GtkColumnView *view = page_part (page_part (fixture->panel, "table"), "view");
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) expected = g_list_model_get_item (columns, 2);
  g_autoptr (GtkColumnViewColumn) part = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 4);
  g_assert_cmpstr (gtk_column_view_column_get_title (expected), ==, "Expected");

  choose_split (fixture, "regions", DAVY_DIMENSION_REGION);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 5);
  part = g_list_model_get_item (columns, 2);
  g_assert_cmpstr (gtk_column_view_column_get_title (part), ==, "westeurope");
}

/* A new day arrives while somebody looks closely at old ones. */
static void
test_zoom_stays_when_days_arrive (Fixture *fixture, gconstpointer unused)
{
  davy_chart_set_view (page_part (fixture->panel, "chart"), 20, 40);
  davy_test_store_write (fixture->page->store, put_parts, GUINT_TO_POINTER (HISTORY + 10),
                         DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_true (davy_test_spin_until (has_more_days, fixture->source));

  assert_view (fixture, 30, 40);
  page_assert_label (fixture->panel, "span", "Wed 27 May – Sun 5 Jul: €8,000");
}

static gboolean
has_picture (gpointer clipboard)
{
  return gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "image/png");
}

static void
test_what_is_seen_is_copied (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *button = page_part (fixture->panel, "export_button");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (button);

  gtk_toggle_button_set_active (page_part (fixture->panel, "week"), TRUE);
  g_assert_true (
      gtk_widget_activate_action (gtk_widget_get_first_child (button), "usage.copy", NULL));

  g_assert_true (davy_test_spin_until (has_picture, clipboard));
  g_assert_true (
      gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING));
}

static void
test_selection_is_summed (Fixture *fixture, gconstpointer unused)
{
  DavyChart *chart = page_part (fixture->panel, "chart");

  davy_chart_set_cursor (chart, HISTORY - 3);
  davy_test_press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  davy_test_press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  page_assert_label (fixture->panel, "span", "Wed 18 Nov – Fri 20 Nov: €600");

  davy_test_press (chart, GDK_KEY_Escape, 0);
  page_assert_label (fixture->panel, "span", "Tue 25 Aug – Sun 22 Nov: €18,000");
}

#define LOG_LINE                                                                            \
  "{\"eventTimestamp\":\"2026-11-22T02:00:00Z\",\"correlationId\":\"a\",\"operationName\":" \
  "{\"value\":\"Microsoft.Compute/virtualMachines/write\"},\"status\":{\"value\":\"Succeeded\"}}\n"

static gboolean
put_log (DavyDb *db, gpointer unused, GError **error)
{
  g_autoptr (GBytes) lines = g_bytes_new_static (LOG_LINE, strlen (LOG_LINE));

  return davy_db_execute (db,
                          "INSERT INTO cases (key, account_id, azure_id, step, opened_at)"
                          " VALUES ('k', '" DAVY_TEST_ACCOUNT "', '" AZURE_ID "', 'usage', 1)",
                          error) &&
         davy_db_want_evidence (db, 1, "activity", "log", error) &&
         davy_db_put_evidence (db, 1, "activity", "log", lines, error);
}

static gboolean
tells_both (gpointer fixture)
{
  g_autofree char *text = read_day (fixture);

  return strstr (text, "Alert") != NULL && strstr (text, "Machines created or changed") != NULL;
}

static gboolean
put_alert (DavyDb *db, gpointer unused, GError **error)
{
  DavyAlertRow alert = page_alert ("event");

  return davy_db_put_alert (db, &alert, 1, NULL, error);
}

/* What is stored stands on the axis of time, and what arrives later joins it. */
static void
test_what_happened_is_marked (Fixture *fixture, gconstpointer unused)
{
  davy_test_store_write (fixture->page->store, put_log, NULL, DAVY_TABLE_CASES);
  davy_test_store_write (fixture->page->store, put_alert, NULL, DAVY_TABLE_ALERTS);

  g_assert_true (davy_test_spin_until (tells_both, fixture));
}

static gboolean
put_budget (DavyDb *db, gpointer unused, GError **error)
{
  DavyStandingFact fact = { .key = (char *) DAVY_STANDING_BUDGET,
                            .value = (char *) "0.5 3000 EUR",
                            .mark = DAVY_MARK_GOOD };

  return davy_db_put_standing_fact (db, DAVY_TEST_ACCOUNT, TENANT_ID, &fact, error);
}

static gboolean
tells_budget (gpointer fixture)
{
  DavyChart *chart = page_part (((Fixture *) fixture)->panel, "chart");
  g_autofree char *text = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "?");

  return strstr (text, "The customer’s budget is €98.56 a day.") != NULL;
}

static void
test_budget_is_told (Fixture *fixture, gconstpointer unused)
{
  davy_test_store_write (fixture->page->store, put_budget, NULL, DAVY_TABLE_STANDING);

  g_assert_true (davy_test_spin_until (tells_budget, fixture));
}

static gboolean
put_nothing (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_put_usage (db, 1, TODAY - HISTORY + 1, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), NULL, 0, error);
}

static gboolean
has_no_values (gpointer source)
{
  return !davy_usage_findings_has_values (davy_usage_source_get_findings (source));
}

static void
test_what_is_gone_is_not_read (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = read_day (fixture);

  davy_test_store_write (fixture->page->store, put_nothing, NULL,
                         DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_true (davy_test_spin_until (has_no_values, fixture->source));

  assert_view (fixture, 0, 0);
  g_assert_cmpint (davy_chart_get_cursor (page_part (fixture->panel, "chart")), ==, -1);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();
  g_resources_register (davy_ui_get_resource ());

#define add(path, test) g_test_add ("/ui/usage-panel/" path, Fixture, NULL, set_up, test, tear_down)
  add ("ranges-are-views", test_ranges_are_views);
  add ("zoom-leaves-the-ranges", test_zoom_leaves_the_ranges);
  add ("parts-can-be-chosen", test_parts_can_be_chosen);
  add ("families-can-be-chosen", test_families_can_be_chosen);
  add ("quantity-of-one-part", test_quantity_of_one_part);
  add ("what-is-not-known-is-said", test_what_is_not_known_is_said);
  add ("table-has-a-row-for-each-day", test_table_has_a_row_for_each_day);
  add ("table-tells-the-parts-apart", test_table_tells_the_parts_apart);
  add ("zoom-stays-when-days-arrive", test_zoom_stays_when_days_arrive);
  add ("what-is-seen-is-copied", test_what_is_seen_is_copied);
  add ("selection-is-summed", test_selection_is_summed);
  add ("what-happened-is-marked", test_what_happened_is_marked);
  add ("what-is-gone-is-not-read", test_what_is_gone_is_not_read);
  add ("budget-is-told", test_budget_is_told);
#undef add
  g_test_add_func ("/ui/usage-panel/part-of-an-alert-is-shown", test_part_of_an_alert_is_shown);
  g_test_add_func ("/ui/usage-panel/part-of-an-alert-is-shown-beside",
                   test_part_of_an_alert_is_shown_beside);

  return g_test_run ();
}
