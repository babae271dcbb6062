/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  DAVY_SPOIL_TYPES,   /* every value is an object: nothing reads one as text or a number */
  DAVY_SPOIL_NULL,    /* every value is null */
  DAVY_SPOIL_MISSING, /* records without members */
  DAVY_SPOIL_LONG,    /* the first text is 10 MB long */
  DAVY_SPOIL_DEEP,    /* the first value lies 200 arrays deep */
  DAVY_SPOIL_LINKS,   /* links to the next page lead elsewhere */
} DavySpoiling;

JsonNode *davy_emulator_spoil (JsonNode *node, DavySpoiling spoiling, const char *link);

G_END_DECLS
