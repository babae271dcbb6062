/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-toast.h"

#include "compat/davy-compat.h"

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

/**
 * davy_toast_copy:
 * @inside: a widget in the window that it is copied from
 * @text: what is copied to the clipboard
 * @told: what the eye and the ear are told of it, "Copied"
 */
void
davy_toast_copy (GtkWidget *inside, const char *text, const char *told)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (inside), text);
  davy_toast_show (inside, adw_toast_new (told));
  davy_compat_announce (inside, told);
}
