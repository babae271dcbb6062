/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "triage/davy-steps.h"

G_BEGIN_DECLS

/**
 * DavyWizardPageKind:
 * @get_type: the page's type, a #DavyWizardPage
 * @title: the step's name in the list; a msgid of the context "step"
 *
 * How a step looks.
 */
typedef struct
{
  GType (*get_type) (void);
  const char *title;
} DavyWizardPageKind;

extern const DavyWizardPageKind davy_wizard_pages[DAVY_N_STEPS];

const char *davy_wizard_page_title (DavyStepId step);

G_END_DECLS
