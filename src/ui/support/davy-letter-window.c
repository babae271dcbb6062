/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/support/davy-letter-window.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "triage/davy-case-letter.h"
#include "ui/common/davy-case-opener.h"
#include "ui/common/davy-mail.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/help/davy-help-button.h"
#include "ui/help/davy-help-topic.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-trouble-bar.h"

/* A mail to the customer, in the customer's language, to be read and changed before the person's
 * own mail program gets it. What it gets is written down first. */

static const char *const language_names[] = { "English", "Deutsch", "Français", NULL };

struct _DavyLetterWindow
{
  AdwWindow parent_instance;

  DavyCaseOpener *opener;
  GtkWidget *content;
  AdwComboRow *language;
  GtkEditable *recipient;
  GtkEditable *subject;
  DavyNoteRow *body;
  GtkWidget *open;
  GtkWidget *show;
  GtkLabel *told;
  DavyTroubleBar *trouble;

  DavyCase *handled; /* (nullable): until it is open */
  GCancellable *cancellable;
  GCancellable *composing; /* (nullable): of the letter on its way */
  GBytes *graph;           /* (nullable): without usage */
  GFile *picture;          /* (nullable): where the graph was saved */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (DavyLetterWindow, davy_letter_window, ADW_TYPE_WINDOW)

static gboolean
has_ended (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyLetterWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) graph = NULL;
  g_autoptr (DavyLetter) letter =
      davy_case_compose_finish (DAVY_CASE (source), result, &graph, &error);

  if (has_ended (error))
    return;
  if (letter == NULL)
    {
      davy_trouble_bar_show_error (self->trouble, error);
      return;
    }

  gtk_editable_set_text (self->subject, letter->subject);
  davy_note_row_set_text (self->body, letter->body);
  g_clear_pointer (&self->graph, g_bytes_unref);
  self->graph = g_steal_pointer (&graph);
  davy_set_busy (self->open, FALSE);
}

/* A letter in another language takes the place of what was written. */
static void
compose (DavyLetterWindow *self)
{
  DavyLanguage language = (DavyLanguage) (adw_combo_row_get_selected (self->language) + 1);

  g_cancellable_cancel (self->composing);
  g_clear_object (&self->composing);
  self->composing = g_cancellable_new ();
  davy_trouble_bar_clear (self->trouble);
  davy_set_busy (self->open, TRUE);
  davy_case_compose_async (self->handled, language, self->composing, composed_cb,
                           g_object_ref (self));
}

static void
language_changed_cb (DavyLetterWindow *self)
{
  if (!self->filling && self->handled != NULL)
    compose (self);
}

static void
recipient_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyLetterWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyRecipient) recipient =
      davy_case_load_recipient_finish (DAVY_CASE (source), result, &error);

  if (has_ended (error))
    return;
  if (recipient != NULL)
    {
      self->filling = TRUE;
      adw_combo_row_set_selected (self->language, recipient->language - 1);
      gtk_editable_set_text (self->recipient, recipient->email != NULL ? recipient->email : "");
      self->filling = FALSE;
    }

  compose (self);
  if (recipient == NULL)
    davy_trouble_bar_show_error (self->trouble, error);
}

static void
opened_cb (DavyLetterWindow *self, DavyCase *opened)
{
  g_set_object (&self->handled, opened);
  davy_case_opener_show_content (self->opener);
  gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
  davy_case_load_recipient_async (opened, self->cancellable, recipient_loaded_cb,
                                  g_object_ref (self));
}

static void
mail_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyLetterWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean attached = FALSE;
  gboolean opened = davy_mail_open_finish (result, &attached, &error);

  davy_set_busy (self->open, FALSE);
  gtk_widget_set_visible (self->show, self->picture != NULL && !attached);
  if (!opened)
    davy_say (self->told, _ ("No mail program opened. Copy the text into your mail."));
  else if (attached || self->picture == NULL)
    davy_say (self->told,
              _ ("Your mail program has it. What it says is written down in the case."));
  else
    davy_say (self->told,
              _ ("Your mail program has it. Add the graph, which was saved as a file."));
}

