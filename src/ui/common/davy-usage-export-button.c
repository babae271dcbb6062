/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-export-button.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "ui/common/davy-save-chooser.h"
#include "ui/common/davy-toast.h"

/* Takes the graph elsewhere: to a file, to the clipboard. */

struct _DavyUsageExportButton
{
  AdwBin parent_instance;

  DavyUsageExportMaker maker;
  gpointer maker_data;
  GtkFileChooserNative *chooser; /* (nullable): while it is asked where to */
  DavyUsageExport *export;       /* (nullable): what is to be saved there */
  DavyUsageExportKind kind;      /* as what */
};

G_DEFINE_FINAL_TYPE (DavyUsageExportButton, davy_usage_export_button, ADW_TYPE_BIN)

static DavyUsageExport *
make (DavyUsageExportButton *self)
{
  return self->maker != NULL ? self->maker (self->maker_data) : NULL;
}

static void
tell (DavyUsageExportButton *self, char *text)
{
  davy_toast_show (GTK_WIDGET (self), davy_toast_new (text));
  davy_compat_announce (GTK_WIDGET (self), text);
  g_free (text);
}

static void
tell_failure (DavyUsageExportButton *self, const GError *error)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);

  /* Translators: %s is a sentence that says why. */
  tell (self, g_strdup_printf (_ ("Not exported: %s"), sentence));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyUsageExportButton) self = user_data;
  g_autoptr (GError) error = NULL;

  if (davy_usage_export_save_finish (result, &error))
    tell (self, g_strdup (_ ("Exported")));
  else
    tell_failure (self, error);
}

static void
chosen_cb (DavyUsageExportButton *self, int response)
{
  g_autoptr (GFile) file = davy_save_chooser_take (&self->chooser, response);

  if (file != NULL)
    davy_usage_export_button_save (self, g_steal_pointer (&self->export), self->kind, file);
  g_clear_pointer (&self->export, davy_usage_export_free);
}

static void
save_cb (GSimpleAction *action, GVariant *target, DavyUsageExportButton *self)
{
  static const char *const kinds[] = { "png", "svg", "csv" };
  const char *wanted = g_variant_get_string (target, NULL);
  g_autofree char *name = NULL;

  if (self->chooser != NULL || (self->export = make (self)) == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], wanted))
      self->kind = (DavyUsageExportKind) i;
  name = davy_usage_export_dup_file_name (self->export, self->kind);
  self->chooser = davy_save_chooser_new (GTK_WIDGET (self), _ ("Export the graph"), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyUsageExportButton) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkContentProvider) content = davy_usage_export_copy_finish (result, &error);

  if (content == NULL)
    {
      tell_failure (self, error);
      return;
    }
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  tell (self, g_strdup (_ ("Copied")));
}

static void
copy_cb (GSimpleAction *action, GVariant *target, DavyUsageExportButton *self)
{
  DavyUsageExport *export = make (self);

  if (export != NULL)
    davy_usage_export_copy_async (export, drawn_cb, g_object_ref (self));
}

static void
davy_usage_export_button_dispose (GObject *object)
{
  DavyUsageExportButton *self = DAVY_USAGE_EXPORT_BUTTON (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->export, davy_usage_export_free);

  G_OBJECT_CLASS (davy_usage_export_button_parent_class)->dispose (object);
}

static void
davy_usage_export_button_class_init (DavyUsageExportButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = davy_usage_export_button_dispose;

  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/davylamp/Davylamp/common/davy-usage-export-button.ui");
}

static void
add_action (GActionMap *actions,
            DavyUsageExportButton *self,
            const char *name,
            const GVariantType *target,
            GCallback callback)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, target);

  g_signal_connect_object (action, "activate", callback, self, 0);
  g_action_map_add_action (actions, G_ACTION (action));
}

static void
davy_usage_export_button_init (DavyUsageExportButton *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  add_action (G_ACTION_MAP (actions), self, "save", G_VARIANT_TYPE_STRING, G_CALLBACK (save_cb));
  add_action (G_ACTION_MAP (actions), self, "copy", NULL, G_CALLBACK (copy_cb));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "usage", G_ACTION_GROUP (actions));

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_usage_export_button_set_maker:
 * @self: the button
 * @maker: (nullable): what tells what is seen
 * @data: for @maker
 */
void
davy_usage_export_button_set_maker (DavyUsageExportButton *self,
                                    DavyUsageExportMaker maker,
                                    gpointer data)
{
  g_return_if_fail (DAVY_IS_USAGE_EXPORT_BUTTON (self));

  self->maker = maker;
  self->maker_data = data;
}

/**
 * davy_usage_export_button_save:
 * @self: the button
 * @export: (transfer full): what is seen
 * @kind: as what it is saved
 * @file: where
 *
 * Saves it and says what came of it.
 */
void
davy_usage_export_button_save (DavyUsageExportButton *self,
                               DavyUsageExport *export,
                               DavyUsageExportKind kind,
                               GFile *file)
{
  g_return_if_fail (DAVY_IS_USAGE_EXPORT_BUTTON (self));

  davy_usage_export_save_async (export, kind, file, NULL, saved_cb, g_object_ref (self));
}
