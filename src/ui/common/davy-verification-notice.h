/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "triage/davy-verification.h"

G_BEGIN_DECLS

GNotification *davy_verification_notice_new (DavyCase *handled, const DavyVerification *found);
GNotification *davy_reactivation_notice_new (DavyCase *handled);

G_END_DECLS
