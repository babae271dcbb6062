/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-verdict-page.h"

#include <glib/gi18n.h>

#include "triage/davy-steps.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* What is it? Five answers, each with what follows from it. */

struct _DavyVerdictPage
{
  AdwBin parent_instance;

  DavyChoiceRow *approved;
  DavyNoteRow *note;
};

static void davy_verdict_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyVerdictPage,
                               davy_verdict_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_verdict_page_page_init))

static void
changed_cb (DavyVerdictPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static const char *
davy_verdict_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Record the answer");
}

static void
davy_verdict_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyVerdictPage *self = DAVY_VERDICT_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  davy_facts_put_text (facts, DAVY_FACT_VERDICT, davy_choice_row_get_choice (self->approved));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_verdict_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyVerdictPage *self = DAVY_VERDICT_PAGE (page);
  g_autofree char *verdict = davy_facts_dup_text (facts, DAVY_FACT_VERDICT);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  davy_choice_row_set_choice (self->approved, verdict);
  davy_note_row_set_text (self->note, note);
}

static void
davy_verdict_page_page_init (DavyWizardPageInterface *iface)
{
  iface->get_forward_label = davy_verdict_page_get_forward_label;
  iface->save = davy_verdict_page_save;
  iface->restore = davy_verdict_page_restore;
}

static void
davy_verdict_page_class_init (DavyVerdictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DAVY_TYPE_CHOICE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-verdict-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyVerdictPage, approved);
  gtk_widget_class_bind_template_child (widget_class, DavyVerdictPage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_verdict_page_init (DavyVerdictPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_verdict_page_new:
 *
 * Returns: (transfer floating): the page that asks what it is
 */
GtkWidget *
davy_verdict_page_new (void)
{
  return g_object_new (DAVY_TYPE_VERDICT_PAGE, NULL);
}
