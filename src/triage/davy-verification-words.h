/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-verification.h"

G_BEGIN_DECLS

/* What a look after the incident found, in words for people. */

const char *davy_words_verification_title (const DavyVerification *found);
char *davy_words_verification_text (const DavyVerification *found);
char *davy_words_verification_due (DavyTime due, DavyTime now);

G_END_DECLS
