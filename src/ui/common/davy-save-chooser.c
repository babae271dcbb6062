/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-save-chooser.h"

/**
 * davy_save_chooser_new:
 * @inside: a widget in the window that asks
 * @title: what is to be saved
 * @name: the name that is proposed for the file
 *
 * The one who asks connects to #GtkNativeDialog::response, and shows it.
 *
 * Returns: (transfer full): asks where to save something
 */
GtkFileChooserNative *
davy_save_chooser_new (GtkWidget *inside, const char *title, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (inside);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);

  return chooser;
}

/**
 * davy_save_chooser_take:
 * @chooser: (inout) (transfer full): the chooser, which has answered; it is gone then
 * @response: what it answered
 *
 * Returns: (transfer full) (nullable): where to save; %NULL when nothing is to be saved
 */
GFile *
davy_save_chooser_take (GtkFileChooserNative **chooser, int response)
{
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (*chooser));
  g_clear_object (chooser);

  return file;
}
