/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-window.h"

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "triage/davy-evidence.h"
#include "ui/common/davy-case-opener.h"
#include "ui/common/davy-stop-button.h"
#include "ui/help/davy-help-button.h"
#include "ui/help/davy-help-topic.h"
#include "ui/wizard/davy-evidence-button.h"
#include "ui/wizard/davy-review-page.h"
#include "ui/wizard/davy-snooze-button.h"
#include "ui/wizard/davy-trouble-bar.h"
#include "ui/wizard/davy-wizard-actions.h"
#include "ui/wizard/davy-wizard-book.h"
#include "ui/wizard/davy-wizard-feed.h"
#include "ui/wizard/davy-wizard-keys.h"
#include "ui/wizard/davy-wizard-layout.h"
#include "ui/wizard/davy-wizard-steps.h"
#include "ui/wizard/davy-wizard-words.h"

/* Leads a person through a case: the steps at the left, one question at the right, one way forward.
 * The case itself decides what comes next. */

#define MINUTE_DELAY 20000 /* milliseconds: how often the time left is looked at */

struct _DavyWizardWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkLabel *waits; /* what a narrow header has no room for */
  GtkActionable *ask;
  DavySnoozeButton *snooze;
  DavyCaseOpener *opener;
  DavyWizardSteps *steps;
  GtkLabel *position;
  DavyWizardBook *book;
  DavyTroubleBar *trouble;
  DavyEvidenceButton *evidence_below;
  DavyEvidenceButton *evidence_above;
  DavyStopButton *stop_below; /* the steps */
  DavyStopButton *stop_above; /* the question, where there is no room for the steps */
  GtkWidget *leave_out;
  GtkWidget *back;
  GtkWidget *later;
  GtkButton *forward;

  DavyContext *context;
  gint64 alert_row;
  DavyCase *subject; /* (nullable): until it is open */
  DavyWizardFeed *feed;
  GCancellable *cancellable; /* of what may be abandoned when the window closes */
  GSource *minute_timer;
};

G_DEFINE_FINAL_TYPE (DavyWizardWindow, davy_wizard_window, ADW_TYPE_WINDOW)

/* Of the step where the case stands. */
static DavyWizardPage *
get_page (DavyWizardWindow *self)
{
  return davy_wizard_book_get_page (self->book, davy_case_get_step (self->subject));
}

static void
set_busy (DavyWizardWindow *self, gboolean busy)
{
  /* An entry is told that it loses the focus only while it can have it. */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->book), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forward), !busy);
  gtk_widget_set_sensitive (self->back, !busy);
  gtk_widget_set_sensitive (self->leave_out, !busy);
}

static void
update_forward (DavyWizardWindow *self)
{
  gtk_button_set_label (self->forward, davy_wizard_page_get_forward_label (get_page (self)));
}

static void
book_changed_cb (DavyWizardWindow *self)
{
  davy_trouble_bar_clear (self->trouble);
}

static void
update_steps (DavyWizardWindow *self)
{
  g_autofree char *position = NULL;

  davy_wizard_steps_show_case (self->steps, self->subject);
  position = davy_wizard_steps_dup_position (self->steps);
  gtk_label_set_label (self->position, position);
}

static void
show_step (DavyWizardWindow *self, DavyStepId step)
{
  g_autofree char *help = g_strdup_printf ("step-%s", davy_steps[step].key);

  davy_wizard_book_show_step (self->book, step);
  davy_help_topic_set (GTK_WIDGET (self), help);
  davy_trouble_bar_clear (self->trouble);
  gtk_widget_set_visible (self->back,
                          step != DAVY_STEP_DETECTED && !davy_case_is_closed (self->subject));
  gtk_widget_set_visible (self->later, step != DAVY_STEP_DONE);
  gtk_widget_set_visible (self->leave_out, davy_steps[step].optional);
  davy_wizard_keys_begin (GTK_WIDGET (get_page (self)));
}

