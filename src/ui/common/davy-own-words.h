/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-own-episode.h"

G_BEGIN_DECLS

char *davy_own_words_dup_sentence (const DavyOwnEpisode *own, const char *part);

G_END_DECLS
