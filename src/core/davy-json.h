/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyJson:
 *
 * A place in a JSON document, with the way that led there. It lives on the stack, below the
 * document it points into. Reading never asserts: the first thing that is missing or of another
 * type than asked for is put into the sink as a %DAVY_ERROR_WIRE that names the path
 * (`items[3].createdDate`); from then on every read gives its default. So a reader reads all its
 * members in a row and looks at the sink once.
 */
typedef struct _DavyJson DavyJson;
struct _DavyJson
{
  /*< private >*/
  JsonNode *node;        /* NULL: absent */
  const GArray *members; /* NULL: not a record of a list that is read one by one */
  const DavyJson *up;
  const char *name; /* NULL: an element */
  guint index;
  GError **sink;
  const char *text; /* NULL: not kept; what it was read from */
  gsize text_length;
};

/**
 * DavyJsonVisit:
 * @element: the element, gone afterwards; it has no sink yet
 * @data: as given to davy_json_visit_elements()
 */
typedef void (*DavyJsonVisit) (const DavyJson *element, gpointer data);

/**
 * DavyJsonNeed:
 * @DAVY_JSON_OPTIONAL: absent and null give the default; another type is an error all the same
 * @DAVY_JSON_REQUIRED: absent and null are errors
 */
typedef enum
{
  DAVY_JSON_OPTIONAL,
  DAVY_JSON_REQUIRED,
} DavyJsonNeed;

JsonNode *davy_json_parse (GBytes *bytes, GError **error);
JsonNode *davy_json_parse_text (const char *text, GError **error);
gboolean davy_json_holds_array (GBytes *bytes);
gboolean
davy_json_visit_elements (GBytes *bytes, DavyJsonVisit visit, gpointer data, GError **error);
gboolean davy_json_visit_lines (GBytes *bytes, DavyJsonVisit visit, gpointer data, GError **error);

DavyJson davy_json_root (JsonNode *root, GError **sink);
DavyJson davy_json_member (const DavyJson *self, const char *name);
DavyJson davy_json_element (const DavyJson *self, guint index);
gboolean davy_json_exists (const DavyJson *self);
gboolean davy_json_is_array (const DavyJson *self);
gboolean davy_json_is_object (const DavyJson *self);
guint davy_json_length (const DavyJson *self, DavyJsonNeed need);
char *davy_json_dup_path (const DavyJson *self);

/* Each reads the member @name of the object at @self. Names are matched without regard to case
 * when there is no exact match (IsTest, isTest). */
const char *davy_json_string (const DavyJson *self, const char *name, DavyJsonNeed need);
gint64 davy_json_integer (const DavyJson *self, const char *name, DavyJsonNeed need);
double davy_json_number (const DavyJson *self, const char *name, DavyJsonNeed need);
gboolean davy_json_boolean (const DavyJson *self, const char *name, DavyJsonNeed need);
DavyTime davy_json_time (const DavyJson *self, const char *name, DavyJsonNeed need);
char *davy_json_dup_raw (const DavyJson *self);

void davy_json_fail (const DavyJson *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
