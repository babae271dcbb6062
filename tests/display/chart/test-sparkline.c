/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-sparkline.h"

#include <adwaita.h>
#include <math.h>

#include "davy-test-window.h"
#include "davy-test.h"

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 1;
}

/* Whether the last frame has anything of the widget in it. */
static gboolean
is_drawn (gpointer widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);

  return node != NULL;
}

static gboolean
is_blank (gpointer widget)
{
  return !is_drawn (widget);
}

static void
test_course_is_spoken (void)
{
  g_autoptr (GtkWidget) sparkline = g_object_ref_sink (davy_sparkline_new ());

  davy_sparkline_set_label (DAVY_SPARKLINE (sparkline), "Rising");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (sparkline), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (sparkline), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Rising");
}

static void
test_nothing_known_draws_nothing (void)
{
  float values[] = { 1, NAN, 3 };
  GtkWidget *sparkline = davy_sparkline_new ();
  GtkWidget *window = GTK_WIDGET (davy_test_window_new ());

  gtk_window_set_child (GTK_WINDOW (window), sparkline);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (davy_test_spin_until (is_shown, sparkline));
  g_assert_true (is_blank (sparkline));

  davy_sparkline_set_values (DAVY_SPARKLINE (sparkline), values, G_N_ELEMENTS (values));
  g_assert_true (davy_test_spin_until (is_drawn, sparkline));

  davy_sparkline_set_values (DAVY_SPARKLINE (sparkline), NULL, 0);
  g_assert_true (davy_test_spin_until (is_blank, sparkline));

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/chart/sparkline/course-is-spoken", test_course_is_spoken);
  g_test_add_func ("/chart/sparkline/nothing-known-draws-nothing",
                   test_nothing_known_draws_nothing);

  return g_test_run ();
}
