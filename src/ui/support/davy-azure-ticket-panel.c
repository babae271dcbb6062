/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/support/davy-azure-ticket-panel.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "core/davy-format.h"
#include "core/davy-time.h"
#include "triage/davy-entry-words.h"
#include "ui/common/davy-choice-factory.h"
#include "ui/common/davy-proof-button.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/wizard/davy-trouble-bar.h"

/* The second way to ask Microsoft: whether it is open to the person, what the ticket is about, what
 * will be sent, and, once it is sent, how it stands. */

#define LOOK_DELAY (30 * 1000) /* milliseconds: while Azure is at it */

struct _DavyAzureTicketPanel
{
  AdwBin parent_instance;

  GtkWidget *rows;
  AdwActionRow *state;
  AdwComboRow *service;
  AdwComboRow *problem;
  AdwEntryRow *country;
  AdwActionRow *preview;
  DavyTroubleBar *trouble;
  DavyProofButton *proof;
  GtkWidget *ask;
  GtkWidget *send;
  GtkSpinner *spinner;

  DavyCase *subject; /* (nullable) */
  GCancellable *cancellable;
  GCancellable *listing; /* (nullable): of the problems */
  GPtrArray *services;   /* (nullable): DavyAzureTopic: it is possible */
  GPtrArray *problems;   /* (nullable): DavyAzureTopic, of the chosen service */
  guint known;           /* the intent of the last ticket when it was asked for them; 0: of none */
  guint n_kept;          /* numbers of the case that were told of */
  GSource *timer;        /* (nullable): until it is looked for again */
  gboolean busy;
};

typedef enum
{
  SIGNAL_SEND_ASKED,
  SIGNAL_KEPT,
  SIGNAL_LAST,
} DavyAzureTicketPanelSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyAzureTicketPanel, davy_azure_ticket_panel, ADW_TYPE_BIN)

static void ask_cb (DavyAzureTicketPanel *self);
static void service_cb (DavyAzureTicketPanel *self);
static void look (DavyAzureTicketPanel *self);
static void send_cb (DavyAzureTicketPanel *self);

/* --- what is shown ------------------------------------------------------------------------- */

static char *
describe_act (const DavyAct *act)
{
  g_autofree char *when = davy_format_date_time (DAVY_LANGUAGE_WINDOW, act->at);
  char *unsent = davy_words_act_unsent (act);

  if (unsent != NULL)
    return unsent;
  if (act->state == DAVY_ACT_DONE)
    {
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Sent %s, and proved by a read: Azure’s support has it."), when);
    }
  if (act->state == DAVY_ACT_PENDING)
    {
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Sent %s. Azure does not show it yet; it is looked for, and not "
                                 "sent a second time."),
                              when);
    }

  /* Translators: %s is a date with the time of day. */
  return g_strdup_printf (_ ("Sent %s, but Azure did not take it."), when);
}

static void
show_state (DavyAzureTicketPanel *self)
{
  g_autoptr (DavyAct) act =
      self->subject != NULL ? davy_case_dup_azure_ticket (self->subject) : NULL;
  gboolean pending = act != NULL && act->state == DAVY_ACT_PENDING;
  g_autofree char *text = act != NULL ? describe_act (act) : NULL;
  gboolean possible;

  /* Another window may have sent one: what was chosen here before is not sent after it. */
  if (act != NULL && act->state == DAVY_ACT_DONE && act->intent > self->known)
    g_clear_pointer (&self->services, g_ptr_array_unref);
  possible = self->services != NULL && !pending;

  gtk_widget_set_visible (self->rows, act != NULL || possible);
  gtk_widget_set_visible (GTK_WIDGET (self->state), act != NULL);
  adw_action_row_set_subtitle (self->state, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->service), possible);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), possible && self->problems != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->country), possible);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), possible);
  gtk_widget_set_visible (self->send, possible);
  gtk_widget_set_visible (self->ask, self->services == NULL && !pending);
  davy_set_busy (self->send, self->busy);
  davy_set_busy (self->ask, self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
set_busy (DavyAzureTicketPanel *self, gboolean busy)
{
  self->busy = busy;
  show_state (self);
}

/* What stands first in both lists, since newer GTK leaves no list of a row without a choice. */
#define NOTHING_CHOSEN 0

static void
show_topics (AdwComboRow *row, GPtrArray *topics)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_ ("topic", "Choose…"));
  for (guint i = 0; i < topics->len; i++)
    gtk_string_list_append (names, ((const DavyAzureTopic *) g_ptr_array_index (topics, i))->name);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
}

static const char *
get_chosen (AdwComboRow *row, const GPtrArray *topics)
{
  guint chosen = adw_combo_row_get_selected (row);

  return topics != NULL && chosen > NOTHING_CHOSEN && chosen <= topics->len
             ? ((const DavyAzureTopic *) g_ptr_array_index (topics, chosen - 1))->id
             : NULL;
}

