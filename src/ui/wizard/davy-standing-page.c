/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-standing-page.h"

#include <glib/gi18n.h>

#include "triage/davy-steps.h"
#include "ui/common/davy-access-panel.h"
#include "ui/common/davy-standing-list.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* Is the account in good standing? What the services say stands above what the person judges. */

struct _DavyStandingPage
{
  AdwBin parent_instance;

  DavyStandingList *facts;
  DavyAccessPanel *access;
  DavyChoiceRow *good;
  DavyNoteRow *note;
};

static void davy_standing_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyStandingPage,
                               davy_standing_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_standing_page_page_init))

static void
changed_cb (DavyStandingPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
davy_standing_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  if (davy_case_get_customer_tenant_id (subject) != NULL)
    davy_standing_page_show (DAVY_STANDING_PAGE (page), context, davy_case_get_account_id (subject),
                             davy_case_get_customer_tenant_id (subject));
}

static const char *
davy_standing_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Record the judgement");
}

static void
davy_standing_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyStandingPage *self = DAVY_STANDING_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  davy_facts_put_text (facts, DAVY_FACT_ANSWER, davy_choice_row_get_choice (self->good));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_standing_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyStandingPage *self = DAVY_STANDING_PAGE (page);
  g_autofree char *answer = davy_facts_dup_text (facts, DAVY_FACT_ANSWER);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  davy_choice_row_set_choice (self->good, answer);
  davy_note_row_set_text (self->note, note);
}

static void
davy_standing_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_standing_page_set_case;
  iface->get_forward_label = davy_standing_page_get_forward_label;
  iface->save = davy_standing_page_save;
  iface->restore = davy_standing_page_restore;
}

static void
davy_standing_page_class_init (DavyStandingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DAVY_TYPE_ACCESS_PANEL);
  g_type_ensure (DAVY_TYPE_CHOICE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_STANDING_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-standing-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyStandingPage, facts);
  gtk_widget_class_bind_template_child (widget_class, DavyStandingPage, access);
  gtk_widget_class_bind_template_child (widget_class, DavyStandingPage, good);
  gtk_widget_class_bind_template_child (widget_class, DavyStandingPage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_standing_page_init (DavyStandingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_standing_page_new:
 *
 * Returns: (transfer floating): the page that asks about the account
 */
GtkWidget *
davy_standing_page_new (void)
{
  return g_object_new (DAVY_TYPE_STANDING_PAGE, NULL);
}

/**
 * davy_standing_page_show:
 * @self: the page
 * @context: where the facts are
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 *
 * Shows what is known about the customer's account, and what becomes known; and what the person
 * can do there.
 */
void
davy_standing_page_show (DavyStandingPage *self,
                         DavyContext *context,
                         const char *account_id,
                         const char *customer_tenant_id)
{
  davy_standing_list_show (self->facts, context, account_id, customer_tenant_id);
  davy_access_panel_show (self->access, context, account_id, customer_tenant_id, TRUE);
}
