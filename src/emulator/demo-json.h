/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *davy_demo_object (const char *first, ...) G_GNUC_NULL_TERMINATED;
JsonArray *davy_demo_words (const char *words);
JsonObject *davy_demo_copy_object (JsonObject *object);
JsonObject *davy_demo_get_object (JsonObject *object, const char *name);
JsonArray *davy_demo_get_array (JsonObject *object, const char *name);
const char *davy_demo_get_string (JsonObject *object, const char *name);
gint64 davy_demo_get_integer (JsonObject *object, const char *name);
JsonObject *davy_demo_get_element (JsonArray *array, guint index);
void davy_demo_merge (JsonObject *into, JsonObject *changes);

G_END_DECLS