static void
ask_for_proof (DavyAzureTicketPanel *self,
               const GError *error,
               void (*again) (DavyAzureTicketPanel *))
{
  davy_proof_button_go_on_with (self->proof, G_CALLBACK (again), self);
  davy_proof_button_ask_in_case (self->proof, error, self->subject, DAVY_SERVICE_RESOURCE_MANAGER);
}

static void
clear_trouble (DavyAzureTicketPanel *self)
{
  davy_trouble_bar_clear (self->trouble);
  ask_for_proof (self, NULL, NULL);
}

/* @again: what goes on after a proof, if that is what fails
 *
 * Returns: whether @error says that the answer is no longer waited for, or shows it otherwise */
static gboolean
was_left (DavyAzureTicketPanel *self, const GError *error, void (*again) (DavyAzureTicketPanel *))
{
  if (self->subject == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  if (error != NULL)
    {
      davy_trouble_bar_show_error (self->trouble, error);
      ask_for_proof (self, error, again);
    }

  return FALSE;
}

/* --- whether it is possible, and what it can be about -------------------------------------- */

static void
services_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyAzureTicketPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services =
      davy_case_list_azure_services_finish (DAVY_CASE (source), result, &error);

  if (was_left (self, error, ask_cb))
    return;

  if (services != NULL)
    {
      self->services = g_steal_pointer (&services);
      show_topics (self->service, self->services);
    }
  set_busy (self, FALSE);
  if (self->services != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->service));
}

static void
ask_cb (DavyAzureTicketPanel *self)
{
  g_autoptr (DavyAct) act = NULL;

  if (self->subject == NULL || self->busy)
    return;

  act = davy_case_dup_azure_ticket (self->subject);
  self->known = act != NULL ? act->intent : 0;
  clear_trouble (self);
  set_busy (self, TRUE);
  davy_case_list_azure_services_async (self->subject, self->cancellable, services_listed_cb,
                                       g_object_ref (self));
}

static void
problems_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyAzureTicketPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems =
      davy_case_list_azure_problems_finish (DAVY_CASE (source), result, &error);

  if (was_left (self, error, service_cb))
    return;
  if (problems == NULL)
    {
      /* The same service may be chosen again, unless a proof is what leads on. */
      if (!davy_error_wants_sign_in (error))
        adw_combo_row_set_selected (self->service, NOTHING_CHOSEN);
      return;
    }

  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = g_steal_pointer (&problems);
  show_topics (self->problem, self->problems);
  show_state (self);
}

static void
service_cb (DavyAzureTicketPanel *self)
{
  const char *service_id = get_chosen (self->service, self->services);

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  show_state (self);
  if (service_id == NULL)
    return;

  clear_trouble (self);
  self->listing = g_cancellable_new ();
  davy_case_list_azure_problems_async (self->subject, service_id, self->listing, problems_listed_cb,
                                       g_object_ref (self));
}

/* --- how it stands ------------------------------------------------------------------------- */

static gboolean
look_again_cb (gpointer data)
{
  DavyAzureTicketPanel *self = data;

  davy_timer_clear (&self->timer);
  look (self);

  return G_SOURCE_REMOVE;
}

static guint
count_kept (DavyCase *subject)
{
  g_autoptr (GPtrArray) tickets = davy_case_list_support_tickets (subject);

  return tickets->len;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyAzureTicketPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;
  guint told = self->n_kept;

  davy_case_keep_azure_ticket_finish (DAVY_CASE (source), result, &error);
  if (was_left (self, error, look))
    return;

  set_busy (self, FALSE);
  act = davy_case_dup_azure_ticket (self->subject);
  if (act != NULL && act->state == DAVY_ACT_PENDING)
    self->timer = davy_timer_start (LOOK_DELAY, look_again_cb, self, NULL);

  self->n_kept = count_kept (self->subject);
  if (self->n_kept > told)
    g_signal_emit (self, signals[SIGNAL_KEPT], 0);
}

/* Sends nothing: a ticket that was sent is looked for, and its number kept. */
static void
look (DavyAzureTicketPanel *self)
{
  davy_timer_clear (&self->timer);
  set_busy (self, TRUE);
  davy_case_keep_azure_ticket_async (self->subject, self->cancellable, looked_cb,
                                     g_object_ref (self));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyAzureTicketPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act =
      davy_case_create_azure_ticket_finish (DAVY_CASE (source), result, &error);

  if (was_left (self, error, send_cb))
    return;

  set_busy (self, FALSE);
  if (act == NULL)
    return;
  g_clear_pointer (&self->services, g_ptr_array_unref);
  davy_compat_announce (GTK_WIDGET (self), adw_action_row_get_subtitle (self->state));
  look (self);
}

/* Told as well of what another window over the same case writes down. */
static void
step_changed_cb (DavyAzureTicketPanel *self)
{
  if (self->subject != NULL && !self->busy)
    show_state (self);
}

static void
send_cb (DavyAzureTicketPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_ASKED], 0);
}