/* Told as well when the step stays and only what is known about the steps changes. */
static void
step_changed_cb (DavyWizardWindow *self)
{
  DavyStepId step = davy_case_get_step (self->subject);

  update_steps (self);
  update_forward (self);

  if (step != davy_wizard_book_get_shown (self->book))
    {
      show_step (self, step);
      davy_compat_announce (GTK_WIDGET (self), gtk_label_get_label (self->position));
    }
}

static void
update_heading (DavyWizardWindow *self)
{
  g_autofree char *title = davy_wizard_words_case (self->subject);
  g_autofree char *clocks = davy_wizard_words_clocks (self->subject);
  g_autofree char *waits = davy_wizard_words_waits (self->subject);

  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, clocks);
  gtk_label_set_label (self->waits, waits != NULL ? waits : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waits), waits != NULL);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static gboolean
minute_cb (gpointer data)
{
  DavyWizardWindow *self = data;

  davy_timer_clear (&self->minute_timer);
  update_heading (self);
  self->minute_timer = davy_timer_start (MINUTE_DELAY, minute_cb, self, NULL);

  return G_SOURCE_REMOVE;
}

static void
show_case (DavyWizardWindow *self)
{
  const DavyWizardFeedPages pages = {
    .detected = DAVY_DETECTED_PAGE (davy_wizard_book_get_page (self->book, DAVY_STEP_DETECTED)),
    .usage = DAVY_USAGE_PAGE (davy_wizard_book_get_page (self->book, DAVY_STEP_USAGE)),
    .contact = DAVY_CONTACT_PAGE (davy_wizard_book_get_page (self->book, DAVY_STEP_CONTACT)),
  };

  davy_wizard_book_set_case (self->book, self->subject, self->context);
  davy_evidence_button_set_case (self->evidence_below, self->subject);
  davy_evidence_button_set_case (self->evidence_above, self->subject);
  davy_snooze_button_set_case (self->snooze, self->subject);
  davy_stop_button_set_alert (self->stop_below, self->alert_row);
  davy_stop_button_set_alert (self->stop_above, self->alert_row);
  g_signal_connect_object (self->subject, "notify::step", G_CALLBACK (step_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subject, "notify::alerts", G_CALLBACK (update_heading), self,
                           G_CONNECT_SWAPPED);
  self->feed = davy_wizard_feed_new (self->context, self->subject, &pages);

  davy_case_opener_show_content (self->opener);
  minute_cb (self);
  step_changed_cb (self);
  if (davy_case_get_journal_error (self->subject) != NULL)
    davy_trouble_bar_show_error (self->trouble, davy_case_get_journal_error (self->subject));
  davy_evidence_start (davy_case_get_evidence (self->subject));
}

/* Two windows over one case would not know of each other's records. */
static DavyWizardWindow *
find_window_of (DavyCase *opened)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (DAVY_IS_WIZARD_WINDOW (link->data))
      {
        DavyWizardWindow *window = link->data;

        if (window->subject != NULL &&
            davy_case_get_id (window->subject) == davy_case_get_id (opened))
          return window;
      }

  return NULL;
}

