/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-window.h"

#include "davy-test-window.h"
#include "page-fixture.h"
#include "store/davy-case-alerts.h"
#include "store/davy-journal.h"
#include "ui/alerts/davy-alert-filters.h"
#include "ui/alerts/davy-customer-popover.h"
#include "ui/common/davy-notice-bar.h"
#include "ui/preferences/davy-preferences-window.h"
#include "ui/wizard/davy-trouble-bar.h"

/* The window as a whole, and each template that no other test makes. */

static GtkApplication *application;

static GAction *
action_of (DavyWindow *window, const char *name)
{
  return g_action_map_lookup_action (G_ACTION_MAP (window), name);
}

static gboolean
has_search (gpointer window)
{
  return action_of (window, "search") != NULL;
}

static void
test_views_are_switched_by_action_and_kept (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  DavyWindow *window = davy_window_new (application, fixture->context);
  const char *const views[] = { "subscriptions", "cases", "alerts" };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *kept = NULL;

      g_action_activate (action_of (window, "view"), g_variant_new_string (views[i]));
      kept = g_settings_get_string (fixture->settings, "last-view");
      g_assert_cmpstr (kept, ==, views[i]);
      g_assert_true (has_search (window));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
counts_one (gpointer window)
{
  return g_strcmp0 (adw_view_stack_page_get_title (page_part (window, "alerts_view")),
                    "Alerts (1)") == 0;
}

static void
test_view_of_the_alerts_counts_the_open_ones (void)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  DavyWindow *window = davy_window_new (application, fixture->context);

  g_assert_true (davy_test_spin_until (counts_one, window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_nothing_is_refreshed_without_an_account (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  DavyWindow *window = davy_window_new (application, fixture->context);

  g_assert_false (g_action_get_enabled (action_of (window, "refresh")));
  g_assert_false (g_action_get_enabled (action_of (window, "back")));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_size_comes_back (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  DavyWindow *window;
  int width, height;

  g_settings_set_int (fixture->settings, "window-width", 640);
  g_settings_set_int (fixture->settings, "window-height", 480);
  window = davy_window_new (application, fixture->context);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 640);
  g_assert_cmpint (height, ==, 480);

  gtk_window_set_default_size (GTK_WINDOW (window), 700, 500);
  davy_window_save_state (window);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "window-width"), ==, 700);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "window-height"), ==, 500);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
test_closed_window_lets_go_of_its_pages (void)
{
  DavyAlertRow alert = page_alert ("e1");
  PageData data = { .alerts = &alert, .n_alerts = 1 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  DavyWindow *window = davy_window_new (application, fixture->context);
  GtkWidget *pages[3];
  const char *const views[] = { "alerts", "subscriptions", "cases" };
  const char *const bins[] = { "alerts_bin", "subscriptions_bin", "cases_bin" };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_action_activate (action_of (window, "view"), g_variant_new_string (views[i]));
      pages[i] = adw_bin_get_child (page_part (window, bins[i]));
      g_object_add_weak_pointer (G_OBJECT (pages[i]), (gpointer *) &pages[i]);
    }
  g_assert_true (davy_test_spin_until (counts_one, window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));

  g_assert_true (davy_test_spin_until (is_gone, &window));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_assert_true (davy_test_spin_until (is_gone, &pages[i]));
}

