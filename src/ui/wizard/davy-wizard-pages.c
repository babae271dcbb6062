/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-pages.h"

#include <glib/gi18n.h>

#include "ui/wizard/davy-cancel-page.h"
#include "ui/wizard/davy-contact-page.h"
#include "ui/wizard/davy-contain-page.h"
#include "ui/wizard/davy-delete-page.h"
#include "ui/wizard/davy-detected-page.h"
#include "ui/wizard/davy-done-page.h"
#include "ui/wizard/davy-identity-page.h"
#include "ui/wizard/davy-origin-page.h"
#include "ui/wizard/davy-proof-page.h"
#include "ui/wizard/davy-report-page.h"
#include "ui/wizard/davy-review-page.h"
#include "ui/wizard/davy-standing-page.h"
#include "ui/wizard/davy-support-page.h"
#include "ui/wizard/davy-usage-page.h"
#include "ui/wizard/davy-verdict-page.h"

/* The page of each step: a step has its row in davy_steps[] and its row here. */

const DavyWizardPageKind davy_wizard_pages[DAVY_N_STEPS] = {
  [DAVY_STEP_DETECTED] = { davy_detected_page_get_type, NC_ ("step", "What was detected") },
  [DAVY_STEP_STANDING] = { davy_standing_page_get_type, NC_ ("step", "Account standing") },
  [DAVY_STEP_USAGE] = { davy_usage_page_get_type, NC_ ("step", "Usage") },
  [DAVY_STEP_CONTACT] = { davy_contact_page_get_type, NC_ ("step", "Customer") },
  [DAVY_STEP_VERDICT] = { davy_verdict_page_get_type, NC_ ("step", "What is it?") },
  [DAVY_STEP_PROOF] = { davy_proof_page_get_type, NC_ ("step", "Proof or reason") },
  [DAVY_STEP_ORIGIN] = { davy_origin_page_get_type, NC_ ("step", "How and by whom") },
  [DAVY_STEP_CONTAIN] = { davy_contain_page_get_type, NC_ ("step", "Stop what runs") },
  [DAVY_STEP_IDENTITY] = { davy_identity_page_get_type, NC_ ("step", "Identities") },
  [DAVY_STEP_DELETE] = { davy_delete_page_get_type, NC_ ("step", "Delete") },
  [DAVY_STEP_CANCEL] = { davy_cancel_page_get_type, NC_ ("step", "The whole subscription") },
  [DAVY_STEP_REVIEW] = { davy_review_page_get_type, NC_ ("step", "Last look") },
  [DAVY_STEP_SUPPORT] = { davy_support_page_get_type, NC_ ("step", "Ask Microsoft") },
  [DAVY_STEP_REPORT] = { davy_report_page_get_type, NC_ ("step", "Report to the customer") },
  [DAVY_STEP_DONE] = { davy_done_page_get_type, NC_ ("step", "Result") },
};

/**
 * davy_wizard_page_title:
 * @step: a step
 *
 * Returns: what it is called in the window's language
 */
const char *
davy_wizard_page_title (DavyStepId step)
{
  return g_dpgettext2 (NULL, "step", davy_wizard_pages[step].title);
}
