/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compat/davy-compat.h"

#include <adwaita.h>

#include "davy-test-window.h"
#include "davy-test.h"

typedef struct
{
  const char *label;
  GtkWidget *found;
} Search;

static gboolean
is_there (gpointer data)
{
  Search *search = data;

  search->found = davy_test_find_answer (search->label);

  return search->found != NULL;
}

static GtkWindow *
create_parent (void)
{
  GtkWindow *parent = GTK_WINDOW (adw_window_new ());

  davy_compat_guard_window (parent);
  gtk_window_present (parent);

  return parent;
}

static void
ask (GtkWindow *parent, gboolean destructive, GCancellable *cancellable, GAsyncResult **result)
{
  davy_compat_ask_async (parent, "Stop it?", "It stops now.", "Keep it", "Stop it", destructive,
                         cancellable, davy_test_keep_result, result);
}

static void
press (const char *label)
{
  Search search = { .label = label };

  g_assert_true (davy_test_spin_until (is_there, &search));
  g_signal_emit_by_name (search.found, "clicked");
}

static void
test_accepting_is_true (void)
{
  GtkWindow *parent = create_parent ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ask (parent, FALSE, NULL, &result);
  press ("Stop it");

  g_assert_true (davy_compat_ask_finish (parent, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  gtk_window_destroy (parent);
}

static void
test_way_back_is_false (void)
{
  GtkWindow *parent = create_parent ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ask (parent, TRUE, NULL, &result);
  press ("Keep it");

  g_assert_false (davy_compat_ask_finish (parent, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  gtk_window_destroy (parent);
}

static void
test_cancelling_closes_the_question (void)
{
  GtkWindow *parent = create_parent ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Search search = { .label = "Stop it" };

  ask (parent, FALSE, cancellable, &result);
  g_assert_true (davy_test_spin_until (is_there, &search));
  g_cancellable_cancel (cancellable);

  g_assert_false (davy_compat_ask_finish (parent, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gtk_window_destroy (parent);
}

static void
test_nothing_is_asked_after_cancelling (void)
{
  GtkWindow *parent = create_parent ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Search search = { .label = "Stop it" };

  g_cancellable_cancel (cancellable);
  ask (parent, FALSE, cancellable, &result);

  g_assert_false (davy_compat_ask_finish (parent, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (is_there (&search));
  gtk_window_destroy (parent);
}

static gboolean
writes_light (gpointer widget)
{
  GdkRGBA color;

  davy_compat_get_color (widget, &color);

  return color.red > 0.5;
}

static gboolean
writes_dark (gpointer widget)
{
  return !writes_light (widget);
}

static void
test_colour_follows_the_look (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWindow *window = create_parent ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_true (davy_test_spin_until (writes_dark, window));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_true (davy_test_spin_until (writes_light, window));

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (window);
}

static void
test_closed_window_hears_of_no_size (void)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  g_autoptr (GdkSurface) surface = NULL;
  guint signal_id;

  davy_compat_guard_window (window);
  gtk_widget_realize (GTK_WIDGET (window));
  surface = g_object_ref (gtk_native_get_surface (GTK_NATIVE (window)));
  signal_id = g_signal_lookup ("compute-size", GDK_TYPE_TOPLEVEL);
  g_assert_cmpuint (g_signal_handler_find (surface, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                           signal_id, 0, NULL, NULL, window),
                    !=, 0);

  gtk_window_destroy (window);
  g_assert_cmpuint (g_signal_handler_find (surface, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                           signal_id, 0, NULL, NULL, window),
                    ==, 0);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/compat/accepting-is-true", test_accepting_is_true);
  g_test_add_func ("/compat/way-back-is-false", test_way_back_is_false);
  g_test_add_func ("/compat/cancelling-closes-the-question", test_cancelling_closes_the_question);
  g_test_add_func ("/compat/nothing-is-asked-after-cancelling",
                   test_nothing_is_asked_after_cancelling);
  g_test_add_func ("/compat/closed-window-hears-of-no-size", test_closed_window_hears_of_no_size);
  g_test_add_func ("/compat/colour-follows-the-look", test_colour_follows_the_look);

  return g_test_run ();
}
