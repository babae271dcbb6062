/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-delete-page.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "triage/davy-deletion-survey.h"
#include "triage/davy-evidence.h"
#include "ui/common/davy-describe.h"
#include "ui/common/davy-proof-button.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/common/davy-stack.h"
#include "ui/common/davy-status-text.h"
#include "ui/common/davy-wrap.h"
#include "ui/wizard/davy-date-row.h"
#include "ui/wizard/davy-deletion-lines.h"
#include "ui/wizard/davy-deletion-list.h"
#include "ui/wizard/davy-deletion-words.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-trouble-bar.h"
#include "ui/wizard/davy-wizard-page.h"

/* What is deleted? First the plan, to be ticked, confirmed and typed for; from the moment that it
 * is frozen the list that ticks itself off. */

struct _DavyDeletePage
{
  AdwBin parent_instance;

  DavyTroubleBar *trouble;
  DavyProofButton *proof;
  GtkStack *screens;
  AdwStatusPage *failed;
  DavyDeletionList *plan_list;
  GtkLabel *sum;
  GtkToggleButton *rehearsal; /* GTK 4.8 does not let the keyboard leave a GtkExpander */
  GtkTextBuffer *rehearsed;
  AdwEntryRow *by;
  DavyDateRow *when;
  AdwEntryRow *how;
  AdwPreferencesGroup *typing;
  AdwEntryRow *typed;
  GtkLabel *missing;
  GtkWidget *delete;
  GtkLabel *progress;
  DavyDeletionList *progress_list;
  GtkWidget *stop;
  GtkWidget *go_on;
  GtkWidget *look;
  DavyNoteRow *note;

  DavyCase *subject; /* (nullable) */
  DavyDeletion *deletion;
  DavyDeletionPlan *plan; /* (nullable): until it was surveyed */
  GListStore *lines;      /* of the list that is shown */
  GCancellable *cancellable;
  gboolean is_freezing;
};

static void davy_delete_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyDeletePage,
                               davy_delete_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_delete_page_page_init))

static void survey (DavyDeletePage *self);
static void go_on_cb (DavyDeletePage *self);
static void delete_cb (DavyDeletePage *self);

static void
ask_for_proof (DavyDeletePage *self, const GError *error, void (*again) (DavyDeletePage *))
{
  davy_proof_button_go_on_with (self->proof, G_CALLBACK (again), self);
  davy_proof_button_ask_in_case (self->proof, error, self->subject, DAVY_SERVICE_RESOURCE_MANAGER);
}

static void
show_error (DavyDeletePage *self, const GError *error, void (*again) (DavyDeletePage *))
{
  davy_trouble_bar_show_error (self->trouble, error);
  ask_for_proof (self, error, again);
}

static void
clear_trouble (DavyDeletePage *self)
{
  davy_trouble_bar_clear (self->trouble);
  ask_for_proof (self, NULL, NULL);
}

/* A stack that fits the screen shown alone would make it as wide as its least height asks. */
static void
show_screen (DavyDeletePage *self, const char *name)
{
  davy_stack_show_alone (self->screens, gtk_stack_get_child_by_name (self->screens, name));
}

static DavyDeletionConsent
get_consent (DavyDeletePage *self)
{
  return (DavyDeletionConsent){
    .by = gtk_editable_get_text (GTK_EDITABLE (self->by)),
    .at = davy_date_row_get_time (self->when),
    .how = gtk_editable_get_text (GTK_EDITABLE (self->how)),
    .typed = gtk_editable_get_text (GTK_EDITABLE (self->typed)),
  };
}

static gboolean
evidence_is_enough (DavyDeletePage *self)
{
  const char *missing;

  return davy_evidence_is_enough (davy_case_get_evidence (self->subject), &missing);
}

/* --- the plan ------------------------------------------------------------------------------ */

/* Says what is still missing; the deletion itself asks for the same. Once it was pressed the button
 * is not dull: GTK would lead the focus past the screen that takes the place of this one. */
