/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot.h"

G_BEGIN_DECLS

const char *davy_words_mark (DavyPlotMarkKind kind);

G_END_DECLS
