/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"

G_BEGIN_DECLS

/* What scenario files say beyond plain JSON: times told as ages, defaults that are not zero, and
 * a refusal of members that nobody knows. Errors go into the sink of the DavyJson. */

void davy_demo_expect_members (const DavyJson *json, const char *first, ...) G_GNUC_NULL_TERMINATED;
void davy_demo_expect_word (const DavyJson *json, const char *name, const char *const *words);
char *davy_demo_read_string (const DavyJson *json, const char *name, const char *fallback);
DavyTime davy_demo_read_time (const DavyJson *json, const char *name, DavyJsonNeed need);
gint64 davy_demo_read_span (const DavyJson *json, const char *name, gint64 fallback);
gint64 davy_demo_read_integer (const DavyJson *json, const char *name, gint64 fallback);
double davy_demo_read_number (const DavyJson *json, const char *name, double fallback);
gboolean davy_demo_read_boolean (const DavyJson *json, const char *name, gboolean fallback);
JsonObject *davy_demo_read_object (const DavyJson *json, const char *name);

G_END_DECLS
