/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscriptions-page.h"

#include "davy-test-window.h"
#include "page-fixture.h"
#include "store/davy-subscription-list.h"
#include "ui/common/davy-list-pane.h"
#include "ui/subscriptions/davy-subscription-columns.h"
#include "ui/subscriptions/davy-subscription-list-row.h"
#include "ui/subscriptions/davy-subscription-usage-cell.h"

typedef struct
{
  GtkWindow *window;
  DavySubscriptionsPage *page;
  int width;
} Shown;

static gboolean
is_laid_out (gpointer data)
{
  const Shown *shown = data;

  return gtk_widget_get_width (GTK_WIDGET (shown->window)) == shown->width;
}

static Shown
show (PageFixture *fixture, int width)
{
  Shown shown = { davy_test_window_new (), davy_subscriptions_page_new (fixture->context), width };

  gtk_window_set_decorated (shown.window, FALSE);
  gtk_window_set_default_size (shown.window, width, 600);
  gtk_window_set_child (shown.window, GTK_WIDGET (shown.page));
  gtk_window_present (shown.window);
  g_assert_true (davy_test_spin_until (is_laid_out, &shown));

  return shown;
}

static gboolean
table_has_rows (gpointer page)
{
  GtkSelectionModel *model = gtk_column_view_get_model (page_part (page, "table"));

  return model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) == 1 &&
         gtk_list_view_get_model (page_part (page, "rows")) == NULL;
}

static gboolean
rows_have_rows (gpointer page)
{
  GtkSelectionModel *model = gtk_list_view_get_model (page_part (page, "rows"));

  return model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) == 1 &&
         gtk_column_view_get_model (page_part (page, "table")) == NULL;
}

static void
test_table_is_for_wide_windows_and_rows_for_narrow_ones (void)
{
  const int widths[] = { 360, 759, 760, 1200 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      PageData data = { .usage = USAGE_CALM,
                        .state = DAVY_USAGE_FETCHED,
                        .basis = DAVY_BASIS_LIST };
      g_autoptr (PageFixture) fixture = page_fixture_new (&data);
      Shown shown = show (fixture, widths[i]);

      page_wait_for_state (page_part (shown.page, "pane"), "rows");
      g_assert_true (
          davy_test_spin_until (widths[i] < 760 ? rows_have_rows : table_has_rows, shown.page));
      page_assert_label (shown.page, "count", "1 subscription");
      gtk_window_destroy (shown.window);
    }
}

