/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-cancel-page.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "triage/davy-cancellation.h"
#include "triage/davy-plan-suspension.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-proof-button.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/wizard/davy-cancel-words.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-plan-group.h"
#include "ui/wizard/davy-wizard-page.h"

/* The whole subscription: shall it be cancelled? What exactly would be sent, what it means, and,
 * once it is sent, how it stands, and the way back. */

#define CHOICE_KEEP   "keep"
#define CHOICE_CANCEL "cancel"

struct _DavyCancelPage
{
  AdwBin parent_instance;

  AdwPreferencesGroup *place_group;
  AdwPreferencesGroup *question;
  DavyChoiceRow *keep;
  GtkWidget *sending;
  GtkWidget *way_back;
  GtkWidget *reactivating;
  GtkWidget *held;
  GtkLabel *failed;
  DavyProofButton *proof;
  DavyNoteRow *note;
  DavyPlanGroup *plan;

  DavyCase *subject; /* (nullable) */
  GCancellable *cancellable;
  DavyCasePlace *place; /* (nullable): until it is found */
  GPtrArray *facts;     /* (element-type GtkWidget), in @place_group */
  char *known;          /* (nullable): how what was sent stood when @place was read */
  gboolean busy;
  gboolean refused; /* what was sent; the reason stays in sight */
};

static void davy_cancel_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyCancelPage,
                               davy_cancel_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_cancel_page_page_init))

static gboolean
is_legacy (DavyCancelPage *self)
{
  return self->place->entitlement_id == NULL;
}

/* --- what is shown ------------------------------------------------------------------------- */

static void
add_fact (DavyCancelPage *self, const char *name, const char *value, gboolean copyable)
{
  if (value != NULL && *value != '\0')
    davy_fact_row_set_copyable (davy_fact_row_add (self->place_group, self->facts, name, value),
                                copyable);
}

static gboolean
stands (DavyCancelPage *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (self->subject);
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (self->subject);

  return davy_cancellation_stands (act, reactivation);
}

/* What was sent says more than what was chosen before it was. */
static const char *
get_answer (DavyCancelPage *self)
{
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (self->subject);
  const char *choice = davy_choice_row_get_choice (self->keep);

  if (stands (self))
    return CHOICE_CANCEL;
  if (choice == NULL || (reactivation != NULL && reactivation->state == DAVY_ACT_PENDING))
    return CHOICE_KEEP;

  return choice;
}

static void
add_standing (GString *standing, const DavyAct *act)
{
  if (act != NULL)
    g_string_append_printf (standing, "%u %u ", act->intent, (guint) act->state);
}

/* What was sent and how it stands, to see whether there is news. */
static char *
dup_standing (DavyCancelPage *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (self->subject);
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (self->subject);
  g_autoptr (DavyAct) of_plan = davy_case_dup_plan_act (self->subject);
  GString *standing = g_string_new (NULL);

  add_standing (standing, reactivation != NULL ? reactivation : act);
  add_standing (standing, of_plan);

  return g_string_free (standing, FALSE);
}

static gboolean
is_held (DavyCancelPage *self)
{
  return self->place->plan != NULL && !self->place->plan->is_active;
}

static void
show_choice (DavyCancelPage *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (self->subject);
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (self->subject);
  gboolean has_ended = davy_cancellation_stands (act, reactivation);
  gboolean is_on_its_way = reactivation != NULL && reactivation->state == DAVY_ACT_PENDING;
  gboolean wants = g_strcmp0 (davy_choice_row_get_choice (self->keep), CHOICE_CANCEL) == 0;
  gboolean runs = self->place != NULL && self->place->is_active;
  gboolean may = runs && !has_ended && !is_on_its_way;
  gboolean may_return = self->place != NULL && !runs && has_ended && act->state == DAVY_ACT_DONE;

  gtk_widget_set_visible (self->way_back, may_return);
  gtk_widget_set_visible (self->held, may_return && is_held (self));
  gtk_widget_set_sensitive (self->reactivating, may_return && !is_held (self) && !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->question), may);
  gtk_widget_set_visible (self->sending, may && wants);
  gtk_widget_set_sensitive (self->sending, !self->busy);
  if (!self->busy)
    davy_rescue_focus (self->sending);
  davy_wizard_page_forward_changed (DAVY_WIZARD_PAGE (self));
}

