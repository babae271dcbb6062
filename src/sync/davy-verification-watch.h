/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"
#include "triage/davy-triage.h"
#include "triage/davy-verification.h"

G_BEGIN_DECLS

/**
 * DavyVerificationWatch:
 *
 * Looks by itself, a day and two after the last act of a case, whether it goes on, and for 48 hours
 * whether a subscription that was cancelled is reactivated.
 */
#define DAVY_TYPE_VERIFICATION_WATCH (davy_verification_watch_get_type ())
G_DECLARE_FINAL_TYPE (DavyVerificationWatch,
                      davy_verification_watch,
                      DAVY,
                      VERIFICATION_WATCH,
                      GObject)

DavyVerificationWatch *davy_verification_watch_new (DavyStore *store, DavyTriage *triage);

G_END_DECLS
