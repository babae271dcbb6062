/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-evidence-window.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-format.h"
#include "triage/davy-evidence-export.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-toast.h"
#include "ui/help/davy-help-button.h"
#include "ui/help/davy-help-topic.h"
#include "ui/wizard/davy-evidence-row.h"
#include "ui/wizard/davy-trouble-bar.h"

/* The parts of a case's evidence, and the way out of the program for them. */

struct _DavyEvidenceWindow
{
  AdwWindow parent_instance;

  GtkListBox *required;
  GtkListBox *wanted;
  AdwActionRow *log_clock;
  GtkImage *log_mark;
  DavyTroubleBar *trouble;
  GtkWidget *collect;
  GtkWidget *stop;
  GtkWidget *export;

  DavyCase *handled;
  GPtrArray *rows; /* DavyEvidenceRow, not owned */
  GtkNativeDialog *chooser;
  GFile *exported; /* (nullable) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DavyEvidenceWindow, davy_evidence_window, ADW_TYPE_WINDOW)

static DavyEvidence *
get_evidence (DavyEvidenceWindow *self)
{
  return davy_case_get_evidence (self->handled);
}

static void
show_log_clock (DavyEvidenceWindow *self)
{
  DavyTime until;
  DavyLogClock clock = davy_evidence_get_log_clock (get_evidence (self), &until);
  gboolean warns = clock == DAVY_LOG_CLOCK_SHORT || clock == DAVY_LOG_CLOCK_OVER;
  g_autofree char *date = davy_format_date (davy_language_get (), until);
  g_autofree char *text = NULL;

  if (clock == DAVY_LOG_CLOCK_KEPT)
    text = g_strdup (_ ("The log of this incident is stored here."));
  else if (clock == DAVY_LOG_CLOCK_OVER)
    /* Translators: %s is a date. */
    text = g_strdup_printf (_ ("The log of the first days is gone since %s."), date);
  else if (until != DAVY_TIME_UNSET)
    /* Translators: %s is a date. */
    text = g_strdup_printf (_ ("The log of the first days is gone from %s on."), date);

  adw_action_row_set_subtitle (self->log_clock, text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->log_mark, warns ? "dialog-warning-symbolic"
                                                      : "document-open-recent-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->log_mark),
                              (const char *[]){ warns ? "warning" : "dim-label", NULL });
}

static gboolean
is_whole (DavyEvidence *evidence)
{
  GPtrArray *parts = davy_evidence_get_parts (evidence);

  for (guint i = 0; i < parts->len; i++)
    {
      const DavyEvidencePart *part = g_ptr_array_index (parts, i);

      if (part->state != DAVY_EVIDENCE_STORED && part->state != DAVY_EVIDENCE_WAIVED &&
          part->state != DAVY_EVIDENCE_LATER)
        return FALSE;
    }

  return TRUE;
}

static void
evidence_changed_cb (DavyEvidenceWindow *self)
{
  DavyEvidence *evidence = get_evidence (self);
  gboolean collects = davy_evidence_is_collecting (evidence);

  for (guint i = 0; i < self->rows->len; i++)
    {
      DavyEvidenceRow *row = g_ptr_array_index (self->rows, i);

      davy_evidence_row_show (row,
                              davy_evidence_get_part (evidence, davy_evidence_row_get_part (row)));
    }
  show_log_clock (self);
  gtk_widget_set_visible (self->stop, collects);
  gtk_widget_set_visible (self->collect, !collects && !davy_case_is_closed (self->handled) &&
                                             !is_whole (evidence));
}

static void
collect_cb (DavyEvidenceWindow *self)
{
  davy_trouble_bar_clear (self->trouble);
  davy_evidence_start (get_evidence (self));
}

static void
stop_cb (DavyEvidenceWindow *self)
{
  davy_evidence_cancel (get_evidence (self));
}

static void
waived_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyEvidenceWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!davy_evidence_waive_finish (DAVY_EVIDENCE (source), result, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    davy_trouble_bar_show_error (self->trouble, error);
}

static void
waive_cb (DavyEvidenceWindow *self, const char *reason, DavyEvidenceRow *row)
{
  davy_trouble_bar_clear (self->trouble);
  davy_evidence_waive_async (get_evidence (self), davy_evidence_row_get_part (row), reason, NULL,
                             waived_cb, g_object_ref (self));
}

/* --- export -------------------------------------------------------------------------------- */

