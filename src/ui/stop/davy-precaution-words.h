/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-precautions.h"

G_BEGIN_DECLS

/* What can be kept before it is gone, in words. Those without dup are static. */

char *davy_precaution_words_dup_sample (const DavySample *sample);
char *davy_precaution_words_dup_question (const DavySample *sample);
char *davy_precaution_words_dup_machines (const GPtrArray *names);
char *davy_precaution_words_dup_title (const DavyIsolation *isolation);
char *davy_precaution_words_dup_isolation (const DavyIsolation *isolation);
char *davy_precaution_words_dup_change (const DavyIsolation *isolation, DavyPrecaution what);
const char *davy_precaution_words_stage (DavyContainmentStage stage);

G_END_DECLS