static void
update_missing (DavyDeletePage *self)
{
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;
  DavyDeletionConsent consent = get_consent (self);
  const char *missing = NULL;

  if (self->plan == NULL)
    return;

  ids = davy_deletion_plan_freeze (self->plan);
  if (self->is_freezing)
    missing = _ ("Storing what is to be deleted as evidence…");
  else if (!davy_deletion_check (self->deletion, (const char *const *) ids, &consent, &error))
    missing = error->message;
  else if (!evidence_is_enough (self))
    missing = _ ("First store the evidence.");

  davy_show_text (self->missing, missing);
  gtk_widget_set_sensitive (self->delete, missing == NULL || self->is_freezing);
}

static void
rehearse_cb (DavyDeletePage *self)
{
  g_autofree char *text = NULL;

  if (self->plan == NULL || !gtk_toggle_button_get_active (self->rehearsal))
    return;

  text = davy_words_deletion_rehearsal (self->plan);
  gtk_text_buffer_set_text (self->rehearsed, text, -1);
}

static void
update_plan (DavyDeletePage *self)
{
  g_autofree char *sum = davy_words_deletion_sum (self->plan);
  guint n = davy_deletion_plan_count_ticked (self->plan);
  g_autofree char *label =
      /* Translators: a button. %u: how many resources are ticked. */
      g_strdup_printf (ngettext ("_Delete %u resource", "_Delete %u resources", n), n);

  gtk_label_set_label (self->sum, sum);
  gtk_button_set_label (GTK_BUTTON (self->delete), label);
  rehearse_cb (self);
  update_missing (self);
}

static void
tick_cb (DavyDeletePage *self, gboolean ticked, DavyDeletionLine *line)
{
  davy_deletion_plan_set_ticked (self->plan, davy_deletion_line_get_item (line), ticked);
  clear_trouble (self);
  davy_deletion_lines_update (self->lines);
  update_plan (self);
}

/* The rows of the old ones let go of what the plan owns.
 * @owned: (transfer full) */
static void
set_lines (DavyDeletePage *self, GListStore *owned)
{
  g_list_store_remove_all (self->lines);
  g_object_unref (self->lines);
  self->lines = owned;
}

/* @plan: (transfer full) */
static void
show_plan (DavyDeletePage *self, DavyDeletionPlan *plan)
{
  gboolean is_empty = davy_deletion_plan_get_items (plan)->len == 0;

  set_lines (self, davy_deletion_lines_of_plan (plan, G_CALLBACK (tick_cb), self));
  davy_deletion_plan_free (self->plan);
  self->plan = plan;
  davy_deletion_list_set_lines (self->plan_list, G_LIST_MODEL (self->lines));
  show_screen (self, is_empty ? "empty" : "plan");
  update_plan (self);
}

static void
surveyed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyDeletePage) self = user_data;
  g_autoptr (GError) error = NULL;
  DavyDeletionPlan *plan = davy_deletion_survey_finish (DAVY_CASE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (plan == NULL)
    {
      sentence = davy_error_dup_sentence (error);
      davy_status_text_set (self->failed, davy_error_wants_sign_in (error) ? "" : sentence);
      show_screen (self, "failed");
      if (davy_error_wants_sign_in (error)) /* said beside the way on */
        show_error (self, error, survey);
      return;
    }

  clear_trouble (self);
  show_plan (self, plan);
}

static void
survey (DavyDeletePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_screen (self, "looking");
  davy_deletion_survey_async (self->subject, self->cancellable, surveyed_cb, g_object_ref (self));
}

/* --- carrying it out ----------------------------------------------------------------------- */