static void
show_sent (DavyCancelPage *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (self->subject);
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (self->subject);
  g_autofree char *sent = NULL;
  g_autofree char *undone = NULL;

  if (act == NULL)
    return;

  sent = davy_words_ending (act, reactivation != NULL && reactivation->state == DAVY_ACT_DONE);
  add_fact (self, _ ("What was sent"), sent, FALSE);
  add_fact (self, _ ("Correlation ID"), act->correlation_id, TRUE);
  if (reactivation == NULL)
    return;

  undone = davy_words_reactivation (reactivation);
  add_fact (self, _ ("Reactivation"), undone, FALSE);
  add_fact (self, _ ("Correlation ID"), reactivation->correlation_id, TRUE);
}

static void
show_place (DavyCancelPage *self)
{
  davy_empty_group (self->place_group, self->facts);
  if (self->place != NULL)
    {
      g_autofree char *sends =
          g_strdup (is_legacy (self) ? _ ("Suspend this subscription")
                                     : _ ("Cancel this Azure subscription; reason: compromised"));

      add_fact (self, _ ("Name"), self->place->name, FALSE);
      add_fact (self, _ ("Azure subscription"), davy_case_get_azure_id (self->subject), TRUE);
      add_fact (self, is_legacy (self) ? _ ("Subscription at Partner Center") : _ ("Azure plan"),
                self->place->subscription_id, TRUE);
      add_fact (self, _ ("What would be sent to Partner Center"), sends, FALSE);
      add_fact (self, _ ("State"), self->place->is_active ? _ ("It runs") : _ ("It does not run"),
                FALSE);
    }
  show_sent (self);
  show_choice (self);
  davy_plan_group_show (self->plan, self->place);
}

/* @again: (nullable): what goes on after a proof, if that is what fails */
static void
show_failure (DavyCancelPage *self, const GError *error, void (*again) (DavyCancelPage *))
{
  davy_say_failure (self->failed, error);
  davy_proof_button_go_on_with (self->proof, G_CALLBACK (again), self);
  davy_proof_button_ask_in_case (self->proof, error, self->subject, DAVY_SERVICE_PARTNER);
}

/* --- looking and sending ------------------------------------------------------------------- */

static gboolean
was_left (DavyCancelPage *self, const GError *error)
{
  return self->subject == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void find_place (DavyCancelPage *self);

/* What is told while the page is busy waits until it no longer is. */
static void
follow_news (DavyCancelPage *self)
{
  g_autofree char *standing = dup_standing (self);

  if (davy_case_get_step (self->subject) == DAVY_STEP_CANCEL &&
      g_strcmp0 (standing, self->known) != 0)
    find_place (self);
}

static void
place_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCancelPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyCasePlace) place =
      davy_case_find_place_finish (DAVY_CASE (source), result, &error);

  self->busy = FALSE;
  if (was_left (self, error))
    return;

  if (error != NULL || !self->refused)
    show_failure (self, error, find_place);
  if (place != NULL)
    {
      davy_plan_group_show (self->plan, NULL);
      g_clear_pointer (&self->place, davy_case_place_free);
      self->place = g_steal_pointer (&place);
    }
  show_place (self);
  follow_news (self);
}

static void
find_place (DavyCancelPage *self)
{
  if (self->busy)
    return;

  self->busy = TRUE;
  g_free (self->known);
  self->known = dup_standing (self);
  davy_case_find_place_async (self->subject, self->cancellable, place_found_cb,
                              g_object_ref (self));
}

static void send_cb (DavyCancelPage *self);

/* Only what the person still wants. */
static void
send_again (DavyCancelPage *self)
{
  if (gtk_widget_get_visible (self->sending) && !self->busy)
    send_cb (self);
}

static void
begin_sending (DavyCancelPage *self)
{
  self->busy = TRUE;
  self->refused = FALSE;
  show_failure (self, NULL, NULL);
  show_choice (self);
}

/* @again: what goes on after a proof */
static void
end_sending (DavyCancelPage *self, const GError *error, void (*again) (DavyCancelPage *))
{
  self->busy = FALSE;
  if (self->subject == NULL)
    return;

  self->refused = error != NULL;
  show_failure (self, error, again);
  show_place (self);
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE))
    find_place (self);
  else
    follow_news (self);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCancelPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = davy_case_cancel_finish (DAVY_CASE (source), result, &error);

  end_sending (self, error, send_again);
}

/* Once sent, the answer matters: the page being left does not call it off. */
static void
send_cb (DavyCancelPage *self)
{
  begin_sending (self);
  davy_case_cancel_async (self->subject, self->place, NULL, cancelled_cb, g_object_ref (self));
}

static void reactivate (DavyCancelPage *self);

static void
reactivated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCancelPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = davy_case_reactivate_finish (DAVY_CASE (source), result, &error);

  if (act != NULL && self->subject != NULL)
    davy_choice_row_set_choice (self->keep, CHOICE_KEEP);
  end_sending (self, error, reactivate);
}

