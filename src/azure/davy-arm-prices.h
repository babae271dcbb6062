/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "core/davy-money.h"

G_BEGIN_DECLS

/**
 * DavyPriceKind:
 * @DAVY_PRICE_LINUX: of a machine without a licence
 * @DAVY_PRICE_WINDOWS: with the licence of Windows
 * @DAVY_PRICE_LINUX_SPOT: as the first, of a machine that may be taken away
 * @DAVY_PRICE_WINDOWS_SPOT: as the second, of a machine that may be taken away
 *
 * What a machine of one size and region costs depends on.
 */
typedef enum
{
  DAVY_PRICE_LINUX,
  DAVY_PRICE_WINDOWS,
  DAVY_PRICE_LINUX_SPOT,
  DAVY_PRICE_WINDOWS_SPOT,
} DavyPriceKind;
#define DAVY_N_PRICE_KINDS (DAVY_PRICE_WINDOWS_SPOT + 1)

/**
 * DavyHourlyPrices:
 * @by_kind: list prices of an hour, each with the currency it came in; not known where there is
 *   none
 *
 * What machines of one size in one region cost.
 */
typedef struct
{
  DavyMoney by_kind[DAVY_N_PRICE_KINDS];
} DavyHourlyPrices;

DavyPriceKind davy_price_kind_get (gboolean windows, gboolean spot);
char *davy_price_dup_size (const char *size);
char *davy_price_dup_region (const char *region);

void davy_arm_client_get_prices_async (DavyArmClient *self,
                                       const char *size,
                                       const char *region,
                                       const char *currency,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean davy_arm_client_get_prices_finish (DavyArmClient *self,
                                            GAsyncResult *result,
                                            DavyHourlyPrices *prices,
                                            GError **error);

G_END_DECLS
