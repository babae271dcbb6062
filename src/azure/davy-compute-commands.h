/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-compute.h"

G_BEGIN_DECLS

char *davy_compute_dup_command (const DavyCompute *self);

G_END_DECLS
