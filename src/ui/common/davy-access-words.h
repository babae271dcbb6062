/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-access.h"

G_BEGIN_DECLS

/* Words for what may be done for a customer. All belong to this file. */

const char *davy_words_access_line (DavyAccessLine line);
const char *davy_words_access_verdict (DavyAccessLine line, DavyAccessAnswer answer);
const char *davy_words_access_answer (DavyAccessAnswer answer);
const char *davy_words_access_reason (DavyAccessReasons reason);
const char *davy_words_access_remedy (DavyAccessReasons reason);

G_END_DECLS