static void
open_mail (DavyLetterWindow *self)
{
  g_autofree char *body = davy_note_row_dup_text (self->body);
  const DavyMail mail = {
    .recipient = gtk_editable_get_text (self->recipient),
    .subject = gtk_editable_get_text (self->subject),
    .body = body,
    .attachment = self->picture,
  };

  davy_mail_open_async (&mail, self->cancellable, mail_opened_cb, g_object_ref (self));
}

static void
picture_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyLetterWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_clear_object (&self->picture);
      if (!has_ended (error))
        davy_trouble_bar_show_error (self->trouble, error);
    }
  open_mail (self);
}

static void
save_picture (DavyLetterWindow *self)
{
  const char *downloads = g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD);
  g_autofree char *name =
      g_strdup_printf ("davylamp-%s.png", davy_case_get_azure_id (self->handled));
  g_autofree char *path =
      g_build_filename (downloads != NULL ? downloads : g_get_home_dir (), name, NULL);

  g_clear_object (&self->picture);
  self->picture = g_file_new_for_path (path);
  g_file_replace_contents_bytes_async (self->picture, self->graph, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE, self->cancellable, picture_saved_cb,
                                       g_object_ref (self));
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyLetterWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!davy_case_record_letter_finish (DAVY_CASE (source), result, &error))
    {
      davy_set_busy (self->open, FALSE);
      davy_trouble_bar_show_error (self->trouble, error);
    }
  else if (self->graph != NULL)
    save_picture (self);
  else
    open_mail (self);
}

static void
open_cb (DavyLetterWindow *self)
{
  g_autofree char *body = davy_note_row_dup_text (self->body);
  g_autofree char *subject = g_strdup (gtk_editable_get_text (self->subject));
  const DavyLetter letter = { .subject = subject, .body = body };

  davy_trouble_bar_clear (self->trouble);
  davy_set_busy (self->open, TRUE);
  davy_case_record_letter_async (self->handled, gtk_editable_get_text (self->recipient), &letter,
                                 recorded_cb, g_object_ref (self));
}

static void
show_cb (DavyLetterWindow *self)
{
  davy_mail_show_in_folder (self->picture);
}

static void
davy_letter_window_dispose (GObject *object)
{
  DavyLetterWindow *self = DAVY_LETTER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->composing);
  g_clear_object (&self->handled);

  G_OBJECT_CLASS (davy_letter_window_parent_class)->dispose (object);
}

static void
davy_letter_window_finalize (GObject *object)
{
  DavyLetterWindow *self = DAVY_LETTER_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->composing);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->graph, g_bytes_unref);

  G_OBJECT_CLASS (davy_letter_window_parent_class)->finalize (object);
}

static void
davy_letter_window_class_init (DavyLetterWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_letter_window_dispose;
  object_class->finalize = davy_letter_window_finalize;

  g_type_ensure (DAVY_TYPE_CASE_OPENER);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_TROUBLE_BAR);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (DAVY_TYPE_HELP_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/support/davy-letter-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, opener);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, content);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, language);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, recipient);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, body);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, open);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, show);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, told);
  gtk_widget_class_bind_template_child (widget_class, DavyLetterWindow, trouble);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
davy_letter_window_init (DavyLetterWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (language_names);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "step-contact");
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  self->filling = FALSE;
  davy_compat_guard_window (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * davy_letter_window_new:
 * @context: what the start has put together
 * @parent: (nullable): the window that it stands before
 * @alert_row: the alert that the mail is about
 *
 * Returns: (transfer floating): a window that writes to the alert's customer
 */
GtkWidget *
davy_letter_window_new (DavyContext *context, GtkWindow *parent, gint64 alert_row)
{
  DavyLetterWindow *self =
      g_object_new (DAVY_TYPE_LETTER_WINDOW, "transient-for", parent, "application",
                    parent != NULL ? gtk_window_get_application (parent) : NULL, NULL);

  davy_case_opener_open (self->opener, context, alert_row);

  return GTK_WIDGET (self);
}
