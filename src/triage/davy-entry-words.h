/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-journal.h"
#include "triage/davy-act.h"

G_BEGIN_DECLS

/* The journal of a case in words for people. All are (transfer full). */

char *davy_words_step (const char *step);
char *davy_words_verdict (const char *verdict);
char *davy_words_act (const char *kind);
char *davy_words_outcome (const char *outcome);
char *davy_words_act_unsent (const DavyAct *act);
char *davy_words_evidence (const char *part);
char *davy_words_entry_title (const DavyCaseEntry *entry);
char *davy_words_entry_text (const DavyCaseEntry *entry);

G_END_DECLS