static void
update_progress (DavyDeletePage *self)
{
  g_autofree char *words = davy_words_deletion_progress (self->deletion);
  gboolean running = davy_deletion_is_running (self->deletion);
  guint n_all = davy_deletion_get_targets (self->deletion)->len;
  gboolean is_over = davy_deletion_count (self->deletion, DAVY_DELETION_GONE) == n_all;

  gtk_label_set_label (self->progress, words);
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_set_visible (self->go_on, !running && !is_over);
  gtk_widget_set_visible (self->look, !running);
  gtk_widget_set_sensitive (self->look,
                            davy_deletion_count (self->deletion, DAVY_DELETION_UNSETTLED) == 0);
  davy_rescue_focus (GTK_WIDGET (self->screens));
}

/* Where it begins and where it ends: what is between is too much to hear. */
static void
announce_progress (DavyDeletePage *self)
{
  davy_compat_announce (GTK_WIDGET (self->progress), gtk_label_get_label (self->progress));
}

static void
deletion_changed_cb (DavyDeletePage *self)
{
  if (self->plan == NULL)
    davy_deletion_lines_update (self->lines);
  update_progress (self);
}

/* From now on the frozen plan counts, and no longer what is ticked. */
static void
show_progress (DavyDeletePage *self)
{
  set_lines (self, davy_deletion_lines_of_targets (self->deletion));
  g_clear_pointer (&self->plan, davy_deletion_plan_free);
  davy_deletion_list_set_lines (self->progress_list, G_LIST_MODEL (self->lines));
  show_screen (self, "progress");
  update_progress (self);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyDeletePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!davy_deletion_run_finish (DAVY_DELETION (source), result, &error))
    show_error (self, error, go_on_cb);
  update_progress (self);
  announce_progress (self);
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
go_on_cb (DavyDeletePage *self)
{
  clear_trouble (self);
  davy_deletion_run_async (self->deletion, run_cb, g_object_ref (self));
  update_progress (self);
}

/* Only what still stands as the person confirmed it. */
static void
delete_again (DavyDeletePage *self)
{
  if (gtk_widget_get_sensitive (self->delete))
    delete_cb (self);
}

static void
frozen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyDeletePage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_freezing = FALSE;
  if (davy_deletion_freeze_finish (DAVY_DELETION (source), result, &error))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->typed), "");
      show_progress (self);
      go_on_cb (self);
      announce_progress (self);
      return;
    }
  show_error (self, error, delete_again);
  update_missing (self);
}

static void
delete_cb (DavyDeletePage *self)
{
  g_auto (GStrv) ids = davy_deletion_plan_freeze (self->plan);
  DavyDeletionConsent consent = get_consent (self);

  if (self->is_freezing)
    return;

  clear_trouble (self);
  self->is_freezing = TRUE;
  update_missing (self);
  davy_deletion_freeze_async (self->deletion, (const char *const *) ids, &consent, NULL, frozen_cb,
                              g_object_ref (self));
}

static void
stop_cb (DavyDeletePage *self)
{
  davy_deletion_stop (self->deletion);
}

static void
look_cb (DavyDeletePage *self)
{
  clear_trouble (self);
  survey (self);
}

/* --- the page ------------------------------------------------------------------------------ */

static void
consent_changed_cb (DavyDeletePage *self)
{
  if (self->subject == NULL)
    return;

  update_missing (self);
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
note_changed_cb (DavyDeletePage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
davy_delete_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  DavyDeletePage *self = DAVY_DELETE_PAGE (page);
  g_autofree char *told = NULL;
  g_autofree char *markup = NULL;

  self->subject = g_object_ref (subject);
  self->deletion = davy_deletion_new (subject);
  /* Translators: the name of a subscription */
  told = g_strdup_printf (_ ("To delete, write here: %s"), davy_deletion_get_name (self->deletion));
  markup = g_markup_escape_text (told, -1);
  adw_preferences_group_set_description (self->typing, markup);
  davy_describe (GTK_EDITABLE (self->typed), told);
  g_signal_connect_object (self->deletion, "changed", G_CALLBACK (deletion_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (davy_case_get_evidence (subject), "changed", G_CALLBACK (update_missing),
                           self, G_CONNECT_SWAPPED);
}

static const char *
davy_delete_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Record the deletion");
}

static gboolean
davy_delete_page_check (DavyWizardPage *page, GError **error)
{
  DavyDeletePage *self = DAVY_DELETE_PAGE (page);

  if (self->deletion == NULL || !davy_deletion_is_running (self->deletion))
    return TRUE;

  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                       _ ("Wait until the deletion has ended, or stop it."));
  return FALSE;
}

static void
davy_delete_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyDeletePage *self = DAVY_DELETE_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);
  guint n_all = self->deletion != NULL ? davy_deletion_get_targets (self->deletion)->len : 0;
  guint n_gone = n_all > 0 ? davy_deletion_count (self->deletion, DAVY_DELETION_GONE) : 0;

  davy_facts_put_text (facts, "by", gtk_editable_get_text (GTK_EDITABLE (self->by)));
  davy_facts_put_text (facts, "how", gtk_editable_get_text (GTK_EDITABLE (self->how)));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
  if (n_all == 0)
    return;
  g_variant_dict_insert (facts, DAVY_FACT_DELETED, "u", n_gone);
  g_variant_dict_insert (facts, DAVY_FACT_STAYED, "u", n_all - n_gone);
}