static void
show_folder_cb (DavyEvidenceWindow *self)
{
  g_autofree char *uri = g_file_get_uri (self->exported);

  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyEvidenceWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = davy_evidence_export_finish (DAVY_EVIDENCE (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  davy_set_busy (self->export, FALSE);
  if (folder == NULL)
    {
      davy_trouble_bar_show_error (self->trouble, error);
      return;
    }

  g_set_object (&self->exported, folder);
  name = g_file_get_basename (folder);
  /* Translators: %s is the name of a folder. */
  text = g_strdup_printf (_ ("Exported to “%s”"), name);
  toast = davy_toast_new (text);
  adw_toast_set_button_label (toast, _ ("Show in _Folder"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_folder_cb), self,
                           G_CONNECT_SWAPPED);
  davy_toast_show (GTK_WIDGET (self->export), toast);
  davy_compat_announce (GTK_WIDGET (self), text);
}

static void
chosen_cb (DavyEvidenceWindow *self, int response, GtkNativeDialog *chooser)
{
  g_autoptr (GFile) place = response == GTK_RESPONSE_ACCEPT
                                ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                                : NULL;

  g_clear_object (&self->chooser);
  if (place == NULL)
    return;
  davy_set_busy (self->export, TRUE);
  davy_evidence_export_async (get_evidence (self), place, self->cancellable, exported_cb,
                              g_object_ref (self));
}

static void
export_cb (DavyEvidenceWindow *self)
{
  davy_trouble_bar_clear (self->trouble);
  if (self->chooser == NULL)
    {
      self->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
          _ ("Export the evidence"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
          _ ("_Export"), _ ("_Cancel")));
      gtk_native_dialog_set_modal (self->chooser, TRUE);
      g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_native_dialog_show (self->chooser);
}

static void
davy_evidence_window_dispose (GObject *object)
{
  DavyEvidenceWindow *self = DAVY_EVIDENCE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->exported);
  g_clear_object (&self->handled);

  G_OBJECT_CLASS (davy_evidence_window_parent_class)->dispose (object);
}

static void
davy_evidence_window_finalize (GObject *object)
{
  DavyEvidenceWindow *self = DAVY_EVIDENCE_WINDOW (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (davy_evidence_window_parent_class)->finalize (object);
}

static void
davy_evidence_window_class_init (DavyEvidenceWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_evidence_window_dispose;
  object_class->finalize = davy_evidence_window_finalize;

  g_type_ensure (DAVY_TYPE_TAB_STOP);
  g_type_ensure (DAVY_TYPE_TROUBLE_BAR);
  g_type_ensure (DAVY_TYPE_HELP_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-evidence-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceWindow, required);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceWindow, wanted);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceWindow, log_clock);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceWindow, log_mark);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceWindow, collect);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceWindow, stop);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceWindow, export);
  gtk_widget_class_bind_template_callback (widget_class, collect_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
davy_evidence_window_init (DavyEvidenceWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "evidence");
  davy_compat_guard_window (GTK_WINDOW (self));
}

static void
add_rows (DavyEvidenceWindow *self)
{
  GPtrArray *parts = davy_evidence_get_parts (get_evidence (self));

  for (guint i = 0; i < parts->len; i++)
    {
      const DavyEvidencePart *part = g_ptr_array_index (parts, i);
      GtkWidget *row = davy_evidence_row_new (part->key);

      gtk_list_box_append (part->required ? self->required : self->wanted, row);
      g_signal_connect_object (row, "waive", G_CALLBACK (waive_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->rows, row);
    }
}

/**
 * davy_evidence_window_new:
 * @parent: the window it belongs to
 * @handled: a case
 *
 * Shows the evidence of a case while it is collected, and exports it.
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWidget *
davy_evidence_window_new (GtkWindow *parent, DavyCase *handled)
{
  DavyEvidenceWindow *self = g_object_new (DAVY_TYPE_EVIDENCE_WINDOW, "transient-for", parent,
                                           "destroy-with-parent", TRUE, NULL);

  self->handled = g_object_ref (handled);
  add_rows (self);
  g_signal_connect_object (get_evidence (self), "changed", G_CALLBACK (evidence_changed_cb), self,
                           G_CONNECT_SWAPPED);
  davy_evidence_load (get_evidence (self));
  evidence_changed_cb (self);

  return GTK_WIDGET (self);
}
