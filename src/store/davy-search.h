/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

/* More words than this in one search are left out. */
#define DAVY_SEARCH_MAX_WORDS 6

char *davy_search_fold (const char *text);
GStrv davy_search_split (const char *search);
void davy_search_bind (DavyStatement *statement, char **words);
void davy_search_append (GString *text, const char *part);

G_END_DECLS