static void
test_opened_page_stands_beside_the_rows (void)
{
  PageData data = { .usage = USAGE_CALM, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  Shown shown = show (fixture, 1200);
  DavySideBySide *sides = davy_list_pane_get_sides (page_part (shown.page, "pane"));

  g_assert_true (davy_test_spin_until (table_has_rows, shown.page));
  g_assert_false (davy_side_by_side_get_opened (sides));

  davy_subscriptions_page_show_subscription (shown.page, 1);
  g_assert_true (davy_side_by_side_get_opened (sides));
  g_assert_true (davy_test_spin_until (rows_have_rows, shown.page));
  g_assert_cmpint (g_settings_get_int64 (fixture->settings, "selected-subscription"), ==, 1);

  davy_side_by_side_set_opened (sides, FALSE);
  g_assert_true (davy_test_spin_until (table_has_rows, shown.page));
  g_assert_cmpint (g_settings_get_int64 (fixture->settings, "selected-subscription"), ==, 0);
  gtk_window_destroy (shown.window);
}

static void
test_search_without_a_match_says_so (void)
{
  PageData data = { .usage = USAGE_NONE };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  Shown shown = show (fixture, 1200);

  page_wait_for_state (page_part (shown.page, "pane"), "rows");
  gtk_editable_set_text (page_part (page_part (shown.page, "pane"), "search_entry"), "nobody");
  page_wait_for_state (page_part (shown.page, "pane"), "no-match");
  gtk_editable_set_text (page_part (page_part (shown.page, "pane"), "search_entry"), "köln");
  page_wait_for_state (page_part (shown.page, "pane"), "rows");
  gtk_window_destroy (shown.window);
}

static void
test_order_of_headers_and_menu_is_one (void)
{
  PageData data = { .usage = USAGE_NONE };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  Shown shown = show (fixture, 1200);
  GtkColumnView *table = page_part (shown.page, "table");
  g_autofree char *chosen = NULL;
  DavySubscriptionSort sort;
  gboolean descending;

  g_settings_set_string (fixture->settings, "subscriptions-sort", "cost");
  g_settings_set_boolean (fixture->settings, "subscriptions-descending", TRUE);
  g_assert_true (davy_subscription_columns_get_order (table, &sort, &descending));
  g_assert_cmpint (sort, ==, DAVY_SUBSCRIPTION_SORT_COST);
  g_assert_true (descending);

  davy_subscription_columns_set_order (table, DAVY_SUBSCRIPTION_SORT_NAME, FALSE);
  chosen = g_settings_get_string (fixture->settings, "subscriptions-sort");
  g_assert_cmpstr (chosen, ==, "name");
  g_assert_false (g_settings_get_boolean (fixture->settings, "subscriptions-descending"));
  gtk_window_destroy (shown.window);
}

/* What stands in the place of the graph; NULL: the graph. */
static const char *
usage_words (DavySubscriptionUsageCell *cell)
{
  GtkWidget *shown =
      gtk_stack_get_visible_child (GTK_STACK (gtk_widget_get_first_child (GTK_WIDGET (cell))));

  return GTK_IS_LABEL (shown) ? gtk_label_get_text (GTK_LABEL (shown)) : NULL;
}

static void
test_missing_usage_is_words_and_no_flat_line (void)
{
  const struct
  {
    UsageKind usage;
    DavyUsageState state;
    const char *words;
  } cases[] = {
    { USAGE_NONE, DAVY_USAGE_NOT_FETCHED, "Not fetched" },
    { USAGE_NONE, DAVY_USAGE_NO_ACCESS, "No access" },
    { USAGE_NONE, DAVY_USAGE_FAILED, "Could not be read" },
    { USAGE_CALM, DAVY_USAGE_FETCHED, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PageData data = { .usage = cases[i].usage,
                        .state = cases[i].state,
                        .basis = DAVY_BASIS_LIST };
      g_autoptr (PageFixture) fixture = page_fixture_new (&data);
      Shown shown = show (fixture, 360);
      GtkSelectionModel *model = NULL;
      g_autoptr (DavySubscription) subscription = NULL;
      g_autoptr (DavySubscriptionListRow) row = NULL;

      g_assert_true (davy_test_spin_until (rows_have_rows, shown.page));
      model = gtk_list_view_get_model (page_part (shown.page, "rows"));
      subscription = g_list_model_get_item (G_LIST_MODEL (model), 0);
      row = g_object_ref_sink (DAVY_SUBSCRIPTION_LIST_ROW (davy_subscription_list_row_new ()));
      davy_subscription_list_row_set_subscription (row, subscription);

      g_assert_cmpstr (usage_words (page_part (row, "usage")), ==, cases[i].words);
      page_assert_label (row, "customer", "Fabrikam Köln GmbH (via Reseller GmbH)");
      page_assert_label (row, "name", "Produktion");
      gtk_window_destroy (shown.window);
    }
}

static void
test_total_without_some_prices_is_at_least (void)
{
  PageData data = { .usage = USAGE_CALM,
                    .state = DAVY_USAGE_FETCHED,
                    .basis = DAVY_BASIS_ESTIMATED,
                    .unpriced = TRUE };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  Shown shown = show (fixture, 360);
  GtkSelectionModel *model = NULL;
  g_autoptr (DavySubscription) subscription = NULL;
  g_autoptr (DavySubscriptionListRow) row = NULL;
  const char *cost;

  g_assert_true (davy_test_spin_until (rows_have_rows, shown.page));
  model = gtk_list_view_get_model (page_part (shown.page, "rows"));
  subscription = g_list_model_get_item (G_LIST_MODEL (model), 0);
  row = g_object_ref_sink (DAVY_SUBSCRIPTION_LIST_ROW (davy_subscription_list_row_new ()));
  davy_subscription_list_row_set_subscription (row, subscription);

  cost = gtk_label_get_text (page_part (row, "cost"));
  g_assert_true (g_str_has_prefix (cost, "≥ €"));
  gtk_window_destroy (shown.window);
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/subscriptions-page/table-is-for-wide-windows-and-rows-for-narrow-ones",
                   test_table_is_for_wide_windows_and_rows_for_narrow_ones);
  g_test_add_func ("/ui/subscriptions-page/opened-page-stands-beside-the-rows",
                   test_opened_page_stands_beside_the_rows);
  g_test_add_func ("/ui/subscriptions-page/search-without-a-match-says-so",
                   test_search_without_a_match_says_so);
  g_test_add_func ("/ui/subscriptions-page/order-of-headers-and-menu-is-one",
                   test_order_of_headers_and_menu_is_one);
  g_test_add_func ("/ui/subscriptions-page/missing-usage-is-words-and-no-flat-line",
                   test_missing_usage_is_words_and_no_flat_line);
  g_test_add_func ("/ui/subscriptions-page/total-without-some-prices-is-at-least",
                   test_total_without_some_prices_is_at_least);

  return g_test_run ();
}
