/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean davy_graph_filter_match (const char *filter, JsonObject *object, gboolean *passes);

G_END_DECLS
