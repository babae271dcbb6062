/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/support/davy-support-panel.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "triage/davy-case-support.h"
#include "ui/common/davy-choice-factory.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/support/davy-azure-ticket-panel.h"
#include "ui/support/davy-refund-panel.h"
#include "ui/support/davy-support-tickets.h"
#include "ui/wizard/davy-date-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* What Microsoft is asked, the portal's form filled in to be copied field by field, and the way to
 * the portal and back, for which there is no interface; or a ticket at Azure's own support. */

/* What is kept of the answers. */
#define FACT_KIND      "kind"      /* s: `question`, `missed` */
#define FACT_LANGUAGE  "language"  /* s: `en`, `de`, `fr`: of the portal */
#define FACT_QUESTIONS "questions" /* s */
#define FACT_RESOURCES "resources" /* s: one a line */
#define FACT_BEGAN     "began"     /* x, a DavyTime */
#define FACT_ENDED     "ended"     /* x, a DavyTime */
#define FACT_NAME      "contact-name"
#define FACT_COMPANY   "contact-company"
#define FACT_EMAIL     "contact-email"
#define FACT_PHONE     "contact-phone"

static const char *const kinds[] = { "question", "missed" };
static const char *const languages[] = { "en", "de", "fr" }; /* as DavyLanguage counts from 1 */
static const char *const language_names[] = { "English", "Deutsch", "Français", NULL };

struct _DavySupportPanel
{
  AdwBin parent_instance;

  AdwComboRow *kind;
  AdwComboRow *language;
  DavyNoteRow *questions;
  AdwPreferencesGroup *impact;
  DavyNoteRow *resources;
  DavyDateRow *began;
  DavyDateRow *ended;
  GtkEditable *name;
  GtkEditable *company;
  GtkEditable *email;
  GtkEditable *phone;
  AdwPreferencesGroup *form;
  GtkToggleButton *other_form;
  DavySupportTickets *tickets;
  DavyAzureTicketPanel *azure;
  DavyRefundPanel *refund;
  GPtrArray *rows; /* unowned, in @form */

  DavyCase *subject;         /* (nullable) */
  GCancellable *cancellable; /* of what is on its way */
  gboolean filling;
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} DavySupportPanelSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavySupportPanel, davy_support_panel, ADW_TYPE_BIN)

/* What was typed, which the facts of a request point into. */
typedef struct
{
  DavySupportFacts facts;
  char *questions;
  GStrv resources;
} Request;