static void
opened_cb (DavyWizardWindow *self, DavyCase *opened)
{
  DavyWizardWindow *other = find_window_of (opened);

  if (other != NULL)
    {
      gtk_window_present (GTK_WINDOW (other));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  self->subject = g_object_ref (opened);
  show_case (self);
}

/* What was asked for goes on when the window closes; only showing it ends. */
static void
show_outcome (DavyWizardWindow *self, const GError *error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  set_busy (self, FALSE);
  /* What was insensitive had no focus to take. */
  davy_wizard_keys_begin (GTK_WIDGET (get_page (self)));
  if (error != NULL)
    davy_trouble_bar_show_error (self->trouble, error);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyWizardWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  davy_case_record_finish (DAVY_CASE (source), result, &error);
  show_outcome (self, error);
}

/* Where in the page the person is, or was sent to, they stay. */
static void
focus_page (DavyWizardWindow *self)
{
  GtkWidget *page = GTK_WIDGET (get_page (self));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/* @facts: what is recorded of the step where the case stands */
static void
record_facts (DavyWizardWindow *self, GVariant *facts, const char *note, const GError *unfit)
{
  DavyStepId step = davy_case_get_step (self->subject);
  g_autoptr (GError) error = unfit != NULL ? g_error_copy (unfit) : NULL;

  if (unfit != NULL || !davy_case_check (self->subject, step, facts, note, &error))
    {
      davy_trouble_bar_show_error (self->trouble, error);
      focus_page (self);
      return;
    }

  set_busy (self, TRUE);
  davy_wizard_book_keep_draft (self->book);
  davy_case_record_async (self->subject, step, facts, note, NULL, recorded_cb, g_object_ref (self));
}

static void
record (DavyWizardWindow *self)
{
  g_autofree char *note = NULL;
  g_autoptr (GVariant) facts = davy_wizard_page_dup_record (get_page (self), &note);
  g_autoptr (GError) unfit = NULL;

  davy_wizard_page_check (get_page (self), &unfit);
  record_facts (self, facts, note, unfit);
}

static void
leave_out_cb (DavyWizardWindow *self)
{
  g_autofree char *note = NULL;
  g_autoptr (GVariant) answers = davy_wizard_page_dup_record (get_page (self), &note);
  g_autoptr (GVariant) facts = NULL;
  GVariantDict left_out;

  g_variant_dict_init (&left_out, NULL);
  g_variant_dict_insert (&left_out, DAVY_FACT_LEFT_OUT, "b", TRUE);
  facts = g_variant_ref_sink (g_variant_dict_end (&left_out));
  record_facts (self, facts, note, NULL);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyWizardWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!davy_case_take_finish (DAVY_CASE (source), result, &error))
    show_outcome (self, error);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    record (self);
}

static DavyReviewPage *
get_review (DavyWizardWindow *self)
{
  return DAVY_REVIEW_PAGE (davy_wizard_book_get_page (self->book, DAVY_STEP_REVIEW));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyWizardWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const DavyFault *fault;

  davy_case_send_finish (DAVY_CASE (source), result, &error);
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      fault = davy_error_get_fault (error);
      davy_review_page_set_refused (get_review (self),
                                    fault != NULL && g_strcmp0 (fault->reason, "legitimate") == 0);
    }
  show_outcome (self, error);
}

static void
send_change (DavyWizardWindow *self)
{
  set_busy (self, TRUE);
  davy_case_use_ignore (self->subject, davy_review_page_wants_ignore (get_review (self)));
  davy_case_send_async (self->subject, NULL, sent_cb, g_object_ref (self));
}

static void
forward_cb (DavyWizardWindow *self)
{
  DavyStepId step = davy_case_get_step (self->subject);

  davy_trouble_bar_clear (self->trouble);
  if (step == DAVY_STEP_DONE)
    gtk_window_close (GTK_WINDOW (self));
  else if (step == DAVY_STEP_REVIEW)
    send_change (self);
  else if (step == DAVY_STEP_DETECTED &&
           davy_detected_page_wants_to_take (DAVY_DETECTED_PAGE (get_page (self))))
    {
      set_busy (self, TRUE);
      davy_case_take_async (self->subject, NULL, taken_cb, g_object_ref (self));
    }
  else
    record (self);
}

static void
back_cb (DavyWizardWindow *self)
{
  davy_wizard_book_keep_draft (self->book);
  davy_case_go_back (self->subject);
}

static void
step_activated_cb (DavyWizardWindow *self, int step)
{
  davy_wizard_book_keep_draft (self->book);
  if (davy_case_can_go_to (self->subject, (DavyStepId) step))
    davy_case_go_to (self->subject, (DavyStepId) step);
}

