/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/wizard/davy-wizard-page.h"

G_BEGIN_DECLS

#define DAVY_TYPE_WIZARD_BOOK (davy_wizard_book_get_type ())
G_DECLARE_FINAL_TYPE (DavyWizardBook, davy_wizard_book, DAVY, WIZARD_BOOK, GtkWidget)

void davy_wizard_book_set_case (DavyWizardBook *self, DavyCase *subject, DavyContext *context);
DavyWizardPage *davy_wizard_book_get_page (DavyWizardBook *self, DavyStepId step);
DavyStepId davy_wizard_book_get_shown (DavyWizardBook *self);
void davy_wizard_book_show_step (DavyWizardBook *self, DavyStepId step);
void davy_wizard_book_keep_draft (DavyWizardBook *self);

G_END_DECLS
