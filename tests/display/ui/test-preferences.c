/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-preferences-window.h"

#include "davy-test-window.h"
#include "page-fixture.h"

/* Where alerts come from. */

static void
assert_service (PageFixture *fixture, const char *name)
{
  g_autofree char *kept = g_settings_get_string (fixture->settings, "alert-service");
  g_autofree char *used = NULL;

  g_object_get (fixture->sync, "alert-service", &used, NULL);
  g_assert_cmpstr (kept, ==, name);
  g_assert_cmpstr (used, ==, name);
}

static void
test_choice (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  GtkWindow *parent = davy_test_window_new ();
  GtkWindow *preferences;
  AdwComboRow *row;

  g_settings_bind (fixture->settings, "alert-service", fixture->sync, "alert-service",
                   G_SETTINGS_BIND_GET);
  preferences = davy_preferences_window_new (fixture->context, parent);
  gtk_window_present (preferences);
  row = ADW_COMBO_ROW (davy_test_find_typed (GTK_WIDGET (preferences), ADW_TYPE_COMBO_ROW));
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  assert_service (fixture, "partner-center");

  adw_combo_row_set_selected (row, 1);
  assert_service (fixture, "graph");
  gtk_window_destroy (preferences);

  preferences = davy_preferences_window_new (fixture->context, parent);
  row = ADW_COMBO_ROW (davy_test_find_typed (GTK_WIDGET (preferences), ADW_TYPE_COMBO_ROW));
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  gtk_window_destroy (preferences);
  gtk_window_destroy (parent);
}

static void
test_notable_amount (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  GtkWindow *parent = davy_test_window_new ();
  GtkWindow *preferences = davy_preferences_window_new (fixture->context, parent);
  GtkSpinButton *amount =
      GTK_SPIN_BUTTON (davy_test_find_typed (GTK_WIDGET (preferences), GTK_TYPE_SPIN_BUTTON));

  gtk_window_present (preferences);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (amount), ==, 10);
  gtk_spin_button_set_value (amount, 250);
  g_assert_cmpfloat (g_settings_get_double (fixture->settings, "notable-amount"), ==, 250);
  gtk_window_destroy (preferences);
  gtk_window_destroy (parent);
}

int
main (int argc, char *argv[])
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/preferences/where-alerts-come-from-is-chosen", test_choice);
  g_test_add_func ("/ui/preferences/own-alerts-begin-with-an-amount", test_notable_amount);

  return g_test_run ();
}
