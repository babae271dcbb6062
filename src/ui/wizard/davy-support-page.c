/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-support-page.h"

#include <glib/gi18n.h>

#include "ui/support/davy-support-panel.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* Asks Microsoft's support, and keeps the number of the request. */

struct _DavySupportPage
{
  AdwBin parent_instance;

  DavySupportPanel *panel;
  DavyNoteRow *note;
};

static void davy_support_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavySupportPage,
                               davy_support_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_support_page_page_init))

static void
changed_cb (DavySupportPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
davy_support_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  davy_support_panel_set_case (DAVY_SUPPORT_PAGE (page)->panel, subject);
}

static const char *
davy_support_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Record the request");
}

static gboolean
davy_support_page_check (DavyWizardPage *page, GError **error)
{
  return davy_support_panel_check (DAVY_SUPPORT_PAGE (page)->panel, error);
}

static void
davy_support_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavySupportPage *self = DAVY_SUPPORT_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  davy_support_panel_save (self->panel, facts);
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_support_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavySupportPage *self = DAVY_SUPPORT_PAGE (page);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  davy_support_panel_restore (self->panel, facts);
  davy_note_row_set_text (self->note, note);
}

static void
davy_support_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_support_page_set_case;
  iface->get_forward_label = davy_support_page_get_forward_label;
  iface->check = davy_support_page_check;
  iface->save = davy_support_page_save;
  iface->restore = davy_support_page_restore;
}

static void
davy_support_page_class_init (DavySupportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_SUPPORT_PANEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-support-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySupportPage, panel);
  gtk_widget_class_bind_template_child (widget_class, DavySupportPage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_support_page_init (DavySupportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
