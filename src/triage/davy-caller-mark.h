/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyCallerMark:
 * @DAVY_CALLER_UNMARKED: nothing was said yet
 * @DAVY_CALLER_COLLEAGUE: one of the partner's own people
 * @DAVY_CALLER_CUSTOMER: one of the customer's people
 * @DAVY_CALLER_AUTOMATION: a program that is meant to do this
 * @DAVY_CALLER_HOSTILE: nobody who should be there
 *
 * Who somebody in the logs is, as a person says. The later steps go by it: only what a hostile
 * caller created may be ticked for deletion.
 */
typedef enum
{
  DAVY_CALLER_UNMARKED,
  DAVY_CALLER_COLLEAGUE,
  DAVY_CALLER_CUSTOMER,
  DAVY_CALLER_AUTOMATION,
  DAVY_CALLER_HOSTILE,
} DavyCallerMark;
#define DAVY_N_CALLER_MARKS (DAVY_CALLER_HOSTILE + 1)

const char *davy_caller_mark_to_key (DavyCallerMark mark);
DavyCallerMark davy_caller_mark_from_key (const char *key);

GVariant *davy_caller_marks_set (GVariant *marks, const char *caller, DavyCallerMark mark);
DavyCallerMark davy_caller_marks_get (GVariant *marks, const char *caller);

G_END_DECLS
