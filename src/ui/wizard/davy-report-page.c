/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-report-page.h"

#include <glib/gi18n.h>

#include "ui/common/davy-report-group.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* The last that is done for the customer: the report, and who it was handed to. */

struct _DavyReportPage
{
  AdwBin parent_instance;

  DavyReportGroup *report;
  GtkEditable *handed_to;
  DavyNoteRow *note;
};

static void davy_report_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyReportPage,
                               davy_report_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_report_page_page_init))

static void
changed_cb (DavyReportPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
davy_report_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  DavyReportPage *self = DAVY_REPORT_PAGE (page);

  davy_report_group_set_case (self->report, context, davy_case_get_id (subject));
  davy_report_group_set_customer (self->report, davy_case_get_account_id (subject),
                                  davy_case_get_customer_tenant_id (subject));
}

static const char *
davy_report_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Close the case");
}

static void
davy_report_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyReportPage *self = DAVY_REPORT_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  davy_facts_put_text (facts, DAVY_FACT_HANDED_TO, gtk_editable_get_text (self->handed_to));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_report_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyReportPage *self = DAVY_REPORT_PAGE (page);
  g_autofree char *handed_to = davy_facts_dup_text (facts, DAVY_FACT_HANDED_TO);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  gtk_editable_set_text (self->handed_to, handed_to != NULL ? handed_to : "");
  davy_note_row_set_text (self->note, note);
}

static void
davy_report_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_report_page_set_case;
  iface->get_forward_label = davy_report_page_get_forward_label;
  iface->save = davy_report_page_save;
  iface->restore = davy_report_page_restore;
}

static void
davy_report_page_class_init (DavyReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_REPORT_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyReportPage, report);
  gtk_widget_class_bind_template_child (widget_class, DavyReportPage, handed_to);
  gtk_widget_class_bind_template_child (widget_class, DavyReportPage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_report_page_init (DavyReportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
