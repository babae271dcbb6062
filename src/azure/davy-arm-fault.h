/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-error.h"
#include "core/davy-json.h"

G_BEGIN_DECLS

void davy_arm_read_fault (guint status, GBytes *body, DavyFault *fault);
void davy_arm_fault_take (DavyFault *fault, const DavyJson *told);
DavyError davy_arm_fault_to_code (const DavyFault *fault);
gboolean davy_arm_error_is_passing (const GError *error);

G_END_DECLS
