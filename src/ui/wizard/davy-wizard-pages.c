/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-pages.h"

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
#include "ui/wizard/davy-verify-page.h"

/* The page of each step: a step has its row in davy_steps[] and its row here. */

const DavyWizardPageType davy_wizard_pages[DAVY_N_STEPS] = {
  [DAVY_STEP_DETECTED] = davy_detected_page_get_type,
  [DAVY_STEP_STANDING] = davy_standing_page_get_type,
  [DAVY_STEP_USAGE] = davy_usage_page_get_type,
  [DAVY_STEP_CONTACT] = davy_contact_page_get_type,
  [DAVY_STEP_VERDICT] = davy_verdict_page_get_type,
  [DAVY_STEP_PROOF] = davy_proof_page_get_type,
  [DAVY_STEP_ORIGIN] = davy_origin_page_get_type,
  [DAVY_STEP_CONTAIN] = davy_contain_page_get_type,
  [DAVY_STEP_IDENTITY] = davy_identity_page_get_type,
  [DAVY_STEP_DELETE] = davy_delete_page_get_type,
  [DAVY_STEP_CANCEL] = davy_cancel_page_get_type,
  [DAVY_STEP_VERIFY] = davy_verify_page_get_type,
  [DAVY_STEP_REVIEW] = davy_review_page_get_type,
  [DAVY_STEP_SUPPORT] = davy_support_page_get_type,
  [DAVY_STEP_REPORT] = davy_report_page_get_type,
  [DAVY_STEP_DONE] = davy_done_page_get_type,
};
