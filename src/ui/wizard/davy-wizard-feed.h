/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"
#include "ui/common/davy-context.h"
#include "ui/wizard/davy-contact-page.h"
#include "ui/wizard/davy-detected-page.h"
#include "ui/wizard/davy-usage-page.h"

G_BEGIN_DECLS

#define DAVY_TYPE_WIZARD_FEED (davy_wizard_feed_get_type ())
G_DECLARE_FINAL_TYPE (DavyWizardFeed, davy_wizard_feed, DAVY, WIZARD_FEED, GObject)

/**
 * DavyWizardFeedPages:
 * @detected: gets the alerts
 * @usage: gets the usage
 * @contact: gets who is to be called
 *
 * The pages that show what is known; all are borrowed and outlive the feed or its disposal.
 */
typedef struct
{
  DavyDetectedPage *detected;
  DavyUsagePage *usage;
  DavyContactPage *contact;
} DavyWizardFeedPages;

DavyWizardFeed *
davy_wizard_feed_new (DavyContext *context, DavyCase *for_case, const DavyWizardFeedPages *pages);

G_END_DECLS
