/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_USAGE_GRAPH (davy_usage_graph_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsageGraph, davy_usage_graph, DAVY, USAGE_GRAPH, AdwBin)

void davy_usage_graph_show (DavyUsageGraph *self, DavyContext *context, gint64 subscription_row);

G_END_DECLS
