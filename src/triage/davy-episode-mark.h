/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot.h"
#include "usage/davy-episode.h"

G_BEGIN_DECLS

void davy_episode_mark (const DavyEpisode *self,
                        DavyPlot *plot,
                        DavyLanguage language,
                        const char *peak_value);

G_END_DECLS
