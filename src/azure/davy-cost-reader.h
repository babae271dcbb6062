/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "core/davy-json.h"

G_BEGIN_DECLS

char *davy_cost_page_read (JsonNode *document, GPtrArray *rows, GError **error);
JsonNode *davy_cost_query_build (DavyDay from, DavyDay to);

G_END_DECLS
