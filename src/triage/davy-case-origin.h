/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-caller-mark.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

/**
 * DavyOnsetSource:
 * @DAVY_ONSET_UNKNOWN: nothing tells
 * @DAVY_ONSET_REPORTED: Microsoft's first observation
 * @DAVY_ONSET_USAGE: the day on which the usage left its expected range
 * @DAVY_ONSET_LOG: the first thing that a hostile caller created
 * @DAVY_ONSET_PERSON: somebody said so
 *
 * How it is known when the misuse began (playbook.md C.3, *Refund*).
 */
typedef enum
{
  DAVY_ONSET_UNKNOWN,
  DAVY_ONSET_REPORTED,
  DAVY_ONSET_USAGE,
  DAVY_ONSET_LOG,
  DAVY_ONSET_PERSON,
} DavyOnsetSource;

const char *davy_onset_source_to_key (DavyOnsetSource source);
DavyOnsetSource davy_onset_source_from_key (const char *key);

DavyCallerMark davy_case_get_caller_mark (DavyCase *self, const char *caller);
GVariant *davy_case_dup_caller_marks (DavyCase *self);
DavyTime davy_case_get_onset (DavyCase *self, DavyOnsetSource *source);
DavyTime davy_case_get_first_observed (DavyCase *self);
DavyTime davy_onset_get_log_start (DavyTime onset);
DavyTime
davy_onset_find (DavyTime observed, DavyTime usage, DavyTime hostile, DavyOnsetSource *source);

G_END_DECLS
