/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"

G_BEGIN_DECLS

/* JSON text to a tree and back. json-glib's own parser takes more than JSON, descends as deep as
 * it is led and takes three times as long. Used by davy-json.c alone. */

JsonNode *davy_json_read_text (const char *text, gsize length, guint max_depth, GError **error);
gboolean davy_json_read_elements (const char *text,
                                  gsize length,
                                  guint max_depth,
                                  DavyJsonVisit visit,
                                  gpointer data,
                                  GError **error);
char *davy_json_write_text (JsonNode *node);
char *davy_json_shorten_text (const char *text, gsize length);

G_END_DECLS
