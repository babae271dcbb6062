/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-cut.h"
#include "page-fixture.h"

/* What tests/screenshots asks of every page, tried on labels with a mistake and without. */

#define NARROW 120 /* pixels: less than the text needs */
#define TEXT   "What nobody can read to its end in this window"

static gboolean
has_width (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

/* Returns: what is said of it, in a window as narrow as that */
static char *
look_at (GtkWidget *widget)
{
  GtkWidget *window;
  GString *lines = g_string_new (NULL);

  gtk_widget_set_size_request (widget, NARROW, -1);
  page_present (widget);
  window = GTK_WIDGET (gtk_widget_get_root (widget));
  gtk_window_set_resizable (GTK_WINDOW (window), FALSE);
  g_assert_true (davy_test_spin_until (has_width, widget));
  davy_test_cut_find (window, NULL, lines);
  page_close (widget);

  return g_string_free (lines, FALSE);
}

static void
test_whole (void)
{
  GtkWidget *label = gtk_label_new (TEXT);
  g_autofree char *whole = look_at (g_object_ref_sink (label));
  g_autofree char *wrapped = NULL;

  g_assert_cmpstr (whole, ==, "");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  wrapped = look_at (label);
  g_assert_cmpstr (wrapped, ==, "");
  g_object_unref (label);
}

static void
test_ellipsized (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (TEXT);
  g_autofree char *found = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 5);
  gtk_widget_set_tooltip_text (box, "All of it");
  gtk_box_append (GTK_BOX (box), label);
  found = look_at (box);
  g_assert_cmpstr (found, ==, "ellipsized\t" TEXT "\tAll of it\t GtkLabel GtkBox GtkWindow\n");
}

/* Something that cuts off what does not fit, and does not scroll. */
static void
test_clipped (void)
{
  GtkWidget *fixed = gtk_fixed_new ();
  g_autofree char *found = NULL;

  gtk_widget_set_overflow (fixed, GTK_OVERFLOW_HIDDEN);
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new (TEXT), -20, 0);
  found = look_at (fixed);
  g_assert_cmpstr (found, ==, "clipped\t" TEXT "\t\t GtkLabel GtkFixed GtkWindow\n");
}

/* Where it can be scrolled to, it is not cut. */
static void
test_scrolled (void)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autofree char *found = NULL;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), gtk_label_new (TEXT));
  found = look_at (scrolled);
  g_assert_cmpstr (found, ==, "");
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);
  g_test_add_func ("/cut/whole", test_whole);
  g_test_add_func ("/cut/ellipsized", test_ellipsized);
  g_test_add_func ("/cut/clipped", test_clipped);
  g_test_add_func ("/cut/scrolled", test_scrolled);

  return g_test_run ();
}
