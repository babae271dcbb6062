/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-toast.h"

#include "compat/davy-compat.h"

/**
 * davy_toast_new:
 * @text: what it says, as it is
 *
 * Names and ids are no markup, as which a toast reads its title.
 *
 * Returns: (transfer full): a toast
 */
AdwToast *
davy_toast_new (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

/**
 * davy_toast_show:
 * @inside: a widget in the window that is to show it
 * @toast: (transfer full): what it says
 *
 * Shows a toast in the nearest overlay around @inside; a window without one drops it.
 */
void
davy_toast_show (GtkWidget *inside, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (inside, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

static void
dismissed_cb (GtkAccessible *inside)
{
  gtk_accessible_reset_property (inside, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/**
 * davy_toast_copy:
 * @inside: what it is copied by
 * @text: what is copied to the clipboard
 * @told: what the eye and the ear are told of it, "Copied"
 *
 * Where davy_compat_announce() makes a description of it, that goes with the toast.
 */
void
davy_toast_copy (GtkWidget *inside, const char *text, const char *told)
{
  AdwToast *toast = davy_toast_new (told);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (inside), text);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), inside,
                           G_CONNECT_SWAPPED);
  davy_toast_show (inside, toast);
  davy_compat_announce (inside, told);
}
