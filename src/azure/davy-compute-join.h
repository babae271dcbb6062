/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-compute.h"

G_BEGIN_DECLS

void davy_compute_join (GPtrArray *items, GHashTable *states, GHashTable *grown);

G_END_DECLS