static void
test_window_is_as_narrow_as_a_phone (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  DavyWindow *window = davy_window_new (application, fixture->context);
  const char *const views[] = { "alerts", "subscriptions", "cases" };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      int minimum;

      g_action_activate (action_of (window, "view"), g_variant_new_string (views[i]));
      gtk_widget_measure (page_part (window, "toasts"), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_revealed (GtkWidget *bar)
{
  return gtk_revealer_get_reveal_child (page_part (bar, "revealer"));
}

static void
test_bar_names_the_trouble_and_the_way_on (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (GtkWidget) bar = g_object_ref_sink (g_object_new (DAVY_TYPE_NOTICE_BAR, NULL));
  g_autoptr (GError) locked = g_error_new (DAVY_ERROR, DAVY_ERROR_KEYRING_LOCKED, "locked");
  g_autoptr (GError) broken = g_error_new (DAVY_ERROR, DAVY_ERROR_STORE, "broken");
  g_autofree char *sentence = davy_error_dup_sentence (locked);
  g_autofree char *worse = davy_error_dup_sentence (broken);

  davy_notice_bar_set_context (DAVY_NOTICE_BAR (bar), fixture->context);
  g_assert_false (is_revealed (bar));

  davy_notice_bar_set_accounts_read (DAVY_NOTICE_BAR (bar), locked);
  g_assert_true (is_revealed (bar));
  page_assert_label (bar, "label", sentence);
  g_assert_cmpstr (gtk_actionable_get_action_name (page_part (bar, "button")), ==,
                   "app.load-accounts");

  davy_notice_bar_set_store_error (DAVY_NOTICE_BAR (bar), broken);
  page_assert_label (bar, "label", worse);
  gtk_widget_activate_action (bar, "notice.close", NULL);
  page_assert_label (bar, "label", sentence);

  davy_notice_bar_set_accounts_read (DAVY_NOTICE_BAR (bar), NULL);
  g_assert_false (is_revealed (bar));
}

static void
test_application_id_is_checked_before_it_is_kept (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  GtkWindow *parent = davy_test_window_new ();
  GtkWindow *preferences = davy_preferences_window_new (fixture->context, parent);
  GtkEditable *row = page_part (preferences, "application_id_row");
  g_autofree char *kept = NULL;

  gtk_editable_set_text (row, "not an id");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  kept = g_settings_get_string (fixture->settings, "application-id");
  g_assert_cmpstr (kept, ==, "");

  gtk_editable_set_text (row, "7d1b2c3d-aaaa-4bbb-8ccc-1234567df030");
  g_signal_emit_by_name (row, "apply");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  g_assert_cmpstr (davy_accounts_get_application_id (fixture->accounts, NULL), ==,
                   "7d1b2c3d-aaaa-4bbb-8ccc-1234567df030");
  gtk_window_destroy (preferences);
  gtk_window_destroy (parent);
}

static void
test_customers_can_be_chosen (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  GtkWidget *filters = g_object_ref_sink (g_object_new (DAVY_TYPE_ALERT_FILTERS, NULL));
  GtkWidget *popover = davy_customer_popover_new (fixture->context);

  davy_alert_filters_set_context (DAVY_ALERT_FILTERS (filters), fixture->context);
  gtk_menu_button_set_popover (page_part (filters, "customer_button"), popover);
  g_signal_emit_by_name (page_part (popover, "entry"), "activate");
  g_assert_false (davy_alert_filters_hide_open (DAVY_ALERT_FILTERS (filters)));
  g_object_unref (filters);
}

/* The setting is that of the desktop, or of its portal: GTK reads both into this one. */
static void
test_less_motion_is_heeded (void)
{
  GtkWidget *bar = g_object_new (DAVY_TYPE_TROUBLE_BAR, NULL);
  GtkWidget *revealer = gtk_widget_get_first_child (bar);
  GtkWindow *window = davy_test_window_new ();
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "It failed.");

  gtk_window_set_child (window, bar);
  gtk_window_present (window);
  for (int moving = 1; moving >= 0; moving--)
    {
      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", moving, NULL);
      davy_trouble_bar_clear (DAVY_TROUBLE_BAR (bar));
      davy_trouble_bar_show_error (DAVY_TROUBLE_BAR (bar), error);
      g_assert_true (gtk_revealer_get_child_revealed (GTK_REVEALER (revealer)) == !moving);
    }

  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-enable-animations");
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);
  application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/ui/window/views-are-switched-by-action-and-kept",
                   test_views_are_switched_by_action_and_kept);
  g_test_add_func ("/ui/window/view-of-the-alerts-counts-the-open-ones",
                   test_view_of_the_alerts_counts_the_open_ones);
  g_test_add_func ("/ui/window/nothing-is-refreshed-without-an-account",
                   test_nothing_is_refreshed_without_an_account);
  g_test_add_func ("/ui/window/size-comes-back", test_size_comes_back);
  g_test_add_func ("/ui/window/closed-window-lets-go-of-its-pages",
                   test_closed_window_lets_go_of_its_pages);
  g_test_add_func ("/ui/window/window-is-as-narrow-as-a-phone",
                   test_window_is_as_narrow_as_a_phone);
  g_test_add_func ("/ui/window/bar-names-the-trouble-and-the-way-on",
                   test_bar_names_the_trouble_and_the_way_on);
  g_test_add_func ("/ui/window/application-id-is-checked-before-it-is-kept",
                   test_application_id_is_checked_before_it_is_kept);
  g_test_add_func ("/ui/window/customers-can-be-chosen", test_customers_can_be_chosen);
  g_test_add_func ("/ui/window/less-motion-is-heeded", test_less_motion_is_heeded);

  return g_test_run ();
}
