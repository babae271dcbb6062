/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

/* What the program without a window is compared with: libadwaita with nothing to do. */

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application =
      adw_application_new ("io.github.davylamp.EmptyBackground", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (g_application_hold), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
