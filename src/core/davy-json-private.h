/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"

G_BEGIN_DECLS

/* JSON text to a tree and back. json-glib's own parser takes more than JSON, descends as deep as
 * it is led and takes three times as long. Used by davy-json.c alone. */

/* A member of a record, which is there for one visit: putting the members into a hash table and
 * taking them out again costs more than all that is looked up in it. */
typedef struct
{
  const char *name; /* in the text */
  gsize name_length;
  JsonNode *node; /* (owned) */
} DavyJsonMember;

gboolean davy_json_is_utf8 (const char *text, gsize length);
JsonNode *davy_json_read_text (const char *text, gsize length, guint max_depth, GError **error);
gboolean davy_json_read_elements (const char *text,
                                  gsize length,
                                  guint max_depth,
                                  DavyJsonVisit visit,
                                  gpointer data,
                                  GError **error);
JsonNode *davy_json_find_in_record (const GArray *members, const char *name);
char *davy_json_write_text (JsonNode *node);
char *davy_json_shorten_text (const char *text, gsize length);

G_END_DECLS
