/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-report-group.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "store/davy-store.h"
#include "triage/davy-case-file.h"
#include "triage/davy-case-letter.h"
#include "triage/davy-child.h"
#include "ui/common/davy-aside-row.h"
#include "ui/common/davy-choice-factory.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-save-chooser.h"

/* The way to the file: the case as JSON, a child that makes the report of it in the language that
 * was chosen, the file. */

struct _DavyReportGroup
{
  AdwBin parent_instance;

  AdwComboRow *language;
  AdwComboRow *format;
  GtkWidget *save;
  AdwActionRow *outcome;
  GtkSpinner *spinner;
  GtkWidget *show;

  DavyContext *context; /* (nullable): there is no case yet */
  gint64 case_row;
  GCancellable *cancellable;
  char *customer_tenant_id;      /* (nullable): whose language was looked up */
  GCancellable *looking;         /* (nullable): for it */
  gboolean filling;              /* the choice is not a person's */
  gboolean chosen;               /* the language is, for this case */
  GtkFileChooserNative *chooser; /* (nullable): while it is asked where to */
  GFile *file;                   /* (nullable): where to */
};

G_DEFINE_FINAL_TYPE (DavyReportGroup, davy_report_group, ADW_TYPE_BIN)

/* Each in its own language, in the order of the choices. */
static const char *const language_names[] = { "English", "Deutsch", "Français", NULL };
static const DavyLanguage languages[] = { DAVY_LANGUAGE_ENGLISH, DAVY_LANGUAGE_GERMAN,
                                          DAVY_LANGUAGE_FRENCH };
static const char *const formats[] = { "pdf", "json" };

static void
show_outcome (DavyReportGroup *self, const char *title, const char *text, gboolean busy)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->outcome), title);
  adw_action_row_set_subtitle (self->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  davy_set_busy (self->save, busy);
  gtk_widget_set_visible (self->show, FALSE);
}

static void
end (DavyReportGroup *self, GError *error)
{
  g_autofree char *text = NULL;

  g_clear_object (&self->cancellable);
  if (error != NULL)
    {
      text = davy_error_dup_sentence (error);
      show_outcome (self, _ ("The report could not be made"), text, FALSE);
      g_error_free (error);
      return;
    }

  text = g_file_get_parse_name (self->file);
  show_outcome (self, _ ("The report is made"), text, FALSE);
  gtk_widget_set_visible (self->show, TRUE);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyReportGroup) self = DAVY_REPORT_GROUP (data);
  GError *error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (self, error);
  else
    g_error_free (error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyReportGroup) self = DAVY_REPORT_GROUP (data);
  GError *error = NULL;
  g_autoptr (GBytes) report = davy_child_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error_free (error);
  else if (report == NULL)
    end (self, error);
  else
    g_file_replace_contents_bytes_async (self->file, report, NULL, FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION, self->cancellable,
                                         written_cb, g_object_ref (self));
}

static void
case_file_built_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyReportGroup) self = DAVY_REPORT_GROUP (data);
  GError *error = NULL;
  g_autoptr (GBytes) file = davy_case_file_build_finish (DAVY_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error_free (error);
  else if (file == NULL)
    end (self, error);
  else
    davy_child_run_async (DAVY_CHILD_REPORT, formats[adw_combo_row_get_selected (self->format)],
                          languages[adw_combo_row_get_selected (self->language)], file,
                          self->cancellable, made_cb, g_object_ref (self));
}

/* --- the language ---------------------------------------------------------------------------- */

static void
propose_language (DavyReportGroup *self, DavyLanguage language)
{
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (languages[i] == language)
      adw_combo_row_set_selected (self->language, i);
  self->filling = FALSE;
}

static void
language_changed_cb (DavyReportGroup *self)
{
  if (!self->filling)
    self->chosen = TRUE;
}

/* Without an answer it stays the language of the window. */
static void
recipient_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyReportGroup) self = DAVY_REPORT_GROUP (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyRecipient) recipient =
      davy_recipient_load_finish (DAVY_ACCOUNTS (source), result, &error);

  if (recipient != NULL && !self->chosen)
    propose_language (self, recipient->language);
}

