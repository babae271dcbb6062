/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-error.h"

G_BEGIN_DECLS

void davy_arm_read_fault (guint status, GBytes *body, DavyFault *fault);

G_END_DECLS
