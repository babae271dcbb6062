/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/davy-sync.h"

G_BEGIN_DECLS

/**
 * DavyRefreshClock:
 *
 * Says when to refresh, with a window and without one: every so many minutes, more rarely where
 * that would be of no use or cost somebody, and at once when the network is back.
 */
#define DAVY_TYPE_REFRESH_CLOCK (davy_refresh_clock_get_type ())
G_DECLARE_FINAL_TYPE (DavyRefreshClock, davy_refresh_clock, DAVY, REFRESH_CLOCK, GObject)

DavyRefreshClock *davy_refresh_clock_new (DavySync *sync, DavyAccounts *accounts);
void davy_refresh_clock_watch (DavyRefreshClock *self,
                               GNetworkMonitor *network,
                               GPowerProfileMonitor *power);

G_END_DECLS