/* --- the file -------------------------------------------------------------------------------- */

static void
chosen_cb (DavyReportGroup *self, int response)
{
  g_autoptr (GFile) file = davy_save_chooser_take (&self->chooser, response);

  if (file != NULL)
    davy_report_group_save (self, file);
}

static void
save_clicked_cb (DavyReportGroup *self)
{
  const char *format = formats[adw_combo_row_get_selected (self->format)];
  g_autofree char *day = davy_day_to_iso (davy_day_from_time (davy_time_now ()));
  /* Translators: the name of a file; first a date such as 2026-12-24, then "pdf" or "json". */
  g_autofree char *name = g_strdup_printf (_ ("Report %1$s.%2$s"), day, format);

  if (self->context == NULL || self->chooser != NULL)
    return;

  self->chooser = davy_save_chooser_new (GTK_WIDGET (self), _ ("Save the report"), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
show_clicked_cb (DavyReportGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GFile) folder = g_file_get_parent (self->file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
davy_report_group_dispose (GObject *object)
{
  DavyReportGroup *self = DAVY_REPORT_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->chooser);
  g_clear_object (&self->file);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_report_group_parent_class)->dispose (object);
}

static void
davy_report_group_finalize (GObject *object)
{
  g_free (DAVY_REPORT_GROUP (object)->customer_tenant_id);

  G_OBJECT_CLASS (davy_report_group_parent_class)->finalize (object);
}

static void
davy_report_group_class_init (DavyReportGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_report_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_report_group_finalize;

  g_type_ensure (DAVY_TYPE_ASIDE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-report-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyReportGroup, language);
  gtk_widget_class_bind_template_child (widget_class, DavyReportGroup, format);
  gtk_widget_class_bind_template_child (widget_class, DavyReportGroup, save);
  gtk_widget_class_bind_template_child (widget_class, DavyReportGroup, outcome);
  gtk_widget_class_bind_template_child (widget_class, DavyReportGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyReportGroup, show);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
}

static void
davy_report_group_init (DavyReportGroup *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (language_names);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = TRUE;
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  davy_choice_factory_install (self->format);
  propose_language (self, davy_language_get ());
}

/**
 * davy_report_group_set_case:
 * @self: the group
 * @context: where the store is
 * @case_row: the case whose report is made from now on
 */
void
davy_report_group_set_case (DavyReportGroup *self, DavyContext *context, gint64 case_row)
{
  if (self->case_row == case_row)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->context, context);
  self->case_row = case_row;
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), FALSE);
  davy_set_busy (self->save, FALSE);
}

/**
 * davy_report_group_set_customer:
 * @self: the group, with a case
 * @account_id: whose customer it is
 * @customer_tenant_id: (nullable): the customer, when it is known
 *
 * Proposes the language of the customer's profile, and that of the window until it is known. What a
 * person chose for the same customer stays.
 */
void
davy_report_group_set_customer (DavyReportGroup *self,
                                const char *account_id,
                                const char *customer_tenant_id)
{
  g_return_if_fail (self->context != NULL);

  if (self->looking != NULL && g_strcmp0 (self->customer_tenant_id, customer_tenant_id) == 0)
    return;

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  g_free (self->customer_tenant_id);
  self->customer_tenant_id = g_strdup (customer_tenant_id);
  self->chosen = FALSE;
  propose_language (self, davy_language_get ());
  davy_recipient_load_async (davy_context_get_accounts (self->context), account_id,
                             customer_tenant_id, self->looking, recipient_loaded_cb,
                             g_object_ref (self));
}

/**
 * davy_report_group_save:
 * @self: the group, with a case
 * @file: where to; what is there gives way
 *
 * Makes the report and says what came of it.
 */
void
davy_report_group_save (DavyReportGroup *self, GFile *file)
{
  g_return_if_fail (self->context != NULL);

  if (self->cancellable != NULL)
    return;

  g_set_object (&self->file, file);
  self->cancellable = g_cancellable_new ();
  show_outcome (self, _ ("The report is being made…"), "", TRUE);
  davy_case_file_build_async (davy_context_get_store (self->context), self->case_row,
                              self->cancellable, case_file_built_cb, g_object_ref (self));
}
