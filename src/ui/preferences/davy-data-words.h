/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-retention.h"

G_BEGIN_DECLS

char *davy_words_keep (guint months);
char *davy_words_stale (const DavyStale *stale);
char *davy_words_held (const DavyHeld *held);

G_END_DECLS
