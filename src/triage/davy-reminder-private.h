/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case-private.h"

G_BEGIN_DECLS

void davy_reminder_add_for_decision (DavyCase *in,
                                     DavyCaseWrite *write,
                                     DavyStepId step,
                                     GVariant *facts);

G_END_DECLS
