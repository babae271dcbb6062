/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "triage/davy-case.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

/**
 * DavyWizardPage:
 *
 * One question of the wizard. A page knows its own answers: it says when they are complete, hands
 * them out as facts and takes them back. One that shows or does more than that is given the case.
 */
#define DAVY_TYPE_WIZARD_PAGE (davy_wizard_page_get_type ())
G_DECLARE_INTERFACE (DavyWizardPage, davy_wizard_page, DAVY, WIZARD_PAGE, GtkWidget)

/**
 * DavyWizardPageInterface:
 * @set_case: gives it the case, once, before it is shown
 * @get_forward_label: what the forward action does, in the words of its button
 * @check: what the case itself does not ask for; says what is missing
 * @save: puts the answers into @facts; what was not answered stays away
 * @restore: takes answers given before out of @facts
 */
struct _DavyWizardPageInterface
{
  GTypeInterface parent_iface;

  void (*set_case) (DavyWizardPage *self, DavyCase *subject, DavyContext *context);
  const char *(*get_forward_label) (DavyWizardPage *self);
  gboolean (*check) (DavyWizardPage *self, GError **error);
  void (*save) (DavyWizardPage *self, GVariantDict *facts);
  void (*restore) (DavyWizardPage *self, GVariantDict *facts);
};

void davy_wizard_page_set_case (DavyWizardPage *self, DavyCase *subject, DavyContext *context);
const char *davy_wizard_page_get_forward_label (DavyWizardPage *self);
gboolean davy_wizard_page_check (DavyWizardPage *self, GError **error);
GVariant *davy_wizard_page_dup_facts (DavyWizardPage *self);
void davy_wizard_page_set_facts (DavyWizardPage *self, GVariant *facts);
GVariant *davy_wizard_page_dup_record (DavyWizardPage *self, char **note);
void davy_wizard_page_set_record (DavyWizardPage *self, GVariant *facts, const char *note);
void davy_wizard_page_changed (DavyWizardPage *self);
void davy_wizard_page_forward_changed (DavyWizardPage *self);

/* For pages: facts that are texts; "" is not put in and not found. The note is one of them while it
 * is drafted; a record has it apart. */
#define DAVY_FACT_NOTE "note"
void davy_facts_put_text (GVariantDict *facts, const char *key, const char *text);
char *davy_facts_dup_text (GVariantDict *facts, const char *key);

G_END_DECLS
