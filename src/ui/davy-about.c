/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "config.h"
#include "ui/davy-about-details.h"

/**
 * davy_about_show:
 * @context: what the program works on
 * @parent: the window in front of which it opens
 *
 * Shows what the program is, and what whoever helps wants to know about it.
 */
void
davy_about_show (DavyContext *context, GtkWindow *parent)
{
  g_autofree char *details = davy_about_details_dup (context);
  GtkWidget *about = adw_about_window_new ();

  davy_compat_guard_window (GTK_WINDOW (about));
  g_object_set (
      about, "transient-for", parent, "modal", TRUE, "application-name", _ ("Davylamp"),
      "application-icon", DAVY_APPLICATION_ID, "version", DAVY_VERSION, "developer-name",
      _ ("The Davylamp developers"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Shows Microsoft’s crypto-mining notifications for your customers’ Azure "
         "subscriptions, what each subscription has been using, and the ways out: confirm "
         "that the activity is legitimate, delete what should not be there, or ask "
         "Microsoft for support.\n\nThe Davy lamp is the miner’s safety lamp: its flame "
         "shows the gas before anybody is hurt."),
      /* Translators: your names, one a line; they are shown in the About window. */
      "translator-credits", _ ("translator-credits"), "debug-info", details, "debug-info-filename",
      GETTEXT_PACKAGE "-details.txt", NULL);

  gtk_window_present (GTK_WINDOW (about));
}
