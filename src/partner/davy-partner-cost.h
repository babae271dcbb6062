/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-money.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/* What things came to, in Partner Center's words (`wire-contract.md` 2.7). Costs of the running
 * billing period are about a day old; the service does not say with which price they were made, so
 * their basis is %DAVY_BASIS_UNKNOWN. */

/**
 * DavyResourceCost:
 * @resource_id: (nullable): the full Azure resource id
 * @type: (nullable): the provider, such as `Microsoft.Compute`
 * @azure_id: (nullable): the Azure subscription; lower case
 * @cost: of the running billing period
 *
 * What one resource in an Azure plan has come to so far (2.7 d).
 */
typedef struct
{
  char *resource_id;
  char *type;
  char *name;
  char *resource_group;
  char *azure_id;
  char *azure_name;
  DavyMoney cost;
  DavyTime modified;
} DavyResourceCost;

void davy_resource_cost_free (DavyResourceCost *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyResourceCost, davy_resource_cost_free)

/**
 * DavyMeterCost:
 * @meter_id: lower case
 * @quantity: used in the running billing period, in @unit
 * @cost: of the running billing period
 *
 * What one meter of an Azure plan has come to so far (2.7 e).
 */
typedef struct
{
  char *meter_id;
  char *name;
  char *category;
  char *sub_category;
  char *unit;
  double quantity;
  DavyMoney cost;
  DavyTime modified;
} DavyMeterCost;

void davy_meter_cost_free (DavyMeterCost *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyMeterCost, davy_meter_cost_free)

/**
 * DavyUsageTotal:
 * @id: (nullable): whose: a subscription, a customer or the partner; lower case
 * @name: (nullable)
 * @status: (nullable): of a subscription, the wire's word
 * @offer_id: (nullable): of a subscription
 * @cost: of the running billing period
 * @usd: the same in US dollars, where it is told
 * @budget: of a customer, in the currency of @cost; NAN when there is none
 * @percent_used: of the budget, may exceed 100; NAN when not told
 * @has_plan: whether a customer has an Azure plan
 * @from: when the period began
 * @to: when it ends
 *
 * What a subscription, a customer or all customers have come to so far (2.7 b, c).
 */
typedef struct
{
  char *id;
  char *name;
  char *status;
  char *offer_id;
  DavyMoney cost;
  DavyMoney usd;
  double budget;
  double percent_used;
  gboolean has_plan;
  DavyTime from;
  DavyTime to;
  DavyTime modified;
} DavyUsageTotal;

void davy_usage_total_free (DavyUsageTotal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageTotal, davy_usage_total_free)

/**
 * DavyUnbilledLine:
 * @day: the UTC day of the use
 * @plan_id: (nullable): the Azure plan; lower case
 * @azure_id: (nullable): the Azure subscription; lower case
 * @billed: in the currency of the invoice, before tax
 * @priced: in the currency of the price list, before tax
 *
 * What will stand on the next invoice for one meter and day (2.7 h).
 */
typedef struct
{
  DavyDay day;
  char *customer_id;
  char *plan_id;
  char *azure_id;
  char *service;
  char *meter_id;
  char *region;
  char *resource_group;
  char *resource_id;
  char *unit;
  double quantity;
  DavyMoney billed;
  DavyMoney priced;
} DavyUnbilledLine;

void davy_unbilled_line_free (DavyUnbilledLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUnbilledLine, davy_unbilled_line_free)

G_END_DECLS