/* It may have changed since it was asked. */
static void
reactivate (DavyCancelPage *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (self->subject);

  if (self->busy || !gtk_widget_get_visible (self->way_back))
    return;

  begin_sending (self);
  davy_case_reactivate_async (self->subject, act, NULL, reactivated_cb, g_object_ref (self));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCancelPage) self = user_data;

  gtk_window_present (GTK_WINDOW (source)); /* some window managers go on to another one */
  if (davy_compat_ask_finish (GTK_WINDOW (source), result, NULL) && self->subject != NULL)
    reactivate (self);
}

static void
reactivate_cb (DavyCancelPage *self)
{
  davy_compat_ask_async (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Reactivate this subscription?"),
      _ ("Everything in it is billed again. The machines were stopped and stay "
         "so until somebody, or an automation in it, starts them. See first "
         "that whoever broke in is shut out."),
      _ ("Not now"), _ ("Reactivate"), TRUE, self->cancellable, asked_cb, g_object_ref (self));
}

static void
chosen_cb (DavyCancelPage *self)
{
  show_choice (self);
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
changed_cb (DavyCancelPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

/* --- the page ------------------------------------------------------------------------------ */

/* Told as well when it has ended, or was reactivated: what was sent is looked after in the
 * background. */
static void
step_changed_cb (DavyCancelPage *self)
{
  if (self->busy || davy_case_get_step (self->subject) != DAVY_STEP_CANCEL)
    return;

  show_place (self);
  if (self->place == NULL)
    find_place (self);
  else
    follow_news (self);
}

static void
davy_cancel_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  DavyCancelPage *self = DAVY_CANCEL_PAGE (page);

  self->subject = g_object_ref (subject);
  davy_plan_group_set_case (self->plan, subject);
  g_signal_connect_object (subject, "notify::step", G_CALLBACK (step_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_place (self);
  step_changed_cb (self);
}

static const char *
davy_cancel_page_get_forward_label (DavyWizardPage *page)
{
  DavyCancelPage *self = DAVY_CANCEL_PAGE (page);

  return self->subject != NULL && stands (self) ? _ ("Record that it is cancelled")
                                                : _ ("Go on without cancelling");
}

static gboolean
davy_cancel_page_check (DavyWizardPage *page, GError **error)
{
  DavyCancelPage *self = DAVY_CANCEL_PAGE (page);

  if (stands (self) || !g_str_equal (get_answer (self), CHOICE_CANCEL))
    return TRUE;

  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                       _ ("You chose to cancel it, but nothing was sent yet."));

  return FALSE;
}

static void
davy_cancel_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyCancelPage *self = DAVY_CANCEL_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  davy_facts_put_text (facts, DAVY_FACT_ANSWER, get_answer (self));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_cancel_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyCancelPage *self = DAVY_CANCEL_PAGE (page);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);
  g_autofree char *choice = davy_facts_dup_text (facts, DAVY_FACT_ANSWER);

  davy_choice_row_set_choice (self->keep, choice != NULL ? choice : CHOICE_KEEP);
  davy_note_row_set_text (self->note, note);
}

static void
davy_cancel_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_cancel_page_set_case;
  iface->get_forward_label = davy_cancel_page_get_forward_label;
  iface->check = davy_cancel_page_check;
  iface->save = davy_cancel_page_save;
  iface->restore = davy_cancel_page_restore;
}

static void
davy_cancel_page_dispose (GObject *object)
{
  DavyCancelPage *self = DAVY_CANCEL_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->place != NULL)
    davy_plan_group_show (self->plan, NULL);
  g_clear_pointer (&self->place, davy_case_place_free);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_cancel_page_parent_class)->dispose (object);
}

static void
davy_cancel_page_finalize (GObject *object)
{
  DavyCancelPage *self = DAVY_CANCEL_PAGE (object);

  g_free (self->known);
  g_ptr_array_unref (self->facts);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (davy_cancel_page_parent_class)->finalize (object);
}

static void
davy_cancel_page_class_init (DavyCancelPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_cancel_page_dispose;
  object_class->finalize = davy_cancel_page_finalize;

  g_type_ensure (DAVY_TYPE_CHOICE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_PLAN_GROUP);
  g_type_ensure (DAVY_TYPE_PROOF_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-cancel-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, place_group);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, question);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, keep);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, sending);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, way_back);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, reactivating);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, held);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, proof);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, note);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelPage, plan);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, reactivate_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_place);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_cancel_page_init (DavyCancelPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->facts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
