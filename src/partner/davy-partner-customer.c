/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-customer.h"

#include "partner/davy-partner-readers.h"

/* --- between rooms ------------------------------------------------------------------------- */

DavyPartnerCustomer *
davy_partner_customer_read (const DavyJson *item)
{
  DavyPartnerCustomer *self = g_new0 (DavyPartnerCustomer, 1);
  DavyJson company = davy_json_member (item, "companyProfile");
  DavyJson company_address = davy_json_member (&company, "address");
  DavyJson billing = davy_json_member (item, "billingProfile");
  DavyJson billing_address = davy_json_member (&billing, "defaultAddress");
  DavyJson delegated = davy_json_member (item, "allowDelegatedAccess");

  self->tenant_id = davy_partner_dup_id (item, "id", DAVY_JSON_REQUIRED);
  self->name = davy_partner_dup_text (&company, "companyName");
  self->domain = davy_partner_dup_text (&company, "domain");
  /* Without delegated access the service leaves addresses out, one or both. */
  self->country = davy_partner_dup_text (&company_address, "country");
  if (self->country == NULL)
    self->country = davy_partner_dup_text (&billing_address, "country");
  self->relationship = davy_partner_dup_text (item, "relationshipToPartner");
  self->associated_partner_id = davy_partner_dup_text (item, "associatedPartnerId");
  if (davy_json_exists (&delegated))
    self->delegated_access = davy_json_boolean (item, "allowDelegatedAccess", DAVY_JSON_OPTIONAL)
                                 ? DAVY_DELEGATED_ACCESS_YES
                                 : DAVY_DELEGATED_ACCESS_NO;

  return self;
}

DavyPartnerValidation *
davy_partner_validation_read (const DavyJson *item)
{
  DavyPartnerValidation *self = g_new0 (DavyPartnerValidation, 1);

  self->status = g_strdup (davy_json_string (item, "status", DAVY_JSON_REQUIRED));
  self->updated = davy_json_time (item, "lastUpdateDateTime", DAVY_JSON_OPTIONAL);

  return self;
}

DavyPartnerQualification *
davy_partner_qualification_read (const DavyJson *item)
{
  DavyPartnerQualification *self = g_new0 (DavyPartnerQualification, 1);

  self->qualification = g_strdup (davy_json_string (item, "qualification", DAVY_JSON_REQUIRED));
  self->vetting_status = davy_partner_dup_text (item, "vettingStatus");
  self->vetting_reason = davy_partner_dup_text (item, "vettingReason");
  self->created = davy_json_time (item, "vettingCreatedDate", DAVY_JSON_OPTIONAL);
  if (self->created == DAVY_TIME_UNSET)
    self->created = davy_json_time (item, "vettingCreateDate", DAVY_JSON_OPTIONAL);

  return self;
}

DavyPartnerRelationship *
davy_partner_relationship_read (const DavyJson *item)
{
  DavyPartnerRelationship *self = g_new0 (DavyPartnerRelationship, 1);

  self->tenant_id = davy_partner_dup_id (item, "id", DAVY_JSON_REQUIRED);
  self->name = davy_partner_dup_text (item, "name");
  self->type = davy_partner_dup_text (item, "relationshipType");
  self->mpn_id = davy_partner_dup_text (item, "mpnId");

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_partner_customer_free:
 * @self: (transfer full) (nullable): a customer
 *
 * Frees a customer's record.
 */
void
davy_partner_customer_free (DavyPartnerCustomer *self)
{
  if (self == NULL)
    return;

  g_free (self->tenant_id);
  g_free (self->name);
  g_free (self->domain);
  g_free (self->country);
  g_free (self->relationship);
  g_free (self->associated_partner_id);
  g_free (self);
}

/**
 * davy_partner_validation_free:
 * @self: (transfer full) (nullable): a validation
 *
 * Frees a validation.
 */
void
davy_partner_validation_free (DavyPartnerValidation *self)
{
  if (self == NULL)
    return;

  g_free (self->status);
  g_free (self);
}

/**
 * davy_partner_qualification_free:
 * @self: (transfer full) (nullable): a qualification
 *
 * Frees a qualification.
 */
void
davy_partner_qualification_free (DavyPartnerQualification *self)
{
  if (self == NULL)
    return;

  g_free (self->qualification);
  g_free (self->vetting_status);
  g_free (self->vetting_reason);
  g_free (self);
}

/**
 * davy_partner_relationship_free:
 * @self: (transfer full) (nullable): a relationship
 *
 * Frees a relationship.
 */
void
davy_partner_relationship_free (DavyPartnerRelationship *self)
{
  if (self == NULL)
    return;

  g_free (self->tenant_id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->mpn_id);
  g_free (self);
}
