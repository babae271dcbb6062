/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-error.h"
#include "core/davy-json.h"
#include "partner/davy-audit-record.h"
#include "partner/davy-fraud-event.h"
#include "partner/davy-partner-cost.h"
#include "partner/davy-partner-customer.h"
#include "partner/davy-partner-profile.h"
#include "partner/davy-partner-subscription.h"
#include "partner/davy-partner-usage.h"
#include "partner/davy-service-request.h"

G_BEGIN_DECLS

/* From JSON to records, within this room only: headers that other rooms see know no JSON. Each
 * returns a record even when something was wrong; what was wrong is in the sink of @item. */
DavyAuditRecord *davy_audit_record_read (const DavyJson *item);
DavyFraudEvent *davy_fraud_event_read (const DavyJson *item);
DavyPartnerCustomer *davy_partner_customer_read (const DavyJson *item);
DavyPartnerValidation *davy_partner_validation_read (const DavyJson *item);
DavyPartnerQualification *davy_partner_qualification_read (const DavyJson *item);
DavyPartnerRelationship *davy_partner_relationship_read (const DavyJson *item);
DavyPartnerSubscription *davy_partner_subscription_read (const DavyJson *item);
DavyPartnerEntitlement *davy_partner_entitlement_read (const DavyJson *item);
DavyPartnerProfile *davy_partner_profile_read (const DavyJson *item);
DavyPartnerSupportContact *davy_partner_support_contact_read (const DavyJson *item);
DavyServiceRequest *davy_service_request_read (const DavyJson *item);
DavyUtilization *davy_utilization_read (const DavyJson *item);
DavyMeterTotal *davy_meter_total_read (const DavyJson *item);
DavyResourceCost *davy_resource_cost_read (const DavyJson *item);
DavyMeterCost *davy_meter_cost_read (const DavyJson *item);
DavyUsageTotal *davy_usage_total_read (const DavyJson *item);
DavyUnbilledLine *davy_unbilled_line_read (const DavyJson *item);

char *davy_partner_dup_text (const DavyJson *item, const char *name);
double davy_partner_read_budget (const DavyJson *budget);
void davy_partner_read_currency (const DavyJson *item, char currency[4]);
char *davy_partner_dup_id (const DavyJson *item, const char *name, DavyJsonNeed need);

void davy_partner_read_fault (guint status, GBytes *body, DavyFault *fault);

G_END_DECLS
