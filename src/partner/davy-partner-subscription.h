/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyPartnerProduct:
 * @DAVY_PARTNER_PRODUCT_OTHER: licences and whatever else is sold
 * @DAVY_PARTNER_PRODUCT_AZURE_LEGACY: is one Azure subscription itself
 * @DAVY_PARTNER_PRODUCT_AZURE_PLAN: holds any number of Azure subscriptions, its entitlements
 */
typedef enum
{
  DAVY_PARTNER_PRODUCT_OTHER,
  DAVY_PARTNER_PRODUCT_AZURE_LEGACY,
  DAVY_PARTNER_PRODUCT_AZURE_PLAN,
} DavyPartnerProduct;

/**
 * DavyPartnerSubscription:
 * @id: the Partner Center subscription (for a plan: the plan id); lower case
 * @entitlement_id: (nullable): of a legacy one the Azure subscription; lower case
 * @status: (nullable): the wire's word: active, suspended, deleted …
 * @suspension_reasons: (nullable): joined with ", "
 *
 * What Partner Center calls a subscription (`wire-contract.md` 2.6).
 */
typedef struct
{
  char *id;
  char *offer_id;
  char *offer_name;
  char *entitlement_id;
  char *name;
  char *status;
  char *suspension_reasons;
  DavyPartnerProduct product;
} DavyPartnerSubscription;

void davy_partner_subscription_free (DavyPartnerSubscription *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerSubscription, davy_partner_subscription_free)

/**
 * DavyPartnerEntitlement:
 * @azure_id: the Azure subscription; lower case
 * @plan_id: (nullable): the Azure plan it is in; lower case
 * @name: (nullable)
 * @status: (nullable): the wire's word, an open list: active, inactive
 */
typedef struct
{
  char *azure_id;
  char *plan_id;
  char *name;
  char *status;
} DavyPartnerEntitlement;

void davy_partner_entitlement_free (DavyPartnerEntitlement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerEntitlement, davy_partner_entitlement_free)

G_END_DECLS
