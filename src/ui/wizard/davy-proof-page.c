/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-proof-page.h"

#include <glib/gi18n.h>

#include "core/davy-time.h"
#include "triage/davy-steps.h"
#include "ui/wizard/davy-date-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* Why an alert may be resolved as legitimate: Microsoft's approval, or the reason for which it is a
 * false alarm; and when that is looked at again. */

#define REVIEW_AFTER_DAYS 90

struct _DavyProofPage
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *intro;
  GtkWidget *approval;
  GtkEditable *reference;
  DavyDateRow *approved_on;
  GtkWidget *false_alarm;
  DavyNoteRow *reason;
  DavyDateRow *review_on;
  DavyNoteRow *note;
};

static void davy_proof_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyProofPage,
                               davy_proof_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_proof_page_page_init))

static void
changed_cb (DavyProofPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

/* Enter leads on to the date. */
static void
reference_entered_cb (DavyProofPage *self)
{
  davy_date_row_begin (self->approved_on);
}

static gboolean
is_approval (DavyProofPage *self)
{
  return gtk_widget_get_visible (self->approval);
}

/* Told before the page is shown, for it listens first. */
static void
step_changed_cb (DavyProofPage *self, GParamSpec *pspec, DavyCase *subject)
{
  if (davy_case_get_step (subject) == DAVY_STEP_PROOF)
    davy_proof_page_set_approved (self, davy_case_get_verdict (subject) == DAVY_VERDICT_APPROVED);
}

static void
davy_proof_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  g_signal_connect_object (subject, "notify::step", G_CALLBACK (step_changed_cb), page,
                           G_CONNECT_SWAPPED);
  step_changed_cb (DAVY_PROOF_PAGE (page), NULL, subject);
}

static const char *
davy_proof_page_get_forward_label (DavyWizardPage *page)
{
  return is_approval (DAVY_PROOF_PAGE (page)) ? _ ("Record the approval") : _ ("Record the reason");
}

/* A date is the local day that the person picked. */
static void
put_day (GVariantDict *facts, const char *key, DavyDateRow *row)
{
  DavyTime time = davy_date_row_get_time (row);
  g_autofree char *iso = davy_day_to_iso (davy_day_from_local (time));

  if (time != DAVY_TIME_UNSET)
    davy_facts_put_text (facts, key, iso);
}

static void
restore_day (GVariantDict *facts, const char *key, DavyDateRow *row)
{
  g_autofree char *iso = davy_facts_dup_text (facts, key);

  davy_date_row_set_day (row, iso);
}

static void
propose_review (DavyProofPage *self)
{
  davy_date_row_set_time (self->review_on, davy_time_now () + REVIEW_AFTER_DAYS * DAVY_TIME_DAY);
}

static gboolean
has_answers (GVariantDict *facts)
{
  static const char *const keys[] = { DAVY_FACT_REFERENCE, DAVY_FACT_APPROVED_ON, DAVY_FACT_REASON,
                                      DAVY_FACT_REVIEW_ON, DAVY_FACT_NOTE };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_variant_dict_contains (facts, keys[i]))
      return TRUE;

  return FALSE;
}

static gboolean
davy_proof_page_check (DavyWizardPage *page, GError **error)
{
  DavyProofPage *self = DAVY_PROOF_PAGE (page);

  return (!is_approval (self) || davy_date_row_check (self->approved_on, error)) &&
         davy_date_row_check (self->review_on, error);
}

static void
davy_proof_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyProofPage *self = DAVY_PROOF_PAGE (page);
  g_autofree char *reason = davy_note_row_dup_text (self->reason);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  if (is_approval (self))
    {
      davy_facts_put_text (facts, DAVY_FACT_REFERENCE, gtk_editable_get_text (self->reference));
      put_day (facts, DAVY_FACT_APPROVED_ON, self->approved_on);
    }
  else
    {
      davy_facts_put_text (facts, DAVY_FACT_REASON, reason);
    }
  put_day (facts, DAVY_FACT_REVIEW_ON, self->review_on);
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_proof_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyProofPage *self = DAVY_PROOF_PAGE (page);
  g_autofree char *reference = davy_facts_dup_text (facts, DAVY_FACT_REFERENCE);
  g_autofree char *reason = davy_facts_dup_text (facts, DAVY_FACT_REASON);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  gtk_editable_set_text (self->reference, reference != NULL ? reference : "");
  davy_note_row_set_text (self->reason, reason);
  davy_note_row_set_text (self->note, note);
  restore_day (facts, DAVY_FACT_APPROVED_ON, self->approved_on);
  if (has_answers (facts))
    restore_day (facts, DAVY_FACT_REVIEW_ON, self->review_on);
  else
    propose_review (self);
}

static void
davy_proof_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_proof_page_set_case;
  iface->get_forward_label = davy_proof_page_get_forward_label;
  iface->check = davy_proof_page_check;
  iface->save = davy_proof_page_save;
  iface->restore = davy_proof_page_restore;
}

static void
davy_proof_page_class_init (DavyProofPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DAVY_TYPE_DATE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-proof-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, title);
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, intro);
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, approval);
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, reference);
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, approved_on);
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, false_alarm);
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, reason);
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, review_on);
  gtk_widget_class_bind_template_child (widget_class, DavyProofPage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_entered_cb);
}

static void
davy_proof_page_init (DavyProofPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_proof_page_set_approved (self, TRUE);
  propose_review (self);
}

/**
 * davy_proof_page_new:
 *
 * Returns: (transfer floating): the page that asks for proof or reason
 */
GtkWidget *
davy_proof_page_new (void)
{
  return g_object_new (DAVY_TYPE_PROOF_PAGE, NULL);
}

/**
 * davy_proof_page_set_approved:
 * @self: the page
 * @approved: whether it is an approved activity; else a false alarm
 *
 * Asks for what the answer needs.
 */
void
davy_proof_page_set_approved (DavyProofPage *self, gboolean approved)
{
  gtk_label_set_label (self->title, approved ? _ ("What did Microsoft approve?")
                                             : _ ("Why is it a false alarm?"));
  gtk_label_set_label (self->intro,
                       approved
                           ? _ ("Since December 2022, mining in Azure needs Microsoft’s written "
                                "approval in advance. Without it the alert cannot be called "
                                "legitimate.")
                           : _ ("Say what shows that there is no mining. Things change: the reason "
                                "is looked at again on the day you choose."));
  gtk_widget_set_visible (self->approval, approved);
  gtk_widget_set_visible (self->false_alarm, !approved);

  davy_wizard_page_forward_changed (DAVY_WIZARD_PAGE (self));
}
