/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "triage/davy-steps.h"

G_BEGIN_DECLS

/**
 * DavyWizardPageType:
 *
 * Returns: the type of a step's page, a #DavyWizardPage
 */
typedef GType (*DavyWizardPageType) (void);

extern const DavyWizardPageType davy_wizard_pages[DAVY_N_STEPS];

G_END_DECLS