static gboolean
forward_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyWizardWindow *self = DAVY_WIZARD_WINDOW (widget);

  return gtk_widget_activate (GTK_WIDGET (self->forward));
}

static gboolean
answer_key_cb (GtkWidget *widget, GVariant *number, gpointer data)
{
  DavyWizardWindow *self = DAVY_WIZARD_WINDOW (widget);

  return self->subject != NULL && gtk_widget_get_sensitive (GTK_WIDGET (self->book)) &&
         davy_wizard_keys_answer (GTK_WIDGET (get_page (self)), g_variant_get_uint32 (number));
}

static gboolean
davy_wizard_window_close_request (GtkWindow *window)
{
  DavyWizardWindow *self = DAVY_WIZARD_WINDOW (window);

  davy_wizard_book_keep_draft (self->book);
  g_cancellable_cancel (self->cancellable);

  return GTK_WINDOW_CLASS (davy_wizard_window_parent_class)->close_request (window);
}

static void
davy_wizard_window_dispose (GObject *object)
{
  DavyWizardWindow *self = DAVY_WIZARD_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  davy_timer_clear (&self->minute_timer);
  if (self->feed != NULL)
    g_object_run_dispose (G_OBJECT (self->feed));
  g_clear_object (&self->feed);
  g_clear_object (&self->subject);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_wizard_window_parent_class)->dispose (object);
}

static void
davy_wizard_window_finalize (GObject *object)
{
  g_object_unref (DAVY_WIZARD_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (davy_wizard_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, waits);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, ask);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, snooze);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, opener);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, position);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, book);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, evidence_below);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, evidence_above);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, stop_below);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, stop_above);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, leave_out);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, back);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, later);
  gtk_widget_class_bind_template_child (widget_class, DavyWizardWindow, forward);
}

static void
davy_wizard_window_class_init (DavyWizardWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_wizard_window_dispose;
  object_class->finalize = davy_wizard_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = davy_wizard_window_close_request;

  g_type_ensure (DAVY_TYPE_CASE_OPENER);
  g_type_ensure (DAVY_TYPE_EVIDENCE_BUTTON);
  g_type_ensure (DAVY_TYPE_HELP_BUTTON);
  g_type_ensure (DAVY_TYPE_SNOOZE_BUTTON);
  g_type_ensure (DAVY_TYPE_STOP_BUTTON);
  g_type_ensure (DAVY_TYPE_TROUBLE_BAR);
  g_type_ensure (DAVY_TYPE_WIZARD_ACTIONS);
  g_type_ensure (DAVY_TYPE_WIZARD_BOOK);
  g_type_ensure (DAVY_TYPE_WIZARD_LAYOUT);
  g_type_ensure (DAVY_TYPE_WIZARD_STEPS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-wizard-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, book_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_forward);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
davy_wizard_window_init (DavyWizardWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_compat_guard_window (GTK_WINDOW (self));
  davy_wizard_keys_add (GTK_WIDGET (self), forward_key_cb, answer_key_cb);
}

/**
 * davy_wizard_window_new:
 * @context: where the case is opened
 * @parent: (nullable): the window it belongs to
 * @alert_row: an alert; its case is found or begun
 *
 * Opens the case of an alert at the step where it stands.
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWidget *
davy_wizard_window_new (DavyContext *context, GtkWindow *parent, gint64 alert_row)
{
  DavyWizardWindow *self =
      g_object_new (DAVY_TYPE_WIZARD_WINDOW, "transient-for", parent, "application",
                    parent != NULL ? gtk_window_get_application (parent) : NULL, NULL);

  self->context = g_object_ref (context);
  self->alert_row = alert_row;
  gtk_actionable_set_action_target (self->ask, "x", alert_row);
  gtk_actionable_set_action_name (self->ask, "app.ask-microsoft");
  davy_case_opener_open (self->opener, context, alert_row);

  return GTK_WIDGET (self);
}
