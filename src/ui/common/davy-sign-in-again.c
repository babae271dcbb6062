/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-sign-in-again.h"

/**
 * davy_sign_in_again:
 * @inside: a widget in any window of the program
 *
 * Opens the sign-in, which takes the place of the main window's views: a window in front of them
 * closes.
 */
void
davy_sign_in_again (GtkWidget *inside)
{
  GtkRoot *root = gtk_widget_get_root (inside);

  gtk_widget_activate_action (inside, "app.sign-in", NULL);
  if (GTK_IS_WINDOW (root) && !GTK_IS_APPLICATION_WINDOW (root))
    gtk_window_close (GTK_WINDOW (root));
}
