/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyDelegatedAccess:
 * @DAVY_DELEGATED_ACCESS_UNKNOWN: a customer from the list: only the record by id tells
 * @DAVY_DELEGATED_ACCESS_NO: also what a customer with granular rights alone answers
 */
typedef enum
{
  DAVY_DELEGATED_ACCESS_UNKNOWN,
  DAVY_DELEGATED_ACCESS_NO,
  DAVY_DELEGATED_ACCESS_YES,
} DavyDelegatedAccess;

/**
 * DavyPartnerCustomer:
 * @tenant_id: lower case
 * @name: (nullable)
 * @domain: (nullable)
 * @country: (nullable): ISO 3166 two letters, by id only
 * @relationship: (nullable): the wire's word: reseller, advisor, none …
 * @associated_partner_id: (nullable): the indirect reseller's MPN id, by id only
 *
 * A customer of the partner (`wire-contract.md` 2.5).
 */
typedef struct
{
  char *tenant_id;
  char *name;
  char *domain;
  char *country;
  char *relationship;
  char *associated_partner_id;
  DavyDelegatedAccess delegated_access;
} DavyPartnerCustomer;

void davy_partner_customer_free (DavyPartnerCustomer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerCustomer, davy_partner_customer_free)

/**
 * DavyPartnerValidation:
 * @status: the wire's word: Allowed, UnderReview, NotAllowed, Unknown, Not Ready
 *
 * What Microsoft's vetting of the customer's account came to.
 */
typedef struct
{
  char *status;
  DavyTime updated;
} DavyPartnerValidation;

void davy_partner_validation_free (DavyPartnerValidation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerValidation, davy_partner_validation_free)

typedef struct
{
  char *qualification;  /* the wire's word: Education, StateOwnedEntity … */
  char *vetting_status; /* (nullable): Approved, InReview, Denied */
  char *vetting_reason; /* (nullable) */
  DavyTime created;
} DavyPartnerQualification;

void davy_partner_qualification_free (DavyPartnerQualification *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerQualification, davy_partner_qualification_free)

/* An indirect reseller who stands between the partner and the customer. */
typedef struct
{
  char *tenant_id;
  char *name;   /* (nullable) */
  char *type;   /* (nullable): the wire's word */
  char *mpn_id; /* (nullable) */
} DavyPartnerRelationship;

void davy_partner_relationship_free (DavyPartnerRelationship *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerRelationship, davy_partner_relationship_free)

G_END_DECLS
