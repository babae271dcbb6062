/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyPartnerProfileKind:
 * @DAVY_PARTNER_PROFILE_LEGAL_BUSINESS: who the partner is in law, and whether it is vetted
 * @DAVY_PARTNER_PROFILE_SUPPORT: where its customers turn to
 * @DAVY_PARTNER_PROFILE_ORGANIZATION: the tenant's own
 * @DAVY_PARTNER_PROFILE_NETWORK: in the partner network
 * @DAVY_PARTNER_PROFILE_BILLING: who gets the invoices
 */
typedef enum
{
  DAVY_PARTNER_PROFILE_LEGAL_BUSINESS,
  DAVY_PARTNER_PROFILE_SUPPORT,
  DAVY_PARTNER_PROFILE_ORGANIZATION,
  DAVY_PARTNER_PROFILE_NETWORK,
  DAVY_PARTNER_PROFILE_BILLING,
} DavyPartnerProfileKind;

/**
 * DavyPartnerProfile:
 * @country: ISO 3166 two letters
 * @culture: such as `de-DE`
 * @network_id: of the partner network (MPN)
 * @vetting_status: the wire's word: none, pending, authorized, rejected
 * @type: the wire's word
 *
 * Who somebody is and how to reach them: of the partner (`wire-contract.md` 2.10) or of a customer
 * (2.5). Each kind of profile tells other parts; what it does not tell is %NULL.
 */
typedef struct
{
  char *company_name;
  char *first_name;
  char *last_name;
  char *email;
  char *phone;
  char *website;
  char *country;
  char *state;
  char *city;
  char *address_line;
  char *address_line_2;
  char *postal_code;
  char *tenant_id;
  char *domain;
  char *language;
  char *culture;
  char *network_id;
  char *registration_number;
  char *vetting_status;
  char *vetting_sub_status;
  char *type;
} DavyPartnerProfile;

void davy_partner_profile_free (DavyPartnerProfile *self);
char *davy_partner_profile_dup_person (const DavyPartnerProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerProfile, davy_partner_profile_free)

/**
 * DavyPartnerSupportContact:
 *
 * Who supports a customer's subscription: the partner or its indirect reseller.
 */
typedef struct
{
  char *tenant_id;  /* (nullable) */
  char *network_id; /* (nullable) */
  char *name;       /* (nullable) */
} DavyPartnerSupportContact;

void davy_partner_support_contact_free (DavyPartnerSupportContact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerSupportContact, davy_partner_support_contact_free)

G_END_DECLS
