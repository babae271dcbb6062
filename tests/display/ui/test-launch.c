/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-launch.h"

#include "davy-test.h"
#include "page-fixture.h"

/* Opening a page in the browser, where there is none. */

static gboolean
says_so (gpointer overlay)
{
  return page_has_label (overlay, "No browser could be opened");
}

static void
test_no_browser (void)
{
  GtkWidget *inside = gtk_label_new ("The page");
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), inside);
  gtk_window_set_child (window, overlay);
  gtk_window_present (window);
  davy_launch_uri (inside, "davylamp-opened-by-nothing:page");
  g_assert_true (davy_test_spin_until (says_so, overlay));
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/ui/launch/a-browser-that-does-not-open-is-told-of", test_no_browser);

  return g_test_run ();
}
