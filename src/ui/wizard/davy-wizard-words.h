/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"

G_BEGIN_DECLS

/* Words for a case as a whole. All are (transfer full). */

char *davy_wizard_words_case (DavyCase *handled);
char *davy_wizard_words_waits (DavyCase *handled);
char *davy_wizard_words_clocks (DavyCase *handled);

G_END_DECLS