static void
davy_delete_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyDeletePage *self = DAVY_DELETE_PAGE (page);
  g_autofree char *by = davy_facts_dup_text (facts, "by");
  g_autofree char *how = davy_facts_dup_text (facts, "how");
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  gtk_editable_set_text (GTK_EDITABLE (self->by), by != NULL ? by : "");
  gtk_editable_set_text (GTK_EDITABLE (self->how), how != NULL ? how : "");
  davy_note_row_set_text (self->note, note);
}

static void
davy_delete_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_delete_page_set_case;
  iface->get_forward_label = davy_delete_page_get_forward_label;
  iface->check = davy_delete_page_check;
  iface->save = davy_delete_page_save;
  iface->restore = davy_delete_page_restore;
}

/* What was frozen is shown as it stands; otherwise the subscription is read when somebody looks. */
static void
davy_delete_page_map (GtkWidget *widget)
{
  DavyDeletePage *self = DAVY_DELETE_PAGE (widget);

  GTK_WIDGET_CLASS (davy_delete_page_parent_class)->map (widget);
  if (self->subject == NULL || self->is_freezing)
    return;
  if (davy_deletion_get_targets (self->deletion)->len > 0)
    show_progress (self);
  else
    survey (self);
}

/* Nothing more is sent once the window is closed; what was sent is written down all the same. */
static void
davy_delete_page_dispose (GObject *object)
{
  DavyDeletePage *self = DAVY_DELETE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->deletion != NULL)
    davy_deletion_stop (self->deletion);

  G_OBJECT_CLASS (davy_delete_page_parent_class)->dispose (object);
}

static void
davy_delete_page_finalize (GObject *object)
{
  DavyDeletePage *self = DAVY_DELETE_PAGE (object);

  g_clear_object (&self->lines);
  g_clear_pointer (&self->plan, davy_deletion_plan_free);
  g_clear_object (&self->deletion);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_delete_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, trouble);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, proof);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, screens);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, plan_list);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, sum);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, rehearsal);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, rehearsed);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, by);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, when);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, how);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, typing);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, typed);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, missing);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, delete);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, progress);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, progress_list);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, stop);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, go_on);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, look);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletePage, note);
}

static void
davy_delete_page_class_init (DavyDeletePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_delete_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_delete_page_finalize;
  widget_class->map = davy_delete_page_map;

  g_type_ensure (DAVY_TYPE_DATE_ROW);
  g_type_ensure (DAVY_TYPE_DELETION_LIST);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_PROOF_BUTTON);
  g_type_ensure (DAVY_TYPE_TROUBLE_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-delete-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, consent_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rehearse_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
davy_delete_page_init (DavyDeletePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_wrap_below (GTK_WIDGET (self));
  self->lines = g_list_store_new (DAVY_TYPE_DELETION_LINE);
  davy_date_row_set_time (self->when, davy_time_now ());
}
