/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-contact-page.h"

#include <glib/gi18n.h>

#include "ui/wizard/davy-call-group.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* What does the customer say? Where a reseller stands between, the reseller is called first. */

struct _DavyContactPage
{
  AdwBin parent_instance;

  DavyCallGroup *reseller;
  DavyCallGroup *customer;
  GtkActionable *write;
  DavyNoteRow *note;
};

static void davy_contact_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyContactPage,
                               davy_contact_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_contact_page_page_init))

static void
changed_cb (DavyContactPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static gboolean
has_reseller (DavyContactPage *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->reseller));
}

static void
davy_contact_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  DavyContactPage *self = DAVY_CONTACT_PAGE (page);
  GPtrArray *alerts = davy_case_get_alerts (subject);

  gtk_widget_set_visible (GTK_WIDGET (self->write), alerts->len > 0);
  if (alerts->len == 0)
    return;
  gtk_actionable_set_action_target (self->write, "x",
                                    davy_alert_get_id (g_ptr_array_index (alerts, 0)));
  gtk_actionable_set_action_name (self->write, "app.write-to-customer");
}

static const char *
davy_contact_page_get_forward_label (DavyWizardPage *page)
{
  return has_reseller (DAVY_CONTACT_PAGE (page)) ? _ ("Record the calls") : _ ("Record the call");
}

static gboolean
davy_contact_page_check (DavyWizardPage *page, GError **error)
{
  DavyContactPage *self = DAVY_CONTACT_PAGE (page);

  if ((has_reseller (self) && !davy_call_group_check (self->reseller, error)) ||
      !davy_call_group_check (self->customer, error))
    return FALSE;

  return TRUE;
}

static void
davy_contact_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyContactPage *self = DAVY_CONTACT_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  if (has_reseller (self))
    davy_call_group_save (self->reseller, facts, "reseller-");
  davy_call_group_save (self->customer, facts, "");
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_contact_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyContactPage *self = DAVY_CONTACT_PAGE (page);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  davy_call_group_restore (self->reseller, facts, "reseller-");
  davy_call_group_restore (self->customer, facts, "");
  davy_note_row_set_text (self->note, note);
}

static void
davy_contact_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_contact_page_set_case;
  iface->get_forward_label = davy_contact_page_get_forward_label;
  iface->check = davy_contact_page_check;
  iface->save = davy_contact_page_save;
  iface->restore = davy_contact_page_restore;
}

static void
set_party (DavyCallGroup *group, const char *title, const char *name)
{
  g_autofree char *description = g_markup_escape_text (name != NULL ? name : "", -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
}

static void
davy_contact_page_class_init (DavyContactPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DAVY_TYPE_CALL_GROUP);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-contact-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyContactPage, reseller);
  gtk_widget_class_bind_template_child (widget_class, DavyContactPage, customer);
  gtk_widget_class_bind_template_child (widget_class, DavyContactPage, write);
  gtk_widget_class_bind_template_child (widget_class, DavyContactPage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_contact_page_init (DavyContactPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_contact_page_new:
 *
 * Returns: (transfer floating): the page that asks for the calls
 */
GtkWidget *
davy_contact_page_new (void)
{
  return g_object_new (DAVY_TYPE_CONTACT_PAGE, NULL);
}

/**
 * davy_contact_page_set_parties:
 * @self: the page
 * @customer: (nullable): the customer's name
 * @reseller: (nullable): the reseller's name; NULL when you sell to the customer yourself
 *
 * Says who is to be called.
 */
void
davy_contact_page_set_parties (DavyContactPage *self, const char *customer, const char *reseller)
{
  set_party (self->reseller, _ ("First the reseller"), reseller);
  set_party (self->customer,
             reseller != NULL ? _ ("Then, together, the customer") : _ ("The customer"), customer);
  gtk_widget_set_visible (GTK_WIDGET (self->reseller), reseller != NULL);
  davy_wizard_page_forward_changed (DAVY_WIZARD_PAGE (self));
}