static void
davy_azure_ticket_panel_dispose (GObject *object)
{
  DavyAzureTicketPanel *self = DAVY_AZURE_TICKET_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->listing);
  davy_timer_clear (&self->timer);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_azure_ticket_panel_parent_class)->dispose (object);
}

static void
davy_azure_ticket_panel_finalize (GObject *object)
{
  DavyAzureTicketPanel *self = DAVY_AZURE_TICKET_PANEL (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);

  G_OBJECT_CLASS (davy_azure_ticket_panel_parent_class)->finalize (object);
}

static void
davy_azure_ticket_panel_class_init (DavyAzureTicketPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_azure_ticket_panel_dispose;
  object_class->finalize = davy_azure_ticket_panel_finalize;

  /**
   * DavyAzureTicketPanel::send-asked:
   *
   * The person wants to send the ticket: davy_azure_ticket_panel_send() does.
   */
  signals[SIGNAL_SEND_ASKED] =
      g_signal_new ("send-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  /**
   * DavyAzureTicketPanel::kept:
   *
   * The case knows the ticket's number, which it did not before.
   */
  signals[SIGNAL_KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DAVY_TYPE_PROOF_BUTTON);
  g_type_ensure (DAVY_TYPE_TROUBLE_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/support/davy-azure-ticket-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, rows);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, state);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, service);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, problem);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, country);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, preview);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, trouble);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, proof);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, ask);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, send);
  gtk_widget_class_bind_template_child (widget_class, DavyAzureTicketPanel, spinner);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, service_cb);
}

static void
davy_azure_ticket_panel_init (DavyAzureTicketPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_choice_factory_install (self->service);
  davy_choice_factory_install (self->problem);
  self->cancellable = g_cancellable_new ();
}

/**
 * davy_azure_ticket_panel_set_case:
 * @self: a panel
 * @subject: what is asked about
 *
 * Shows how a ticket stands that was sent before, and looks for it.
 */
void
davy_azure_ticket_panel_set_case (DavyAzureTicketPanel *self, DavyCase *subject)
{
  g_autoptr (DavyAct) act = NULL;

  g_return_if_fail (DAVY_IS_AZURE_TICKET_PANEL (self));

  g_set_object (&self->subject, subject);
  self->n_kept = count_kept (subject);
  g_signal_connect_object (subject, "notify::step", G_CALLBACK (step_changed_cb), self,
                           G_CONNECT_SWAPPED);
  act = davy_case_dup_azure_ticket (subject);
  if (act != NULL && !davy_case_is_closed (subject))
    look (self);
  else
    show_state (self);
}

/**
 * davy_azure_ticket_panel_set_country:
 * @self: a panel
 * @country: (nullable): of the partner, ISO 3166 two letters
 *
 * Fills in the country, unless the person has.
 */
void
davy_azure_ticket_panel_set_country (DavyAzureTicketPanel *self, const char *country)
{
  g_return_if_fail (DAVY_IS_AZURE_TICKET_PANEL (self));

  if (country != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->country)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->country), country);
}

/**
 * davy_azure_ticket_panel_show_request:
 * @self: a panel
 * @facts: what the ticket is written from
 *
 * Shows what would be sent.
 */
void
davy_azure_ticket_panel_show_request (DavyAzureTicketPanel *self, const DavySupportFacts *facts)
{
  g_autofree char *description = davy_support_request_dup_description (facts);
  g_autofree char *text = g_strdup_printf (
      /* Translators: the title of a support request, then the mail address that it is answered to,
       * then its text. */
      _ ("%1$s. Impact: moderate. Answer by e-mail to %2$s. Microsoft is not allowed to look into "
         "the customer’s resources.\n\n%3$s"),
      davy_support_request_get_title (facts),
      facts->email != NULL && *facts->email != '\0' ? facts->email : "…", description);

  g_return_if_fail (DAVY_IS_AZURE_TICKET_PANEL (self));

  adw_action_row_set_subtitle (self->preview, text);
}

/**
 * davy_azure_ticket_panel_send:
 * @self: a panel
 * @facts: what the ticket is written from
 *
 * Sends the ticket when nothing is missing, says otherwise what is.
 */
void
davy_azure_ticket_panel_send (DavyAzureTicketPanel *self, const DavySupportFacts *facts)
{
  const DavyAzureTicketChoice choice = {
    .service_id = get_chosen (self->service, self->services),
    .problem_id = get_chosen (self->problem, self->problems),
    .country = gtk_editable_get_text (GTK_EDITABLE (self->country)),
  };
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DAVY_IS_AZURE_TICKET_PANEL (self) && self->subject != NULL);

  clear_trouble (self);
  if (!davy_azure_ticket_check (facts, &choice, &error))
    {
      davy_trouble_bar_show_error (self->trouble, error);
      return;
    }

  /* Once sent, the answer matters: the page being left does not call it off. */
  set_busy (self, TRUE);
  davy_case_create_azure_ticket_async (self->subject, facts, &choice, NULL, created_cb,
                                       g_object_ref (self));
}