static void
request_clear (Request *request)
{
  g_free (request->questions);
  g_strfreev (request->resources);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static GStrv
split_lines (char *text)
{
  g_autofree char *owned = text;
  g_auto (GStrv) lines = g_strsplit (owned, "\n", -1);
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv kept;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (builder, lines[i]);
  kept = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return kept;
}

static void
read_request (DavySupportPanel *self, Request *request)
{
  DavySupportFacts *facts = &request->facts;

  request->questions = davy_note_row_dup_text (self->questions);
  request->resources = split_lines (davy_note_row_dup_text (self->resources));
  facts->kind = (DavySupportKind) adw_combo_row_get_selected (self->kind);
  facts->language = (DavyLanguage) (adw_combo_row_get_selected (self->language) + 1);
  facts->questions = request->questions;
  facts->name = gtk_editable_get_text (self->name);
  facts->company = gtk_editable_get_text (self->company);
  facts->email = gtk_editable_get_text (self->email);
  facts->phone = gtk_editable_get_text (self->phone);
  if (facts->kind == DAVY_SUPPORT_KIND_MISSED)
    {
      facts->resources = (const char *const *) request->resources;
      facts->began = davy_date_row_get_time (self->began);
      facts->ended = davy_date_row_get_time (self->ended);
    }
  if (self->subject != NULL)
    davy_case_fill_support_facts (self->subject, facts);
}

static void
show_form (DavySupportPanel *self)
{
  g_auto (Request) request = { 0 };
  DavySupportForm arrangement = gtk_toggle_button_get_active (self->other_form)
                                    ? DAVY_SUPPORT_FORM_LIST
                                    : DAVY_SUPPORT_FORM_TODAY;
  g_autoptr (GPtrArray) fields = NULL;
  g_autofree char *way = NULL;

  read_request (self, &request);
  fields = davy_support_request_list_fields (&request.facts, arrangement);
  way = davy_support_request_dup_way (request.facts.language, arrangement);

  davy_empty_group (self->form, self->rows);
  for (guint i = 0; i < fields->len; i++)
    {
      const DavySupportField *field = g_ptr_array_index (fields, i);
      DavyFactRow *row = davy_fact_row_add (self->form, self->rows, field->label, field->value);

      davy_fact_row_set_copyable (row, TRUE);
      if (field->chosen)
        davy_fact_row_set_source (row, _ ("Choose it from the list."));
    }
  adw_preferences_group_set_description (self->form, way);
  gtk_widget_set_visible (GTK_WIDGET (self->impact),
                          request.facts.kind == DAVY_SUPPORT_KIND_MISSED);
  davy_support_tickets_set_title (self->tickets, davy_support_request_get_title (&request.facts));
  davy_azure_ticket_panel_show_request (self->azure, &request.facts);
  davy_refund_panel_set_language (self->refund, request.facts.language);
}

static void
changed_cb (DavySupportPanel *self)
{
  if (self->filling)
    return;

  show_form (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
other_form_cb (DavySupportPanel *self)
{
  show_form (self);
}

static void
open_asked_cb (DavySupportPanel *self)
{
  g_auto (Request) request = { 0 };
  g_autoptr (GError) error = NULL;

  read_request (self, &request);
  if (davy_support_request_check (&request.facts, &error))
    davy_support_tickets_open (self->tickets, &request.facts);
  else
    davy_support_tickets_show_error (self->tickets, error);
}

static void
kept_cb (DavySupportPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
send_asked_cb (DavySupportPanel *self)
{
  g_auto (Request) request = { 0 };

  read_request (self, &request);
  davy_azure_ticket_panel_send (self->azure, &request.facts);
}

static void
azure_kept_cb (DavySupportPanel *self)
{
  davy_support_tickets_show_kept (self->tickets);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
fill_if_empty (GtkEditable *entry, const char *text)
{
  if (text != NULL && *gtk_editable_get_text (entry) == '\0')
    gtk_editable_set_text (entry, text);
}

static void
contact_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySupportPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavySupportContact) contact =
      davy_case_load_support_contact_finish (DAVY_CASE (source), result, &error);

  if (contact == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        davy_support_tickets_show_error (self->tickets, error);
      return;
    }

  self->filling = TRUE;
  fill_if_empty (self->name, contact->name);
  fill_if_empty (self->company, contact->company);
  fill_if_empty (self->email, contact->email);
  fill_if_empty (self->phone, contact->phone);
  davy_azure_ticket_panel_set_country (self->azure, contact->country);
  self->filling = FALSE;
  show_form (self);
}

static guint
find_word (const char *const *words, guint n_words, const char *word, guint fallback)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;

  return fallback;
}

/* Where Microsoft has told of nothing, that is what there is to ask. */
static DavySupportKind
get_usual_kind (DavySupportPanel *self)
{
  return self->subject != NULL && davy_case_get_alerts (self->subject)->len == 0
             ? DAVY_SUPPORT_KIND_MISSED
             : DAVY_SUPPORT_KIND_QUESTION;
}

static guint
get_window_language (void)
{
  return davy_language_get () - DAVY_LANGUAGE_ENGLISH;
}

static void
davy_support_panel_dispose (GObject *object)
{
  DavySupportPanel *self = DAVY_SUPPORT_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_support_panel_parent_class)->dispose (object);
}

static void
davy_support_panel_finalize (GObject *object)
{
  DavySupportPanel *self = DAVY_SUPPORT_PANEL (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (davy_support_panel_parent_class)->finalize (object);
}

static void
davy_support_panel_class_init (DavySupportPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_support_panel_dispose;
  object_class->finalize = davy_support_panel_finalize;

  /**
   * DavySupportPanel::changed:
   *
   * A person answered differently, or a number was kept.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DAVY_TYPE_AZURE_TICKET_PANEL);
  g_type_ensure (DAVY_TYPE_DATE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_REFUND_PANEL);
  g_type_ensure (DAVY_TYPE_SUPPORT_TICKETS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/support/davy-support-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, kind);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, language);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, questions);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, impact);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, resources);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, began);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, ended);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, name);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, company);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, email);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, phone);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, form);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, other_form);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, tickets);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, azure);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPanel, refund);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_form_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, kept_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, azure_kept_cb);
}

static void
davy_support_panel_init (DavySupportPanel *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (language_names);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  davy_choice_factory_install (self->kind);
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  adw_combo_row_set_selected (self->language, get_window_language ());
  self->filling = FALSE;
  show_form (self);
}

/**
 * davy_support_panel_set_case:
 * @self: a panel
 * @subject: what is asked about
 *
 * Fills in what the case and the partner's profile know.
 */
void
davy_support_panel_set_case (DavySupportPanel *self, DavyCase *subject)
{
  g_return_if_fail (DAVY_IS_SUPPORT_PANEL (self));

  g_set_object (&self->subject, subject);
  davy_support_tickets_set_case (self->tickets, subject);
  davy_azure_ticket_panel_set_case (self->azure, subject);
  davy_refund_panel_set_case (self->refund, subject);
  show_form (self);
  davy_case_load_support_contact_async (subject, self->cancellable, contact_loaded_cb,
                                        g_object_ref (self));
}

/**
 * davy_support_panel_check:
 * @self: a panel
 * @error: %DAVY_ERROR_INPUT, a sentence that says what is missing
 *
 * Returns: whether a number was kept
 */
gboolean
davy_support_panel_check (DavySupportPanel *self, GError **error)
{
  g_autoptr (GPtrArray) tickets = NULL;

  if (self->subject != NULL)
    tickets = davy_case_list_support_tickets (self->subject);
  if (tickets != NULL && tickets->len > 0)
    return TRUE;

  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                       _ ("Keep the number of the request first."));
  return FALSE;
}

/**
 * davy_support_panel_save:
 * @self: a panel
 * @facts: where to put the answers
 */
void
davy_support_panel_save (DavySupportPanel *self, GVariantDict *facts)
{
  g_auto (Request) request = { 0 };
  g_autofree char *resources = davy_note_row_dup_text (self->resources);

  read_request (self, &request);
  davy_facts_put_text (facts, FACT_KIND, kinds[request.facts.kind]);
  davy_facts_put_text (facts, FACT_LANGUAGE, languages[request.facts.language - 1]);
  davy_facts_put_text (facts, FACT_QUESTIONS, request.questions);
  davy_facts_put_text (facts, FACT_NAME, request.facts.name);
  davy_facts_put_text (facts, FACT_COMPANY, request.facts.company);
  davy_facts_put_text (facts, FACT_EMAIL, request.facts.email);
  davy_facts_put_text (facts, FACT_PHONE, request.facts.phone);
  davy_facts_put_text (facts, FACT_RESOURCES, resources);
  if (request.facts.began != DAVY_TIME_UNSET)
    g_variant_dict_insert (facts, FACT_BEGAN, "x", request.facts.began);
  if (request.facts.ended != DAVY_TIME_UNSET)
    g_variant_dict_insert (facts, FACT_ENDED, "x", request.facts.ended);
}

static void
restore_entry (GVariantDict *facts, const char *key, GtkEditable *entry)
{
  g_autofree char *text = davy_facts_dup_text (facts, key);

  if (text != NULL)
    gtk_editable_set_text (entry, text);
}

/**
 * davy_support_panel_restore:
 * @self: a panel
 * @facts: answers given before; what they do not hold stays
 */
void
davy_support_panel_restore (DavySupportPanel *self, GVariantDict *facts)
{
  g_autofree char *kind = davy_facts_dup_text (facts, FACT_KIND);
  g_autofree char *language = davy_facts_dup_text (facts, FACT_LANGUAGE);
  g_autofree char *questions = davy_facts_dup_text (facts, FACT_QUESTIONS);
  g_autofree char *resources = davy_facts_dup_text (facts, FACT_RESOURCES);
  DavyTime began = DAVY_TIME_UNSET;
  DavyTime ended = DAVY_TIME_UNSET;

  g_variant_dict_lookup (facts, FACT_BEGAN, "x", &began);
  g_variant_dict_lookup (facts, FACT_ENDED, "x", &ended);
  self->filling = TRUE;
  adw_combo_row_set_selected (self->kind,
                              find_word (kinds, G_N_ELEMENTS (kinds), kind, get_usual_kind (self)));
  adw_combo_row_set_selected (self->language, find_word (languages, G_N_ELEMENTS (languages),
                                                         language, get_window_language ()));
  davy_note_row_set_text (self->questions, questions);
  davy_note_row_set_text (self->resources, resources);
  davy_date_row_set_time (self->began, began);
  davy_date_row_set_time (self->ended, ended);
  restore_entry (facts, FACT_NAME, self->name);
  restore_entry (facts, FACT_COMPANY, self->company);
  restore_entry (facts, FACT_EMAIL, self->email);
  restore_entry (facts, FACT_PHONE, self->phone);
  self->filling = FALSE;
  show_form (self);
}
