/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyUtilization:
 * @start: when the use began
 * @meter_id: lower case
 * @category: (nullable): the service, such as `Virtual Machines`
 * @subcategory: (nullable): of a machine its size family, such as `NCasT4_v3 Series`
 * @region: (nullable): where it was used
 * @resource_id: (nullable): which resource used it, its full id; told with `show_details` only
 * @unit: (nullable)
 * @quantity: in @unit; negative for a correction
 *
 * What one meter of a legacy Azure subscription counted in a day or an hour (`wire-contract.md`
 * 2.7 a).
 */
typedef struct
{
  DavyTime start;
  char *meter_id;
  char *category;
  char *subcategory;
  char *region;
  char *resource_id;
  char *unit;
  double quantity;
} DavyUtilization;

void davy_utilization_free (DavyUtilization *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUtilization, davy_utilization_free)

/**
 * DavyMeterTotal:
 * @meter_id: lower case
 * @category: (nullable): the service
 * @quantity: used in the running billing period
 * @cost: of the running billing period, in @currency
 * @currency: ISO 4217, "" when it cannot be told from the answer
 *
 * What one meter has come to so far (`wire-contract.md` 2.7 f). @cost divided by @quantity is the
 * only unit price that a legacy subscription gives.
 */
typedef struct
{
  char *meter_id;
  char *category;
  double quantity;
  double cost;
  char currency[4];
} DavyMeterTotal;

void davy_meter_total_free (DavyMeterTotal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyMeterTotal, davy_meter_total_free)

G_END_DECLS
